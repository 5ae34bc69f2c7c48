import type { Fact } from './facts.js'

export const FACT_COLUMNS = [
  'document',
  'organization',
  'fiscalYear',
  'kind',
  'table',
  'tableTitle',
  'side',
  'code',
  'label',
  'measure',
  'amount',
  'unit',
  'yuan',
  'evidence',
  'candidates',
  'proof',
  'sheet',
  'cell',
  'page',
  'bbox',
  'line',
] as const satisfies readonly (keyof Fact)[]

export interface CsvOptions {
  /** Puts ' before text that a spreadsheet would run as a formula (=, +, -, @ at its head, half or full width; amounts stay as they are). */
  defuseFormulas?: boolean
}

const AMOUNT_COLUMNS: ReadonlySet<string> = new Set(['amount', 'yuan'])

function cellText(value: unknown): string {
  if (value === null || value === undefined) return ''
  return Array.isArray(value) ? value.join(' ') : String(value)
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** One line of CSV (RFC 4180, CRLF). Absent values are empty, lists are joined by spaces. */
export function csvLine(values: readonly unknown[]): string {
  return `${values.map((value) => quoted(cellText(value))).join(',')}\r\n`
}

/** One line of CSV (RFC 4180, CRLF) a fact, without the header line. Lists are joined by spaces. */
export function factsToCsv(facts: readonly Fact[], options: CsvOptions = {}): string {
  return facts
    .map((fact) => {
      const cells = FACT_COLUMNS.map((column) => {
        const text = cellText(fact[column])
        const isFormula = options.defuseFormulas && !AMOUNT_COLUMNS.has(column) && /^[=+\-@\t\r＝＋－＠]/.test(text)
        return quoted(isFormula ? `'${text}` : text)
      })
      return `${cells.join(',')}\r\n`
    })
    .join('')
}

/** The header line of `factsToCsv`. */
export const CSV_HEADER = `${FACT_COLUMNS.join(',')}\r\n`
