/** Row and column from 0. */
export interface CellPosition {
  row: number
  column: number
}

/** First and last row and column from 0, both included. */
export interface CellRange {
  top: number
  left: number
  bottom: number
  right: number
}

export const SHEET_ROWS = 1_048_576
export const SHEET_COLUMNS = 16_384

/** `AB12` or `$AB$12` to its position; null where it is no address within a sheet. */
export function parseAddress(address: string): CellPosition | null {
  const match = /^\$?([A-Za-z]{1,3})\$?(\d{1,7})$/.exec(address)
  if (match === null) return null
  let column = 0
  for (const letter of (match[1] ?? '').toUpperCase()) column = column * 26 + letter.charCodeAt(0) - 64
  const row = Number(match[2])
  return row < 1 || row > SHEET_ROWS || column > SHEET_COLUMNS ? null : { row: row - 1, column: column - 1 }
}

/** `A1:C3` to its corners in order; one address is a range of one cell. */
export function parseRange(range: string): CellRange | null {
  const [first = '', last = first] = range.split(':')
  const from = parseAddress(first)
  const to = parseAddress(last)
  if (from === null || to === null) return null
  return {
    top: Math.min(from.row, to.row),
    left: Math.min(from.column, to.column),
    bottom: Math.max(from.row, to.row),
    right: Math.max(from.column, to.column),
  }
}

export function formatAddress({ row, column }: CellPosition): string {
  let letters = ''
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters
  }
  return `${letters}${row + 1}`
}

export function formatRange({ top, left, bottom, right }: CellRange): string {
  return `${formatAddress({ row: top, column: left })}:${formatAddress({ row: bottom, column: right })}`
}
