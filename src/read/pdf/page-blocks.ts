import type { Block, Place, TextLine } from '../../grid/document.js'
import { buildGrid } from './build-grid.js'
import { type FilledTable, fillCells } from './fill-cells.js'
import type { Box, Rules } from './geometry.js'
import { connectRules, joinRules } from './join-rules.js'
import { rulesToCells } from './rules-to-cells.js'
import type { PdfWord } from './runs-to-words.js'
import { splitRows } from './split-rows.js'
import { lineText, type WordLine, wordsToLines } from './words-to-lines.js'

export interface PageContent {
  words: readonly PdfWord[]
  rules: Rules
  height: number
  placeOf: (box: Box) => Place
}

/** What may be a page number alone at the head or foot: `12`, `- 12 -`, `第12页`, `3 / 40`. */
const PAGE_NUMBER = /^(?:[-—–－―·~]*\d{1,4}[-—–－―·~]*|第\d+页(?:[,，]?共\d+页)?|\d{1,4}[/／]\d{1,4})$/
/** Page numbers stand in this share of the page at its head and foot. */
const MARGIN = 0.12

/** The blocks of a page from top to bottom: a grid for each table, a line for each line of text outside them. */
export function pageBlocks({ words, rules, height, placeOf }: PageContent): Block[] {
  const found: { top: number; block: Block }[] = []
  let rest = words
  for (const group of connectRules(joinRules(rules))) {
    const ruled = rulesToCells(group.rules)
    if (ruled.cells.length < 2 || ruled.xs.length < 3) continue
    const filled = fillCells(ruled, rest)
    if (!isTable(filled.table)) continue
    rest = filled.rest
    const grid = buildGrid(splitRows(filled.table), placeOf)
    found.push({ top: group.box.y0, block: { type: 'grid', grid } })
  }
  for (const line of wordsToLines(rest)) {
    if (isPageNumber(line, height)) continue
    found.push({ top: (line.y0 + line.y1) / 2, block: { type: 'line', line: textLine(line, placeOf) } })
  }
  return found.sort((a, b) => a.top - b.top).map(({ block }) => block)
}

function isTable(table: FilledTable): boolean {
  return table.cells.length > 1
}

function isPageNumber(line: WordLine, height: number): boolean {
  const inMargin = line.y0 > (1 - MARGIN) * height || line.y1 < MARGIN * height
  return inMargin && PAGE_NUMBER.test(line.words.map((word) => word.text).join(''))
}

function textLine(line: WordLine, placeOf: (box: Box) => Place): TextLine {
  return {
    text: lineText(line.words),
    words: line.words.map((word) => ({ text: word.text, x0: word.x0, x1: word.x1, place: placeOf(word) })),
    place: placeOf(line),
  }
}
