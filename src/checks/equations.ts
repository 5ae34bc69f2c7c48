import type { ExtractedRow, ExtractedTable } from '../extract/table.js'
import { LAYOUTS } from '../layouts/index.js'
import { foldText } from '../normalise/text.js'
import { isOtherMeasure, type MeasureId, type Side, type TableId } from '../schema/vocabulary.js'
import { codeTree, isTotalRow, type SideTree, sideTree } from './account-tree.js'
import type { Equation, Identity, Slot } from './equation.js'
import { headerSums } from './header-sums.js'
import { IDENTITIES, ROW_RULES, SOURCE_LEVELS } from './identities.js'
import { unitSums } from './unit-sums.js'

/** Budget or final account: some rules hold for one of them only. */
export type AccountKind = 'budget' | 'final-account' | null

const PREFIXES = ['', 'prior.', 'budget.', 'final.'] as const
const CLASS_CODE = /^[23]\d\d$/

/** One table with what the rules need to find their way in it. */
interface Account {
  index: number
  table: ExtractedTable
  totalRow: number | null
  /** The first panel of each side: by source, and by 功能分类. */
  sides: Partial<Record<Side, SideTree>>
  /** Further panels of a side, which show the same sum in another way: expenditure by 经济分类. */
  otherPanels: readonly SideTree[]
}

function slot(account: Account, row: number, measure: MeasureId): Slot {
  return { table: account.index, row, measure }
}

function measuresOf(table: ExtractedTable, row: ExtractedRow): readonly MeasureId[] {
  return (row.side === null ? table.measures.all : table.measures[row.side]) ?? []
}

function openAccount(table: ExtractedTable, index: number): Account {
  const totals = table.rows.flatMap((row, at) => (isTotalRow(row) ? [at] : []))
  const sides: Account['sides'] = {}
  const otherPanels: SideTree[] = []
  for (const side of ['revenue', 'expenditure'] as const) {
    const panels = [...new Set(table.rows.flatMap((row) => (row.side === side ? [row.panel] : [])))].sort(
      (a, b) => a - b,
    )
    const trees = panels.map((panel) => {
      const rows = table.rows.flatMap((row, at) => (row.side === side && row.panel === panel ? [at] : []))
      return sideTree(table.rows, rows)
    })
    if (trees[0]) sides[side] = trees[0]
    otherPanels.push(...trees.slice(1))
  }
  return { index, table, totalRow: totals.length === 1 ? (totals[0] as number) : null, sides, otherPanels }
}

/** Columns that a total over sources adds: those of the top level that the table has. */
function topSources(columns: readonly MeasureId[]): MeasureId[] {
  const below = new Set<string>()
  for (const [subtotal, parts] of Object.entries(SOURCE_LEVELS)) {
    if ((columns as readonly string[]).includes(subtotal)) for (const part of parts) below.add(part)
  }
  return columns.filter((measure) => measure !== 'total' && !below.has(measure) && !isOtherMeasure(measure))
}

/** What a column consists of, by a rule of its own: 公务用车 of 购置 and 运行. */
function innerParts(measure: string): readonly string[] {
  return measure === 'total' ? [] : (ROW_RULES.find((rule) => rule.total === measure)?.parts ?? [])
}

/** A part of a sum along a row; left blank, what it consists of counts in its place. */
interface RowPart {
  measure: MeasureId
  inner: readonly MeasureId[]
}

/** An identity along the rows of a table that has its columns. */
interface RowSum {
  identity: Identity
  total: MeasureId
  parts: readonly RowPart[]
}

function partOf(prefix: string, part: string): RowPart {
  const inner = innerParts(part).map((item) => `${prefix}${item}` as MeasureId)
  return { measure: `${prefix}${part}` as MeasureId, inner }
}

/** Sources of revenue add up to the total as long as each of them is known. */
function sourceSums(columns: readonly MeasureId[]): RowSum[] {
  const parts = topSources(columns)
  const hasUnknown = columns.some(
    (measure) => isOtherMeasure(measure) && !/其中|(?:上年|年初)(?:结转|结余)/.test(measure),
  )
  if (parts.length === 0 || hasUnknown) return []
  return [{ identity: IDENTITIES.rowSources, total: 'total', parts: parts.map((measure) => ({ measure, inner: [] })) }]
}

