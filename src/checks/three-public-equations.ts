import type { ExtractedRow } from '../extract/table.js'
import { threePublicExpenses } from '../layouts/three-public-expenses.js'
import { foldText } from '../normalise/text.js'
import { isOtherMeasure, type MeasureId } from '../schema/vocabulary.js'
import { type Account, slot } from './account.js'
import { changeColumns } from './change-columns.js'
import type { Equation, Identity, Slot } from './equation.js'
import { IDENTITIES, ROW_RULES } from './identities.js'

type Period = 'current' | 'prior' | 'change'
type Fund = 'all' | 'general' | 'government-fund' | 'state-capital'

const FUNDS: readonly (readonly [Fund, RegExp])[] = [
  ['general', /一般公共预算/],
  ['government-fund', /政府性基金/],
  ['state-capital', /国有资本/],
]

/** What an amount of a “三公” table that tells funds or years apart is of. */
interface Item {
  period: Period
  /** Null where the column names none: its whole amount, or that of the fund that has no other column. */
  fund: Fund | null
  expense: string
}

function expenseOf(words: string, isWithMeetings: boolean): string | null {
  const rule = threePublicExpenses.rowMeasures?.find(
    ({ label, unless }) => label.test(foldText(words)) && !(unless && isWithMeetings),
  )
  return rule?.measure ?? null
}

/** other:增减/公务接待费/一般公共预算, or other:一般公共预算/公务接待费: the words in either order. */
function readOther(measure: string, isWithMeetings: boolean): Item | null {
  const path = measure.slice('other:'.length).split('/')
  const first = path[0] ?? ''
  const period: Period = /^上年(?!结)/.test(first) ? 'prior' : first.includes('增减') ? 'change' : 'current'
  const words = period === 'current' ? path : path.slice(1)
  const fundOf = (word: string) => FUNDS.find(([, pattern]) => pattern.test(word))?.[0]
  const fund = words.map(fundOf).find((found) => found !== undefined) ?? null
  const expense = expenseOf(words.filter((word) => fundOf(word) === undefined).join('/'), isWithMeetings)
  return expense === null || (fund === null && period === 'current') ? null : { period, fund, expense }
}

function readNamed(measure: string): Item | null {
  const [, prefix, expense] = /^(?:(prior|budget|final)\.)?(\w+)$/.exec(measure) ?? []
  if (expense === undefined || prefix === 'budget' || prefix === 'final') return null
  return { period: prefix === 'prior' ? 'prior' : 'current', fund: null, expense }
}

function keyOf(unit: string, { period, expense }: Pick<Item, 'period' | 'expense'>, fund: Fund): string {
  return [unit, period, fund, expense].join(' ')
}

/** The measures that the amounts of a row have, or may have. */
function measuresIn({ amounts }: ExtractedRow): MeasureId[] {
  return [...new Set(amounts.flatMap(({ measure, candidates }) => (measure === null ? candidates : [measure])))]
}

/** The slots of a table by what they hold; what is printed twice is left out. */
function slotsOf(account: Account): ReadonlyMap<string, Slot> {
  const { rows } = account.table
  const measures = rows.flatMap(measuresIn)
  const isWithMeetings = measures.some((measure) => /meetings|training|会议|培训/.test(measure))
  const itemOf = (measure: MeasureId) =>
    isOtherMeasure(measure) ? readOther(measure, isWithMeetings) : readNamed(measure)
  // 合计 beside 一般公共预算 is of all funds; else the columns that name none are of this one.
  const isApart = measures.some((measure) => {
    const item = isOtherMeasure(measure) ? itemOf(measure) : null
    return item?.fund === 'general' && item.period === 'current'
  })
  const slots = new Map<string, Slot | null>()
  rows.forEach((row, at) => {
    for (const measure of measuresIn(row)) {
      const item = itemOf(measure)
      if (!item) continue
      const key = keyOf(row.label, item, item.fund ?? (isApart ? 'all' : 'general'))
      slots.set(key, slots.has(key) ? null : slot(account, at, measure))
    }
  })
  return new Map([...slots].flatMap(([key, found]) => (found ? [[key, found] as const] : [])))
}

const SUMS = ROW_RULES.filter(({ id }) => id === 'row-three-public' || id === 'row-vehicles')

/** One amount and those that make it up, where all are printed. */
function sumOf(identity: Identity, total: Slot | undefined, parts: readonly (Slot | undefined)[]): Equation[] {
  const known = parts.filter((part) => part !== undefined)
  if (!total || known.length < parts.length) return []
  return [{ identity, relation: '=', total, parts: known }]
}

/**
 * A “三公” table by funds, or with a row for last year and one for what has changed: the items of each fund, the funds of
 * each item, and 增减 = 本年 − 上年.
 */
export function threePublicEquations(account: Account): Equation[] {
  if (account.table.id !== 'three-public-expenses') return []
  const slots = slotsOf(account)
  const funds = FUNDS.map(([fund]) => fund).filter((fund) =>
    [...slots.keys()].some((key) => key.split(' ')[2] === fund),
  )
  const isByColumn = changeColumns(account.table.headers ?? []).length > 0
  const equations = [...slots].flatMap(([key, total]): Equation[] => {
    const [unit, period, fund, expense] = key.split(' ') as [string, Period, Fund, string]
    const at = (item: Partial<Item>) => slots.get(keyOf(unit, { period, expense, ...item }, item.fund ?? fund))
    const sums = SUMS.flatMap((rule) =>
      rule.total === expense
        ? sumOf(
            rule,
            total,
            rule.parts.map((part) => at({ expense: part })),
          )
        : [],
    )
    const byFund =
      fund === 'all' && funds.length > 1
        ? sumOf(
            IDENTITIES.itemFunds,
            total,
            funds.map((part) => at({ fund: part })),
          )
        : []
    const prior = at({ period: 'prior' })
    const change =
      period === 'change' && !isByColumn ? sumOf(IDENTITIES.change, total, [at({ period: 'current' })]) : []
    return [...sums, ...byFund, ...(prior ? change.map((equation) => ({ ...equation, addends: [prior] })) : [])]
  })
  // What stands in one row under known measures has the rules of every row.
  return equations.filter(({ total, parts }) => [total, ...parts].some(({ measure }) => isOtherMeasure(measure)))
}
