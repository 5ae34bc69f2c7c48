import type { MeasureId } from '../schema/vocabulary.js'
import { AS_PRINTED, type CellKey, type Hypothesis, type Ledger, type Weight } from './culprit-ledger.js'
import { type Likeness, likenessOf } from './culprit-likeness.js'
import type { Slot } from './equation.js'

export type FaultKind = 'amount' | 'blank' | 'column' | 'swap' | 'missing-row' | 'unit'

/** One thing that may be wrong with the print, and the equations that it sets right. */
export interface Candidate {
  kind: FaultKind
  hypothesis: Hypothesis
  /** Violated equations, by index, that hold under it. */
  explains: readonly number[]
  /** Lower is likelier. */
  rank: number
  /** How much nearer all equations concerned come to being exact: decides between candidates of one rank. */
  gain: number
  likeness: Likeness | null
  /** Least and most that the corrected amount may be, scaled. */
  range: readonly [number, number] | null
  /** A part row that is missing: its amounts by measure, and the code and name under which another table prints them. */
  missing: { under: CellKey; amounts: ReadonlyMap<MeasureId, number>; code: string | null; label: string | null } | null
}

/**
 * How likely one kind of fault is beside the others. An exact swap or move hardly fits by chance, a digit sometimes does,
 * and an amount of no visible slip always.
 */
const RANK = {
  corroboratedSlip: 0,
  moved: 0.5,
  slip: 1,
  foundElsewhere: 3,
  corroborated: 4,
  severalColumns: 4,
  missingRow: 5,
  other: 6,
  blank: 7,
  /** Added where the corrected amount would be negative, or a printed zero or a unit of the wrong direction the slip. */
  ifNegative: 3,
  ifUnlikely: 0.5,
} as const

/** Checks to make, so that large documents end. */
export interface Effort {
  left: number
}

export interface Inquiry {
  ledger: Ledger
  /** Equations, by index, that are to be explained. */
  violated: readonly number[]
  effort: Effort
}

/**
 * The violated equations that hold under a hypothesis; null where it breaks one that holds.
 *
 * An equation that is not applicable under it, because a total is blank, must hold all the same with blank as nothing.
 */
export function explainedBy({ ledger, violated, effort }: Inquiry, hypothesis: Hypothesis): number[] | null {
  const touched = new Set<number>()
  for (const key of hypothesis.changes.keys()) for (const index of ledger.touching(key)) touched.add(index)
  if (hypothesis.rescaled) {
    const { table } = hypothesis.rescaled
    ledger.equations.forEach(({ cells }, index) => {
      const inTable = cells.filter((cell) => cell.table === table).length
      if (inTable > 0 && inTable < cells.length) touched.add(index)
    })
  }
  const wanted = new Set(violated)
  const explained: number[] = []
  for (const index of touched) {
    effort.left--
    const after = ledger.weigh(index, hypothesis)
    const before = ledger.weigh(index, AS_PRINTED)
    if (after.outcome === 'violated') {
      if (wanted.has(index) || before.outcome !== 'violated') return null
      continue
    }
    const wasSilent = before.outcome === 'not-applicable' && !isBalanced(before)
    if (after.outcome === 'not-applicable' && !isBalanced(after) && !wasSilent) return null
    if (wanted.has(index)) explained.push(index)
  }
  return explained
}

function isBalanced({ difference, allowance }: Weight): boolean {
  return Math.abs(difference) <= allowance
}

/** Cells of the violated equations: printed ones, or blank ones. */
export function cellsOf({ ledger, violated }: Inquiry): { printed: CellKey[]; blank: CellKey[] } {
  const keys = new Set(violated.flatMap((index) => ledger.equations[index]!.cells.map(({ key }) => key)))
  const printed = [...keys].filter((key) => ledger.valueOf(key) !== undefined)
  return { printed, blank: [...keys].filter((key) => ledger.valueOf(key) === undefined) }
}

/**
 * An amount misprinted, or left out, in one cell: the value that makes hold every equation on it.
 *
 * Each equation confines the value to an interval; of their intersection the value is taken that makes most of them
 * exact. `base` is what is changed already.
 */