/** The sums that hold along every row with these columns. */
function rowSums(columns: readonly MeasureId[], isBySource: boolean): RowSum[] {
  // A column that the vocabulary has no word for may be one more part of the total.
  const hasUnknownPart = columns.some((measure) => isOtherMeasure(measure) && !/其中|政府采购|扣除/.test(measure))
  const known: ReadonlySet<string> = new Set(columns)
  const byRule = PREFIXES.flatMap((prefix) => {
    const has = (measure: string) => known.has(`${prefix}${measure}`)
    return ROW_RULES.flatMap((rule): RowSum[] => {
      const hasPart = (measure: string) => has(measure) || (rule.opens === measure && innerParts(measure).some(has))
      if ((isBySource || (hasUnknownPart && !rule.isWhole)) && rule.total === 'total') return []
      if (!has(rule.total) || !(rule.needs ?? []).every(hasPart) || (rule.unless ?? []).some(has)) return []
      const parts = rule.parts.filter(hasPart).map((part) => partOf(prefix, part))
      return [{ identity: rule, total: `${prefix}${rule.total}` as MeasureId, parts }]
    })
  })
  return isBySource ? [...sourceSums(columns), ...byRule] : byRule
}

/** The columns to add in a row: where 小计 is left blank and what it consists of is printed, the latter. */
function printedParts(row: ExtractedRow, parts: readonly RowPart[]): MeasureId[] {
  const isPrinted = (measure: MeasureId) => row.amounts.some((amount) => amount.measure === measure)
  const isOpen = row.amounts.some((amount) => amount.measure === null)
  return parts.flatMap(({ measure, inner }) => {
    if (inner.length === 0 || isOpen || isPrinted(measure)) return measure
    const printed = inner.filter(isPrinted)
    return printed.length > 0 ? printed : measure
  })
}

function rowEquations(account: Account): Equation[] {
  const { table } = account
  const isBySource = table.id === 'department-revenue' || table.id === 'government-procurement'
  const sumsOf = new Map<readonly MeasureId[], RowSum[]>()
  return table.rows.flatMap((row, at) => {
    if (row.amounts.length < 2) return []
    const columns = measuresOf(table, row)
    const sums = sumsOf.get(columns) ?? rowSums(columns, isBySource)
    sumsOf.set(columns, sums)
    return sums.map(({ identity, total, parts }): Equation => {
      const slots = printedParts(row, parts).map((part) => slot(account, at, part))
      return { identity, relation: '=', total: slot(account, at, total), parts: slots }
    })
  })
}

/** Sums that the header shows, where no rule of its own says the same. */
function headerEquations(account: Account, known: readonly Equation[]): Equation[] {
  const { headers, rows } = account.table
  if (!headers || headers.length === 0) return []
  const taken = new Set(known.map(({ total }) => `${total.row} ${total.measure}`))
  return headerSums(headers).flatMap(({ total, parts }) =>
    rows.flatMap((row, at) => {
      if (row.amounts.length < 2 || taken.has(`${at} ${total}`)) return []
      const slots = { total: slot(account, at, total), parts: parts.map((part) => slot(account, at, part)) }
      return [{ identity: IDENTITIES.headerSums, relation: '=' as const, ...slots }]
    }),
  )
}

const PROJECT_TOTAL = /^(?:currentYearBudget|other:(?:项目|年度)?(?:资金)?(?:总额|总金额))$/
const PROJECT_SOURCE =
  /^(?:superiorFunds|localFunds|otherFunds|other:(?:(?:其中:)?(?:本年|当年|年度)?(?:财政拨款|财政资金|中央(?:财政)?资金|省级(?:财政)?资金|市级(?:财政)?资金|区县?级?(?:财政)?资金|单位资金|上年结转(?:资金)?)))$/

