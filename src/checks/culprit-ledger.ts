import { Decimal } from 'decimal.js'
import type { ExtractedRow, ExtractedTable } from '../extract/table.js'
import { toYuan } from '../normalise/unit.js'
import type { MeasureId } from '../schema/vocabulary.js'
import type { Equation, Slot } from './equation.js'
import { isWithinAllowance, roundTo } from './scaled-weight.js'

/** A slot as a number, so that sets of slots are cheap. */
export type CellKey = number

/** What the print is taken to be instead: a value, or null for blank. */
export interface Hypothesis {
  changes: ReadonlyMap<CellKey, number | null>
  /** A table whose amounts are in another unit than it says. */
  rescaled?: { table: number; factor: number }
}

export interface LedgerEquation {
  equation: Equation
  /** The total's cell comes first. */
  cells: readonly { key: CellKey; sign: 1 | -1; table: number }[]
  /** Equal for the equations that draw the same total row from the same part rows. */
  family: string
}

export interface Weight {
  outcome: 'holds' | 'violated' | 'not-applicable'
  /** total − Σ parts, scaled, before any rounding to a coarser unit. */
  difference: number
  allowance: number
}

/** The accounts of a document on scaled integers, to be weighed under hypotheses about the print. */
export interface Ledger {
  tables: readonly ExtractedTable[]
  equations: readonly LedgerEquation[]
  /** Equations, by index, on a cell. */
  touching: (key: CellKey) => readonly number[]
  /** Scaled value of a printed cell; undefined where it is blank. */
  valueOf: (key: CellKey) => number | undefined
  /** Printed cells of the row, and of the rows with its code, or with its name where it has no code. */
  besides: (key: CellKey) => readonly CellKey[]
  keyOf: (slot: Slot) => CellKey
  slotOf: (key: CellKey) => Slot
  /** Smallest step of a printed amount in a table, scaled. */
  unitOf: (table: number) => number
  /** Text of a scaled value as its table would print it. */
  textOf: (key: CellKey, value: number) => string
  weigh: (equation: number, hypothesis: Hypothesis) => Weight
}

export const AS_PRINTED: Hypothesis = { changes: new Map() }

const MEASURES_IN_ROW = 256
const NONE: readonly number[] = []
const LARGEST = 2 ** 46

