import { Decimal } from 'decimal.js'
import type { ExtractedAmount, ExtractedTable } from '../extract/table.js'
import { toYuan, type Unit } from '../normalise/unit.js'
import type { MeasureId } from '../schema/vocabulary.js'
import type { Equation, Slot } from './equation.js'

export interface Evaluation {
  outcome: 'holds' | 'violated' | 'not-applicable'
  /** What the parts come to, and what is printed as the total, in the unit of the total's table. */
  expected: Decimal
  found: Decimal
  /** found − expected. */
  difference: Decimal
}

const ZERO = new Decimal(0)
const ONE = new Decimal(1)
const NOT_APPLICABLE: Evaluation = {
  outcome: 'not-applicable',
  expected: ZERO,
  found: ZERO,
  difference: ZERO,
}

/** The amount printed in a row under a measure, or undefined where it is blank, a dash, or not placed yet. */
export function amountIn(
  table: ExtractedTable | undefined,
  row: number,
  measure: MeasureId,
): ExtractedAmount | undefined {
  return table?.rows[row]?.amounts.find((amount) => amount.measure === measure)
}

/** The amount printed in a slot. */
export function amountAt(tables: readonly ExtractedTable[], slot: Slot): ExtractedAmount | undefined {
  return amountIn(tables[slot.table], slot.row, slot.measure)
}

/** True where an amount whose column is still open may stand in the slot. */
function isOpen(tables: readonly ExtractedTable[], slot: Slot): boolean {
  const row = tables[slot.table]?.rows[slot.row]
  return row?.amounts.some(({ measure, candidates }) => measure === null && candidates.includes(slot.measure)) ?? false
}

/** Most decimals printed in a table: a workbook drops trailing zeros, so 927.6 beside 334.61 is printed to 0.01. */
function printedDecimals(table: ExtractedTable): number {
  let most = 0
  for (const row of table.rows) for (const amount of row.amounts) most = Math.max(most, amount.decimals)
  return most
}

/** Tables do not change once they are extracted, and every equation asks for the units of its tables. */
const printedUnits = new WeakMap<ExtractedTable, { own: Decimal; inYuan: Decimal }>()

function printedUnitsOf(table: ExtractedTable): { own: Decimal; inYuan: Decimal } {
  const known = printedUnits.get(table)
  if (known) return known
  const own = new Decimal(10).pow(-printedDecimals(table))
  const units = { own, inYuan: toYuan(own, table.unit) }
  printedUnits.set(table, units)
  return units
}

/** The printed unit of a table in 元: 0.01 万元 is 100. */
export function printedUnitInYuan(table: ExtractedTable): Decimal {
  return printedUnitsOf(table).inYuan
}

/** How far a sum within a table may be off by rounding, in the unit of the table. */
export function allowanceIn(table: ExtractedTable, addends: number): Decimal {
  return printedUnitsOf(table)
    .own.div(2)
    .times(addends + 1)
}

function convert(amount: Decimal, from: Unit, to: Unit): Decimal {
  if (from === to) return amount
  return toYuan(amount, from).div(toYuan(ONE, to))
}

/** The coarsest printed unit of some tables, in the unit of the first; `isAlike` where all have the same. */
function coarsestUnit(tables: readonly [ExtractedTable, ...ExtractedTable[]]): { unit: Decimal; isAlike: boolean } {
  const [first] = tables
  let coarsest = printedUnitInYuan(first)
  let isAlike = true
  for (const table of tables) {
    const own = printedUnitInYuan(table)
    if (own === coarsest || own.eq(coarsest)) continue
    isAlike = false
    if (own.gt(coarsest)) coarsest = own
  }
  return { unit: convert(coarsest, '元', first.unit), isAlike }
}

/**
 * Weighs one equation on the printed amounts.
 *
 * Allowance: (n + 1) × half the printed unit for n printed addends, the coarsest unit among the tables concerned; two
 * printings of one fact are compared in the coarser of their units and then differ by nothing.
 * Not applicable where the total is not printed or no part is, and where an amount without a column may belong to it.
 */
export function evaluate(equation: Equation, tables: readonly ExtractedTable[]): Evaluation {
  const isSlotOpen = (slot: Slot) => isOpen(tables, slot)
  if (isSlotOpen(equation.total) || equation.parts.some(isSlotOpen) || equation.addends?.some(isSlotOpen))
    return NOT_APPLICABLE
  const totalTable = tables[equation.total.table]
  const total = amountAt(tables, equation.total)
  const printsOthers = ({ table, row }: Slot) => (tables[table]?.rows[row]?.amounts.length ?? 0) > 0
  // Down a column, a blank in a row that prints other amounts says that there is nothing: an amount moved to another
  // column leaves its sum without parts. Along a row, a blank may as well say that it is not broken down.
  const isDownColumn = equation.parts.some(({ row }) => row !== equation.total.row)
  const countsBlanks = equation.relation === '=' && equation.identity.scope === 'within' && isDownColumn
  const printedParts = equation.parts.flatMap((slot) => {
    const amount = amountAt(tables, slot)
    const table = tables[slot.table]
    return amount && table ? [{ amount, table }] : []
  })
  const isTotalKnown = total !== undefined || (countsBlanks && printsOthers(equation.total))
  const arePartsKnown = printedParts.length > 0 || (countsBlanks && equation.parts.some(printsOthers))
  if (!totalTable || !isTotalKnown || !arePartsKnown || (!total && printedParts.length === 0)) return NOT_APPLICABLE

  const addends = (equation.addends ?? []).flatMap((slot) => amountAt(tables, slot)?.value ?? [])
  let expected = ZERO
  for (const { amount, table } of printedParts)
    expected = expected.plus(convert(amount.value, table.unit, totalTable.unit))
  let found = total?.value ?? ZERO
  for (const addend of addends) found = found.plus(addend)
  const exact = found.minus(expected)
  if (exact.isZero()) return { outcome: 'holds', expected, found, difference: ZERO }

  const { unit, isAlike } = coarsestUnit([totalTable, ...printedParts.map(({ table }) => table)])
  const round = (amount: Decimal) => amount.div(unit).toDecimalPlaces(0, Decimal.ROUND_HALF_UP).times(unit)
  const same = equation.relation === 'same'
  const rounded = round(found).minus(round(expected))
  const difference = same || (!isAlike && rounded.isZero()) ? rounded : exact
  const allowance = same ? ZERO : unit.div(2).times(printedParts.length + addends.length + 1)
  const excess = equation.relation === '≤' ? difference.negated() : difference.abs()
  return { outcome: excess.lte(allowance) ? 'holds' : 'violated', expected, found, difference }
}
