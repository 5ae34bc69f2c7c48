import type { DatasetFile } from './sinks/dataset-sink.js'

/** What a run can write. `json` and `xlsx` are one file a document, the others one file for all. */
export const FORMATS = ['json', 'facts', 'csv', 'parquet', 'sqlite', 'duckdb', 'xlsx'] as const
export type Format = (typeof FORMATS)[number]

/** Packages that a format needs and that are installed only by who wants it. */
const OPTIONAL_PACKAGES: Partial<Record<Format, string>> = {
  parquet: 'hyparquet-writer',
  sqlite: 'node-sqlite3-wasm',
  duckdb: '@duckdb/node-api',
  xlsx: 'exceljs',
}

/** What to say where a format's package is not installed; null where all is there. */
export async function missingPackages(formats: readonly Format[]): Promise<string | null> {
  const missing: string[] = []
  for (const format of formats) {
    const name = OPTIONAL_PACKAGES[format]
    if (name !== undefined && !(await isInstalled(name))) missing.push(name)
  }
  if (missing.length === 0) return null
  return `This needs packages that are not installed: npm install ${missing.join(' ')}`
}

async function isInstalled(name: string): Promise<boolean> {
  try {
    // Found without being loaded
    import.meta.resolve(name)
    return true
  } catch {
    return false
  }
}

/** The files of the dataset in the formats asked for; records and findings come with every run. */
export async function datasetFiles(formats: readonly Format[]): Promise<DatasetFile[]> {
  const text = await import('./sinks/text-sinks.js')
  const files: DatasetFile[] = [text.RECORDS_NDJSON, text.FINDINGS_NDJSON]
  if (formats.includes('facts')) files.push(text.FACTS_NDJSON)
  if (formats.includes('csv')) files.push(text.FACTS_CSV, text.DOCUMENTS_CSV, text.FINDINGS_CSV)
  if (formats.includes('parquet')) files.push((await import('./sinks/parquet-sink.js')).FACTS_PARQUET)
  if (formats.includes('sqlite')) files.push((await import('./sinks/sqlite-sink.js')).SQLITE)
  if (formats.includes('duckdb')) files.push((await import('./sinks/duckdb-sink.js')).DUCKDB)
  return files
}
