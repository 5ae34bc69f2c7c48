import { codesOfName } from '../../classification/catalogue.js'
import type { Block, Cell, Grid, Sheet } from '../../grid/document.js'
import { isAmount, isPlainNumber } from '../../normalise/amount.js'
import { isClassificationCode } from '../../normalise/code.js'
import { rowLabel, withoutSpace } from '../../normalise/text.js'
import { startsNote } from '../text/prose.js'
import { isTableTitle } from '../titles.js'

/** In points: columns of one table begin at the same places on all its pages, up to this. */
const SAME_EDGE = 3

/** Two pages of a table. `first` is the row of the lower one that follows the header, where it is printed again. */
interface Joint {
  above: Grid
  below: Grid
  first: number
}

/** A header of more rows was not met. */
const MOST_HEADER_ROWS = 8
const HAN = /\p{Script=Han}/u
const DIGITS = /^-?\d[\d,.]*$/
const SEPARATED = /^-?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/

/** What begins a row, and ends none. */
const BEGINS = /^(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[)）]|\d+[、.．]|其中|备?注|说明)/

function cellAt(grid: Grid, row: number, column: number): Cell | undefined {
  return grid.cells.find(
    (cell) =>
      cell.column <= column &&
      column < cell.column + cell.columnSpan &&
      cell.row <= row &&
      row < cell.row + cell.rowSpan,
  )
}

function cellsOf(grid: Grid, row: number): Cell[] {
  return grid.cells.filter((cell) => cell.row === row)
}

/** True where a row prints a row of the header again, whose cells reach down into rows that are not printed again. */
function isRepeated(header: readonly Cell[], row: readonly Cell[]): boolean {
  const startsAlike = (cell: Cell, at: number) =>
    cell.column === header[at]?.column && withoutSpace(header[at].text).startsWith(withoutSpace(cell.text))
  return header.length === row.length && row.length > 0 && row.every(startsAlike)
}

/** How many rows at the head of a page repeat those at the head of the table, all or some of them. */
function countRepeated(head: Grid, below: Grid): number {
  const headers = Array.from({ length: Math.min(head.rowCount, MOST_HEADER_ROWS) }, (_, row) => cellsOf(head, row))
  let next = 0
  let row = 0
  for (; row < below.rowCount; row += 1) {
    const found = headers.findIndex((header, at) => at >= next && isRepeated(header, cellsOf(below, row)))
    if (found < 0) break
    next = found + 1
  }
  return row
}

export function hasSameColumns(a: Grid, b: Grid): boolean {
  const [left, right] = [a.columnEdges, b.columnEdges]
  return (
    left !== undefined &&
    left.length === right?.length &&
    left.every((edge, at) => Math.abs(edge - (right[at] as number)) < SAME_EDGE)
  )
}

function decimalsOf(text: string): number {
  return /\.(\d*)$/.exec(text)?.[1]?.length ?? 0
}

/** The one value of all; null where there are several, or none. */
function onlyOf(values: readonly number[]): number | null {
  const [first, ...others] = new Set(values)
  return first !== undefined && others.length === 0 ? first : null
}

/** What all numbers of a table have alike, those of the rows where its pages meet aside. */
interface NumberStyle {
  /** Decimals of amounts. */
  decimals: number | null
  /** Digits of the codes, or of parts of them, in a column. */
  digitsIn: (column: number) => number | null
}

function numberStyleOf({ above, below, first }: Joint): NumberStyle {
  const others = [
    ...above.cells.filter(({ row }) => row < above.rowCount - 1),
    ...below.cells.filter(({ row }) => row > first),
  ].map(({ column, text }) => ({ column, text: withoutSpace(text) }))
  const digitsIn = (column: number) =>
    onlyOf(others.flatMap((cell) => (cell.column === column && /^\d+$/.test(cell.text) ? cell.text.length : [])))
  return { decimals: onlyOf(others.flatMap(({ text }) => (isPlainNumber(text) ? decimalsOf(text) : []))), digitsIn }
}

