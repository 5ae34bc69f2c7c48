import { type Diagnostic, diagnostic } from '../../diagnostics/diagnostic.js'
import { type Cell, NOWHERE, type Place, type Sheet } from '../../grid/document.js'
import { type CellPosition, type CellRange, formatAddress, formatRange } from './cell-address.js'
import { clipMerges, sweepMerges } from './merged-ranges.js'
import type { RawCell, RawSheet } from './raw-sheet.js'

/** A gap of more empty rows or columns than this parts two things that no table spans; it is closed up. */
const WIDEST_GAP = 1_000
const WIDEST_COLUMN_GAP = 256
/** A declared range of more cells than this, and unfilled, would stop a program that walks it. */
const LARGE_RANGE = 10_000_000

/**
 * A stored sheet as a grid: merged cells once at their top left, cells in reading order, indexes as in the sheet.
 *
 * Absent values: blank cells, and cells that a merge hides, are not there; a sheet without cells has no block.
 * Diagnostics: formula-without-result, cell-error, merge-oversized, merge-overlapping, cells-far-apart, dimension-false,
 * cell-repeated.
 */
export function sheetGrid(raw: RawSheet): { value: Sheet; diagnostics: Diagnostic[] } {
  const diagnostics: Diagnostic[] = cellFindings(raw)
  const { cells, repeated } = inReadingOrder(raw.cells)
  for (const cell of repeated) diagnostics.push(finding('cell-repeated', raw, [cell], { cell: formatAddress(cell) }))
  const last = cells.reduce(
    (end, cell) => ({ row: Math.max(end.row, cell.row), column: Math.max(end.column, cell.column) }),
    { row: -1, column: -1 },
  )
  const { ranges, oversized } = clipMerges(raw.merges, last)
  for (const range of oversized) diagnostics.push(rangeFinding('merge-oversized', raw, range))
  if (raw.dimension !== null && isFalseDimension(raw.dimension, last)) {
    const cell = last.row < 0 ? 'A1' : formatAddress(last)
    diagnostics.push(finding('dimension-false', raw, [], { range: formatRange(raw.dimension), cell }))
  }
  const sweep = sweepMerges(ranges)
  const laidOut = cells.flatMap((cell) => layOut(cell, sweep.covering(cell), raw))
  for (const range of sweep.overlapping) diagnostics.push(rangeFinding('merge-overlapping', raw, range))
  const closed = closeGaps(laidOut)
  if (closed !== laidOut) diagnostics.push(finding('cells-far-apart', raw, [last], { cell: formatAddress(last) }))
  return { value: sheetOf(raw, closed), diagnostics }
}

function sheetOf(raw: RawSheet, cells: readonly Cell[]): Sheet {
  const grid = {
    rowCount: cells.reduce((most, cell) => Math.max(most, cell.row + cell.rowSpan), 0),
    columnCount: cells.reduce((most, cell) => Math.max(most, cell.column + cell.columnSpan), 0),
    cells,
  }
  return { name: raw.name, page: null, hidden: raw.hidden, blocks: cells.length === 0 ? [] : [{ type: 'grid', grid }] }
}

function layOut(cell: RawCell, merge: CellRange | null, raw: RawSheet): Cell[] {
  if (merge !== null && (merge.top !== cell.row || merge.left !== cell.column)) return []
  const laidOut: Cell = {
    text: cell.text,
    row: cell.row,
    column: cell.column,
    rowSpan: merge === null ? 1 : merge.bottom - merge.top + 1,
    columnSpan: merge === null ? 1 : merge.right - merge.left + 1,
    place: placeOf(raw, cell),
  }
  if (cell.stored !== undefined) laidOut.stored = cell.stored
  if (cell.hidden || raw.hidden) laidOut.hidden = true
  return [laidOut]
}

