import type { Layout } from '../../layouts/layout.js'
import { ONE_YEAR, SEVERAL_YEARS } from '../../layouts/performance.js'
import { foldText } from '../../normalise/text.js'
import type { MeasureId } from '../../schema/vocabulary.js'
import type { Token } from './tokens.js'

/** Of which year a sum of funds is, before its name: 年度资金总额. */
const OF_YEAR = /^(?:项目)?(?:年度|当年|本年度?)(?:预算)?(?=资金总额$)/
/** What a form calls money beside the measures that it has: 财政拨款, 实施期资金总额. */
const NAME_OF_MONEY = /^(?!年度|当年|本年)\p{Script=Han}{0,10}(?:财政拨款|资金|拨款|资金总额)$/u
/** Beside the first label of funds, over several lines: 项目资金（万元）, 收入构成. */
const HEADING_OF_FUNDS = /^(?:项目|预算|年度|部门)?(?:资金|预算|收入|支出)(?:情况|总额|构成)?$/

function nameOfFunds(text: string): string {
  return foldText(text).replace(/\((?:单位:)?(?:万元|元)\)$|:$/g, '')
}

/** The measure that a whole label names: 本级资金, 当年预算（万元）, 年度资金总额. */
export function measureOfFunds({ columns }: Layout, text: string): MeasureId | null {
  const folded = nameOfFunds(text).replace(OF_YEAR, '')
  const rule = columns.find(({ header }) => header.exec(folded)?.[0] === folded)
  return folded === '' ? null : (rule?.measure ?? null)
}

/** What a label of money names, `other:` where it is no measure of the form; null for other words. */
function fundsOf(layout: Layout, text: string | undefined): MeasureId | null {
  const name = nameOfFunds(text ?? '').replace(/^其中:/, '')
  return measureOfFunds(layout, name) ?? (NAME_OF_MONEY.test(name) ? `other:${name}` : null)
}

/** 项目资金（万元） 年度资金总额： 30.00: labels of money, each with its amount, and what stands over them. */
export function isFundsLine(tokens: readonly Token[], layout: Layout): boolean {
  const isWord = ({ text }: Token) => fundsOf(layout, text) !== null || HEADING_OF_FUNDS.test(nameOfFunds(text))
  return (
    tokens.some(({ amount }) => amount) &&
    tokens.every((token, at) => (token.amount ? fundsOf(layout, tokens[at - 1]?.text) !== null : isWord(token)))
  )
}

/** 实施期资金总额 where 年度资金总额 stands beside it: the form has a column for all years, and one for this year. */
export function severalYearsBeside(tokens: readonly Token[]): string | null {
  const names = tokens.map(({ text }) => nameOfFunds(text))
  return names.some((name) => ONE_YEAR.test(name)) ? (names.find((name) => SEVERAL_YEARS.test(name)) ?? null) : null
}

/** The same of a form whose labels stand on lines of their own. */
export function severalYearsAmong(measures: readonly (MeasureId | null)[]): string | null {
  const names = measures.flatMap((measure) => measure?.replace(/^other:/, '') ?? [])
  const hasOneYear = names.includes('currentYearBudget') || names.includes('total')
  return hasOneYear ? (names.find((name) => SEVERAL_YEARS.test(name)) ?? null) : null
}

export interface NamedAmount {
  token: Token
  /** Null where no label stands before it, or one that may name either of two columns. */
  measure: MeasureId | null
}

/**
 * The amounts of such a line with what their labels name. `severalYears`, where the form has a column for them too: of two
 * amounts under one label the left is of all years, and one alone may be of either.
 */
export function namedAmounts(
  tokens: readonly Token[],
  layout: Layout,
  severalYears: string | null,
): readonly NamedAmount[] {
  const named = tokens.flatMap((token, at) => {
    const label = tokens[at - 1]?.text
    return token.amount ? [{ token, measure: fundsOf(layout, label), name: nameOfFunds(label ?? '') }] : []
  })
  if (severalYears === null) return named
  return named.map(({ token, measure, name }, at) => {
    if (SEVERAL_YEARS.test(name) || ONE_YEAR.test(name)) return { token, measure }
    const alike = named.filter((other) => other.measure === measure)
    if (measure === null || alike.length !== 2) return { token, measure: null }
    const isLeft = alike[0] === named[at]
    return { token, measure: isLeft ? `other:${severalYears}/${name.replace(/^其中:/, '')}` : measure }
  })
}
