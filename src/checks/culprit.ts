import type { ExtractedTable } from '../extract/table.js'
import {
  amountCandidate,
  type Candidate,
  cellsOf,
  columnCandidates,
  type Effort,
  explainedBy,
  type FaultKind,
  type Inquiry,
  missingRowCandidates,
  swapCandidates,
  unitCandidates,
} from './culprit-candidates.js'
import { AS_PRINTED, type CellKey, type Ledger, openLedger } from './culprit-ledger.js'
import type { Likeness } from './culprit-likeness.js'
import type { Equation, Slot } from './equation.js'

/** One thing that is likely wrong with the print. Amounts are decimal texts in the unit of their table, null for blank. */
export interface Fault {
  kind: FaultKind
  likeness: Likeness | null
  changes: readonly { slot: Slot; printed: string | null; expected: string | null }[]
  /** Least and most that the corrected amount may be, where rounding leaves more than one. */
  range: readonly [string, string] | null
  /** missing-row: the row that sums it up, its amounts, and its code and name where another table prints it. */
  missing: {
    under: Slot
    amounts: readonly { measure: Slot['measure']; amount: string }[]
    code: string | null
    label: string | null
  } | null
  /** unit: the whole table that is in another unit than it says. */
  table: number | null
}

/** One explanation of violated equations: faults that together make all of them hold and break none. */
export interface Culprit {
  /** Explanations with the same number are alternatives; the likeliest comes first. */
  group: number
  faults: readonly Fault[]
  explains: readonly Equation[]
}

/** Hypotheses that one document may cost, in equations weighed; about five million a second. */
const EFFORT = 200_000
/** Alternatives that are listed for one group, and candidates that are combined with each other. */
const MOST_ALTERNATIVES = 10
const MOST_COMBINED = 40
const MOST_FAULTS = 3

/** Candidates that explain a group together. */
type Explanation = readonly Candidate[]

/**
 * Names what is most likely wrong where equations are violated.
 *
 * A fault is one misprinted amount, one left out, an amount in the wrong column, two that are swapped, a missing part row,
 * or a row or table in the wrong unit. It explains equations where correcting it makes them hold and breaks none that
 * holds. Violated equations that share a row are explained together: by one fault, else by the fewest, three at most;
 * what no such set explains is taken fault by fault, the one that explains most first.
 * Shortest explanations first, then by plausibility: a slip of one digit, a value that is printed beside, an exact swap.
 *
 * Absent values: nothing where no explanation is found within the bound, or the amounts are too long to weigh exactly.
 */
export function nameCulprits(
  tables: readonly ExtractedTable[],
  equations: readonly Equation[],
  violated: readonly Equation[],
): Culprit[] {
  if (violated.length === 0) return []
  const ledger = openLedger(tables, equations)
  if (!ledger) return []
  const indexes = violated.map((equation) => equations.indexOf(equation)).filter((index) => index >= 0)
  const effort: Effort = { left: EFFORT }
  const groups: Explanation[][] = []
  const byRow = groupsBy(indexes, (index) => rowsOfEquation(ledger, index))
  for (const { violated: connected, swaps } of swappedBetween(ledger, byRow, effort)) {
    const together = [...swaps, ...explainGroup({ ledger, violated: connected, effort })]
    if (together.length > 0) {
      groups.push(together)
      continue
    }
    for (const tied of groupsBy(connected, (index) => ledger.equations[index]!.cells.map(({ key }) => key))) {
      const explanations = explainGroup({ ledger, violated: tied, effort })
      if (explanations.length > 0) groups.push(explanations)
      else groups.push(...explainPiecemeal({ ledger, violated: tied, effort }).map((part) => [part]))
    }
  }
  return groups.flatMap((explanations, group) =>
    explanations.slice(0, MOST_ALTERNATIVES).map((candidates) => culpritOf(ledger, group, candidates)),
  )
}

/** Groups of violated equations; two that one swap between their rows sets right become one. */
function swappedBetween(
  ledger: Ledger,
  groups: readonly number[][],
  effort: Effort,
): { violated: number[]; swaps: Explanation[] }[] {
  const joined: { violated: number[]; swaps: Explanation[] }[] = []
  const used = new Set<number>()
  groups.forEach((one, at) => {
    if (used.has(at)) return
    for (let other = at + 1; other < groups.length; other++) {
      if (used.has(other)) continue
      const violated = [...one, ...groups[other]!]
      const between = swapCandidates({ ledger, violated, effort }, [one, groups[other]!])
      const swaps = between.filter(({ explains }) => explains.length === violated.length).map((swap) => [swap])
      if (swaps.length === 0) continue
      used.add(other)
      joined.push({ violated, swaps })
      return
    }
    joined.push({ violated: one, swaps: [] })
  })
  return joined
}

