import type { CellPosition, CellRange } from './cell-address.js'

/** Answers, for cells asked in reading order, which merged range covers each. */
export interface MergeSweep {
  covering: (position: CellPosition) => CellRange | null
  /** Ranges that cross one that began before them; they cover nothing. */
  overlapping: readonly CellRange[]
}

/** Drops ranges of one cell, cuts the rest to the last row and column that hold cells, and says which were cut far. */
export function clipMerges(
  merges: readonly CellRange[],
  last: CellPosition,
): { ranges: CellRange[]; oversized: CellRange[] } {
  const ranges: CellRange[] = []
  const oversized: CellRange[] = []
  for (const merge of merges) {
    if (merge.top > last.row || merge.left > last.column) continue
    const isFar = merge.bottom - last.row > FAR_ROWS || merge.right - last.column > FAR_COLUMNS
    if (isFar) oversized.push(merge)
    const range = isFar
      ? { ...merge, bottom: Math.min(merge.bottom, last.row), right: Math.min(merge.right, last.column) }
      : merge
    if (range.bottom > range.top || range.right > range.left) ranges.push(range)
  }
  return { ranges, oversized }
}

/** A title may be merged some columns past its table, hardly further. */
const FAR_ROWS = 1_000
const FAR_COLUMNS = 256

/**
 * Walks merged ranges row by row, so that the cost follows the number of ranges and not their area.
 * The ranges that reach into a row are kept from left to right; no two of them overlap.
 */
export function sweepMerges(ranges: readonly CellRange[]): MergeSweep {
  const waiting = [...ranges].sort((a, b) => a.top - b.top || a.left - b.left)
  const overlapping: CellRange[] = []
  let next = 0
  let active: CellRange[] = []
  let row = -1
  const enterRow = (to: number): void => {
    row = to
    active = active.filter((range) => range.bottom >= to)
    for (let range = waiting[next]; range !== undefined && range.top <= to; range = waiting[++next]) {
      const at = indexRightOf(active, range.left)
      const before = active[at - 1]
      const after = active[at]
      const current = range
      const crosses = [before, after].some(
        (other) => other !== undefined && other.left <= current.right && other.right >= current.left,
      )
      if (crosses) overlapping.push(range)
      else active.splice(at, 0, range)
    }
  }
  return {
    overlapping,
    covering: (position) => {
      while (row < position.row) enterRow(nextRow(waiting[next], row, position.row))
      const range = active[indexRightOf(active, position.column) - 1]
      return range !== undefined && range.right >= position.column ? range : null
    },
  }
}

/** The next row where a range begins, or the row that is asked for. */
function nextRow(range: CellRange | undefined, row: number, wanted: number): number {
  return range === undefined ? wanted : Math.min(wanted, Math.max(range.top, row + 1))
}

/** How many ranges begin at or left of the column. */
function indexRightOf(ranges: readonly CellRange[], column: number): number {
  let low = 0
  let high = ranges.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((ranges[middle] as CellRange).left <= column) low = middle + 1
    else high = middle
  }
  return low
}
