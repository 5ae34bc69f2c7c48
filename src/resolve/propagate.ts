import { narrowBySums } from './narrow-by-sums.js'
import type { Constraint, Problem } from './placement-problem.js'
import { remove, type State, type Steps } from './search-state.js'

/**
 * Removes placements that no rule can do with, until nothing changes.
 *
 * By bounds: what the other rows can add at least and at most; and with `steps.sums` by every sum that they can add.
 * False where a row has no placement left. The state is changed in place.
 */
export function propagate(problem: Problem, state: State, start: readonly number[], steps: Steps): boolean {
  const { constraints, touching } = problem
  const queued = new Uint8Array(constraints.length)
  const queue: number[] = []
  const unsummed = new Set<number>()
  for (const index of start) {
    queued[index] = 1
    queue.push(index)
  }
  const requeue = (variables: readonly number[]) => {
    for (const variable of variables) {
      for (const index of touching[variable]!) {
        if (queued[index]) continue
        queued[index] = 1
        queue.push(index)
      }
    }
  }

  for (let head = 0; ; ) {
    while (head < queue.length) {
      const index = queue[head++]!
      queued[index] = 0
      if (steps.sums) unsummed.add(index)
      const narrowed = narrowByBounds(problem, state, constraints[index]!, steps)
      if (narrowed === null) return false
      requeue(narrowed)
    }
    const next = unsummed.values().next()
    if (next.done || steps.left < 0) return true
    unsummed.delete(next.value)
    const narrowed = narrowBySums(problem, state, constraints[next.value]!, steps)
    if (narrowed === null) return false
    requeue(narrowed)
  }
}

/** The same by bounds alone. */
export function propagateByBounds(problem: Problem, state: State, start: readonly number[], steps: Steps): boolean {
  const light: Steps = { left: steps.left, sums: false }
  const result = propagate(problem, state, start, light)
  steps.left = light.left
  return result
}

const NONE: readonly number[] = []

/** What one row adds to a rule at least and at most over its remaining placements; doubted shares are left out. */
interface Range {
  least: number
  most: number
  /** Most printed amounts that it adds. */
  printed: number
  doubted: boolean
}

function rangeOf(constraint: Constraint, at: number, alive: Uint8Array, offset: number): Range {
  const share = constraint.shares[at]!
  const count = constraint.printed[at]!
  const range = { least: Number.POSITIVE_INFINITY, most: Number.NEGATIVE_INFINITY, printed: 0, doubted: false }
  for (let placement = 0; placement < share.length; placement++) {
    if (!alive[offset + placement]) continue
    const value = share[placement]!
    if (value !== value) range.doubted = true
    if (value < range.least) range.least = value
    if (value > range.most) range.most = value
    if (count[placement]! > range.printed) range.printed = count[placement]!
  }
  if (range.least > range.most) range.least = range.most = 0
  return range
}

/** The variables that lost placements, or null where one has none left. */
function narrowByBounds(
  problem: Problem,
  state: State,
  constraint: Constraint,
  steps: Steps,
): readonly number[] | null {
  const { scope, half, relation } = constraint
  const ranges: Range[] = []
  let least = constraint.constant
  let most = constraint.constant
  let printed = constraint.constantPrinted
  let doubtedAt = -1
  for (let at = 0; at < scope.length; at++) {
    const range = rangeOf(constraint, at, state.alive, problem.variables[scope[at]!]!.offset)
    steps.left -= constraint.shares[at]!.length
    if (range.doubted) {
      // Two doubted rows: whatever the others add, the rule may hold.
      if (doubtedAt >= 0) return NONE
      doubtedAt = at
    }
    least += range.least
    most += range.most
    printed += range.printed
    ranges.push(range)
  }
  const allowance = relation === 'same' ? 0 : half
  const from = -allowance * printed
  const to = relation === '≤' ? Number.POSITIVE_INFINITY : -from
  // Nothing can be lost where all that the rows may add is allowed even with the fewest printed amounts.
  if (least >= 0 && most <= 0 && doubtedAt < 0) return NONE

  let narrowed: number[] | null = null
  for (let at = 0; at < scope.length; at++) {
    if (doubtedAt >= 0 && doubtedAt !== at) continue
    const range = ranges[at]!
    const othersLeast = least - range.least
    const othersMost = most - range.most
    const share = constraint.shares[at]!
    const count = constraint.printed[at]!
    const { offset } = problem.variables[scope[at]!]!
    let lost = false
    for (let placement = 0; placement < share.length; placement++) {
      if (!state.alive[offset + placement]) continue
      const value = share[placement]!
      const fewer = allowance * (range.printed - count[placement]!)
      if (value + othersMost >= from + fewer && value + othersLeast <= to - fewer) continue
      if (value !== value) continue
      if (!remove(state, scope[at]!, offset + placement)) return null
      lost = true
    }
    if (lost) {
      narrowed ??= []
      narrowed.push(scope[at]!)
    }
  }
  return narrowed ?? NONE
}
