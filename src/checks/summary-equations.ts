import type { ExtractedRow } from '../extract/table.js'
import { LAYOUTS } from '../layouts/index.js'
import { foldText } from '../normalise/text.js'
import type { MeasureId, Side, TableId } from '../schema/vocabulary.js'
import { type Account, type AccountKind, type Accounts, equal, sideSlot, slot, totalSlot } from './account.js'
import type { Equation, Identity, Slot } from './equation.js'
import { IDENTITIES, SOURCE_LEVELS } from './identities.js'
import { classSlots } from './listed-codes.js'

const SOURCE_RULES = LAYOUTS.find((layout) => layout.id === 'department-revenue')?.columns ?? []

/** Longest label that names a source of revenue. */
const LONGEST_SOURCE = 60

/** The source of revenue that a row of a 收支总表 names: 一般公共预算拨款收入 → generalPublicBudget. */
function sourceOf(label: string): MeasureId | null {
  const folded = foldText(label)
  // 纳入一般公共预算管理的非税收入 is a part of it.
  if (folded.length > LONGEST_SOURCE || /合计|总计|总数|非税|其中|(?:预算|基金)补助$/.test(folded)) return null
  return SOURCE_RULES.find(({ measure, header }) => measure !== 'total' && header.test(folded))?.measure ?? null
}

/** Rows below 上年结转, or below 上级补助收入 by the fund that pays it: no source of this year's. */
function elsewhere({ sides, table }: Account): ReadonlySet<number> {
  const { sums = [], carried = [] } = sides.revenue ?? {}
  const isApart = (total: number) =>
    carried.includes(total) || sourceOf(table.rows[total]?.label ?? '') === 'superiorSubsidy'
  return new Set(sums.flatMap(({ total, parts }) => (isApart(total) ? parts : [])))
}

/** 其中：一般公共预算财政拨款 right below 财政拨款收入 is the whole of that source. */
function sourceWithin({ table }: Account, at: number): MeasureId | null {
  const [, name] = /^其中:(.*财政拨款(?:收入)?)$/.exec(foldText(table.rows[at]?.label ?? '')) ?? []
  const above = table.rows.slice(0, at).findLast(({ side }) => side === 'revenue')
  return name !== undefined && above && sourceOf(above.label) === 'fiscalAppropriation' ? sourceOf(name) : null
}

/** Each source of a 收支总表 is printed again in 收入总表; where that divides 事业收入, as the sum of both its columns. */
function summarySourceEquations(summary: Account, revenue: Account | undefined): Equation[] {
  const columns = revenue?.table.measures.all ?? []
  const apart = elsewhere(summary)
  return summary.table.rows.flatMap((row, at) => {
    const source = row.side === 'revenue' && !apart.has(at) ? (sourceOf(row.label) ?? sourceWithin(summary, at)) : null
    if (source === null) return []
    const own = slot(summary, at, 'amount')
    const divided = SOURCE_LEVELS.institutional.filter((part) => columns.includes(part))
    if (source !== 'institutional' || columns.includes(source) || divided.length === 0)
      return equal(IDENTITIES.summarySources, totalSlot(revenue, source), [own], 'same')
    const parts = divided.map((part) => totalSlot(revenue, part))
    if (row.amounts.length > 0) return equal(IDENTITIES.summarySources, own, parts)
    return parts.flatMap((part) => equal(IDENTITIES.summarySources, part, [own], 'same'))
  })
}

