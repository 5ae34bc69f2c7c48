import type { TextLine } from '../../grid/document.js'
import { foldText } from '../../normalise/text.js'

/** The line that pdf-parse prints after every page. */
const PAGE_END = /^--(\d+)of(\d+)--$/
const DECORATED_NUMBER =
  /^(?:[-—–―_·•~]+\d{1,4}[-—–―_·•~]+|第\d{1,4}页(?:[,/]?共\d{1,4}页)?|\d{1,4}\/\d{1,4}|page\d{1,4})$/i

/** A line of the text, and the page it stands on; pages are told apart, not numbered. */
export interface PagedLine {
  line: TextLine
  page: number
}

function isLoneNumber(line: TextLine): boolean {
  return /^\d{1,3}$/.test(foldText(line.text))
}

/**
 * Leaves out blank lines, `-- 3 of 30 --` and page numbers, and tells pages apart by them and by form feeds.
 *
 * A bare number is a page number only beside the mark of a page's end, where the difference to the page recurs: the weight of
 * an indicator may stand there alone too.
 */
export function withoutPageMarks(lines: readonly TextLine[]): PagedLine[] {
  const kept: (PagedLine & { startsPage: boolean; endsPage: boolean })[] = []
  let page = 0
  let startsPage = true
  let formFeeds = 0
  for (const line of lines) {
    const folded = foldText(line.text)
    const isMark = PAGE_END.test(folded) || DECORATED_NUMBER.test(folded)
    if (isMark || (line.formFeeds ?? 0) > formFeeds) {
      const last = kept.at(-1)
      if (last) last.endsPage = true
      page += 1
      startsPage = true
      formFeeds = line.formFeeds ?? 0
    }
    if (isMark || folded === '') continue
    kept.push({ line, page, startsPage, endsPage: false })
    startsPage = false
  }
  const atEdges = kept.filter((item) => (item.startsPage || item.endsPage) && isLoneNumber(item.line))
  const offsets = atEdges.map((item) => parseInt(foldText(item.line.text), 10) - item.page)
  const recurring = new Set(offsets.filter((offset, at) => offsets.indexOf(offset) !== at))
  return kept.filter(
    (item) =>
      !(
        (item.startsPage || item.endsPage) &&
        isLoneNumber(item.line) &&
        recurring.has(parseInt(foldText(item.line.text), 10) - item.page)
      ),
  )
}
