import type { Cell, Place } from '../../grid/document.js'
import { withoutWidthless } from '../../normalise/text.js'
import { type CellPosition, type CellRange, formatAddress } from './cell-address.js'

/** What a stored cell shows, and where. */
export interface Shown extends CellPosition {
  /** As displayed; indentation as leading spaces. */
  text: string
  stored?: string | undefined
  hidden: boolean
}

/** A cell of a sheet before merges are laid out. The one object of each cell: a large sheet has a million. */
export function sheetCell(sheet: string, { row, column, text, stored, hidden }: Shown): Cell {
  const place: Place = { sheet, cell: formatAddress({ row, column }), page: null, bbox: null, line: null }
  const cell: Cell = { text: withoutWidthless(text), row, column, rowSpan: 1, columnSpan: 1, place }
  if (stored !== undefined) cell.stored = stored
  if (hidden) cell.hidden = true
  return cell
}

/** A worksheet as its file stores it, before merges are laid out. */
export interface RawSheet {
  name: string
  hidden: boolean
  /** Those with something to show. */
  cells: readonly Cell[]
  merges: readonly CellRange[]
  /** The used range that the file declares, where it declares one. */
  dimension: CellRange | null
  /** Formulas that were never calculated. */
  withoutResult: readonly CellPosition[]
  /** Cells that show an error: where, and which. */
  errors: readonly (CellPosition & { error: string })[]
}

/** Spaces before a text for each level of indentation. */
export const INDENT = '  '
