import type { Block, Cell, Grid, Sheet, TextLine } from '../../grid/document.js'
import { isAmount } from '../../normalise/amount.js'
import { foldText, withoutSpace } from '../../normalise/text.js'
import { isTableTitle, titleKey } from '../titles.js'
import { hasSameColumns } from './join-pages.js'

/** In points: what stands in one row of two pages is as high on both, up to this. */
const SAME_HEIGHT = 2
/** One row, or one header, may be as high on any two pages. */
const LEAST_ALIKE = 2
/** A title that is cut shows this many characters at least. */
const LEAST_TITLE = 4
/** A table wider or longer than so many pages was not met. */
const MOST_PAGES = 12

/** A page that holds one table, and the lines around it. */
interface TablePage {
  grid: Grid
  above: readonly TextLine[]
  below: readonly TextLine[]
}

function tablePageOf({ blocks, page }: Sheet): TablePage | null {
  const grids = blocks.flatMap((block) => (block.type === 'grid' ? [block.grid] : []))
  const [grid] = grids
  if (page === null || !grid?.columnEdges || grids.length > 1) return null
  const at = blocks.findIndex((block) => block.type === 'grid')
  const linesOf = (part: readonly Block[]) => part.flatMap((block) => (block.type === 'line' ? [block.line] : []))
  return { grid, above: linesOf(blocks.slice(0, at)), below: linesOf(blocks.slice(at + 1)) }
}

/** A number that no header prints: with separators or decimals, or too long for a year or the number of a column. */
function isFigure({ text }: Cell): boolean {
  return /[.,]|\d{5}/.test(text) && isAmount(withoutSpace(text))
}

/** The first row with figures, or behind the last where there are none. */
function bodyOf({ cells, rowCount }: Grid): number {
  return cells.reduce((first, cell) => (cell.row < first && isFigure(cell) ? cell.row : first), rowCount)
}

/** How high the middle of a cell's text stands on its page. */
function heightOf({ place }: Cell): number | null {
  return place.bbox && (place.bbox[1] + place.bbox[3]) / 2
}

/** How many cells are as high as one of some others. */
function countAsHigh(cells: readonly Cell[], others: readonly Cell[]): number {
  const known = others.flatMap((cell) => heightOf(cell) ?? [])
  return cells.filter((cell) => {
    const height = heightOf(cell)
    return height !== null && known.some((other) => Math.abs(other - height) < SAME_HEIGHT)
  }).length
}

/** How high the middle of each row stands on its page, by its cells of one row. */
function heightsOf({ cells }: Grid): ReadonlyMap<number, number> {
  const heights = new Map<number, number>()
  for (const cell of cells) {
    const height = cell.rowSpan === 1 ? heightOf(cell) : null
    if (height !== null && !heights.has(cell.row)) heights.set(cell.row, height)
  }
  return heights
}

interface Height {
  page: 'left' | 'right'
  row: number
  height: number
}

/** The rows of both pages below their headers, from top to bottom: what is as high is one row. */
function bodyRows(left: Grid, right: Grid): Height[][] {
  const heights = (['left', 'right'] as const).flatMap((page): Height[] => {
    const grid = page === 'left' ? left : right
    const body = bodyOf(grid)
    return [...heightsOf(grid)].flatMap(([row, height]) => (row < body ? [] : [{ page, row, height }]))
  })
  const rows: Height[][] = []
  for (const item of heights.sort((a, b) => a.height - b.height)) {
    const last = rows.at(-1)
    const isSame = last && last.length === 1 && last[0]?.page !== item.page
    if (isSame && item.height - (last[0]?.height ?? 0) < SAME_HEIGHT) last.push(item)
    else rows.push([item])
  }
  return rows
}

function headerOf(grid: Grid): Cell[] {
  const body = bodyOf(grid)
  return grid.cells.filter(({ row }) => row < body)
}

function textOf(cells: readonly Cell[]): string {
  return cells.map(({ text }) => foldText(text)).join('|')
}

/** Names of rows: words below the header. */
function hasNames(grid: Grid): boolean {
  const body = bodyOf(grid)
  return grid.cells.some(({ row, text }) => row >= body && /\p{Script=Han}/u.test(text))
}

/**
 * True where the right page heads its columns, and its rows are those of the left one: it names none, or those of 支出, or of
 * one panel more.
 */
function goesOnBeside(left: TablePage, right: TablePage): boolean {
  const [ownHeader, otherHeader] = [headerOf(left.grid), headerOf(right.grid)]
  const [header, other] = [textOf(ownHeader), textOf(otherHeader)]
  if (other === '' || header === other) return false
  const rows = bodyRows(left.grid, right.grid)
  const shared = rows.filter(({ length }) => length > 1).length
  const isBlank = !right.grid.cells.some(isFigure)
  if (shared + countAsHigh(otherHeader, ownHeader) < (isBlank ? 1 : LEAST_ALIKE)) return false
  if (!left.grid.cells.some(isFigure) || (shared === 0 && !isBlank)) return false
  const isOfSides = /^收入(?:\||$)/.test(header) && /^支出(?:\||$)/.test(other)
  if (!isOfSides && hasSameColumns(left.grid, right.grid)) return false
  const isPanel = isOfSides || header.includes(other)
  const isOfNames = isPanel || (hasNames(left.grid) && !hasNames(right.grid)) || (rows.length === 1 && shared === 1)
  const isOnlyRight = ([first, second]: readonly Height[]) => first?.page === 'right' && !second
  if (!isOfNames || (!isPanel && rows.some(isOnlyRight))) return false
  return right.above.every(({ text }) => !isTableTitle(text) || left.above.some((line) => isCutOf(line.text, text)))
}

