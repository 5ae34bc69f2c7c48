import type { Layout } from '../../layouts/layout.js'
import { foldText } from '../../normalise/text.js'
import { isOtherMeasure, type MeasureId, type Side } from '../../schema/vocabulary.js'
import type { HeaderColumn } from '../grid/header.js'
import { matchColumns } from '../grid/match-columns.js'
import { columnsOf as columnsWide } from './character-width.js'
import { columnsByPlace } from './columns-by-place.js'
import { type HeaderCell, headerCells } from './header-cells.js'
import { type LooseHeader, readLooseHeader, readLooseSides } from './header-orders.js'
import { COUNT, headUnits, isLabelPhrase, type Phrase, type ReadPhrases, readPhrases } from './header-phrases.js'
import { headerLeaves, headerTree, OVER_ALL, withGroupsInPlace } from './header-tree.js'
import { headsShares, type TextColumn, type TextColumns } from './text-columns.js'
import type { Token, TokenLine } from './tokens.js'

interface Panel {
  labels: string[]
  columns: Phrase[]
}

function panelsOf(phrases: readonly Phrase[]): Panel[] {
  const panels: Panel[] = []
  for (const phrase of phrases) {
    const last = panels.at(-1)
    if (phrase.role === 'label') {
      if (last && last.columns.length === 0) last.labels.push(phrase.text)
      else panels.push({ labels: [phrase.text], columns: [] })
    } else if (phrase.role === 'column') {
      if (last) last.columns.push(phrase)
      else panels.push({ labels: [], columns: [phrase] })
    }
  }
  return panels.filter((panel) => panel.columns.length > 0)
}

function headerColumns(paths: readonly string[][], side: Side | null): HeaderColumn[] {
  const outer = side === null ? [] : [side === 'revenue' ? '收入' : '支出']
  const label: HeaderColumn = { index: 0, path: [...outer, '项目'], role: 'label' }
  return [
    label,
    ...paths.map((path, at): HeaderColumn => ({ index: at + 1, path: [...outer, ...path], role: 'amount' })),
  ]
}

const OUT_OF_ORDER = 'the header is not printed in the order of its columns'
/** What a form prints before the total of the year. */
const BEFORE_TOTAL = /^(?:openingBalance|revenue|carriedForward|other:.*(?:(?:执行|决算)数|[合小]计))$/

/**
 * A total stands before its parts in every form that was met. Where the header names a part first, a writer has put its
 * upper row before the rest, and the order of its words is not that of the columns.
 */
function isTotalFirst(measures: readonly MeasureId[]): boolean {
  return measures.every((measure, at) => {
    const [, prefix, id] = /^((?:prior|budget|final)\.)?(.*)$/.exec(measure) ?? []
    if (id !== 'total') return true
    const before = measures
      .slice(0, at)
      .filter((other) => (/^(?:prior|budget|final)\./.exec(other)?.[0] ?? '') === (prefix ?? ''))
    return before.every((other) => BEFORE_TOTAL.test(other.replace(/^\w+\./, '')))
  })
}

interface Matched {
  columns: TextColumn[]
  /** The same where some fit no measure. */
  counted: TextColumn[]
  problem: string | null
}

interface Wanted {
  layout: Layout
  fiscalYear: number | null
  side: Side | null
  /** Middles of header cells, by the place of their phrase. */
  centres: ReadonlyMap<number, number> | null
}

/** Names of no measure that never stand over several columns; others may be a group whose columns would then be counted wrong. */
const ONE_COLUMN =
  /(?:结转下年|扣除基建项目后预算数)$|(?<!部门预算|部门综合预算)\/(?:合计|小计)$|^other:.+\/(?:政府性基金|国有资本经营)(?:预算)?$|^other:(?:上年|年初)[^/]*结[转余][^/]*\/.*$|教育收费资金收入$|^other:(?:(?:当年|本年)财政拨款|上年结转)安排$|政府采购项目\/(?:小计|其中:.*)$|财政专户拨款收入\/.*$|\/(?:其中:财政拨款|其中:专项资金列入部门预算的?项目|上年实户资金余额|其他运转类(?:项目)?|特定目标类(?:项目)?)$|^other:其他资金$|^other:部门(?:综合)?预算\/(?:政府性基金拨款|(?:事业|事业单位经营|对?附属单位上缴|其他)收入|上年结转)$|^other:支出\/(?:.*\/)?(?:小计|财政专户管理资金|单位资金|上年结转结余)$|(?:执行数|增减.*)$|^other:(?:收入|支出)\/(?:20\d\d年度?|上年度?)(?:预算|决算)?数?$/
const TOTAL = /^(?:合计|小计|总计)$/
/** 本年 tells nothing: it is the year of the table. */
const YEAR_OR_KIND = /(?<![本当])年|(?:预算|决算|执行)数$/