export function summaryEquations(accounts: Accounts, kind: AccountKind): Equation[] {
  const summary = accounts['department-summary']
  if (!summary) return []
  const revenue = accounts['department-revenue']
  const expenditure = accounts['department-expenditure']
  const equations: Equation[] = []
  const revenueTree = summary.sides.revenue
  const expenditureTree = summary.sides.expenditure
  const revenueColumns = revenue?.table.measures.all ?? []
  const countsCarried = revenueColumns.includes('carriedForward') || kind === 'budget'
  const revenueRow = countsCarried
    ? (revenueTree?.grand ?? revenueTree?.subtotal)
    : (revenueTree?.subtotal ?? revenueTree?.grand)
  equations.push(...equal(IDENTITIES.summaryRevenue, totalSlot(revenue, 'total'), [sideSlot(summary, revenueRow)]))
  // Whether a budget's 支出总表 counts 结转下年 differs from place to place.
  const isOpen = kind === 'budget' && hasCarriedForward(summary, 'expenditure')
  const expenditureRow = isOpen ? null : (expenditureTree?.subtotal ?? expenditureTree?.grand)
  equations.push(
    ...equal(IDENTITIES.summaryExpenditure, totalSlot(expenditure, 'total'), [sideSlot(summary, expenditureRow)]),
  )
  const slotsOfClass = classSlots(expenditure)
  for (const at of expenditureTree?.items ?? []) {
    const parts = slotsOfClass((summary.table.rows[at] as ExtractedRow).label)
    equations.push(...equal(IDENTITIES.summaryClasses, sideSlot(summary, at), parts))
  }
  equations.push(...summarySourceEquations(summary, revenue))
  const wholeRow = expenditureTree?.subtotal ?? expenditureTree?.grand
  if (wholeRow != null && (summary.table.measures.expenditure ?? []).includes('personnel')) {
    const parts = [slot(summary, wholeRow, 'personnel'), slot(summary, wholeRow, 'operating')]
    equations.push(...equal(IDENTITIES.summaryBasic, totalSlot(expenditure, 'basic'), parts))
    equations.push(
      ...equal(IDENTITIES.summaryProject, totalSlot(expenditure, 'project'), [slot(summary, wholeRow, 'project')]),
    )
  }
  return equations
}

export const FUND_TABLES: readonly (readonly [MeasureId, TableId])[] = [
  ['generalPublicBudget', 'general-public-budget-expenditure'],
  ['governmentFund', 'government-fund-expenditure'],
  ['stateCapital', 'state-capital-expenditure'],
]

/** Rows of the revenue side that name a fund: those of this year, and those carried forward from last year. */
interface FundRows {
  current: number[]
  carried: number[]
}

function fundRows(fiscal: Account, measure: MeasureId): FundRows {
  const tree = fiscal.sides.revenue
  const below = new Set(tree?.sums.flatMap(({ total, parts }) => (tree.carried.includes(total) ? parts : [])))
  const rows: FundRows = { current: [], carried: [] }
  fiscal.table.rows.forEach((row, at) => {
    if (row.side !== 'revenue' || sourceOf(row.label) !== measure) return
    if (below.has(at)) rows.carried.push(at)
    else if (!tree?.carried.includes(at)) rows.current.push(at)
  })
  return rows
}

/** Money left from last year is printed on the revenue side of a 收支总表, or left for the next on the other. */
export function hasCarriedForward(account: Account | undefined, side: Side = 'revenue'): boolean {
  const carried = account?.sides[side]?.carried ?? []
  return carried.some((at) => account?.table.rows[at]?.amounts.some(({ value }) => !value.isZero()))
}

function fiscalFundEquations(fiscal: Account): Equation[] {
  const grand = fiscal.sides.expenditure?.grand
  const tree = fiscal.sides.revenue
  if (grand == null || !tree) return []
  const isBrokenDown = tree.carried.every(
    (at) =>
      tree.sums.some(({ total }) => total === at) ||
      fiscal.table.rows[at]?.amounts.every(({ value }) => value.isZero()),
  )
  if (!isBrokenDown) return []
  return FUND_TABLES.flatMap(([measure]) => {
    const { current, carried } = fundRows(fiscal, measure)
    if (current.length !== 1 || !(fiscal.table.measures.expenditure ?? []).includes(measure)) return []
    const parts = [...current, ...carried].map((at) => slot(fiscal, at, 'amount'))
    return equal(IDENTITIES.fiscalFunds, slot(fiscal, grand, measure), parts)
  })
}

