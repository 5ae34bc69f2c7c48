import type { Extent } from './aligned-columns.js'
import { isAmountText } from './fill-cells.js'
import { nearestIndex } from './geometry.js'
import { type PdfWord, partAtSeams, SEAM_EM } from './runs-to-words.js'
import { type WordLine, wordsToLines } from './words-to-lines.js'

/** The columns of a table without rules between them, and the cells of its header. */
export interface HeadedColumns {
  columns: Extent[]
  /** Header cells by line: those over several columns first, the names of single columns last. */
  header: { words: PdfWord[]; column: number; columnSpan: number }[][]
}

/** The words that name one column. */
interface Leaf extends Extent {
  words: PdfWord[]
}

/** A group that stands over several columns; the words of each line are one. */
interface Group extends Extent {
  words: PdfWord[]
}

/** Lines of a header farther apart than this, in em, are of two rows of it. */
const ROW_EM = 1.42
/** A row of a header taller than this, in em, may have a group in its top line. */
const TALL_EM = 0.9
/** Figures end at the same place where their right edges spread by no more than this, in em. */
const ALIGNED_EM = 0.6

/**
 * Matches the columns that the rows show with the names above them.
 *
 * A name without figures below it is a column of its own (an amount is never taken for another column's for want of it).
 * Null where the match is open: a column below two names, two columns below one, or figures below none.
 */
export function matchHeader(
  headerLines: readonly (readonly PdfWord[])[],
  columns: readonly Extent[],
  rows: readonly (readonly PdfWord[])[],
): HeadedColumns | null {
  if (headerLines.every((line) => line.length === 0)) return { columns: [...columns], header: [] }
  const names = nameColumns(headerLines)
  if (!names) return null
  const { leaves, groups } = names
  const matched = matchNames({ columns, leaves, rows })
  if (!matched) return null
  const taken = new Map(matched.map((leaf, i) => [leaf, columns[i] as Extent]))
  const all = leaves
    .map((leaf) => ({ leaf, extent: joined(leaf, taken.get(leaf)) }))
    .sort((a, b) => a.extent.x0 - b.extent.x0)
  if (all.some(({ extent }, i) => i > 0 && extent.x0 < (all[i - 1] as (typeof all)[number]).extent.x1)) return null
  const extents = all.map(({ extent }) => extent)
  const cells = all.map(({ leaf }, column) => ({ words: leaf.words, column, columnSpan: 1 }))
  return { columns: extents, header: [...groups.map((line) => line.map((group) => spanOf(group, extents))), cells] }
}

interface Names {
  leaves: Leaf[]
  groups: Group[][]
}

/**
 * Header words told apart. The lowest row of the header names columns, the rows above it are groups. Null where it is open
 * which of both a word of the lowest row is.
 */
function nameColumns(headerLines: readonly (readonly PdfWord[])[]): Names | null {
  const lines = headerLines
    .flatMap((words) => wordsToLines(words.flatMap(partAtSeams)))
    .sort((a, b) => b.baseline - a.baseline)
  const size = lines[0]?.words[0]?.size ?? 0
  const isFar = (line: WordLine, i: number): boolean =>
    i > 0 && (lines[i - 1] as WordLine).baseline - line.baseline > ROW_EM * size
  const end = lines.findIndex(isFar)
  const lowest = lines.slice(0, end < 0 ? lines.length : end)
  const names = lowestNames(lowest, size)
  const upper = lines.slice(lowest.length).map(piecesOf)
  return names && { leaves: names.leaves, groups: [...upper.reverse(), ...names.groups] }
}

/** From the bottom up: what stands over one name belongs to it, what stands over several is their group. */
function lowestNames(lines: readonly WordLine[], size: number): Names | null {
  const leaves: Leaf[] = []
  const groups: Group[][] = []
  for (const line of lines) {
    const above: Group[] = []
    const isTop = line === lines.at(-1) && (lines[0] as WordLine).baseline - line.baseline > TALL_EM * size
    for (const piece of piecesOf(line)) {
      const below = leaves.filter((leaf) => overlap(leaf, piece) > 0)
      if (below.length > 1) above.push(piece)
      else if (below[0])
        Object.assign(below[0], joined(below[0], piece), { words: [...piece.words, ...below[0].words] })
      else if (isTop) return null
      else leaves.push(piece)
    }
    if (above.length > 0) groups.unshift(above)
  }
  return { leaves, groups }
}

