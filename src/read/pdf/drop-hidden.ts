import type { Point } from './rule-collector.js'
import type { TextItem } from './text-runs.js'

/** Rounding between the two ways that pdfjs tells where text begins, in points. */
const TOLERANCE = 0.5

/** The text items that do not begin where hidden text does. */
export function dropHidden(items: readonly TextItem[], hidden: readonly Point[]): TextItem[] {
  const byLine = new Map<number, Point[]>()
  for (const point of hidden) {
    const key = Math.round(point[1])
    byLine.set(key, [...(byLine.get(key) ?? []), point])
  }
  return items.filter((item) => {
    const [x, y] = [item.transform[4] ?? 0, item.transform[5] ?? 0]
    const near = [-1, 0, 1].flatMap((offset) => byLine.get(Math.round(y) + offset) ?? [])
    return !near.some((point) => Math.abs(point[0] - x) < TOLERANCE && Math.abs(point[1] - y) < TOLERANCE)
  })
}
