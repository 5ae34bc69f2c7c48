import { foldText } from '../../normalise/text.js'
import { type HeaderCell, middle, type Piece, piecesOf } from './header-cells.js'
import { BY_PLACE, isPhrase } from './header-phrases.js'
import type { TokenLine } from './tokens.js'

/** A piece stands this many characters beside the cell that it goes on with, and so many lines below it, at most. */
const REACH = 14
const REACH_LINES = 4
/** Ways of putting a header together that are followed at once, and the largest header that is looked at. */
const WAYS = 200
const MOST_PIECES = 150

/** What speaks against a step: the way with the least is taken. */
const COST = {
  /** A piece that ends a phrase, goes on with one, begins a cell as a whole phrase, or as a part of one. */
  ends: 0,
  goesOn: 0.8,
  isWhole: 0.7,
  begins: 1,
  /** For each character beside, and each line more or less than the cell's own are apart. */
  beside: 0.1,
  between: 0.3,
  /** A cell that is no phrase in the end. */
  unknown: 3,
}
/** Lines between those of a cell, where it does not show yet. */
const USUAL_SPACING = 1.5

interface OpenCell extends HeaderCell {
  lines: number
  isWhole: boolean
}

/** Cells, the last put first, in a list that ways share. */
interface Way {
  cells: readonly OpenCell[]
  /** Cells that the pieces of this line may go on with: those right of the last that one did. */
  right: number
  cost: number
}

function spacingOf({ top, bottom, lines }: OpenCell): number {
  return lines > 1 ? (bottom - top) / (lines - 1) : USUAL_SPACING
}

/** Words that end more names than they are names by themselves. */
const ENDING = /^(?:预算|收入|支出)$/

/** Looks every text up once: many ways lead to the same. */
function phraseTest(): (text: string) => boolean {
  const known = new Map<string, boolean>()
  return (text) => {
    const found = known.get(text)
    if (found !== undefined) return found
    const is = isPhrase(text, BY_PLACE)
    known.set(text, is)
    return is
  }
}

/** A cell with one piece more, and what that costs; null where the piece is not its own. */
function joined(
  cell: OpenCell,
  piece: Piece,
  { line, isKnown }: { line: number; isKnown: (text: string) => boolean },
): { cell: OpenCell; cost: number } | null {
  const below = line - cell.bottom
  const gap = Math.max(0, cell.x0 - piece.x1, piece.x0 - cell.x1)
  if (below < 1 || below > REACH_LINES || gap > REACH) return null
  const text = cell.text + piece.text
  const isWhole = isKnown(text)
  // A name that is whole goes on only with what makes it a longer one, or with a note in brackets.
  if (!isWhole && cell.isWhole && !piece.text.startsWith('(')) return null
  const x0 = Math.min(cell.x0, piece.x0)
  const x1 = Math.max(cell.x1, piece.x1)
  const cost =
    (isWhole ? COST.ends : COST.goesOn) +
    Math.abs(middle(cell) - middle(piece)) * COST.beside +
    Math.abs(below - spacingOf(cell)) * COST.between
  return { cell: { text, x0, x1, top: cell.top, bottom: line, lines: cell.lines + 1, isWhole }, cost }
}

function costOf({ cells, cost }: Way): number {
  return cost + COST.unknown * cells.filter(({ isWhole }) => !isWhole).length
}

/**
 * The cells of a header whose lines wrap and do not stand below each other exactly: of all ways to put its pieces together,
 * keeping their order on each line, the one that makes the most of them known names. Null for a header too large for one.
 */
export function assembledCells(header: readonly TokenLine[]): HeaderCell[] | null {
  const lines = header.map((line) => piecesOf(line).map((piece) => ({ ...piece, text: foldText(piece.text) })))
  if (lines.flat().length > MOST_PIECES) return null
  const isKnown = phraseTest()
  let ways: Way[] = [{ cells: [], right: Number.NEGATIVE_INFINITY, cost: 0 }]
  for (const [line, pieces] of lines.entries()) {
    for (const [at, piece] of pieces.entries()) {
      const isWhole = isKnown(piece.text)
      const begun: OpenCell = { ...piece, top: line, bottom: line, lines: 1, isWhole }
      const beginning = isWhole && !ENDING.test(piece.text) ? COST.isWhole : COST.begins
      const steps: Way[] = []
      for (const way of ways) {
        const right = at === 0 ? Number.NEGATIVE_INFINITY : way.right
        steps.push({ cells: [...way.cells, begun], right, cost: way.cost + beginning })
        way.cells.forEach((cell, index) => {
          const own = middle(cell) < right ? null : joined(cell, piece, { line, isKnown })
          if (!own) return
          steps.push({ cells: way.cells.with(index, own.cell), right: middle(own.cell), cost: way.cost + own.cost })
        })
      }
      const isLast = line === lines.length - 1
      const costSoFar = isLast ? costOf : ({ cost }: Way) => cost
      ways = steps.sort((a, b) => costSoFar(a) - costSoFar(b)).slice(0, WAYS)
    }
  }
  const [best] = ways.sort((a, b) => costOf(a) - costOf(b))
  return best ? [...best.cells] : null
}
