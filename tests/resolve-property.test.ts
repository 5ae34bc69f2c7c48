import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Equation, Slot } from '../src/checks/equation.js'
import { runChecks } from '../src/checks/prove.js'
import type { ExtractedTable } from '../src/extract/table.js'
import { placeAmounts } from '../src/resolve/place-amounts.js'
import type { MeasureId } from '../src/schema/vocabulary.js'
import { equal, slotIn, tableOf, treeEquations } from './accounts-notation.js'

const COLUMNS: readonly MeasureId[] = ['total', 'basic', 'project', 'businessOperations']

type Placed = (MeasureId | null)[]

/** All order-preserving choices of columns for a row. */
function choices(count: number, columns: readonly MeasureId[]): Placed[] {
  if (count === 0) return [[]]
  return columns.flatMap((measure, at) => choices(count - 1, columns.slice(at + 1)).map((rest) => [measure, ...rest]))
}

/** Every placement of all rows that keeps every equation, by trying them all; amounts count in hundredths. */
function allPlacements(tables: readonly ExtractedTable[], equations: readonly Equation[]): Placed[][] {
  const rows = tables.flatMap((table, index) => table.rows.map((row, at) => ({ table: index, row: at, source: row })))
  const options = rows.map(({ source, table }) =>
    source.amounts.some((amount) => amount.measure === null)
      ? choices(source.amounts.length, tables[table]!.measures.all!)
      : [source.amounts.map((amount) => amount.measure)],
  )
  const found: Placed[][] = []
  const chosen: Placed[] = []
  const hundredths = ({ table, row, measure }: Slot) => {
    const at = rows.findIndex((candidate) => candidate.table === table && candidate.row === row)
    const index = chosen[at]!.indexOf(measure)
    return index < 0 ? null : rows[at]!.source.amounts[index]!.value.times(100).toNumber()
  }
  const holds = ({ relation, total, parts }: Equation) => {
    const printed = [total, ...parts].map(hundredths)
    const difference = (printed[0] ?? 0) - printed.slice(1).reduce<number>((sum, value) => sum + (value ?? 0), 0)
    const allowance = relation === 'same' ? 0 : printed.filter((value) => value !== null).length / 2
    return relation === '≤' ? difference >= -allowance : Math.abs(difference) <= allowance
  }
  const lastRow = equations.map((equation) =>
    Math.max(
      ...[equation.total, ...equation.parts].map((slot) =>
        rows.findIndex((candidate) => candidate.table === slot.table && candidate.row === slot.row),
      ),
    ),
  )
  const applies = equations.map(({ relation, total, parts }) => {
    const hasAmounts = (slot: Slot) => tables[slot.table]!.rows[slot.row]!.amounts.length > 0
    return relation === 'same' || (hasAmounts(total) && parts.some(hasAmounts))
  })
  const visit = (at: number): void => {
    if (at === rows.length) {
      found.push(chosen.map((placed) => [...placed]))
      return
    }
    for (const option of options[at]!) {
      chosen[at] = option
      if (equations.every((equation, index) => lastRow[index] !== at || !applies[index] || holds(equation)))
        visit(at + 1)
    }
  }
  visit(0)
  return found
}

const cents = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 1, max: 4 }).map((value) => value * 100) },
  { weight: 2, arbitrary: fc.integer({ min: 1, max: 9 }) },
  { weight: 1, arbitrary: fc.constantFrom(0, -100, -200) },
)
/** An amount, blank, in hundredths. */
const cell = fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, { weight: 2, arbitrary: cents })
const leaf = fc.tuple(cell, cell, cell)

const sum = (values: readonly (number | null)[]) => values.reduce<number>((total, value) => total + (value ?? 0), 0)
const print = (value: number | null) => (value === null ? '' : (value / 100).toFixed(2))

/** A table of 合计, classes and items that adds up, but for what rounding may take off it. */
const soundTable = fc
  .record({
    classes: fc.array(fc.array(leaf, { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 2 }),
    rounding: fc.array(fc.constantFrom(0, 0, 0, 0, 1, -1), { minLength: 12, maxLength: 12 }),
  })
  .map(({ classes, rounding }) => {
    let at = 0
    const add = (rows: readonly (readonly (number | null)[])[]) =>
      [0, 1, 2].map((column) => {
        const values = rows.map((row) => row[column]!)
        const blank = values.every((value) => value === null)
        return blank ? null : sum(values) + (rounding[at++ % rounding.length] ?? 0)
      })
    const classRows = classes.map(add)
    const line = (code: string, row: readonly (number | null)[]) =>
      `${code} ${row.every((value) => value === null) ? '' : print(sum(row))} ${row.map(print).join(' ')}`
    const lines = classes.flatMap((items, index) => [
      line(`20${index}`, classRows[index]!),
      ...items.map((item, place) => line(`20${index}0${place}`, item)),
    ])
    return [line('合计', add(classRows)), ...lines].join('\n')
  })

function candidatesFound(tables: readonly ExtractedTable[]): string[] {
  return tables.flatMap((table) =>
    table.rows.flatMap((row) =>
      row.amounts.map((amount) => (amount.measure === null ? amount.candidates.join('|') : amount.measure)),
    ),
  )
}

function candidatesExpected(tables: readonly ExtractedTable[], all: readonly Placed[][]): string[] {
  const rows = tables.flatMap((table) => table.rows.map((row) => ({ row, columns: table.measures.all! })))
  return rows.flatMap(({ row, columns }, at) =>
    row.amounts.map((_, index) =>
      columns.filter((measure) => all.some((placed) => placed[at]![index] === measure)).join('|'),
    ),
  )
}

describe('placing amounts, against all placements tried one by one', () => {
  it('keeps exactly the columns that some full solution uses', () => {
    let compared = 0
    fc.assert(
      fc.property(soundTable, fc.constantFrom('none', 'basic', 'total'), (rows, tie) => {
        const own = tableOf({ columns: COLUMNS, rows })
        const other = tableOf({ columns: ['total', 'basic'], rows: '合计 total=3.00 basic=1.00' })
        const tables = tie === 'none' ? [own] : [own, other]
        const equations: Equation[] = treeEquations([own])
        if (tie !== 'none') {
          equations.push(equal(slotIn(tables, 0, '', tie as MeasureId), slotIn(tables, 1, '', tie as MeasureId), '≤'))
        }
        const all = allPlacements(tables, equations)
        const { value, diagnostics } = placeAmounts(tables, equations)
        if (all.length === 0) {
          const reported = diagnostics.some(({ code }) => code.startsWith('placement-'))
          expect(reported || runChecks(value, equations).some((check) => check.evaluation.outcome === 'violated')).toBe(
            true,
          )
          return
        }
        compared++
        expect(candidatesFound(value)).toEqual(candidatesExpected(tables, all))
      }),
      { numRuns: 600, seed: 11 },
    )
    expect(compared).toBeGreaterThan(300)
  })
})