/** A project's form: what it has in all, and from where. One source of another name, and nothing follows. */
function projectEquations(account: Account, known: readonly Equation[]): Equation[] {
  if (account.table.id !== 'project-performance') return []
  const taken = new Set(known.map(({ total }) => total.row))
  const isFiscal = ({ measure }: { measure: MeasureId | null }) =>
    measure !== null && measure !== 'otherFunds' && PROJECT_SOURCE.test(measure)
  // Blank in a row, what the treasury gives is nothing; not read in any, it is not known.
  if (!account.table.rows.some((row) => row.amounts.some(isFiscal))) return []
  return account.table.rows.flatMap((row, at) => {
    const measures = row.amounts.flatMap(({ measure }) => measure ?? [])
    const totals = measures.filter((measure) => PROJECT_TOTAL.test(measure))
    const parts = measures.filter((measure) => PROJECT_SOURCE.test(measure))
    const isComplete = totals.length === 1 && parts.length > 0 && totals.length + parts.length === measures.length
    if (taken.has(at) || !isComplete) return []
    const slots = {
      total: slot(account, at, totals[0] as MeasureId),
      parts: parts.map((part) => slot(account, at, part)),
    }
    return [{ identity: IDENTITIES.projectSources, relation: '=' as const, ...slots }]
  })
}

/** Sums over units or projects. Shares and prices do not add up. */
function unitEquations(account: Account): Equation[] {
  return unitSums(account.table).flatMap(({ total, parts }) =>
    columnEquations(account, IDENTITIES.units, total, parts).filter(
      ({ total: { measure } }) => !/[%率]|占比|单价/.test(measure),
    ),
  )
}

/** Total row = Σ part rows, once a column. */
function columnEquations(account: Account, identity: Identity, total: number, parts: readonly number[]): Equation[] {
  const totalRow = account.table.rows[total] as ExtractedRow
  if (parts.length === 0) return []
  return measuresOf(account.table, totalRow).map((measure) => ({
    identity,
    relation: '=' as const,
    total: slot(account, total, measure),
    parts: parts.map((part) => slot(account, part, measure)),
  }))
}

/** A row that carries amounts without being coded, 合计, or a heading: then 合计 = Σ 类 may not be all. */
function hasOtherRows(account: Account): boolean {
  return account.table.rows.some((row) => row.code === '' && !isTotalRow(row) && row.amounts.length > 0)
}

/** A list of purchases prints a code once for each: whether a row sums up others its code does not say. */
function isListByCode(account: Account): boolean {
  const codes = account.table.rows.flatMap(({ code }) => (code === '' ? [] : [code]))
  return account.table.id === 'government-procurement' && new Set(codes).size < codes.length
}

function codedEquations(account: Account): Equation[] {
  if (isListByCode(account)) return []
  const { sums, tops } = codeTree(account.table.rows)
  const equations = sums.flatMap(({ total, parts }) => columnEquations(account, IDENTITIES.hierarchy, total, parts))
  if (account.totalRow !== null && !hasOtherRows(account)) {
    equations.push(...columnEquations(account, IDENTITIES.totalRow, account.totalRow, tops))
  }
  const find = (label: string) => account.table.rows.findIndex((row) => foldText(row.label) === label)
  const personnel = find('人员经费合计')
  const operating = find('公用经费合计')
  if (personnel >= 0 && operating >= 0 && tops.length > 0) {
    equations.push({
      identity: IDENTITIES.economicTotals,
      relation: '=',
      total: slot(account, personnel, 'total'),
      addends: [slot(account, operating, 'total')],
      parts: tops.map((top) => slot(account, top, 'total')),
    })
  }
  return equations
}

function procurementEquations(account: Account): Equation[] {
  if (account.table.id !== 'government-procurement' || account.totalRow === null) return []
  const parts = account.table.rows.flatMap((row, at) =>
    /^(?:货物|工程|服务)类?$/.test(foldText(row.label)) ? [at] : [],
  )
  return columnEquations(account, IDENTITIES.procurement, account.totalRow, parts)
}

function fundFlowEquations(account: Account): Equation[] {
  const columns = account.table.measures.all ?? []
  if (!columns.includes('openingBalance') || !columns.includes('closingBalance')) return []
  return account.table.rows.map((_, at) => ({
    identity: IDENTITIES.fundFlow,
    relation: '=' as const,
    total: slot(account, at, 'total'),
    addends: [slot(account, at, 'closingBalance')],
    parts: [slot(account, at, 'openingBalance'), slot(account, at, 'revenue')],
  }))
}

