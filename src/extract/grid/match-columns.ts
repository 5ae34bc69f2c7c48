import { OTHER_TABLE } from '../../layouts/index.js'
import type { Layout } from '../../layouts/layout.js'
import { findUnit, type Unit, withoutUnit } from '../../normalise/unit.js'
import { isMeasureOf, isOtherMeasure, type MeasureId, type OtherMeasure, type Side } from '../../schema/vocabulary.js'
import { readPhrases } from '../text/header-phrases.js'
import { type Header, type HeaderColumn, isCodeHeader, isCountColumn, isLevelHeader } from './header.js'

/** A column of amounts. */
export interface AmountColumn {
  index: number
  /** The headers above it, outermost first, without their units. */
  header: string
  /** The unit that they print. */
  unit: Unit | null
  /** `other:` with the header where it names no measure of this kind of table. */
  measure: MeasureId
}

/** How many columns a grid has, and where across the page. */
export interface GridColumns {
  columnCount: number
  /** Of each column, counting those that are empty. */
  columnNumbers: readonly number[]
  columnEdges: readonly number[] | null
}

/** Label columns with the amount columns to their right: a table has one, or several side by side. */
export interface Panel {
  side: Side | null
  codeColumns: readonly number[]
  labelColumns: readonly number[]
  /** Of these, those that say whose or of what kind the row is, beside one that names it: 预算单位, 项目类别. */
  qualifierColumns: readonly number[]
  /** Of these, those of the levels of a catalogue, 一级 before 二级. */
  levelColumns: readonly number[]
  /** Columns of 单位编码: no code of a classification. */
  unitColumns: readonly number[]
  /** Columns whose figures are no amounts: 数量, 占比. */
  countColumns: readonly number[]
  /** 数量 and 单价 stand among them: its rows are things that are bought. */
  listsThings: boolean
  amountColumns: readonly AmountColumn[]
}

/** Longest header path that may name a measure; anything longer holds sentences. */
export const LONGEST_PATH = 400
/** Longest header of one column; a longer one lists what stands below it. */
const LONGEST_NAME = 10

const LAST_YEAR = /上年(?!结转|结余)|去年/

/** The year whose figures a header path holds: `prior`, `current`, or null where it says none of both. */
function yearOfPath(path: string, fiscalYear: number | null): 'prior' | 'current' | null {
  if (LAST_YEAR.test(path)) return 'prior'
  const year = /20\d\d/.exec(path)?.[0]
  if (!year || fiscalYear === null) return null
  return parseInt(year, 10) < fiscalYear ? 'prior' : 'current'
}

interface MatchContext {
  layout: Layout
  side: Side | null
  fiscalYear: number | null
  /** 预算数 and 决算数 stand side by side. */
  isBudgetBesideFinal: boolean
  /** The headers of the table, without those that name all of it. */
  headers: readonly string[]
}

/** 预算数 or 决算数 as a header over others, or at the end of one. */
const BUDGET = /预算数(?:\/|$)/
const FINAL = /决算数(?:\/|$)/

/** What the header says of year and kind. Null for what last year came to: `prior` is what it had planned. */
function prefixOf(path: string, context: MatchContext): '' | 'prior.' | 'budget.' | 'final.' | null {
  if (context.isBudgetBesideFinal) {
    // 2022年决算数 beside 2023年预算数 and 2023年决算数 is of neither.
    if (yearOfPath(path, context.fiscalYear) === 'prior') return null
    return BUDGET.test(path) ? 'budget.' : FINAL.test(path) ? 'final.' : ''
  }
  if (yearOfPath(path, context.fiscalYear) !== 'prior') return ''
  return path.includes('决算数') ? null : 'prior.'
}

/** A measure that a header may name, and which rule says so: of two headers that fit, the more particular has it. */
interface Match {
  measure: MeasureId
  rule: number
}

function headerOf({ path }: HeaderColumn): string {
  return path.map(withoutUnit).join('/')
}

/** A year and nothing else: what stands below is that year's figure. */
const BARE_YEAR = /(?<=^|\/)(20\d\d年度?|[上本今当]年度?)(?:数|金额)?(?=\/|$)/g

/** Its headers, as rules name them. */
function pathOf(column: HeaderColumn): string {
  return headerOf(column).replaceAll(BARE_YEAR, '$1预算数')
}

