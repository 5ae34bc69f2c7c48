import { foldText } from '../../normalise/text.js'
import { beginsColumn, isPhrase, readPhrases } from './header-phrases.js'
import type { TokenLine } from './tokens.js'

/** A header cell of a text that keeps its columns, with the lines that it is wrapped over joined. */
export interface HeaderCell {
  text: string
  x0: number
  x1: number
  /** Indexes of its first and last header line. */
  top: number
  bottom: number
}

/** Characters by which the lines of one cell may miss each other. */
const SLACK = 2
/** Cells of one header row differ by less than this in the middle of their lines. */
const SAME_ROW = 0.75

/** A word of a header line. */
export interface Piece {
  text: string
  x0: number
  x1: number
}

/** The characters of a word are set this far apart at most. */
const SPACED = 10

/** 合 计 and 科 目 名 称 are one word each: single characters set apart, near each other or known together; 因公出国 (境)费 too. */
export function piecesOf(line: TokenLine): Piece[] {
  const pieces: (Piece & { isSpaced: boolean })[] = []
  for (const { text, x0, x1 } of line.tokens) {
    const last = pieces.at(-1)
    const isSpaced = text.length === 1 && /[\u4e00-\u9fff]/.test(text)
    const gap = last ? x0 - last.x1 : SPACED
    const isOne = last?.isSpaced && isSpaced && (gap <= SLACK || (gap < SPACED && isPhrase(last.text + text)))
    const isYear = last !== undefined && gap <= SLACK && /20\d\d$/.test(last.text) && text.startsWith('年')
    const isNote = last !== undefined && gap <= SLACK && /^[(（]/.test(text) && isPhrase(last.text + text)
    if (last && (isOne || isYear || isNote)) {
      last.text += text
      last.x1 = x1
    } else pieces.push({ text, x0, x1, isSpaced })
  }
  return pieces
}

export function middle(cell: { x0: number; x1: number }): number {
  return (cell.x0 + cell.x1) / 2
}

/** The cell above that a piece goes on with: one that is no whole phrase yet, or makes a longer phrase with it. */
function cellAbove(cells: readonly HeaderCell[], piece: Piece, line: number): HeaderCell | undefined {
  const above = cells
    .filter((cell) => cell.bottom < line && cell.x0 < piece.x1 + SLACK && cell.x1 > piece.x0 - SLACK)
    .sort((a, b) => Math.abs(middle(a) - middle(piece)) - Math.abs(middle(b) - middle(piece)))
  const whole = above.find((cell) => isPhrase(cell.text + piece.text))
  if (whole || beginsColumn(piece.text.replace(/^其中[:：]/, ''))) return whole
  return above.find((cell) => !isPhrase(cell.text))
}

function isColumnCell(cell: HeaderCell): boolean {
  return readPhrases(cell.text).phrases.some((phrase) => phrase.role === 'column')
}

/** The cells of a header, in the order of their lines. */
export function printedCells(header: readonly TokenLine[]): HeaderCell[] {
  const cells: HeaderCell[] = []
  header.forEach((line, index) => {
    for (const piece of piecesOf(line)) {
      const above = cellAbove(cells, piece, index)
      if (above) {
        above.text += foldText(piece.text)
        above.x0 = Math.min(above.x0, piece.x0)
        above.x1 = Math.max(above.x1, piece.x1)
        above.bottom = index
      } else cells.push({ text: foldText(piece.text), x0: piece.x0, x1: piece.x1, top: index, bottom: index })
    }
  })
  return cells
}

/** Those that name columns: the cells of the upper rows from left to right, then those of the last row. */
export function headerCells(header: readonly TokenLine[]): HeaderCell[] {
  const cells = printedCells(header)
  return inRows(cells.filter((cell) => !isGroup(cell, cells)))
}

export const KIND = /^(?:预算数|决算数|执行数)$/
/** 2026年政府采购项目 stands over some columns. */
const YEAR_OF_ALL = /^20\d\d年(?!.*(?:项目|采购))/

function row(cell: HeaderCell): number {
  return (cell.top + cell.bottom) / 2
}

/** The one 预算数 of a header, in a row of its own above all columns: of two sides, each has one. */
function isAlone(cell: HeaderCell, cells: readonly HeaderCell[]): boolean {
  return cells.every(
    (other) => other === cell || !isColumnCell(other) || (other.top > cell.bottom && !KIND.test(other.text)),
  )
}

/** 预算数 over several columns says nothing of any of them; over all, it is the first name of each. */
function isGroup(cell: HeaderCell, cells: readonly HeaderCell[]): boolean {
  const isBelow = (other: HeaderCell) =>
    other.top > cell.bottom && other.x0 < cell.x1 + SLACK && other.x1 > cell.x0 - SLACK && isColumnCell(other)
  return KIND.test(cell.text) && !isAlone(cell, cells) && cells.some(isBelow)
}

/** Cells of the upper rows from left to right, then those of the last row; a year over all comes behind the labels. */
function inRows(cells: readonly HeaderCell[]): HeaderCell[] {
  const lowest = Math.max(0, ...cells.filter(isColumnCell).map(row))
  const isLast = (cell: HeaderCell) => row(cell) > lowest - SAME_ROW
  const byPlace = (a: HeaderCell, b: HeaderCell) => middle(a) - middle(b)
  const isAboveAll = (cell: HeaderCell) =>
    !isLast(cell) && ((YEAR_OF_ALL.test(cell.text) && row(cell) < 1) || (KIND.test(cell.text) && isAlone(cell, cells)))
  const upper = cells.filter((cell) => !isLast(cell) && !isAboveAll(cell)).sort(byPlace)
  const firstColumn = upper.findIndex(isColumnCell)
  const labels = firstColumn < 0 ? upper : upper.slice(0, firstColumn)
  return [
    ...labels,
    ...cells.filter(isAboveAll).sort(byPlace),
    ...upper.slice(labels.length),
    ...cells.filter(isLast).sort(byPlace),
  ]
}
