import type { MeasureId } from '../schema/vocabulary.js'

/** A cell of the accounts: a row of a table under a measure. It may be printed, blank, or still open. */
export interface Slot {
  /** Index of the table in the document. */
  table: number
  /** Index of the row in that table. */
  row: number
  measure: MeasureId
}

/** A rule of the accounts, as a fiscal officer would state it. */
export interface Identity {
  id: string
  /** In Chinese, with the printed names. */
  formula: string
  /** Where the rule comes from: the form's own heading, 政府收支分类科目, 部门决算编制说明. */
  source: string
  /** `within` a table, or `between` tables. */
  scope: 'within' | 'between'
}

/**
 * An identity at one place in one document.
 *
 * `=`: total (+ addends) = Σ parts, within (n + 1) × half the printed unit for n printed parts; blank parts count as nothing.
 * `same`: total and the one part are two printings of one fact: equal exactly in the coarser of their units.
 * `≤`: Σ parts is at most the total (a part and its whole), within the same allowance.
 * Not applicable where the total is not printed, or no part is.
 */
export interface Equation {
  identity: Identity
  relation: '=' | 'same' | '≤'
  total: Slot
  parts: readonly Slot[]
  /** Further slots on the total's side: 年末结转 + 本年支出 = 年初结转 + 本年收入. */
  addends?: readonly Slot[]
}