/** `191781.4` and `7`, `2120` and `8`: the upper part alone is no amount or code as the table has them, both together are. */
function isNumberCut(upper: string, lower: string, column: number, { decimals, digitsIn }: NumberStyle): boolean {
  if (!DIGITS.test(upper) || !/^[\d,.]+$/.test(lower)) return false
  // 0 above 12.24: each is an amount.
  if (isAmount(upper) && isPlainNumber(lower) && decimalsOf(lower) === decimals) return false
  const whole = upper + lower
  if (isClassificationCode(whole) && !isClassificationCode(upper)) return true
  if (/^\d+$/.test(whole) && whole.length === digitsIn(column)) return true
  if (decimals !== null && decimals > 0)
    return isPlainNumber(whole) && decimalsOf(whole) === decimals && decimalsOf(upper) < decimals
  return SEPARATED.test(whole) && !SEPARATED.test(upper)
}

function hasFigure(cells: readonly Cell[]): boolean {
  return cells.some(({ text }) => isPlainNumber(withoutSpace(text)))
}

function isKnownName(text: string): boolean {
  const name = rowLabel(text)
  return codesOfName('function', name).length > 0 || codesOfName('dept-econ', name).length > 0
}

/** 商品和服务支出(定额 and 外): a bracket that the other page closes. */
function closesBracket(begun: string, rest: string): boolean {
  return /[（(][^（()）]*$/.test(begun) && /^[^（()）]*[）)]/.test(rest)
}

/** A name goes on below where it then is that of a code or closes its bracket, or where no other row is without figures. */
function isNameCut({ above, below, first }: Joint, upper: readonly Cell[], lower: readonly Cell[]): boolean {
  if (lower.some(({ text }) => !HAN.test(text) || BEGINS.test(withoutSpace(text))) || !hasFigure(upper)) return false
  const isCertain = lower.some(({ column, text }) => {
    const begun = upper.find((cell) => cell.column === column)?.text ?? ''
    return closesBracket(begun, text) || (!isKnownName(begun) && isKnownName(withoutSpace(begun + text)))
  })
  if (isCertain || lower.length !== 1) return isCertain
  const rowsBelow = Array.from({ length: below.rowCount - first - 1 }, (_, at) => cellsOf(below, first + 1 + at))
  const rowsAbove = Array.from({ length: above.rowCount }, (_, at) => cellsOf(above, at))
  const body = rowsAbove.slice(rowsAbove.findIndex(hasFigure))
  return [...rowsBelow, ...body].every(hasFigure) && body.length > 1
}

/** True where the first row of a page is the rest of the last row of the page before. */
function isRowCut(joint: Joint): boolean {
  const { above, below, first } = joint
  const lower = cellsOf(below, first)
  const last = above.rowCount - 1
  const upper = cellsOf(above, last).filter(({ rowSpan }) => rowSpan === 1)
  const pairs = lower.map((cell) => [upper.find(({ column }) => column === cell.column), cell] as const)
  if (pairs.length === 0 || pairs.some(([a, b]) => !a || a.columnSpan !== b.columnSpan || b.rowSpan > 1)) return false
  const style = numberStyleOf(joint)
  const goOn = pairs.map(([a, b]) => {
    const [begun, rest] = [withoutSpace(a?.text ?? ''), withoutSpace(b.text)]
    if (isNumberCut(begun, rest, b.column, style)) return 'number'
    return HAN.test(begun) && !BEGINS.test(rest) && !isPlainNumber(rest) && /[^\d,.]/.test(rest) ? 'name' : null
  })
  if (goOn.includes(null)) return false
  return goOn.includes('number') || isNameCut(joint, upper, lower)
}