export function amountCandidate(inquiry: Inquiry, key: CellKey, base: Hypothesis = AS_PRINTED): Candidate | null {
  const { ledger } = inquiry
  const printed = ledger.valueOf(key)
  const start = printed ?? 0
  const unit = ledger.unitOf(ledger.slotOf(key).table)
  let least = Number.NEGATIVE_INFINITY
  let most = Number.POSITIVE_INFINITY
  const exact: number[] = []
  for (const index of ledger.touching(key)) {
    const equation = ledger.equations[index]!
    const weight = ledger.weigh(index, { changes: new Map([...base.changes, [key, start]]) })
    if (weight.outcome === 'not-applicable') continue
    const signs = equation.cells.filter((cell) => cell.key === key).reduce((sum, cell) => sum + cell.sign, 0)
    if (signs === 0) continue
    const target = start - weight.difference / signs
    const slack = weight.allowance / Math.abs(signs)
    if (equation.equation.relation !== '≤' || signs > 0) least = Math.max(least, target - slack)
    if (equation.equation.relation !== '≤' || signs < 0) most = Math.min(most, target + slack)
    exact.push(Math.round(target / unit) * unit)
  }
  if (least > most) return null
  const value = likeliestValue(ledger, key, exact, [least, most])
  if (value === null || value === printed || (printed === undefined && value === 0)) return null
  const hypothesis = { changes: new Map([...base.changes, [key, value]]) }
  const explains = explainedBy(inquiry, hypothesis)
  if (explains === null || explains.length === 0) return null
  const range = [Math.ceil(least / unit) * unit, Math.floor(most / unit) * unit] as const
  const gain = gainOf(ledger, key, hypothesis)
  return { kind: 'amount', hypothesis, explains, missing: null, range, gain, ...plausibility(ledger, key, value) }
}

function gainOf(ledger: Ledger, key: CellKey, hypothesis: Hypothesis): number {
  return ledger.touching(key).reduce((gain, index) => {
    if (ledger.equations[index]!.equation.relation !== '=') return gain
    const before = Math.abs(ledger.weigh(index, AS_PRINTED).difference)
    return gain + before - Math.abs(ledger.weigh(index, hypothesis).difference)
  }, 0)
}

/** Values within an interval that are looked at one by one. */
const MOST_VALUES = 64

/** The value in the interval that most equations ask for exactly, or that a slip or a neighbour speaks for. */
function likeliestValue(
  ledger: Ledger,
  key: CellKey,
  exact: readonly number[],
  [least, most]: readonly [number, number],
): number | null {
  const votes = new Map<number, number>()
  const unit = ledger.unitOf(ledger.slotOf(key).table)
  const printed = ledger.valueOf(key)
  const propose = (value: number, weight: number) => {
    if (value >= least && value <= most) votes.set(value, (votes.get(value) ?? 0) + weight)
  }
  for (const value of exact) propose(value, 1)
  if (printed !== undefined) for (const value of inOtherUnit(printed)) propose(value, 0)
  const first = Math.ceil(least / unit) * unit
  if ((most - first) / unit < MOST_VALUES) for (let value = first; value <= most; value += unit) propose(value, 0)
  if (votes.size === 0) return null
  const score = (value: number) => votes.get(value)! * 2 - plausibility(ledger, key, value).rank
  return [...votes.keys()].reduce((best, value) => (score(value) > score(best) ? value : best))
}

const YUAN_PER_WAN = 10_000

function inOtherUnit(value: number): number[] {
  return [value / YUAN_PER_WAN, value * YUAN_PER_WAN].filter(Number.isInteger)
}

