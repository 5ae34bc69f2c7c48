import type { FilledCell, FilledTable } from './fill-cells.js'
import { isAmountText } from './fill-cells.js'
import { nearestIndex } from './geometry.js'
import type { PdfWord } from './runs-to-words.js'
import { type WordLine, wordsToLines } from './words-to-lines.js'

interface Lined {
  cell: FilledCell
  lines: WordLine[]
}

/**
 * Parts the ruled rows that hold several printed rows with no rule between them: a row for each baseline of amounts.
 *
 * A label that is wrapped stays whole, whether its amounts stand on its first or on its middle line.
 */
export function splitRows(table: FilledTable): FilledTable {
  const cells: FilledCell[] = []
  const added: number[] = new Array<number>(table.rowCount).fill(0)
  const parts = new Map<FilledCell, FilledCell[]>()
  const single = table.cells.filter((cell) => cell.rowSpan === 1)
  const several = new Set(single.filter((cell) => cell.words.length > 1).map((cell) => cell.row))
  for (const row of several) {
    const inRow = single.filter((cell) => cell.row === row)
    const lined = inRow.map((cell) => ({ cell, lines: wordsToLines(cell.words) }))
    const anchors = amountBaselines(lined)
    if (anchors.length < 2) continue
    added[row] = anchors.length - 1
    for (const { cell, lines } of lined) parts.set(cell, shareOut({ cell, lines }, anchors))
  }
  if (parts.size === 0) return table
  const before = (row: number): number => added.slice(0, row).reduce((sum, count) => sum + count, 0)
  for (const cell of table.cells) {
    const shift = before(cell.row)
    const split = parts.get(cell)
    if (split) cells.push(...split.map((part) => ({ ...part, row: part.row + shift })))
    else cells.push({ ...cell, row: cell.row + shift, rowSpan: cell.rowSpan + before(cell.row + cell.rowSpan) - shift })
  }
  return { ...table, rowCount: table.rowCount + before(table.rowCount), cells }
}

/**
 * Baselines of the rows within a ruled row: those of whole amounts, where a cell has at least two below one another. Text
 * above them in such a cell is its header, and a row of its own.
 */
function amountBaselines(lined: readonly Lined[]): number[] {
  const baselines: number[] = []
  const headers: number[] = []
  let size = Infinity
  for (const { lines } of lined) {
    const first = lines.findIndex((line) => line.words.every(isFigure))
    const figures = first < 0 ? [] : lines.slice(first)
    const amounts = figures.filter((line) => line.words.some((word) => isAmountText(word.text)))
    if (amounts.length < 2 || figures.some((line) => !line.words.every(isFigure))) continue
    const header = lines[first - 1]
    if (header) headers.push(header.baseline)
    for (const line of amounts) {
      baselines.push(line.baseline)
      size = Math.min(size, line.words[0]?.size ?? size)
    }
  }
  const anchors: number[] = headers.length > 0 ? [Math.max(...headers)] : []
  for (const baseline of baselines.sort((a, b) => a - b)) {
    if (baseline - (anchors.at(-1) ?? -Infinity) > 0.6 * size) anchors.push(baseline)
  }
  return anchors
}

function isFigure(word: PdfWord): boolean {
  return /^[-\d,.，．－—–%％()（）]+$/.test(word.text)
}

/** The lines of one cell shared out over the rows of the anchors. */
function shareOut({ cell, lines }: Lined, anchors: readonly number[]): FilledCell[] {
  const rows = anchors.map((): PdfWord[] => [])
  const first = anchors[0] as number
  const isOnAnchor = (line: WordLine, anchor: number): boolean =>
    Math.abs(line.baseline - anchor) < 0.5 * (line.words[0]?.size ?? 0)
  const everyAnchorHasLine = anchors.every((anchor) => lines.some((line) => isOnAnchor(line, anchor)))
  const startsAtFirst = lines.every((line) => line.baseline > first || isOnAnchor(line, first))
  for (const line of lines) {
    const nearest = nearestIndex(anchors, line.baseline)
    const isBelowItsRow = everyAnchorHasLine && startsAtFirst && !isOnAnchor(line, anchors[nearest] as number)
    rows[isBelowItsRow ? lastAtOrAbove(anchors, line.baseline) : nearest]?.push(...line.words)
  }
  return rows.map((words, i) => ({ ...cell, row: cell.row + i, words })).filter((part) => part.words.length > 0)
}

function lastAtOrAbove(anchors: readonly number[], baseline: number): number {
  let index = 0
  anchors.forEach((anchor, i) => {
    if (anchor <= baseline) index = i
  })
  return index
}