/** Words of a line by the gaps between them; letters spaced apart (项 目) are one. */
function piecesOf(line: WordLine): Leaf[] {
  const pieces: Leaf[] = []
  for (const word of line.words) {
    const last = pieces.at(-1)
    const previous = last?.words.at(-1)
    const isSpaced = previous !== undefined && previous.chars.length === 1 && word.chars.length === 1
    const gap = last ? word.x0 - last.x1 : Infinity
    if (last && (gap < 0.3 * word.size ? !isSeam(previous, word) : isSpaced && gap < 3 * word.size)) {
      last.words.push(word)
      last.x1 = word.x1
    } else pieces.push({ x0: word.x0, x1: word.x1, words: [word] })
  }
  return pieces
}

/** True between parts that were cut from one word. */
function isSeam(left: PdfWord | undefined, right: PdfWord): boolean {
  return left !== undefined && right.x0 - left.x1 > SEAM_EM * right.size
}

function overlap(a: Extent, b: Extent): number {
  return Math.min(a.x1, b.x1) - Math.max(a.x0, b.x0)
}

function joined(a: Extent, b: Extent | undefined): Extent {
  return b ? { x0: Math.min(a.x0, b.x0), x1: Math.max(a.x1, b.x1) } : { x0: a.x0, x1: a.x1 }
}

interface Matching {
  columns: readonly Extent[]
  leaves: readonly Leaf[]
  rows: readonly (readonly PdfWord[])[]
}

/** The name of each column, from left to right; null where one has none or the match is open. */
function matchNames({ columns, leaves, rows }: Matching): Leaf[] | null {
  const sorted = [...leaves].sort((a, b) => a.x0 - b.x0)
  const isRightAligned = areRightAligned(columns, rows)
  const matched: (Leaf | null)[] = columns.map((column, i) => {
    const hasFigures = rows.some((row) => row.some((word) => isAmountText(word.text) && overlap(word, column) > 0))
    return hasFigures ? nameOfFigures(column, { leaves, isRightAligned, start: columns[i - 1]?.x1 ?? -Infinity }) : null
  })
  let from = 0
  while (from < columns.length) {
    if (matched[from]) {
      from++
      continue
    }
    const next = matched.findIndex((leaf, i) => i > from && leaf !== null)
    const to = next < 0 ? columns.length : next
    const first = from === 0 ? 0 : sorted.indexOf(matched[from - 1] as Leaf) + 1
    const between = sorted.slice(first, next < 0 ? sorted.length : sorted.indexOf(matched[next] as Leaf))
    const names = namesOfLabels(columns.slice(from, to), between)
    if (!names) return null
    matched.splice(from, to - from, ...names)
    from = to
  }
  return new Set(matched).size === columns.length ? (matched as Leaf[]) : null
}

/** The name above figures; else the last before their right edge, where figures end alike and names stand in the middle. */
function nameOfFigures(
  column: Extent,
  { leaves, isRightAligned, start }: { leaves: readonly Leaf[]; isRightAligned: boolean; start: number },
): Leaf | null {
  const above = leaves.filter((leaf) => overlap(leaf, column) > 0)
  if (above.length > 0) return above.length === 1 ? (above[0] as Leaf) : null
  if (!isRightAligned) return null
  const free = leaves.filter((leaf) => leaf.x0 >= start && leaf.x1 <= column.x0)
  return free.sort((a, b) => b.x1 - a.x1)[0] ?? null
}

/** Names of columns of labels that stand side by side: as many as there are names, or each the one above it. */
function namesOfLabels(columns: readonly Extent[], names: readonly Leaf[]): Leaf[] | null {
  if (names.length === columns.length) return [...names]
  const above = columns.map((column) => names.filter((leaf) => overlap(leaf, column) > 0))
  return above.every((leaves) => leaves.length === 1) ? above.map((leaves) => leaves[0] as Leaf) : null
}

/** True where the figures of some column differ in width and end at one place. */
function areRightAligned(columns: readonly Extent[], rows: readonly (readonly PdfWord[])[]): boolean {
  return columns.some((column) => {
    const figures = rows.flatMap((row) => row.filter((word) => isAmountText(word.text) && overlap(word, column) > 0))
    const size = figures[0]?.size ?? 0
    const spread = (edge: 'x0' | 'x1'): number =>
      Math.max(...figures.map((word) => word[edge])) - Math.min(...figures.map((word) => word[edge]))
    return figures.length > 1 && spread('x1') < ALIGNED_EM * size && spread('x0') > ALIGNED_EM * size
  })
}

/** The columns that a group stands over: those below it, or the nearest where it stands between two. */
function spanOf(group: Group, columns: readonly Extent[]): HeadedColumns['header'][number][number] {
  const below = columns.map((_, i) => i).filter((i) => overlap(columns[i] as Extent, group) > 0)
  const nearest = nearestIndex(
    columns.map((column) => (column.x0 + column.x1) / 2),
    (group.x0 + group.x1) / 2,
  )
  const column = below[0] ?? nearest
  return { words: group.words, column, columnSpan: (below.at(-1) ?? column) - column + 1 }
}
