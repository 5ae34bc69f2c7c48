import { isAmountText } from './fill-cells.js'
import type { PdfWord } from './runs-to-words.js'

/** Resolution of the search for gutters, in points. */
const STEP = 0.5
/** A gutter is at least this wide, in em: no more than the padding of two cells. */
const GUTTER_EM = 0.12
/** Share of the rows whose labels may run over a gutter. */
const OVERRUN = 0.1
/** An amount stands in a column where at least this much is free at both sides, in em; 万元 follows it closer in prose. */
const ISOLATION_EM = 0.5
/** Words of a label are closer together than this, in em. */
const LABEL_GAP_EM = 0.6

/** Extent of a column's text across the page. */
export interface Extent {
  x0: number
  x1: number
}

/** The amounts of a line that stand free of other text. */
export function isolatedAmounts(words: readonly PdfWord[]): PdfWord[] {
  return words.filter((word, i) => {
    if (!isAmountText(word.text)) return false
    const left = words[i - 1]
    const right = words[i + 1]
    const free = ISOLATION_EM * word.size
    return (!left || word.x0 - left.x1 >= free) && (!right || right.x0 - word.x1 >= free)
  })
}

/** Where the gutters between columns lie: the middles of the strips between them. */
export function findGutters(rows: readonly (readonly PdfWord[])[]): number[] {
  const columns = findColumns(rows)
  return columns.slice(1).map((column, i) => ((columns[i] as Extent).x1 + column.x0) / 2)
}

/**
 * The columns that rows of words show: what lies between the strips that hardly any row crosses.
 *
 * No amount ever crosses a strip; labels may, in one row of ten.
 */
export function findColumns(rows: readonly (readonly PdfWord[])[]): Extent[] {
  const words = rows.flat()
  if (words.length === 0) return []
  const left = Math.min(...words.map((word) => word.x0))
  const steps = Math.min(20_000, Math.ceil((Math.max(...words.map((word) => word.x1)) - left) / STEP))
  const allowed = Math.floor(rows.length * OVERRUN)
  const covered = coverage(rows, { left, steps, allowed })
  const narrowest = (GUTTER_EM * medianSize(words)) / STEP
  const columns: Extent[] = []
  let free = Infinity
  for (let i = 0; i < steps; i++) {
    if ((covered[i] as number) <= allowed) {
      free++
      continue
    }
    const last = columns.at(-1)
    if (last && free < narrowest) last.x1 = left + (i + 1) * STEP
    else columns.push({ x0: left + i * STEP, x1: left + (i + 1) * STEP })
    free = 0
  }
  return columns
}

/** How many rows cover each step across; an amount counts as more than are allowed. */
function coverage(
  rows: readonly (readonly PdfWord[])[],
  { left, steps, allowed }: { left: number; steps: number; allowed: number },
): Uint32Array {
  const covered = new Uint32Array(steps + 1)
  for (const row of rows) {
    for (const { x0, x1, isAmount } of piecesOf(row)) {
      const weight = isAmount ? allowed + 1 : 1
      // a step counts where most of it is covered, so that a gutter of a point is seen
      const end = Math.min(steps, Math.round((x1 - left) / STEP))
      for (let i = Math.round((x0 - left) / STEP); i < end; i++) covered[i] = (covered[i] as number) + weight
    }
  }
  return covered
}

/** Pieces of a row: amounts alone, other words with the small gaps between them. */
function piecesOf(row: readonly PdfWord[]): (Extent & { isAmount: boolean })[] {
  const pieces: (Extent & { isAmount: boolean })[] = []
  for (const word of [...row].sort((a, b) => a.x0 - b.x0)) {
    const isAmount = isAmountText(word.text)
    const last = pieces.at(-1)
    const isJoined = last && !last.isAmount && !isAmount && word.x0 - last.x1 < LABEL_GAP_EM * word.size
    if (isJoined) last.x1 = Math.max(last.x1, word.x1)
    else pieces.push({ x0: word.x0, x1: word.x1, isAmount })
  }
  return pieces
}

export function medianSize(words: readonly PdfWord[]): number {
  const sizes = words.map((word) => word.size).sort((a, b) => a - b)
  return sizes[sizes.length >> 1] ?? 0
}
