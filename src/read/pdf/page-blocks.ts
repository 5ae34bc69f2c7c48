import type { Block, Place, TextLine } from '../../grid/document.js'
import { alignBands, findAlignedTables } from './align-table.js'
import { buildGrid } from './build-grid.js'
import { type FilledCell, type FilledTable, fillCells, isAmountText } from './fill-cells.js'
import type { Box, Rules } from './geometry.js'
import { connectRules, joinRules } from './join-rules.js'
import { isPageNumber } from './page-text.js'
import { type RuledTable, rulesToCells } from './rules-to-cells.js'
import type { PdfWord } from './runs-to-words.js'
import { splitColumns } from './split-columns.js'
import { splitRows } from './split-rows.js'
import { lineText, type WordLine, wordsToLines } from './words-to-lines.js'

export interface PageContent {
  words: readonly PdfWord[]
  rules: Rules
  height: number
  placeOf: (box: Box) => Place
}

interface Found {
  top: number
  block: Block
}

/**
 * The blocks of a page from top to bottom: a grid for each table, a line for each line of text outside them.
 *
 * `hasDrawnColumns`: rules draw the columns of one of the tables.
 */
export function pageBlocks({ words, rules, height, placeOf }: PageContent): {
  blocks: Block[]
  hasDrawnColumns: boolean
} {
  const found: Found[] = []
  const addGrid = (top: number, table: FilledTable): void => {
    found.push({ top, block: { type: 'grid', grid: buildGrid(table, placeOf) } })
  }
  let rest = words
  let hasDrawnColumns = false
  for (const group of connectRules(joinRules(rules))) {
    const filled = tableWithin(rulesToCells(group.rules), rest)
    if (!filled) continue
    rest = filled.rest
    hasDrawnColumns ||= filled.isDrawn
    addGrid(group.box.y0, filled.table)
  }
  const lines = wordsToLines(rest).filter(
    (line) => !isPageNumber(line.words.map((word) => word.text).join(''), line, height),
  )
  const aligned = findAlignedTables(lines)
  for (const { table, lines: taken } of aligned) addGrid(taken[0]?.y0 ?? 0, table)
  const taken = new Set(aligned.flatMap((table) => table.lines))
  for (const line of lines) {
    if (taken.has(line)) continue
    found.push({ top: (line.y0 + line.y1) / 2, block: { type: 'line', line: textLine(line, placeOf) } })
  }
  return { blocks: found.sort((a, b) => a.top - b.top).map(({ block }) => block), hasDrawnColumns }
}

/** A frame of one column with fewer amounts than these holds text. */
const LEAST_AMOUNTS = 2

function isAmountCell({ words: [word, ...others] }: FilledCell): boolean {
  return word !== undefined && others.length === 0 && isAmountText(word.text)
}

/**
 * The table that rules draw around words, with the words outside it; null for frames and lines that are none. `isDrawn` is
 * false where they draw its rows only.
 */
function tableWithin(
  ruled: RuledTable,
  words: readonly PdfWord[],
): { table: FilledTable; rest: PdfWord[]; isDrawn: boolean } | null {
  if (ruled.cells.length < 2) return null
  const { table, rest } = fillCells(ruled, words)
  if (table.columnCount > 1)
    return table.cells.filter(({ words }) => words.length > 0).length > 1
      ? { table: splitRows(splitColumns(table)), rest, isDrawn: true }
      : null
  // What is left of a wide table on its last page.
  if (table.cells.filter(isAmountCell).length >= LEAST_AMOUNTS) return { table: splitRows(table), rest, isDrawn: true }
  const bands = ruled.cells.map((_, i) => table.cells.find((cell) => cell.row === i)?.words ?? [])
  const aligned = alignBands(bands)
  return aligned && { table: aligned, rest, isDrawn: false }
}

function textLine(line: WordLine, placeOf: (box: Box) => Place): TextLine {
  return { text: lineText(line.words), place: placeOf(line) }
}
