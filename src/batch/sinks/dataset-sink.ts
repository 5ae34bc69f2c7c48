import type { Diagnostic } from '../../diagnostics/diagnostic.js'
import type { Fact } from '../../emit/facts.js'
import type { InputRecord } from '../record.js'

/** One input as the dataset takes it in; facts and findings are parsed when a format asks for them. */
export interface DatasetEntry {
  record: InputRecord
  factLines: readonly string[]
  findingLines: readonly string[]
  facts(): readonly Fact[]
  findings(): readonly Diagnostic[]
}

/** One file of the dataset in the making. Entries come in the order of their documents, one at a time. */
export interface DatasetSink {
  add(entry: DatasetEntry): Promise<void>
  close(): Promise<void>
}

export interface SinkOptions {
  /** UTF-8 byte order mark at the head of CSV files. */
  bom: boolean
  /** Text that a spreadsheet would run as a formula is defused in CSV. */
  defuse: boolean
}

/** A file of the dataset and how it is made; `path` is a temporary name. */
export interface DatasetFile {
  file: string
  open(path: string, options: SinkOptions): Promise<DatasetSink>
}