/** How many cells at the head, before a total, stand over all columns: 一般公共预算支出 in the table of that name. */
function countOfGroups(phrases: readonly Phrase[], { columns }: Layout): number {
  const total = phrases.findIndex(({ text }) => TOTAL.test(text))
  const isGroup = ({ text }: Phrase) =>
    !YEAR_OR_KIND.test(text) &&
    !COUNT.test(text) &&
    columns.every(({ measure, header }) => measure === 'total' || !header.test(text))
  return total > 0 && phrases.slice(0, total).every(isGroup) ? total : 0
}

function matchPhrases(printed: readonly Phrase[], { layout, fiscalYear, side, centres }: Wanted): Matched {
  const count = countOfGroups(printed, layout)
  const phrases = printed.slice(count)
  const frame = printed.slice(0, count).flatMap(({ text }) => (OVER_ALL.test(text) ? [text] : []))
  const tree = headerTree(phrases)
  if (!tree) return { columns: [], counted: [], problem: OUT_OF_ORDER }
  const leaves = headerLeaves(tree).map((leaf) => ({ ...leaf, path: [...frame, ...leaf.path] }))
  const paths = leaves.map((leaf) => leaf.path)
  const [panel] = matchColumns({ bodyRow: 0, columns: headerColumns(paths, side) }, layout, fiscalYear)
  const columns: TextColumn[] = []
  let unknown: string | null = null
  for (const [at, column] of (panel?.amountColumns ?? []).entries()) {
    if (isOtherMeasure(column.measure) && !ONE_COLUMN.test(column.measure)) unknown ??= column.header
    const { path, at: phraseAt } = leaves[at] as (typeof leaves)[number]
    columns.push({
      measure: column.measure,
      path,
      side,
      isShare: headsShares(path),
      centre: centres?.get(phraseAt) ?? null,
    })
  }
  if (unknown !== null)
    return { columns: [], counted: columns, problem: `the header “${unknown}” fits no measure of this table` }
  if (!isTotalFirst(columns.map((column) => column.measure))) return { columns: [], counted: [], problem: OUT_OF_ORDER }
  return { columns, counted: [], problem: columns.length === 0 ? 'no header of its columns is printed' : null }
}

/** Heads of the sides, with no column of their own. */
const SIDE_HEAD = /^(?:本年|财政拨款)?(?:收入|支出)?$/

const NONE: TextColumns = {
  all: [],
  counted: [],
  revenue: [],
  expenditure: [],
  panels: 1,
  orders: [],
  hasOrdinals: false,
  hasRemarks: false,
  isByUnit: false,
  isUnlabelled: false,
  problem: 'no header of its columns is printed',
}

/** Revenue, and expenditure by function and by two economic classifications, are four. */
const MOST_PANELS = 6

function sidedColumns(panels: readonly Panel[], wanted: Omit<Wanted, 'side'>): TextColumns {
  const [left, right, ...others] = panels
    .filter(({ labels, columns }) => labels.length > 0 || !columns.every(({ text }) => SIDE_HEAD.test(text)))
    .map(({ labels, columns }) => ({
      labels,
      // 本年收入 and 本年支出 head the two sides.
      columns: columns.filter((phrase) => !/^本年(?:收入|支出)$/.test(phrase.text)),
    }))
    .filter(({ columns }) => columns.length > 0)
  const areAllAlike = left && right && areAlike([left, right, ...others]) && others.length <= MOST_PANELS - 2
  if (!left || !right || left.labels.length === 0 || (others.length > 0 && !areAllAlike))
    return { ...NONE, problem: 'the header does not show one column of labels for revenue and one for expenditure' }
  const revenue = matchPhrases(left.columns, { ...wanted, side: 'revenue' })
  const expenditure = matchPhrases(right.columns, { ...wanted, side: 'expenditure' })
  const problem = revenue.problem ?? expenditure.problem
  const sides = { revenue: revenue.columns, expenditure: expenditure.columns }
  return { ...NONE, ...sides, panels: others.length > 0 ? 2 + others.length : 1, problem }
}

/** Panels with one and the same column each: 决算数 | 决算数 | 决算数. */
function areAlike(panels: readonly Panel[]): boolean {
  const texts = panels.map((panel) => panel.columns.map((phrase) => phrase.text).join())
  return panels.length > 1 && panels.every((panel, at) => panel.columns.length === 1 && texts[at] === texts[0])
}

/** 人员经费 and 公用经费 over panels of 科目编码, 科目名称 and 决算数 name the panels, and no columns. */
function withoutPanelNames(panels: readonly Panel[]): readonly Panel[] {
  const [first, ...others] = panels
  const isName = ({ text }: Phrase) => /^(?:人员|(?:日常)?公用)(?:经费|支出)$/.test(text)
  return first && first.labels.length === 0 && first.columns.every(isName) && areAlike(others) ? others : panels
}

