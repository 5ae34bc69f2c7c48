import type { FontMetrics } from './font-metrics.js'
import { type Box, type Matrix, multiply, type Rules, transformPoint } from './geometry.js'
import { EVERYWHERE, type GraphicsState, INITIAL_STATE } from './graphics-state.js'
import type { Operators } from './in-process-worker.js'
import type { PdfjsModule } from './load-pdfjs.js'
import { pathShapes } from './path-shapes.js'
import { extent, type Point, RuleCollector } from './rule-collector.js'
import { type DrawnText, type Glyph, TextCollector } from './text-collector.js'
import type { PageFrame } from './text-runs.js'

export interface DrawnPage {
  frame: PageFrame
  /** The part of the page that is shown, in PDF space. */
  view: Box
  fontNamed: (name: string) => FontMetrics
}

/** pdfjs types the arguments of an operator as any. */
type Arguments = any
type Handler = (args: Arguments) => void

/** Rules beyond this count are a drawing, not a table. */
const MOST_RULES = 50_000
const WHITE = '#ffffff'
/** Height of letters without what hangs below the line, in em. */
const LETTER_HEIGHT = 0.75

/**
 * Reads what a page draws: its texts, and straight rules, which are strokes along an axis, sides of stroked rectangles, and
 * filled rectangles thinner than 2.6 points (as WPS prints rules). Clipping paths, white paint, and rectangles around the
 * whole page are none. Rules are on the page as it is shown, texts in PDF space.
 *
 * Text that the clipping path hides is left out: rows of the page before, drawn again and cut off. So is a soft mask.
 */
export class DrawingReader {
  /** How many were read. */
  operators = 0
  /** Of the text that they show, seen or not. */
  characters = 0
  private readonly textCollector: TextCollector
  private readonly ruleCollector: RuleCollector
  private readonly handlers: (Handler | undefined)[] = []
  private readonly fills: ReadonlySet<number>
  private readonly strokes: ReadonlySet<number>
  private readonly stack: GraphicsState[] = []
  private state: GraphicsState = { ...INITIAL_STATE }
  private isClipPending = false
  /** Groups open from the one that a soft mask is made of. */
  private maskDepth = 0

  constructor(
    { OPS }: PdfjsModule,
    private readonly page: DrawnPage,
  ) {
    this.textCollector = new TextCollector(page.view)
    this.ruleCollector = new RuleCollector(page.frame)
    const both = [OPS.fillStroke, OPS.eoFillStroke, OPS.closeFillStroke, OPS.closeEOFillStroke]
    this.fills = new Set([OPS.fill, OPS.eoFill, ...both])
    this.strokes = new Set([OPS.stroke, OPS.closeStroke, ...both])
    const handlers = [
      this.stateHandlers(OPS),
      this.paintHandlers(OPS),
      this.textStateHandlers(OPS),
      this.textHandlers(OPS),
    ]
    for (const [operator, handler] of handlers.flat()) this.handlers[operator] = handler
  }

  get rules(): Rules {
    return this.ruleCollector.rules
  }

  /** Texts that are complete; all of them after `end`. */
  get texts(): readonly DrawnText[] {
    return this.textCollector.texts
  }

  read({ fnArray, argsArray }: Operators): void {
    this.operators += fnArray.length
    for (let i = 0; i < fnArray.length; i++) this.handlers[fnArray[i] as number]?.(argsArray[i])
  }

  end(): void {
    this.textCollector.end()
  }

  private stateHandlers(ops: PdfjsModule['OPS']): [number, Handler][] {
    return [
      [ops.save, () => this.save()],
      [ops.restore, () => this.restore()],
      [ops.paintFormXObjectEnd, () => this.restore()],
      [
        ops.paintFormXObjectBegin,
        ([matrix]) => {
          this.textCollector.end()
          this.save()
          if (matrix) this.transform(matrix)
        },
      ],
      [ops.transform, (matrix) => this.transform(matrix)],
      [ops.setFillRGBColor, ([fill]) => void (this.state.fill = String(fill))],
      [ops.setStrokeRGBColor, ([stroke]) => void (this.state.stroke = String(stroke))],
      [
        ops.setGState,
        ([entries]) => {
          for (const [key, value] of entries) {
            if (key === 'ca') this.state.fillAlpha = value
            else if (key === 'CA') this.state.strokeAlpha = value
            else if (key === 'Font') this.setFont(value)
          }
        },
      ],
      [
        ops.beginGroup,
        ([{ smask }]) => {
          if (smask || this.maskDepth > 0) this.maskDepth++
        },
      ],
      [ops.endGroup, () => void (this.maskDepth = Math.max(0, this.maskDepth - 1))],
    ]
  }

  private paintHandlers(ops: PdfjsModule['OPS']): [number, Handler][] {
    const clip = (): void => {
      this.isClipPending = true
    }
    const image = (): void => {
      this.textCollector.end()
      const { matrix } = this.state
      if (this.maskDepth === 0) this.ruleCollector.fill([transformPoint(matrix, 0, 0), transformPoint(matrix, 1, 1)])
    }
    return [
      [ops.clip, clip],
      [ops.eoClip, clip],
      [ops.constructPath, ([paint, [path], extremes]) => this.paintPath(paint, path, extremes)],
      [ops.paintImageXObject, image],
      [ops.paintImageMaskXObject, image],
      [ops.paintSolidColorImageMask, image],
    ]
  }

