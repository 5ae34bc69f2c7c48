import type { Layout } from '../../layouts/layout.js'
import { isOtherMeasure } from '../../schema/vocabulary.js'
import { matchColumns } from '../grid/match-columns.js'
import { assembledCells } from './assemble-cells.js'
import { type HeaderCell, KIND, middle } from './header-cells.js'
import { BY_PLACE, COUNT, countUnknown, headUnits, readPhrases } from './header-phrases.js'
import { OVER_ALL } from './header-tree.js'
import { headsShares, type TextColumn } from './text-columns.js'
import type { TokenLine } from './tokens.js'

/** Header cells of one row differ by so many lines at most, as those that wrap stand in the middle of their lines. */
const SAME_ROW = 0.75
/** The middle of a group and that of its columns differ by so many characters at most, or by this part of its width. */
const DRIFT = 8
const DRIFT_SHARE = 0.2
/** Steps of the search for what stands below what. */
const MOST_STEPS = 20_000

/** Characters of a header, or of one of its cells, that no name of a column has. */
const MOST_UNKNOWN = 1

const TOTAL = /^(?:合计|小计|总计)$/
const FUND = /^(?:一般公共预算|政府性基金|国有资本经营)/

interface Placed extends HeaderCell {
  middle: number
  row: number
}

interface Leaf {
  path: string[]
  middle: number
  /** By how much the groups that begin with it miss the middle of their columns. */
  miss: number
}

function placedCell(cell: HeaderCell): Placed {
  return { ...cell, middle: middle(cell), row: (cell.top + cell.bottom) / 2 }
}

function byMiddle(a: Placed, b: Placed): number {
  return a.middle - b.middle
}

/** How far the middle of a group is from that of some columns, a total in front of the others at most; null where too far. */
function missOver(group: Placed, columns: readonly Placed[]): number | null {
  const [first, ...others] = columns
  const last = columns.at(-1)
  if (!first || !last || columns.some(({ top }) => top <= group.bottom)) return null
  // 合计 stands over 预算数 and 决算数, or over the funds, and over nothing else.
  const areAll = (kind: RegExp) => columns.every(({ text }) => kind.test(text))
  if (TOTAL.test(group.text) && !areAll(KIND) && !areAll(FUND)) return null
  const missOf = (from: Placed) => Math.abs(group.middle - (from.x0 + last.x1) / 2)
  const isNear = missOf(first) <= Math.max(DRIFT, DRIFT_SHARE * (last.x1 - first.x0))
  // 合计 may be the total of the group, or stand beside it; 小计 is that of a group.
  const isBeside = /^[合总]计$/.test(first.text) && others[0] !== undefined && missOf(others[0]) < missOf(first)
  return isNear && !isBeside ? missOf(first) : null
}

/** Columns with the group that stands over them, which misses their middle by so much. */
function belowGroup(group: Placed, leaves: readonly Leaf[], miss: number): Leaf[] {
  return leaves.map((leaf, at) => ({
    path: [group.text, ...leaf.path],
    middle: leaf.middle,
    miss: leaf.miss + (at === 0 ? miss : 0),
  }))
}

/** A total stands before what it sums. */
function isTotalFirst(columns: readonly Leaf[]): boolean {
  return columns.every(({ path }, at) => at === 0 || path.length > 1 || !TOTAL.test(path[0] as string))
}

/** A total of all columns stands before their groups. */
function isTotalBehindGroup(columns: readonly Leaf[]): boolean {
  const group = columns.findIndex(({ path }) => path.length > 1)
  return group >= 0 && columns.slice(group).some(({ path }) => path.length === 1 && TOTAL.test(path[0] as string))
}

/** The cells below groups side by side, where each group has the same ones: 上年, 当年 and 增减变化情况 of all items. */
function equalBlocks(groups: readonly Placed[], columns: readonly Placed[]): Placed[][] | null {
  const size = columns.length / groups.length
  if (groups.length < 2 || size < 2 || !Number.isInteger(size)) return null
  const blocks = groups.map((_, at) => columns.slice(at * size, (at + 1) * size))
  const [first, ...others] = blocks.map((block) =>
    block
      .map(({ text }) => text)
      .sort()
      .join(),
  )
  const isOver = (group: Placed, block: readonly Placed[]) =>
    block.some(({ x0 }) => x0 < group.middle) && block.some(({ x1 }) => x1 > group.middle)
  return others.every((texts) => texts === first) && groups.every((group, at) => isOver(group, blocks[at] as Placed[]))
    ? blocks
    : null
}

