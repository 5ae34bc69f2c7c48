/**
 * How the search for lost columns grows: with the rows of a table, with its columns, and where the sums do not decide.
 * `npx tsx bench/placement-growth.ts`
 */
import { Decimal } from 'decimal.js'
import type { Equation } from '../src/checks/equation.js'
import type { ExtractedAmount, ExtractedRow, ExtractedTable } from '../src/extract/table.js'
import { NOWHERE } from '../src/grid/document.js'
import { placeAmounts } from '../src/resolve/place-amounts.js'
import { MEASURES, type MeasureId } from '../src/schema/vocabulary.js'

const FUNCTIONS: readonly MeasureId[] = MEASURES['department-expenditure'].filter(
  (measure) => measure !== 'personnel' && measure !== 'operating',
)
const SOURCES: readonly MeasureId[] = ['total', 'carriedForward', ...MEASURES['department-revenue'].slice(4)]

/** Repeatable numbers below a bound. */
function numbers(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor((state / 2_147_483_648) * below)
  }
}

function amount(cents: number, columns: readonly MeasureId[]): ExtractedAmount {
  const text = new Decimal(cents).div(100).toFixed(2)
  const value = new Decimal(text)
  return { value, text, decimals: 2, place: NOWHERE, measure: null, evidence: 'ambiguous', candidates: columns }
}

/** A table of 合计, 类 and 项 whose columns are all lost; each item has one or two of the columns behind the total. */
function table(shape: {
  classes: number
  items: number
  columns: readonly MeasureId[]
  used: number
  value: (next: (below: number) => number) => number
}) {
  const next = numbers(shape.classes * 31 + shape.items)
  const columns = shape.columns
  const row = (code: string, cells: readonly number[]): ExtractedRow => {
    const total = cells.reduce((sum, cell) => sum + cell, 0)
    const amounts = [total, ...cells].filter((cell) => cell !== 0).map((cell) => amount(cell, columns))
    return {
      side: null,
      panel: 0,
      code,
      label: code,
      printedLabel: code,
      depth: null,
      place: NOWHERE,
      amounts,
      dashes: [],
    }
  }
  const add = (rows: readonly (readonly number[])[]) =>
    columns.slice(1).map((_, column) => rows.reduce((sum, cells) => sum + cells[column]!, 0))
  const classes = Array.from({ length: shape.classes }, () =>
    Array.from({ length: shape.items }, () => {
      const cells = columns.slice(1).map(() => 0)
      cells[next(shape.used)] = shape.value(next)
      return cells
    }),
  )
  const rows = [
    row('', add(classes.map(add))),
    ...classes.flatMap((items, at) => [
      row(`${200 + at}`, add(items)),
      ...items.map((cells, index) => row(`${200 + at}${10 + index}`, cells)),
    ]),
  ]
  const made: ExtractedTable = {
    id: 'department-expenditure',
    title: null,
    unit: '万元',
    unitPrinted: true,
    fiscalYear: null,
    organization: null,
    places: [],
    measures: { all: columns },
    rows,
    forms: [],
  }
  return made
}

function equations({ rows, measures }: ExtractedTable): Equation[] {
  const columns = measures.all!
  const identity = { id: 'bench', formula: '', source: '', scope: 'within' as const }
  const slot = (row: number, measure: MeasureId) => ({ table: 0, row, measure })
  const sum = (total: number, parts: readonly number[]) =>
    columns.map(
      (measure): Equation => ({
        identity,
        relation: '=',
        total: slot(total, measure),
        parts: parts.map((part) => slot(part, measure)),
      }),
    )
  const indexes = [...rows.keys()]
  return [
    ...indexes.map(
      (row): Equation => ({
        identity,
        relation: '=',
        total: slot(row, 'total'),
        parts: columns.slice(1).map((measure) => slot(row, measure)),
      }),
    ),
    ...sum(
      0,
      indexes.filter((row) => rows[row]!.code.length === 3),
    ),
    ...indexes
      .filter((row) => rows[row]!.code.length === 3)
      .flatMap((row) =>
        sum(
          row,
          indexes.filter((child) => rows[child]!.code.length === 5 && rows[child]!.code.startsWith(rows[row]!.code)),
        ),
      ),
  ]
}

function measure(name: string, made: ExtractedTable): void {
  const given = equations(made)
  const run = () => placeAmounts([made], given)
  let best = Number.POSITIVE_INFINITY
  let result = run()
  for (let turn = 0; turn < 5; turn++) {
    const start = performance.now()
    result = run()
    best = Math.min(best, performance.now() - start)
  }
  const amounts = result.value[0]!.rows.flatMap((row) => row.amounts)
  const placed = amounts.filter((one) => one.measure !== null).length
  const outcome = [...new Set(result.diagnostics.map(({ code }) => code))].join(', ') || 'all placed'
  console.log(`| ${name} | ${made.rows.length} | ${amounts.length} | ${placed} | ${best.toFixed(1)} | ${outcome} |`)
}

const distinct = (next: (below: number) => number) => 1 + next(1_000_000)
const alike = (next: (below: number) => number) => 100 * (1 + next(3))

console.log('| table | rows | amounts | placed | ms | outcome |\n| --- | ---: | ---: | ---: | ---: | --- |')
for (const classes of [5, 20, 80, 320]) {
  measure(
    'items of unlike amounts, 6 columns',
    table({ classes, items: 5, columns: FUNCTIONS, used: 2, value: distinct }),
  )
}
for (const classes of [5, 20, 80]) {
  measure(
    'items of unlike amounts, 13 columns',
    table({ classes, items: 5, columns: SOURCES, used: 3, value: distinct }),
  )
}
for (const items of [5, 10, 20, 40]) {
  measure(
    'one class of unlike amounts, 6 columns',
    table({ classes: 1, items, columns: FUNCTIONS, used: 2, value: distinct }),
  )
}
for (const items of [5, 10, 20, 40]) {
  measure(
    'amounts of 1, 2 or 3: many placements',
    table({ classes: 4, items, columns: FUNCTIONS, used: 3, value: alike }),
  )
}