function rowsOfEquation(ledger: Ledger, index: number): string[] {
  return ledger.equations[index]!.cells.map(({ key }) => {
    const { table, row } = ledger.slotOf(key)
    return `${table}/${row}`
  })
}

/** Equations in groups that share nothing. */
function groupsBy<Shared>(indexes: readonly number[], sharedOf: (index: number) => readonly Shared[]): number[][] {
  const groups: { members: number[]; shared: Set<Shared> }[] = []
  for (const index of indexes) {
    const shared = sharedOf(index)
    const joined = groups.filter((group) => shared.some((one) => group.shared.has(one)))
    const members = [...joined.flatMap((group) => group.members), index]
    const all = new Set([...joined.flatMap((group) => [...group.shared]), ...shared])
    for (const group of joined) groups.splice(groups.indexOf(group), 1)
    groups.push({ members, shared: all })
  }
  const sorted = groups.map(({ members }) => members.sort((left, right) => left - right))
  return sorted.sort((left, right) => left[0]! - right[0]!)
}

function candidatesFor(inquiry: Inquiry): Candidate[] {
  const { printed, blank } = cellsOf(inquiry)
  const amounts = [...printed, ...blank].flatMap((key): Candidate[] => {
    const candidate = amountCandidate(inquiry, key)
    if (!candidate) return []
    const kind = candidate.likeness === 'unit' ? 'unit' : inquiry.ledger.valueOf(key) === undefined ? 'blank' : 'amount'
    return [{ ...candidate, kind }]
  })
  return [
    ...amounts,
    ...columnCandidates(inquiry),
    ...unitCandidates(inquiry),
    ...missingRowCandidates(inquiry),
    ...swapCandidates(inquiry),
  ]
}

/** Explanations of the whole group with the fewest faults, likeliest first. */
function explainGroup(inquiry: Inquiry): Explanation[] {
  const candidates = candidatesFor(inquiry)
  const size = inquiry.violated.length
  const single = candidates.filter(({ explains }) => explains.length === size).map((candidate) => [candidate])
  if (single.length > 0) return byPlausibility(single)
  const combined = combinations(inquiry, candidates)
  return byPlausibility(combined.length > 0 ? combined : entangledPairs(inquiry))
}

function byPlausibility(explanations: readonly Explanation[]): Explanation[] {
  const rank = (explanation: Explanation) => explanation.reduce((sum, candidate) => sum + candidate.rank, 0)
  const gain = (explanation: Explanation) => explanation.reduce((sum, candidate) => sum + candidate.gain, 0)
  return explanations.toSorted((left, right) => rank(left) - rank(right) || gain(right) - gain(left))
}

/** Sets of faults that each set some equations right and together all of them. */
function combinations(inquiry: Inquiry, candidates: readonly Candidate[]): Explanation[] {
  const likeliest = candidates
    .toSorted((left, right) => right.explains.length - left.explains.length || left.rank - right.rank)
    .slice(0, MOST_COMBINED)
  for (let size = 2; size <= MOST_FAULTS; size++) {
    const found = chosen(likeliest, size).filter((set) => {
      const explained = new Set(set.flatMap(({ explains }) => explains))
      return explained.size === inquiry.violated.length && holdsTogether(inquiry, set)
    })
    if (found.length > 0) return found
  }
  return []
}

function chosen(candidates: readonly Candidate[], size: number): Candidate[][] {
  if (size === 0) return [[]]
  return candidates.flatMap((candidate, at) =>
    chosen(candidates.slice(at + 1), size - 1).map((rest) => [candidate, ...rest]),
  )
}

function holdsTogether(inquiry: Inquiry, set: readonly Candidate[]): boolean {
  if (inquiry.effort.left < 0) return false
  const rescaled = set.filter(({ hypothesis }) => hypothesis.rescaled)
  const changes = new Map<CellKey, number | null>()
  for (const { hypothesis } of set) {
    for (const [key, value] of hypothesis.changes) {
      if (changes.has(key)) return false
      changes.set(key, value)
    }
  }
  if (rescaled.length > 0) return rescaled.length === set.length && rescaled.length === 1
  return explainedBy(inquiry, { changes }) !== null
}