/** True for what is no figure of the plan or account itself: a change, a share, what was spent so far. */
function isApart(path: string, { layout }: MatchContext): boolean {
  return /增减|增长|比率|占比|%|执行数|完成/.test(path) || layout.apart?.test(path) === true
}

function matchOf(column: HeaderColumn, context: MatchContext): Match | null {
  const path = pathOf(column)
  if (path.length > LONGEST_PATH || isApart(path, context)) return null
  const bare = context.isBudgetBesideFinal ? path.replace(/\/?(?:预算数|决算数)$/, '') : path
  const at = context.layout.columns.findIndex(
    ({ header, side, unless }) =>
      (side === undefined || context.side === null || side === context.side) &&
      (header.test(bare) || header.test(path)) &&
      !(unless && context.headers.some((text) => unless.test(text))),
  )
  const rule = context.layout.columns[at]
  if (!rule) return null
  const prefix = prefixOf(path, context)
  if (prefix === null) return null
  const measure = `${prefix}${rule.measure}`
  if (isMeasureOf(context.layout.id, measure)) return { measure, rule: at }
  // Most tables of a final account have no name for the budget beside it; what they are about is the 决算数.
  const bareMeasure: string = rule.measure
  return prefix === 'final.' && isMeasureOf(context.layout.id, bareMeasure) ? { measure: bareMeasure, rule: at } : null
}

/** 小计 人员经费 公用经费 in one cell over three columns, where no rule parts them: which is whose is not told. */
function sharesNames(column: HeaderColumn, columns: readonly HeaderColumn[]): boolean {
  const header = headerOf(column)
  if (header.length <= LONGEST_NAME || !columns.some((other) => other !== column && headerOf(other) === header))
    return false
  return readPhrases(column.path.at(-1) ?? '').phrases.filter(({ role }) => role === 'column').length > 1
}

/** The measure of each column; two that fit one measure are told apart by their rules, then by their order. */
function measuresOf(columns: readonly HeaderColumn[], context: MatchContext): MeasureId[] {
  const matches = columns.map((column) => (sharesNames(column, columns) ? null : matchOf(column, context)))
  const isFirst = ({ measure, rule }: Match, at: number) =>
    !matches.some(
      (other, index) => other?.measure === measure && (other.rule < rule || (other.rule === rule && index < at)),
    )
  const taken = new Set<MeasureId>()
  const measures = columns.map((column, at) => {
    const match = matches[at]
    const measure = match && isFirst(match, at) ? match.measure : otherMeasure(column, taken)
    taken.add(measure)
    return measure
  })
  const lone = loneColumn(columns, context)
  const printed = measures[lone] ?? null
  if (printed === null || (printed !== 'total' && !isOtherMeasure(printed))) return measures
  const measure = context.side === 'revenue' ? 'amount' : (context.layout.loneTotal ?? 'total')
  return measures.map((other, at) => (at === lone ? measure : other))
}

/** Which column alone has the figures of a side, beside last year's and changes; -1 where several have. */
function loneColumn(columns: readonly HeaderColumn[], context: MatchContext): number {
  if (context.side === null) return -1
  const isOwn = (column: HeaderColumn) => {
    const path = pathOf(column)
    return path.length <= LONGEST_PATH && !isApart(path, context) && yearOfPath(path, context.fiscalYear) !== 'prior'
  }
  const [first, ...others] = columns.filter(isOwn)
  return first && others.length === 0 ? columns.indexOf(first) : -1
}

/** A column that no rule names goes by its header; of two alike the second by its number too. */
function otherMeasure(column: HeaderColumn, taken: ReadonlySet<MeasureId>): OtherMeasure {
  const header = column.path.length === 0 ? `${column.index + 1}` : column.path.join('/')
  return taken.has(`other:${header}`) ? `other:${header}#${column.index + 1}` : `other:${header}`
}

function sideOf(columns: readonly HeaderColumn[]): Side | null {
  // 支出 may stand over the middle of its panels alone, and 收入 be the nearest at the left of the first of them.
  const labels = columns.filter(({ role }) => role === 'label').map(({ path }) => path.at(-1) ?? '')
  if (labels.some((text) => /功能分类|经济分类/.test(text))) return 'expenditure'
  const outer = columns.flatMap((column) => column.path.slice(0, 2))
  if (outer.some((text) => /^(?:本年)?支出(?:预算|决算)?(?:\(.*\))?$/.test(text))) return 'expenditure'
  if (outer.some((text) => /^(?:本年)?收入(?:预算|决算)?(?:\(.*\))?$/.test(text))) return 'revenue'
  return null
}

