import { FACT_COLUMNS } from '../emit/csv.js'
import type { Converted } from './converted.js'

/** Every date in the file: output must not depend on when it was made. The first day that a zip can name. */
const FIXED_DATE = new Date(1980, 0, 1, 12)
/** A double holds 15 digits exactly; a longer amount stays text. */
const EXACT_DIGITS = 15

/** One document as a workbook of three tidy sheets: facts, findings, and what is known of the document. */
export async function tidyWorkbook({ facts, result, record }: Converted): Promise<Uint8Array> {
  const { default: exceljs } = await import('exceljs')
  const workbook = new exceljs.Workbook()
  workbook.created = FIXED_DATE
  workbook.modified = FIXED_DATE
  const sheet = (name: string, heads: readonly string[], rows: readonly (readonly unknown[])[]) => {
    const target = workbook.addWorksheet(name, { views: [{ state: 'frozen', ySplit: 1 }] })
    target.addRow(heads).font = { bold: true }
    for (const row of rows) target.addRow(row.map(cellValue))
  }
  sheet(
    'facts',
    FACT_COLUMNS,
    facts.map((fact) =>
      FACT_COLUMNS.map((key) => (key === 'amount' || key === 'yuan' ? numberCell(fact[key]) : fact[key])),
    ),
  )
  sheet(
    'findings',
    ['code', 'severity', 'message', 'table', 'rowCode', 'rowLabel', 'measure', 'expected', 'found', 'difference'],
    result.diagnostics.map((item) => [
      item.code,
      item.severity,
      item.message,
      item.table,
      item.row?.code,
      item.row?.label,
      item.measure,
      item.expected,
      item.found,
      item.difference,
    ]),
  )
  sheet(
    'document',
    ['key', 'value'],
    Object.entries(record).filter(([, value]) => value === null || typeof value !== 'object'),
  )
  return withFixedDates(new Uint8Array(await workbook.xlsx.writeBuffer()))
}

function cellValue(value: unknown): string | number | null {
  if (Array.isArray(value)) return value.join(' ')
  return typeof value === 'number' || typeof value === 'string' ? value : null
}

/** A number where a double shows the same digits, else the text. */
function numberCell(text: string): string | number {
  const digits = text.replace(/\D/g, '').replace(/^0+/, '')
  return /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/.test(text) && digits.length <= EXACT_DIGITS ? JSON.parse(text) : text
}

/** The workbook's parts packed anew, since their packer writes the time of day. */
async function withFixedDates(workbook: Uint8Array): Promise<Uint8Array> {
  const { unzipSync, zipSync } = await import('fflate')
  return zipSync(unzipSync(workbook), { mtime: FIXED_DATE, level: 6 })
}