function inReadingOrder(cells: readonly RawCell[]): { cells: RawCell[]; repeated: RawCell[] } {
  const isBefore = (a: RawCell, b: RawCell) => a.row < b.row || (a.row === b.row && a.column < b.column)
  if (cells.every((cell, index) => index === 0 || isBefore(cells[index - 1] as RawCell, cell))) {
    return { cells: [...cells], repeated: [] }
  }
  const sorted = [...cells].sort((a, b) => a.row - b.row || a.column - b.column)
  const kept: RawCell[] = []
  const repeated: RawCell[] = []
  for (const cell of sorted) {
    const before = kept.at(-1)
    if (before !== undefined && before.row === cell.row && before.column === cell.column) repeated.push(cell)
    else kept.push(cell)
  }
  return { cells: kept, repeated }
}

/** The cells with wide empty gaps closed up; the same list where there is none. Places keep the true address. */
function closeGaps(cells: readonly Cell[]): readonly Cell[] {
  const rows = gapShifts(
    cells.map((cell) => [cell.row, cell.row + cell.rowSpan]),
    WIDEST_GAP,
  )
  const columns = gapShifts(
    cells.map((cell) => [cell.column, cell.column + cell.columnSpan]),
    WIDEST_COLUMN_GAP,
  )
  if (rows.length === 0 && columns.length === 0) return cells
  return cells.map((cell) => ({ ...cell, row: shifted(cell.row, rows), column: shifted(cell.column, columns) }))
}

/** Everything from index `from` on moves by `by` in all. */
interface Shift {
  from: number
  by: number
}

/** One shift for each wide gap, in order. */
function gapShifts(extents: readonly (readonly [number, number])[], widest: number): Shift[] {
  const shifts: Shift[] = []
  let end = 0
  let by = 0
  for (const [from, to] of [...extents].sort((a, b) => a[0] - b[0])) {
    if (from - end > widest) {
      by += from - end - 1
      shifts.push({ from, by })
    }
    end = Math.max(end, to)
  }
  return shifts
}

function shifted(index: number, shifts: readonly Shift[]): number {
  let low = 0
  let high = shifts.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((shifts[middle] as Shift).from <= index) low = middle + 1
    else high = middle
  }
  return index - (shifts[low - 1]?.by ?? 0)
}

function isFalseDimension(declared: CellRange, last: CellPosition): boolean {
  const area = (declared.bottom - declared.top + 1) * (declared.right - declared.left + 1)
  const filled = (last.row + 1) * (last.column + 1)
  return area > LARGE_RANGE && area > filled * 10
}

function cellFindings(raw: RawSheet): Diagnostic[] {
  const findings: Diagnostic[] = []
  const { withoutResult, errors } = raw
  if (withoutResult.length > 0) {
    findings.push(finding('formula-without-result', raw, withoutResult, { count: withoutResult.length }))
  }
  if (errors.length > 0) {
    const kinds = [...new Set(errors.map((cell) => cell.error))].join(', ')
    findings.push(finding('cell-error', raw, errors, { count: errors.length, errors: kinds }))
  }
  return findings
}

type SheetFinding =
  | 'formula-without-result'
  | 'cell-error'
  | 'merge-oversized'
  | 'merge-overlapping'
  | 'cells-far-apart'
  | 'dimension-false'
  | 'cell-repeated'

function finding(
  code: SheetFinding,
  raw: RawSheet,
  cells: readonly CellPosition[],
  values: Readonly<Record<string, string | number>>,
): Diagnostic {
  return diagnostic(code, { sheet: raw.name, ...values }, { places: cells.map((cell) => placeOf(raw, cell)) })
}

function rangeFinding(code: SheetFinding, raw: RawSheet, range: CellRange): Diagnostic {
  return finding(code, raw, [{ row: range.top, column: range.left }], { range: formatRange(range) })
}

function placeOf(raw: RawSheet, position: CellPosition): Place {
  return { ...NOWHERE, sheet: raw.name, cell: formatAddress(position) }
}
