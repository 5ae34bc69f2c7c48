import type { Box } from './geometry.js'
import { isWide, type Run } from './text-runs.js'

/** Characters on one baseline with no visible gap between them. `edges` as in a Run. */
export interface PdfWord extends Box {
  text: string
  chars: readonly string[]
  edges: readonly number[]
  /** Where one run of several characters ends and another begins: two cells may meet there. */
  seams: readonly Seam[]
  size: number
  baseline: number
}

/** `at` is the index of the character after it, `gap` the distance between the runs in points. */
export interface Seam {
  at: number
  gap: number
}

/** The characters of a run between its spaces. Pieces keep their characters together, however they overlap. */
interface Piece {
  chars: readonly string[]
  edges: readonly number[]
  run: Run
}

/** Gaps in em that part words: between ideographs, justified text has up to half an em; between digits, a column can begin. */
const GAP_WIDE = 0.5
const GAP_NARROW = 0.25
/** Between a figure and an ideograph, cells of neighbouring columns can be as close as their padding. */
const GAP_MIXED = 0.12
/** Runs within this share of the font size are on one baseline; mixed fonts differ by 0.13. */
const BASELINE_TOLERANCE = 0.4
/** Text drawn again this close to itself is bold by double print. */
const DOUBLE_PRINT_EM = 0.15

/**
 * Words from runs: runs that touch or overlap on a baseline become one (`947` and `.00`, or one glyph a run), and a run
 * is parted at its spaces.
 */
export function runsToWords(runs: readonly Run[]): PdfWord[] {
  const words: PdfWord[] = []
  for (const row of baselineRows(runs)) words.push(...rowToWords(row))
  return words
}

function baselineRows(runs: readonly Run[]): Run[][] {
  const sorted = [...runs].sort((a, b) => a.baseline - b.baseline)
  const rows: Run[][] = []
  let row: Run[] = []
  for (const run of sorted) {
    const first = row[0]
    if (first && run.baseline - first.baseline > BASELINE_TOLERANCE * Math.min(first.size, run.size)) {
      rows.push(row)
      row = []
    }
    row.push(run)
  }
  if (row.length > 0) rows.push(row)
  return rows
}

function rowToWords(row: readonly Run[]): PdfWord[] {
  const pieces = row.flatMap(solidPieces).sort((a, b) => startOf(a) - startOf(b))
  const words: PdfWord[] = []
  let open: Piece[] = []
  for (const piece of pieces) {
    const last = open.at(-1)
    if (last && isDoublePrint(last, piece)) continue
    if (last && isApart(last, piece)) {
      words.push(wordOf(open))
      open = []
    } else if (last) endBefore(last, startOf(piece))
    open.push(piece)
  }
  if (open.length > 0) words.push(wordOf(open))
  return words
}

function solidPieces(run: Run): Piece[] {
  const { chars, edges } = run
  const pieces: Piece[] = []
  for (let start = 0; start < chars.length; ) {
    let end = start
    while (end < chars.length && !isWhite(chars[end] as string)) end++
    const isWhole = end - start === chars.length
    if (isWhole) pieces.push({ chars, edges, run })
    else if (end > start) pieces.push({ chars: chars.slice(start, end), edges: edges.slice(start, end + 1), run })
    start = end + 1
  }
  return pieces
}

/** Between an ideographic space and a byte order mark, nothing is white. */
function isWhite(char: string): boolean {
  return (char <= '\u3000' || char >= '\ufeff') && /\s/.test(char)
}

function startOf(piece: Piece): number {
  return piece.edges[0] as number
}

function isDoublePrint(a: Piece, b: Piece): boolean {
  return startOf(b) - startOf(a) < DOUBLE_PRINT_EM * a.run.size && a.chars.join('') === b.chars.join('')
}

function isApart(left: Piece, right: Piece): boolean {
  const size = Math.min(left.run.size, right.run.size)
  return (
    startOf(right) - (left.edges.at(-1) as number) > gapBetween(left.chars.at(-1) ?? '', right.chars[0] ?? '') * size
  )
}

