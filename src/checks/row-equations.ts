import type { ExtractedRow } from '../extract/table.js'
import { isOtherMeasure, type MeasureId } from '../schema/vocabulary.js'
import { type Account, measuresOf, slot } from './account.js'
import { changeColumns } from './change-columns.js'
import type { Equation, Identity } from './equation.js'
import { headerSums } from './header-sums.js'
import { IDENTITIES, ROW_RULES, SOURCE_LEVELS } from './identities.js'

const PREFIXES = ['', 'prior.', 'budget.', 'final.'] as const

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
    (measure) =>
      isOtherMeasure(measure) &&
      !/其中/.test(measure) &&
      // Parts of a balance are no more than that where it has a column of its own.
      !(/(?:上年|年初)(?:结转|结余)/.test(measure) && columns.includes('carriedForward')),
  )
  if (parts.length === 0 || hasUnknown) return []
  return [{ identity: IDENTITIES.rowSources, total: 'total', parts: parts.map((measure) => ({ measure, inner: [] })) }]
}

/** What is no part of this year's total, whatever else it is: what of it is bought, last year's, what has changed. */
const NO_PART = /其中|政府采购|扣除|(?:执行|完成)数|增减|增长/

/** The sums that hold along every row with these columns. */
function rowSums(columns: readonly MeasureId[], isBySource: boolean): RowSum[] {
  // A column that the vocabulary has no word for may be one more part of the total.
  const unknown = columns.filter((measure) => isOtherMeasure(measure) && !NO_PART.test(measure))
  const known: ReadonlySet<string> = new Set(columns)
  const byRule = PREFIXES.flatMap((prefix) => {
    const has = (measure: string) => known.has(`${prefix}${measure}`)
    return ROW_RULES.flatMap((rule): RowSum[] => {
      const hasPart = (measure: string) => has(measure) || (rule.opens === measure && innerParts(measure).some(has))
      const hasUnknownPart = !rule.isWhole && unknown.some((measure) => rule.beside?.test(measure) !== true)
      if ((isBySource || hasUnknownPart) && rule.total === 'total') return []
      if (!has(rule.total) || !(rule.needs ?? []).every(hasPart) || (rule.unless ?? []).some(has)) return []
      // In a table without a column for a part, the columns of what it consists of count in its place.
      const parts = rule.parts.flatMap((part) =>
        has(part) ? partOf(prefix, part) : innerParts(part).flatMap((item) => (has(item) ? partOf(prefix, item) : [])),
      )
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

const PROJECT_TOTAL = /^(?:currentYearBudget|other:(?:项目|年度|实施期)?(?:资金)?(?:总额|总金额))$/
/** Beside the budget of this year, another account. */
const SEVERAL_YEARS = /^other:(?:实施期|中期|项目期)/
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
    const printed = row.amounts.flatMap(({ measure }) => measure ?? [])
    const isBudgeted = printed.includes('currentYearBudget')
    const measures = printed.filter((measure) => !(isBudgeted && SEVERAL_YEARS.test(measure)))
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

const CHANGE = /^other:(?:.*\/)?(?:比.*)?增减(?:额|变化)?(?:金额)?$/
const LAST_YEAR = /^other:(?:.*\/)?(?:20\d\d年|上年)(?:度)?(?:预算)?(?:执行数|决算数|预算数)$/

/**
 * 增减额 beside this year's total and one column of last year's; of two the header does not say from which it counts. Or the
 * three as groups over the same columns.
 */
function changeEquations(account: Account): Equation[] {
  const { table } = account
  const columns = table.measures.all ?? []
  const changes = columns.filter((measure) => CHANGE.test(measure))
  const before = columns.filter((measure) => measure === 'prior.total' || LAST_YEAR.test(measure))
  const [change, prior] = [changes[0], before[0]]
  const isAlone = changes.length === 1 && before.length === 1 && columns.includes('total')
  const beside = change && prior && isAlone ? [{ change, prior, current: 'total' as const }] : []
  const all = [...beside, ...changeColumns(table.headers ?? [])]
  return table.rows.flatMap((_, at) =>
    all.map((own) => ({
      identity: IDENTITIES.change,
      relation: '=' as const,
      total: slot(account, at, own.change),
      addends: [slot(account, at, own.prior)],
      parts: [slot(account, at, own.current)],
    })),
  )
}

/** The sums along the rows of a table. */
export function alongRows(account: Account): Equation[] {
  const equations = rowEquations(account)
  return [
    ...equations,
    ...headerEquations(account, equations),
    ...projectEquations(account, equations),
    ...changeEquations(account),
  ]
}
