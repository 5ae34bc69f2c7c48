import type { CellPosition, CellRange } from './cell-address.js'

/** A stored cell with something to show. */
export interface RawCell extends CellPosition {
  /** As displayed; indentation as leading spaces. */
  text: string
  stored?: string
  hidden: boolean
}

/** A worksheet as its file stores it, before merges are laid out. */
export interface RawSheet {
  name: string
  hidden: boolean
  cells: readonly RawCell[]
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
