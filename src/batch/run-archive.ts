import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { ArchiveSummary, type Summary } from './archive-summary.js'
import { assembleDataset } from './assemble-dataset.js'
import type { ArchiveOutcome } from './convert-input.js'
import { datapackageJson } from './datapackage.js'
import { EXAMPLE_QUERIES } from './example-queries.js'
import type { Format } from './formats.js'
import type { Input } from './input-source.js'
import { listInputs } from './list-inputs.js'
import { outputNames } from './output-names.js'
import { type Part, PartStore } from './part-store.js'
import type { Progress } from './progress.js'
import { quarantineReport } from './quarantine.js'
import { failedRecord, type InputRecord, unreadableRecord } from './record.js'
import { takeLock } from './run-lock.js'
import { summaryHtml } from './summary-html.js'
import { type Timing, timingsHtml, timingsJson } from './timings.js'
import { type PoolLimits, WorkerPool } from './worker-pool.js'
import { writeAtomic } from './write-atomic.js'

export interface ArchiveOptions extends PoolLimits {
  /** Files, folders, globs, zip archives. */
  words: readonly string[]
  output: string
  formats: readonly Format[]
  redact: boolean
  password: string | null
  bom: boolean
  /** Text that a spreadsheet would run as a formula is defused in CSV. */
  defuse: boolean
  /** False converts everything anew. */
  resume: boolean
  progress: Progress
  /** Asked before each input: true ends the run when the files in hand are done. */
  isStopping: () => boolean
}

export interface ArchiveResult {
  /** Null where the run was stopped before every input was done. */
  summary: Summary | null
  inputs: number
  finished: number
  timings: readonly Timing[]
}

/** Where each input's part of the dataset is: kept in the store, or here where it is nothing but a record. */
type Finished = { key: string } | { part: Part }

/**
 * Converts everything that the words name into one dataset in a folder: a record for every input, whatever becomes of it.
 *
 * The files are the same, byte for byte, whatever the number of workers and however often the run was interrupted; but
 * for `timings.*`, and a DuckDB database of some size, whose rows are the same and whose blocks lie in another order.
 */
export async function runArchive(options: ArchiveOptions): Promise<ArchiveResult> {
  const { output, progress } = options
  const store = new PartStore(output)
  mkdirSync(join(output, '.yusuan'), { recursive: true })
  const release = takeLock(join(output, '.yusuan', 'lock'))
  try {
    if (!options.resume) rmSync(join(output, '.yusuan', 'parts'), { recursive: true, force: true })
    rmSync(store.temporary, { recursive: true, force: true })
    store.prepare()
    const inputs = await listInputs(options.words, output)
    progress.begin(inputs.length)
    const finished = await convertAll(inputs, store, options)
    const done = finished.filter((one) => one !== undefined)
    const timings = readTimings(output)
    if (done.length === inputs.length) progress.assemble(inputs.length)
    if (done.length < inputs.length) return { summary: null, inputs: inputs.length, finished: done.length, timings }
    const summary = await writeDataset(done, { store, options, timings })
    return { summary, inputs: inputs.length, finished: done.length, timings }
  } finally {
    progress.end()
    release()
  }
}

async function convertAll(
  inputs: readonly Input[],
  store: PartStore,
  options: ArchiveOptions,
): Promise<(Finished | undefined)[]> {
  const names = outputNames(inputs.map(({ document }) => document))
  const finished: (Finished | undefined)[] = inputs.map(() => undefined)
  const pool = await WorkerPool.start(
    { ...options, workers: Math.min(options.workers, Math.max(1, inputs.length)) },
    store.temporary,
  )
  let next = 0
  const takeTurns = async (): Promise<void> => {
    while (next < inputs.length && !options.isStopping()) {
      const index = next++
      const input = inputs[index] as Input
      const outcome = await convertOne(input, names.get(input.document) as string, { pool, store, options })
      // A worker that is killed together with the command is no fault of its file
      if (options.isStopping() && 'part' in outcome && outcome.part.record.status === 'failed') continue
      finished[index] = outcome
    }
  }
  try {
    await Promise.all(Array.from({ length: options.workers }, takeTurns))
  } finally {
    await pool.close()
  }
  return finished
}

async function convertOne(
  input: Input,
  name: string,
  { pool, store, options }: { pool: WorkerPool; store: PartStore; options: ArchiveOptions },
): Promise<Finished> {
  const { document, refusal } = input
  const unknown = { document, bytes: null, sha256: null }
  if (refusal) {
    const finding = { ...refusal, document }
    const part = {
      record: unreadableRecord(unknown, [finding]),
      factLines: [],
      findingLines: [JSON.stringify(finding)],
    }
    options.progress.add(part.record, { isNew: true })
    return { part }
  }
  const { redact, password, formats } = options
  const started = performance.now()
  const { value, failure } = await pool.run<ArchiveOutcome>({
    kind: 'input',
    input,
    name,
    output: store.output,
    options: { redact, password, json: formats.includes('json'), xlsx: formats.includes('xlsx') },
  })
  if (failure) {
    const part = { record: failedRecord(unknown, failure), factLines: [], findingLines: [] }
    options.progress.add(part.record, { isNew: true })
    return { part }
  }
  options.progress.add(value.record, value)
  if (value.isNew) appendTiming(store.output, { document, milliseconds: Math.round(performance.now() - started) })
  return { key: value.key }
}

async function writeDataset(
  finished: readonly Finished[],
  { store, options, timings }: { store: PartStore; options: ArchiveOptions; timings: readonly Timing[] },
): Promise<Summary> {
  store.keepOnly(new Set(finished.flatMap((one) => ('key' in one ? [one.key] : []))))
  const tally = new ArchiveSummary()
  const troubled: InputRecord[] = []
  const { formats, bom, defuse, output } = options
  const files = await assembleDataset(readParts(finished, store), {
    store,
    formats,
    bom,
    defuse,
    onEntry({ record }) {
      tally.add(record)
      if (record.status === 'unreadable' || record.status === 'failed') troubled.push(record)
    },
  })
  const summary = tally.result()
  const write = (file: string, text: string) => writeAtomic(join(output, file), text, store.temporary)
  write('summary.json', `${JSON.stringify(summary, null, 2)}\n`)
  write('summary.html', summaryHtml(summary))
  write('quarantine.csv', quarantineReport(troubled, { bom, defuse }))
  write('timings.json', timingsJson(timings))
  write('timings.html', timingsHtml(timings))
  if (formats.includes('sqlite') || formats.includes('duckdb')) write('QUERIES.md', EXAMPLE_QUERIES)
  write('datapackage.json', await datapackageJson(output, [...files, 'quarantine.csv']))
  return summary
}

function* readParts(finished: readonly Finished[], store: PartStore): Iterable<Part> {
  for (const one of finished) yield 'key' in one ? store.read(one.key) : one.part
}

function timingsPath(output: string): string {
  return join(output, '.yusuan', 'timings.ndjson')
}

function appendTiming(output: string, timing: Timing): void {
  appendFileSync(timingsPath(output), `${JSON.stringify(timing)}\n`)
}

/** The last time taken for each document; a line cut off by a kill is left out. */
function readTimings(output: string): Timing[] {
  const path = timingsPath(output)
  if (!existsSync(path)) return []
  const last = new Map<string, Timing>()
  for (const line of readFileSync(path, 'utf8').split('\n')) {
    if (!line.endsWith('}')) continue
    const timing = JSON.parse(line) as Timing
    last.set(timing.document, timing)
  }
  return [...last.values()]
}