const THINGS = /(?:数量|单价|[件台套辆个]数)(?:\([^()]*\))?$/

function isUnitCodeColumn({ path, role }: HeaderColumn): boolean {
  return role === 'text' && /^(?:预算)?(?:部门|单位)(?:\((?:部门|单位)\))?(?:代码|编码|编号)$/.test(path.at(-1) ?? '')
}

const WHOSE = /^(?:[一二]级)?(?:预算|项目|采购|主管|实施)?(?:单位|部门)(?:名称)?(?:\(.*\))?$/
const WHAT_KIND = /^(?:(?:项目|支出|资金|采购)?(?:类别|类型|属性|性质)|采购(?:品目|目录)(?:名称)?|品目名称)(?:\(.*\))?$/
const NUMBER_OF_PROJECT = /^项目(?:编码|代码|编号)$/

function isQualifier({ path }: HeaderColumn): boolean {
  const name = path.at(-1) ?? ''
  return WHOSE.test(name) || WHAT_KIND.test(name) || NUMBER_OF_PROJECT.test(name)
}

/** Cuts the columns of a header into panels: a label after amounts begins the next. */
function splitPanels(header: Header): HeaderColumn[][] {
  const panels: HeaderColumn[][] = []
  let hasAmounts = true
  for (const column of header.columns) {
    const isLabel = column.role === 'code' || column.role === 'label'
    if (panels.length === 0 || (hasAmounts && isLabel)) {
      panels.push([])
      hasAmounts = false
    }
    panels.at(-1)?.push(column)
    if (column.role === 'amount') hasAmounts = true
  }
  return panels
}

/** 预算数 and 决算数 of one year side by side; 2025年决算数 beside 2026年预算数 are two years. */
function isOneYearTwice(paths: readonly string[]): boolean {
  const yearsOf = (kind: RegExp) =>
    paths.flatMap((path) => (kind.test(path) ? [/20\d\d|上年/.exec(path)?.[0] ?? ''] : []))
  const finals = new Set(yearsOf(FINAL))
  return yearsOf(BUDGET).some((year) => finals.has(year))
}

/** A header over all of a panel, its codes and names too, names the panel and no column: 人员经费 beside 公用经费. */
function withoutPanelName(columns: readonly HeaderColumn[]): readonly HeaderColumn[] {
  const [name] = columns[0]?.path ?? []
  const headed = columns.filter(({ path }) => path.length > 0)
  const isOverAll = headed.length > 1 && headed.every(({ path }) => path.length > 1 && path[0] === name)
  return isOverAll ? columns.map((column) => ({ ...column, path: column.path.slice(1) })) : columns
}

/** Of the years that headers print, the last is this year's; null where they print none. */
function lastYearOf(paths: readonly string[]): number | null {
  const years = paths.flatMap((path) => [...path.matchAll(/20\d\d(?=年)/g)].map(([year]) => parseInt(year, 10)))
  return years.length === 0 ? null : Math.max(...years)
}

