import type { FontMetrics } from './font-metrics.js'
import { type Matrix, multiply } from './geometry.js'
import { charsOfGlyph } from './glyph-chars.js'

/** A glyph in an operator of pdfjs. */
export interface Glyph {
  unicode: string
  /** In the units of its font. */
  width: number
  /** True where word spacing is added to its width. */
  isSpace: boolean
  /** Of a font written from top to bottom: its advance, and its origin as seen from the one in horizontal writing. */
  vmetric?: readonly [number, number, number] | null
}

/** What the operators before it say about the text that one shows. Lengths are in units of text space. */
export interface TextState {
  font: FontMetrics | null
  fontSize: number
  charSpacing: number
  wordSpacing: number
  /** Horizontal scaling, 1 where there is none. */
  stretch: number
  rise: number
  textMatrix: Matrix
  /** From PDF space to that of the page. */
  matrix: Matrix
  /** Where the next glyph stands. */
  x: number
  y: number
}

/** Glyphs on one baseline, one after the other, in the space of the page. */
export interface DrawnText {
  /** A space where there is a gap. */
  chars: string[]
  /** Along the baseline from the first glyph: the left edge of each character, then the right edge of the last. */
  edges: number[]
  /** From the em of the first glyph. */
  transform: Matrix
}

/** The text that glyphs go on. */
interface OpenText extends DrawnText {
  /** Direction of the baseline. */
  along: readonly [number, number]
  em: number
  height: number
  endX: number
  endY: number
}

/** Where glyphs stand that one operator shows. */
interface Frame {
  /** From text space to that of the page. */
  toPage: Matrix
  along: readonly [number, number]
  /** Length of a unit of text space along the baseline. */
  scale: number
  em: number
}

export interface ShownText {
  glyphs: readonly (Glyph | number)[]
  isShown: boolean
}

/** `em` is from the widths of glyphs to units of text space. */
type MeasuredText = ShownText & { em: number }

/** In em: a gap from here on is a space, one below is letter spacing. */
const REAL_SPACE = 0.2
/** After a wider gap another text begins. */
const WIDEST_GAP = 0.6
/** What stands farther back is drawn over the text and does not go on it. */
const FARTHEST_BACK = 0.2
/** Beside a glyph that is a space, two texts meet at gaps from the first to the second. */
const SEAM = [0.03, 0.102] as const
/** Shares of its height: a glyph that rises more goes on no text. */
const HIGHEST_STEP = 0.25
/** How far the origin of vertical writing is above that of horizontal writing, in em, unless the font says it. */
const VERTICAL_ORIGIN = 0.88

/** Takes the glyphs of a page as they are shown and keeps them as texts. */
export class TextCollector {
  readonly texts: DrawnText[] = []
  private open: OpenText | null = null
  private isSpaced = false

  /** Text outside of `view`, in the space of the page, is left out. */
  constructor(private readonly view: readonly number[]) {}

  /** Ends the text: what is shown next is another one. */
  end(): void {
    if (this.open && this.open.chars.length > 0)
      this.texts.push({ chars: this.open.chars, edges: this.open.edges, transform: this.open.transform })
    this.open = null
  }

  /** Takes glyphs, and numbers that move those after them, as they are shown or hidden; moves the place of the next one. */
  show(state: TextState, shown: ShownText): void {
    if (state.font?.isVertical) this.showVertical(state, { ...shown, em: state.font.scale * state.fontSize })
    else if (state.font) this.showHorizontal(state, { ...shown, em: state.font.scale * state.fontSize })
  }

  private showHorizontal(state: TextState, { glyphs, isShown, em }: MeasuredText): void {
    const { fontSize, charSpacing, wordSpacing, stretch } = state
    const frame = frameOf(state)
    for (const item of glyphs) {
      if (typeof item === 'number') {
        state.x -= (item / 1000) * fontSize * stretch
        continue
      }
      const width = item.width * em
      if (isShown) this.take(state, { item, frame, width: width * stretch })
      state.x += (width + charSpacing + (item.isSpace ? wordSpacing : 0)) * stretch
    }
  }

