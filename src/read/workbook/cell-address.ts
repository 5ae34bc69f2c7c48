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

const DOLLAR = 36
const LETTER_A = 65
const DIGIT_0 = 48

/** `AB12` or `$AB$12` to its position; null where it is no address within a sheet. Called for every cell: no regex. */
export function parseAddress(address: string): CellPosition | null {
  let column = 0
  let row = 0
  let digits = 0
  for (let index = 0; index < address.length; index++) {
    const code = address.charCodeAt(index)
    const letter = (code & ~32) - LETTER_A + 1
    if (code === DOLLAR) continue
    if (code >= DIGIT_0 && code < DIGIT_0 + 10) {
      row = row * 10 + code - DIGIT_0
      digits++
    } else if (letter >= 1 && letter <= 26 && digits === 0) column = column * 26 + letter
    else return null
    if (row > SHEET_ROWS || column > SHEET_COLUMNS) return null
  }
  return row === 0 || column === 0 ? null : { row: row - 1, column: column - 1 }
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
