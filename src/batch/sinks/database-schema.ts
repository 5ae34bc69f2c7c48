import { DATASET_COLUMNS } from './parquet-sink.js'
import { FINDING_COLUMNS, RECORD_COLUMNS } from './text-sinks.js'

/** SQL types of the two databases. SQLite has no decimals: there amounts are text, and 元 also a whole number of 分. */
export interface SqlTypes {
  text: string
  integer: string
  amount: string
  yuan: string
}

export const integerColumns: ReadonlySet<string> = new Set([
  'bytes',
  'fiscalYear',
  'pages',
  'tables',
  'facts',
  'printed',
  'placed',
  'ambiguous',
  'unplaced',
  'proved',
  'contradicted',
  'errors',
  'warnings',
  'infos',
  'page',
  'line',
])

function columnsSql(columns: readonly string[], types: SqlTypes, isRecord: boolean): string {
  return columns
    .map((column) => {
      if (column === 'amount' || column === 'yuan') return `"${column}" ${types[column]}`
      // In facts, `printed` is the text of an amount; in records a count
      const isInteger = integerColumns.has(column) && (isRecord || column !== 'printed')
      return `"${column}" ${isInteger ? types.integer : types.text}`
    })
    .join(', ')
}

/** Statements that make the tables of a dataset; `extra` are columns that only this database has in facts. */
export function createTables(types: SqlTypes, extra = ''): string[] {
  const documents = columnsSql(RECORD_COLUMNS, types, true).replace(`"document" ${types.text}`, '$& PRIMARY KEY')
  const key = 'REFERENCES documents("document")'
  const keyed = (columns: string) => columns.replace(`"document" ${types.text}`, `$& NOT NULL ${key}`)
  return [
    `CREATE TABLE documents (${documents})`,
    `CREATE TABLE facts (${keyed(columnsSql(DATASET_COLUMNS, types, false))}${extra})`,
    `CREATE TABLE findings (${keyed(columnsSql(FINDING_COLUMNS, types, false))})`,
  ]
}

/** For SQLite, which reads whole rows. */
export const CREATE_INDEXES: readonly string[] = [
  'CREATE INDEX facts_document ON facts ("document")',
  'CREATE INDEX facts_table ON facts ("table", "measure", "code")',
  'CREATE INDEX facts_proof ON facts ("proof")',
  'CREATE INDEX findings_code ON findings ("code", "document")',
]
