import { findUnit } from '../../normalise/unit.js'
import { isTableNumber, isTableTitle, organizationOf } from '../titles.js'
import { type FoundTitle, findTitles } from './find-titles.js'
import type { PagedLine } from './page-marks.js'
import { NUMBER } from './tokens.js'

/** A line that begins with a code and ends with a figure. */
export function isRowLine({ line }: PagedLine): boolean {
  return /^\s*[235]\d{2}(?:\d{2})*[\s—－-].*\d\s*$/.test(line.text)
}

const AMOUNT = new RegExp(`(?:^|\\s)${NUMBER}(?=\\s|$)`)

/** A line that prints an amount. */
function hasAmount({ line }: PagedLine): boolean {
  return AMOUNT.test(line.text)
}

/** 单位：万元, 公开表6, 部门：示例局: what stands above the header of a table. */
function isHead({ line }: PagedLine): boolean {
  return findUnit(line.text) !== null || isTableNumber(line.text) || organizationOf(line.text) !== null
}

/** The lines of a page, and the titles on it. */
interface Page {
  from: number
  to: number
  titles: FoundTitle[]
}

function pagesOf(lines: readonly PagedLine[], titles: readonly FoundTitle[]): Page[] {
  const pages = new Map<number, Page>()
  lines.forEach(({ page }, at) => {
    const known = pages.get(page)
    if (known) known.to = at + 1
    else pages.set(page, { from: at, to: at + 1, titles: [] })
  })
  for (const title of titles) pages.get((lines[title.start] as PagedLine).page)?.titles.push(title)
  return [...pages.values()]
}

/**
 * Where a text shows no pages: below the rows of a table a unit is printed again, and over other rows than the next ones,
 * or over none.
 */
function hasSecondHeading(lines: readonly PagedLine[]): boolean {
  const codeOf = (line: PagedLine | undefined) => /^\s*(\d+)/.exec(line?.line.text ?? '')?.[1] ?? ''
  // 出预算表    单位：万元: the end of a title, above the unit of its table, known as it may be or not.
  const endsTitle = (at: number) =>
    /表\s*(?:[（(].*[)）])?$/.test((lines[at]?.line.text ?? '').replace(/单位[:：].*/, '').trim())
  return lines.some(({ line }, at) => {
    if (findUnit(line.text) === null || !/单位[:：]/.test(line.text)) return false
    if (endsTitle(at) || endsTitle(at - 1)) return false
    const above = lines.slice(0, at).findLast(isRowLine)
    const below = lines.slice(at).find(isRowLine)
    return above !== undefined && (below === undefined || codeOf(below) <= codeOf(above))
  })
}

/**
 * Where a text shows no pages: rows stand above its first title, with their unit, and a title below its last rows; or a second
 * unit below the rows of a table.
 */
function isTitledBelowWithoutPages(lines: readonly PagedLine[], titles: readonly FoundTitle[]): boolean {
  const before = lines.slice(0, titles[0]?.start)
  const head = before.findIndex(isHead)
  const foot = lines.slice(lines.findLastIndex(hasAmount) + 1)
  const hasTitle = foot.some(({ line }) => isTableTitle(line.text))
  if (head >= 0 && hasTitle && before.slice(head).filter(isRowLine).length > 1) return true
  return titles.some(({ end }, at) => hasSecondHeading(lines.slice(end, titles[at + 1]?.start)))
}

/**
 * True where on most pages with a title a unit or a table's number is followed by amounts, and only then by the page's first
 * title: some writers of PDFs put the words of a page in such an order. Elsewhere a title at the foot of a page heads the next.
 */
function isTitledBelow(lines: readonly PagedLine[], titles: readonly FoundTitle[]): boolean {
  const hasPages = lines.at(-1)?.page !== lines[0]?.page
  if (!hasPages) return isTitledBelowWithoutPages(lines, titles)
  let [below, above] = [0, 0]
  for (const { from, to, titles: own } of pagesOf(lines, titles)) {
    const [first] = own
    if (!first) continue
    const before = lines.slice(from, first.start)
    const head = before.findIndex(isHead)
    const hasBefore = head >= 0 && before.slice(head).some(hasAmount)
    const hasAfter = lines.slice(first.end, to).some(hasAmount)
    if (hasBefore && !hasAfter) below += 1
    if (hasAfter && !hasBefore) above += 1
  }
  return below > above
}

/** The only title of a page: one that was found, or a line that reads like one below the rows. */
function onlyTitleOf(lines: readonly PagedLine[], { from, to, titles }: Page): { start: number; end: number } | null {
  const [first, ...others] = titles
  if (first) return others.length === 0 ? first : null
  const likely = lines.slice(from, to).flatMap(({ line }, at) => (isTableTitle(line.text) ? [from + at] : []))
  const [start] = likely
  return start !== undefined && likely.length === 1 ? { start, end: start + 1 } : null
}

/** The lines of a page with its title above the table whose rows, or whose header, it stands below; else as they are. */
function orderedPage(lines: readonly PagedLine[], page: Page): readonly PagedLine[] {
  const { from, to } = page
  const title = onlyTitleOf(lines, page)
  if (!title) return lines.slice(from, to)
  const before = lines.slice(from, title.start)
  const after = lines.slice(title.end, to)
  const head = before.findIndex(isHead)
  if (head < 0 || before.slice(0, head).some(hasAmount)) return lines.slice(from, to)
  const [above, own] = [before.slice(0, head), before.slice(head)]
  const heading = lines.slice(title.start, title.end)
  if (!own.some(hasAmount)) return [...above, ...heading, ...own, ...after]
  // What stands below the title may be cells of the header, and be more than a heading takes.
  const [first, ...rest] = own as [PagedLine, ...PagedLine[]]
  return after.some(hasAmount) ? lines.slice(from, to) : [...above, ...heading, first, ...after, ...rest]
}

/** Pages with the head of a table and no title: whose rows they are is not known, but not those of the table before. */
function untitledHeads(lines: readonly PagedLine[], titles: readonly FoundTitle[]): FoundTitle[] {
  return pagesOf(lines, titles).flatMap((page) => {
    const head = page.titles.length > 0 ? -1 : lines.slice(page.from, page.to).findIndex(isHead)
    const start = page.from + head
    return head < 0 ? [] : [{ start, end: start, text: '', layout: null }]
  })
}

/**
 * The lines with each page's title above its table again, where a page has one title and prints all its amounts before it.
 *
 * `isTitledBelow`: the title of some page still stands below its table, since the page has several.
 */
export function withTitlesAbove(lines: readonly PagedLine[]): {
  lines: readonly PagedLine[]
  titles: readonly FoundTitle[]
  isTitledBelow: boolean
} {
  const titles = findTitles(lines)
  if (!isTitledBelow(lines, titles)) return { lines, titles, isTitledBelow: false }
  const ordered = pagesOf(lines, titles).flatMap((page) => orderedPage(lines, page))
  const found = findTitles(ordered)
  const all = [...found, ...untitledHeads(ordered, found)].sort((a, b) => a.start - b.start)
  return { lines: ordered, titles: all, isTitledBelow: isTitledBelow(ordered, found) }
}
