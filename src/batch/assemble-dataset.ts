import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Diagnostic } from '../diagnostics/diagnostic.js'
import type { Fact } from '../emit/facts.js'
import { datasetFiles, type Format } from './formats.js'
import type { Part, PartStore } from './part-store.js'
import type { DatasetEntry, SinkOptions } from './sinks/dataset-sink.js'
import { renameInto } from './write-atomic.js'

function entryOf({ record, factLines, findingLines }: Part): DatasetEntry {
  let facts: Fact[] | null = null
  return {
    record,
    factLines,
    findingLines,
    facts() {
      facts ??= factLines.map((line) => JSON.parse(line) as Fact)
      return facts
    },
    findings: () => findingLines.map((line) => JSON.parse(line) as Diagnostic),
  }
}

/**
 * Puts the dataset together from finished documents, one at a time and in the order given, so that memory does not grow
 * with the archive and the files do not depend on who finished first. Each file gets its name when it is whole.
 */
export async function assembleDataset(
  parts: Iterable<Part>,
  {
    store,
    formats,
    onEntry,
    ...options
  }: SinkOptions & { store: PartStore; formats: readonly Format[]; onEntry: (entry: DatasetEntry) => void },
): Promise<string[]> {
  const files = await datasetFiles(formats)
  const folder = join(store.temporary, 'dataset')
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const open = []
  for (const { file, open: start } of files) {
    // Under its own name: DuckDB writes that of the file into it
    const temporary = join(folder, file)
    open.push({ file, temporary, sink: await start(temporary, options) })
  }
  for (const part of parts) {
    const entry = entryOf(part)
    for (const { sink } of open) await sink.add(entry)
    onEntry(entry)
  }
  for (const { file, temporary, sink } of open) {
    await sink.close()
    renameInto(temporary, join(store.output, file))
  }
  return files.map(({ file }) => file)
}
