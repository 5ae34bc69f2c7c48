import { Decimal } from 'decimal.js'
import type { DistrictBudget, Indicator, NumberFormat, Project } from '../../scripts/district-budget.js'
import { type Attachment, attachmentsOf } from '../../scripts/district-form.js'
import type { PrintedCell } from '../../scripts/sample-sheet.js'
import { headerLines } from './flow-headers.js'
import { Random } from './random.js'

/** How an extractor writes a PDF of the form as lines of text. */
interface Writer {
  random: Random
  /** An empty line between lines. */
  isSpaced: boolean
  /** Spaces in front of codes and names are kept. */
  keepsIndent: boolean
  /** Share of amounts that touch the label of the next panel. */
  glue: number
  /** Labels longer than this run over two lines. */
  wrapAt: number
  /** What pages of a long table begin with. */
  again: 'title' | 'header' | 'nothing'
  rowsOnPage: number
  pageMark: (page: number) => string
}

function drawWriter(random: Random): Writer {
  const mark = random.int(0, 2)
  return {
    random,
    isSpaced: random.chance(0.5),
    keepsIndent: random.chance(0.6),
    glue: random.pick([0, 0.1, 0.5]),
    wrapAt: random.pick([100, 100, 16, 12]),
    again: random.pick(['title', 'title', 'header', 'nothing'] as const),
    rowsOnPage: random.pick([17, 20, 26, 200]),
    pageMark: (page) => (mark === 0 ? `\n-- ${page} of 30 --\n` : mark === 1 ? '\n\n' : '\f'),
  }
}

function groupedThousands(whole: string): string {
  return whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',')
}

/** An amount as its number format shows it. */
function shown(amount: Decimal, format: NumberFormat): string {
  if (format === 'General') return amount.toString()
  const text = amount.toFixed(2)
  return format === '0.00' ? text : groupedThousands(text)
}

interface Piece {
  text: string
  isAmount: boolean
}

/** The cells of a row that are not empty. */
function piecesOf(row: readonly PrintedCell[], format: NumberFormat, writer: Writer): Piece[] {
  return row.flatMap((cell): Piece[] => {
    if (cell === null || cell === '<' || cell === '^') return []
    if (cell instanceof Decimal) return [{ text: shown(cell, format), isAmount: true }]
    const text = typeof cell === 'string' ? cell : cell.text
    const kept = writer.keepsIndent ? text : text.trim()
    return kept.trim() === '' ? [] : [{ text: kept, isAmount: kept === '-' }]
  })
}

/** Cells joined by one space; at times an amount touches the label behind it. */
function joinPieces(pieces: readonly Piece[], writer: Writer): string {
  return pieces.reduce((line, { text, isAmount }, at) => {
    const before = pieces[at - 1]
    if (before === undefined) return text
    const isBorder = before.isAmount && before.text !== '-' && !isAmount
    return `${line}${isBorder && writer.random.chance(writer.glue) ? '' : ' '}${text}`
  }, '')
}

/** A row as lines: a long label stands on lines of its own, between what is left and right of it. */
function rowLines(pieces: readonly Piece[], writer: Writer): string[] {
  const at = pieces.findIndex(({ text, isAmount }) => !isAmount && text.trim().length > writer.wrapAt)
  const long = pieces[at]
  if (long === undefined) return [joinPieces(pieces, writer)]
  const text = long.text.trim()
  const before = pieces.slice(0, at)
  const after = pieces.slice(at + 1)
  return [
    ...(before.length > 0 ? [joinPieces(before, writer)] : []),
    text.slice(0, writer.wrapAt),
    text.slice(writer.wrapAt),
    ...(after.length > 0 ? rowLines(after, writer) : []),
  ]
}

function tableLines(attachment: Attachment, budget: DistrictBudget, writer: Writer): string[][] {
  const { number, title, unit, numFmt } = attachment
  const head = [
    ...(budget.style.showsNumbers ? [`附件${number}`] : []),
    title,
    ...(unit === null ? [] : [`单位：${unit}`]),
  ]
  const header = headerLines(number, budget.fiscalYear, writer.random)
  const rows = (attachment.bodies[0] ?? []).map((row) => piecesOf(row, numFmt, writer)).filter((row) => row.length > 0)
  const pages: string[][] = []
  for (let from = 0; from === 0 || from < rows.length; from += writer.rowsOnPage) {
    const repeated = writer.again === 'title' ? [...head, ...header] : writer.again === 'header' ? header : []
    const page = from === 0 ? [...head, ...header] : [...repeated]
    for (const row of rows.slice(from, from + writer.rowsOnPage)) page.push(...rowLines(row, writer))
    pages.push(page)
  }
  if (attachment.note !== '') pages.at(-1)?.push(attachment.note)
  return pages
}

