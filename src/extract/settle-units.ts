import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.js'
import type { OtherUnit, Unit } from '../normalise/unit.js'
import type { ExtractedAmount, ExtractedRow, ExtractedTable } from './table.js'

/** The unit that the headers or labels of all amounts print: nearer to the figures than the line above the table. */
export function unitOfAmounts(rows: readonly ExtractedRow[]): Unit | null {
  const units = new Set(rows.flatMap((row) => row.amounts.map((amount) => amount.unit ?? null)))
  const [unit] = units
  return units.size === 1 ? (unit ?? null) : null
}

/** The first unit that a header or label of some amount prints. */
export function firstUnitOfAmounts(rows: readonly ExtractedRow[]): Unit | null {
  for (const row of rows) for (const { unit } of row.amounts) if (unit) return unit
  return null
}

function reasonOf(amount: ExtractedAmount, unit: Unit, printed: OtherUnit | null): string | null {
  if (amount.unit && amount.unit !== unit) return `it is printed in ${amount.unit}, the table in ${unit}`
  return printed === null || amount.unit ? null : `the table is printed in ${printed.name}`
}

/**
 * Takes out of a table the amounts that are not in its unit, and reports them: one table has one unit.
 *
 * `printed` is the unit of a table that prints neither 万元 nor 元. What is counted in 人 or 辆 in a table of no known kind is
 * no amount, and goes without a report.
 * Diagnostics: amount-unplaced.
 */
export function settleUnits(
  table: ExtractedTable,
  printed: OtherUnit | null,
): { value: ExtractedTable; diagnostics: Diagnostic[] } {
  const diagnostics: Diagnostic[] = []
  const isCount = table.id === 'other' && printed?.isMoney === false
  const rows = table.rows.map((row) => {
    const amounts = row.amounts.filter((amount) => {
      const reason = reasonOf(amount, table.unit, printed)
      if (reason === null) return true
      const { text, place } = amount
      const details = { table: table.id, row: { code: row.code, label: row.label }, found: text, places: [place] }
      if (!isCount) diagnostics.push(diagnostic('amount-unplaced', { amount: text, reason }, details))
      return false
    })
    return amounts.length === row.amounts.length ? row : { ...row, amounts }
  })
  return { value: { ...table, rows }, diagnostics }
}
