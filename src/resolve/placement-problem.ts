import { isWithinAllowance, roundTo } from '../checks/scaled-weight.js'
import { BLANK, type Placement, type RowDomains } from './row-placements.js'
import { type AccountRow, familyOf, isInRow, type Rule, type RuleRow, type ScaledAccounts } from './scaled-accounts.js'

/** Stands in a placement for an amount that the row should have and does not print. */
export const LOST = -2

/** What is taken to be wrong with the print, where the accounts contradict each other. */
export interface Doubts {
  /** Amounts that may be misprinted, by amountKey: every rule on such an amount holds. */
  misprinted: ReadonlySet<number>
  /** Rows, by number, that lack one amount. */
  lacking: ReadonlySet<number>
  /** Families of rules in which a part row is missing: the total is then at least the sum of the parts. */
  partMissing: ReadonlySet<string>
  /** Rules that are left out altogether. */
  dropped: ReadonlySet<Rule>
}

export const NO_DOUBTS: Doubts = {
  misprinted: new Set(),
  lacking: new Set(),
  partMissing: new Set(),
  dropped: new Set(),
}

export function joinDoubts(left: Doubts, right: Doubts): Doubts {
  return {
    misprinted: new Set([...left.misprinted, ...right.misprinted]),
    lacking: new Set([...left.lacking, ...right.lacking]),
    partMissing: new Set([...left.partMissing, ...right.partMissing]),
    dropped: new Set([...left.dropped, ...right.dropped]),
  }
}

const AMOUNTS_IN_ROW = 128
export function amountKey(place: { row: number; index: number }): number {
  return place.row * AMOUNTS_IN_ROW + place.index
}

/** A row whose placement is to be found, or several that share it. */
export interface Variable {
  rows: readonly number[]
  placements: readonly Placement[]
  /** Where its placements start in the state of a search. */
  offset: number
  /** Sum of its amounts, signs aside: totals weigh more than their parts. */
  weight: number
}

/**
 * A rule between rows, weighed as |constant + Σ shares| ≤ half × printed (`=`), ≥ −half × printed (`≤`), or = 0 (`same`).
 * A share is what a placement of a row adds: its total counts as positive, its parts as negative; NaN where one of its
 * amounts is taken to be misprinted, which satisfies the rule.
 */
export interface Constraint {
  relation: Rule['relation']
  half: number
  constant: number
  constantPrinted: number
  scope: readonly number[]
  /** By place in `scope`, by placement. */
  shares: readonly (readonly number[])[]
  /** Number of printed amounts that a placement adds. */
  printed: readonly (readonly number[])[]
  /** Some share is NaN. */
  doubtful: boolean
}

export interface Problem {
  variables: readonly Variable[]
  constraints: readonly Constraint[]
  /** For each variable the constraints on it. */
  touching: readonly (readonly number[])[]
  placementCount: number
  /** Steps that one look at all rules costs. */
  size: number
  /** A rule fails on rows that have one placement each, not all of them printed with their columns. */
  contradicted: boolean
}

function isDoubted(doubts: Doubts, row: number, index: number): boolean {
  return index === LOST || (doubts.misprinted.size > 0 && doubts.misprinted.has(amountKey({ row, index })))
}

/** What one placement of a row adds to a rule; NaN where one of its amounts is doubted. */
export function shareOf(
  rule: Rule,
  { row: number, cells }: RuleRow,
  row: AccountRow,
  placement: Placement,
  doubts: Doubts,
): number {
  let share = 0
  for (const { column, sign } of cells) {
    const index = placement[column]!
    if (index === BLANK) continue
    if (isDoubted(doubts, number, index)) return Number.NaN
    const value = row.values[index]!
    share += sign * (rule.relation === 'same' ? roundTo(value, rule.unit) : value)
  }
  return share
}

/** Number of amounts that one placement of a row puts into the cells of a rule. */
export function printedIn({ cells }: RuleRow, placement: Placement): number {
  let printed = 0
  for (const { column } of cells) if (placement[column] !== BLANK) printed++
  return printed
}