/** The lower page without its first row, which goes to the end of the upper one. */
function joinRow({ above, below, first }: Joint): { above: Grid; below: Grid } {
  const last = above.rowCount - 1
  const rest = cellsOf(below, first)
  const cells = above.cells.map((cell) => {
    const end = cell.row === last ? rest.find(({ column }) => column === cell.column) : undefined
    return end ? { ...cell, text: `${cell.text}\n${end.text.trimStart()}` } : cell
  })
  const without = <Item extends { row: number; rowSpan: number }>(item: Item): Item =>
    item.row > first
      ? { ...item, row: item.row - 1 }
      : item.row + item.rowSpan > first + 1
        ? { ...item, rowSpan: item.rowSpan - 1 }
        : item
  return {
    above: { ...above, cells },
    below: {
      ...below,
      rowCount: below.rowCount - 1,
      cells: below.cells.filter((cell) => !rest.includes(cell)).map(without),
      ...(below.blankSpans ? { blankSpans: below.blankSpans.map(without) } : {}),
    },
  }
}

type Span = NonNullable<Grid['blankSpans']>[number]

/** An amount, which is printed once: also one without decimals, in a column that has some, or numbers unlike codes. */
function isFigure(cell: Cell, { above, below, first }: Joint): boolean {
  const text = withoutSpace(cell.text)
  if (isPlainNumber(text)) return true
  if (!isAmount(text)) return false
  const isAmong = ({ column, text: other }: Cell) => column === cell.column && isPlainNumber(withoutSpace(other))
  if (above.cells.some(isAmong) || below.cells.some(isAmong)) return true
  const digits = numberStyleOf({ above, below, first }).digitsIn(cell.column)
  return digits === null ? !isClassificationCode(text) : digits !== text.length
}

/** A page of a joint whose blank spans hold the texts that stand beyond its end. */
function withTexts(joint: Joint, page: 'above' | 'below', textOf: (span: Span) => Cell | undefined): Grid {
  const grid = joint[page]
  const filled: Cell[] = []
  const blankSpans = (grid.blankSpans ?? []).filter((span) => {
    const cell = textOf(span)
    if (!cell || cell.columnSpan > 1 || isFigure(cell, joint)) return true
    filled.push({ ...cell, ...span, columnSpan: 1 })
    return false
  })
  if (filled.length === 0) return grid
  const cells = [...grid.cells, ...filled].sort((a, b) => a.row - b.row || a.column - b.column)
  return { ...grid, cells, blankSpans }
}

function filledFromAbove(joint: Joint): Grid {
  const { above, first } = joint
  return withTexts(joint, 'below', ({ row, column }) => {
    const cell = row === first ? cellAt(above, above.rowCount - 1, column) : undefined
    return cell && cell.rowSpan > 1 ? cell : undefined
  })
}

function filledFromBelow(joint: Joint): Grid {
  const { above, below, first } = joint
  return withTexts(joint, 'above', ({ row, column, rowSpan }) =>
    row + rowSpan >= above.rowCount
      ? below.cells.find((cell) => cell.row === first && cell.column === column)
      : undefined,
  )
}

interface GridBlock {
  type: 'grid'
  grid: Grid
}

function linesBefore(blocks: readonly Block[], grid: Block): string[] {
  return blocks.slice(0, blocks.indexOf(grid)).flatMap((block) => (block.type === 'line' ? [block.line.text] : []))
}

function linesAfter(blocks: readonly Block[], grid: Block): string[] {
  return blocks.slice(blocks.indexOf(grid)).flatMap((block) => (block.type === 'line' ? [block.line.text] : []))
}

/** The rows of one grid above those of another, of the page of the lower one. */
function stacked(above: Grid, below: Grid): Grid {
  const lower = <Item extends { row: number }>(item: Item): Item => ({ ...item, row: item.row + above.rowCount })
  return {
    ...below,
    rowCount: above.rowCount + below.rowCount,
    cells: [...above.cells, ...below.cells.map(lower)],
    blankSpans: [...(above.blankSpans ?? []), ...(below.blankSpans ?? []).map(lower)],
  }
}

