import { Decimal } from 'decimal.js'
import type { Equation, Slot } from '../checks/equation.js'
import { slotsOf } from '../checks/prove.js'
import type { ExtractedRow, ExtractedTable } from '../extract/table.js'
import { toYuan } from '../normalise/unit.js'
import { type Placement, printedPlacement, type RowColumns, rowColumns } from './row-placements.js'

/** A row that takes part in an equation with an open amount. */
export interface AccountRow {
  table: number
  row: number
  source: ExtractedRow
  columns: RowColumns
  /** Value of each amount as an integer in the smallest unit that the document prints. */
  values: readonly number[]
  /** Some amount has no column yet. */
  open: boolean
  /** Where the amounts with a column stand. */
  printed: Placement
}

/** The cells of one row in a rule. */
export interface RuleRow {
  row: number
  cells: readonly { column: number; sign: 1 | -1 }[]
}

/** An equation on scaled integers: total and addends count as positive, parts as negative. */
export interface Rule {
  relation: Equation['relation']
  /** The total's row comes first, with its cell first. */
  rows: readonly RuleRow[]
  /** Printed unit of the coarsest table concerned, scaled. */
  unit: number
  /** Null where the slots are in several tables. */
  table: number | null
}

/** True where all cells of a rule are in one row. */
export function isInRow(rule: Rule): boolean {
  return rule.rows.length === 1
}

/** Equal for the rules that draw the same total row from the same part rows, one for each measure. */
export function familyOf(rule: Rule): string {
  return rule.rows.map(({ row }) => row).join('+')
}

export interface ScaledAccounts {
  /** By row number; undefined for rows that no equation with an open amount needs. */
  rows: readonly (AccountRow | undefined)[]
  /** Row number of the first row of each table. */
  firstRow: readonly number[]
  rules: readonly Rule[]
  /** False where the amounts are too long for exact integers; then there are no rules. */
  exact: boolean
}

function mostDecimals(table: ExtractedTable): number {
  let most = -1
  for (const row of table.rows) for (const amount of row.amounts) most = Math.max(most, amount.decimals)
  return most
}

/** Decimals needed to write an amount of this table in 元 without loss. */
function yuanDecimals(table: ExtractedTable, decimals: number): number {
  return table.unit === '元' ? decimals : Math.max(0, decimals - 4)
}

/**
 * Puts all that bears on open amounts into integers and row numbers.
 *
 * Which equations count while amounts are being placed: a blank slot is nothing (0) as long as its row prints some other
 * amount. `=` and `≤` say nothing where the total's row, or every part's row, prints no amount at all (a heading; a list
 * that is not broken down), or where the table has no column for the total. `same` then compares with 0.
 */
export function scaleAccounts(tables: readonly ExtractedTable[], equations: readonly Equation[]): ScaledAccounts {
  const firstRow: number[] = []
  let rowCount = 0
  for (const table of tables) {
    firstRow.push(rowCount)
    rowCount += table.rows.length
  }
  const decimals = tables.map(mostDecimals)
  const places = tables.reduce((most, table, index) => Math.max(most, yuanDecimals(table, decimals[index]!)), 0)
  const scale = new Decimal(10).pow(places)
  const factors = tables.map((table) => toYuan(scale, table.unit))
  const units = tables.map((_, index) => factors[index]!.times(new Decimal(10).pow(-decimals[index]!)).toNumber())

  const rows: (AccountRow | undefined)[] = new Array(rowCount)
  const isOpen = new Uint8Array(rowCount)
  // No rule adds an amount twice: as long as all of them together are exact, so is every sum.
  let sum = 0

  function accountRow(tableIndex: number, rowIndex: number): AccountRow {
    const number = firstRow[tableIndex]! + rowIndex
    const known = rows[number]
    if (known) return known
    const table = tables[tableIndex]!
    const source = table.rows[rowIndex]!
    const values = source.amounts.map((amount) => amount.value.times(factors[tableIndex]!).toNumber())
    for (const value of values) sum += Number.isSafeInteger(value) ? Math.abs(value) : Number.POSITIVE_INFINITY
    const columns = rowColumns(table, source)
    const printed = printedPlacement(columns)
    const made = { table: tableIndex, row: rowIndex, source, columns, values, open: isOpen[number] === 1, printed }
    rows[number] = made
    return made
  }

  tables.forEach((table, tableIndex) =>
    table.rows.forEach((row, rowIndex) => {
      if (!row.amounts.some((amount) => amount.measure === null)) return
      isOpen[firstRow[tableIndex]! + rowIndex] = 1
      accountRow(tableIndex, rowIndex)
    }),
  )

  function columnOf(slot: Slot): number {
    return accountRow(slot.table, slot.row).columns.columns.indexOf(slot.measure)
  }

  /** Null where the table has no column for the total, or for none of the parts. */
  function ruleRows(equation: Equation): RuleRow[] | null {
    const found: { row: number; cells: { column: number; sign: 1 | -1 }[] }[] = []
    const add = (slot: Slot, sign: 1 | -1): boolean => {
      const column = columnOf(slot)
      if (column < 0) return false
      const row = firstRow[slot.table]! + slot.row
      const known = found.find((candidate) => candidate.row === row)
      if (known) known.cells.push({ column, sign })
      else found.push({ row, cells: [{ column, sign }] })
      return true
    }
    if (!add(equation.total, 1)) return null
    for (const addend of equation.addends ?? []) add(addend, 1)
    let hasParts = false
    for (const part of equation.parts) if (add(part, -1)) hasParts = true
    return hasParts ? found : null
  }

  const touchesOpen = (slot: Slot) => isOpen[firstRow[slot.table]! + slot.row] === 1
  const hasAmounts = (slot: Slot) => tables[slot.table]!.rows[slot.row]!.amounts.length > 0
  const rules: Rule[] = []
  for (const equation of equations) {
    const slots = slotsOf(equation)
    if (!slots.some(touchesOpen)) continue
    if (equation.relation !== 'same' && !(hasAmounts(equation.total) && equation.parts.some(hasAmounts))) continue
    const found = ruleRows(equation)
    if (found === null) continue
    let unit = 0
    for (const slot of slots) if (hasAmounts(slot) && units[slot.table]! > unit) unit = units[slot.table]!
    const table = slots.every((slot) => slot.table === equation.total.table) ? equation.total.table : null
    rules.push({ relation: equation.relation, rows: found, unit, table })
  }
  const exact = sum + Math.max(0, ...units) * rowCount < Number.MAX_SAFE_INTEGER
  return { rows, firstRow, rules: exact ? rules : [], exact }
}
