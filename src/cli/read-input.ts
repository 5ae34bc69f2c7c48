import { createReadStream } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.js'
import { type ParseResult, parseDisclosure } from '../parse-disclosure.js'

/** An input that cannot even be opened: a missing file, a folder. */
class InputError extends Error {}

async function readAll(stream: Readable): Promise<Uint8Array> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks)
}

/** The bytes of a path, or of standard input for `-`. */
async function readInput(input: string): Promise<Uint8Array> {
  if (input === '-') return readAll(process.stdin)
  const status = await stat(input).catch(() => null)
  if (!status) throw new InputError('there is no such file.')
  if (status.isDirectory()) throw new InputError(`it is a folder. Name the files in it (${input}/*).`)
  return status.isFile() ? readFile(input) : readAll(createReadStream(input))
}

export interface InputOptions {
  redact?: boolean
  password: string | null
}

/** Bytes of an input, or the finding that says why it cannot be opened. */
export async function openInput(input: string): Promise<Uint8Array | Diagnostic> {
  try {
    return await readInput(input)
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    return { ...diagnostic('file-unavailable', { reason: error.message }), document: input }
  }
}

/** Reads and parses one input. What cannot be opened is a result without disclosure, with its finding. */
export async function parseInput(input: string, options: InputOptions): Promise<ParseResult> {
  const opened = await openInput(input)
  if (!(opened instanceof Uint8Array)) return { disclosure: null, diagnostics: [opened], accounts: [], pages: 0 }
  const password = options.password === null ? {} : { password: options.password }
  return parseDisclosure(opened, { document: input, redact: options.redact ?? false, ...password })
}
