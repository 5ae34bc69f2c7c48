import type { Layout } from '../../layouts/layout.js'
import { isClassificationCode, splitCodedLabel } from '../../normalise/code.js'
import { foldText } from '../../normalise/text.js'
import { isHeaderLine } from './header-phrases.js'
import type { PagedLine } from './page-marks.js'
import { startsNote } from './prose.js'
import { isFigure } from './row-codes.js'
import type { TokenLine } from './tokens.js'

/**
 * How a text has its cells: `lines` where a row is a line or more; `cells` where every cell stands on a line of its own, row
 * by row, as PyMuPDF writes; `mixed` where it does and the rows cannot be told, as pdftotext without -layout and pdfminer
 * write whole columns.
 */
export type CellOrder = 'lines' | 'cells' | 'mixed'

/** Fewer lines with amounts than this show nothing. */
const FEWEST_LINES = 4
const LEAST_SHARE = 0.5
/** Of the codes, those that may be followed by another code where the text goes row by row: a name is left out. */
const MOST_CODES_TOGETHER = 0.05

const AMOUNT = /^-?(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d+)$/

function startsWithCode(text: string): boolean {
  return isClassificationCode(splitCodedLabel(text)?.code ?? text)
}

export function cellOrderOf(lines: readonly PagedLine[]): CellOrder {
  let withAmounts = 0
  let alone = 0
  let codes = 0
  let together = 0
  let isAfterCode = false
  for (const { line } of lines) {
    const words = line.text.trim().split(/\s+/)
    const isAlone = words.length === 1
    const hasAmount = words.some((word) => AMOUNT.test(word))
    if (hasAmount) withAmounts += 1
    if (hasAmount && isAlone) alone += 1
    const isCode = isAlone && startsWithCode(words[0] as string)
    if (isCode) codes += 1
    if (isCode && isAfterCode) together += 1
    isAfterCode = isCode
  }
  if (alone < FEWEST_LINES || alone < withAmounts * LEAST_SHARE) return 'lines'
  return together > codes * MOST_CODES_TOGETHER ? 'mixed' : 'cells'
}

function isFigures(line: TokenLine | undefined): boolean {
  return line !== undefined && line.tokens.length > 0 && line.tokens.every(isFigure) && !startsWithCode(line.text)
}

function hasFigures(line: TokenLine): boolean {
  const [first, ...rest] = line.tokens
  return rest.some(isFigure) || (first !== undefined && isFigure(first) && !startsWithCode(first.text))
}

function joinLines(lines: readonly TokenLine[]): TokenLine {
  const [first] = lines as [TokenLine]
  return {
    ...first,
    text: lines.map((line) => line.text).join(' '),
    tokens: lines.flatMap((line) => line.tokens),
  }
}

const LONE_NAME = /^(?:合计|总计|小计|[A-Z]?(?:货物|工程|服务)类?)$/

/** Puts figures behind the label above them, and a label behind its letter: A / 货物 / 110.00. */
function withFigures(lines: readonly TokenLine[]): TokenLine[] {
  const joined: TokenLine[] = []
  for (const line of lines) {
    const last = joined.at(-1)
    if (last && (isFigures(line) || /^[A-Z]$/.test(last.text))) joined[joined.length - 1] = joinLines([last, line])
    else joined.push(line)
  }
  return joined
}

/** Where the row of a coded table that begins at a line ends: code, words and figures in this order; null for another. */
function rowEnd(lines: readonly TokenLine[], start: number): number | null {
  let at = start + 1
  const first = lines[start] as TokenLine
  let hasWords = !startsWithCode(first.text) || first.tokens.length > 1 || splitCodedLabel(first.text) !== null
  if (hasFigures(first)) return at
  while (!hasWords && /^\d{2}$/.test(lines[at]?.text ?? '')) at += 1
  for (let line = lines[at]; line && !isFigures(line) && !hasFigures(line); line = lines[at]) {
    if (startsWithCode(line.tokens[0]?.text ?? '')) return null
    hasWords = true
    at += 1
  }
  const figures = at
  while (isFigures(lines[at])) at += 1
  return hasWords && at > figures ? at : null
}

/** Rows begin with a code, or are 合计. */
function joinCodedRows(lines: readonly TokenLine[]): TokenLine[] | null {
  const joined: TokenLine[] = []
  let hasRows = false
  for (let at = 0; at < lines.length; ) {
    const line = lines[at] as TokenLine
    const begins = startsWithCode(line.tokens[0]?.text ?? '')
    if (begins || (LONE_NAME.test(foldText(line.text)) && isFigures(lines[at + 1]))) {
      const end = rowEnd(lines, at)
      if (end === null) return null
      joined.push(joinLines(lines.slice(at, end)))
      hasRows = true
      at = end
      continue
    }
    // Between rows only the header stands again; a name there may be of the row above or below.
    if (hasRows && (hasFigures(line) || !isHeaderLine(line.text))) return startsNote(line.text) ? joined : null
    joined.push(line)
    at += 1
  }
  return joined
}

/** The lines of a table whose cells stand on lines of their own, a row a line; null where its rows cannot be told. */
export function joinCells(lines: readonly TokenLine[], layout: Layout): TokenLine[] | null {
  if (layout.shape === 'single') return [...lines]
  const isCoded = layout.shape === 'rows' && lines.some((line) => startsWithCode(line.tokens[0]?.text ?? ''))
  return isCoded ? joinCodedRows(lines) : withFigures(lines)
}