const REMARKS = /(?:原因|说明|备注)$/
/** Three years of the widest form, side by side, have 100. */
const MOST_PHRASES = 300

function columnsOf({ phrases: printed, unexplained }: ReadPhrases, wanted: Omit<Wanted, 'side'>): TextColumns {
  const { layout } = wanted
  const phrases = withGroupsInPlace(printed)
  const hasOrdinals = phrases.some((phrase) => phrase.role === 'ordinal')
  const panels = withoutPanelNames(panelsOf(phrases))
  if (panels.length === 0) return { ...NONE, hasOrdinals }
  if (phrases.length > MOST_PHRASES) return { ...NONE, hasOrdinals, problem: 'its header is too long' }
  if (unexplained.length > 1) return { ...NONE, hasOrdinals, problem: `“${unexplained}” in its header is not known` }
  if (layout.shape === 'sides') return { ...sidedColumns(panels, wanted), hasOrdinals }
  if (layout.shape === 'rows' && panels[0]?.labels.length === 0) return { ...NONE, hasOrdinals, problem: OUT_OF_ORDER }
  const isAlike = areAlike(panels)
  const columns = isAlike ? (panels[0] as Panel).columns : panels.flatMap((panel) => panel.columns)
  const { columns: all, counted, problem } = matchPhrases(columns, { ...wanted, side: null })
  const isByUnit = headUnits(panels[0]?.labels ?? [])
  const hasRemarks = REMARKS.test(phrases.at(-1)?.text ?? '')
  return { ...NONE, all, counted, panels: isAlike ? panels.length : 1, isByUnit, hasOrdinals, hasRemarks, problem }
}

export interface ColumnOptions {
  layout: Layout
  fiscalYear: number | null
  /** The text keeps its columns by runs of spaces: a header cell is read from top to bottom, not line by line. */
  keepsColumns: boolean
}

/** The phrases of header cells in the order of a flowing text: a row of cells after the other. */
function phrasesOfCells(cells: readonly HeaderCell[]): { read: ReadPhrases; centres: Map<number, number> } {
  const centres = new Map<number, number>()
  const phrases: Phrase[] = []
  let unexplained = ''
  cells.forEach((cell, index) => {
    const read = readPhrases(cell.text)
    unexplained += read.unexplained
    for (const phrase of read.phrases) {
      // Cells never touch: a thousand characters lie between them.
      const at = index * 1000 + phrase.at
      phrases.push({ ...phrase, at })
      centres.set(at, (cell.x0 + cell.x1) / 2)
    }
  })
  return { read: { phrases, unexplained }, centres }
}

/** The longest header that was met, cells of one character a line included, has 60 lines. What is longer is none. */
const MOST_HEADER_LINES = 200

/** The last of the years that a header prints is this year's; another is the year before. */
function yearOfHeader(header: readonly TokenLine[]): number | null {
  const text = foldText(header.map((line) => line.text).join(''))
  const years = [...text.matchAll(/20\d\d(?=年)/g)].map((match) => parseInt(match[0], 10))
  return years.length === 0 ? null : Math.max(...years)
}

/**
 * The amount columns that the lines of a printed header show.
 *
 * Absent values: no columns, and `problem`, where words of the header mean nothing known or stand in an order that is not
 * that of the columns: then no amount of the table can be placed.
 */
export function readColumns(header: readonly TokenLine[], options: ColumnOptions): TextColumns {
  const { layout, keepsColumns } = options
  if (header.length > MOST_HEADER_LINES) return { ...NONE, problem: `its header would have ${header.length} lines` }
  const fiscalYear = yearOfHeader(header) ?? options.fiscalYear
  if (!keepsColumns)
    return columnsOf(readPhrases(header.map(headerText).join('')), { layout, fiscalYear, centres: null })
  const columns = readKept(header, { layout, fiscalYear })
  if (columns.problem === null || !header.some(({ tokens }) => tokens.some(isNarrow))) return columns
  const widened = readKept(header.map(widenedLine), { layout, fiscalYear })
  return widened.problem === null ? withoutCentres(widened) : columns
}

/** Columns with the places that they may have in some orders. */
function withPlaces(columns: readonly TextColumn[], orders: readonly (readonly number[])[]): TextColumn[] {
  return columns.map((column, at) => ({ ...column, places: [...new Set(orders.map((order) => order.indexOf(at)))] }))
}

