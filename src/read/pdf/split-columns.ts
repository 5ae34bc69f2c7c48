import { findGutters, isolatedAmounts } from './aligned-columns.js'
import type { FilledCell, FilledTable } from './fill-cells.js'
import type { PdfWord } from './runs-to-words.js'
import { type WordLine, wordsToLines } from './words-to-lines.js'

/** A label and its amount in one ruled column are two columns where this many lines show it. */
const LABELLED_LINES = 3

/** Parts the ruled columns that hold several columns of amounts with no rule between them. */
export function splitColumns(table: FilledTable): FilledTable {
  const several = table.cells.filter((cell) => cell.columnSpan === 1 && cell.words.length > 1)
  const gutters: number[][] = []
  for (let column = 0; column < table.columnCount; column++) {
    const inColumn = several.filter((cell) => cell.column === column)
    const dense = inColumn.flatMap((cell) => denseLines(wordsToLines(cell.words)))
    gutters.push(dense.length === 0 ? [] : findGutters(dense.map((line) => line.words)))
  }
  if (gutters.every((inner) => inner.length === 0)) return table
  const before = (column: number): number => gutters.slice(0, column).reduce((sum, inner) => sum + inner.length, 0)
  const cells = table.cells.flatMap((cell): FilledCell[] => {
    const column = cell.column + before(cell.column)
    const inner = cell.columnSpan === 1 ? (gutters[cell.column] ?? []) : []
    const columnSpan = cell.columnSpan + before(cell.column + cell.columnSpan) - before(cell.column)
    if (cell.words.some((word) => inner.some((x) => isCrossed(word, x)))) return [{ ...cell, column, columnSpan }]
    return partCell({ ...cell, column }, inner)
  })
  const columnEdges = [...table.columnEdges, ...gutters.flat()].sort((a, b) => a - b)
  return { ...table, columnCount: table.columnCount + before(table.columnCount), columnEdges, cells }
}

function denseLines(lines: readonly WordLine[]): WordLine[] {
  const several = lines.filter((line) => isolatedAmounts(line.words).length >= 2)
  if (several.length > 0) return lines.filter((line) => isolatedAmounts(line.words).length > 0)
  const labelled = lines.filter((line) => line.words.length > 1 && isolatedAmounts(line.words).length === 1)
  return labelled.length >= LABELLED_LINES ? labelled : []
}

function isCrossed(word: PdfWord, x: number): boolean {
  return word.x0 < x - 0.3 * word.size && word.x1 > x + 0.3 * word.size
}

function partCell(cell: FilledCell, gutters: readonly number[]): FilledCell[] {
  const bounds = [cell.x0, ...gutters, cell.x1]
  return gutters
    .concat(cell.x1)
    .map((end, i): FilledCell => {
      const start = bounds[i] as number
      const isFirst = i === 0
      const isLast = i === gutters.length
      const words = cell.words.filter((word) => {
        const middle = (word.x0 + word.x1) / 2
        return (isFirst || middle >= start) && (isLast || middle < end)
      })
      return { ...cell, x0: start, x1: end, column: cell.column + i, columnSpan: 1, words }
    })
    .filter((part) => part.words.length > 0)
}