function plausibility(ledger: Ledger, key: CellKey, value: number): { rank: number; likeness: Likeness | null } {
  const printed = ledger.valueOf(key)
  const negative = value < 0 && !(printed !== undefined && printed < 0) ? RANK.ifNegative : 0
  if (printed === undefined) return { rank: RANK.blank + negative, likeness: null }
  const likeness = likenessOf(ledger.textOf(key, printed), ledger.textOf(key, value))
  const isCorroborated = isPrintedBeside(ledger, key, value)
  const slip = isCorroborated ? RANK.corroboratedSlip : RANK.slip
  const chance = isCorroborated ? RANK.corroborated : RANK.other
  const isOddUnit =
    likeness === 'unit' && value > printed === (ledger.tables[ledger.slotOf(key).table]!.unit === '万元')
  const unlikely = printed === 0 || isOddUnit ? RANK.ifUnlikely : 0
  return { rank: (likeness ? slip : chance) + negative + unlikely, likeness }
}

/** True where the value is printed in the same row, or in another row of the same code or name. */
function isPrintedBeside(ledger: Ledger, key: CellKey, value: number): boolean {
  return ledger.besides(key).some((other) => other !== key && ledger.valueOf(other) === value)
}

function measuresOfRow(ledger: Ledger, table: number, row: number): readonly MeasureId[] {
  const { measures, rows } = ledger.tables[table]!
  return measures[rows[row]!.side ?? 'all'] ?? measures.all ?? []
}

function rowsOf(ledger: Ledger, keys: readonly CellKey[]): { table: number; row: number }[] {
  const found = new Map<string, { table: number; row: number }>()
  for (const key of keys) {
    const { table, row } = ledger.slotOf(key)
    found.set(`${table}/${row}`, { table, row })
  }
  return [...found.values()]
}

/** Amounts that stand in a wrong column: one moved to a blank cell of its row, or all of a row moved by one column. */
export function columnCandidates(inquiry: Inquiry): Candidate[] {
  const { ledger } = inquiry
  const { printed, blank } = cellsOf(inquiry)
  const concerned = new Set([...printed, ...blank])
  const found: Candidate[] = []
  const consider = (changes: Map<CellKey, number | null>) => {
    if (inquiry.effort.left < 0 || ![...changes.keys()].some((key) => concerned.has(key))) return
    const explains = explainedBy(inquiry, { changes })
    if (!explains || explains.length === 0) return
    const rest = { likeness: null, range: null, missing: null }
    found.push({ kind: 'column', hypothesis: { changes }, explains, rank: RANK.moved, gain: 0, ...rest })
  }
  for (const { table, row } of rowsOf(ledger, [...concerned])) {
    const keys = measuresOfRow(ledger, table, row).map((measure) => ledger.keyOf({ table, row, measure }))
    const filled = keys.filter((key) => ledger.valueOf(key) !== undefined)
    for (const from of filled) {
      for (const to of keys)
        if (!filled.includes(to))
          consider(
            new Map([
              [to, ledger.valueOf(from)!],
              [from, null],
            ]),
          )
    }
    for (const step of [1, -1]) {
      if (filled.length < 2 || filled.some((key) => keys[keys.indexOf(key) + step] === undefined)) continue
      const changes = new Map<CellKey, number | null>(filled.map((key) => [key, null]))
      for (const key of filled) changes.set(keys[keys.indexOf(key) + step]!, ledger.valueOf(key)!)
      consider(changes)
    }
  }
  return found
}

/** Printed cells of violated equations, and of the rows that these are in. */
function cellsInRows(inquiry: Inquiry): CellKey[] {
  const { ledger } = inquiry
  const { printed } = cellsOf(inquiry)
  const inRows = rowsOf(ledger, printed).flatMap(({ table, row }) =>
    measuresOfRow(ledger, table, row).map((measure) => ledger.keyOf({ table, row, measure })),
  )
  return [...new Set([...printed, ...inRows])].filter((key) => ledger.valueOf(key) !== undefined)
}

/**
 * Two amounts of one table that stand in each other's place.
 *
 * `between`: two groups of the violated equations, of which the swap takes one amount each.
 */
