import { Decimal } from 'decimal.js'
import type { ExtractedRow, ExtractedTable } from '../extract/table.js'
import { foldText } from '../normalise/text.js'
import type { MeasureId } from '../schema/vocabulary.js'
import { isTotalRow, type Summation } from './account-tree.js'
import { allowanceIn, amountIn } from './evaluate.js'

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
    row?.amounts.find(
      (amount) => amount.measure === 'total' || /^other:(?:.*\/)?(?:合计|总计)$/.test(amount.measure ?? ''),
    )?.value ?? null
  )
}

function sumOf(values: readonly (Decimal | null)[]): Decimal {
  return values.reduce<Decimal>((partial, value) => partial.plus(value ?? 0), new Decimal(0))
}

/** Rows over what a block lists: 经费性质, then the unit, then one of its offices. */
const MOST_HEADS = 3

/** A block whose first rows each sum up what follows them: 全额, the unit, what it buys. */
function headed(block: readonly number[], heads: number): Summation[] {
  return Array.from({ length: heads }, (_, at) => ({
    total: block[at] as number,
    parts: at + 1 < heads ? block.slice(at + 1, at + 2) : block.slice(heads),
  }))
}

/**
 * Sums of a list that prints a code once for each thing that is bought, block by block of one code.
 *
 * How many rows stand at the head of each block, and sum it up, the sums tell that hold; where none does, nothing is known,
 * but that rows which come to less than the whole are not all.
 */
export function purchaseSums(table: ExtractedTable): Summation[] {
  const { rows } = table
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
  const holds = (sum: Summation) => {
    const values = sum.parts.map((at) => valueAt(rows[at]))
    return isWithin(table, sumOf(values), valueAt(rows[sum.total]) as Decimal, values.length)
  }
  const forms = Array.from({ length: MOST_HEADS + 1 }, (_, heads): Summation[] => {
    if (blocks.some((block) => block.length <= heads)) return []
    const tops = heads === 0 ? listed : blocks.map((block) => block[0] as number)
    return [{ total: whole, parts: tops }, ...blocks.flatMap((block) => headed(block, heads))]
  })
  const [flat = []] = forms
  const counts = forms.map((sums) => sums.filter(holds).length)
  const most = Math.max(...counts)
  if (most > 0) return forms[counts.indexOf(most)] as Summation[]
  return sumOf(listed.map((at) => valueAt(rows[at]))).lt(total) ? flat : []
}

function isWithin(table: ExtractedTable, sum: Decimal, total: Decimal, parts: number): boolean {
  return sum.minus(total).abs().lte(allowanceIn(table, parts))
}

/** Whether a sum holds in a column; null where it prints fewer than two parts, or no total, and tells nothing. */
function holdsIn(table: ExtractedTable, { total, parts }: Summation, measure: MeasureId): boolean | null {
  const whole = amountIn(table, total, measure)?.value
  const values = parts.flatMap((at) => amountIn(table, at, measure)?.value ?? []).filter((value) => !value.isZero())
  if (!whole || whole.isZero() || values.length < 2) return null
  return isWithin(table, sumOf(values), whole, values.length)
}

/** In how many columns all sums of a form hold that tell something. */
function countHolding(table: ExtractedTable, sums: readonly Summation[]): number {
  return (table.measures.all ?? []).filter((measure) => {
    const outcomes = sums.map((sum) => holdsIn(table, sum, measure)).filter((outcome) => outcome !== null)
    return outcomes.length > 0 && outcomes.every((outcome) => outcome)
  }).length
}

/** A row that is a part of the one above it, or a sum over several. */
const PART_OR_SUM = /^其中|[合小]计$/

/** Cutting a list into blocks may look at every pair of its rows. */
const MOST_LISTED = 1_000

/** The rows in blocks, each the sum of what is listed below it up to the next; null where they cannot be cut so. */
function inBlocks(table: ExtractedTable, whole: number, rows: readonly number[]): Summation[] | null {
  const values = rows.map((at) => valueAt(table.rows[at]) as Decimal)
  if (rows.length > MOST_LISTED) return null
  const isRising = !values.some((value) => value.isNegative())
  const known = new Map<number, Summation[] | null>()
  const cutFrom = (from: number): Summation[] | null => {
    if (from === rows.length) return []
    const found = known.get(from)
    if (found !== undefined) return found
    known.set(from, null)
    let sum = new Decimal(0)
    for (let end = from + 1; end < rows.length; end += 1) {
      sum = sum.plus(values[end] as Decimal)
      if (!isWithin(table, sum, values[from] as Decimal, end - from)) {
        if (isRising && sum.gt(values[from] as Decimal)) break
        continue
      }
      const rest = cutFrom(end + 1)
      if (rest === null) continue
      const cut = [{ total: rows[from] as number, parts: rows.slice(from + 1, end + 1) }, ...rest]
      known.set(from, cut)
      return cut
    }
    return null
  }
  const blocks = cutFrom(0)
  if (!blocks) return null
  const heads = blocks.map(({ total }) => total)
  const total = valueAt(table.rows[whole])
  const sum = sumOf(heads.map((at) => valueAt(table.rows[at])))
  return total && isWithin(table, sum, total, heads.length) ? [{ total: whole, parts: heads }, ...blocks] : null
}

