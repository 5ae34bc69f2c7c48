import type { Cell, Grid, Place } from '../../grid/document.js'
import type { FilledCell, FilledTable } from './fill-cells.js'
import { isAmountText } from './fill-cells.js'
import { type Box, unionBox } from './geometry.js'
import { lineText, type WordLine, wordsToLines } from './words-to-lines.js'

/** An indent below this many em is padding. */
const INDENT_EM = 0.8

interface LinedCell {
  cell: FilledCell
  lines: WordLine[]
  box: Box
}

/**
 * The grid of a table: cell text with its lines joined by `\n`. Empty columns stay: a continued page may fill them.
 *
 * A label that begins to the right of its column's other labels keeps its indent as leading spaces, two to an em.
 */
export function buildGrid(table: FilledTable, placeOf: (box: Box) => Place): Grid {
  const lined = table.cells
    .filter((cell) => cell.words.length > 0)
    .map((cell): LinedCell => {
      const lines = wordsToLines(cell.words)
      return { cell, lines, box: unionBox(lines) }
    })
  const lefts = columnLefts(lined)
  const top = Math.min(...lined.map(({ cell }) => cell.row))
  const cells = lined.map(
    ({ cell, lines, box }): Cell => ({
      text: indentOf({ cell, lines, box }, lefts) + lines.map((line) => lineText(line.words)).join('\n'),
      row: cell.row - top,
      column: cell.column,
      rowSpan: cell.rowSpan,
      columnSpan: cell.columnSpan,
      place: placeOf(box),
    }),
  )
  cells.sort((a, b) => a.row - b.row || a.column - b.column)
  const blank = table.cells.filter((cell) => cell.words.length === 0 && cell.row >= top)
  const blankSpans = blank.map(({ row, column, rowSpan }) => ({ row: row - top, column, rowSpan }))
  return {
    rowCount: Math.max(0, ...cells.map((cell) => cell.row + cell.rowSpan)),
    columnCount: table.columnCount,
    cells,
    columnEdges: table.columnEdges,
    ...(blankSpans.length > 0 ? { blankSpans } : {}),
  }
}

/** Where the labels of each column begin, the leftmost of them. */
function columnLefts(lined: readonly LinedCell[]): Map<number, number> {
  const lefts = new Map<number, number>()
  for (const { cell, lines } of lined) {
    const left = lines[0]?.x0
    if (left === undefined || cell.columnSpan > 1) continue
    lefts.set(cell.column, Math.min(left, lefts.get(cell.column) ?? Infinity))
  }
  return lefts
}

function indentOf({ cell, lines, box }: LinedCell, lefts: ReadonlyMap<number, number>): string {
  const first = lines[0]
  const word = first?.words[0]
  if (!first || !word || cell.columnSpan > 1) return ''
  const indent = first.x0 - (lefts.get(cell.column) ?? first.x0)
  if (indent < INDENT_EM * word.size || isAmountText(word.text) || !/\p{Script=Han}/u.test(lineText(first.words)))
    return ''
  const isCentred = Math.abs(box.x0 - cell.x0 - (cell.x1 - box.x1)) < word.size
  return isCentred ? '' : ' '.repeat(Math.round((2 * indent) / word.size))
}