/** Items to add on a side: where 一、部门预算 is printed without an amount above its parts, the parts. */
function printedItems(account: Account, tree: SideTree, items: readonly number[]): number[] {
  return items.flatMap((item) => {
    const parts = tree.sums.find(({ total }) => total === item)?.parts
    const isBlank = account.table.rows[item]?.amounts.length === 0
    return isBlank && parts ? printedItems(account, tree, parts) : [item]
  })
}

function sideEquations(account: Account): Equation[] {
  const equations: Equation[] = []
  for (const tree of [...Object.values(account.sides), ...account.otherPanels]) {
    for (const { total, parts } of tree.sums)
      equations.push(...columnEquations(account, IDENTITIES.sideItems, total, parts))
    if (tree.subtotal !== null) {
      equations.push(
        ...columnEquations(account, IDENTITIES.sideItems, tree.subtotal, printedItems(account, tree, tree.items)),
      )
      if (tree.grand !== null) {
        equations.push(...columnEquations(account, IDENTITIES.sideTotal, tree.grand, [tree.subtotal, ...tree.carried]))
      }
    } else if (tree.grand !== null) {
      equations.push(...columnEquations(account, IDENTITIES.sideTotal, tree.grand, [...tree.items, ...tree.carried]))
    }
  }
  const revenue = account.sides.revenue?.grand
  const expenditure = account.sides.expenditure?.grand
  if (revenue != null && expenditure != null) {
    const total = totalMeasure(account, expenditure)
    if (total) {
      const slots = { total: slot(account, revenue, 'amount'), parts: [slot(account, expenditure, total)] }
      equations.push({ identity: IDENTITIES.balance, relation: '=', ...slots })
    }
  }
  return equations
}

/** The column of a row that holds its whole amount. */
function totalMeasure(account: Account, row: number): MeasureId | null {
  const columns = measuresOf(account.table, account.table.rows[row] as ExtractedRow)
  return columns.includes('total') ? 'total' : columns.includes('amount') ? 'amount' : null
}

type Accounts = Partial<Record<TableId, Account>>

function equal(
  identity: Identity,
  total: Slot | null,
  parts: readonly (Slot | null)[],
  relation: Equation['relation'] = '=',
): Equation[] {
  const known = parts.filter((part): part is Slot => part !== null)
  return total === null || known.length === 0 ? [] : [{ identity, relation, total, parts: known }]
}

function totalSlot(account: Account | undefined, measure: MeasureId): Slot | null {
  if (!account || account.totalRow === null) return null
  const columns = measuresOf(account.table, account.table.rows[account.totalRow] as ExtractedRow)
  return columns.includes(measure) ? slot(account, account.totalRow, measure) : null
}

function sideSlot(account: Account | undefined, row: number | null | undefined): Slot | null {
  if (!account || row == null) return null
  const measure = totalMeasure(account, row)
  return measure ? slot(account, row, measure) : null
}

/** 类 rows of a coded table by their folded name. */
function classRows(account: Account | undefined): Map<string, number> {
  const rows = new Map<string, number>()
  account?.table.rows.forEach((row, at) => {
    if (CLASS_CODE.test(row.code)) rows.set(foldText(row.label), at)
  })
  return rows
}

function codeRows(account: Account | undefined): Map<string, number> {
  const rows = new Map<string, number>()
  const repeated = new Set<string>()
  account?.table.rows.forEach((row, at) => {
    if (row.code === '') return
    if (rows.has(row.code)) repeated.add(row.code)
    rows.set(row.code, at)
  })
  for (const code of repeated) rows.delete(code)
  return rows
}

const SOURCE_RULES = LAYOUTS.find((layout) => layout.id === 'department-revenue')?.columns ?? []

/** Longest label that names a source of revenue. */
const LONGEST_SOURCE = 60

