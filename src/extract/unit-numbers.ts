import { isNameOfCode } from '../classification/catalogue.js'
import type { ExtractedRow } from './table.js'

/** Rows with the numbers of units told from codes: 301 示例局 is one where 301001 示例局本级 stands in the same table. */
export function withUnitsAbove(rows: readonly ExtractedRow[]): readonly ExtractedRow[] {
  return withUnits(rows, new Set())
}

/** The same, and of a code that a row of its name has too: 301 示例局 beside 301 工资福利支出. */
export function withUnitsTold(rows: readonly ExtractedRow[]): readonly ExtractedRow[] {
  const named = rows.filter(({ code, label }) => code.length === 3 && isNameOfCode(label, code))
  return withUnits(rows, new Set(named.map(({ code }) => code)))
}

function withUnits(rows: readonly ExtractedRow[], known: ReadonlySet<string>): readonly ExtractedRow[] {
  const above = new Set(rows.flatMap(({ unitCode }) => (unitCode?.length === 6 ? unitCode.slice(0, 3) : [])))
  const isUnit = ({ code, label }: ExtractedRow) => (known.has(code) || above.has(code)) && !isNameOfCode(label, code)
  return rows.map((row) => (isUnit(row) ? { ...row, code: '', unitCode: row.code } : row))
}
