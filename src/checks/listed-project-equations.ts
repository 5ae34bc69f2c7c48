import type { ExtractedRow } from '../extract/table.js'
import { foldText } from '../normalise/text.js'
import type { MeasureId } from '../schema/vocabulary.js'
import { type Account, equal, slot } from './account.js'
import type { Equation, Slot } from './equation.js'
import { IDENTITIES } from './identities.js'

/** 项目支出总表, 专项业务经费支出表: a list of projects, each with what it costs in this year. */
const LIST = /项目支出|专项(?:业务)?经费/
const LISTED = /^other:(?:总计|合计|(?:项目)?金额)$/
/** What a form calls the cost of this year; one for all years is no less. */
const THIS_YEAR = /^(?:currentYearBudget|other:(?:项目|年度)(?:资金)?(?:总额|总金额))$/
const ALL_YEARS = /^other:实施期资金总额$/

/** Rows by their name; one that two rows have tells no row. */
function rowsByName({ table }: Account): Map<string, number | null> {
  const rows = new Map<string, number | null>()
  table.rows.forEach(({ label, amounts }, at) => {
    const name = foldText(label)
    if (name !== '' && amounts.length > 0) rows.set(name, rows.has(name) ? null : at)
  })
  return rows
}

function slotLike(account: Account, at: number, measures: RegExp): Slot | null {
  const { amounts } = account.table.rows[at] as ExtractedRow
  const found = amounts.find(({ measure }) => measure !== null && measures.test(measure))
  return found ? slot(account, at, found.measure as MeasureId) : null
}

/** Each project of 项目支出绩效目标表 that a list of projects names too, where both name it once. */
export function listedProjectEquations(accounts: readonly Account[]): Equation[] {
  const [forms, ...others] = accounts.filter(({ table }) => table.id === 'project-performance')
  if (!forms || others.length > 0) return []
  const lists = accounts.filter(({ table }) => table.id === 'other' && LIST.test(table.title ?? ''))
  const listed = lists.map((list) => ({ list, rows: rowsByName(list) }))
  return [...rowsByName(forms)].flatMap(([name, at]) => {
    if (at === null) return []
    const thisYear = slotLike(forms, at, THIS_YEAR)
    const whole = thisYear ?? slotLike(forms, at, ALL_YEARS)
    return listed.flatMap(({ list, rows }) => {
      const row = rows.get(name)
      const own = row == null ? null : slotLike(list, row, LISTED)
      return equal(IDENTITIES.listedProject, whole, [own], thisYear ? '=' : '≤')
    })
  })
}
