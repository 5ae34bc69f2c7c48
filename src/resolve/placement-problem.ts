import type { RowDomains } from './row-domains.js'
import { BLANK, type Placement, type RowRule, rowPlacements } from './row-placements.js'
import type { AccountRow, Cell, Rule, ScaledAccounts } from './scaled-accounts.js'

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

/** A row whose placement is to be found. */
export interface Variable {
  row: number
  placements: readonly Placement[]
  /** Where its placements start in the state of a search. */
  offset: number
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
  shares: readonly Float64Array[]
  /** Number of printed amounts that a placement adds. */
  printed: readonly Uint8Array[]
  /** Some share is NaN. */
  doubtful: boolean
}

export interface Problem {
  variables: readonly Variable[]
  constraints: readonly Constraint[]
  /** For each variable the constraints on it. */
  touching: readonly (readonly number[])[]
  placementCount: number
  /** A rule fails on rows that have one placement each, not all of them printed with their columns. */
  contradicted: boolean
}

/** Rounds half away from zero to a multiple of `unit`. */
function roundTo(value: number, unit: number): number {
  const size = Math.abs(value) + unit / 2
  const rounded = size - (size % unit)
  return value < 0 ? -rounded : rounded
}

interface Sum {
  share: number
  printed: number
}

/** Adds the cells that one placement of a row fills in a rule. */
function shareOf(
  rule: Rule,
  cells: readonly { column: number; sign: number }[],
  row: AccountRow,
  placement: Placement,
  isMisprinted: (index: number) => boolean,
): Sum {
  let share = 0
  let printed = 0
  for (const { column, sign } of cells) {
    const index = placement[column]!
    if (index === BLANK) continue
    if (index === LOST || isMisprinted(index)) return { share: Number.NaN, printed: 0 }
    const value = row.values[index]!
    share += sign * (rule.relation === 'same' ? roundTo(value, rule.unit) : value)
    printed++
  }
  return { share, printed }
}

function holds(relation: Rule['relation'], sum: number, allowance: number): boolean {
  if (relation === 'same') return sum === 0
  return relation === '=' ? Math.abs(sum) <= allowance : sum >= -allowance
}

/** The cells of a rule: total and addends positive, parts negative. */
export function signedCells(rule: Rule): (Cell & { sign: number })[] {
  return [
    { ...rule.total, sign: 1 },
    ...rule.addends.map((cell) => ({ ...cell, sign: 1 })),
    ...rule.parts.map((cell) => ({ ...cell, sign: -1 })),
  ]
}

/** Weighs a rule within one row; a doubtful amount makes it hold. */
function rowRuleHolds(rule: Rule, row: AccountRow, placement: Placement, doubts: Doubts, lenient: boolean): boolean {
  const cells = signedCells(rule)
  const isMisprinted = (index: number) => doubts.misprinted.has(amountKey({ row: rule.total.row, index }))
  const { share, printed } = shareOf(rule, cells, row, placement, isMisprinted)
  if (Number.isNaN(share)) return true
  if (lenient && printed === 1 && placement[rule.total.column] !== BLANK) return true
  return holds(rule.relation, share, (rule.unit / 2) * printed)
}

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
      lastColumn: Math.max(...signedCells(rule).map((cell) => cell.column)),
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

/**
 * Turns rules into constraints on the rows that have more than one placement left.
 *
 * `domains`: by row number the placements of the open rows; null for a row of which nothing is known, whose rules are
 * left out. Rows that are not listed are settled.
 */
export function buildProblem(
  accounts: ScaledAccounts,
  rules: readonly Rule[],
  domains: RowDomains,
  doubts: Doubts,
): Problem {
  const variables: Variable[] = []
  const variableOf = new Map<number, number>()
  let placementCount = 0
  for (const [row, placements] of domains) {
    if (placements === null || placements.length < 2) continue
    variableOf.set(row, variables.length)
    variables.push({ row, placements, offset: placementCount })
    placementCount += placements.length
  }

  const constraints: Constraint[] = []
  const touching: number[][] = variables.map(() => [])
  let contradicted = false
  for (const rule of rules) {
    if (rule.inRow || doubts.dropped.has(rule)) continue
    const constraint = makeConstraint(accounts, rule, domains, variableOf, variables, doubts)
    if (constraint === null) continue
    if (constraint.scope.length === 0) {
      const allowance = constraint.half * constraint.constantPrinted
      const wasOpen = signedCells(rule).some((cell) => domains.has(cell.row))
      if (wasOpen && !holds(constraint.relation, constraint.constant, allowance)) contradicted = true
      continue
    }
    for (const variable of constraint.scope) touching[variable]!.push(constraints.length)
    constraints.push(constraint)
  }
  return { variables, constraints, touching, placementCount, contradicted }
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
  const cellsOfRow = new Map<number, { column: number; sign: number }[]>()
  for (const { row, column, sign } of signedCells(rule)) {
    const cells = cellsOfRow.get(row)
    if (cells) cells.push({ column, sign })
    else cellsOfRow.set(row, [{ column, sign }])
  }

  let constant = 0
  let constantPrinted = 0
  let doubtful = false
  const scope: number[] = []
  const shares: Float64Array[] = []
  const printed: Uint8Array[] = []
  for (const [number, cells] of cellsOfRow) {
    const row = accounts.rows[number]!
    const isMisprinted = (index: number) =>
      doubts.misprinted.size > 0 && doubts.misprinted.has(amountKey({ row: number, index }))
    const variable = variableOf.get(number)
    if (variable === undefined) {
      const placements = domains.get(number)
      if (placements === null || placements?.length === 0) return null
      const sum = shareOf(rule, cells, row, placements?.[0] ?? printedPlacement(row), isMisprinted)
      if (Number.isNaN(sum.share)) return null
      constant += sum.share
      constantPrinted += sum.printed
      continue
    }
    const { placements } = variables[variable]!
    const share = new Float64Array(placements.length)
    const count = new Uint8Array(placements.length)
    placements.forEach((placement, index) => {
      const sum = shareOf(rule, cells, row, placement, isMisprinted)
      share[index] = sum.share
      count[index] = sum.printed
      if (Number.isNaN(sum.share)) doubtful = true
    })
    scope.push(variable)
    shares.push(share)
    printed.push(count)
  }
  const relation = rule.relation === '=' && doubts.partMissing.has(rule.family) ? '≤' : rule.relation
  return { relation, half: rule.unit / 2, constant, constantPrinted, scope, shares, printed, doubtful }
}

/** The placement of a row whose amounts all have their columns. */
function printedPlacement(row: AccountRow): Placement {
  const at = new Int8Array(row.columns.columns.length).fill(BLANK)
  for (let index = row.columns.allowed.length - 1; index >= 0; index--) {
    const column = row.columns.allowed[index]![0]
    if (column !== undefined) at[column] = index
  }
  return at
}
