import { type Rules, transformPoint } from './geometry.js'
import type { PageFrame } from './text-runs.js'

export type Point = readonly [number, number]

/** Thickest rule in points; what is thicker is a shaded area. */
const THICKEST = 2.6
/** Shorter strokes are parts of drawings, except as dashes, which are joined later. */
const SHORTEST = 0.9
/** A line is straight along an axis where it strays by no more than this. */
const STRAY = 1

/** Takes shapes as they are painted and keeps those that are rules, on the page as it is shown. Shapes are in PDF space. */
export class RuleCollector {
  readonly rules: Rules = { rows: [], columns: [] }

  constructor(private readonly frame: PageFrame) {}

  get count(): number {
    return this.rules.rows.length + this.rules.columns.length
  }

  /** A stroked shape: each of its sides, but not those of a rectangle around the page. */
  stroke(shape: readonly Point[]): void {
    const points = shape.map((point) => this.read(point))
    const { x0, x1, y0, y1 } = extent(points)
    if (x1 - x0 > 0.97 * this.frame.width && y1 - y0 > 0.97 * this.frame.height) return
    for (let i = 1; i < points.length; i++) this.line(points[i - 1] as Point, points[i] as Point)
  }

  /** A filled shape: a rule where it is thin. */
  fill(shape: readonly Point[]): void {
    const { x0, x1, y0, y1 } = extent(shape.map((point) => this.read(point)))
    const [width, height] = [x1 - x0, y1 - y0]
    if (Math.min(width, height) > THICKEST || Math.max(width, height) < 1.5 * Math.min(width, height)) return
    if (width > height) this.line([x0, (y0 + y1) / 2], [x1, (y0 + y1) / 2])
    else this.line([(x0 + x1) / 2, y0], [(x0 + x1) / 2, y1])
  }

  private read([x, y]: Point): Point {
    return transformPoint(this.frame.transform, x, y)
  }

  private line(from: Point, to: Point): void {
    const [dx, dy] = [Math.abs(to[0] - from[0]), Math.abs(to[1] - from[1])]
    if (Math.max(dx, dy) < SHORTEST || Math.min(dx, dy) > STRAY) return
    const { width, height } = this.frame
    if (dx > dy) {
      const at = (from[1] + to[1]) / 2
      const rule = {
        at,
        from: Math.max(-1, Math.min(from[0], to[0])),
        to: Math.min(width + 1, Math.max(from[0], to[0])),
      }
      if (rule.to - rule.from >= SHORTEST && at > -1 && at < height + 1) this.rules.rows.push(rule)
    } else {
      const at = (from[0] + to[0]) / 2
      const rule = {
        at,
        from: Math.max(-1, Math.min(from[1], to[1])),
        to: Math.min(height + 1, Math.max(from[1], to[1])),
      }
      if (rule.to - rule.from >= SHORTEST && at > -1 && at < width + 1) this.rules.columns.push(rule)
    }
  }
}

export function extent(points: readonly Point[]): { x0: number; y0: number; x1: number; y1: number } {
  const box = { x0: Infinity, y0: Infinity, x1: -Infinity, y1: -Infinity }
  for (const [x, y] of points) {
    box.x0 = Math.min(box.x0, x)
    box.x1 = Math.max(box.x1, x)
    box.y0 = Math.min(box.y0, y)
    box.y1 = Math.max(box.y1, y)
  }
  return box
}