function indicatorLines(indicator: Indicator, writer: Writer): string[] {
  return rowLines(
    indicator.map((text) => ({ text, isAmount: false })),
    { ...writer, glue: 0, wrapAt: Math.min(writer.wrapAt, 9) },
  )
}

function performanceLines(attachment: Attachment, budget: DistrictBudget, writer: Writer): string[] {
  const funds = piecesOf(attachment.bodies[0]?.[3] ?? [], attachment.numFmt, writer)
  return [
    ...(budget.style.showsNumbers ? ['附件4-10'] : []),
    attachment.title,
    `预算部门 ${budget.department}`,
    '总体资金情况（元）',
    '预算支出总额',
    '基本支出 项目支出',
    '合计 财政拨款 专户资金 单位资金 合计 财政拨款 专户资金 单位资金',
    funds.map(({ text }) => text).join(writer.isSpaced ? '  ' : ' '),
    ...'部门整体绩效情况',
    '整体绩效目标',
    budget.overallGoal.slice(0, 40),
    budget.overallGoal.slice(40),
    '年度绩效指标',
    '一级指标 二级指标  三级指标 绩效指标性质 绩效指标值 绩效度量单位 权重',
    ...budget.overallIndicators.flatMap((indicator) => indicatorLines(indicator, writer)),
    '其他说明',
  ]
}

/** A label with its text: on one line, or the text on lines of its own where it is long. */
function fieldLines(label: string, text: string): string[] {
  if (text.length <= 38) return [text === '' ? label : `${label} ${text}`]
  return [label, ...(text.match(/.{1,42}/g) ?? [])]
}

function projectLines(project: Project, budget: DistrictBudget, format: NumberFormat, writer: Writer): string[] {
  const amount = (label: string, printed: string | undefined): string =>
    printed === undefined ? label : `${label} ${printed === '-' ? '-' : shown(new Decimal(printed), format)}`
  const { currentYearBudget, superiorFunds, localFunds, otherFunds } = project.amounts
  return [
    '单位：万元',
    `申报单位 ${budget.department} 项目编码 ${project.code}`,
    `项目名称 ${project.name}`,
    `项目类型 ${budget.projectType} 联系人 ${budget.contact} 联系电话 ${budget.telephone}`,
    amount('当年预算（万元)', currentYearBudget),
    amount('上级资金', superiorFunds),
    amount('本级资金', localFunds),
    amount('其他资金', otherFunds),
    ...fieldLines('项目概况', project.overview),
    ...fieldLines('立项依据', budget.legalBasis),
    ...fieldLines('当年实施进度计划', project.schedule),
    ...fieldLines('当年整体绩效目标', project.goal),
    '当年绩效指标',
    '一级指标 二级指标 三级指标  指标性质 指标值 度量单位 权重',
    ...project.indicators.flatMap((indicator) => indicatorLines(indicator, writer)),
  ]
}

function pagesOf(attachment: Attachment, budget: DistrictBudget, writer: Writer): string[][] {
  if (attachment.number === '4-10') return [performanceLines(attachment, budget, writer)]
  if (attachment.number !== '4-11') return tableLines(attachment, budget, writer)
  const head = [...(budget.style.showsNumbers ? ['附件4-11'] : []), attachment.title]
  return budget.projects.map((project, at) => {
    const form = projectLines(project, budget, attachment.numFmt, writer)
    return at === 0 ? [...head, ...form] : form
  })
}

/**
 * The disclosure as text extracted from its PDF: cells joined by one space, empty cells gone, headers wrapped and out of
 * order, amounts that touch the next panel, titles and headers again on the next page.
 */
export function flowText(budget: DistrictBudget, seed: number): string {
  const writer = drawWriter(new Random(seed ^ 0x5eed))
  const pages = attachmentsOf(budget).flatMap((attachment) => pagesOf(attachment, budget, writer))
  return pages.map((page, at) => page.join(writer.isSpaced ? '\n\n' : '\n') + writer.pageMark(at + 1)).join('\n')
}
