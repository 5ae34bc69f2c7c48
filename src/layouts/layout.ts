import type { MeasureId, Side, TableId } from '../schema/vocabulary.js'

/** How a header path names a measure. Paths are folded text joined by `/`, outermost header first. */
export interface ColumnRule {
  measure: MeasureId
  header: RegExp
  /** Two-sided tables: the side on which it holds. */
  side?: Side
}

/**
 * A kind of table, as data. The engine reads these and never names one.
 *
 * `titles`: folded titles that belong to it; `not`: words that rule it out.
 * `shape`: `rows` (a code or name a row), `sides` (收入 beside 支出), `single` (one row of amounts), `form`.
 */
export interface Layout {
  id: TableId
  titles: readonly RegExp[]
  not?: readonly RegExp[]
  shape: 'rows' | 'sides' | 'single' | 'form'
  columns: readonly ColumnRule[]
}
