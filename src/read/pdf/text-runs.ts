import { cleanText } from '../../normalise/text.js'
import { type Matrix, multiply } from './geometry.js'

/** One text item as pdfjs gives it. */
export interface TextItem {
  str: string
  transform: readonly number[]
  width: number
  height: number
  fontName: string
}

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

interface PlacedItem {
  text: string
  matrix: Matrix
  quarters: Quarters
  width: number
  size: number
}

/** Share of a glyph's em box above the baseline; CJK fonts have 0.86–0.88. */
const ASCENT = 0.86
/** Some fonts declare a full em for narrow glyphs that are drawn half an em apart (气象局). */
const NARROWEST_EM = 0.62
/** A space narrower than this is letter spacing, which pdfjs reports as a space from 0.1 em on. */
const REAL_SPACE_EM = 0.2

/**
 * Text items as runs with the place of every character, by the frames in which they are upright; first the frame of most
 * of the page's text.
 *
 * Text at another angle than a multiple of 90° is a watermark and left out, as is text outside the page.
 */
export function readTextRuns(items: readonly TextItem[], page: PageFrame): [TextFrame, ...TextFrame[]] {
  const byQuarters: [PlacedItem[], PlacedItem[], PlacedItem[], PlacedItem[]] = [[], [], [], []]
  for (const item of items) {
    const placed = placeItem(item, page)
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

function countCharacters(items: readonly PlacedItem[]): number {
  return items.reduce((count, item) => count + item.text.length, 0)
}

function uprightFrame(
  items: readonly PlacedItem[],
  { fromPage, ...frame }: ReturnType<typeof readingFrame>,
): TextFrame {
  const runs: Run[] = []
  for (const item of items) {
    const matrix = multiply(fromPage, item.matrix)
    const [x, y] = [matrix[4], matrix[5]]
    if (x < -1 || y < -1 || x > frame.width + 1 || y > frame.height + item.size) continue
    runs.push(layOut(item, x, y))
  }
  return { runs, ...frame }
}

/** Null for white space and for text at an angle. */
function placeItem(item: TextItem, frame: PageFrame): PlacedItem | null {
  const text = cleanText(item.str)
  if (text.trim() === '') return null
  const matrix = multiply(frame.transform, item.transform as unknown as Matrix)
  const degrees = (Math.atan2(matrix[1], matrix[0]) * 180) / Math.PI
  const quarter = Math.round(degrees / 90)
  if (Math.abs(degrees - quarter * 90) > 3) return null
  const scale = Math.hypot(frame.transform[0], frame.transform[1])
  const size = Math.hypot(matrix[2], matrix[3])
  if (!(size > 0.5) || !Number.isFinite(matrix[4]) || !Number.isFinite(matrix[5])) return null
  return { text, matrix, quarters: ((quarter + 4) % 4) as Quarters, width: item.width * scale, size }
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

/** Share of an em that a character takes, where its font is not asked. */
function emWidth(char: string): number {
  return isWide(char) ? 1 : 0.5
}

/** True for characters as wide as an ideograph. */
export function isWide(char: string): boolean {
  if (char < '\u1100') return false
  return /[\u1100-\u11ff\u2014\u2018-\u201d\u2026\u2190-\u27ff\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]/.test(
    char,
  )
}

function layOut(item: PlacedItem, x: number, baseline: number): Run {
  const chars = [...item.text]
  const widths = characterWidths(chars, item)
  const kept: string[] = []
  const edges: number[] = [x]
  for (let i = 0; i < chars.length; i++) {
    const char = chars[i] as string
    const width = widths[i] as number
    const isLetterSpacing = /\s/.test(char) && width < REAL_SPACE_EM * item.size
    if (isLetterSpacing) {
      edges[edges.length - 1] = (edges.at(-1) as number) + width
      continue
    }
    kept.push(char)
    edges.push((edges.at(-1) as number) + width)
  }
  return {
    chars: kept,
    edges,
    baseline,
    size: item.size,
    y0: baseline - ASCENT * item.size,
    y1: baseline + (1 - ASCENT) * item.size,
  }
}

/** Widths in points. Spaces take what the other characters leave of the item's width; without spaces all are scaled alike. */
function characterWidths(chars: readonly string[], item: PlacedItem): number[] {
  const narrow = chars.length === 1 && !isWide(chars[0] as string)
  const total = narrow ? Math.min(item.width, NARROWEST_EM * item.size) : item.width
  let solid = 0
  let spaces = 0
  const widths = chars.map((char) => {
    if (/\s/.test(char)) {
      spaces++
      return 0
    }
    const width = emWidth(char) * item.size
    solid += width
    return width
  })
  if (spaces > 0 && total > solid) return widths.map((width) => width || (total - solid) / spaces)
  return widths.map((width) => (width * total) / solid)
}