export function swapCandidates(
  inquiry: Inquiry,
  between?: readonly [readonly number[], readonly number[]],
): Candidate[] {
  const { ledger, effort } = inquiry
  const slotsIn = (keys: readonly CellKey[]) =>
    keys.map((key) => ({ key, value: ledger.valueOf(key)!, table: ledger.slotOf(key).table }))
  const cells = between ? [] : slotsIn(cellsInRows(inquiry))
  const [ones, others] = between?.map((violated) => slotsIn(cellsOf({ ...inquiry, violated }).printed)) ?? [
    cells,
    cells,
  ]
  const found: Candidate[] = []
  ones!.forEach((one, at) => {
    for (const other of between ? others! : others!.slice(at + 1)) {
      if (effort.left < 0 || other.table !== one.table || other.value === one.value) continue
      const changes = new Map([
        [one.key, other.value],
        [other.key, one.value],
      ])
      const explains = explainedBy(inquiry, { changes })
      if (!explains || explains.length === 0) continue
      const rest = { likeness: null, range: null, missing: null }
      found.push({ kind: 'swap', hypothesis: { changes }, explains, rank: RANK.moved, gain: 0, ...rest })
    }
  })
  return found
}

/** A row, or a whole table, in 元 where the table says 万元, or the other way round. */
export function unitCandidates(inquiry: Inquiry): Candidate[] {
  const { ledger } = inquiry
  const { printed } = cellsOf(inquiry)
  const rest = { likeness: 'unit' as const, range: null, missing: null }
  const found: Candidate[] = []
  const consider = (hypothesis: Hypothesis, table: number, factor: number) => {
    const explains = explainedBy(inquiry, hypothesis)
    if (!explains || explains.length === 0) return
    const isOdd = factor > 1 === (ledger.tables[table]!.unit === '万元')
    const rank = RANK.slip + (isOdd ? RANK.ifUnlikely : 0)
    found.push({ kind: 'unit', hypothesis, explains, rank, gain: 0, ...rest })
  }
  for (const factor of [1 / YUAN_PER_WAN, YUAN_PER_WAN]) {
    for (const { table, row } of rowsOf(ledger, printed)) {
      const amounts = ledger.tables[table]!.rows[row]!.amounts.flatMap(({ measure }) =>
        measure === null ? [] : [ledger.keyOf({ table, row, measure })],
      )
      const changes = new Map(amounts.map((key) => [key, ledger.valueOf(key)! * factor]))
      if (changes.size > 1 && [...changes.values()].every(Number.isInteger)) consider({ changes }, table, factor)
    }
    const tables = new Set(printed.map((key) => ledger.slotOf(key).table))
    for (const table of tables) {
      const isOneRow = ledger.tables[table]!.rows.filter((row) => row.amounts.length > 0).length < 2
      if (!isOneRow) consider({ changes: new Map(), rescaled: { table, factor } }, table, factor)
    }
  }
  return found
}

/**
 * A part row that is not printed: every column of one sum lacks what that row would hold.
 *
 * The missing amounts must themselves add up as the amounts of the other part rows do.
 */
export function missingRowCandidates(inquiry: Inquiry): Candidate[] {
  const { ledger, violated } = inquiry
  const families = new Map<string, number[]>()
  for (const index of violated) {
    const { equation, family } = ledger.equations[index]!
    if (equation.relation !== '=' || equation.identity.scope !== 'within') continue
    if (equation.parts.every((part) => part.row === equation.total.row)) continue
    families.set(family, [...(families.get(family) ?? []), index])
  }
  return [...families].flatMap(([family, own]): Candidate[] => {
    const amounts = missingAmounts(ledger, family)
    const { total, parts } = ledger.equations[own[0]!]!.equation
    const sibling = parts[0]!
    if (!amounts || sibling.table !== total.table || !addsUp(ledger, sibling, amounts)) return []
    const elsewhere = rowElsewhere(ledger, total, amounts)
    const rank = elsewhere ? RANK.foundElsewhere : amounts.size > 1 ? RANK.severalColumns : RANK.missingRow
    const missing = {
      under: ledger.keyOf(total),
      amounts,
      code: elsewhere?.code ?? null,
      label: elsewhere?.label ?? null,
    }
    const rest = { likeness: null, range: null, gain: 0 }
    const others = violated.filter((index) => !own.includes(index) && lacksToo(ledger, index, parts, amounts))
    const explains = [...own, ...others]
    return [{ kind: 'missing-row', hypothesis: AS_PRINTED, explains, rank, missing, ...rest }]
  })
}

