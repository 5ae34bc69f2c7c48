import { type Matrix, transformPoint } from './geometry.js'
import type { Point } from './rule-collector.js'

/** pdfjs's codes within a path: 0 move, 1 line, 2 curve, 3 close; each with its count of numbers. */
const PATH_LENGTHS: readonly number[] = [2, 2, 6, 0]
const LINE = 1
const CLOSE = 3

/** The straight parts of a path, moved by a matrix. A curve parts what is before it from what is after it. */
export function pathShapes(path: Float32Array, matrix: Matrix): Point[][] {
  const shapes: Point[][] = []
  let shape: Point[] = []
  for (let i = 0; i < path.length; ) {
    const code = path[i] as number
    const length = PATH_LENGTHS[code] ?? 0
    if (code === CLOSE) {
      if (shape[0]) shape.push(shape[0])
    } else {
      const point = transformPoint(matrix, path[i + length - 1] as number, path[i + length] as number)
      if (code !== LINE) {
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