/** A column of 财政拨款收支总表's expenditure, and the tables of the funds that it is spent from. */
interface FundColumn {
  measure: MeasureId
  tables: readonly Account[]
  /** Rows of the revenue side that hold last year's money of these funds. */
  carried: readonly Slot[]
}

/** A column for each fund; where it has one for all of them, this against all their tables. */
function fundColumns(fiscal: Account, accounts: Accounts): FundColumn[] {
  const columns = fiscal.table.measures.expenditure ?? []
  const funds = FUND_TABLES.map(([measure, id]) => {
    const carried = fundRows(fiscal, measure).carried.map((at) => slot(fiscal, at, 'amount'))
    return { measure, tables: accounts[id] ? [accounts[id]] : [], carried }
  })
  const own = funds.filter(({ measure }) => columns.includes(measure))
  if (own.length > 0 || !columns.includes('total') || funds.some(({ tables }) => tables.length === 0)) return own
  return [
    {
      measure: 'total',
      tables: funds.flatMap(({ tables }) => tables),
      carried: funds.flatMap(({ carried }) => carried),
    },
  ]
}

export function fiscalEquations(accounts: Accounts, kind: AccountKind): Equation[] {
  const fiscal = accounts['fiscal-appropriation-summary']
  const tree = fiscal?.sides.expenditure
  if (!fiscal || !tree) return []
  const equations: Equation[] = fiscalFundEquations(fiscal)
  const isCurrentYearOnly = kind === 'budget' && hasCarriedForward(fiscal)
  const whole = tree.subtotal ?? tree.grand
  for (const { measure, tables, carried } of fundColumns(fiscal, accounts)) {
    const tie = (identity: Identity, own: Slot, others: readonly Slot[]): Equation[] => {
      if (!isCurrentYearOnly) return equal(identity, own, others)
      const [first = null, ...rest] = others
      const upper = equal(IDENTITIES.fiscalCurrentYear, first, [own], '≤')
      return [
        ...equal(IDENTITIES.fiscalCurrentYear, own, others, '≤'),
        ...(carried.length > 0 ? upper.map((equation) => ({ ...equation, addends: [...rest, ...carried] })) : []),
      ]
    }
    const filled = tables.filter(({ table }) => table.rows.some((row) => row.amounts.length > 0 || row.hasUnplaced))
    const totals = filled.flatMap((table) => totalSlot(table, 'total') ?? [])
    if (whole !== null && totals.length === filled.length)
      equations.push(...tie(IDENTITIES.fiscalTotal, slot(fiscal, whole, measure), totals))
    const slotsOfClass = tables.map(classSlots)
    for (const at of tree.items) {
      const { label } = fiscal.table.rows[at] as ExtractedRow
      const others = slotsOfClass.flatMap((slotsOf) => slotsOf(label))
      equations.push(...tie(IDENTITIES.fiscalClasses, slot(fiscal, at, measure), others))
    }
  }
  return equations
}

/** Each fund's appropriation in both 收支总表; one without 上年结转 has last year's money in the same row. */
export function fiscalSourceEquations(accounts: Accounts): Equation[] {
  const fiscal = accounts['fiscal-appropriation-summary']
  const summary = accounts['department-summary']
  if (!fiscal || !summary) return []
  const isApart = (summary.sides.revenue?.carried ?? []).length > 0
  return FUND_TABLES.flatMap(([measure]) => {
    const { current, carried } = fundRows(fiscal, measure)
    const own = fundRows(summary, measure).current
    if (own.length !== 1 || current.length !== 1) return []
    const parts = [...current, ...(isApart ? [] : carried)].map((at) => slot(fiscal, at, 'amount'))
    return equal(IDENTITIES.fiscalSources, slot(summary, own[0] as number, 'amount'), parts)
  })
}