/** True where an equation adds up some of the part rows elsewhere, as those of one 类, and holds with the missing one too. */
function lacksToo(
  ledger: Ledger,
  index: number,
  siblings: readonly Slot[],
  amounts: ReadonlyMap<MeasureId, number>,
): boolean {
  const { equation } = ledger.equations[index]!
  const isSibling = (slot: Slot) => siblings.some(({ table, row }) => table === slot.table && row === slot.row)
  const added = [equation.total, ...(equation.addends ?? [])].filter(isSibling)
  const taken = equation.parts.filter(isSibling)
  const [one] = [...added, ...taken]
  if (!one || (added.length > 0 && taken.length > 0)) return false
  const missing = amounts.get(one.measure) ?? 0
  const { difference, allowance } = ledger.weigh(index, AS_PRINTED)
  const left = difference + (added.length > 0 ? missing : -missing)
  return equation.relation === '≤' ? left >= -allowance : Math.abs(left) <= allowance
}

/** What the sums of a family lack, by measure: also where no part is printed at all. Null where one has too much. */
function missingAmounts(ledger: Ledger, family: string): Map<MeasureId, number> | null {
  const amounts = new Map<MeasureId, number>()
  for (const [index, { equation, family: own }] of ledger.equations.entries()) {
    if (own !== family) continue
    const { outcome, difference, allowance } = ledger.weigh(index, AS_PRINTED)
    if (outcome === 'holds' && difference <= 0) continue
    if (Math.abs(difference) <= allowance && outcome === 'not-applicable') continue
    if (difference < 0) return null
    amounts.set(equation.total.measure, difference)
  }
  return amounts
}

/** True where the amounts keep the rules along the row that a part row is under. */
function addsUp(
  ledger: Ledger,
  sibling: { table: number; row: number },
  amounts: ReadonlyMap<MeasureId, number>,
): boolean {
  return ledger.equations.every(({ equation, cells }) => {
    if (equation.total.table !== sibling.table || equation.total.row !== sibling.row) return true
    const slots = [equation.total, ...(equation.addends ?? []), ...equation.parts]
    if (slots.some((slot) => slot.table !== sibling.table || slot.row !== sibling.row)) return true
    const shares = slots.map((slot, at) => cells[at]!.sign * (amounts.get(slot.measure) ?? 0))
    const printed = shares.filter((share) => share !== 0).length
    const sum = shares.reduce((partial, share) => partial + share, 0)
    return Math.abs(sum) <= ledger.unitOf(sibling.table) * Math.max(1, printed)
  })
}

/** A row of another table with these amounts, whose code or name the table of the total lacks. */
function rowElsewhere(
  ledger: Ledger,
  total: { table: number; row: number },
  amounts: ReadonlyMap<MeasureId, number>,
): { code: string; label: string } | null {
  const table = ledger.tables[total.table]!
  const parent = table.rows[total.row]!.code
  const wanted = new Set(amounts.values())
  for (const [index, other] of ledger.tables.entries()) {
    if (index === total.table) continue
    for (const [rowIndex, row] of other.rows.entries()) {
      const isBelow = parent === '' || (row.code.startsWith(parent) && row.code !== parent)
      const isAbsent = !table.rows.some((own) => (row.code === '' ? own.label === row.label : own.code === row.code))
      if (!isBelow || !isAbsent) continue
      const hasAmount = row.amounts.some(({ measure }) => {
        if (measure === null) return false
        const value = ledger.valueOf(ledger.keyOf({ table: index, row: rowIndex, measure }))
        return amounts.has(measure) ? value === amounts.get(measure) : value !== undefined && wanted.has(value)
      })
      if (hasAmount) return { code: row.code, label: row.label }
    }
  }
  return null
}
