import { minimalConflict } from './minimal-conflict.js'
import { amountKey, type Doubts, joinDoubts, NO_DOUBTS } from './placement-problem.js'
import { placementsOfRow } from './placements-of-row.js'
import { type Conflict, type Knowledge, mayHold, type Question, supportedDomains } from './row-domains.js'
import type { Placement, RowDomains } from './row-placements.js'
import { familyOf, isInRow, type Rule, type ScaledAccounts } from './scaled-accounts.js'
import { type Steps } from './search-state.js'

/** The share of the steps that reconciling one table may take, and the most doubts that are combined. */
const STEPS_FOR_ONE = 20_000_000
const MOST_DOUBTS = 2

export interface Reconciled {
  domains: RowDomains
  doubts: Doubts
  conflict: Conflict
}

/**
 * Finds what may be wrong with a print that no placement satisfies, and what can be placed all the same.
 *
 * A doubt is a misprinted amount, a row that lacks an amount, or a family of rules in which a part row is missing. Every
 * doubt that could help touches a minimal set of rules that contradict each other; so those are tried first one by one,
 * then in pairs. All doubts of the smallest number that reconcile the print are taken together: what they leave open
 * stays open. Where none do, the rows of the contradiction are left as they are, and its rules are dropped.
 */
export function doubtPrint(question: Question, steps: Steps): Reconciled {
  const own: Steps = { left: Math.min(STEPS_FOR_ONE, steps.left), sums: true }
  const budget = own.left
  const reconciled = smallestDoubts(question, own) ?? dropContradictions(question, own)
  steps.left -= budget - own.left
  return reconciled
}

function smallestDoubts(question: Question, steps: Steps): Reconciled | null {
  const firstConflict = minimalConflict(question, steps)
  let level = doubtsAbout(question, firstConflict)
  for (let size = 1; size <= MOST_DOUBTS; size++) {
    const helping = level.filter((doubts) => steps.left > 0 && mayHold(underDoubts(question, doubts), steps))
    if (steps.left <= 0) return null
    if (helping.length > 0) return takeTogether(question, helping, firstConflict, steps)
    if (size < MOST_DOUBTS) level = widened(question, level, steps)
  }
  return null
}

/** Each set of doubts with one more that touches what still contradicts itself. */
function widened(question: Question, level: readonly Doubts[], steps: Steps): Doubts[] {
  const seen = new Set<string>()
  return level.flatMap((doubts) => {
    if (steps.left <= 0) return []
    const doubted = underDoubts(question, doubts)
    const conflict = minimalConflict(doubted, steps)
    return doubtsAbout(question, conflict).flatMap((more) => {
      const joined = joinDoubts(doubts, more)
      const key = doubtsKey(joined)
      if (seen.has(key)) return []
      seen.add(key)
      return [joined]
    })
  })
}

function doubtsKey(doubts: Doubts): string {
  const sorted = (values: Iterable<number | string>) => [...values].sort().join(',')
  return `${sorted(doubts.misprinted)};${sorted(doubts.lacking)};${sorted(doubts.partMissing)}`
}

/** The single doubts that bear on some rule of a conflict. */
function doubtsAbout(question: Question, conflict: readonly Rule[]): Doubts[] {
  const { accounts, domains } = question
  const found = new Map<string, Doubts>()
  const add = (doubts: Doubts) => found.set(doubtsKey(doubts), doubts)
  for (const rule of conflict) {
    for (const { row, cells } of rule.rows) {
      const source = accounts.rows[row]!
      source.source.amounts.forEach((_, index) => {
        if (source.open || cells.some(({ column }) => source.columns.allowed[index]!.includes(column)))
          add({ ...NO_DOUBTS, misprinted: new Set([amountKey({ row, index })]) })
      })
      if (domains.has(row)) add({ ...NO_DOUBTS, lacking: new Set([row]) })
    }
    if (!isInRow(rule) && rule.relation === '=') add({ ...NO_DOUBTS, partMissing: new Set([familyOf(rule)]) })
  }
  return [...found.values()]
}

/** The same question where the doubted amounts and rows are free of their rules. */
function underDoubts(question: Question, doubts: Doubts): Question {
  const { accounts, rules } = question
  const domains = new Map(question.domains)
  const doubted = new Set(doubts.lacking)
  accounts.rows.forEach((row, number) =>
    row?.source.amounts.forEach((_, index) => {
      if (doubts.misprinted.has(amountKey({ row: number, index }))) doubted.add(number)
    }),
  )
  for (const number of doubted) {
    if (!domains.has(number)) continue
    const rulesOfRow = rules.filter((rule) => isInRow(rule) && rule.rows[0]!.row === number)
    domains.set(number, placementsOfRow(accounts.rows[number]!, number, rulesOfRow, doubts))
  }
  return { ...question, domains, doubts }
}

