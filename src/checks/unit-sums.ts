import { Decimal } from 'decimal.js'
import type { ExtractedRow, ExtractedTable } from '../extract/table.js'
import { isTotalRow, type Summation } from './account-tree.js'

/** The row of the whole: 合计, or the one row without a number of a unit in a table that numbers its units. */
function wholeRow(rows: readonly ExtractedRow[], numbered: readonly number[]): number | null {
  const totals = rows.flatMap((row, at) => (isTotalRow(row) ? [at] : []))
  if (totals.length > 0) return totals.length === 1 ? (totals[0] as number) : null
  const others = rows.flatMap((row, at) => (row.amounts.length > 0 && !numbered.includes(at) ? [at] : []))
  return numbered.length > 0 && others.length === 1 ? (others[0] as number) : null
}

/** Rows with numbers of units: 317 is the sum of 317001 and 317002, and 合计 that of all on top. */
function byNumber(rows: readonly ExtractedRow[], numbered: readonly number[]): Summation[] {
  const children = new Map<number, number[]>()
  const tops: number[] = []
  const open: number[] = []
  const codeOf = (at: number) => rows[at]?.unitCode ?? ''
  for (const at of numbered) {
    while (open.length > 0) {
      const above = codeOf(open.at(-1) as number)
      if (codeOf(at).length > above.length && codeOf(at).startsWith(above)) break
      open.pop()
    }
    const parent = open.at(-1)
    if (parent === undefined) tops.push(at)
    else if (!children.get(parent)?.push(at)) children.set(parent, [at])
    open.push(at)
  }
  const whole = wholeRow(rows, numbered)
  const sums = [...children].map(([total, parts]) => ({ total, parts }))
  return whole === null ? sums : [...sums, { total: whole, parts: tops }]
}

function valueAt(row: ExtractedRow | undefined): Decimal | null {
  return (
    row?.amounts.find((amount) => amount.measure === 'total' || /^other:(?:合计|总计)$/.test(amount.measure ?? ''))
      ?.value ?? null
  )
}

function sumOf(values: readonly (Decimal | null)[]): Decimal {
  return values.reduce<Decimal>((partial, value) => partial.plus(value ?? 0), new Decimal(0))
}

/** A row over all that follow it, and perhaps another over these: 全额, then the unit, then what it buys. */
function nested(values: readonly (Decimal | null)[], rows: readonly number[]): Summation[] {
  const [first, second, ...others] = rows
  if (first === undefined || second === undefined) return []
  if (values[0]?.eq(sumOf(values.slice(1)))) return [{ total: first, parts: [second, ...others] }]
  const below = values[1] && values[0]?.eq(values[1]) ? nested(values.slice(1), rows.slice(1)) : []
  return below.length > 0 ? [{ total: first, parts: [second] }, ...below] : []
}

/**
 * Sums of a list that prints a code once for each thing that is bought, block by block of one code. Which of its rows sums
 * up the others its total tells; where the blocks do not come to that, none is known.
 */
export function purchaseSums({ rows }: ExtractedTable): Summation[] {
  const whole = wholeRow(rows, [])
  const total = whole === null ? null : valueAt(rows[whole])
  const listed = rows.flatMap((row, at) => (at !== whole && row.amounts.length > 0 ? [at] : []))
  if (whole === null || !total || listed.some((at) => valueAt(rows[at]) === null)) return []
  const blocks: number[][] = []
  for (const at of listed) {
    const last = blocks.at(-1)
    if (last && rows[last[0] as number]?.code === rows[at]?.code) last.push(at)
    else blocks.push([at])
  }
  const sums = blocks.map((block) =>
    nested(
      block.map((at) => valueAt(rows[at])),
      block,
    ),
  )
  const tops = blocks.flatMap((block, at) => (sums[at]?.length ? block.slice(0, 1) : block))
  if (!sumOf(tops.map((at) => valueAt(rows[at]))).eq(total)) return []
  return [{ total: whole, parts: tops }, ...sums.flat()]
}

/** A list without numbers: whether its rows stand side by side, or below the first of them, its totals tell. */
function byList(rows: readonly ExtractedRow[]): Summation[] {
  const whole = wholeRow(rows, [])
  const listed = rows.flatMap((row, at) => (at !== whole && row.amounts.length > 0 ? [at] : []))
  const total = whole === null ? null : valueAt(rows[whole])
  const values = listed.map((at) => valueAt(rows[at]))
  if (whole === null || !total || total.isZero() || values.length === 0 || values.some((value) => value === null))
    return []
  if (sumOf(values).eq(total)) return [{ total: whole, parts: listed }]
  const [first, ...others] = listed
  if (first === undefined || !values[0]?.eq(total) || !sumOf(values.slice(1)).eq(total)) return []
  return [
    { total: whole, parts: [first] },
    { total: first, parts: others },
  ]
}

/**
 * Sums over the rows of a table that lists units or projects, and no codes of a classification.
 *
 * Where no number says which unit belongs to which, the column of totals decides; a list that fits neither form is left
 * alone, and the columns beside the total have to follow.
 */
export function unitSums(table: ExtractedTable): Summation[] {
  const { rows } = table
  if (table.measures.all === undefined || rows.some((row) => row.code !== '' || row.side !== null || row.panel !== 0))
    return []
  const numbered = rows.flatMap((row, at) => (row.unitCode !== undefined && row.amounts.length > 0 ? [at] : []))
  // A unit and what it spends on, each under the unit's number: which of them is a sum the numbers do not say.
  if (new Set(numbered.map((at) => rows[at]?.unitCode)).size < numbered.length) return []
  if (numbered.length === 0) return byList(rows)
  const stray = rows.filter((row, at) => row.amounts.length > 0 && !numbered.includes(at))
  return stray.length > 1 ? [] : byNumber(rows, numbered)
}