/** A search for the ways to read a header by places, that ends where it finds too many. */
class Ways {
  #steps = 0

  /** False where the search ended before all was tried: then nothing says that there is no other way. */
  get isComplete(): boolean {
    return this.#steps <= MOST_STEPS
  }

  /**
   * The columns of some cells: those of their top row stand over others, which are beside each other, in rows of their own.
   * Of what stands beside these groups, what is in the lowest row has a group of its own.
   */
  of(cells: readonly Placed[], isColumn: (cell: Placed) => boolean = () => true): Leaf[][] {
    if (cells.length === 0) return [[]]
    const top = Math.min(...cells.map(({ row }) => row))
    const bottom = Math.max(...cells.map(({ row }) => row))
    const sorted = [...cells].sort(byMiddle)
    if (bottom - top <= SAME_ROW)
      return cells.every(isColumn) ? [sorted.map(({ text, middle }) => ({ path: [text], middle, miss: 0 }))] : []
    const isUpper = ({ row }: Placed) => row <= top + SAME_ROW
    const isLowest = ({ row }: Placed) => row >= bottom - SAME_ROW
    return this.#share(
      sorted.filter(isUpper),
      sorted.filter((cell) => !isUpper(cell)),
      (cell) => isColumn(cell) && !isLowest(cell),
    )
  }

  /** Each group over its own block. */
  #inBlocks(groups: readonly Placed[], blocks: readonly (readonly Placed[])[]): Leaf[][] {
    return groups.reduce<Leaf[][]>(
      (ways, group, at) => {
        const inside = this.of(blocks[at] as readonly Placed[]).filter(isTotalFirst)
        return ways.flatMap((left) => inside.map((leaves) => [...left, ...belowGroup(group, leaves, 0)]))
      },
      [[]],
    )
  }

  /** The ways to share columns among groups: each has some that stand beside each other. */
  #share(groups: readonly Placed[], columns: readonly Placed[], isColumn: (cell: Placed) => boolean): Leaf[][] {
    this.#steps += 1
    if (this.#steps > MOST_STEPS) return []
    const [group, ...others] = groups
    if (!group) return this.of(columns, isColumn)
    const blocks = equalBlocks(groups, columns)
    if (blocks) return this.#inBlocks(groups, blocks)
    return columns.flatMap((_, start) =>
      columns.slice(start + 1).flatMap((_, length) => {
        const own = columns.slice(start, start + length + 2)
        const miss = missOver(group, own)
        if (miss === null) return []
        const before = this.of(columns.slice(0, start), isColumn)
        const inside = before.length === 0 ? [] : this.of(own).filter(isTotalFirst)
        const after = inside.length === 0 ? [] : this.#share(others, columns.slice(start + own.length), isColumn)
        const below = inside.map((leaves) => belowGroup(group, leaves, miss))
        return before.flatMap((left) => below.flatMap((leaves) => after.map((right) => [...left, ...leaves, ...right])))
      }),
    )
  }
}

/** The columns that a header shows by the places of its cells, in a text that keeps its columns. */
export interface ColumnsByPlace {
  all: TextColumn[]
  isByUnit: boolean
  /** No column of codes or names stands before them. */
  isUnlabelled: boolean
}