/** The source of revenue that a row of a 收支总表 names: 一般公共预算拨款收入 → generalPublicBudget. */
function sourceOf(label: string): MeasureId | null {
  const folded = foldText(label)
  if (folded.length > LONGEST_SOURCE || /合计|总计|总数/.test(folded)) return null
  return SOURCE_RULES.find(({ measure, header }) => measure !== 'total' && header.test(folded))?.measure ?? null
}

/** Each source of a 收支总表 is printed again in 收入总表; where that divides 事业收入, as the sum of both its columns. */
function summarySourceEquations(summary: Account, revenue: Account | undefined): Equation[] {
  const columns = revenue?.table.measures.all ?? []
  return summary.table.rows.flatMap((row, at) => {
    const source = row.side === 'revenue' ? sourceOf(row.label) : null
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

function summaryEquations(accounts: Accounts, kind: AccountKind): Equation[] {
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
  const classes = classRows(expenditure)
  for (const at of expenditureTree?.items ?? []) {
    const match = classes.get(foldText((summary.table.rows[at] as ExtractedRow).label))
    if (expenditure && match !== undefined) {
      equations.push(...equal(IDENTITIES.summaryClasses, slot(expenditure, match, 'total'), [sideSlot(summary, at)]))
    }
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

const FUND_TABLES: readonly (readonly [MeasureId, TableId])[] = [
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
function hasCarriedForward(account: Account | undefined, side: Side = 'revenue'): boolean {
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

function fiscalEquations(accounts: Accounts, kind: AccountKind): Equation[] {
  const fiscal = accounts['fiscal-appropriation-summary']
  const tree = fiscal?.sides.expenditure
  if (!fiscal || !tree) return []
  const equations: Equation[] = fiscalFundEquations(fiscal)
  const isCurrentYearOnly = kind === 'budget' && hasCarriedForward(fiscal)
  for (const [measure, id] of FUND_TABLES) {
    const table = accounts[id]
    const total = totalSlot(table, 'total')
    const whole = tree.subtotal ?? tree.grand
    const hasColumn = (fiscal.table.measures.expenditure ?? []).includes(measure)
    if (!hasColumn) continue
    const carried = fundRows(fiscal, measure).carried.map((at) => slot(fiscal, at, 'amount'))
    const tie = (identity: Identity, own: Slot, other: Slot | null): Equation[] => {
      if (!isCurrentYearOnly) return equal(identity, own, [other])
      const upper = equal(IDENTITIES.fiscalCurrentYear, other, [own], '≤')
      return [
        ...equal(IDENTITIES.fiscalCurrentYear, own, [other], '≤'),
        ...(carried.length > 0 ? upper.map((equation) => ({ ...equation, addends: carried })) : []),
      ]
    }
    if (whole !== null) equations.push(...tie(IDENTITIES.fiscalTotal, slot(fiscal, whole, measure), total))
    const classes = classRows(table)
    for (const at of tree.items) {
      const match = classes.get(foldText((fiscal.table.rows[at] as ExtractedRow).label))
      if (table && match !== undefined) {
        equations.push(...tie(IDENTITIES.fiscalClasses, slot(fiscal, at, measure), slot(table, match, 'total')))
      }
    }
  }
  return equations
}

/** Each fund's appropriation in both 收支总表; one without 上年结转 has last year's money in the same row. */
function fiscalSourceEquations(accounts: Accounts): Equation[] {
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

function basicEquations(accounts: Accounts): Equation[] {
  const functional = accounts['general-public-budget-expenditure']
  const economic = accounts['general-public-budget-basic-expenditure']
  const equations = equal(IDENTITIES.basicExpenditure, totalSlot(functional, 'basic'), [totalSlot(economic, 'total')])
  for (const measure of ['personnel', 'operating'] as const) {
    equations.push(
      ...equal(IDENTITIES.basicExpenditure, totalSlot(functional, measure), [totalSlot(economic, measure)]),
    )
  }
  return equations
}

/** 部门支出 against the tables of the funds that pay a part of it. */
function partEquations(expenditure: Account, accounts: Accounts): Equation[] {
  const funds = FUND_TABLES.flatMap(([, id]) => accounts[id] ?? [])
  const rowsOf = new Map(funds.map((fund) => [fund, codeRows(fund)]))
  const measures = ['total', 'basic', 'project'] as const
  const totals = measures.flatMap((measure) =>
    equal(
      IDENTITIES.partOfDepartment,
      totalSlot(expenditure, measure),
      funds.map((fund) => totalSlot(fund, measure)),
      '≤',
    ),
  )
  const rows = [...codeRows(expenditure)].flatMap(([code, at]) =>
    measures.flatMap((measure) => {
      const parts = funds.flatMap((fund) => {
        const row = rowsOf.get(fund)?.get(code)
        const hasColumn = (fund.table.measures.all ?? []).includes(measure)
        return row !== undefined && hasColumn ? [slot(fund, row, measure)] : []
      })
      return equal(IDENTITIES.partOfDepartment, slot(expenditure, at, measure), parts, '≤')
    }),
  )
  return [...totals, ...rows]
}

/** 部门收入总表's appropriation of a fund, by 科目, against the table of that fund's expenditure. */
function revenueOfFundEquations(accounts: Accounts): Equation[] {
  const revenue = accounts['department-revenue']
  if (!revenue) return []
  const hasCarried =
    hasCarriedForward(accounts['fiscal-appropriation-summary']) || hasCarriedForward(accounts['department-summary'])
  const identity = hasCarried ? IDENTITIES.revenueOfFundCurrentYear : IDENTITIES.revenueOfFund
  const columns = revenue.table.measures.all ?? []
  return FUND_TABLES.flatMap(([measure, id]) => {
    const fund = accounts[id]
    if (!fund || !columns.includes(measure)) return []
    const rows = codeRows(fund)
    return [...codeRows(revenue)].flatMap(([code, at]) => {
      const match = rows.get(code)
      if (match === undefined) return []
      const parts = [slot(revenue, at, measure)]
      return equal(identity, slot(fund, match, 'total'), parts, hasCarried ? '≤' : '=')
    })
  })
}

function expenditureEquations(accounts: Accounts, kind: AccountKind): Equation[] {
  const expenditure = accounts['department-expenditure']
  const revenue = accounts['department-revenue']
  if (!expenditure) return []
  const equations = partEquations(expenditure, accounts)
  if (kind !== 'budget') return equations
  equations.push(
    ...equal(IDENTITIES.revenueExpenditure, totalSlot(revenue, 'total'), [totalSlot(expenditure, 'total')]),
  )
  const revenueRows = codeRows(revenue)
  for (const [code, at] of codeRows(expenditure)) {
    const inRevenue = revenueRows.get(code)
    if (revenue && inRevenue !== undefined) {
      equations.push(
        ...equal(IDENTITIES.revenueExpenditure, slot(revenue, inRevenue, 'total'), [slot(expenditure, at, 'total')]),
      )
    }
  }
  return [...equations, ...revenueOfFundEquations(accounts)]
}

/** 经济分类 that “三公” items are paid under, where basic expenditure pays. */
const THREE_PUBLIC_CODES: readonly (readonly [string, string])[] = [
  ['overseasTrips', '30212'],
  ['officialReception', '30217'],
  ['vehicleOperation', '30231'],
  ['vehiclePurchase', '31013'],
]
const STANDARD_NAMES: Readonly<Record<string, RegExp>> = {
  '30212': /出国/,
  '30217': /公务接待/,
  '30231': /公务用车运行/,
  '31013': /公务用车购置/,
}

function threePublicEquations(accounts: Accounts): Equation[] {
  const account = accounts['three-public-expenses']
  const economic = accounts['general-public-budget-basic-expenditure']
  if (!account || account.table.rows.length !== 1) return []
  const columns: readonly string[] = account.table.measures.all ?? []
  const prefix = columns.includes('final.total') ? 'final.' : ''
  const whole = totalSlot(accounts['department-expenditure'], 'total')
  const own = columns.includes(`${prefix}total`) ? slot(account, 0, `${prefix}total` as MeasureId) : null
  const upper = equal(IDENTITIES.threePublicTotal, whole, [own], '≤')
  if (!economic) return upper
  const rows = codeRows(economic)
  const items = THREE_PUBLIC_CODES.flatMap(([measure, code]) => {
    const at = rows.get(code)
    if (at === undefined || !columns.includes(`${prefix}${measure}`)) return []
    if (!STANDARD_NAMES[code]?.test((economic.table.rows[at] as ExtractedRow).label)) return []
    return equal(
      IDENTITIES.threePublicBasic,
      slot(account, 0, `${prefix}${measure}` as MeasureId),
      [slot(economic, at, 'total')],
      '≤',
    )
  })
  return [...upper, ...items]
}

function performanceEquations(accounts: Accounts): Equation[] {
  const equations: Equation[] = []
  const performance = accounts['department-performance']
  const expenditure = accounts['department-expenditure']
  const projects = accounts['project-performance']
  if (performance && performance.table.rows.length === 1 && (performance.table.measures.all ?? []).length > 0) {
    const own = (measure: MeasureId) => slot(performance, 0, measure)
    equations.push(...equal(IDENTITIES.performance, own('total'), [totalSlot(expenditure, 'total')], 'same'))
    equations.push(...equal(IDENTITIES.performance, own('basicTotal'), [totalSlot(expenditure, 'basic')], 'same'))
    equations.push(...equal(IDENTITIES.performance, own('projectTotal'), [totalSlot(expenditure, 'project')], 'same'))
    const fiscal = accounts['fiscal-appropriation-summary']
    const whole = fiscal?.sides.expenditure?.subtotal ?? fiscal?.sides.expenditure?.grand
    equations.push(
      ...equal(IDENTITIES.performanceFiscal, sideSlot(fiscal, whole), [own('basicFiscal'), own('projectFiscal')]),
    )
    const basics = FUND_TABLES.map(([, id]) => totalSlot(accounts[id], 'basic'))
    const relation = hasCarriedForward(fiscal) ? '≤' : '='
    equations.push(...equal(IDENTITIES.performanceBasicFiscal, own('basicFiscal'), basics, relation))
  }
  // A municipal form lists funds that districts and other units spend; the district form only the department's own.
  if (projects?.table.measures.all?.includes('localFunds')) {
    const budgets = projects.table.rows.map((_, at) => slot(projects, at, 'currentYearBudget'))
    equations.push(...equal(IDENTITIES.projects, totalSlot(expenditure, 'project'), budgets, '≤'))
  }
  return equations
}

function procurementSourceEquations(accounts: Accounts): Equation[] {
  const procurement = accounts['government-procurement']
  const revenue = accounts['department-revenue']
  const columns = procurement?.table.measures.all ?? []
  return columns.flatMap((measure) =>
    equal(IDENTITIES.procurementSource, totalSlot(revenue, measure), [totalSlot(procurement, measure)], '≤'),
  )
}

/** Rules between tables, where each kind of table is there once: with two of a kind nothing says which belongs to which. */
function betweenTables(accounts: readonly Account[], kind: AccountKind): Equation[] {
  const single: Accounts = {}
  const repeated = new Set<TableId>()
  for (const account of accounts) {
    if (single[account.table.id]) repeated.add(account.table.id)
    single[account.table.id] = account
  }
  for (const id of repeated) delete single[id]
  return [
    ...summaryEquations(single, kind),
    ...fiscalEquations(single, kind),
    ...fiscalSourceEquations(single),
    ...basicEquations(single),
    ...expenditureEquations(single, kind),
    ...threePublicEquations(single),
    ...performanceEquations(single),
    ...procurementSourceEquations(single),
  ]
}

function alongRows(account: Account): Equation[] {
  const equations = rowEquations(account)
  return [...equations, ...headerEquations(account, equations), ...projectEquations(account, equations)]
}

/** Every identity at every place of a document where its rows and columns exist, printed or blank. */
export function equationsOf(tables: readonly ExtractedTable[], kind: AccountKind): Equation[] {
  const accounts = tables.map(openAccount)
  const within = accounts.flatMap((account) => [
    ...alongRows(account),
    ...unitEquations(account),
    ...codedEquations(account),
    ...procurementEquations(account),
    ...fundFlowEquations(account),
    ...sideEquations(account),
  ])
  return [...within, ...betweenTables(accounts, kind)]
}