  /** Each glyph is a text of its own. */
  private showVertical(state: TextState, { glyphs, isShown, em }: MeasuredText): void {
    const { fontSize, charSpacing, wordSpacing, stretch, x } = state
    for (const item of glyphs) {
      if (typeof item === 'number') {
        state.y -= (item / 1000) * fontSize
        continue
      }
      const [advance, left, top] = item.vmetric ?? [-item.width, item.width / 2, (VERTICAL_ORIGIN * fontSize) / em]
      const at = { ...state, x: x - left * em * stretch, y: state.y - top * em }
      this.end()
      if (isShown) this.take(at, { item, frame: frameOf(at), width: item.width * em * stretch })
      this.end()
      state.y += advance * em + charSpacing + (item.isSpace ? wordSpacing : 0)
    }
  }

  private take(state: TextState, { item, frame, width }: { item: Glyph; frame: Frame; width: number }): void {
    const chars = charsOfGlyph(item.unicode)
    if (chars === null) {
      this.isSpaced = true
      return
    }
    const [a, b, c, d, e, f] = frame.toPage
    const height = state.y + state.rise
    const [x, y] = [a * state.x + c * height + e, b * state.x + d * height + f]
    const length = Math.abs(width) * frame.scale
    const [left, bottom, right, top] = this.view as [number, number, number, number]
    if (x + length < left || x > right || y < bottom || y > top) return
    const open = this.open && this.goesOn(this.open, { x, y, frame }) ? this.open : this.begin(state, { x, y, frame })
    if (chars.length > 0) addChars(open, { chars, x, y, length })
    open.endX = x + length * frame.along[0]
    open.endY = y + length * frame.along[1]
    this.isSpaced = false
  }

  /** True where a glyph stands after the last one of a text. */
  private goesOn(open: OpenText, { x, y, frame: { along } }: { x: number; y: number; frame: Frame }): boolean {
    if (along[0] !== open.along[0] || along[1] !== open.along[1]) return false
    const [dx, dy] = [x - open.endX, y - open.endY]
    const gap = (dx * along[0] + dy * along[1]) / open.em
    if (gap < -FARTHEST_BACK || gap > WIDEST_GAP) return false
    if (this.isSpaced && gap > SEAM[0] && gap <= SEAM[1]) return false
    return Math.abs(dy * along[0] - dx * along[1]) <= HIGHEST_STEP * open.height
  }

  private begin(state: TextState, { x, y, frame }: { x: number; y: number; frame: Frame }): OpenText {
    this.end()
    const { toPage } = frame
    const [wide, high] = [state.fontSize * state.stretch, state.fontSize * emHeight(state)]
    const transform: Matrix = [toPage[0] * wide, toPage[1] * wide, toPage[2] * high, toPage[3] * high, x, y]
    const height = Math.hypot(transform[2], transform[3])
    const { along, em } = frame
    this.open = { chars: [], edges: [0], transform, along, em, height, endX: x, endY: y }
    return this.open
  }
}

function frameOf({ matrix, textMatrix, fontSize, stretch }: TextState): Frame {
  const toPage = multiply(matrix, textMatrix)
  const scale = Math.hypot(toPage[0], toPage[1])
  const sign = fontSize * stretch < 0 ? -scale : scale
  return { toPage, along: [toPage[0] / sign, toPage[1] / sign], scale, em: Math.abs(fontSize) * scale }
}

/** Fonts drawn by operators may have a size of 1 and glyphs of any height. */
function emHeight({ font, fontSize }: TextState): number {
  const drawnHeight = font?.drawnHeight ?? null
  return drawnHeight !== null && drawnHeight > 0 && fontSize <= 1 ? drawnHeight : 1
}

function addChars(
  { chars, edges, transform, along, em }: OpenText,
  added: { chars: readonly string[]; x: number; y: number; length: number },
): void {
  const end = edges.length - 1
  const before = edges[Math.max(0, end - 1)] as number
  const along0 = (added.x - transform[4]) * along[0] + (added.y - transform[5]) * along[1]
  const start = Math.max(before, along0)
  if (start - (edges[end] as number) >= REAL_SPACE * em) {
    chars.push(' ')
    edges.push(start)
  } else edges[end] = start
  added.chars.forEach((char, i) => {
    chars.push(char)
    edges.push(start + (added.length * (i + 1)) / added.chars.length)
  })
}