/** Panels of a table of this layout, every amount column with the measure that its header names. */
export function matchColumns(header: Header, layout: Layout, documentYear: number | null): Panel[] {
  const paths = header.columns.map(headerOf)
  const isBudgetBesideFinal = isOneYearTwice(paths)
  const fiscalYear = documentYear ?? lastYearOf(paths)
  const headers = header.columns.flatMap(({ path }) => path.filter((text) => text.length <= LONGEST_NAME))
  const isSided = layout.shape === 'sides'
  const groups = splitPanels(header).filter((columns) => columns.some((column) => column.role === 'amount'))
  const namesPanels = groups.length > 1 && layout.shape === 'rows' && layout.columns.length > 0
  return groups.map((printed, at) => {
    const columns = namesPanels ? withoutPanelName(printed) : printed
    const side = isSided ? (sideOf(columns) ?? (at === 0 ? 'revenue' : 'expenditure')) : null
    // 收入 beside 支出 in a table whose kind has no sides: the measures are those of expenditure.
    const isRevenue = !isSided && groups.length > 1 && sideOf(printed) === 'revenue'
    const context = { layout: isRevenue ? OTHER_TABLE : layout, side, fiscalYear, isBudgetBesideFinal, headers }
    const amountColumns = columns.filter((column) => column.role === 'amount')
    const measures = measuresOf(amountColumns, context)
    const labels = columns.filter((column) => column.role === 'label')
    return {
      side,
      codeColumns: columns.filter((column) => column.role === 'code').map((column) => column.index),
      labelColumns: labels.map((column) => column.index),
      qualifierColumns: labels.some((column) => !isQualifier(column) && !isCodeHeader(column.path.at(-1) ?? ''))
        ? labels.filter(isQualifier).map(({ index }) => index)
        : [],
      levelColumns: labels.filter(({ path }) => isLevelHeader(path.at(-1) ?? '')).map(({ index }) => index),
      unitColumns: columns.filter(isUnitCodeColumn).map((column) => column.index),
      countColumns: columns.filter(isCountColumn).map((column) => column.index),
      listsThings: columns.some((column) => isCountColumn(column) && THINGS.test(headerOf(column))),
      amountColumns: amountColumns.map((column, at) => ({
        index: column.index,
        header: headerOf(column),
        unit: column.path.reduceRight<Unit | null>((unit, text) => unit ?? findUnit(text), null),
        measure: measures[at] as MeasureId,
      })),
    }
  })
}

/** The column of `from` in which the middle of each column of `to` lies; -1 for none. */
function columnsBelow(from: readonly number[], to: readonly number[]): number[] {
  return to.slice(0, -1).map((edge, at) => {
    const middle = (edge + (to[at + 1] as number)) / 2
    return from.findIndex(
      (start, column) => column + 1 < from.length && middle >= start && middle < (from[column + 1] as number),
    )
  })
}

/** The column of another page's grid that stands where each column of this one does; -1 where none does. */
export function columnsOnPage(from: GridColumns, to: GridColumns): number[] {
  const indexes = Array.from({ length: from.columnCount }, (_, index) => index)
  if (!from.columnEdges || !to.columnEdges) return indexes.map((index) => (index < to.columnCount ? index : -1))
  const below = columnsBelow(from.columnEdges, to.columnEdges)
  return indexes.map((index) => below.indexOf(index))
}

/** Column sides that differ by less are one ruling. */
const RULING_TOLERANCE = 6

/** True where each side of a page's columns is one of the page before, the whole table moved or not. */
function isSameRuling(from: readonly number[], to: readonly number[]): boolean {
  const offset = (to[0] as number) - (from[0] as number)
  const isOld = (edge: number, shift: number) => from.some((old) => Math.abs(old + shift - edge) < RULING_TOLERANCE)
  return to.every((edge) => isOld(edge, 0)) || to.every((edge) => isOld(edge, offset))
}

/** For each column of a grid that of another which stands at the same place; -1 for none. */
function columnsFrom(from: GridColumns, to: GridColumns): number[] | null {
  if (from.columnEdges && to.columnEdges)
    return isSameRuling(from.columnEdges, to.columnEdges) ? columnsBelow(from.columnEdges, to.columnEdges) : null
  const columns = to.columnNumbers.map((number) => from.columnNumbers.indexOf(number))
  return columns.includes(-1) ? null : columns
}

/**
 * Panels of a table for its next page, whose grid may have other columns: by position across the page, else by number.
 * Null where it has columns that the table has not, or none with amounts.
 */
export function carryPanels(panels: readonly Panel[], from: GridColumns, to: GridColumns): readonly Panel[] | null {
  const fromColumns = columnsFrom(from, to)
  if (!fromColumns) return null
  const carried = (index: number) => fromColumns.flatMap((column, at) => (column === index ? [at] : []))
  const moved = panels.map((panel) => ({
    side: panel.side,
    codeColumns: panel.codeColumns.flatMap(carried),
    labelColumns: panel.labelColumns.flatMap(carried),
    qualifierColumns: panel.qualifierColumns.flatMap(carried),
    levelColumns: panel.levelColumns.flatMap(carried),
    unitColumns: panel.unitColumns.flatMap(carried),
    countColumns: panel.countColumns.flatMap(carried),
    listsThings: panel.listsThings,
    amountColumns: panel.amountColumns.flatMap((column) =>
      carried(column.index).map((index) => ({ ...column, index })),
    ),
  }))
  return moved.some((panel) => panel.amountColumns.length > 0) ? moved : null
}
