import { amountKey, type Problem } from './placement-problem.js'
import { propagateByBounds } from './propagate.js'
import type { Knowledge, Stage } from './row-domains.js'
import type { Placement, Placements } from './row-placements.js'
import type { ScaledAccounts } from './scaled-accounts.js'
import { findSolution, keepWhere } from './search-placements.js'
import { copyState, type State, type Steps } from './search-state.js'

/** The column that an amount has in all placements, or null. */
export function onlyColumn(placements: Placements | undefined, index: number): number | null {
  if (!placements || placements.length === 0) return null
  const column = placements[0]!.indexOf(index)
  return placements.every((placement) => placement[column] === index) ? column : null
}

/**
 * The amounts, by amountKey, that only the rules between tables place: within their table they could stand elsewhere.
 *
 * One solution of a table by itself shows it for all amounts that it puts in other columns. Where the steps run out, and
 * in tables that contradict themselves (those have no stage), other tables get the credit.
 */
export function undecidedWithin(
  accounts: ScaledAccounts,
  within: Knowledge,
  joint: Knowledge,
  stages: ReadonlyMap<number, Stage>,
  steps: Steps,
): ReadonlySet<number> {
  const undecided = new Set<number>()
  const asked = [...within.domains].flatMap(([row, placements]) =>
    accounts.rows[row]!.source.amounts.flatMap((amount, index) => {
      const column = onlyColumn(joint.domains.get(row), index)
      const open = amount.measure === null && column !== null && onlyColumn(placements, index) === null
      return open ? [{ row, index, column, table: accounts.rows[row]!.table }] : []
    }),
  )
  for (const question of asked) {
    if (undecided.has(amountKey(question))) continue
    const stage = stages.get(question.table)
    const solution = stage ? solutionElsewhere(stage, question, steps) : null
    if (steps.left < 0 || !stage) undecided.add(amountKey(question))
    if (!solution) continue
    for (const other of asked) {
      const chosen = stage && other.table === question.table && chosenPlacement(stage.problem, solution, other.row)
      if (chosen && chosen[other.column] !== other.index) undecided.add(amountKey(other))
    }
  }
  return undecided
}

/** A solution of the table in which the amount stands in another column; null where there is none. */
function solutionElsewhere(
  { problem, state }: Stage,
  question: { row: number; index: number; column: number },
  steps: Steps,
): State | null {
  const variable = problem.variables.findIndex(({ rows }) => rows.includes(question.row))
  if (variable < 0) return null
  const elsewhere = copyState(state)
  keepWhere(problem, elsewhere, variable, (placement) => placement[question.column] !== question.index)
  if (elsewhere.counts[variable] === 0) return null
  if (!propagateByBounds(problem, elsewhere, problem.touching[variable]!, steps)) return null
  return findSolution(problem, elsewhere, [...problem.variables.keys()], steps)
}

function chosenPlacement(problem: Problem, solution: State, row: number): Placement | undefined {
  const variable = problem.variables.find(({ rows }) => rows.includes(row))
  return variable?.placements.find((_, at) => solution.alive[variable.offset + at])
}
