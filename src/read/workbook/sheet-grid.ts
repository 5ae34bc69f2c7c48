import { type Diagnostic, diagnostic } from '../../diagnostics/diagnostic.js'
import { type Cell, NOWHERE, type Place, type Sheet } from '../../grid/document.js'
import { type CellPosition, type CellRange, formatAddress, formatRange } from './cell-address.js'
import { clipMerges, sweepMerges } from './merged-ranges.js'
import type { RawSheet } from './raw-sheet.js'

/** A gap of more empty rows or columns than this parts two things that no table spans; it is closed up. */
const WIDEST_GAP = 1_000
const WIDEST_COLUMN_GAP = 256
/** A declared range of more cells than this, and unfilled, would stop a program that walks it. */
const LARGE_RANGE = 10_000_000
/** Enough to find the fault; a finding on every cell of a sheet would be longer than the sheet. */
const MOST_PLACES = 100

/**
 * A stored sheet as a grid: merged cells once at their top left, cells in reading order, indexes as in the sheet.
 *
 * Absent values: blank cells, and cells that a merge hides, are not there; a sheet without cells has no block.
 * Diagnostics: formula-without-result, cell-error, merge-oversized, merge-overlapping, cells-far-apart, cells-hidden,
 * dimension-false, cell-repeated.
 */
export function sheetGrid(raw: RawSheet): { value: Sheet; diagnostics: Diagnostic[] } {
  const { cells, repeated } = inReadingOrder(raw.cells.filter(({ text }) => text !== ''))
  const last = lastPosition(cells)
  const { ranges, oversized } = clipMerges(raw.merges, last)
  const sweep = sweepMerges(ranges)
  const laidOut = ranges.length === 0 ? cells : cells.flatMap((cell) => layOut(cell, sweep.covering(cell)))
  const closed = closeGaps(laidOut)
  const diagnostics = [
    ...cellFindings(raw, repeated),
    ...mergeFindings('merge-oversized', raw, oversized),
    ...mergeFindings('merge-overlapping', raw, sweep.overlapping),
    ...(raw.dimension === null ? [] : dimensionFindings(raw, raw.dimension, last)),
    ...hiddenFindings(raw),
    ...(closed === laidOut ? [] : [finding('cells-far-apart', raw, [last], { cell: formatAddress(last) })]),
  ]
  return { value: sheetOf(raw, closed), diagnostics }
}

function sheetOf(raw: RawSheet, cells: readonly Cell[]): Sheet {
  let [rowCount, columnCount] = [0, 0]
  for (const { row, rowSpan, column, columnSpan } of cells) {
    rowCount = Math.max(rowCount, row + rowSpan)
    columnCount = Math.max(columnCount, column + columnSpan)
  }
  const shown = raw.hidden ? cells.map((cell) => (cell.hidden ? cell : { ...cell, hidden: true })) : cells
  const grid = { rowCount, columnCount, cells: shown }
  return { name: raw.name, page: null, hidden: raw.hidden, blocks: cells.length === 0 ? [] : [{ type: 'grid', grid }] }
}

function layOut(cell: Cell, merge: CellRange | null): readonly Cell[] | Cell {
  if (merge === null) return cell
  if (merge.top !== cell.row || merge.left !== cell.column) return []
  return { ...cell, rowSpan: merge.bottom - merge.top + 1, columnSpan: merge.right - merge.left + 1 }
}

function lastPosition(cells: readonly Cell[]): CellPosition {
  const last = { row: -1, column: -1 }
  for (const { row, column } of cells) {
    if (row > last.row) last.row = row
    if (column > last.column) last.column = column
  }
  return last
}

function inReadingOrder(cells: readonly Cell[]): { cells: readonly Cell[]; repeated: Cell[] } {
  const isBefore = (a: Cell, b: Cell) => a.row < b.row || (a.row === b.row && a.column < b.column)
  if (cells.every((cell, index) => index === 0 || isBefore(cells[index - 1] as Cell, cell)))
    return { cells, repeated: [] }
  const sorted = [...cells].sort((a, b) => a.row - b.row || a.column - b.column)
  const kept: Cell[] = []
  const repeated: Cell[] = []
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
    cells.map((cell) => cell.row),
    WIDEST_GAP,
  )
  const usedColumns = new Set<number>()
  for (const cell of cells) usedColumns.add(cell.column)
  const columns = gapShifts(
    [...usedColumns].sort((a, b) => a - b),
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

/** One shift for each wide gap between ascending indexes. */
function gapShifts(indexes: readonly number[], widest: number): Shift[] {
  const shifts: Shift[] = []
  let end = 0
  let by = 0
  for (const from of indexes) {
    if (from - end > widest) {
      by += from - end - 1
      shifts.push({ from, by })
    }
    end = from + 1
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

function hiddenFindings(raw: RawSheet): Diagnostic[] {
  const cells = raw.hidden ? raw.cells : raw.cells.filter((cell) => cell.hidden)
  return cells.length === 0 ? [] : [finding('cells-hidden', raw, cells, { count: cells.length })]
}

function dimensionFindings(raw: RawSheet, declared: CellRange, last: CellPosition): Diagnostic[] {
  const area = (declared.bottom - declared.top + 1) * (declared.right - declared.left + 1)
  const filled = (last.row + 1) * (last.column + 1)
  if (area <= LARGE_RANGE || area <= filled * 10) return []
  const cell = last.row < 0 ? 'A1' : formatAddress(last)
  return [finding('dimension-false', raw, [], { range: formatRange(declared), cell })]
}

/** One finding for all ranges of a kind; the message names the first, the places are all. */
function mergeFindings(code: SheetFinding, raw: RawSheet, ranges: readonly CellRange[]): Diagnostic[] {
  const [first] = ranges
  if (first === undefined) return []
  const corners = ranges.map(({ top, left }) => ({ row: top, column: left }))
  return [finding(code, raw, corners, { count: ranges.length, range: formatRange(first) })]
}

function cellFindings(raw: RawSheet, repeated: readonly Cell[]): Diagnostic[] {
  const findings: Diagnostic[] = []
  const { withoutResult, errors } = raw
  if (withoutResult.length > 0) {
    findings.push(finding('formula-without-result', raw, withoutResult, { count: withoutResult.length }))
  }
  if (errors.length > 0) {
    const kinds = [...new Set(errors.map((cell) => cell.error))].join(', ')
    findings.push(finding('cell-error', raw, errors, { count: errors.length, errors: kinds }))
  }
  const [first] = repeated
  if (first !== undefined) findings.push(finding('cell-repeated', raw, repeated, { cell: formatAddress(first) }))
  return findings
}

type SheetFinding =
  | 'formula-without-result'
  | 'cell-error'
  | 'merge-oversized'
  | 'merge-overlapping'
  | 'cells-far-apart'
  | 'cells-hidden'
  | 'dimension-false'
  | 'cell-repeated'

function finding(
  code: SheetFinding,
  raw: RawSheet,
  cells: readonly CellPosition[],
  values: Readonly<Record<string, string | number>>,
): Diagnostic {
  const places = cells
    .slice(0, MOST_PLACES)
    .map((cell): Place => ({ ...NOWHERE, sheet: raw.name, cell: formatAddress(cell) }))
  return diagnostic(code, { sheet: raw.name, ...values }, { places })
}
