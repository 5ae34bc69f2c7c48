import { centreX, centreY } from './geometry.js'
import { intervalOf, type RuledTable } from './rules-to-cells.js'
import { type PdfWord, sliceWord } from './runs-to-words.js'
import { isWide } from './text-runs.js'

/** A cell with its words, in no order: none in some that are merged downwards. `x0` and `x1` are its sides. */
export interface FilledCell {
  x0: number
  x1: number
  row: number
  column: number
  rowSpan: number
  columnSpan: number
  words: PdfWord[]
}

/** A table before its text is put together. */
export interface FilledTable {
  rowCount: number
  columnCount: number
  cells: FilledCell[]
  /** Sides of the columns, `columnCount + 1` of them. */
  columnEdges: readonly number[]
}

/** A number as tables print it: thousands separators or decimals. Codes, years and counts are none. */
const AMOUNT = /^[-－−(（]?(?:\d{1,3}(?:[,，]\d{3})+(?:[.．]\d+)?|\d+[.．]\d+)[)）]?$/

export function isAmountText(text: string): boolean {
  return AMOUNT.test(text)
}

/** Puts each word in the cell that its middle lies in. Words outside the table are left. */
export function fillCells(table: RuledTable, words: readonly PdfWord[]): { table: FilledTable; rest: PdfWord[] } {
  const cells: FilledCell[] = table.cells.map(({ x0, x1, row, column, rowSpan, columnSpan }) => ({
    x0,
    x1,
    row,
    column,
    rowSpan,
    columnSpan,
    words: [],
  }))
  const rest: PdfWord[] = []
  for (const word of words) {
    for (const part of splitAtRules(word, table)) {
      const index = cellOf(part, table)
      if (index < 0) rest.push(part)
      else cells[index]?.words.push(part)
    }
  }
  return {
    table: {
      rowCount: table.ys.length - 1,
      columnCount: table.xs.length - 1,
      columnEdges: table.xs,
      cells: cells.filter((cell) => cell.words.length > 0 || (cell.rowSpan > 1 && cell.columnSpan === 1)),
    },
    rest,
  }
}

function cellOf(word: PdfWord, table: RuledTable): number {
  const row = intervalOf(table.ys, centreY(word))
  if (row < 0) return -1
  const first = table.cellAt[row]?.[intervalOf(table.xs, word.x0 + 0.3 * word.size)] ?? -1
  const middle = table.cellAt[row]?.[intervalOf(table.xs, centreX(word))] ?? -1
  if (first === middle || first < 0) return middle
  // text that starts at a cell's left edge and runs over its right one
  const start = table.cells[first]
  const fillsStart = start && word.x0 - start.x0 < word.size && word.x1 - start.x1 > 0.5 * word.size
  return fillsStart && !isAmountText(word.text) ? first : middle
}

/** Parts a word where a rule goes through a gap in it, or crosses it between two runs, a label and an amount, or two amounts. */
function splitAtRules(word: PdfWord, table: RuledTable): PdfWord[] {
  const row = intervalOf(table.ys, centreY(word))
  if (row < 0) return [word]
  for (let line = 1; line < table.xs.length - 1; line++) {
    const x = table.xs[line] as number
    if (x < word.x0 + 0.3 * word.size || x > word.x1 - 0.3 * word.size) continue
    if (table.cellAt[row]?.[line - 1] === table.cellAt[row]?.[line]) continue
    const at = splitIndex(word, x)
    if (at > 0) return [sliceWord(word, 0, at), ...splitAtRules(sliceWord(word, at, word.chars.length), table)]
  }
  return [word]
}

/** Where a word may be parted near x; 0 where it is one thing that runs over the rule. */
function splitIndex(word: PdfWord, x: number): number {
  const gap = gapAround(word, x)
  if (gap > 0 || isAmountText(word.text)) return gap
  const candidates: number[] = []
  for (let at = 1; at < word.chars.length; at++) {
    if (Math.abs((word.edges[at] as number) - x) < word.size && isSeam(word, at)) candidates.push(at)
  }
  const distance = (at: number): number => Math.abs((word.edges[at] as number) - x)
  return candidates.sort((a, b) => distance(a) - distance(b))[0] ?? 0
}

/** In em: digits of one cell are as far from each other all along it up to this. */
const UNEVEN = 0.1

/** The index of a digit, sign or ideograph that follows a digit after a gap that x lies in; 0 where there is none. */
function gapAround({ chars, edges, size }: PdfWord, x: number): number {
  const at = edges.findIndex((edge) => edge > x - UNEVEN * size)
  if (at < 2 || at >= chars.length || !isDigit(chars[at - 1])) return 0
  const advance = (i: number): number => (edges[i + 1] as number) - (edges[i] as number)
  const digits = chars.flatMap((char, i) => (i !== at - 1 && isDigit(char) ? [advance(i)] : []))
  const end = (edges[at - 1] as number) + Math.min(...digits)
  return (edges[at] as number) - end > UNEVEN * size && x > end - UNEVEN * size ? at : 0
}

function isDigit(char: string | undefined): boolean {
  return char !== undefined && char >= '0' && char <= '9'
}

/** Characters; amounts are shorter. */
const LONGEST_NUMBER = 40

function isSeam(word: PdfWord, at: number): boolean {
  if (word.seams.some((seam) => seam.at === at)) return true
  const left = word.chars.slice(Math.max(0, at - LONGEST_NUMBER), at).join('')
  const right = word.chars.slice(at, at + LONGEST_NUMBER).join('')
  const leftNumber = /[-\d,.]+$/.exec(left)?.[0] ?? ''
  const rightNumber = /^[-\d,.]+/.exec(right)?.[0] ?? ''
  if (leftNumber !== '' && rightNumber !== '') return isAmountText(leftNumber) && isAmountText(rightNumber)
  return isWide(left.at(-1) ?? '') !== isWide(right[0] ?? '') && (isAmountText(leftNumber) || isAmountText(rightNumber))
}
