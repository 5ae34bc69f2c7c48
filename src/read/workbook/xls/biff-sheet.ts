import { assertLimit, type Limits } from '../../limits.js'
import { damaged } from '../../read-failure.js'
import type { CellRange } from '../cell-address.js'
import type { ReadTotals } from '../read-totals.js'
import { biffRecords, RECORD } from './biff-records.js'

/** What an xls sheet says of its cells apart from their values. */
export interface BiffSheetFrame {
  merges: readonly CellRange[]
  dimension: CellRange | null
  hiddenRows: ReadonlySet<number>
  hiddenColumns: ReadonlySet<number>
  showsZeros: boolean
  /** Index of the style of each stored cell, by `cellKey`. */
  styles: ReadonlyMap<number, number>
  /** Formulas whose stored result is the number 0, by `cellKey`, and what in the formula speaks against it. */
  zeroFormulas: ReadonlyMap<number, ZeroFormula>
}

export interface ZeroFormula {
  /** It handles texts: holds one, or joins them. */
  handlesText: boolean
  /** The one cell that it repeats (`=A2`), by `cellKey`. */
  repeats: number | null
}

const XLS_COLUMNS = 256
/** Tokens of a stored formula. Source: MS-XLS 2.5.198. */
const TEXT_TOKEN = 0x17
const JOIN_TOKEN = 0x08
const REFERENCE_TOKENS: readonly number[] = [0x24, 0x44, 0x64]

export function cellKey(row: number, column: number): number {
  return row * XLS_COLUMNS + column
}

/**
 * Reads the frame of one worksheet from its records in the stream.
 *
 * Diagnostics: limit-exceeded, file-damaged, as `ReadFailure`.
 * Source: MS-XLS 2.4.168 (MergeCells), 2.4.221 (Row), 2.4.53 (ColInfo), 2.4.346 (Window2), 2.4.127 (Formula).
 */
export function biffSheetFrame(
  stream: Uint8Array,
  offset: number,
  { limits, totals }: { limits: Limits; totals: ReadTotals },
): BiffSheetFrame {
  const merges: CellRange[] = []
  const hiddenRows = new Set<number>()
  const hiddenColumns = new Set<number>()
  const styles = new Map<number, number>()
  const zeroFormulas = new Map<number, ZeroFormula>()
  let dimension: CellRange | null = null
  let showsZeros = true
  let depth = 0
  let isWhole = false
  for (const { id, data } of biffRecords(stream, offset)) {
    if (id === RECORD.beginningOfFile) depth++
    else if (id === RECORD.eof) depth--
    if (depth === 0) {
      isWhole = id === RECORD.eof
      break
    }
    if (depth > 1) continue
    if (id === RECORD.mergedCells) {
      merges.push(...mergedCells(data))
      assertLimit(limits, 'merges', totals.merges + merges.length)
    } else if (id === RECORD.dimensions) dimension = declaredRange(data)
    else if (id === RECORD.row && isLong(data, 14) && (data.getUint8(12) & 0x20) !== 0)
      hiddenRows.add(data.getUint16(0, true))
    else if (id === RECORD.columnInfo && isLong(data, 10))
      for (const column of hiddenColumnsOf(data)) hiddenColumns.add(column)
    else if (id === RECORD.window && isLong(data, 2)) showsZeros = (data.getUint16(0, true) & 0x10) !== 0
    else {
      for (const cell of styledCells(id, data)) styles.set(cell.key, cell.style)
      const zero = id === RECORD.formula ? zeroFormula(data) : null
      if (zero !== null) zeroFormulas.set(cellKey(data.getUint16(0, true), data.getUint16(2, true)), zero)
    }
  }
  if (!isWhole) throw damaged('workbook', 'a sheet has no end, as when a download stops early')
  totals.merges += merges.length
  totals.cells += styles.size
  assertLimit(limits, 'cells', totals.cells)
  return { merges, dimension, hiddenRows, hiddenColumns, showsZeros, styles, zeroFormulas }
}

function isLong(data: DataView, bytes: number): boolean {
  return data.byteLength >= bytes
}

function mergedCells(data: DataView): CellRange[] {
  const ranges: CellRange[] = []
  for (let start = 2; start + 8 <= data.byteLength; start += 8) {
    const [top, bottom] = [data.getUint16(start, true), data.getUint16(start + 2, true)]
    const [left, right] = [data.getUint16(start + 4, true), data.getUint16(start + 6, true)]
    if (bottom >= top && right >= left) ranges.push({ top, bottom, left, right })
  }
  return ranges
}

function declaredRange(data: DataView): CellRange | null {
  if (!isLong(data, 12)) return null
  const bottom = data.getUint32(4, true) - 1
  const right = data.getUint16(10, true) - 1
  return bottom < 0 || right < 0 ? null : { top: data.getUint32(0, true), left: data.getUint16(8, true), bottom, right }
}

function hiddenColumnsOf(data: DataView): number[] {
  if ((data.getUint16(8, true) & 1) === 0) return []
  const [from, to] = [data.getUint16(0, true), Math.min(data.getUint16(2, true), XLS_COLUMNS - 1)]
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index)
}

const ONE_CELL: ReadonlySet<number> = new Set([
  RECORD.formula,
  RECORD.richString,
  RECORD.sharedStringIndex,
  RECORD.number,
  RECORD.label,
  RECORD.booleanOrError,
  RECORD.rk,
])

/** The cells with a value that a record stores, and their styles. */
function styledCells(id: number, data: DataView): { key: number; style: number }[] {
  if (!isLong(data, 6)) return []
  const row = data.getUint16(0, true)
  const column = data.getUint16(2, true)
  if (ONE_CELL.has(id)) return [{ key: cellKey(row, column), style: data.getUint16(4, true) }]
  if (id !== RECORD.multipleRk) return []
  const count = Math.floor((data.byteLength - 6) / 6)
  return Array.from({ length: count }, (_, index) => ({
    key: cellKey(row, column + index),
    style: data.getUint16(4 + index * 6, true),
  }))
}

/** What speaks against a stored 0; null where the result is another. */
function zeroFormula(data: DataView): ZeroFormula | null {
  if (!isLong(data, 22) || data.getUint32(6, true) !== 0 || data.getUint32(10, true) !== 0) return null
  const tokens = new Uint8Array(
    data.buffer,
    data.byteOffset + 22,
    Math.min(data.getUint16(20, true), data.byteLength - 22),
  )
  const isReference = tokens.length === 5 && REFERENCE_TOKENS.includes(tokens[0] ?? 0)
  return {
    handlesText: !isReference && (tokens.includes(TEXT_TOKEN) || tokens.at(-1) === JOIN_TOKEN),
    repeats: isReference ? cellKey(data.getUint16(23, true), data.getUint16(25, true) & 0xff) : null,
  }
}
