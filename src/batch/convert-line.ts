import { convertBytes, convertSource, type DocumentOptions, type OnStage } from './convert-input.js'
import type { Converted } from './converted.js'
import { plainInput } from './input-source.js'
import { failedRecord, type InputRecord } from './record.js'

export interface LineOptions extends Pick<DocumentOptions, 'redact' | 'password'> {
  /** Facts, one object an amount; or the whole disclosure. */
  to: 'facts' | 'json'
}

export interface LineTask {
  kind: 'line'
  /** `{"path"}`, or `{"name","base64"}`, as JSON. */
  line: string
  options: LineOptions
}

interface Request {
  name: string
  path: string | null
  base64: string | null
}

/** What a line asks for; a text says what is wrong with it. */
export function readRequest(line: string): Request | string {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch (error) {
    return `The line is no JSON: ${error instanceof Error ? error.message : String(error)}.`
  }
  const { path, name, base64 } = (value ?? {}) as Record<string, unknown>
  if (typeof path === 'string') return { name: typeof name === 'string' ? name : path, path, base64: null }
  if (typeof base64 === 'string') return { name: typeof name === 'string' ? name : '', path: null, base64 }
  return 'The line has neither "path" nor "base64": give {"path":"…"} or {"name":"…","base64":"…"}.'
}

/** The answer to a line whose conversion did not come to an end, or that asks for nothing. */
export function failureLine(
  line: string,
  failure: { code: string; reason: string; stage: InputRecord['stage'] },
): string {
  const request = readRequest(line)
  const document = typeof request === 'string' ? '' : request.name
  const { stage, code, reason } = failure
  const record = failedRecord({ document, bytes: null, sha256: null }, { stage: stage ?? 'convert', code, reason })
  return JSON.stringify({ ...record, output: null, diagnostics: [] })
}

/** One line of JSON asked, one line of JSON answered: the record of the input, with its facts or its disclosure. */
export async function convertLine({ line, options }: LineTask, onStage: OnStage): Promise<string> {
  onStage('open')
  const request = readRequest(line)
  if (typeof request === 'string')
    return failureLine(line, { stage: 'open', code: 'request-malformed', reason: request })
  const { name: document, path, base64 } = request
  onStage('convert')
  const converted =
    path === null
      ? await convertBytes(Buffer.from(base64 ?? '', 'base64'), { document, ...options })
      : await convertSource(plainInput(path).source, { document, ...options })
  return answerLine(converted, options.to)
}

async function answerLine({ record, facts, result }: Converted, to: LineOptions['to']): Promise<string> {
  const { disclosure, diagnostics } = result
  if (to === 'facts') return JSON.stringify({ ...record, output: facts, diagnostics })
  const { encodeDisclosure } = await import('../schema/disclosure.js')
  return JSON.stringify({ ...record, output: disclosure ? encodeDisclosure(disclosure) : null, diagnostics })
}
