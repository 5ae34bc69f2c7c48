import type { ExtractedRow, ExtractedTable } from '../extract/table.js'
import type { MeasureId } from '../schema/vocabulary.js'

/** Where the amounts of a row stand: for each column the index of its amount, or BLANK. */
export type Placement = Int8Array
export const BLANK = -1

/** The placements of one row; null where they are too many to list, or nothing is known of the row. */
export type Placements = readonly Placement[] | null
/** By row number. */
export type RowDomains = ReadonlyMap<number, Placements>

/** The columns of a row, and what is known of where its amounts stand. */
export interface RowColumns {
  columns: readonly MeasureId[]
  /** For each amount the columns that it may stand in, in printed order. */
  allowed: readonly (readonly number[])[]
  /** False where the columns of the placed amounts do not rise from left to right, as in a form folded over two lines. */
  ordered: boolean
  /** Where the order of the columns from left to right is not known: every one that is possible, as column numbers. */
  orders: readonly (readonly number[])[]
}

/** A rule on the cells of one row, to be asked as soon as the columns up to `lastColumn` are filled. */
export interface RowRule {
  lastColumn: number
  holds: (placement: Placement) => boolean
}

/** Columns of the row's side; measures that only its amounts know of stand behind them. */
function columnsOf(table: ExtractedTable, row: ExtractedRow): readonly MeasureId[] {
  const [order] = row.orders ?? []
  const columns = order ?? table.measures[row.side ?? 'all'] ?? table.measures.all ?? []
  const known = row.amounts.flatMap(({ measure, candidates }) =>
    measure !== null ? [measure] : candidates === columns ? [] : candidates,
  )
  return known.every((measure) => columns.includes(measure)) ? columns : [...new Set([...columns, ...known])]
}

/** What the table says of the columns of a row; columns that print a dash take no amount. */
export function rowColumns(table: ExtractedTable, row: ExtractedRow): RowColumns {
  const columns = columnsOf(table, row)
  const taken = new Set<MeasureId>(row.dashes.map((dash) => dash.measure))
  for (const amount of row.amounts) if (amount.measure !== null) taken.add(amount.measure)

  const byCandidates = new Map<readonly MeasureId[], number[]>()
  const allowed = row.amounts.map(({ measure, candidates }) => {
    if (measure !== null) return [columns.indexOf(measure)]
    const known = byCandidates.get(candidates)
    if (known) return known
    const free: number[] = []
    for (let column = 0; column < columns.length; column++) {
      if (!taken.has(columns[column]!) && candidates.includes(columns[column]!)) free.push(column)
    }
    byCandidates.set(candidates, free)
    return free
  })
  const placed = row.amounts.flatMap((amount, index) => (amount.measure === null ? [] : allowed[index]!))
  const ordered = placed.every((column, index) => index === 0 || column > placed[index - 1]!)
  const orders = (row.orders ?? []).map((order) => order.map((measure) => columns.indexOf(measure)))
  return { columns, allowed, ordered, orders }
}

/** The placement of the amounts whose column is known; of two in one column the first counts. */
export function printedPlacement({ columns, allowed }: RowColumns): Placement {
  const at = new Int8Array(columns.length).fill(BLANK)
  for (let index = allowed.length - 1; index >= 0; index--) {
    if (allowed[index]!.length === 1) at[allowed[index]![0]!] = index
  }
  return at
}

/**
 * All ways to put the amounts of a row into its columns, in their printed order, that keep the rules of the row.
 *
 * Null where more than `limit` cells would have to be tried.
 */
export function rowPlacements(row: RowColumns, rules: readonly RowRule[], limit: number): Placement[] | null {
  if (row.orders.length > 0) return looselyOrderedPlacements(row, rules, limit)
  return row.ordered ? orderedPlacements(row, rules, limit) : freePlacements(row, rules, limit)
}

/** The placements in each of the possible orders of the columns. */
function looselyOrderedPlacements(row: RowColumns, rules: readonly RowRule[], limit: number): Placement[] | null {
  const found = new Map<string, Placement>()
  for (const order of row.orders) {
    const inOrder = {
      ...row,
      allowed: row.allowed.map((own) => order.flatMap((column, at) => (own.includes(column) ? [at] : []))),
    }
    const placements = orderedPlacements(inOrder, [], limit / row.orders.length)
    if (placements === null) return null
    for (const placement of placements) {
      const at = new Int8Array(row.columns.length).fill(BLANK)
      placement.forEach((index, place) => {
        at[order[place]!] = index
      })
      if (rules.every((rule) => rule.holds(at))) found.set(at.join(), at)
    }
  }
  return [...found.values()]
}

function orderedPlacements(row: RowColumns, rules: readonly RowRule[], limit: number): Placement[] | null {
  const { columns, allowed } = row
  const width = columns.length
  const found: Placement[] = []
  const at = new Int8Array(width).fill(BLANK)
  const rulesEndingAt = columns.map((_, column) => rules.filter((rule) => rule.lastColumn === column))
  // The last column in which each amount can stand when those after it must stand to its right.
  const latest = new Int8Array(allowed.length)
  let bound = width
  for (let index = allowed.length - 1; index >= 0; index--) {
    bound = allowed[index]!.findLast((column) => column < bound) ?? -1
    latest[index] = bound
  }
  let tried = 0

  function fill(column: number, next: number): void {
    if (column === width) {
      if (next === allowed.length) found.push(at.slice())
      return
    }
    if (++tried > limit) return
    if (next < allowed.length && allowed[next]!.includes(column)) {
      at[column] = next
      if (rulesEndingAt[column]!.every((rule) => rule.holds(at))) fill(column + 1, next + 1)
      at[column] = BLANK
    }
    if (next === allowed.length || column < latest[next]!) {
      if (rulesEndingAt[column]!.every((rule) => rule.holds(at))) fill(column + 1, next)
    }
  }
  fill(0, 0)
  return tried > limit ? null : found
}

function freePlacements(row: RowColumns, rules: readonly RowRule[], limit: number): Placement[] | null {
  const { columns, allowed } = row
  const found: Placement[] = []
  const at = new Int8Array(columns.length).fill(BLANK)
  let tried = 0

  function put(index: number): void {
    if (index === allowed.length) {
      if (rules.every((rule) => rule.holds(at))) found.push(at.slice())
      return
    }
    for (const column of allowed[index]!) {
      if (++tried > limit) return
      if (at[column] !== BLANK) continue
      at[column] = index
      put(index + 1)
      at[column] = BLANK
    }
  }
  put(0)
  return tried > limit ? null : found
}