/** Null where the amounts are too long for exact integers. */
export function openLedger(tables: readonly ExtractedTable[], equations: readonly Equation[]): Ledger | null {
  const firstRow: number[] = []
  let rowCount = 0
  for (const table of tables) {
    firstRow.push(rowCount)
    rowCount += table.rows.length
  }
  const measures: MeasureId[] = []
  const numberOf = new Map<MeasureId, number>()
  const keyOf = ({ table, row, measure }: Slot): CellKey => {
    let number = numberOf.get(measure)
    if (number === undefined) {
      number = measures.length
      measures.push(measure)
      numberOf.set(measure, number)
    }
    return (firstRow[table]! + row) * MEASURES_IN_ROW + number
  }
  const tableOfRow = (row: number) =>
    firstRow.findLastIndex((first, index) => first <= row && tables[index]!.rows.length > 0)
  const slotOf = (key: CellKey): Slot => {
    const row = Math.floor(key / MEASURES_IN_ROW)
    const table = tableOfRow(row)
    return { table, row: row - firstRow[table]!, measure: measures[key % MEASURES_IN_ROW]! }
  }

  const decimals = tables.map((table) =>
    table.rows.reduce((most, row) => row.amounts.reduce((more, amount) => Math.max(more, amount.decimals), most), 0),
  )
  const places = tables.reduce((most, table, index) => {
    return Math.max(most, table.unit === '元' ? decimals[index]! : decimals[index]! - 4)
  }, 0)
  const factors = tables.map((table) => toYuan(new Decimal(10).pow(places), table.unit))
  const units = tables.map((_, index) => factors[index]!.times(new Decimal(10).pow(-decimals[index]!)).toNumber())

  const values = new Map<CellKey, number>()
  const alike = new Map<string, CellKey[]>()
  const nameOf = (row: ExtractedRow) => (row.code === '' ? `name ${row.label}` : row.code)
  let exact = true
  tables.forEach((table, index) =>
    table.rows.forEach((row, rowIndex) => {
      for (const { measure, value } of row.amounts) {
        if (measure === null) continue
        const key = keyOf({ table: index, row: rowIndex, measure })
        const scaled = value.times(factors[index]!).toNumber()
        if (!Number.isInteger(scaled) || Math.abs(scaled) > LARGEST) exact = false
        if (values.has(key)) continue
        values.set(key, scaled)
        const keys = alike.get(nameOf(row))
        if (keys) keys.push(key)
        else alike.set(nameOf(row), [key])
      }
    }),
  )
  if (!exact) return null

  const touching = new Map<CellKey, number[]>()
  const kept = equations.map((equation, index): LedgerEquation => {
    const cells = [
      { key: keyOf(equation.total), sign: 1 as const, table: equation.total.table },
      ...(equation.addends ?? []).map((slot) => ({ key: keyOf(slot), sign: 1 as const, table: slot.table })),
      ...equation.parts.map((slot) => ({ key: keyOf(slot), sign: -1 as const, table: slot.table })),
    ]
    for (const { key } of cells) {
      const known = touching.get(key)
      if (known) known.push(index)
      else touching.set(key, [index])
    }
    const parts = equation.parts.map((part) => `${part.table}/${part.row}`)
    return { equation, cells, family: `${equation.total.table}/${equation.total.row}=${parts.join('+')}` }
  })

  return {
    tables,
    equations: kept,
    touching: (key) => touching.get(key) ?? NONE,
    valueOf: (key) => values.get(key),
    besides: (key) => {
      const { table, row } = slotOf(key)
      return alike.get(nameOf(tables[table]!.rows[row]!)) ?? NONE
    },
    keyOf,
    slotOf,
    unitOf: (table) => units[table]!,
    textOf: (key, value) => {
      const { table } = slotOf(key)
      return new Decimal(value).div(factors[table]!).toFixed(decimals[table]!)
    },
    weigh: (index, hypothesis) => weigh(kept[index]!, values, units, hypothesis),
  }
}

/** As `evaluate`, on integers. Not applicable: the difference is then taken with every blank as nothing. */
function weigh(
  { equation, cells }: LedgerEquation,
  values: ReadonlyMap<CellKey, number>,
  units: readonly number[],
  { changes, rescaled }: Hypothesis,
): Weight {
  let unit = 0
  let printed = 0
  let isTotalPrinted = false
  let printedParts = 0
  const shown: { value: number; sign: number }[] = []
  for (let at = 0; at < cells.length; at++) {
    const { key, sign, table } = cells[at]!
    const changed = changes.size > 0 ? changes.get(key) : undefined
    let value = changed === undefined ? values.get(key) : changed
    const factor = rescaled?.table === table ? rescaled.factor : 1
    if (value === undefined || value === null) continue
    value *= factor
    printed++
    if (at === 0) isTotalPrinted = true
    if (sign < 0) printedParts++
    if ((at === 0 || sign < 0) && units[table]! * factor > unit) unit = units[table]! * factor
    shown.push({ value, sign })
  }
  let difference = 0
  let rounded = 0
  for (const { value, sign } of shown) {
    difference += sign * value
    if (equation.relation === 'same') rounded += sign * roundTo(value, unit)
  }
  const isSame = equation.relation === 'same'
  const allowance = (unit / 2) * (isSame ? 1 : printed)
  const holds = isWithinAllowance(equation.relation, isSame ? rounded : difference, isSame ? 0 : allowance)
  if (!isTotalPrinted || printedParts === 0) return { outcome: 'not-applicable', difference, allowance }
  return { outcome: holds ? 'holds' : 'violated', difference, allowance }
}
