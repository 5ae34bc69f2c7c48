import type { Constraint, Problem } from './placement-problem.js'
import { remove, type State, type Steps } from './search-state.js'

/** Distinct sums that are listed for one rule; beyond this the search decides. */
const SUM_LIMIT = 4_000
/** Steps that one sum costs, beside a look at a placement. */
const STEPS_PER_SUM = 10

/** What some rows can add up to, and the most amounts that are printed in doing so. */
type Sums = ReadonlyMap<number, number>

interface Term {
  at: number
  variable: number
  /** By distinct share the most printed amounts. */
  values: Sums
}

const NONE: readonly number[] = []

/**
 * Keeps of each row the placements that some combination of the others completes to a sum within the allowance.
 *
 * All sums of the rows before and after it are listed; more than SUM_LIMIT, and the rule is left as it is. More printed
 * amounts only widen the allowance, so that for each sum the most printed is enough to know.
 * The variables that lost placements, or null where one has none left.
 */
export function narrowBySums(
  problem: Problem,
  state: State,
  constraint: Constraint,
  steps: Steps,
): readonly number[] | null {
  if (constraint.doubtful || constraint.relation === '≤' || constraint.scope.length < 2) return NONE
  const terms = termsOf(problem, state, constraint)
  const open = terms.filter((term) => term.values.size > 1)
  if (open.length < 2) return NONE

  const half = constraint.relation === 'same' ? 0 : constraint.half
  let settledSum = constraint.constant
  let settledPrinted = constraint.constantPrinted
  for (const term of terms) {
    if (term.values.size !== 1) continue
    const [[value, printed]] = term.values as unknown as [[number, number]]
    settledSum += value
    settledPrinted += printed
  }
  const before = partialSums(open, settledSum, settledPrinted, half, steps)
  const after = before && partialSums(open.toReversed(), 0, 0, half, steps, settledSum, settledPrinted)
  if (!before || !after) return NONE

  const narrowed: number[] = []
  for (let place = 0; place < open.length; place++) {
    const term = open[place]!
    const good = completable(term.values, before[place]!, after[open.length - 1 - place]!, half, steps)
    if (good.size === term.values.size) continue
    // A share that is complete with its most printed amounts may fail with fewer; the bounds see to that later.
    const { offset } = problem.variables[term.variable]!
    const share = constraint.shares[term.at]!
    for (let placement = 0; placement < share.length; placement++) {
      if (!state.alive[offset + placement] || good.has(share[placement]!)) continue
      if (!remove(state, term.variable, offset + placement)) return null
    }
    narrowed.push(term.variable)
  }
  return narrowed
}

function termsOf(problem: Problem, state: State, constraint: Constraint): Term[] {
  return constraint.scope.map((variable, at) => {
    const { offset } = problem.variables[variable]!
    const share = constraint.shares[at]!
    const values = new Map<number, number>()
    for (let placement = 0; placement < share.length; placement++) {
      if (!state.alive[offset + placement]) continue
      const printed = constraint.printed[at]![placement]!
      const known = values.get(share[placement]!)
      if (known === undefined || known < printed) values.set(share[placement]!, printed)
    }
    return { at, variable, values }
  })
}

/**
 * For each place the sums of all terms before it; those that the terms from there on can no longer bring near 0 are
 * dropped. `elsewhere` is what is added besides. Null beyond the limit.
 */
function partialSums(
  terms: readonly Term[],
  startSum: number,
  startPrinted: number,
  half: number,
  steps: Steps,
  elsewhereSum = 0,
  elsewherePrinted = 0,
): Sums[] | null {
  let restLeast = elsewhereSum
  let restMost = elsewhereSum
  let printedMost = startPrinted + elsewherePrinted
  for (const { values } of terms) {
    restLeast += Math.min(...values.keys())
    restMost += Math.max(...values.keys())
    printedMost += Math.max(...values.values())
  }
  const slack = half * printedMost
  let current: Sums = new Map([[startSum, startPrinted]])
  const all: Sums[] = [current]
  for (const { values } of terms) {
    restLeast -= Math.min(...values.keys())
    restMost -= Math.max(...values.keys())
    const next = new Map<number, number>()
    for (const [sum, printed] of current) {
      for (const [value, count] of values) {
        const total = sum + value
        if (total + restMost < -slack || total + restLeast > slack) continue
        const known = next.get(total)
        if (known === undefined || known < printed + count) next.set(total, printed + count)
      }
    }
    steps.left -= current.size * values.size * STEPS_PER_SUM
    if (next.size > SUM_LIMIT || steps.left < 0) return null
    current = next
    all.push(current)
  }
  return all
}

/** The values that some sum before and some sum after bring within the allowance. */
function completable(values: Sums, before: Sums, after: Sums, half: number, steps: Steps): Set<number> {
  const later = [...after].sort((left, right) => left[0] - right[0])
  const mostPrinted = Math.max(0, ...after.values())
  const good = new Set<number>()
  for (const [value, count] of values) {
    for (const [sum, printed] of before) {
      const target = -(sum + value)
      const slack = half * (printed + count + mostPrinted)
      steps.left -= STEPS_PER_SUM
      if (reaches(later, target, slack, (size, more) => size <= half * (printed + count + more))) {
        good.add(value)
        break
      }
    }
  }
  return good
}

/** True where some sum near `target` is within the allowance that its own number of printed amounts gives. */
function reaches(
  sums: readonly (readonly [number, number])[],
  target: number,
  slack: number,
  fits: (distance: number, printed: number) => boolean,
): boolean {
  let low = 0
  let high = sums.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (sums[middle]![0] < target - slack) low = middle + 1
    else high = middle
  }
  for (let place = low; place < sums.length && sums[place]![0] <= target + slack; place++) {
    if (fits(Math.abs(sums[place]![0] - target), sums[place]![1])) return true
  }
  return false
}
