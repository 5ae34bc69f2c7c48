import type { ExpectedFact } from '../../scripts/sample-facts.js'
import type { Diagnostic, Fact } from '../../src/index.js'

/** What became of the amounts of a document. */
export interface Comparison {
  expected: number
  /** Under their own measure in their own row. */
  right: Fact[]
  /** Open, with the truth among the candidates. */
  ambiguous: Fact[]
  /** Not a fact; a finding tells of the amount. */
  reported: ExpectedFact[]
  /** Facts that the document does not hold: under another measure, in another row, or with another amount. */
  wrong: Fact[]
  /** Neither a fact nor reported. */
  lost: ExpectedFact[]
}

const rowKey = ({ table, side, code, label, amount, unit }: ExpectedFact | Fact) =>
  JSON.stringify([table, side, code, label, amount, unit])

/** Compares facts with what the generator knows, amount by amount. */
export function compareFacts(
  expected: readonly ExpectedFact[],
  facts: readonly Fact[],
  diagnostics: readonly Diagnostic[],
): Comparison {
  const open = new Map<string, ExpectedFact[]>()
  for (const fact of expected) open.set(rowKey(fact), [...(open.get(rowKey(fact)) ?? []), fact])
  const take = (fact: Fact, isMeant: (candidate: ExpectedFact) => boolean): boolean => {
    const candidates = open.get(rowKey(fact)) ?? []
    const at = candidates.findIndex(isMeant)
    if (at >= 0) candidates.splice(at, 1)
    return at >= 0
  }
  const placed = facts.filter(({ measure }) => measure !== null)
  const right = placed.filter((fact) => take(fact, ({ measure }) => measure === fact.measure))
  const ambiguous = facts.filter(
    (fact) => fact.measure === null && take(fact, ({ measure }) => fact.candidates.includes(measure)),
  )
  const found = new Set([...right, ...ambiguous])
  const rest = [...open.values()].flat()
  const unplaced = diagnostics.filter(({ code }) => code === 'amount-unplaced')
  const reported = rest.filter((fact) => {
    const at = unplaced.findIndex(({ table, found: amount }) => table === fact.table && amount === fact.amount)
    if (at >= 0) unplaced.splice(at, 1)
    return at >= 0
  })
  return {
    expected: expected.length,
    right,
    ambiguous,
    reported,
    wrong: facts.filter((fact) => !found.has(fact)),
    lost: rest.filter((fact) => !reported.includes(fact)),
  }
}
