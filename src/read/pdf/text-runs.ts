import { type Matrix, multiply, transformPoint } from './geometry.js'
import type { DrawnText } from './text-collector.js'

/** Size of the page as it is shown, and the matrix from PDF space to it (y downwards). */
export interface PageFrame {
  width: number
  height: number
  transform: Matrix
}

/** How a page has to be turned for its text to run from left to right: quarters of a turn of the text, clockwise. */
export type Quarters = 0 | 1 | 2 | 3

/** A run of glyphs on one baseline. `edges` has the left edge of each character, and the right edge of the last. */
export interface Run {
  chars: readonly string[]
  edges: readonly number[]
  y0: number
  y1: number
  /** Font size in points. */
  size: number
  baseline: number
}

/** The runs of a page that are upright in one frame. */
export interface TextFrame {
  runs: Run[]
  /** From that frame to the page as shown. */
  toPage: Matrix
  width: number
  height: number
}

interface PlacedText {
  text: DrawnText
  matrix: Matrix
  quarters: Quarters
  scale: number
  size: number
}

/** Share of a glyph's em box above the baseline; CJK fonts have 0.86–0.88. */
const ASCENT = 0.86
/** Some fonts declare a full em for narrow glyphs that are drawn half an em apart (气象局). */
const NARROWEST_EM = 0.62

/**
 * Texts as runs with the place of every character, by the frames in which they are upright; first the frame of most
 * of the page's text.
 *
 * Text at another angle than a multiple of 90° is a watermark and left out, as is text outside the page.
 */
export function readTextRuns(texts: readonly DrawnText[], page: PageFrame): [TextFrame, ...TextFrame[]] {
  const byQuarters: [PlacedText[], PlacedText[], PlacedText[], PlacedText[]] = [[], [], [], []]
  for (const text of texts) {
    const placed = placeText(text, page)
    if (placed) byQuarters[placed.quarters].push(placed)
  }
  const order = ([0, 1, 2, 3] as const)
    .map((quarters) => ({ quarters, items: byQuarters[quarters], size: countCharacters(byQuarters[quarters]) }))
    .sort((a, b) => b.size - a.size)
  const frames = order
    .filter(({ size }, i) => i === 0 || size > 0)
    .map(({ quarters, items: placed }) => uprightFrame(placed, readingFrame(quarters, page)))
  return frames as [TextFrame, ...TextFrame[]]
}

function countCharacters(items: readonly PlacedText[]): number {
  return items.reduce((count, item) => count + item.text.chars.length, 0)
}

function uprightFrame(
  items: readonly PlacedText[],
  { fromPage, ...frame }: ReturnType<typeof readingFrame>,
): TextFrame {
  const runs: Run[] = []
  for (const item of items) {
    const [x, y] = transformPoint(fromPage, item.matrix[4], item.matrix[5])
    if (x < -1 || y < -1 || x > frame.width + 1 || y > frame.height + item.size) continue
    runs.push(layOut(item, x, y))
  }
  return { runs, ...frame }
}

/** Null for text at an angle, or too small to be read. */
function placeText(text: DrawnText, frame: PageFrame): PlacedText | null {
  const matrix = multiply(frame.transform, text.transform)
  const degrees = (Math.atan2(matrix[1], matrix[0]) * 180) / Math.PI
  const quarter = Math.round(degrees / 90)
  if (Math.abs(degrees - quarter * 90) > 3) return null
  const scale = Math.hypot(frame.transform[0], frame.transform[1])
  const size = Math.hypot(matrix[2], matrix[3])
  if (!(size > 0.5) || !Number.isFinite(matrix[4]) || !Number.isFinite(matrix[5])) return null
  return { text, matrix, quarters: ((quarter + 4) % 4) as Quarters, scale, size }
}

/** The frame of a page turned back by the quarters that its text is turned by. */
function readingFrame(quarters: Quarters, { width, height }: PageFrame) {
  const frames: readonly { fromPage: Matrix; toPage: Matrix; width: number; height: number }[] = [
    { fromPage: [1, 0, 0, 1, 0, 0], toPage: [1, 0, 0, 1, 0, 0], width, height },
    { fromPage: [0, -1, 1, 0, 0, width], toPage: [0, 1, -1, 0, width, 0], width: height, height: width },
    { fromPage: [-1, 0, 0, -1, width, height], toPage: [-1, 0, 0, -1, width, height], width, height },
    { fromPage: [0, 1, -1, 0, height, 0], toPage: [0, -1, 1, 0, 0, height], width: height, height: width },
  ]
  return frames[quarters] as (typeof frames)[number]
}

/** True for characters as wide as an ideograph. */
export function isWide(char: string): boolean {
  if (char < '\u1100') return false
  return /[\u1100-\u11ff\u2014\u2018-\u201d\u2026\u2190-\u27ff\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]/.test(
    char,
  )
}

function layOut({ text: { chars, edges }, scale, size }: PlacedText, x: number, baseline: number): Run {
  const isNarrow = chars.length === 1 && !isWide(chars[0] as string)
  return {
    chars,
    edges: edges.map((edge) => x + (isNarrow ? Math.min(edge * scale, NARROWEST_EM * size) : edge * scale)),
    baseline,
    size,
    y0: baseline - ASCENT * size,
    y1: baseline + (1 - ASCENT) * size,
  }
}
