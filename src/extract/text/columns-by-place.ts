import type { Layout } from '../../layouts/layout.js'
import { isOtherMeasure } from '../../schema/vocabulary.js'
import { matchColumns } from '../grid/match-columns.js'
import { type HeaderCell, printedCells } from './header-cells.js'
import { readPhrases } from './header-phrases.js'
import type { TextColumn } from './text-columns.js'
import type { TokenLine } from './tokens.js'

/** Header cells of one row differ by so many lines at most, as those that wrap stand in the middle of their lines. */
const SAME_ROW = 0.75
/** The middle of a group and that of its columns differ by so many characters at most, or by this part of its width. */
const DRIFT = 8
const DRIFT_SHARE = 0.2
/** Groups side by side in one stretch of columns. */
const MOST_GROUPS = 4

const TOTAL = /^(?:合计|小计|总计)$/

interface Placed extends HeaderCell {
  middle: number
  row: number
}

interface Leaf {
  path: string[]
  middle: number
}

function placedCell(cell: HeaderCell): Placed {
  return { ...cell, middle: (cell.x0 + cell.x1) / 2, row: (cell.top + cell.bottom) / 2 }
}

function byMiddle(a: Placed, b: Placed): number {
  return a.middle - b.middle
}

/** True where a group stands over the middle of some columns, a total in front of the others at most. */
function standsOver(group: Placed, columns: readonly Placed[]): boolean {
  const [first, ...others] = columns
  const last = columns.at(-1)
  if (!first || !last) return false
  const missOf = (from: Placed) => Math.abs(group.middle - (from.x0 + last.x1) / 2)
  const isNear = missOf(first) <= Math.max(DRIFT, DRIFT_SHARE * (last.x1 - first.x0))
  // 合计 may be the total of the group, or stand beside it; 小计 is that of a group.
  const isBeside = /^[合总]计$/.test(first.text) && others[0] !== undefined && missOf(others[0]) < missOf(first)
  return isNear && !isBeside && !others.some(({ text }) => TOTAL.test(text))
}

/** The one way to share a stretch of columns among the groups above it; null where there is none, or several. */
function shareOut(groups: readonly Placed[], columns: readonly Placed[]): Leaf[] | null {
  const [group, ...others] = groups
  if (!group) return columns.length === 0 ? [] : null
  const leavesOf = (count: number) =>
    columns.slice(0, count).map(({ text, middle }): Leaf => ({ path: [group.text, text], middle }))
  if (others.length === 0) return standsOver(group, columns) ? leavesOf(columns.length) : null
  // Where each group begins with its total, that is where it begins.
  const starts = columns.flatMap(({ text }, at) => (at > 0 && TOTAL.test(text) ? [at] : []))
  const isTotalled = TOTAL.test(columns[0]?.text ?? '') && starts.length === others.length
  const counts = isTotalled ? starts.slice(0, 1) : columns.map((_, at) => at).slice(1)
  const ways = counts.flatMap((count) => {
    const rest = standsOver(group, columns.slice(0, count)) ? shareOut(others, columns.slice(count)) : null
    return rest ? [[...leavesOf(count), ...rest]] : []
  })
  return ways.length === 1 ? (ways[0] as Leaf[]) : null
}

/**
 * The columns of a header of two rows, by where its cells stand: groups above, their columns below, and columns without a
 * group between the two. Null where that is not told.
 */
function leavesOf(cells: readonly Placed[]): Leaf[] | null {
  const top = Math.min(...cells.map(({ row }) => row))
  const bottom = Math.max(...cells.map(({ row }) => row))
  const isUpper = ({ row }: Placed) => row <= top + SAME_ROW
  const isLower = ({ row }: Placed) => row >= bottom - SAME_ROW
  if (bottom - top <= SAME_ROW) return [...cells].sort(byMiddle).map(({ text, middle }) => ({ path: [text], middle }))
  const lower = cells.filter((cell) => isLower(cell) && !isUpper(cell))
  const groups = cells.filter(isUpper)
  const between = cells.filter((cell) => !isUpper(cell) && !isLower(cell))
  const leaves: Leaf[] = []
  let stretch: Placed[] = []
  let used = 0
  const close = (): boolean => {
    const [first, last] = [stretch[0], stretch.at(-1)]
    if (!first || !last) return true
    const own = groups.filter(({ middle }) => middle > first.x0 - DRIFT && middle < last.x1 + DRIFT).sort(byMiddle)
    const shared = own.length <= MOST_GROUPS ? shareOut(own, stretch) : null
    used += own.length
    stretch = []
    if (shared) leaves.push(...shared)
    return shared !== null
  }
  for (const cell of [...lower, ...between].sort(byMiddle)) {
    if (lower.includes(cell)) {
      stretch.push(cell)
      continue
    }
    if (!close()) return null
    leaves.push({ path: [cell.text], middle: cell.middle })
  }
  return close() && used === groups.length ? leaves : null
}

/** The columns that a header shows by the places of its cells, in a text that keeps its columns. */
export interface ColumnsByPlace {
  all: TextColumn[]
  /** No column of codes or names stands before them. */
  isUnlabelled: boolean
}

/**
 * Reads a header of amount columns by the places of its cells, where their names alone do not tell their order.
 *
 * Null where a cell is not known, or the places do not tell which columns stand below which group.
 */
export function columnsByPlace(
  header: readonly TokenLine[],
  { layout, fiscalYear }: { layout: Layout; fiscalYear: number | null },
): ColumnsByPlace | null {
  const read = printedCells(header).map((cell) => ({ cell: placedCell(cell), ...readPhrases(cell.text) }))
  if (read.some(({ unexplained }) => unexplained.length > 1)) return null
  const isColumn = ({ phrases }: (typeof read)[number]) => phrases.some(({ role }) => role === 'column')
  const cells = read.filter(isColumn).map(({ cell }) => cell)
  const labels = read.filter((item) => !isColumn(item) && item.phrases.some(({ role }) => role === 'label'))
  const firstColumn = Math.min(...cells.map(({ x0 }) => x0))
  if (cells.length === 0 || labels.some(({ cell }) => cell.x1 > firstColumn)) return null
  const leaves = leavesOf(cells)
  if (!leaves || new Set(leaves.map(({ path }) => path.join('/'))).size < leaves.length) return null
  const columns = leaves.map(({ path }, index) => ({ index: index + 1, path, role: 'amount' as const }))
  const label = { index: 0, path: ['项目'], role: 'label' as const }
  const [panel, ...others] = matchColumns({ bodyRow: 0, columns: [label, ...columns] }, layout, fiscalYear)
  if (!panel || others.length > 0) return null
  const all = panel.amountColumns.map(({ measure }, at): TextColumn => {
    const { path, middle } = leaves[at] as Leaf
    return { measure, path, side: null, isShare: false, centre: middle }
  })
  const isKnown = new Set(all.map(({ measure }) => measure)).size === all.length
  const hasMeasure = all.some(({ measure }) => !isOtherMeasure(measure))
  return isKnown && hasMeasure ? { all, isUnlabelled: labels.length === 0 } : null
}
