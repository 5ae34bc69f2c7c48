import { isAmountText } from './fill-cells.js'
import type { PdfWord } from './runs-to-words.js'

/** Resolution of the search for gutters, in points. */
const STEP = 0.5
/** A gutter is at least this wide, in em. */
const GUTTER_EM = 0.5
/** Share of the rows whose labels may run over a gutter. */
const OVERRUN = 0.1
/** An amount stands in a column where at least this much is free at both sides, in em; 万元 follows it closer in prose. */
const ISOLATION_EM = 0.5

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

/**
 * Where the gutters between columns lie: within the strips that hardly any row crosses, and beside the words of the header.
 *
 * No amount is ever crossed; labels may be, in one row of ten.
 */
export function findGutters(rows: readonly (readonly PdfWord[])[], header: readonly PdfWord[] = []): number[] {
  return freeStrips(rows).map((strip) => middleOfWidest(strip, header))
}

/** The middle of the widest part of a strip that no word covers; of the whole strip where words cover all of it. */
function middleOfWidest([start, end]: Strip, words: readonly PdfWord[]): number {
  let [from, to, free] = [start, end, start]
  let widest = 0
  for (const word of [...words].sort((a, b) => a.x0 - b.x0)) {
    if (word.x1 <= start || word.x0 >= end) continue
    if (word.x0 - free > widest) [from, to, widest] = [free, word.x0, word.x0 - free]
    free = Math.max(free, word.x1)
  }
  if (end - free > widest) [from, to] = [free, end]
  return (from + to) / 2
}

type Strip = readonly [from: number, to: number]

function freeStrips(rows: readonly (readonly PdfWord[])[]): Strip[] {
  const words = rows.flat()
  if (words.length === 0) return []
  const left = Math.min(...words.map((word) => word.x0))
  const right = Math.max(...words.map((word) => word.x1))
  const steps = Math.min(20_000, Math.ceil((right - left) / STEP))
  const covered = new Uint32Array(steps + 1)
  const allowed = Math.floor(rows.length * OVERRUN)
  for (const row of rows) {
    for (const [x0, x1, isAmount] of extents(row)) {
      const weight = isAmount ? allowed + 1 : 1
      for (let i = Math.floor((x0 - left) / STEP); i < Math.min(steps, (x1 - left) / STEP); i++) {
        covered[i] = (covered[i] ?? 0) + weight
      }
    }
  }
  const size = medianSize(words)
  const strips: Strip[] = []
  let start = -1
  for (let i = 0; i <= steps; i++) {
    const isFree = i < steps && (covered[i] as number) <= allowed
    if (isFree && start < 0) start = i
    if (isFree || start < 0) continue
    if ((i - start) * STEP >= GUTTER_EM * size && start > 0) strips.push([left + start * STEP, left + i * STEP])
    start = -1
  }
  return strips
}

/** Extents of the pieces of a row: amounts alone, other words with the gaps of less than an em between them. */
function extents(row: readonly PdfWord[]): [number, number, boolean][] {
  const pieces: [number, number, boolean][] = []
  for (const word of [...row].sort((a, b) => a.x0 - b.x0)) {
    const isAmount = isAmountText(word.text)
    const last = pieces.at(-1)
    if (last && !last[2] && !isAmount && word.x0 - last[1] < 0.6 * word.size) last[1] = Math.max(last[1], word.x1)
    else pieces.push([word.x0, word.x1, isAmount])
  }
  return pieces
}

export function medianSize(words: readonly PdfWord[]): number {
  const sizes = words.map((word) => word.size).sort((a, b) => a - b)
  return sizes[sizes.length >> 1] ?? 0
}
