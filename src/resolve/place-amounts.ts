import type { Equation } from '../checks/equation.js'
import type { Diagnostic } from '../diagnostics/diagnostic.js'
import type { ExtractedTable } from '../extract/table.js'
import { joinAligned, joinFull } from './aligned-rows.js'
import { placedTables } from './placed-tables.js'
import { buildProblem, joinDoubts, NO_DOUBTS } from './placement-problem.js'
import { placementsOfRow } from './placements-of-row.js'
import { propagateByBounds } from './propagate.js'
import { doubtPrint, dropBetweenTables } from './reconcile-print.js'
import { type Conflict, domainsOf, firstLook, type Knowledge, type Stage } from './row-domains.js'
import type { Placements } from './row-placements.js'
import { isInRow, type Rule, type ScaledAccounts, scaleAccounts } from './scaled-accounts.js'
import { keepSupported, openGroups } from './search-placements.js'
import { initialState, type Steps } from './search-state.js'
import { undecidedWithin } from './undecided-within.js'

export interface PlacementOptions {
  /** Work that one document may cost, in looks at one placement under one rule: some 200 million a second. */
  steps?: number
}

const DEFAULT_STEPS = 150_000_000

/** Contradictions between tables that are taken out one after the other before the rest is left as it is. */
const MOST_ROUNDS = 12

/**
 * Places amounts whose columns were lost, by what the accounts force.
 *
 * Every placement that keeps the printed order and satisfies the equations is considered; see scaleAccounts for what
 * counts as blank. An amount that stands in one column in all of them gets it, with evidence `identity` where the
 * equations within its table force it and `cross-table` where those between tables are needed. Where several columns
 * remain the amount is `ambiguous` with these as candidates.
 *
 * Where the print contradicts itself, the smallest doubts that reconcile it are tried, all of one size: a misprinted
 * amount, an amount that its row lacks, a part row that is missing. What all of them agree on is placed.
 *
 * Diagnostics: amount-ambiguous, placement-relaxed, placement-impossible, search-limit. The input is not changed.
 */
export function placeAmounts(
  tables: readonly ExtractedTable[],
  equations: readonly Equation[],
  options: PlacementOptions = {},
): { value: readonly ExtractedTable[]; diagnostics: Diagnostic[] } {
  const hasOpen = tables.some((table) =>
    table.rows.some((row) => row.amounts.some((amount) => amount.measure === null)),
  )
  if (!hasOpen) return { value: tables, diagnostics: [] }

  const accounts = scaleAccounts(tables, equations)
  const steps: Steps = { left: options.steps ?? DEFAULT_STEPS, sums: true }
  const { within, stages } = placeWithinTables(accounts, steps)
  const joint = placeBetweenTables(accounts, within, steps)
  return placedTables(tables, accounts, joint, undecidedWithin(accounts, within, joint, stages, steps))
}

/** Open rows by table, with the placements that the rules of each row leave. */
function openRowsByTable(accounts: ScaledAccounts): Map<number, Map<number, Placements>> {
  const rulesOfRow = new Map<number, Rule[]>()
  for (const rule of accounts.rules) {
    if (!isInRow(rule)) continue
    const known = rulesOfRow.get(rule.rows[0]!.row)
    if (known) known.push(rule)
    else rulesOfRow.set(rule.rows[0]!.row, [rule])
  }
  const byTable = new Map<number, Map<number, Placements>>()
  accounts.rows.forEach((row, number) => {
    if (!row?.open) return
    const rows = byTable.get(row.table) ?? new Map()
    byTable.set(row.table, rows)
    rows.set(number, placementsOfRow(row, number, rulesOfRow.get(number) ?? [], NO_DOUBTS))
  })
  return byTable
}

/** Stage 1: each table by itself, so that a contradiction in one leaves the others alone. */
function placeWithinTables(
  accounts: ScaledAccounts,
  steps: Steps,
): { within: Knowledge; stages: ReadonlyMap<number, Stage> } {
  const rowOnly = new Map<number, Placements>()
  const domains = new Map<number, Placements>()
  const stages = new Map<number, Stage>()
  const conflicts: Conflict[] = []
  let doubts = NO_DOUBTS
  for (const [table, apart] of openRowsByTable(accounts)) {
    for (const [row, placements] of apart) rowOnly.set(row, placements)
    const own = joinFull(accounts, apart)
    const rules = accounts.rules.filter((rule) => rule.table === table)
    const question = { accounts, rules, domains: own, doubts: NO_DOUBTS }
    const joined = joinAligned(accounts, own)
    const aligned = joined && firstLook({ ...question, domains: joined }, steps)
    const stage = aligned ?? firstLook(question, steps)
    if (stage) {
      stages.set(table, stage)
      const before = aligned && joined ? joined : own
      for (const [row, placements] of domainsOf(stage.problem, stage.state, before)) domains.set(row, placements)
      continue
    }
    const reconciled = doubtPrint({ ...question, domains: joined ?? own }, steps)
    for (const [row, placements] of reconciled.domains) domains.set(row, placements)
    doubts = joinDoubts(doubts, reconciled.doubts)
    conflicts.push(reconciled.conflict)
  }
  const limited = new Set([...rowOnly].flatMap(([row, placements]) => (placements === null ? [row] : [])))
  return { within: { rowOnly, domains, doubts, conflicts, limited }, stages }
}

/** Stage 2: all tables together, to the exact set of placements that take part in a solution. */
function placeBetweenTables(accounts: ScaledAccounts, within: Knowledge, steps: Steps): Knowledge {
  const aligned = solveJointly(accounts, within, steps)
  if (aligned.contradiction === null) return aligned.knowledge
  // Each row by itself from here on: that some stand at the same places is no account.
  const domains = new Map([...within.domains].map(([row, placements]) => [row, placements && [...placements]]))
  let knowledge: Knowledge = { ...within, domains }
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const solved = solveJointly(accounts, knowledge, steps)
    if (solved.contradiction === null) return solved.knowledge
    knowledge = dropBetweenTables(accounts, knowledge, solved.contradiction, steps)
  }
  return knowledge
}

/** `contradiction`: rows, by number, that have no common solution. */
function solveJointly(
  accounts: ScaledAccounts,
  knowledge: Knowledge,
  steps: Steps,
): { knowledge: Knowledge; contradiction: readonly number[] | null } {
  const problem = buildProblem(accounts, accounts.rules, knowledge.domains, knowledge.doubts)
  const state = initialState(problem)
  const everything = [...problem.variables.keys()]
  const rowsOf = (variables: readonly number[]) => variables.flatMap((variable) => problem.variables[variable]!.rows)
  if (!propagateByBounds(problem, state, [...problem.constraints.keys()], steps)) {
    return { knowledge, contradiction: rowsOf(everything) }
  }
  const limited = new Set(knowledge.limited)
  for (const group of openGroups(problem, state, everything)) {
    const outcome = keepSupported(problem, state, group, steps)
    if (outcome === 'contradiction') return { knowledge, contradiction: rowsOf(group) }
    if (outcome === 'limit') for (const row of rowsOf(group)) limited.add(row)
  }
  const domains = domainsOf(problem, state, knowledge.domains)
  return { knowledge: { ...knowledge, domains, limited }, contradiction: null }
}
