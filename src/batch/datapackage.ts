import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { FACT_COLUMNS } from '../emit/csv.js'
import { FACT_FIELDS } from '../emit/fact-fields.js'
import { integerColumns } from './sinks/database-schema.js'
import { FINDING_COLUMNS, RECORD_COLUMNS } from './sinks/text-sinks.js'

const TYPES = { text: 'string', integer: 'integer', decimal: 'number', list: 'string', box: 'string' } as const

function columns(names: readonly string[]) {
  return names.map((name) => ({ name, type: integerColumns.has(name) ? 'integer' : 'string' }))
}

const TO_DOCUMENTS = [{ fields: 'document', reference: { resource: 'documents', fields: 'document' } }]

/** Table schemas of the CSV files (Frictionless Table Schema). */
const SCHEMAS: Readonly<Record<string, object>> = {
  'facts.csv': {
    fields: FACT_COLUMNS.map((name) => ({
      name,
      type: TYPES[FACT_FIELDS[name].type],
      description: FACT_FIELDS[name].description,
    })),
    missingValues: [''],
    foreignKeys: TO_DOCUMENTS,
  },
  'documents.csv': { fields: columns(RECORD_COLUMNS), missingValues: [''], primaryKey: 'document' },
  'findings.csv': { fields: columns(FINDING_COLUMNS), missingValues: [''], foreignKeys: TO_DOCUMENTS },
  'quarantine.csv': {
    fields: columns(['document', 'status', 'stage', 'code', 'reason', 'bytes', 'sha256', 'whatToDo']),
    missingValues: [''],
  },
}

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  csv: 'text/csv',
  ndjson: 'application/x-ndjson',
  parquet: 'application/vnd.apache.parquet',
  sqlite: 'application/vnd.sqlite3',
  duckdb: 'application/octet-stream',
}

/** Logical model of facts.csv. Source: Fiscal Data Package 0.3, Mapping. */
const FISCAL_MODEL = {
  measures: { yuan: { source: 'yuan', resource: 'facts', currency: 'CNY' } },
  dimensions: {
    date: { dimensionType: 'datetime', primaryKey: ['year'], attributes: { year: { source: 'fiscalYear' } } },
    organization: {
      dimensionType: 'entity',
      primaryKey: ['name'],
      attributes: { name: { source: 'organization' } },
    },
    classification: {
      dimensionType: 'classification',
      primaryKey: ['code'],
      attributes: { code: { source: 'code' }, label: { source: 'label', labelfor: 'code' } },
    },
    measure: {
      dimensionType: 'classification',
      primaryKey: ['id'],
      attributes: { id: { source: 'measure' }, table: { source: 'table' }, side: { source: 'side' } },
    },
  },
}

async function describeFile(output: string, file: string) {
  const extension = file.slice(file.lastIndexOf('.') + 1)
  const hash = createHash('sha256')
  await pipeline(createReadStream(join(output, file)), hash)
  const schema = SCHEMAS[file]
  return {
    name: schema ? file.slice(0, -'.csv'.length) : file.toLowerCase().replace(/[^a-z0-9]+/g, '-'),
    path: file,
    format: extension,
    mediatype: MEDIA_TYPES[extension],
    // `type` tells frictionless not to read as a table what needs more of its packages
    ...(schema ? { type: 'table', profile: 'tabular-data-resource', encoding: 'utf-8', schema } : { type: 'file' }),
    // DuckDB lays out its blocks in another order from run to run: a hash would differ where no row does
    ...(extension === 'duckdb'
      ? {}
      : { bytes: (await stat(join(output, file))).size, hash: `sha256:${hash.digest('hex')}` }),
  }
}

/** `datapackage.json`: what each file of the dataset is, its columns and checksum. Source: Frictionless Data Package 1. */
export async function datapackageJson(output: string, files: readonly string[]): Promise<string> {
  const resources = []
  for (const file of files) resources.push(await describeFile(output, file))
  const hasFacts = files.includes('facts.csv')
  const description = {
    name: 'yusuan',
    title: 'Budgets and final accounts as disclosed',
    profile: 'data-package',
    resources,
    ...(hasFacts ? { model: FISCAL_MODEL } : {}),
  }
  return `${JSON.stringify(description, null, 2)}\n`
}