/** A header by the columns of the rows below it, which may be more; null where its own are none of theirs. */
function byColumnsOf(below: Grid, header: Grid): Grid | null {
  const edges = below.columnEdges ?? []
  const at = (header.columnEdges ?? []).map((edge) => edges.findIndex((other) => Math.abs(other - edge) < SAME_EDGE))
  if (at.length < 2 || at.includes(-1) || at[0] !== 0 || at.at(-1) !== edges.length - 1) return null
  const cells = header.cells.map((cell) => {
    const column = at[cell.column] as number
    return { ...cell, column, columnSpan: (at[cell.column + cell.columnSpan] as number) - column }
  })
  return { ...header, cells, columnCount: below.columnCount, columnEdges: edges }
}

/** Headers without a row below them at the end of a page go to the rows on the next one. */
function joinHeaders(pages: readonly { blocks: Block[] }[]): void {
  pages.slice(1).forEach(({ blocks }, at) => {
    const before = pages[at]?.blocks ?? []
    const [header, rows] = [before.at(-1), blocks[0]]
    if (header?.type !== 'grid' || rows?.type !== 'grid') return
    const placed = byColumnsOf(rows.grid, header.grid)
    const isHeader = !header.grid.cells.some(({ text }) => /\d[\d,.]*$/.test(withoutSpace(text)))
    if (!placed || !isHeader || !rows.grid.cells.some(({ text }) => isPlainNumber(withoutSpace(text)))) return
    const isWhole = countRepeated(placed, rows.grid) > 0
    blocks[0] = { type: 'grid', grid: isWhole ? rows.grid : stacked(placed, rows.grid) }
    before.pop()
  })
}

/**
 * Pairs of grids on pages that follow each other, with nothing between them but what is printed over both, numbers of pages,
 * and the rest of a cell that the end of the page cuts.
 */
function pairsOf(pages: readonly { blocks: Block[] }[]): { above: GridBlock; below: GridBlock; head: Grid }[] {
  const pairs: { above: GridBlock; below: GridBlock; head: Grid }[] = []
  let head: Grid | null = null
  pages.slice(1).forEach(({ blocks }, at) => {
    const before = pages[at]?.blocks ?? []
    const above = before.findLast((block) => block.type === 'grid')
    const below = blocks.find((block) => block.type === 'grid')
    const goesOn =
      above?.type === 'grid' &&
      below?.type === 'grid' &&
      !linesAfter(before, above).some((text) => isTableTitle(text) || startsNote(text)) &&
      hasSameColumns(above.grid, below.grid) &&
      linesBefore(blocks, below).every((text) => linesBefore(before, above).includes(text))
    if (goesOn && below?.type === 'grid' && above?.type === 'grid') {
      if (!pairs.some((pair) => pair.below === above)) head = above.grid
      pairs.push({ above, below, head: head ?? above.grid })
    }
  })
  return pairs
}

/**
 * Puts together what the end of a page cuts: a row whose cells go on on the next page (`191781.4` and `7`) is one row of the
 * upper page, a merged cell is filled on both pages, wherever its text is drawn, and a header stands above its rows.
 */
export function joinPages(sheets: readonly Sheet[]): Sheet[] {
  const pages = sheets.map((sheet) => ({
    ...sheet,
    blocks: sheet.blocks.map((block): Block => (block.type === 'grid' ? { ...block } : block)),
  }))
  joinHeaders(pages)
  const pairs = pairsOf(pages).map((pair) => ({ ...pair, first: countRepeated(pair.head, pair.below.grid) }))
  for (const { above, below, first } of pairs) {
    const joint = { above: above.grid, below: below.grid, first }
    if (first < below.grid.rowCount && isRowCut(joint)) {
      const joined = joinRow(joint)
      above.grid = joined.above
      below.grid = joined.below
    }
    below.grid = filledFromAbove({ above: above.grid, below: below.grid, first })
  }
  for (const { above, below, first } of pairs.toReversed())
    above.grid = filledFromBelow({ above: above.grid, below: below.grid, first })
  return pages
}
