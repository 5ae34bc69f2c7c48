import type { MeasureId, Side, TableId } from '../schema/vocabulary.js'

/** What the name of a department ends in, where its title goes on with the name of the table: 示例局支出总表. */
export const NAME_OF_UNIT =
  '(?:局|委|办|厅|院|处|站|所|队|校|学|园|馆|中心|政府|街道|镇|乡|部|署|委员会|办公室)(?:\\((?:本级|机关|汇总)\\))?'

/** How a header path names a measure. Paths are folded text joined by `/`, outermost header first. */
export interface ColumnRule {
  measure: MeasureId
  header: RegExp
  /** Two-sided tables: the side on which it holds. */
  side?: Side
  /** A header beside it under which it holds no more: 合计 of 三公 and 会议费 is not that of 三公. */
  unless?: RegExp
}

/** A labelled field of a form: its id in the schema, and how the label is printed. */
export interface FieldRule {
  field: string
  label: RegExp
}

/**
 * A kind of table, as data. The engine reads these and never names one.
 *
 * A header path, a title and a row label are folded (`foldText`) before they are matched; of several rules that match, the
 * first counts.
 */
export interface Layout {
  id: TableId
  /** Titles that belong to it, without year, department and attachment number in front. */
  titles: readonly RegExp[]
  /** Titles that look like it and are another table. */
  not?: RegExp
  /**
   * `rows`: a code or name a row · `sides`: 收入 beside 支出 · `single`: one row of amounts, or one column with a measure a
   * row · `form`: labelled fields.
   */
  shape: 'rows' | 'sides' | 'single' | 'form'
  columns: readonly ColumnRule[]
  /** The first digit of the codes that its rows have, where another classification may stand before them. */
  classification?: string
  /** The header cells of known forms, each in the order of reading: what the order is where a text has lost it. */
  headers?: readonly (readonly string[])[]
  /** `sides` only: what the total of expenditure is where it has no parts beside it. */
  loneTotal?: MeasureId
  /** Header paths that stand for something else though a rule fits: 上年结转/一般公共预算 is not this year's. */
  apart?: RegExp
  /** `form` only: the fields, by their printed labels. */
  fields?: readonly FieldRule[]
  /** A table of one column with a measure a row, by the row's label: every `single` one, and some without codes. */
  rowMeasures?: readonly { measure: MeasureId; label: RegExp; unless?: RegExp }[]
  /** A row may be that of one year: last year's figures above this year's, and what has changed below. */
  isByYear?: boolean
}