/**
 * Turns rules into constraints on the rows that have more than one placement left.
 *
 * `domains`: by row number the placements of the open rows; null for a row of which nothing is known, whose rules are
 * left out. Rows that are not listed are settled. Rows with one and the same list of placements share theirs.
 */
export function buildProblem(
  accounts: ScaledAccounts,
  rules: readonly Rule[],
  domains: RowDomains,
  doubts: Doubts,
): Problem {
  const variables: (Variable & { rows: number[] })[] = []
  const variableOf = new Map<number, number>()
  const variableWith = new Map<readonly Placement[], number>()
  let placementCount = 0
  for (const [row, placements] of domains) {
    if (placements === null || placements.length < 2) continue
    const weight = accounts.rows[row]!.values.reduce((sum, value) => sum + Math.abs(value), 0)
    const shared = variables[variableWith.get(placements) ?? -1]
    if (shared) {
      shared.rows.push(row)
      shared.weight += weight
    } else {
      variableWith.set(placements, variables.length)
      variables.push({ rows: [row], placements, offset: placementCount, weight })
      placementCount += placements.length
    }
    variableOf.set(row, variableWith.get(placements)!)
  }

  const constraints: Constraint[] = []
  const touching: number[][] = variables.map(() => [])
  let contradicted = false
  for (const rule of rules) {
    if (isInRow(rule) || doubts.dropped.has(rule)) continue
    const constraint = makeConstraint(accounts, rule, domains, variableOf, variables, doubts)
    if (constraint === null) continue
    if (constraint.scope.length === 0) {
      const allowance = constraint.half * constraint.constantPrinted
      const wasOpen = rule.rows.some(({ row }) => domains.has(row))
      if (wasOpen && !isWithinAllowance(constraint.relation, constraint.constant, allowance)) contradicted = true
      continue
    }
    for (const variable of constraint.scope) touching[variable]!.push(constraints.length)
    constraints.push(constraint)
  }
  const size = constraints.reduce((sum, { shares }) => shares.reduce((more, { length }) => more + length, sum), 0)
  return { variables, constraints, touching, placementCount, size, contradicted }
}

/** Null where the rule says nothing: a row of which nothing is known, or a settled amount that is doubted. */
function makeConstraint(
  accounts: ScaledAccounts,
  rule: Rule,
  domains: RowDomains,
  variableOf: ReadonlyMap<number, number>,
  variables: readonly Variable[],
  doubts: Doubts,
): Constraint | null {
  let constant = 0
  let constantPrinted = 0
  let doubtful = false
  const scope: number[] = []
  const shares: number[][] = []
  const printed: number[][] = []
  for (const ruleRow of rule.rows) {
    const row = accounts.rows[ruleRow.row]!
    const variable = variableOf.get(ruleRow.row)
    if (variable === undefined) {
      const placements = domains.get(ruleRow.row)
      if (placements === null || placements?.length === 0) return null
      const placement = placements?.[0] ?? row.printed
      const share = shareOf(rule, ruleRow, row, placement, doubts)
      if (share !== share) return null
      constant += share
      constantPrinted += printedIn(ruleRow, placement)
      continue
    }
    const { placements } = variables[variable]!
    let at = scope.indexOf(variable)
    if (at < 0) {
      at = scope.push(variable) - 1
      shares.push(new Array(placements.length).fill(0))
      printed.push(new Array(placements.length).fill(0))
    }
    const share = shares[at]!
    const count = printed[at]!
    placements.forEach((placement, index) => {
      const value = shareOf(rule, ruleRow, row, placement, doubts)
      if (value !== value) doubtful = true
      share[index]! += value
      count[index]! += printedIn(ruleRow, placement)
    })
  }
  const isWeakened = doubts.partMissing.size > 0 && rule.relation === '=' && doubts.partMissing.has(familyOf(rule))
  const relation = isWeakened ? '≤' : rule.relation
  return { relation, half: rule.unit / 2, constant, constantPrinted, scope, shares, printed, doubtful }
}
