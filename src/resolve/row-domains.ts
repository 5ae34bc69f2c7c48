import { buildProblem, type Doubts, type Problem } from './placement-problem.js'
import { propagateByBounds } from './propagate.js'
import type { RowDomains } from './row-placements.js'
import type { Rule, ScaledAccounts } from './scaled-accounts.js'
import { findSolution, keepSupported } from './search-placements.js'
import { initialState, type State, type Steps } from './search-state.js'

/** Rows whose print contradicts the accounts. */
export interface Conflict {
  rows: readonly number[]
}

/** What is known of the open rows at some stage. */
export interface Knowledge {
  /** What the rules of each row leave. */
  rowOnly: RowDomains
  /** What is left of that. */
  domains: RowDomains
  doubts: Doubts
  conflicts: readonly Conflict[]
  /** Rows of which the search stopped at its bound. */
  limited: ReadonlySet<number>
}

/** Rules, and the rows that they are to be kept on. */
export interface Question {
  accounts: ScaledAccounts
  rules: readonly Rule[]
  domains: RowDomains
  doubts: Doubts
}

/** A problem, and what is left of it. */
export interface Stage {
  problem: Problem
  state: State
}

/** The placements that a state leaves. */
export function domainsOf(problem: Problem, state: State, before: RowDomains): RowDomains {
  const domains = new Map(before)
  for (const { rows, placements, offset } of problem.variables) {
    const left = placements.filter((_, placement) => state.alive[offset + placement])
    for (const row of rows) domains.set(row, left)
  }
  return domains
}

/** What bounds alone leave of the rows; null where they show a contradiction. */
export function firstLook(question: Question, steps: Steps): Stage | null {
  for (const placements of question.domains.values()) if (placements?.length === 0) return null
  const problem = buildProblem(question.accounts, question.rules, question.domains, question.doubts)
  steps.left -= question.rules.length * 8
  if (problem.contradicted) return null
  const state = initialState(problem)
  return propagateByBounds(problem, state, [...problem.constraints.keys()], steps) ? { problem, state } : null
}

/** False only where it is certain that no placement keeps all rules. */
export function mayHold(question: Question, steps: Steps): boolean {
  const stage = firstLook(question, steps)
  if (!stage) return false
  const { problem, state } = stage
  return findSolution(problem, state, [...problem.variables.keys()], steps) !== null || steps.left < 0
}

/** The placements that take part in a solution, as far as the steps allow; null where there is none. */
export function supportedDomains(question: Question, steps: Steps): RowDomains | null {
  const stage = firstLook(question, steps)
  if (!stage) return null
  const { problem, state } = stage
  const outcome = keepSupported(problem, state, [...problem.variables.keys()], steps)
  return outcome === 'contradiction' ? null : domainsOf(problem, state, question.domains)
}
