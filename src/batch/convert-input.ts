import { readFile, stat } from 'node:fs/promises'
import packageJson from '../../package.json' with { type: 'json' }
import { diagnostic } from '../diagnostics/diagnostic.js'
import { toFacts } from '../emit/facts.js'
import { type ParseResult, parseDisclosure } from '../parse-disclosure.js'
import { DEFAULT_LIMITS } from '../read/limits.js'
import { ReadFailure } from '../read/read-failure.js'
import type { Converted } from './converted.js'
import { filePath, type Input, type InputSource } from './input-source.js'
import { contentHash, PartStore, partKey } from './part-store.js'
import { type InputRecord, recordOf, type Stage } from './record.js'
import { writeAtomic } from './write-atomic.js'
import { EntryReader } from './zip-entries.js'

/** What changes the output of one document; part of the name of what is kept for resuming. */
export interface DocumentOptions {
  redact: boolean
  password: string | null
  json: boolean
  xlsx: boolean
}

export interface ArchiveTask {
  input: Input
  /** Name for this document's files in the output folder. */
  name: string
  output: string
  options: DocumentOptions
}

export interface ArchiveOutcome {
  key: string
  record: InputRecord
  /** False where an earlier run had done it. */
  isNew: boolean
}

export type OnStage = (stage: Stage) => void

const entries = new EntryReader()

/** Bytes of an input, or the result that says why there are none. */
async function openSource(source: InputSource): Promise<Uint8Array | ParseResult> {
  try {
    if (source.entries.length > 0) return await entries.read(source)
    const limit = 'inputBytes'
    const path = filePath(source)
    const { size } = await stat(path)
    if (size <= DEFAULT_LIMITS[limit]) return await readFile(path)
    return withoutValue(diagnostic('limit-exceeded', { limit, value: DEFAULT_LIMITS[limit] }))
  } catch (error) {
    if (error instanceof ReadFailure) return withoutValue(error.finding)
    const reason = error instanceof Error ? `${error.message}.` : String(error)
    return withoutValue(diagnostic('file-unavailable', { reason }))
  }
}

function withoutValue(finding: ParseResult['diagnostics'][number]): ParseResult {
  return { disclosure: null, diagnostics: [finding], accounts: [], pages: 0 }
}

/** Parses bytes and sums up what came of it. */
export async function convertBytes(
  bytes: Uint8Array,
  { document, redact, password }: { document: string } & Pick<DocumentOptions, 'redact' | 'password'>,
): Promise<Converted> {
  const result = await parseDisclosure(bytes, { document, redact, ...(password === null ? {} : { password }) })
  const facts = result.disclosure ? toFacts(result.disclosure) : []
  const record = recordOf({ document, bytes: bytes.length, sha256: contentHash(bytes) }, result, facts)
  return { result, facts, record }
}

/** Converts an input in memory, for a caller that takes the result itself. */
export async function convertSource(
  source: InputSource,
  options: { document: string } & Pick<DocumentOptions, 'redact' | 'password'>,
): Promise<Converted> {
  const bytes = await openSource(source)
  return bytes instanceof Uint8Array ? convertBytes(bytes, options) : unopened(options.document, bytes)
}

function unopened(document: string, { diagnostics }: ParseResult): Converted {
  const findings = diagnostics.map((item) => ({ ...item, document }))
  const result = { disclosure: null, diagnostics: findings, accounts: [], pages: 0 }
  return { result, facts: [], record: recordOf({ document, bytes: null, sha256: null }, result, []) }
}

/** Converts one input of an archive into files of the output folder, unless an earlier run did. */
export async function convertInput(
  { input, name, output, options }: ArchiveTask,
  onStage: OnStage,
): Promise<ArchiveOutcome> {
  const store = new PartStore(output)
  onStage('open')
  const bytes = await openSource(input.source)
  const isOpen = bytes instanceof Uint8Array
  const { document } = input
  const key = partKey({
    document,
    name,
    version: packageJson.version,
    options,
    content: isOpen ? contentHash(bytes) : bytes.diagnostics,
  })
  const known = store.findRecord(key)
  if (known) return { key, record: known, isNew: false }

  onStage('convert')
  const converted = isOpen ? await convertBytes(bytes, { document, ...options }) : unopened(document, bytes)
  onStage('write')
  const files = await writeDocument({ converted, name, store, options })
  const record = { ...converted.record, ...files }
  store.write(key, {
    record,
    factLines: converted.facts.map((fact) => JSON.stringify(fact)),
    findingLines: converted.result.diagnostics.map((finding) => JSON.stringify(finding)),
  })
  return { key, record, isNew: true }
}

interface DocumentFiles {
  converted: Converted
  name: string
  store: PartStore
  options: DocumentOptions
}

async function writeDocument({ converted, name, store, options }: DocumentFiles) {
  const { disclosure, diagnostics } = converted.result
  if (!disclosure) return { json: null, xlsx: null }
  const json = options.json ? `documents/${name}.json` : null
  const xlsx = options.xlsx ? `workbooks/${name}.xlsx` : null
  if (json !== null) {
    const { encodeDisclosure } = await import('../schema/disclosure.js')
    const text = `${JSON.stringify({ ...encodeDisclosure(disclosure), diagnostics })}\n`
    writeAtomic(`${store.output}/${json}`, text, store.temporary)
  }
  if (xlsx !== null) {
    const { tidyWorkbook } = await import('./tidy-workbook.js')
    writeAtomic(`${store.output}/${xlsx}`, await tidyWorkbook(converted), store.temporary)
  }
  return { json, xlsx }
}
