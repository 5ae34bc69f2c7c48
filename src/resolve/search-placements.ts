import type { Problem } from './placement-problem.js'
import { propagate, propagateByBounds } from './propagate.js'
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

/** Steps that a search by bounds alone may take before sums are listed as well. */
const LIGHT_STEPS = 20_000

/**
 * Settles all of `among` in a way that keeps every rule, starting from a state that is already propagated.
 *
 * Null where there is none, or where the steps run out: ask `steps.left < 0`.
 */
export function findSolution(problem: Problem, state: State, among: readonly number[], steps: Steps): State | null {
  const light: Steps = { left: Math.min(LIGHT_STEPS, steps.left), sums: false }
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
  const variable = group.reduce((best, next) => (state.counts[next]! < state.counts[best]! ? next : best))
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
 * Reduces a group of variables to exactly the placements that take part in some full solution.
 *
 * Every solution found vouches for all placements in it; the others are tried one by one. At the limit the state still
 * holds every placement that is not refuted.
 */
export function keepSupported(problem: Problem, state: State, group: readonly number[], steps: Steps): SearchOutcome {
  const supported = new Uint8Array(problem.placementCount)
  for (const variable of group) {
    const { offset, placements } = problem.variables[variable]!
    for (let placement = 0; placement < placements.length; placement++) {
      if (!state.alive[offset + placement] || supported[offset + placement]) continue
      const assumed = copyState(state)
      settle(problem, assumed, { variable, placement })
      const isPossible = propagateByBounds(problem, assumed, problem.touching[variable]!, steps)
      const solution = isPossible ? findSolution(problem, assumed, group, steps) : null
      if (steps.left < 0) return 'limit'
      if (solution) {
        markAlive(problem, solution, group, supported)
        continue
      }
      if (!remove(state, variable, offset + placement)) return 'contradiction'
      if (!propagateByBounds(problem, state, problem.touching[variable]!, steps)) return 'contradiction'
    }
  }
  return 'complete'
}

function markAlive(problem: Problem, solution: State, group: readonly number[], marks: Uint8Array): void {
  for (const variable of group) {
    const { offset, placements } = problem.variables[variable]!
    for (let place = offset; place < offset + placements.length; place++) if (solution.alive[place]) marks[place] = 1
  }
}
