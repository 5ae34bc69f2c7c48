import { narrowBySums } from './narrow-by-sums.js'
import type { Constraint, Problem } from './placement-problem.js'

/** Work that may still be done: each look at a placement under a rule costs one. Counted, so that runs are repeatable. */
export interface Steps {
  left: number
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

/**
 * Removes placements that no rule can do with, until nothing changes.
 *
 * Bounds first: what the other rows can add at least and at most. Where they leave something open, exact sums.
 * False where a row has no placement left. The state is changed in place.
 */
export function propagate(problem: Problem, state: State, start: readonly number[], steps: Steps): boolean {
  const { constraints, touching } = problem
  const queued = new Uint8Array(constraints.length)
  const queue: number[] = []
  const unsummed = new Set<number>()
  const push = (index: number) => {
    if (queued[index]) return
    queued[index] = 1
    queue.push(index)
  }
  const changed = (variables: readonly number[]) => {
    for (const variable of variables) for (const index of touching[variable]!) push(index)
  }
  for (const index of start) push(index)

  for (let head = 0; ; ) {
    while (head < queue.length) {
      const index = queue[head++]!
      queued[index] = 0
      unsummed.add(index)
      const narrowed = narrowByBounds(problem, state, constraints[index]!, steps)
      if (narrowed === null) return false
      changed(narrowed)
    }
    const next = unsummed.values().next()
    if (next.done || steps.left < 0) return true
    unsummed.delete(next.value)
    const narrowed = narrowBySums(problem, state, constraints[next.value]!, steps)
    if (narrowed === null) return false
    changed(narrowed)
  }
}

/** Removes placements of one variable; false where none is left. */
export function remove(state: State, variable: number, place: number): boolean {
  state.alive[place] = 0
  state.counts[variable]!--
  return state.counts[variable]! > 0
}

const NONE: readonly number[] = []

/** The variables that lost placements, or null where one has none left. */
function narrowByBounds(
  problem: Problem,
  state: State,
  constraint: Constraint,
  steps: Steps,
): readonly number[] | null {
  const { scope, shares, printed, half, relation } = constraint
  const { alive } = state
  const width = scope.length
  const least = new Float64Array(width)
  const most = new Float64Array(width)
  const counts = new Int32Array(width)
  let sumLeast = constraint.constant
  let sumMost = constraint.constant
  let sumPrinted = constraint.constantPrinted
  let doubtfulAt = -1

  for (let at = 0; at < width; at++) {
    const variable = scope[at]!
    const { offset } = problem.variables[variable]!
    const share = shares[at]!
    const count = printed[at]!
    let low = Number.POSITIVE_INFINITY
    let high = Number.NEGATIVE_INFINITY
    let largest = 0
    for (let placement = 0; placement < share.length; placement++) {
      if (!alive[offset + placement]) continue
      const value = share[placement]!
      if (value < low) low = value
      if (value > high) high = value
      if (count[placement]! > largest) largest = count[placement]!
      if (value !== value) {
        if (doubtfulAt >= 0 && doubtfulAt !== at) return NONE
        doubtfulAt = at
      }
    }
    steps.left -= share.length
    if (low <= high) {
      least[at] = low
      most[at] = high
    }
    counts[at] = largest
    sumLeast += least[at]!
    sumMost += most[at]!
    sumPrinted += largest
  }
  const allowance = relation === 'same' ? 0 : half * sumPrinted

  const narrowed: number[] = []
  for (let at = 0; at < width; at++) {
    if (doubtfulAt >= 0 && doubtfulAt !== at) continue
    const variable = scope[at]!
    const { offset } = problem.variables[variable]!
    const share = shares[at]!
    const count = printed[at]!
    const othersLeast = sumLeast - least[at]!
    const othersMost = sumMost - most[at]!
    const othersAllowance = relation === 'same' ? 0 : allowance - half * counts[at]!
    let lost = false
    for (let placement = 0; placement < share.length; placement++) {
      if (!alive[offset + placement]) continue
      const value = share[placement]!
      const slack = relation === 'same' ? 0 : othersAllowance + half * count[placement]!
      if (value + othersMost < -slack || (relation !== '≤' && value + othersLeast > slack)) {
        if (!remove(state, variable, offset + placement)) return null
        lost = true
      }
    }
    if (lost) narrowed.push(variable)
  }
  return narrowed
}
