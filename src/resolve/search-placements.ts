import type { Problem } from './placement-problem.js'
import { propagate, propagateByBounds } from './propagate.js'
import type { Placement } from './row-placements.js'
import { copyState, remove, type State, type Steps, settle } from './search-state.js'

/** Variables that are still open, in groups that no rule ties to each other. */
export function openGroups(problem: Problem, state: State, among: readonly number[]): number[][] {
  const wanted = new Uint8Array(problem.variables.length)
  for (const variable of among) if (state.counts[variable]! > 1) wanted[variable] = 1
  const groups: number[][] = []
  for (const first of among) {
    if (!wanted[first]) continue
    wanted[first] = 0
    const group = [first]
    for (let at = 0; at < group.length; at++) {
      for (const constraint of problem.touching[group[at]!]!) {
        for (const variable of problem.constraints[constraint]!.scope) {
          if (!wanted[variable]) continue
          wanted[variable] = 0
          group.push(variable)
        }
      }
    }
    groups.push(group.sort((left, right) => left - right))
  }
  return groups
}

/** Copy of the state with one placement settled and its consequences drawn; null where that leaves a row without any. */
function assume(
  problem: Problem,
  state: State,
  choice: { variable: number; placement: number },
  steps: Steps,
): State | null {
  const next = copyState(state)
  settle(problem, next, choice)
  return propagate(problem, next, problem.touching[choice.variable]!, steps) ? next : null
}

/** Placements of a variable that are still possible. */
function alivePlacements(problem: Problem, state: State, variable: number): number[] {
  const { offset, placements } = problem.variables[variable]!
  return placements.flatMap((_, placement) => (state.alive[offset + placement] ? [placement] : []))
}

/** A search by bounds alone may take as many steps as this many looks at all rules; then sums are listed as well. */
const LIGHT_LOOKS = 40

/**
 * Settles all of `among` in a way that keeps every rule, starting from a state that is already propagated.
 *
 * Null where there is none, or where the steps run out: ask `steps.left < 0`.
 */
export function findSolution(problem: Problem, state: State, among: readonly number[], steps: Steps): State | null {
  const light: Steps = { left: Math.min(LIGHT_LOOKS * problem.size, steps.left), sums: false }
  const given = light.left
  const found = solveGroups(problem, state, among, light)
  steps.left -= given - light.left
  if (found || light.left >= 0 || steps.left < 0) return found
  const summed = copyState(state)
  const touched = [...new Set(among.flatMap((variable) => problem.touching[variable]!))]
  return propagate(problem, summed, touched, steps) ? solveGroups(problem, summed, among, steps) : null
}

function solveGroups(problem: Problem, state: State, among: readonly number[], steps: Steps): State | null {
  let current = state
  for (const group of openGroups(problem, state, among)) {
    const solved = solveGroup(problem, current, group, steps)
    if (solved === null) return null
    current = solved
  }
  return current
}

function solveGroup(problem: Problem, state: State, group: readonly number[], steps: Steps): State | null {
  // The heaviest row first: with a total in its columns, the bounds force most of its parts.
  const { variables } = problem
  const variable = group.reduce((best, next) => (variables[next]!.weight > variables[best]!.weight ? next : best))
  for (const placement of alivePlacements(problem, state, variable)) {
    if (steps.left < 0) return null
    const next = assume(problem, state, { variable, placement }, steps)
    const solved = next && solveGroups(problem, next, group, steps)
    if (solved) return solved
  }
  return null
}

export type SearchOutcome = 'complete' | 'limit' | 'contradiction'

/**
 * Reduces a group of variables until every column that is left to an amount is used by some full solution.
 *
 * Every solution found vouches for all columns in it; the others are asked for one by one. At the limit the state still
 * holds every placement that is not refuted.
 */
export function keepSupported(problem: Problem, state: State, group: readonly number[], steps: Steps): SearchOutcome {
  const supported = new Set<number>()
  for (const variable of group) {
    const { placements, offset } = problem.variables[variable]!
    for (const wanted of columnsLeft(problem, state, variable)) {
      if (supported.has(standKey(variable, wanted))) continue
      const assumed = copyState(state)
      keepWhere(problem, assumed, variable, (placement) => placement[wanted.column] === wanted.index)
      if (assumed.counts[variable] === 0) continue
      const isPossible = propagateByBounds(problem, assumed, problem.touching[variable]!, steps)
      const solution = isPossible ? findSolution(problem, assumed, group, steps) : null
      if (steps.left < 0) return 'limit'
      if (solution) {
        for (const member of group) {
          for (const stand of columnsLeft(problem, solution, member)) supported.add(standKey(member, stand))
        }
        continue
      }
      placements.forEach((placement, at) => {
        if (state.alive[offset + at] && placement[wanted.column] === wanted.index) remove(state, variable, offset + at)
      })
      if (state.counts[variable] === 0) return 'contradiction'
      if (!propagateByBounds(problem, state, problem.touching[variable]!, steps)) return 'contradiction'
    }
  }
  return 'complete'
}

/** An amount of a row standing in a column. */
interface Stand {
  index: number
  column: number
}

const COLUMNS_IN_ROW = 128
function standKey(variable: number, { index, column }: Stand): number {
  return (variable * COLUMNS_IN_ROW + index) * COLUMNS_IN_ROW + column
}

/** Each column that an amount of the row has in some remaining placement. */
function columnsLeft(problem: Problem, state: State, variable: number): Stand[] {
  const { placements, offset } = problem.variables[variable]!
  const stands = new Map<number, Stand>()
  for (let at = 0; at < placements.length; at++) {
    if (!state.alive[offset + at]) continue
    const placement = placements[at]!
    for (let column = 0; column < placement.length; column++) {
      const index = placement[column]!
      if (index < 0) continue
      const stand = { index, column }
      stands.set(standKey(0, stand), stand)
    }
  }
  return [...stands.values()]
}

/** Drops the placements of a variable that are not wanted; its count may become 0. */
export function keepWhere(
  problem: Problem,
  state: State,
  variable: number,
  isWanted: (placement: Placement) => boolean,
): void {
  const { placements, offset } = problem.variables[variable]!
  placements.forEach((placement, at) => {
    if (state.alive[offset + at] && !isWanted(placement)) remove(state, variable, offset + at)
  })
}
