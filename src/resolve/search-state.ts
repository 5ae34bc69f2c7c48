import type { Problem } from './placement-problem.js'

/** Work that may still be done: each look at a placement under a rule costs one. Counted, so that runs are repeatable. */
export interface Steps {
  left: number
  /** List every sum of a rule's rows where bounds leave something open: costs much, and ends hard searches early. */
  sums: boolean
}

/** Which placements are still possible, in one stretch for all variables, and how many of each variable. */
export interface State {
  alive: Uint8Array
  counts: Int32Array
}

export function initialState(problem: Problem): State {
  return {
    alive: new Uint8Array(problem.placementCount).fill(1),
    counts: Int32Array.from(problem.variables, (variable) => variable.placements.length),
  }
}

export function copyState(state: State): State {
  return { alive: state.alive.slice(), counts: state.counts.slice() }
}

/** Keeps one placement of a variable. */
export function settle(problem: Problem, state: State, choice: { variable: number; placement: number }): void {
  const { offset, placements } = problem.variables[choice.variable]!
  state.alive.fill(0, offset, offset + placements.length)
  state.alive[offset + choice.placement] = 1
  state.counts[choice.variable] = 1
}

/** Removes one placement of a variable; false where none is left. */
export function remove(state: State, variable: number, place: number): boolean {
  state.alive[place] = 0
  state.counts[variable]!--
  return state.counts[variable]! > 0
}