/** True where some row is the sum of those right below it, by chance or not. */
function hasSums(table: ExtractedTable, values: readonly Decimal[]): boolean {
  if (values.length > MOST_LISTED) return true
  return values.some((value, at) => {
    let sum = new Decimal(0)
    return values.slice(at + 1).some((part, more) => {
      sum = sum.plus(part)
      return isWithin(table, sum, value, more + 1)
    })
  })
}

/** True where some column lists what comes to twice the whole: units, and what each spends on. */
function comesToTwice(table: ExtractedTable, whole: number, rows: readonly number[]): boolean {
  return (table.measures.all ?? []).some((measure) => {
    const total = amountIn(table, whole, measure)?.value
    const values = rows.flatMap((at) => amountIn(table, at, measure)?.value ?? [])
    return total !== undefined && !total.isZero() && isWithin(table, sumOf(values), total.times(2), values.length)
  })
}

/**
 * A list without numbers: whether its rows stand side by side, or below one or several of them, the sums tell that hold in
 * one column at least. In a statutory table, rows that come to less than the whole stand side by side too, and so do rows of
 * which none is the sum of others.
 */
function byList(table: ExtractedTable): Summation[] {
  const { rows } = table
  const printed = rows.flatMap((row, at) => (row.amounts.length > 0 ? [at] : []))
  const total = wholeRow(rows, [])
  const whole = total ?? printed[0]
  const listed = printed.filter((at) => at !== whole)
  const values = listed.flatMap((at) => valueAt(rows[at]) ?? [])
  const value = whole === undefined ? null : valueAt(rows[whole])
  if (whole === undefined || !value || value.isZero() || values.length === 0 || values.length < listed.length) return []
  const flat = [{ total: whole, parts: listed }]
  const isSum = isWithin(table, sumOf(values), value, values.length)
  const hasParts = listed.some((at) => PART_OR_SUM.test(foldText(rows[at]?.label ?? '')))
  const holds = isSum || (!hasParts && countHolding(table, flat) > 0)
  // Without 合计 the first row may be that of the department, or one as the others.
  if (total === null) return holds && listed.length > 1 ? flat : []
  const blocks = inBlocks(table, whole, listed)
  if (blocks) return blocks
  const isOneLevel = table.id !== 'other' && !hasParts && listed.length > 1
  const isAllOrLess =
    isOneLevel && (sumOf(values).lt(value) || !(hasSums(table, values) || comesToTwice(table, whole, listed)))
  return isAllOrLess || holds ? flat : []
}

/**
 * A unit and what it spends on below it, each under the unit's number. Whether the first of them is the sum of the others, the
 * sums of most units tell.
 */
function byRepeatedNumber(table: ExtractedTable, numbered: readonly number[]): Summation[] {
  const { rows } = table
  const blocks: number[][] = []
  for (const at of numbered) {
    const last = blocks.at(-1)
    if (last && rows[last[0] as number]?.unitCode === rows[at]?.unitCode) last.push(at)
    else blocks.push([at])
  }
  const heads = blocks.map(([head]) => head as number)
  if (new Set(heads.map((at) => rows[at]?.unitCode)).size < heads.length) return []
  const sums = blocks.flatMap(([total, ...parts]) =>
    total === undefined || parts.length === 0 ? [] : [{ total, parts }],
  )
  const holding = sums.filter(({ total, parts }) => {
    const whole = valueAt(rows[total])
    return whole !== null && isWithin(table, sumOf(parts.map((at) => valueAt(rows[at]))), whole, parts.length)
  })
  return holding.length * 2 > sums.length ? [...byNumber(rows, heads), ...sums] : []
}

/**
 * Sums over the rows of a table that lists units or projects, and no codes of a classification.
 *
 * Where no number says which unit belongs to which, the sums that hold decide; a list that fits no form is left alone.
 */
export function unitSums(table: ExtractedTable): Summation[] {
  const { rows } = table
  if (table.measures.all === undefined || rows.some((row) => row.code !== '' || row.side !== null || row.panel !== 0))
    return []
  const numbered = rows.flatMap((row, at) => (row.unitCode !== undefined && row.amounts.length > 0 ? [at] : []))
  if (new Set(numbered.map((at) => rows[at]?.unitCode)).size < numbered.length) return byRepeatedNumber(table, numbered)
  if (numbered.length === 0) return byList(table)
  const stray = rows.filter((row, at) => row.amounts.length > 0 && !numbered.includes(at))
  return stray.length > 1 ? [] : byNumber(rows, numbered)
}
