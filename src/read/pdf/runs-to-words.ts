import type { Box } from './geometry.js'
import { isWide, type Run } from './text-runs.js'

/** Characters on one baseline with no visible gap between them. `edges` as in a Run. */
export interface PdfWord extends Box {
  text: string
  chars: readonly string[]
  edges: readonly number[]
  /** Indexes of characters where one run of several characters ends and another begins: two cells may meet there. */
  seams: readonly number[]
  size: number
  baseline: number
}

interface Glyph {
  char: string
  x0: number
  x1: number
  run: Run
}

/** Gaps in em that part words: between ideographs, justified text has up to half an em; between digits, a column can begin. */
const GAP_WIDE = 0.5
const GAP_NARROW = 0.25
/** Runs within this share of the font size are on one baseline; mixed fonts differ by 0.13. */
const BASELINE_TOLERANCE = 0.4
/** A character drawn again this close to itself is bold by double print. */
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
  const glyphs: Glyph[] = []
  for (const run of row) {
    run.chars.forEach((char, i) => {
      if (!/\s/.test(char)) glyphs.push({ char, x0: run.edges[i] as number, x1: run.edges[i + 1] as number, run })
    })
  }
  glyphs.sort((a, b) => a.x0 - b.x0)
  const words: PdfWord[] = []
  let open: Glyph[] = []
  for (const glyph of glyphs) {
    if (open.some((other) => isDoublePrint(other, glyph))) continue
    const last = open.at(-1)
    if (last && isApart(last, glyph)) {
      words.push(wordOf(open))
      open = []
    }
    open.push(glyph)
  }
  if (open.length > 0) words.push(wordOf(open))
  return words
}

function isDoublePrint(a: Glyph, b: Glyph): boolean {
  return a.char === b.char && b.x0 - a.x0 < DOUBLE_PRINT_EM * a.run.size
}

function isApart(left: Glyph, right: Glyph): boolean {
  const size = Math.min(left.run.size, right.run.size)
  const gap = right.x0 - left.x1
  return gap > (isWide(left.char) && isWide(right.char) ? GAP_WIDE : GAP_NARROW) * size
}

function wordOf(glyphs: readonly Glyph[]): PdfWord {
  const first = glyphs[0] as Glyph
  const edges = glyphs.map((glyph) => glyph.x0)
  edges.push(Math.max(...glyphs.map((glyph) => glyph.x1)))
  const chars = glyphs.map((glyph) => glyph.char)
  return {
    text: chars.join(''),
    chars,
    edges,
    seams: seamsOf(glyphs),
    x0: first.x0,
    x1: edges.at(-1) as number,
    y0: Math.min(...glyphs.map((glyph) => glyph.run.y0)),
    y1: Math.max(...glyphs.map((glyph) => glyph.run.y1)),
    size: Math.max(...glyphs.map((glyph) => glyph.run.size)),
    baseline: first.run.baseline,
  }
}

/** None beside runs of one character, where every character would be one. */
function seamsOf(glyphs: readonly Glyph[]): number[] {
  const seams: number[] = []
  for (let i = 1; i < glyphs.length; i++) {
    const [left, right] = [(glyphs[i - 1] as Glyph).run, (glyphs[i] as Glyph).run]
    if (left !== right && left.chars.length > 1 && right.chars.length > 1) seams.push(i)
  }
  return seams
}

/** The part of a word from one character to before another. */
export function sliceWord(word: PdfWord, from: number, to: number): PdfWord {
  const chars = word.chars.slice(from, to)
  const edges = word.edges.slice(from, to + 1)
  const seams = word.seams.filter((seam) => seam > from && seam < to).map((seam) => seam - from)
  return { ...word, chars, edges, seams, text: chars.join(''), x0: edges[0] as number, x1: edges.at(-1) as number }
}