/** 部门收入总 of 部门收入总体情况表: a title over all columns is cut where the first page ends. */
function isCutOf(text: string, title: string): boolean {
  const known = titleKey(text)
  return known.length >= LEAST_TITLE && titleKey(title).startsWith(known)
}

/** True where a page goes on with the rows of the page before. */
function goesOnBelow(above: TablePage, below: TablePage): boolean {
  const [edges, others] = [above.grid.columnEdges ?? [], below.grid.columnEdges ?? []]
  return edges.length === others.length && !below.above.some(({ text }) => isTableTitle(text))
}

/**
 * A group at the end of the left page stands over those first columns of the right one too that have no header above theirs,
 * which are as high as the columns of the group: its name is printed once, or cut.
 */
function withGroupsOver(
  left: readonly Cell[],
  right: readonly Cell[],
  { header, columns }: { header: number; columns: number },
): Cell[] {
  const lowest = left.filter(({ row, rowSpan }) => row === header - 1 && rowSpan === 1)
  const isColumn = (cell: Cell) => countAsHigh([cell], lowest) > 0
  const isOver = (cell: Cell, column: number) => cell.column <= column && column < cell.column + cell.columnSpan
  const grown = left.map((cell): Cell => {
    const isGroup = cell.columnSpan > 1 && cell.column + cell.columnSpan === columns && cell.row < header - 1
    if (!isGroup) return cell
    let end = columns
    const inHeader = (column: number) => right.filter((own) => own.row < header && isOver(own, column))
    while (
      inHeader(end).length > 0 &&
      inHeader(end).every((own) => own.row > cell.row && (own.row < header - 1 || isColumn(own)))
    )
      end += 1
    return { ...cell, columnSpan: end - cell.column }
  })
  return [...grown, ...right]
}

/** The columns of the right page behind those of the left one, rows that are as high in one. */
function beside(left: Grid, right: Grid): Grid {
  const rows = bodyRows(left, right)
  const header = Math.max(bodyOf(left), bodyOf(right))
  const rowOf = (page: Height['page'], row: number): number => {
    const body = bodyOf(page === 'left' ? left : right)
    const at = rows.findIndex((own) => own.some((item) => item.page === page && item.row === row))
    // A row of merged cells alone goes below the one before.
    return row < body ? header - body + row : at < 0 ? rowOf(page, row - 1) : header + at
  }
  const placed = <Item extends { row: number; rowSpan: number; column: number }>(page: Height['page'], item: Item) => {
    const row = rowOf(page, item.row)
    const end = rowOf(page, item.row + item.rowSpan - 1)
    return { ...item, row, rowSpan: end - row + 1, column: item.column + (page === 'right' ? left.columnCount : 0) }
  }
  const [edges, others] = [left.columnEdges ?? [], right.columnEdges ?? []]
  const shift = (edges.at(-1) ?? 0) - (others[0] ?? 0)
  const cells = withGroupsOver(
    left.cells.map((cell) => placed('left', cell)),
    right.cells.map((cell) => placed('right', cell)),
    { header, columns: left.columnCount },
  )
  return {
    rowCount: header + rows.length,
    columnCount: left.columnCount + right.columnCount,
    cells: cells.sort((a, b) => a.row - b.row || a.column - b.column),
    columnEdges: [...edges, ...others.slice(1).map((edge) => edge + shift)],
    blankSpans: (left.blankSpans ?? []).map((span) => placed('left', span)),
  }
}

/** How many pages long a table is whose columns go on after the last of them; 0 where they do not. */
function lengthOf(pages: readonly (TablePage | null)[], at: number): number {
  for (let length = 1; length <= MOST_PAGES && at + 2 * length <= pages.length; length += 1) {
    const left = pages.slice(at, at + length)
    const right = pages.slice(at + length, at + 2 * length)
    const isLong = left.every((page, i) => {
      const before = left[i - 1]
      return page && (before === undefined || (before && goesOnBelow(before, page)))
    })
    if (!isLong) return 0
    const isWide = left.every((page, i) => page && right[i] && goesOnBeside(page, right[i]))
    if (isWide && right.some((page) => page?.grid.cells.some(isFigure))) return length
  }
  return 0
}

/** What stands over both pages once, the titles whole; what stands below them after it. */
function linesAround(left: TablePage, right: TablePage): Pick<TablePage, 'above' | 'below'> {
  const whole = left.above.map((line) => right.above.find(({ text }) => isCutOf(line.text, text)) ?? line)
  const others = right.above.filter(({ text }) => !whole.some((line) => line.text === text))
  return { above: [...whole, ...others], below: [...left.below, ...right.below] }
}

function blocksOf({ above, below, grid }: TablePage): Block[] {
  const lineBlock = (line: TextLine): Block => ({ type: 'line', line })
  return [...above.map(lineBlock), { type: 'grid', grid }, ...below.map(lineBlock)]
}

/**
 * Puts tables together that are wider than a page: columns that go on on later pages, after the rows of all pages or after
 * those of each. The whole stands on the last of its pages; places are those of the pages where it is printed.
 */
export function joinBeside(sheets: readonly Sheet[]): Sheet[] {
  const pages = sheets.map(tablePageOf)
  const joined = [...sheets]
  for (let at = 0; at < pages.length; ) {
    const length = lengthOf(pages, at)
    for (let i = at; i < at + length; i += 1) {
      const [left, right] = [pages[i] as TablePage, pages[i + length] as TablePage]
      const whole = { grid: beside(left.grid, right.grid), ...linesAround(left, right) }
      pages[i] = null
      pages[i + length] = whole
      joined[i] = { ...(joined[i] as Sheet), blocks: [] }
      joined[i + length] = { ...(joined[i + length] as Sheet), blocks: blocksOf(whole) }
    }
    at += Math.max(1, length)
  }
  return joined
}
