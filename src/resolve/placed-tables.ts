import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.js'
import type { ExtractedAmount, ExtractedRow, ExtractedTable } from '../extract/table.js'
import type { MeasureId } from '../schema/vocabulary.js'
import { amountKey } from './placement-problem.js'
import type { Knowledge } from './row-domains.js'
import type { AccountRow, ScaledAccounts } from './scaled-accounts.js'

type Outcome = 'ambiguous' | 'impossible' | 'limit'

interface LeftOpen {
  amount: ExtractedAmount
  row: number
  outcome: Outcome
}

/** Writes what is known of the rows back into tables, and says what stays open and why. */
export function placedTables(
  tables: readonly ExtractedTable[],
  accounts: ScaledAccounts,
  knowledge: Knowledge,
  undecidedWithin: ReadonlySet<number>,
): { value: ExtractedTable[]; diagnostics: Diagnostic[] } {
  const inConflict = new Set(knowledge.conflicts.flatMap((conflict) => conflict.rows))
  const leftOpen: LeftOpen[] = []

  function placed(number: number, row: ExtractedRow): ExtractedRow {
    const account = accounts.rows[number]
    if (!account?.open) return row
    const amounts = row.amounts.map((amount, index): ExtractedAmount => {
      if (amount.measure !== null) return amount
      const measures = remaining(account, knowledge, { row: number, index })
      const isPossible = knowledge.domains.get(number)?.length !== 0
      if (measures.length === 1 && accounts.exact && isPossible) {
        const evidence = undecidedWithin.has(amountKey({ row: number, index })) ? 'cross-table' : 'identity'
        return { ...amount, measure: measures[0]!, evidence, candidates: [] }
      }
      const open: ExtractedAmount = { ...amount, evidence: 'ambiguous', candidates: measures }
      const limit = knowledge.limited.has(number) || !accounts.exact
      const outcome = limit ? 'limit' : inConflict.has(number) ? 'impossible' : 'ambiguous'
      leftOpen.push({ amount: open, row: number, outcome })
      return open
    })
    return { ...row, amounts }
  }

  const value = tables.map((table, index) => ({
    ...table,
    rows: table.rows.map((row, rowIndex) => placed(accounts.firstRow[index]! + rowIndex, row)),
  }))
  return { value, diagnostics: findings(tables, accounts, knowledge, leftOpen) }
}

/** Measures in which the amount stands in some remaining placement, in the order of the columns. */
function remaining(
  account: AccountRow,
  knowledge: Knowledge,
  place: { row: number; index: number },
): readonly MeasureId[] {
  const { columns, allowed } = account.columns
  const placements = knowledge.domains.get(place.row)
  const kept = new Set(placements?.map((placement) => placement.indexOf(place.index)))
  const open = allowed[place.index]!.filter((column) => kept.size === 0 || kept.has(column))
  return open.map((column) => columns[column]!)
}

function findings(
  tables: readonly ExtractedTable[],
  accounts: ScaledAccounts,
  knowledge: Knowledge,
  leftOpen: readonly LeftOpen[],
): Diagnostic[] {
  const tableOf = (row: number) => tables[accounts.rows[row]!.table]!
  const texts = (amounts: readonly ExtractedAmount[]) => amounts.map((amount) => amount.text).join(', ')
  const places = (amounts: readonly ExtractedAmount[]) => amounts.map((amount) => amount.place)

  const ambiguous = leftOpen.flatMap(({ amount, row, outcome }) => {
    if (outcome !== 'ambiguous') return []
    const { code, label } = accounts.rows[row]!.source
    const values = { amount: amount.text, candidates: amount.candidates.join(', ') }
    const details = { table: tableOf(row).id, row: { code, label }, found: amount.text, places: [amount.place] }
    return [diagnostic('amount-ambiguous', values, details)]
  })

  const limited = tables.flatMap((table, index) => {
    const amounts = leftOpen.flatMap(({ amount, row, outcome }) =>
      outcome === 'limit' && accounts.rows[row]!.table === index ? [amount] : [],
    )
    if (amounts.length === 0) return []
    return [diagnostic('search-limit', { amounts: amounts.length }, { table: table.id, places: places(amounts) })]
  })

  const contradictions = knowledge.conflicts.flatMap((conflict) => {
    const open = leftOpen.flatMap(({ amount, row, outcome }) =>
      outcome === 'impossible' && conflict.rows.includes(row) ? [amount] : [],
    )
    const all = conflict.rows.flatMap((row) => accounts.rows[row]!.source.amounts)
    const amounts = open.length > 0 ? open : all
    const code = open.length > 0 ? 'placement-impossible' : 'placement-relaxed'
    const table = conflict.rows[0] === undefined ? null : tableOf(conflict.rows[0]).id
    return amounts.length === 0
      ? []
      : [diagnostic(code, { amounts: texts(amounts) }, { table, places: places(amounts) })]
  })
  return [...ambiguous, ...limited, ...contradictions]
}
