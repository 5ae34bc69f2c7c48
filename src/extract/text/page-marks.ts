import type { TextLine } from '../../grid/document.js'
import { foldText } from '../../normalise/text.js'

/** The line that pdf-parse prints after every page. */
const PAGE_END = /^--(\d+)of(\d+)--$/
const DECORATED_NUMBER =
  /^(?:[-—–―_·•~]+\d{1,4}[-—–―_·•~]+|第\d{1,4}页(?:[,/]?共\d{1,4}页)?|\d{1,4}\/\d{1,4}|page\d{1,4})$/i

/** What a head or foot line says; a title ends in 表 and is none. */
const RUNNING = /(?:预算|决算)(?:信息)?(?:公开)?(?:说明)?$/
const LEAST_RUNNING = 3

/** A line of the text, and the page it stands on; pages are told apart, not numbered. */
export interface PagedLine {
  line: TextLine
  page: number
}

function withoutDigits(line: TextLine): string {
  return foldText(line.text).replace(/\d/g, '')
}

/** Head and foot lines of the pages: 示例局2026年度部门预算公开 at the edge of three pages and more. */
function runningLines(
  kept: readonly { line: TextLine; startsPage: boolean; endsPage: boolean }[],
): ReadonlySet<string> {
  const counts = new Map<string, number>()
  for (const item of kept) {
    if (!(item.startsPage || item.endsPage)) continue
    const text = withoutDigits(item.line)
    if (RUNNING.test(text)) counts.set(text, (counts.get(text) ?? 0) + 1)
  }
  return new Set([...counts].flatMap(([text, count]) => (count < LEAST_RUNNING ? [] : [text])))
}

interface EdgeLine extends PagedLine {
  startsPage: boolean
  endsPage: boolean
  /** Numbers of its page by the marks before and behind it; empty where no mark has one. */
  pageNumbers: number[]
}

function linesWithEdges(lines: readonly TextLine[]): EdgeLine[] {
  const kept: EdgeLine[] = []
  let page = 0
  let startsPage = true
  let formFeeds = 0
  let ended = 0
  for (const line of lines) {
    const folded = foldText(line.text)
    const mark = PAGE_END.exec(folded)
    const isMark = mark !== null || DECORATED_NUMBER.test(folded)
    if (isMark || (line.formFeeds ?? 0) > formFeeds) {
      const last = kept.at(-1)
      if (last) last.endsPage = true
      ended = mark ? parseInt(mark[1] as string, 10) : 0
      if (last && ended > 0) last.pageNumbers.push(ended)
      page += 1
      startsPage = true
      formFeeds = line.formFeeds ?? 0
    }
    if (isMark || folded === '') continue
    const pageNumbers = startsPage && ended > 0 ? [ended + 1] : []
    kept.push({ line, page, startsPage, endsPage: false, pageNumbers })
    startsPage = false
  }
  return kept
}

/** A bare number at the edge of a page. */
function edgeNumber(item: EdgeLine): number | null {
  if (!(item.startsPage || item.endsPage)) return null
  const folded = foldText(item.line.text)
  return /^\d{1,3}$/.test(folded) ? parseInt(folded, 10) : null
}

/**
 * Leaves out blank lines, `-- 3 of 30 --` and page numbers, and tells pages apart by them and by form feeds.
 *
 * A bare number is a page number only at the edge of a page, where it is that page's by its mark, or where its difference to
 * the page recurs: the weight of an indicator may stand there alone too.
 */
export function withoutPageMarks(lines: readonly TextLine[]): PagedLine[] {
  const kept = linesWithEdges(lines)
  const running = runningLines(kept)
  const offsets = kept.flatMap((item) => {
    const number = edgeNumber(item)
    return number === null ? [] : [number - item.page]
  })
  const recurring = new Set(offsets.filter((offset, at) => offsets.indexOf(offset) !== at))
  return kept.filter((item) => {
    const number = edgeNumber(item)
    const isPageNumber = number !== null && (item.pageNumbers.includes(number) || recurring.has(number - item.page))
    return !isPageNumber && (running.size === 0 || !running.has(withoutDigits(item.line)))
  })
}
