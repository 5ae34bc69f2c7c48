import type { Layout } from '../../layouts/layout.js'
import { foldText } from '../../normalise/text.js'
import { findUnit } from '../../normalise/unit.js'
import { isContentsEntry, isTableNumber, isTableTitle, layoutOfTitle, organizationOf, titleKey } from '../titles.js'
import { isHeaderLine } from './header-phrases.js'
import type { PagedLine } from './page-marks.js'

/** A table's title, found in the lines from `start` up to `end`. */
export interface FoundTitle {
  start: number
  end: number
  text: string
  /** Null for the title of a table of no known kind. */
  layout: Layout | null
}

/** A title over more lines than this was not met. */
const MOST_LINES = 3
/** A table's unit, department or header follows its title within so many lines. */
const HEADING_LINES = 6
/** Longer lines are prose. */
const LONGEST_ROW = 300
const NAME_END =
  /(?:局|委|办|厅|院|署|站|所|会|部|处|队|校|园|馆|中心|街道|镇|乡|政府|办公室|政协|人大|大学|学院|集团|公司|基地|社|联|库|台|团|宫|场|堂|庭|狱|室|本级|汇总|机关|年度?)[)）]?$/
/** Words of a title that may stand between the department and what tells the kind of table. */
const BEFORE_TITLE = /(?:一般公共预算|财政拨款|政府性基金|国有资本经营|预算|部门|单位|20\d\d年度?)+$/

/** A part of a title: words, and no number but a year. */
function isPlainWords(text: string): boolean {
  const folded = text.length < 80 ? foldText(text) : ''
  return folded !== '' && !/[。;,::]/.test(folded) && !/\d/.test(folded.replace(/20\d\d/g, ''))
}

/** True where the words of the title itself, not only the department before them, begin in the first line. */
function spansBreak(layout: Layout, first: string, whole: string): boolean {
  const key = titleKey(whole)
  const boundary = key.length - titleKey(whole.slice(first.length)).length
  return layout.titles.some((title) => {
    const match = title.exec(key)
    return match !== null && match.index < boundary
  })
}

/** What stands before the words of the title itself: 重庆市示例区财政局, or 会 where its first part is a line above. */
function nameBefore(layout: Layout, text: string): string {
  const key = titleKey(text)
  const starts = layout.titles.flatMap((title) => title.exec(key)?.index ?? [])
  return key.slice(0, Math.min(...starts, key.length)).replace(/20\d\d年度?|部门|单位|一般公共预算|财政拨款|\(|\)/g, '')
}

/** The name before the title begins in the line above: the break stands within it, or right behind it. */
function beginsName(first: string, next: string, layout: Layout): boolean {
  const rest = nameBefore(layout, next)
  const isWholeName = rest.length >= 4 && NAME_END.test(rest)
  return !isWholeName && NAME_END.test(foldText(first + rest).replace(BEFORE_TITLE, ''))
}

/** 出预算表    单位：万元: the end of a title, and what stands beside it. */
export function withoutUnitBeside(text: string): string {
  return text.replace(/\s+(?:金额)?单位[:：]\s*(?:人民币)?[千百]?万?元\s*$/, '')
}

function joinedTitle(lines: readonly PagedLine[], start: number): FoundTitle | null {
  const first = (lines[start] as PagedLine).line.text
  if (!isPlainWords(first) || isTableTitle(first) || isTableNumber(first)) return null
  // A line of several cells is a row of a header.
  if (isHeaderLine(first) && /\S\s+\S/.test(first)) return null
  let whole = first
  for (let end = start + 2; end <= Math.min(start + MOST_LINES, lines.length); end += 1) {
    const printed = (lines[end - 1] as PagedLine).line.text
    const next = withoutUnitBeside(printed)
    if (!isPlainWords(next) || isTableNumber(next) || findUnit(next) !== null) return null
    // 2025年一般公共预算支出表 is whole, whatever stands above it.
    if (/^\s*20\d\d年/.test(next) && layoutOfTitle(next)) return null
    const layout = layoutOfTitle(whole + next)
    if (layout && (spansBreak(layout, first, whole + next) || beginsName(first, next, layout)))
      return { start, end, text: whole + printed, layout }
    if (next !== printed) return null
    whole += next
  }
  return null
}

function titleFrom(lines: readonly PagedLine[], start: number): FoundTitle | null {
  const text = (lines[start] as PagedLine).line.text
  if (isContentsEntry(text)) return null
  const layout = layoutOfTitle(text)
  if (layout) return { start, end: start + 1, text, layout }
  const joined = joinedTitle(lines, start)
  if (joined) return joined
  return isTableTitle(text) && !/^\s*(?!20\d\d年)\d{3,}/.test(text)
    ? { start, end: start + 1, text, layout: null }
    : null
}

function isHeadingLine(text: string): boolean {
  return (findUnit(text) !== null && /单位[:：]|[(（]万?元/.test(text)) || organizationOf(text) !== null
}

/** 合计 120.00, 201 一般公共服务支出 120.00: a row of amounts, where no header is known. */
function isRowWithAmounts(text: string): boolean {
  return /^\s*(?:合\s*计|总\s*计|[[［]?[235]\d{2,6}[\]］]?\s*\S+)\s+-?[\d,]+(?:\.\d+)?(?:\s+-?[\d,.]+)*\s*$/.test(
    text.slice(0, LONGEST_ROW),
  )
}

/** 项目名称, 转移支付名称: a form begins. */
function beginsWithField({ shape, fields }: Layout, text: string): boolean {
  const first = foldText(text.trimStart().slice(0, LONGEST_ROW).split(/\s+/)[0] ?? '').replace(/:$/, '')
  return shape === 'form' && (fields ?? []).some(({ label }) => label.test(first))
}

/** A table follows, not the next entry of a list of tables nor a sentence. */
function isFollowedByTable(lines: readonly PagedLine[], found: FoundTitle): boolean {
  for (const { line } of lines.slice(found.end, found.end + HEADING_LINES)) {
    if (isHeadingLine(line.text) || (found.layout !== null && isRowWithAmounts(line.text))) return true
    if (found.layout !== null && (isHeaderLine(line.text) || beginsWithField(found.layout, line.text))) return true
    if (layoutOfTitle(line.text) || isTableTitle(line.text)) return false
  }
  return false
}

/** All titles of tables in their order, known or not; lists of tables and sentences that end like a title are none. */
export function findTitles(lines: readonly PagedLine[]): FoundTitle[] {
  const titles: FoundTitle[] = []
  for (let at = 0; at < lines.length; ) {
    const found = titleFrom(lines, at)
    if (found && isFollowedByTable(lines, found)) {
      titles.push(found)
      at = found.end
    } else at += 1
  }
  return titles
}
