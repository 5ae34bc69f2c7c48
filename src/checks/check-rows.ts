import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.js'
import type { ExtractedAmount, ExtractedRow, ExtractedTable } from '../extract/table.js'
import { isClassificationCode } from '../normalise/code.js'
import type { MeasureId, TableId } from '../schema/vocabulary.js'
import type { AccountKind } from './account.js'
import type { UnplacedAmounts } from './prove.js'

/** Fewer rows with codes are a fragment, of which nothing follows. */
const LEAST_ROWS = 2

type Rows = ReadonlyMap<string, ExtractedRow>

function codedRows(table: ExtractedTable): Rows {
  return new Map(table.rows.flatMap((row) => (isClassificationCode(row.code) ? [[row.code, row] as const] : [])))
}

function amountIn(row: ExtractedRow, measure: MeasureId): ExtractedAmount | undefined {
  return row.amounts.find((amount) => amount.measure === measure && !amount.value.isZero())
}

/** Rows that one table prints with an amount, and that have to stand in another. */
interface Tie {
  from: TableId
  to: TableId
  /** The column of `from` whose amounts the rows of `to` break down. */
  measure: MeasureId
}

const TIES: readonly Tie[] = [
  { from: 'department-revenue', to: 'department-expenditure', measure: 'total' },
  { from: 'department-expenditure', to: 'department-revenue', measure: 'total' },
  { from: 'general-public-budget-expenditure', to: 'department-expenditure', measure: 'total' },
  { from: 'government-fund-expenditure', to: 'department-expenditure', measure: 'total' },
  { from: 'state-capital-expenditure', to: 'department-expenditure', measure: 'total' },
  { from: 'department-revenue', to: 'general-public-budget-expenditure', measure: 'generalPublicBudget' },
  { from: 'department-revenue', to: 'government-fund-expenditure', measure: 'governmentFund' },
  { from: 'department-revenue', to: 'state-capital-expenditure', measure: 'stateCapital' },
]

function missing(rows: { from: Rows; to: Rows }, tie: Tie, unplaced: UnplacedAmounts): Diagnostic[] {
  const levels = new Set([...rows.to.keys()].map((code) => code.length))
  return [...rows.from].flatMap(([code, row]) => {
    const amount = amountIn(row, tie.measure)
    if (!amount || rows.to.has(code) || !levels.has(code.length)) return []
    if (unplaced.get(tie.to)?.some((value) => value.eq(amount.value.abs()))) return []
    const values = { code, label: row.label, amount: amount.text, other: tie.from }
    const details = { table: tie.to, row: { code, label: row.label }, measure: 'total', expected: amount.text }
    return [diagnostic('row-missing', values, { ...details, places: [amount.place] })]
  })
}

/** The first finding of each row: several tables may tell of the same one. */
function once(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const seen = new Set<string>()
  return diagnostics.filter(({ table, row }) => {
    const key = `${table} ${row?.code}`
    return !seen.has(key) && seen.add(key)
  })
}

/**
 * Rows that stand in one table of a budget and are missing in another that breaks down the same money.
 *
 * Only tables that are there once are compared, and only at the levels (类, 款, 项) that both print. An amount that could not
 * be placed in the other may be that of the row.
 */
export function checkRows(
  tables: readonly ExtractedTable[],
  kind: AccountKind,
  unplaced: UnplacedAmounts,
): Diagnostic[] {
  if (kind !== 'budget') return []
  const coded = (id: TableId): Rows | null => {
    const [table, ...others] = tables.filter((candidate) => candidate.id === id)
    const rows = table && others.length === 0 ? codedRows(table) : null
    return rows && rows.size >= LEAST_ROWS ? rows : null
  }
  return once(
    TIES.flatMap((tie) => {
      const from = coded(tie.from)
      const to = coded(tie.to)
      return from && to ? missing({ from, to }, tie, unplaced) : []
    }),
  )
}
