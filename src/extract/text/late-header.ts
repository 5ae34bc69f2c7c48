import type { Layout } from '../../layouts/layout.js'
import { isClassificationCode } from '../../normalise/code.js'
import { type Phrase, readPhrases } from './header-phrases.js'
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

/** Where the lines of one page print header cells below its rows; null where they print none. */
function lateLines(lines: readonly TokenLine[]): { from: number; end: number } | null {
  const rowsEnd = lines.findLastIndex(isRow) + 1
  if (rowsEnd === 0 || lines.length - rowsEnd > MOST_LINES) return null
  // Rows without amounts may stand between: 工程类.
  for (let from = rowsEnd; from < lines.length; from += 1) {
    for (let end = lines.length; end > from; end -= 1) {
      const { phrases, unexplained } = readPhrases(joined(lines.slice(from, end)))
      if (unexplained === '' && phrases.some(isColumnName)) return { from, end }
    }
  }
  return null
}

/**
 * LibreOffice draws the cells that wrap, and those of mixed scripts (2023年预算数), after all others of a page: in the text of
 * such a PDF they stand below the rows. The last page may have them too, where it repeats the header.
 */
export function setApartLateHeader(lines: readonly TokenLine[]): WithLateHeader {
  const nextPage = lines.findIndex(({ page }) => page !== lines[0]?.page)
  const first = nextPage < 0 ? lines.length : nextPage
  const onFirst = lateLines(lines.slice(0, first))
  const onLast = lateLines(lines)
  const own = onFirst ?? onLast
  if (!own) return { lines, late: [] }
  const isLate = (at: number) => [onFirst, onLast].some((late) => late && at >= late.from && at < late.end)
  return { lines: lines.filter((_, at) => !isLate(at)), late: lines.slice(own.from, own.end) }
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