function gapBetween(left: string, right: string): number {
  if (isWide(left) && isWide(right)) return GAP_WIDE
  const isMixed = (isWide(left) && /[-\d]/.test(right)) || (/\d/.test(left) && isWide(right))
  return isMixed ? GAP_MIXED : GAP_NARROW
}

/** Presses a piece together that the next one overlaps: its font declares wider characters than it draws. */
function endBefore(piece: Piece, x: number): void {
  const start = startOf(piece)
  const end = piece.edges.at(-1) as number
  if (end <= x || x <= start) return
  const scale = (x - start) / (end - start)
  piece.edges = piece.edges.map((edge) => start + (edge - start) * scale)
}

function wordOf(pieces: readonly Piece[]): PdfWord {
  const [only] = pieces
  if (only && pieces.length === 1) return wordOfOne(only)
  const chars: string[] = []
  const edges: number[] = []
  let [x1, y0, y1, size] = [-Infinity, Infinity, -Infinity, -Infinity]
  for (const piece of pieces) {
    for (let i = 0; i < piece.chars.length; i++) {
      chars.push(piece.chars[i] as string)
      edges.push(piece.edges[i] as number)
    }
    x1 = Math.max(x1, piece.edges.at(-1) as number)
    y0 = Math.min(y0, piece.run.y0)
    y1 = Math.max(y1, piece.run.y1)
    size = Math.max(size, piece.run.size)
  }
  edges.push(x1)
  const { baseline } = (pieces[0] as Piece).run
  return {
    text: chars.join(''),
    chars,
    edges,
    seams: seamsOf(pieces),
    x0: edges[0] as number,
    x1,
    y0,
    y1,
    size,
    baseline,
  }
}

function wordOfOne({ chars, edges, run: { y0, y1, size, baseline } }: Piece): PdfWord {
  const [x0, x1] = [edges[0] as number, edges.at(-1) as number]
  return { text: chars.join(''), chars, edges, seams: [], x0, x1, y0, y1, size, baseline }
}

/** A gap in em beside a piece of one character that may be the padding of two cells. */
const SEAM_GAP = 0.15

/** None between pieces of one character, where every character would be one; beside one of them where a gap shows. */
function seamsOf(pieces: readonly Piece[]): Seam[] {
  const seams: Seam[] = []
  let at = 0
  pieces.forEach((piece, i) => {
    const last = pieces[i - 1]
    if (last) {
      const gap = startOf(piece) - (last.edges.at(-1) as number)
      const lengths = [last.chars.length, piece.chars.length]
      const isSeam = gap > SEAM_GAP * piece.run.size ? Math.max(...lengths) > 1 : Math.min(...lengths) > 1
      if (isSeam) seams.push({ at, gap })
    }
    at += piece.chars.length
  })
  return seams
}

/** The part of a word from one character to before another. */
export function sliceWord(word: PdfWord, from: number, to: number): PdfWord {
  const chars = word.chars.slice(from, to)
  const edges = word.edges.slice(from, to + 1)
  const seams = word.seams.filter(({ at }) => at > from && at < to).map(({ at, gap }) => ({ at: at - from, gap }))
  return { ...word, chars, edges, seams, text: chars.join(''), x0: edges[0] as number, x1: edges.at(-1) as number }
}

/** Runs this far apart, in em, within a word are of neighbouring cells where cells are wanted. */
export const SEAM_EM = 0.1

/** The runs of a word that stand apart. */
export function partAtSeams(word: PdfWord): PdfWord[] {
  const cuts = word.seams.filter(({ gap }) => gap > SEAM_EM * word.size).map(({ at }) => at)
  const bounds = [0, ...cuts, word.chars.length]
  return bounds.slice(1).map((end, i) => {
    const part = sliceWord(word, bounds[i] as number, end)
    const gap = word.seams.find(({ at }) => at === end)?.gap ?? 0
    return { ...part, x1: part.x1 - gap }
  })
}
