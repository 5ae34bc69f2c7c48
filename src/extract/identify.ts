import { cleanText, foldText, withoutSpace } from '../normalise/text.js'
import { layoutOfTitle, organizationOf, yearOf } from './titles.js'

/** Whose document it is, for which year, and whether it plans or accounts. */
export interface Identification {
  organization: string | null
  fiscalYear: number | null
  kind: 'budget' | 'final-account' | null
}

/** A cover page and a table of contents are over by then. */
const OPENING_LINES = 80
const NAME_ENDING =
  /(?:局|委|办|厅|院|署|站|所|会|部|处|队|校|园|馆|中心|街道|镇|乡|政府|办公室|委员会|办事处|法院|检察院|政协|人大|大学|学院|医院|集团|公司|支队|总队|大队|基地|学校|幼儿园|社|联|库|台|团|宫|场|堂|庭|狱|室|区|县|市)(?:\(.*\)|（.*）)?$/

/** A header over the amounts of one year. */
const YEAR_HEADER = /^20\d\d年度?(?:年初)?(?:预算|决算|执行)数?(?:\(.*\))?$/

function mostFrequent<T>(values: readonly T[]): T | null {
  const counts = new Map<T, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  let best: T | null = null
  for (const [value, count] of counts) if (best === null || count > (counts.get(best) as number)) best = value
  return best
}

/** 重庆市示例局2023年一般公共预算… → 重庆市示例局; null where no name stands in front. */
function nameInTitle(title: string): string | null {
  const layout = layoutOfTitle(title)
  if (!layout) return null
  const text = withoutSpace(cleanText(title)).replace(
    /^(?:附件?\d*(?:-\d+)?|附?表[一二三四五六七八九十\d]+)?[:：]?(?:20\d\d年度?)?/,
    '',
  )
  const head = text
    .replace(
      /(?:20\d\d年.*|(?:预算)?(?:部门|单位)?(?:财政拨款|一般公共预算|政府性基金|国有资本|“三公”|政府采购|部门|财务)?收?(?:入|支).*|一般公共预算.*|政府性基金.*|国有资本.*|“?三公.*|政府采购.*|部门(?:收|支).*|整体.*)$/,
      '',
    )
    .replace(/(?:部门|单位|财政拨款)$/, '')
  return head.length >= 4 && NAME_ENDING.test(head) ? head : null
}

/** A cover breaks 2026年示例局部门预算 over this many lines at most. */
const COVER_LINES = 5
const COVER_TITLE =
  /^(.*?)(?:\(汇总\))?(20\d\d)年?度?(.*?)(?:市级|区级|县级|本级)?(?:部门|单位)?(?:综合)?(?:预算|决算)(?:编制|公开|情况|信息|报表|草案|的)*(?:说明|目录|公告)?(?:公开)?$/
const SECTION = /^(?:第[一二三四五六七八九十]+部分|附件\d*[:：]?)/

function isName(text: string): boolean {
  return text.length >= 4 && text.length <= 40 && NAME_ENDING.test(text) && !/[，。：:]/.test(text)
}

/** 2024年预算数 beside 2023年预算数 or 2023年执行数: the last is the year of the document. */
function lastYearOfHeaders(lines: readonly string[]): number | null {
  const cells = lines.filter((line) => line.length <= 300).flatMap((line) => line.trim().split(/\s{2,}/))
  const headers = cells.filter((cell) => cell.length <= 20 && YEAR_HEADER.test(foldText(cell)))
  const years = headers.flatMap((line) => yearOf(line) ?? [])
  return years.length === 0 ? null : Math.max(...years)
}

/** Name and year on the cover, its lines joined: 2026年示例局部门预算, 示例局2024年度部门决算. */
function readCover(lines: readonly string[]): { organization: string | null; fiscalYear: number | null } {
  const opening = lines.slice(0, OPENING_LINES).map((line) => withoutSpace(cleanText(line)).replace(SECTION, ''))
  let fiscalYear: number | null = null
  for (let at = 0; at < opening.length; at += 1) {
    for (let count = 1; count <= COVER_LINES; count += 1) {
      const joined = opening
        .slice(at, at + count)
        .join('')
        .replaceAll('（', '(')
        .replaceAll('）', ')')
      const match = joined.length > 80 ? null : COVER_TITLE.exec(joined)
      if (!match) continue
      // 2023年预算 may be a cover, or the first of two headers.
      const isHeader = opening.slice(at, at + count).some((line) => YEAR_HEADER.test(foldText(line)))
      const year = (isHeader ? lastYearOfHeaders(lines) : null) ?? parseInt(match[2] as string, 10)
      fiscalYear ??= year
      const name = [match[1], match[3]].find((part) => part !== undefined && isName(part))
      if (name) return { organization: name.replaceAll('(', '（').replaceAll(')', '）'), fiscalYear: year }
    }
  }
  return { organization: null, fiscalYear }
}

function mostFrequentYear(texts: readonly string[]): number | null {
  return mostFrequent(texts.flatMap((text) => yearOf(text) ?? []))
}

/** （2023年度） on a line of its own. */
function isYearLine(line: string): boolean {
  // 2022年 alone is a header of figures.
  return line.length <= 300 && /^(?:[(（]\s*20\d\d\s*年度?\s*[)）]|20\d\d\s*[(（]?\s*年度\s*[)）]?)$/.test(line.trim())
}

/** 第三部分 2023年度部门决算情况说明: a chapter of the document, wherever it stands. */
function isChapter(line: string): boolean {
  return line.length <= 60 && /20\d\d年度?.{0,20}(?:预算|决算)(?:公开)?(?:情况|信息)?(?:公开)?说明$/.test(line.trim())
}

function kindOf(texts: readonly string[]): Identification['kind'] {
  const finals = texts.filter((text) => text.includes('决算')).length
  const budgets = texts.filter((text) => text.includes('预算') && !text.includes('决算')).length
  if (finals === 0 && budgets === 0) return null
  return finals > budgets / 2 ? 'final-account' : 'budget'
}

/**
 * Reads organisation, year and kind from the document itself: the lines that name them, the titles of its tables, its cover.
 *
 * Absent values: null where the document does not say. Source: never the file's name.
 */
export function identify(lines: readonly string[]): Identification {
  const titles = lines.filter((line) => line.length <= 120 && layoutOfTitle(line) !== null)
  const opening = lines.slice(0, OPENING_LINES).filter((line) => line.length <= 80)
  const labelled = lines.filter((line) => line.length <= 120 && /[:：]/.test(line))
  const named = labelled.flatMap((line) => organizationOf(cleanText(line)) ?? [])
  const inTitles = titles.flatMap((title) => nameInTitle(title) ?? [])
  const organization = mostFrequent(named) ?? mostFrequent(inTitles)
  const fiscalYear = mostFrequentYear(titles)
  const kind = kindOf(titles.map(foldText)) ?? kindOf(opening.map(foldText))
  if (organization !== null && fiscalYear !== null) return { organization, fiscalYear, kind }
  const cover = readCover(lines)
  return {
    organization: organization ?? cover.organization,
    fiscalYear:
      fiscalYear ??
      cover.fiscalYear ??
      mostFrequentYear(lines.filter(isYearLine)) ??
      lastYearOfHeaders(lines) ??
      mostFrequentYear(lines.filter(isChapter)),
    kind,
  }
}
