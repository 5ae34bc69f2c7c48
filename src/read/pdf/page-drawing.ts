import type { PDFOperatorList } from 'pdfjs-dist/types/src/display/api.js'
import { type Box, IDENTITY, type Matrix, multiply, type Rules, transformPoint } from './geometry.js'
import type { PdfjsModule } from './load-pdfjs.js'
import { extent, type Point, type ReadingFrame, RuleCollector } from './rule-collector.js'

/** What a page draws besides its text. */
export interface PageDrawing {
  rules: Rules
  /** Where text begins that the clipping path hides, in PDF space: rows of the page before, drawn again and cut off. */
  hiddenText: Point[]
}

interface State {
  matrix: Matrix
  clip: Box
  fill: string
  stroke: string
  fillAlpha: number
  strokeAlpha: number
  fontSize: number
}

/** Rules beyond this count are a drawing, not a table. */
const MOST_RULES = 50_000
const WHITE = '#ffffff'
const EVERYWHERE: Box = { x0: -Infinity, y0: -Infinity, x1: Infinity, y1: Infinity }
/** pdfjs's codes within a path: 0 move, 1 line, 2 curve, 3 close; each with its count of numbers. */
const PATH_LENGTHS: readonly number[] = [2, 2, 6, 0]
const CLOSE = 3

/**
 * Straight rules that a page draws: strokes along an axis, sides of stroked rectangles, and filled rectangles thinner than
 * 2.6 points (as WPS prints rules). Clipping paths, white paint, and rectangles around the whole page are none.
 */
export function readPageDrawing(operators: PDFOperatorList, pdfjs: PdfjsModule, frame: ReadingFrame): PageDrawing {
  const reader = new DrawingReader(pdfjs, frame)
  operators.fnArray.forEach((operator, i) => {
    reader.apply(operator, operators.argsArray[i])
  })
  return { rules: reader.collector.rules, hiddenText: reader.hiddenText }
}

/** pdfjs types the arguments of an operator as any. */
type Arguments = any

class DrawingReader {
  readonly collector: RuleCollector
  readonly hiddenText: Point[] = []
  private readonly handlers: ReadonlyMap<number, (args: Arguments) => void>
  private readonly fills: ReadonlySet<number>
  private readonly strokes: ReadonlySet<number>
  private readonly stack: State[] = []
  private state: State = {
    matrix: IDENTITY,
    clip: EVERYWHERE,
    fill: '#000000',
    stroke: '#000000',
    fillAlpha: 1,
    strokeAlpha: 1,
    fontSize: 0,
  }
  private isClipPending = false
  private textMatrix: Matrix = IDENTITY
  private lineStart: Point = [0, 0]
  /** How far down the next line is, negative in PDF space. */
  private leading = 0
  /** True until text is shown at a place that was set; where later pieces begin is not followed. */
  private isAtStart = false

  constructor({ OPS }: PdfjsModule, frame: ReadingFrame) {
    this.collector = new RuleCollector(frame)
    const both = [OPS.fillStroke, OPS.eoFillStroke, OPS.closeFillStroke, OPS.closeEOFillStroke]
    this.fills = new Set([OPS.fill, OPS.eoFill, ...both])
    this.strokes = new Set([OPS.stroke, OPS.closeStroke, ...both])
    this.handlers = new Map([...this.stateHandlers(OPS), ...this.paintHandlers(OPS), ...this.textHandlers(OPS)])
  }

  apply(operator: number, args: Arguments): void {
    this.handlers.get(operator)?.(args)
  }

  private stateHandlers(ops: PdfjsModule['OPS']): [number, (args: Arguments) => void][] {
    const pop = (): void => {
      this.state = this.stack.pop() ?? this.state
    }
    return [
      [ops.save, () => void this.stack.push(this.state)],
      [ops.restore, pop],
      [ops.paintFormXObjectEnd, pop],
      [
        ops.paintFormXObjectBegin,
        ([matrix]) => {
          this.stack.push(this.state)
          if (matrix) this.set({ matrix: multiply(this.state.matrix, matrix) })
        },
      ],
      [ops.transform, (matrix) => this.set({ matrix: multiply(this.state.matrix, matrix) })],
      [ops.setFillRGBColor, ([fill]) => this.set({ fill: String(fill) })],
      [ops.setStrokeRGBColor, ([stroke]) => this.set({ stroke: String(stroke) })],
      [
        ops.setGState,
        ([entries]) => {
          for (const [key, value] of entries) {
            if (key === 'ca') this.set({ fillAlpha: value })
            if (key === 'CA') this.set({ strokeAlpha: value })
          }
        },
      ],
    ]
  }