  private textStateHandlers(ops: PdfjsModule['OPS']): [number, Handler][] {
    return [
      [ops.setFont, (font) => this.setFont(font)],
      [ops.setCharSpacing, ([spacing]) => void (this.state.charSpacing = spacing)],
      [ops.setWordSpacing, ([spacing]) => void (this.state.wordSpacing = spacing)],
      [ops.setHScale, ([percent]) => void (this.state.stretch = percent / 100)],
      [ops.setTextRise, ([rise]) => void (this.state.rise = rise)],
      [ops.setLeading, ([leading]) => void (this.state.leading = leading)],
    ]
  }

  private textHandlers(ops: PdfjsModule['OPS']): [number, Handler][] {
    const end = (): void => this.textCollector.end()
    return [
      [ops.beginText, () => this.setTextMatrix(INITIAL_STATE.textMatrix)],
      [ops.setTextMatrix, ([matrix]) => this.setTextMatrix(matrix)],
      [ops.moveText, ([x, y]) => this.moveLine(x, y)],
      [
        ops.setLeadingMoveText,
        ([x, y]) => {
          this.state.leading = -y
          this.moveLine(x, y)
        },
      ],
      [ops.nextLine, () => this.moveLine(0, -this.state.leading)],
      [ops.showText, ([glyphs]) => this.showText(glyphs)],
      [ops.beginMarkedContent, end],
      [ops.beginMarkedContentProps, end],
      [ops.endMarkedContent, end],
    ]
  }

  private save(): void {
    this.stack.push({ ...this.state })
  }

  private restore(): void {
    const { fontName, fontSize } = this.state
    this.state = this.stack.pop() ?? this.state
    if (fontName !== this.state.fontName || fontSize !== this.state.fontSize) this.textCollector.end()
  }

  private transform(matrix: Matrix): void {
    this.state.matrix = multiply(this.state.matrix, matrix)
  }

  private setFont([name, size]: [string, number]): void {
    const { state } = this
    if (state.fontName === name && state.fontSize === size) return
    this.textCollector.end()
    state.font = this.page.fontNamed(name)
    state.fontName = name
    state.fontSize = size
  }

  private setTextMatrix(matrix: Matrix): void {
    this.state.textMatrix = matrix
    this.state.lineX = this.state.lineY = 0
    this.moveLine(0, 0)
  }

  private moveLine(x: number, y: number): void {
    const { state } = this
    state.x = state.lineX += x
    state.y = state.lineY += y
  }

  private showText(glyphs: readonly (Glyph | number)[]): void {
    for (const glyph of glyphs) if (typeof glyph !== 'number') this.characters += glyph.unicode.length
    if (this.state.font === null) return
    const toPage = multiply(this.state.matrix, this.state.textMatrix)
    const isShown = this.maskDepth === 0 && !this.isClipped(toPage)
    this.textCollector.show(this.state, { glyphs, isShown, toPage })
  }

  /** True where no part of a letter's height lies within the clipping path. */
  private isClipped(toPage: Matrix): boolean {
    const { clip, fontSize, x, y } = this.state
    if (clip === EVERYWHERE) return false
    const [footX, footY] = transformPoint(toPage, x, y)
    const [headX, headY] = transformPoint(toPage, x, y + LETTER_HEIGHT * Math.abs(fontSize))
    const isUpright = Math.abs(headX - footX) < Math.abs(headY - footY)
    const [low, high] = isUpright ? [clip.y0, clip.y1] : [clip.x0, clip.x1]
    const [foot, head] = isUpright ? [footY, headY] : [footX, headX]
    return Math.max(foot, head) < low || Math.min(foot, head) > high
  }

  private paintPath(paint: number, path: Float32Array | null, extremes: ArrayLike<number> | null): void {
    const { matrix, fill, stroke, fillAlpha, strokeAlpha } = this.state
    const isStroked = this.strokes.has(paint) && stroke !== WHITE && strokeAlpha > 0
    const isFilled = this.fills.has(paint) && fill !== WHITE && fillAlpha > 0
    if (path && (isStroked || isFilled) && this.maskDepth === 0 && this.ruleCollector.count < MOST_RULES) {
      for (const shape of pathShapes(path, matrix)) {
        if (isStroked) this.ruleCollector.stroke(shape)
        else this.ruleCollector.fill(shape)
      }
    }
    if (this.isClipPending && extremes) this.narrowClip(extremes)
    this.isClipPending = false
  }

  private narrowClip(extremes: ArrayLike<number>): void {
    const [x0, y0, x1, y1] = extremes as ArrayLike<number> & [number, number, number, number]
    const { matrix, clip } = this.state
    const corners: Point[] = [transformPoint(matrix, x0, y0), transformPoint(matrix, x1, y1)]
    const isUpright = matrix[1] === 0 && matrix[2] === 0
    if (!isUpright) corners.push(transformPoint(matrix, x1, y0), transformPoint(matrix, x0, y1))
    const box = extent(corners)
    this.state.clip = {
      x0: Math.max(clip.x0, box.x0),
      y0: Math.max(clip.y0, box.y0),
      x1: Math.min(clip.x1, box.x1),
      y1: Math.min(clip.y1, box.y1),
    }
  }
}