/** The columns of one way to read a header; null where they are not all known, or two are the same. */
function knownColumns(leaves: readonly Leaf[], layout: Layout, fiscalYear: number | null): TextColumn[] | null {
  if (new Set(leaves.map(({ path }) => path.join('/'))).size < leaves.length) return null
  const columns = leaves.map(({ path }, index) => ({ index: index + 1, path, role: 'amount' as const }))
  const label = { index: 0, path: ['项目'], role: 'label' as const }
  const [panel, ...others] = matchColumns({ bodyRow: 0, columns: [label, ...columns] }, layout, fiscalYear)
  if (!panel || others.length > 0) return null
  const all = panel.amountColumns.map(({ measure }, at): TextColumn => {
    const { path, middle } = leaves[at] as Leaf
    return { measure, path, side: null, isShare: headsShares(path), centre: middle }
  })
  if (all.some(({ path }) => COUNT.test(path.at(-1) ?? ''))) return null
  const isKnown = new Set(all.map(({ measure }) => measure)).size === all.length
  const hasMeasure = all.some(({ measure }) => !isOtherMeasure(measure))
  return isKnown && hasMeasure ? all : null
}

function measuresOf(columns: readonly TextColumn[]): string {
  return columns.map(({ measure }) => (isOtherMeasure(measure) ? 'other' : measure)).join()
}

/** How many columns have no known measure, or are of neither 预算数 nor 决算数 where others are. */
function countOdd(columns: readonly TextColumn[]): number {
  const isOfKind = (measure: string) => /^(?:budget|final)\./.test(measure)
  const hasKinds = columns.some(({ measure }) => isOfKind(measure))
  return columns.filter(({ measure }) => isOtherMeasure(measure) || (hasKinds && !isOfKind(measure))).length
}

function missOf(leaves: readonly Leaf[]): number {
  return leaves.reduce((sum, { miss }) => sum + miss, 0)
}

/**
 * Reads a header of amount columns by the places of its cells, where their names alone do not tell their order: of the ways
 * that the places allow, those by which most columns are known.
 *
 * Null where a cell is not known, or these ways do not agree on which column has which known measure.
 */
export function columnsByPlace(
  header: readonly TokenLine[],
  { layout, fiscalYear }: { layout: Layout; fiscalYear: number | null },
): ColumnsByPlace | null {
  if (header.reduce((sum, { text }) => sum + countUnknown(text, BY_PLACE), 0) > MOST_UNKNOWN) return null
  const read = assembledCells(header)?.map((cell) => ({ cell: placedCell(cell), ...readPhrases(cell.text, BY_PLACE) }))
  if (!read || read.some(({ unexplained }) => unexplained.length > MOST_UNKNOWN)) return null
  // Lines of two cells that were taken for those of one.
  if (read.some(({ phrases }) => phrases.filter(({ text }) => FUND.test(text)).length > 1)) return null
  // （2026年度） below a title is no group of columns.
  const isColumn = ({ cell, phrases }: (typeof read)[number]) =>
    phrases.some(({ role }) => role === 'column') && !/^\(20\d\d年度?\)$/.test(cell.text)
  const cells = read.filter(isColumn).map(({ cell }) => cell)
  const labels = read.filter((item) => !isColumn(item) && item.phrases.some(({ role }) => role === 'label'))
  const firstColumn = Math.min(...cells.map(({ x0 }) => x0))
  if (cells.length === 0 || labels.some(({ cell }) => cell.x1 > firstColumn)) return null
  const top = Math.min(...cells.map(({ row }) => row))
  const over = cells.filter(({ text, row }) => row === top && OVER_ALL.test(text)).map(({ text }) => text)
  const search = new Ways()
  const found = search
    .of(cells.filter(({ text }) => !over.includes(text)))
    .map((leaves) => leaves.map((leaf) => ({ ...leaf, path: [...over, ...leaf.path] })))
  if (!search.isComplete) return null
  const ways = found.flatMap((leaves) => {
    if (isTotalBehindGroup(leaves)) return []
    const columns = knownColumns(leaves, layout, fiscalYear)
    return columns ? [{ columns, unknown: countOdd(columns), miss: missOf(leaves) }] : []
  })
  const least = Math.min(...ways.map(({ unknown }) => unknown))
  const [best, ...others] = ways.filter(({ unknown }) => unknown === least).sort((a, b) => a.miss - b.miss)
  if (!best || others.some(({ columns }) => measuresOf(columns) !== measuresOf(best.columns))) return null
  return {
    all: best.columns,
    isByUnit: headUnits(labels.map(({ cell }) => cell.text)),
    isUnlabelled: labels.length === 0,
  }
}
