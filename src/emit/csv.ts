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
  /** Puts ' before text that a spreadsheet would run as a formula (=, +, -, @, a tab or a line break at its head; numbers stay as they are). */
  defuseFormulas?: boolean
}

const FORMULA_HEAD = /^[=+\-@\t\r\n＝＋－＠]/
const DECIMAL = /^-?\d+(?:\.\d+)?$/

function cellText(value: unknown): string {
  if (value === null || value === undefined) return ''
  return Array.isArray(value) ? value.join(' ') : String(value)
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

function defused(text: string): string {
  return FORMULA_HEAD.test(text) && !DECIMAL.test(text) ? `'${text}` : text
}

/** One line of CSV (RFC 4180, CRLF). Absent values are empty, lists are joined by spaces. */
export function csvLine(values: readonly unknown[], { defuseFormulas = false }: CsvOptions = {}): string {
  const cells = values.map(cellText).map((text) => quoted(defuseFormulas ? defused(text) : text))
  return `${cells.join(',')}\r\n`
}

/** One line of CSV (RFC 4180, CRLF) a fact, without the header line. Lists are joined by spaces. */
export function factsToCsv(facts: readonly Fact[], options: CsvOptions = {}): string {
  return facts
    .map((fact) =>
      csvLine(
        FACT_COLUMNS.map((column) => fact[column]),
        options,
      ),
    )
    .join('')
}

/** The header line of `factsToCsv`. */
export const CSV_HEADER = `${FACT_COLUMNS.join(',')}\r\n`
