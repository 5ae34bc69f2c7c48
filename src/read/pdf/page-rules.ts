import type { PDFOperatorList } from 'pdfjs-dist/types/src/display/api.js'
import { IDENTITY, type Matrix, multiply, type Rules, transformPoint } from './geometry.js'
import type { PdfjsModule } from './load-pdfjs.js'

interface State {
  matrix: Matrix
  fill: string
  stroke: string
  fillAlpha: number
  strokeAlpha: number
}

/** Thickest rule in points; what is thicker is a shaded area. */
const THICKEST = 2.6
/** Shorter strokes are parts of drawings, except as dashes, which are joined later. */
const SHORTEST = 0.9
/** Rules beyond this count are a drawing, not a table. */
const MOST = 50_000
const WHITE = '#ffffff'
/** pdfjs's codes within a path: 0 move, 1 line, 2 curve, 3 close; each with its count of coordinates. */
const PATH_LENGTHS: readonly number[] = [2, 2, 6, 0]

type Point = [number, number]

/**
 * Straight rules that a page draws: strokes along an axis, sides of stroked rectangles, and filled rectangles thinner than
 * 2.6 points (as WPS prints rules). Clipping paths, white paint, and rectangles around the whole page are none.
 *
 * `toReading` takes PDF space to the reading frame, whose size is given.
 */
export function readPageRules(
  operators: PDFOperatorList,
  pdfjs: PdfjsModule,
  frame: { toReading: Matrix; width: number; height: number },
): Rules {
  const { OPS } = pdfjs
  const rules: Rules = { rows: [], columns: [] }
  const collect = ruleCollector(rules, frame)
  let state: State = { matrix: IDENTITY, fill: '#000000', stroke: '#000000', fillAlpha: 1, strokeAlpha: 1 }
  const stack: State[] = []
  const fills = new Set([
    OPS.fill,
    OPS.eoFill,
    OPS.fillStroke,
    OPS.eoFillStroke,
    OPS.closeFillStroke,
    OPS.closeEOFillStroke,
  ])
  const strokes = new Set([
    OPS.stroke,
    OPS.closeStroke,
    OPS.fillStroke,
    OPS.eoFillStroke,
    OPS.closeFillStroke,
    OPS.closeEOFillStroke,
  ])
  for (let i = 0; i < operators.fnArray.length; i++) {
    const args = operators.argsArray[i]
    switch (operators.fnArray[i]) {
      case OPS.save:
        stack.push(state)
        break
      case OPS.restore:
      case OPS.paintFormXObjectEnd:
        state = stack.pop() ?? state
        break
      case OPS.paintFormXObjectBegin:
        stack.push(state)
        if (args[0]) state = { ...state, matrix: multiply(state.matrix, args[0]) }
        break
      case OPS.transform:
        state = { ...state, matrix: multiply(state.matrix, args) }
        break
      case OPS.setFillRGBColor:
        state = { ...state, fill: String(args[0]) }
        break
      case OPS.setStrokeRGBColor:
        state = { ...state, stroke: String(args[0]) }
        break
      case OPS.setGState:
        state = withAlpha(state, args[0])
        break
      case OPS.paintSolidColorImageMask:
      case OPS.paintImageMaskXObject:
      case OPS.paintImageXObject:
        collect.image(state.matrix)
        break
      case OPS.constructPath: {
        const [paint, [path]] = args as [number, [Float32Array | null]]
        if (!path || rules.rows.length + rules.columns.length > MOST) break
        const isStroked = strokes.has(paint) && state.stroke !== WHITE && state.strokeAlpha > 0
        const isFilled = fills.has(paint) && state.fill !== WHITE && state.fillAlpha > 0
        if (!isStroked && !isFilled) break
        for (const shape of subpaths(path, state.matrix)) {
          if (isStroked) collect.stroke(shape)
          else collect.fill(shape)
        }
      }
    }
  }
  return rules
}

function withAlpha(state: State, entries: readonly (readonly [string, unknown])[]): State {
  const next = { ...state }
  for (const [key, value] of entries) {
    if (key === 'ca') next.fillAlpha = value as number
    if (key === 'CA') next.strokeAlpha = value as number
  }
  return next
}

/** The straight parts of a path, in PDF space. A curve parts what is before it from what is after it. */
function subpaths(path: Float32Array, matrix: Matrix): Point[][] {
  const shapes: Point[][] = []
  let shape: Point[] = []
  for (let i = 0; i < path.length; ) {
    const code = path[i] as number
    const length = PATH_LENGTHS[code] ?? 0
    if (code === 3) {
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

function ruleCollector(rules: Rules, frame: { toReading: Matrix; width: number; height: number }) {
  const read = ([x, y]: Point): Point => transformPoint(frame.toReading, x, y)

  const line = (from: Point, to: Point): void => {
    const [dx, dy] = [Math.abs(to[0] - from[0]), Math.abs(to[1] - from[1])]
    if (Math.max(dx, dy) < SHORTEST || Math.min(dx, dy) > 1) return
    const isRow = dx > dy
    const [along, across, extent, breadth] = isRow
      ? [0, 1, frame.width, frame.height]
      : [1, 0, frame.height, frame.width]
    const at = (from[across] as number) / 2 + (to[across] as number) / 2
    const start = Math.max(-1, Math.min(from[along] as number, to[along] as number))
    const end = Math.min(extent + 1, Math.max(from[along] as number, to[along] as number))
    if (!(end - start >= SHORTEST) || at < -1 || at > breadth + 1) return
    ;(isRow ? rules.rows : rules.columns).push({ at, from: start, to: end })
  }

  const area = (points: readonly Point[]) => {
    const xs = points.map((point) => point[0])
    const ys = points.map((point) => point[1])
    return { x0: Math.min(...xs), x1: Math.max(...xs), y0: Math.min(...ys), y1: Math.max(...ys) }
  }

  const thin = (points: readonly Point[]): boolean => {
    const { x0, x1, y0, y1 } = area(points)
    const [width, height] = [x1 - x0, y1 - y0]
    if (Math.min(width, height) > THICKEST || Math.max(width, height) < 1.5 * Math.min(width, height)) return false
    if (width > height) line([x0, (y0 + y1) / 2], [x1, (y0 + y1) / 2])
    else line([(x0 + x1) / 2, y0], [(x0 + x1) / 2, y1])
    return true
  }

  const stroke = (shape: readonly Point[]): void => {
    const points = shape.map(read)
    const { x0, x1, y0, y1 } = area(points)
    if (x1 - x0 > 0.97 * frame.width && y1 - y0 > 0.97 * frame.height) return
    for (let i = 1; i < points.length; i++) line(points[i - 1] as Point, points[i] as Point)
  }

  return {
    stroke,
    fill: (shape: readonly Point[]): void => void thin(shape.map(read)),
    image: (matrix: Matrix): void => {
      const corners: Point[] = [
        [0, 0],
        [1, 1],
      ]
      thin(corners.map(([x, y]) => read(transformPoint(matrix, x, y))))
    },
  }
}
