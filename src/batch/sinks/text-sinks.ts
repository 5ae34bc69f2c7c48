import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { finished } from 'node:stream/promises'
import { CSV_HEADER, csvLine, factsToCsv } from '../../emit/csv.js'
import type { InputRecord } from '../record.js'
import type { DatasetEntry, DatasetFile, DatasetSink } from './dataset-sink.js'

const BYTE_ORDER_MARK = '\ufeff'

/** Writes what `render` makes of each entry, waiting where the disk is slower. */
export async function textSink(
  path: string,
  head: string,
  render: (entry: DatasetEntry) => string,
): Promise<DatasetSink> {
  const stream = createWriteStream(path)
  await once(stream, 'open')
  const put = async (text: string) => {
    if (text !== '' && !stream.write(text)) await once(stream, 'drain')
  }
  await put(head)
  return {
    add: (entry) => put(render(entry)),
    async close() {
      stream.end()
      await finished(stream)
    },
  }
}

function ndjson(file: string, render: (entry: DatasetEntry) => readonly string[]): DatasetFile {
  const text = (entry: DatasetEntry) => {
    const lines = render(entry)
    return lines.length === 0 ? '' : `${lines.join('\n')}\n`
  }
  return { file, open: (path) => textSink(path, '', text) }
}

export const RECORDS_NDJSON = ndjson('records.ndjson', ({ record }) => [JSON.stringify(record)])
export const FACTS_NDJSON = ndjson('facts.ndjson', ({ factLines }) => factLines)
export const FINDINGS_NDJSON = ndjson('findings.ndjson', ({ findingLines }) => findingLines)

export const FACTS_CSV: DatasetFile = {
  file: 'facts.csv',
  open: (path, { bom, defuse }) =>
    textSink(path, `${bom ? BYTE_ORDER_MARK : ''}${CSV_HEADER}`, (entry) =>
      factsToCsv(entry.facts(), { defuseFormulas: defuse }),
    ),
}

/** Columns of a record in flat formats: all but the counts by code, which findings.csv holds one by one. */
export const RECORD_COLUMNS = [
  'document',
  'status',
  'stage',
  'code',
  'reason',
  'bytes',
  'sha256',
  'format',
  'form',
  'region',
  'organization',
  'fiscalYear',
  'kind',
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
  'json',
  'xlsx',
] as const satisfies readonly (keyof InputRecord)[]

export const FINDING_COLUMNS = [
  'document',
  'code',
  'severity',
  'message',
  'table',
  'rowCode',
  'rowLabel',
  'measure',
  'expected',
  'found',
  'difference',
  'identity',
  'sheet',
  'cell',
  'page',
  'line',
] as const

export type FindingRow = Record<(typeof FINDING_COLUMNS)[number], string | number | null>

/** A finding as one flat row: its first place, and its row's code and label. */
export function findingRows(entry: DatasetEntry): FindingRow[] {
  return entry.findings().map((finding) => {
    const { code, severity, message, table, row, measure, expected, found, difference, identity, places } = finding
    const place = places[0]
    const where = {
      sheet: place?.sheet ?? null,
      cell: place?.cell ?? null,
      page: place?.page ?? null,
      line: place?.line ?? null,
    }
    const what = { document: entry.record.document, code, severity, message, table, rowCode: row?.code ?? null }
    return { ...what, rowLabel: row?.label ?? null, measure, expected, found, difference, identity, ...where }
  })
}

function csv(file: string, columns: readonly string[], rows: (entry: DatasetEntry) => readonly object[]): DatasetFile {
  return {
    file,
    open: (path, { bom, defuse }) => {
      const values = (row: object) => columns.map((column) => (row as Record<string, unknown>)[column])
      const line = (row: object) => csvLine(values(row), { defuseFormulas: defuse })
      return textSink(path, `${bom ? BYTE_ORDER_MARK : ''}${csvLine(columns)}`, (entry) =>
        rows(entry).map(line).join(''),
      )
    },
  }
}

export const DOCUMENTS_CSV = csv('documents.csv', RECORD_COLUMNS, ({ record }) => [record])
export const FINDINGS_CSV = csv('findings.csv', FINDING_COLUMNS, findingRows)
