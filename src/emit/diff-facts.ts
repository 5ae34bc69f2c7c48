import { Decimal } from 'decimal.js'
import type { Fact } from './facts.js'

/** What a comparison needs of a fact: a fixture may leave out the rest. */
export type ComparableFact = Pick<Fact, 'table' | 'side' | 'code' | 'label' | 'measure' | 'amount' | 'unit'> &
  Partial<Fact>

export interface ChangedFact<T extends ComparableFact = ComparableFact> {
  before: T
  after: T
  /** after − before, exact, in 元. */
  yuan: string
}

export interface FactsDiff<T extends ComparableFact = ComparableFact> {
  /** In b only. */
  added: T[]
  /** In a only. */
  gone: T[]
  /** In both, with another amount. */
  changed: ChangedFact<T>[]
  same: number
}

function yuanOf(fact: ComparableFact): Decimal {
  return new Decimal(fact.amount).times(fact.unit === '万元' ? 10_000 : 1)
}

/** Rows are told by their code, and by their label where they have none: names change from year to year, codes stay. */
function keyOf({ table, side, code, label, measure }: ComparableFact): string {
  return JSON.stringify([table, side ?? null, code, code === '' ? label : '', measure])
}

function byKey<T extends ComparableFact>(facts: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const fact of facts) {
    const key = keyOf(fact)
    groups.set(key, [...(groups.get(key) ?? []), fact])
  }
  return groups
}

/**
 * Compares the facts of two documents, two years or two runs: what is new, what is gone, what has another amount.
 *
 * Amounts are compared exactly, in 元: `1.00` 万元 equals `10000` 元. A code printed several times is compared in printed order.
 */
export function diffFacts<T extends ComparableFact>(a: readonly T[], b: readonly T[]): FactsDiff<T> {
  const diff: FactsDiff<T> = { added: [], gone: [], changed: [], same: 0 }
  const before = byKey(a)
  const after = byKey(b)
  for (const [key, facts] of before) {
    const others = after.get(key) ?? []
    facts.forEach((fact, at) => {
      const other = others[at]
      if (!other) diff.gone.push(fact)
      else if (yuanOf(fact).eq(yuanOf(other))) diff.same += 1
      else diff.changed.push({ before: fact, after: other, yuan: yuanOf(other).minus(yuanOf(fact)).toFixed() })
    })
    for (const item of others.slice(facts.length)) diff.added.push(item)
  }
  for (const [key, facts] of after) if (!before.has(key)) diff.added.push(...facts)
  return diff
}