  private paintHandlers(ops: PdfjsModule['OPS']): [number, (args: Arguments) => void][] {
    const clip = (): void => {
      this.isClipPending = true
    }
    const image = (): void => {
      const corners: Point[] = [
        [0, 0],
        [1, 1],
      ]
      this.collector.fill(corners.map(([x, y]) => transformPoint(this.state.matrix, x, y)))
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

  private textHandlers(ops: PdfjsModule['OPS']): [number, (args: Arguments) => void][] {
    const move = (x: number, y: number): void => {
      this.lineStart = [this.lineStart[0] + x, this.lineStart[1] + y]
      this.isAtStart = true
    }
    const setMatrix = (matrix: Matrix): void => {
      this.textMatrix = matrix
      this.lineStart = [0, 0]
      this.isAtStart = true
    }
    return [
      [ops.beginText, () => setMatrix(IDENTITY)],
      [ops.setTextMatrix, (args) => setMatrix(args.length === 1 ? args[0] : args)],
      [ops.setFont, ([, size]) => this.set({ fontSize: Math.abs(size) })],
      [ops.moveText, ([x, y]) => move(x, y)],
      [
        ops.setLeadingMoveText,
        ([x, y]) => {
          this.leading = y
          move(x, y)
        },
      ],
      [
        ops.setLeading,
        ([leading]) => {
          this.leading = -leading
        },
      ],
      [ops.nextLine, () => move(0, this.leading)],
      [ops.showText, () => this.showText()],
    ]
  }

  private set(change: Partial<State>): void {
    this.state = { ...this.state, ...change }
  }

  private paintPath(paint: number, path: Float32Array | null, extremes: ArrayLike<number> | null): void {
    const { matrix, fill, stroke, fillAlpha, strokeAlpha } = this.state
    const isStroked = this.strokes.has(paint) && stroke !== WHITE && strokeAlpha > 0
    const isFilled = this.fills.has(paint) && fill !== WHITE && fillAlpha > 0
    if (path && (isStroked || isFilled) && this.collector.count < MOST_RULES) {
      for (const shape of subpaths(path, matrix)) {
        if (isStroked) this.collector.stroke(shape)
        else this.collector.fill(shape)
      }
    }
    if (this.isClipPending && extremes) this.narrowClip(extremes)
    this.isClipPending = false
  }

  private narrowClip(extremes: ArrayLike<number>): void {
    const [x0, y0, x1, y1] = Array.from(extremes) as [number, number, number, number]
    const { matrix, clip } = this.state
    const corners: Point[] = [
      [x0, y0],
      [x1, y0],
      [x0, y1],
      [x1, y1],
    ]
    const box = extent(corners.map(([x, y]) => transformPoint(matrix, x, y)))
    this.set({
      clip: {
        x0: Math.max(clip.x0, box.x0),
        y0: Math.max(clip.y0, box.y0),
        x1: Math.min(clip.x1, box.x1),
        y1: Math.min(clip.y1, box.y1),
      },
    })
  }

  /** Notes text of which no part of a letter's height lies within the clipping path. */
  private showText(): void {
    if (!this.isAtStart) return
    this.isAtStart = false
    const { matrix, clip, fontSize } = this.state
    if (clip === EVERYWHERE) return
    const full = multiply(matrix, this.textMatrix)
    const [x, y] = transformPoint(full, ...this.lineStart)
    const [topX, topY] = transformPoint(full, this.lineStart[0], this.lineStart[1] + 0.75 * fontSize)
    const isUpright = Math.abs(topX - x) < Math.abs(topY - y)
    const [low, high] = isUpright ? [clip.y0, clip.y1] : [clip.x0, clip.x1]
    const [foot, head] = isUpright ? [y, topY] : [x, topX]
    if (Math.max(foot, head) < low || Math.min(foot, head) > high) this.hiddenText.push([x, y])
  }
}

/** The straight parts of a path, in PDF space. A curve parts what is before it from what is after it. */
function subpaths(path: Float32Array, matrix: Matrix): Point[][] {
  const shapes: Point[][] = []
  let shape: Point[] = []
  for (let i = 0; i < path.length; ) {
    const code = path[i] as number
    const length = PATH_LENGTHS[code] ?? 0
    if (code === CLOSE) {
      if (shape[0]) shape.push(shape[0])
    } else {
      const point = transformPoint(matrix, path[i + length - 1] as number, path[i + length] as number)
      if (code !== 1) {
        if (shape.length > 1) shapes.push(shape)
        shape = []
      }
      shape.push(point)
    }
    i += length + 1
  }
  if (shape.length > 1) shapes.push(shape)
  return shapes
}
