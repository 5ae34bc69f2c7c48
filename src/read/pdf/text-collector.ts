import type { FontMetrics } from './font-metrics.js'
import { type Box, IDENTITY, type Matrix } from './geometry.js'
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
  /** Where the next glyph stands. */
  x: number
  y: number
}

/** Glyphs on one baseline, one after the other, in PDF space. */
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
  /** From text space to PDF space. */
  toPage: Matrix
  along: readonly [number, number]
  /** Length of a unit of text space along the baseline. */
  scale: number
  em: number
}

export interface ShownText {
  glyphs: readonly (Glyph | number)[]
  isShown: boolean
  /** From text space to PDF space. */
  toPage: Matrix
}

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
  private frame: Frame = { toPage: IDENTITY, along: [1, 0], scale: 1, em: 0 }
  /** Where the glyph stands that is taken. */
  private x = 0
  private y = 0

  /** Text outside of `view` is left out. */
  constructor(private readonly view: Box) {}

  /** Ends the text: what is shown next is another one. */
  end(): void {
    if (this.open && this.open.chars.length > 0)
      this.texts.push({ chars: this.open.chars, edges: this.open.edges, transform: this.open.transform })
    this.open = null
  }

  /** Takes glyphs, and numbers that move those after them, as they are shown or hidden; moves the place of the next one. */
  show(state: TextState, text: ShownText): void {
    if (state.font?.isVertical) this.showVertical(state, text)
    else if (state.font) this.showHorizontal(state, text)
  }

  private showHorizontal(state: TextState, { glyphs, isShown, toPage }: ShownText): void {
    const { fontSize, charSpacing, wordSpacing, stretch } = state
    const unit = unitOf(state)
    this.frame = frameOf(state, toPage)
    for (const item of glyphs) {
      if (typeof item === 'number') {
        state.x -= (item / 1000) * fontSize * stretch
        continue
      }
      const width = item.width * unit
      if (isShown) this.take(state, item, width * stretch)
      state.x += (width + charSpacing + (item.isSpace ? wordSpacing : 0)) * stretch
    }
  }

  /** Each glyph is a text of its own. */
  private showVertical(state: TextState, { glyphs, isShown, toPage }: ShownText): void {
    const { fontSize, charSpacing, wordSpacing, stretch } = state
    const unit = unitOf(state)
    this.frame = frameOf(state, toPage)
    for (const item of glyphs) {
      if (typeof item === 'number') {
        state.y -= (item / 1000) * fontSize
        continue
      }
      const [advance, left, top] = item.vmetric ?? [-item.width, item.width / 2, (VERTICAL_ORIGIN * fontSize) / unit]
      const origin = { ...state, x: state.x - left * unit * stretch, y: state.y - top * unit }
      this.end()
      if (isShown) this.take(origin, item, item.width * unit * stretch)
      this.end()
      state.y += advance * unit + charSpacing + (item.isSpace ? wordSpacing : 0)
    }
  }

  private take(state: TextState, { unicode }: Glyph, width: number): void {
    const chars = charsOfGlyph(unicode)
    if (chars === null) {
      this.isSpaced = true
      return
    }
    const { toPage, along, scale, em } = this.frame
    const height = state.y + state.rise
    this.x = toPage[0] * state.x + toPage[2] * height + toPage[4]
    this.y = toPage[1] * state.x + toPage[3] * height + toPage[5]
    const length = Math.abs(width) * scale
    if (em === 0 || !this.isWithin(length)) return
    const open = this.open && this.goesOn(this.open) ? this.open : this.begin(state)
    if (chars.length > 0) this.addTo(open, chars, length)
    open.endX = this.x + length * along[0]
    open.endY = this.y + length * along[1]
    this.isSpaced = false
  }

  /** False where a place or a length is none, too. */
  private isWithin(length: number): boolean {
    const { x, y, view } = this
    return x + length >= view.x0 && x <= view.x1 && y >= view.y0 && y <= view.y1
  }

  /** True where the glyph stands after the last one of a text. */
  private goesOn(open: OpenText): boolean {
    const [cos, sin] = this.frame.along
    if (cos !== open.along[0] || sin !== open.along[1]) return false
    const dx = this.x - open.endX
    const dy = this.y - open.endY
    const gap = (dx * cos + dy * sin) / open.em
    if (gap < -FARTHEST_BACK || gap > WIDEST_GAP) return false
    if (this.isSpaced && gap > SEAM[0] && gap <= SEAM[1]) return false
    return Math.abs(dy * cos - dx * sin) <= HIGHEST_STEP * open.height
  }

  private begin(state: TextState): OpenText {
    this.end()
    const { toPage, along, em } = this.frame
    const wide = state.fontSize * state.stretch
    const high = state.fontSize * emHeight(state)
    const transform: Matrix = [toPage[0] * wide, toPage[1] * wide, toPage[2] * high, toPage[3] * high, this.x, this.y]
    const height = Math.hypot(transform[2], transform[3])
    this.open = { chars: [], edges: [0], transform, along, em, height, endX: this.x, endY: this.y }
    return this.open
  }

  private addTo({ chars, edges, transform, along, em }: OpenText, added: readonly string[], length: number): void {
    const end = edges.length - 1
    const place = (this.x - transform[4]) * along[0] + (this.y - transform[5]) * along[1]
    const start = Math.max(end > 0 ? (edges[end - 1] as number) : 0, place)
    if (start - (edges[end] as number) >= REAL_SPACE * em) {
      chars.push(' ')
      edges.push(start)
    } else edges[end] = start
    for (let i = 0; i < added.length; i++) {
      chars.push(added[i] as string)
      edges.push(start + (length * (i + 1)) / added.length)
    }
  }
}

/** From the widths of glyphs to units of text space. */
function unitOf({ font, fontSize }: TextState): number {
  return (font?.scale ?? 0) * fontSize
}

function frameOf({ fontSize, stretch }: TextState, toPage: Matrix): Frame {
  const scale = Math.hypot(toPage[0], toPage[1])
  const sign = fontSize * stretch < 0 ? -scale : scale
  return { toPage, along: [toPage[0] / sign, toPage[1] / sign], scale, em: Math.abs(fontSize) * scale }
}

/** Fonts drawn by operators may have a size of 1 and glyphs of any height. */
function emHeight({ font, fontSize }: TextState): number {
  const drawnHeight = font?.drawnHeight ?? null
  return drawnHeight !== null && drawnHeight > 0 && fontSize <= 1 ? drawnHeight : 1
}
