import { isWithinAllowance } from '../checks/scaled-weight.js'
import { type Doubts, LOST, printedIn, shareOf } from './placement-problem.js'
import { BLANK, type Placement, type RowRule, rowPlacements } from './row-placements.js'
import type { AccountRow, Rule } from './scaled-accounts.js'

/** Cells that one row may try before its placements are given up. */
const ROW_LIMIT = 50_000

/**
 * The placements of one row that its own rules allow.
 *
 * A row that fails them all may be one that prints a total without breaking it down: then rules of which no part is
 * printed are set aside. Null where there are too many to list.
 */
export function placementsOfRow(
  row: AccountRow,
  number: number,
  rules: readonly Rule[],
  doubts: Doubts,
): Placement[] | null {
  const kept = rules.filter((rule) => !doubts.dropped.has(rule))
  if (doubts.lacking.has(number)) return lackingPlacements(row, kept, doubts)
  for (const lenient of [false, true]) {
    const rowRules: RowRule[] = kept.map((rule) => ({
      lastColumn: Math.max(...rule.rows[0]!.cells.map((cell) => cell.column)),
      holds: (placement) => rowRuleHolds(rule, row, placement, doubts, lenient),
    }))
    const found = rowPlacements(row.columns, rowRules, ROW_LIMIT)
    if (found === null || found.length > 0) return found
  }
  return []
}

function lackingPlacements(row: AccountRow, rules: readonly Rule[], doubts: Doubts): Placement[] | null {
  const printed = rowPlacements(row.columns, [], ROW_LIMIT)
  if (printed === null || printed.length * row.columns.columns.length > ROW_LIMIT) return null
  return printed.flatMap((placement) =>
    row.columns.columns.flatMap((_, column) => {
      if (placement[column] !== BLANK) return []
      const filled = placement.slice()
      filled[column] = LOST
      return rules.every((rule) => rowRuleHolds(rule, row, filled, doubts, false)) ? [filled] : []
    }),
  )
}

/** Weighs a rule within one row; a doubtful amount makes it hold. */
function rowRuleHolds(rule: Rule, row: AccountRow, placement: Placement, doubts: Doubts, lenient: boolean): boolean {
  const ruleRow = rule.rows[0]!
  const share = shareOf(rule, ruleRow, row, placement, doubts)
  if (share !== share) return true
  const printed = printedIn(ruleRow, placement)
  if (lenient && printed === 1 && placement[ruleRow.cells[0]!.column] !== BLANK) return true
  return isWithinAllowance(rule.relation, share, (rule.unit / 2) * printed)
}