/** The columns of one side in every order that their header allows and in which a total stands first. */
function looseColumns(
  { columns: printed, orders: possible }: LooseHeader,
  { layout, fiscalYear, side }: Omit<Wanted, 'centres'>,
): Pick<TextColumns, 'all' | 'orders'> | null {
  const paths = printed.map(({ path }) => [...path])
  const [panel] = matchColumns({ bodyRow: 0, columns: headerColumns(paths, side) }, layout, fiscalYear)
  const measures = panel?.amountColumns.map(({ measure }) => measure) ?? []
  const isKnown = (measure: MeasureId) =>
    !isOtherMeasure(measure) || (ONE_COLUMN.test(measure) && !measure.includes('#'))
  if (measures.length !== paths.length || !measures.every(isKnown) || paths.some(headsShares)) return null
  const orders = possible.filter((order) => isTotalFirst(order.map((at) => measures[at] as MeasureId)))
  const [order] = orders
  if (!order) return null
  const columns = paths.map((path, at): TextColumn => {
    return { measure: measures[at] as MeasureId, path, side, isShare: false, centre: null }
  })
  const inOrder = order.map((at) => columns[at] as TextColumn)
  if (orders.length === 1) return { all: inOrder, orders: [] }
  const placed = withPlaces(columns, orders)
  return {
    all: order.map((at) => placed[at] as TextColumn),
    orders: orders.map((other) => other.map((at) => measures[at] as MeasureId)),
  }
}

/**
 * The columns of a header whose cells are drawn in another order than they stand in, with every order that is possible.
 *
 * Null where they are not all known, or these are too many.
 */
export function readLooseColumns(header: readonly TokenLine[], options: ColumnOptions): TextColumns | null {
  const { layout, keepsColumns } = options
  if (keepsColumns || header.length > MOST_HEADER_LINES) return null
  const fiscalYear = yearOfHeader(header) ?? options.fiscalYear
  if (layout.shape !== 'sides') {
    const found = readLooseHeader(header, layout)
    const columns = found && looseColumns(found, { layout, fiscalYear, side: null })
    return columns && { ...NONE, ...columns, problem: null }
  }
  const found = readLooseSides(header, layout)
  const expenditure = found && looseColumns(found.expenditure, { layout, fiscalYear, side: 'expenditure' })
  if (!expenditure) return null
  const revenue = looseColumns({ columns: [found.revenue], orders: [[0]] }, { layout, fiscalYear, side: 'revenue' })
  if (!revenue) return null
  const { all, orders } = expenditure
  return { ...NONE, revenue: revenue.all, expenditure: all, orders, problem: null }
}

/** The same of a text that keeps its columns: by the names of its cells in their order, else by their places. */
function readKept(
  header: readonly TokenLine[],
  { layout, fiscalYear }: Omit<ColumnOptions, 'keepsColumns'>,
): TextColumns {
  const { read, centres } = phrasesOfCells(headerCells(header))
  const columns = columnsOf(read, { layout, fiscalYear, centres })
  const list = [...columns.all, ...columns.revenue, ...columns.expenditure]
  const isRising = list.every(({ centre }, at) => at === 0 || (centre ?? 0) > (list[at - 1]?.centre ?? 0))
  if (isRising && columns.problem === null) return columns
  const byPlace = layout.shape === 'sides' ? null : columnsByPlace(header, { layout, fiscalYear })
  const { hasOrdinals, hasRemarks } = columns
  if (byPlace) return { ...NONE, ...byPlace, hasOrdinals, hasRemarks, problem: null }
  return isRising ? columns : { ...NONE, problem: 'its header cells do not stand in the order of their names' }
}

/** A word of ideographs that moves what stands behind it by one column each. */
function isNarrow({ text, x0, x1 }: Token): boolean {
  return x1 - x0 === text.length && columnsWide(text, 'display') > text.length
}

/**
 * A header line with two columns for each ideograph. `pdftotext -layout` keeps the gaps within a line, not its places: where
 * lines have unlike numbers of ideographs, their cells stand below each other only so.
 */
function widenedLine(line: TokenLine): TokenLine {
  let moved = 0
  const tokens = line.tokens.map((token) => {
    const x0 = token.x0 + moved
    moved += columnsWide(token.text, 'display') - token.text.length
    return { ...token, x0, x1: token.x1 + moved }
  })
  return { ...line, tokens }
}

/** Columns whose places are not those of the figures below. */
function withoutCentres({ all, revenue, expenditure, ...rest }: TextColumns): TextColumns {
  const [bareAll, bareRevenue, bareExpenditure] = [all, revenue, expenditure].map((list) =>
    list.map((column) => ({ ...column, centre: null })),
  ) as [TextColumn[], TextColumn[], TextColumn[]]
  return { ...rest, all: bareAll, revenue: bareRevenue, expenditure: bareExpenditure }
}

/** The words of a header line, with a bar where a cell of labels surely ends: 项目 支出预算 is not 项目支出. */
function headerText({ tokens }: TokenLine): string {
  return tokens
    .map(({ text }, at) => (at + 1 < tokens.length && text.length > 1 && isLabelPhrase(text) ? `${text}|` : text))
    .join('')
}
