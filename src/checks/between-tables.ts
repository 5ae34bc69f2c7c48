import type { ExtractedRow } from '../extract/table.js'
import type { MeasureId, TableId } from '../schema/vocabulary.js'
import {
  type Account,
  type AccountKind,
  type Accounts,
  codeRows,
  equal,
  footTotals,
  sideSlot,
  slot,
  totalSlot,
} from './account.js'
import { classificationEquations } from './classification-equations.js'
import type { Equation } from './equation.js'
import { IDENTITIES } from './identities.js'
import { listedProjectEquations } from './listed-project-equations.js'
import {
  FUND_TABLES,
  fiscalEquations,
  fiscalSourceEquations,
  hasCarriedForward,
  summaryEquations,
} from './summary-equations.js'

function basicEquations(accounts: Accounts): Equation[] {
  const functional = accounts['general-public-budget-expenditure']
  const economic = accounts['general-public-budget-basic-expenditure']
  const foot = footTotals(economic)
  const whole = totalSlot(economic, 'total')
  const parts = whole || !foot ? [whole] : [foot.personnel, foot.operating]
  const equations = equal(IDENTITIES.basicExpenditure, totalSlot(functional, 'basic'), parts)
  for (const measure of ['personnel', 'operating'] as const) {
    equations.push(
      ...equal(IDENTITIES.basicExpenditure, totalSlot(functional, measure), [
        totalSlot(economic, measure) ?? foot?.[measure] ?? null,
      ]),
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

/** True where money of last year is spent too, or may be: a summary has amounts that could not be placed. */
function mayHaveCarried(accounts: Accounts): boolean {
  const summaries = [accounts['fiscal-appropriation-summary'], accounts['department-summary']]
  const isOpen = (account: Account | undefined) => account?.table.rows.some(({ hasUnplaced }) => hasUnplaced) ?? false
  const rows = accounts['department-revenue']?.table.rows ?? []
  const isCarried = rows.some(({ amounts }) =>
    amounts.some(({ measure, value }) => measure === 'carriedForward' && !value.isZero()),
  )
  return isCarried || summaries.some((summary) => hasCarriedForward(summary) || isOpen(summary))
}

/** 部门收入总表's appropriation of a fund, by 科目, against the table of that fund's expenditure. */
function revenueOfFundEquations(accounts: Accounts): Equation[] {
  const revenue = accounts['department-revenue']
  if (!revenue) return []
  const hasCarried = mayHaveCarried(accounts)
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

/** 部门收入总表 against 部门支出总表, as a whole and by 科目. */
function revenueEquations(expenditure: Account, accounts: Accounts): Equation[] {
  // What is left for the next year is revenue, and no expenditure of this one.
  if (hasCarriedForward(accounts['department-summary'], 'expenditure')) return []
  const revenue = accounts['department-revenue']
  const equations = equal(IDENTITIES.revenueExpenditure, totalSlot(revenue, 'total'), [totalSlot(expenditure, 'total')])
  const revenueRows = codeRows(revenue)
  for (const [code, at] of codeRows(expenditure)) {
    const inRevenue = revenueRows.get(code)
    if (revenue && inRevenue !== undefined) {
      equations.push(
        ...equal(IDENTITIES.revenueExpenditure, slot(revenue, inRevenue, 'total'), [slot(expenditure, at, 'total')]),
      )
    }
  }
  return equations
}

function expenditureEquations(accounts: Accounts, kind: AccountKind): Equation[] {
  const expenditure = accounts['department-expenditure']
  if (!expenditure) return []
  const parts = partEquations(expenditure, accounts)
  if (kind !== 'budget') return parts
  return [...parts, ...revenueEquations(expenditure, accounts), ...revenueOfFundEquations(accounts)]
}

/** 经济分类 that “三公” items are paid under, where basic expenditure pays. */
const THREE_PUBLIC_CODES: readonly (readonly [string, string])[] = [
  ['overseasTrips', '30212'],
  ['officialReception', '30217'],
  ['meetings', '30215'],
  ['training', '30216'],
  ['vehicleOperation', '30231'],
  ['vehiclePurchase', '31013'],
]
const STANDARD_NAMES: Readonly<Record<string, RegExp>> = {
  '30212': /出国/,
  '30217': /公务接待/,
  '30215': /会议/,
  '30216': /培训/,
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
export function betweenTables(accounts: readonly Account[], kind: AccountKind): Equation[] {
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
    ...classificationEquations(single),
    ...expenditureEquations(single, kind),
    ...threePublicEquations(single),
    ...performanceEquations(single),
    ...procurementSourceEquations(single),
    ...listedProjectEquations(accounts),
  ]
}
