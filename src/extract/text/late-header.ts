import type { Layout } from '../../layouts/layout.js'
import { isClassificationCode } from '../../normalise/code.js'
import { isTableNumber, isTableTitle } from '../titles.js'
import { type Phrase, readPhrases } from './header-phrases.js'
import { isHeadingLine } from './split-header.js'
import type { TokenLine } from './tokens.js'

/** Lines of one page of a table, with the header cells that its writer drew after the rows set apart. */
export interface WithLateHeader {
  lines: readonly TokenLine[]
  late: readonly TokenLine[]
}

/** A header wrapped over more lines than this was not met. */
const MOST_LINES = 60

function joined(lines: readonly TokenLine[]): string {
  return lines.map((line) => line.text).join('')
}

function isRow(line: TokenLine): boolean {
  return line.tokens.some((token) => token.amount !== null) || isClassificationCode(line.tokens[0]?.text ?? '')
}

function isColumnName({ role, text }: Phrase): boolean {
  return role === 'column' && text.length > 2
}

/** What may stand between header cells below the rows, and is none: title, number and unit of the table, whose it is. */
function isOfTable(line: TokenLine): boolean {
  return isHeadingLine(line) || isTableTitle(line.text) || isTableNumber(line.text)
}

/** The header cells that one page prints below its rows. */
function lateLines(lines: readonly TokenLine[]): readonly TokenLine[] {
  const rowsEnd = lines.findLastIndex(isRow) + 1
  if (rowsEnd === 0 || lines.length - rowsEnd > MOST_LINES) return []
  const below = lines.slice(rowsEnd).filter((line) => !isOfTable(line))
  // Rows without amounts may stand between: 工程类.
  for (let from = 0; from < below.length; from += 1) {
    for (let end = below.length; end > from; end -= 1) {
      const { phrases, unexplained } = readPhrases(joined(below.slice(from, end)))
      if (unexplained === '' && phrases.some(isColumnName)) return below.slice(from, end)
    }
  }
  return []
}

/**
 * LibreOffice draws the cells that wrap, and those of mixed scripts (2023年预算数), after all others of a page: in the text of
 * such a PDF they stand below the rows. Each page that repeats the header has them.
 */
export function setApartLateHeader(lines: readonly TokenLine[]): WithLateHeader {
  const pages = [...new Set(lines.map(({ page }) => page))]
  const late = pages.map((page) => lateLines(lines.filter((line) => line.page === page)))
  const apart = new Set(late.flat())
  return { lines: lines.filter((line) => !apart.has(line)), late: late.find((own) => own.length > 0) ?? [] }
}

function textsOf(text: string): string[] {
  return readPhrases(text).phrases.map((phrase) => phrase.text.replace(/20\d\d(?=年)/, ''))
}

function isSubsequence(part: readonly string[], whole: readonly string[]): boolean {
  let at = 0
  for (const text of whole) if (text === part[at]) at += 1
  return at === part.length
}

/** The header of the form whose cells are those above the rows and those below them together; null where there is none. */
export function wholeHeader(early: readonly TokenLine[], late: readonly TokenLine[], layout: Layout): string | null {
  const above = textsOf(joined(early))
  const below = textsOf(joined(late))
  const known = (layout.headers ?? []).map((cells) => cells.join(''))
  const found = known.find((text) => {
    const cells = textsOf(text)
    const isSame = [...above, ...below].sort().join() === [...cells].sort().join()
    return isSame && isSubsequence(above, cells) && isSubsequence(below, cells)
  })
  return found ?? null
}

/** True where the cells below the rows are no more than what stands above all columns: 2023年预算数. */
export function isYearOnly(late: readonly TokenLine[]): boolean {
  const { phrases } = readPhrases(joined(late))
  return phrases.length === 1 && /^20\d\d年/.test(phrases[0]?.text ?? '')
}
