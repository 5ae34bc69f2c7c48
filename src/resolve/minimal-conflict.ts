import { mayHold, type Question } from './row-domains.js'
import { isInRow, type Rule } from './scaled-accounts.js'
import { type Steps } from './search-state.js'

/**
 * A smallest-by-inclusion set of rules that no placement keeps, from a question that has no answer.
 *
 * A row that fails its own rules is a conflict by itself. Otherwise the rules between rows are thinned out, by halves
 * first; a rule stays where the rest could be kept without it. `droppable`: rules outside it are kept throughout.
 */
export function minimalConflict(
  question: Question,
  steps: Steps,
  droppable: (rule: Rule) => boolean = () => true,
): readonly Rule[] {
  const { rules, domains } = question
  for (const [row, placements] of domains) {
    if (placements?.length === 0) return rules.filter((rule) => isInRow(rule) && rule.rows[0]!.row === row)
  }
  const live = rules.filter((rule) => !isInRow(rule) && !question.doubts.dropped.has(rule))
  const fixed = live.filter((rule) => !droppable(rule))
  const fails = (kept: readonly Rule[]) => !mayHold({ ...question, rules: [...fixed, ...kept] }, steps)
  return conflictIn(live.filter(droppable), [], fails, fails([]), steps)
}

/** QuickXplain: the rules of `candidates` that are needed, beside `background`, for a contradiction. */
function conflictIn(
  candidates: readonly Rule[],
  background: readonly Rule[],
  fails: (kept: readonly Rule[]) => boolean,
  alreadyFails: boolean,
  steps: Steps,
): readonly Rule[] {
  if (alreadyFails || candidates.length === 0) return []
  if (candidates.length === 1 || steps.left < 0) return candidates
  const half = candidates.length >> 1
  const first = candidates.slice(0, half)
  const second = candidates.slice(half)
  const withFirst = [...background, ...first]
  const needed = conflictIn(second, withFirst, fails, fails(withFirst), steps)
  const withNeeded = [...background, ...needed]
  return [...conflictIn(first, withNeeded, fails, needed.length > 0 && fails(withNeeded), steps), ...needed]
}
