/** A rectangle in points, y downwards from the top of the page. */
export interface Box {
  x0: number
  y0: number
  x1: number
  y1: number
}

/** A straight rule along one axis: `at` across it, `from` < `to` along it. */
export interface Rule {
  at: number
  from: number
  to: number
}

/** The rules of a page or of one table. */
export interface Rules {
  /** Horizontal: `at` is y. */
  rows: Rule[]
  /** Vertical: `at` is x. */
  columns: Rule[]
}

/** PDF's [a b c d e f]. */
export type Matrix = readonly [number, number, number, number, number, number]

export const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0]

/** The matrix that applies `inner` first and `outer` after it. */
export function multiply(outer: Matrix, inner: Matrix): Matrix {
  const [a, b, c, d, e, f] = outer
  return [
    a * inner[0] + c * inner[1],
    b * inner[0] + d * inner[1],
    a * inner[2] + c * inner[3],
    b * inner[2] + d * inner[3],
    a * inner[4] + c * inner[5] + e,
    b * inner[4] + d * inner[5] + f,
  ]
}

export function transformPoint(matrix: Matrix, x: number, y: number): [number, number] {
  return [matrix[0] * x + matrix[2] * y + matrix[4], matrix[1] * x + matrix[3] * y + matrix[5]]
}

/** The upright box around a box that a matrix of right angles moves. */
export function transformBox(matrix: Matrix, box: Box): Box {
  const [ax, ay] = transformPoint(matrix, box.x0, box.y0)
  const [bx, by] = transformPoint(matrix, box.x1, box.y1)
  return { x0: Math.min(ax, bx), y0: Math.min(ay, by), x1: Math.max(ax, bx), y1: Math.max(ay, by) }
}

/** Rules moved by a turn of quarters: those of a quarter turn change sides. */
export function turnRules(turn: Matrix, rules: Rules): Rules {
  const { rows, columns } = rules
  if (turn.every((value, i) => value === IDENTITY[i])) return rules
  const alongX = ({ at, from, to }: Rule): Box => transformBox(turn, { x0: from, x1: to, y0: at, y1: at })
  const alongY = ({ at, from, to }: Rule): Box => transformBox(turn, { x0: at, x1: at, y0: from, y1: to })
  const boxes = [...rows.map(alongX), ...columns.map(alongY)]
  const isRow = ({ x0, x1, y0, y1 }: Box): boolean => x1 - x0 > y1 - y0
  return {
    rows: boxes.filter(isRow).map(({ x0, x1, y0 }) => ({ at: y0, from: x0, to: x1 })),
    columns: boxes.filter((box) => !isRow(box)).map(({ x0, y0, y1 }) => ({ at: x0, from: y0, to: y1 })),
  }
}

/** The smallest box around all of a non-empty list. */
export function unionBox(boxes: readonly Box[]): Box {
  const union = { x0: Infinity, y0: Infinity, x1: -Infinity, y1: -Infinity }
  for (const box of boxes) {
    union.x0 = Math.min(union.x0, box.x0)
    union.y0 = Math.min(union.y0, box.y0)
    union.x1 = Math.max(union.x1, box.x1)
    union.y1 = Math.max(union.y1, box.y1)
  }
  return union
}

export function centreX(box: Box): number {
  return (box.x0 + box.x1) / 2
}

export function centreY(box: Box): number {
  return (box.y0 + box.y1) / 2
}

/**
 * Distinct positions out of near-equal ones: values closer than `tolerance` to their group's first become the group's mean.
 * Ascending.
 */
export function snapPositions(values: readonly number[], tolerance: number): number[] {
  const sorted = [...values].sort((a, b) => a - b)
  const snapped: number[] = []
  let group: number[] = []
  for (const value of sorted) {
    if (group.length > 0 && value - (group[0] as number) > tolerance) {
      snapped.push(mean(group))
      group = []
    }
    group.push(value)
  }
  if (group.length > 0) snapped.push(mean(group))
  return snapped
}

/** Index of the position nearest to a value; -1 where there are none. */
export function nearestIndex(positions: readonly number[], value: number): number {
  let best = -1
  for (let i = 0; i < positions.length; i++) {
    if (best < 0 || Math.abs((positions[i] as number) - value) < Math.abs((positions[best] as number) - value)) best = i
  }
  return best
}

function mean(values: readonly number[]): number {
  let sum = 0
  for (const value of values) sum += value
  return sum / values.length
}