/** Every placement that one of the sets of doubts supports. */
function takeTogether(question: Question, all: readonly Doubts[], conflict: readonly Rule[], steps: Steps): Reconciled {
  const union = new Map<number, Map<string, Placement> | null>()
  for (const doubts of all) {
    const domains = supportedDomains(underDoubts(question, doubts), steps)
    for (const [row, placements] of domains ?? []) {
      const known = union.get(row)
      if (placements === null || known === null) union.set(row, null)
      else union.set(row, new Map([...(known ?? []), ...placements.map((at) => [at.join(), at] as const)]))
    }
  }
  const domains: RowDomains = new Map(
    [...union].map(([row, placements]) => [row, placements && [...placements.values()]]),
  )
  return { domains, doubts: all.reduce(joinDoubts), conflict: { rows: rowsOf(conflict) } }
}

function rowsOf(rules: readonly Rule[]): number[] {
  return [...new Set(rules.flatMap((rule) => rule.rows.map(({ row }) => row)))]
}

/** Takes contradictions out until none is left; the rows that they touch are open again in all their placements. */
function dropContradictions(question: Question, spent: Steps): Reconciled {
  const steps: Steps = { left: Math.max(spent.left, 0) + STEPS_FOR_ONE, sums: true }
  const dropped = new Set<Rule>()
  const free = new Map<number, readonly Placement[] | null>()
  let current = question
  while (steps.left > 0 && !mayHold(current, steps)) {
    const conflict = minimalConflict(current, steps)
    for (const rule of conflict) dropped.add(rule)
    const domains = new Map(current.domains)
    // A row may have no placement without any rule on it: more amounts than columns are left for them.
    const impossible = [...domains].flatMap(([row, placements]) => (placements?.length === 0 ? [row] : []))
    for (const row of [...rowsOf(conflict), ...impossible]) {
      if (!domains.has(row)) continue
      free.set(row, placementsOfRow(question.accounts.rows[row]!, row, [], NO_DOUBTS))
      domains.set(row, null)
    }
    current = { ...current, domains, doubts: { ...current.doubts, dropped } }
  }
  spent.left -= STEPS_FOR_ONE - steps.left
  const domains = new Map([...(supportedDomains(current, steps) ?? current.domains), ...free])
  // Rules on a row that is open again might settle it by an error: they are set aside for good.
  const onFree = question.rules.filter((rule) => rule.rows.some(({ row }) => free.has(row)))
  const doubts = { ...current.doubts, dropped: new Set([...dropped, ...onFree]) }
  return { domains, doubts, conflict: { rows: [...free.keys()] } }
}

/**
 * Takes out one contradiction that shows only when tables are put together.
 *
 * A table among these rows that cannot hold by itself is reconciled first. Otherwise the tables disagree: then a minimal
 * set of the rules between them is dropped, and what each table says of itself stands.
 */
export function dropBetweenTables(
  accounts: ScaledAccounts,
  knowledge: Knowledge,
  rows: readonly number[],
  steps: Steps,
): Knowledge {
  const { doubts } = knowledge
  for (const table of new Set(rows.map((row) => accounts.rows[row]!.table))) {
    const rules = accounts.rules.filter((rule) => rule.table === table)
    const ownOf = (all: RowDomains) => new Map([...all].filter(([row]) => accounts.rows[row]!.table === table))
    if (mayHold({ accounts, rules, domains: ownOf(knowledge.domains), doubts }, steps)) continue
    const question = { accounts, rules, domains: ownOf(knowledge.rowOnly), doubts: NO_DOUBTS }
    const reconciled = doubtPrint(question, steps)
    return {
      ...knowledge,
      domains: new Map([...knowledge.domains, ...reconciled.domains]),
      doubts: joinDoubts(doubts, reconciled.doubts),
      conflicts: [...knowledge.conflicts, reconciled.conflict],
    }
  }
  const question = { accounts, rules: accounts.rules, domains: knowledge.domains, doubts }
  const conflict = minimalConflict(question, steps, (rule) => rule.table === null)
  return {
    ...knowledge,
    doubts: joinDoubts(doubts, { ...NO_DOUBTS, dropped: new Set(conflict) }),
    conflicts: [...knowledge.conflicts, { rows: rowsOf(conflict) }],
  }
}