/** Two misprinted amounts that meet in an equation, so that neither can be set right alone. */
function entangledPairs(inquiry: Inquiry): Explanation[] {
  const { ledger, violated, effort } = inquiry
  const found: Explanation[] = []
  const first = violated.reduce((least, index) =>
    ledger.equations[index]!.cells.length < ledger.equations[least]!.cells.length ? index : least,
  )
  for (const { key } of ledger.equations[first]!.cells) {
    const printed = ledger.valueOf(key)
    if (printed === undefined) continue
    for (const value of valuesThatSetRight(inquiry, key, printed)) {
      if (effort.left < 0) return found
      const base = { changes: new Map([[key, value]]) }
      const left = violatedUnder(inquiry, base)
      if (left.length === 0) continue
      const inAll = ledger.equations[left[0]!]!.cells.filter(({ key: other }) =>
        left.every((index) => other !== key && ledger.equations[index]!.cells.some((cell) => cell.key === other)),
      )
      for (const { key: other } of inAll) {
        const candidate = amountCandidate(inquiry, other, base)
        if (candidate?.explains.length === violated.length) found.push([candidate])
      }
    }
  }
  return found
}

function valuesThatSetRight({ ledger, violated }: Inquiry, key: CellKey, printed: number): Set<number> {
  const values = violated.flatMap((index) => {
    const cell = ledger.equations[index]!.cells.find((candidate) => candidate.key === key)
    return cell ? [printed - cell.sign * ledger.weigh(index, AS_PRINTED).difference] : []
  })
  return new Set(values)
}

/** The equations of the inquiry, and those on the changed cells, that fail under a hypothesis. */
function violatedUnder({ ledger, violated, effort }: Inquiry, hypothesis: { changes: Map<CellKey, number> }): number[] {
  const concerned = new Set(violated)
  for (const key of hypothesis.changes.keys()) for (const index of ledger.touching(key)) concerned.add(index)
  effort.left -= concerned.size
  return [...concerned].filter((index) => ledger.weigh(index, hypothesis).outcome === 'violated')
}

/** Faults one after the other, each the one that explains most of what is left; only those that explain two or more. */
function explainPiecemeal(inquiry: Inquiry): Explanation[] {
  const found: Explanation[] = []
  let left = inquiry.violated
  while (left.length > 1 && inquiry.effort.left > 0) {
    const candidates = candidatesFor({ ...inquiry, violated: left })
    const best = candidates
      .filter(({ explains }) => explains.length > 1)
      .toSorted((one, other) => other.explains.length - one.explains.length || one.rank - other.rank)[0]
    if (!best) break
    found.push([best])
    left = left.filter((index) => !best.explains.includes(index))
  }
  return found
}

function culpritOf(ledger: Ledger, group: number, explanation: Explanation): Culprit {
  const explains = [...new Set(explanation.flatMap((candidate) => candidate.explains))].sort((a, b) => a - b)
  return {
    group,
    faults: explanation.map((candidate) => faultOf(ledger, candidate)),
    explains: explains.map((index) => ledger.equations[index]!.equation),
  }
}

function faultOf(ledger: Ledger, { kind, hypothesis, likeness, range, missing }: Candidate): Fault {
  const changes = [...hypothesis.changes].map(([key, value]) => {
    const printed = ledger.valueOf(key)
    return {
      slot: ledger.slotOf(key),
      printed: printed === undefined ? null : ledger.textOf(key, printed),
      expected: value === null ? null : ledger.textOf(key, value),
    }
  })
  const [only] = hypothesis.changes.keys()
  const isOpen = range !== null && only !== undefined && range[0] < range[1] && range.every(Number.isFinite)
  const under = missing ? ledger.slotOf(missing.under) : null
  return {
    kind,
    likeness,
    changes,
    range: isOpen ? [ledger.textOf(only, range[0]), ledger.textOf(only, range[1])] : null,
    missing:
      missing && under
        ? {
            under,
            amounts: [...missing.amounts].map(([measure, value]) => ({
              measure,
              amount: ledger.textOf(missing.under, value),
            })),
            code: missing.code,
            label: missing.label,
          }
        : null,
    table: hypothesis.rescaled?.table ?? null,
  }
}
