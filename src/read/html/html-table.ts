import type { FlowCell } from '../flow/flow-document.js'
import { assertLimit, type Limits } from '../limits.js'

/** A `<td>` or `<th>` as written, before it is laid out. */
export interface HtmlCell {
  columnSpan: number
  /** 0 reaches to the end of the table. */
  rowSpan: number
  content: FlowCell['content'][number][]
  hidden: boolean
  stored?: string
}

const WIDEST_SPAN = 1_000
const LONGEST_SPAN = 65_534
const MOST_COLUMNS = 16_384

/** A span as written in an attribute, within the bounds of the HTML standard; 1 where it is none. */
export function spanOf(attribute: string | undefined, kind: 'columns' | 'rows'): number {
  const match = /^\s*\+?(\d{1,9})/.exec(attribute ?? '')
  if (match === null) return 1
  const span = Number(match[1])
  if (kind === 'rows') return Math.min(span, LONGEST_SPAN)
  return span === 0 || span > WIDEST_SPAN ? 1 : span
}

/**
 * Lays the cells of a table out in its grid: each at the first free column of its row, spans cut at the last row.
 *
 * Source: HTML standard 4.9.12, “forming a table”.
 */
export function layOutTable(rows: readonly (readonly HtmlCell[])[], limits: Limits): FlowCell[] {
  const laidOut: FlowCell[] = []
  // For each column, the first row that no cell from above reaches into
  const freeFrom: number[] = []
  for (const [row, cells] of rows.entries()) {
    let column = 0
    for (const cell of cells) {
      while ((freeFrom[column] ?? 0) > row) column++
      if (column + cell.columnSpan > MOST_COLUMNS) assertLimit(limits, 'cells', Number.POSITIVE_INFINITY)
      const left = rows.length - row
      const rowSpan = cell.rowSpan === 0 ? left : Math.min(cell.rowSpan, left)
      for (let index = 0; index < cell.columnSpan; index++) freeFrom[column + index] = row + rowSpan
      const { columnSpan, content, hidden, stored } = cell
      const placed: FlowCell = { row, column, rowSpan, columnSpan, content, hidden }
      laidOut.push(stored === undefined ? placed : { ...placed, stored })
      column += cell.columnSpan
    }
  }
  return laidOut
}
