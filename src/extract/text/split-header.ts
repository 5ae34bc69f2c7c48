import type { Layout } from '../../layouts/layout.js'
import { isClassificationCode, splitCodedLabel } from '../../normalise/code.js'
import { foldText } from '../../normalise/text.js'
import { findUnit } from '../../normalise/unit.js'
import { isColumnNumberRow } from '../grid/header.js'
import { organizationOf } from '../titles.js'
import { isHeaderLine } from './header-phrases.js'
import { type ColumnOptions, readColumns, readLooseColumns } from './read-columns.js'
import { sideOfLabel } from './side-labels.js'
import type { TextColumns } from './text-columns.js'
import type { TokenLine } from './tokens.js'

export interface HeadedBody {
  columns: TextColumns
  /** Lines of the header, for finding it again on the next page. */
  header: readonly TokenLine[]
  body: readonly TokenLine[]
  /** Its cells do not stand in the order of their names. */
  isLoose: boolean
}

/** The part of a label that stands above its code has at most so many lines. */
const LONGEST_LABEL_LINES = 3
/** Rows without figures that may stand above the first one with figures. */
const MOST_LABEL_LINES = 40
const LONE_TOTAL = /^(?:合计|总计|小计)$/
const PROCUREMENT_ROW = /^[A-Z]?(?:货物|工程|服务)类?$/

/** 单位：万元, 单位名称：… above or within a table. */
export function isHeadingLine(line: TokenLine): boolean {
  return (
    (findUnit(line.text) !== null && /单位[:：]/.test(line.text) && !line.tokens.some((token) => token.amount)) ||
    organizationOf(line.text) !== null
  )
}

export function isNumberedLine(line: TokenLine): boolean {
  return isColumnNumberRow(line.tokens.map((token) => token.text))
}

/** True where a row begins without doubt: with a code, an amount, or an enumerator. */
function beginsBody(line: TokenLine, layout: Layout): boolean {
  if (isNumberedLine(line)) return false
  const first = line.tokens[0]?.text ?? ''
  if (layout.shape === 'sides' && /^(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[)）])/.test(first))
    return true
  if (layout.rowMeasures !== undefined && /^\d{1,2}[、.．]\D/.test(first)) return true
  if (layout.shape === 'rows') {
    const code = splitCodedLabel(first)?.code ?? first
    if (isClassificationCode(code)) return true
  }
  return line.tokens.some((token) => token.amount !== null)
}

function isRowLabelOnly(line: TokenLine, layout: Layout): boolean {
  if (layout.shape === 'sides') return line.tokens.every((token) => sideOfLabel(token.text) !== null)
  return LONE_TOTAL.test(foldText(line.text)) || PROCUREMENT_ROW.test(foldText(line.text))
}

function readInAnyOrder(header: readonly TokenLine[], options: ColumnOptions): TextColumns | null {
  return readLooseColumns(
    header.filter((line) => !isNumberedLine(line)),
    options,
  )
}

/** Cuts the lines below a title into header and rows. Lines that name unit or department are in neither. */
export function splitHeader(lines: readonly TokenLine[], options: ColumnOptions): HeadedBody {
  const { layout } = options
  const kept = lines.filter((line) => !isHeadingLine(line))
  const found = kept.findIndex((line) => beginsBody(line, layout))
  const sure = found < 0 ? kept.length : found
  const read = new Map<number, TextColumns>()
  const columnsOf = (end: number): TextColumns => {
    const known = read.get(end)
    if (known) return known
    const header = kept.slice(0, end).filter((line) => !isNumberedLine(line))
    const columns = readColumns(header, options)
    read.set(end, columns)
    return columns
  }
  let end = sure
  const least = Math.max(0, sure - MOST_LABEL_LINES)
  while (end > least && columnsOf(end).problem !== null && isRowLabelOnly(kept[end - 1] as TokenLine, layout)) end -= 1
  if (options.keepsColumns && layout.shape === 'rows') end = endBeforeLabel(kept, end, columnsOf)
  const columns = columnsOf(end)
  if (columns.problem !== null) {
    const header = kept.slice(0, sure)
    const loose = readInAnyOrder(header, options)
    return { columns: loose ?? columnsOf(sure), header, body: kept.slice(sure), isLoose: loose !== null }
  }
  return { columns, header: kept.slice(0, end), body: kept.slice(end), isLoose: false }
}

/**
 * Where columns are kept, a wrapped label of the first row begins above its code. Such lines stand left of every column; a
 * header cell that is not known does not.
 */
function endBeforeLabel(lines: readonly TokenLine[], end: number, columnsOf: (end: number) => TextColumns): number {
  if (columnsOf(end).problem === null) return end
  for (let shorter = end - 1; shorter >= Math.max(1, end - LONGEST_LABEL_LINES); shorter -= 1) {
    const columns = columnsOf(shorter)
    if (columns.problem !== null) continue
    const leftmost = Math.min(...columns.all.map((column) => column.centre ?? 0))
    const isLeft = lines.slice(shorter, end).every((line) => line.tokens.every((token) => token.x1 < leftmost))
    if (isLeft) return shorter
  }
  return end
}

function sameColumns(a: TextColumns, b: TextColumns): boolean {
  const key = (columns: TextColumns) =>
    [columns.all, columns.revenue, columns.expenditure]
      .map((side) => side.map((column) => column.measure).join())
      .join()
  return a.problem === null && b.problem === null && key(a) === key(b)
}

/**
 * How many lines are the table's own. A unit printed again on a later page, over another header, begins a table whose title
 * was not found.
 */
export function countOwnLines(lines: readonly TokenLine[], options: ColumnOptions): number {
  const firstPage = lines[0]?.page
  for (const [at, line] of lines.entries()) {
    if (line.page === firstPage || at < 2 || findUnit(line.text) === null || !isHeadingLine(line)) continue
    const own = splitHeader(lines.slice(0, at), options)
    const next = splitHeader(lines.slice(at + 1), options)
    if (next.header.some((header) => isHeaderLine(header.text)) && !sameColumns(own.columns, next.columns)) return at
  }
  return lines.length
}

/** Rows below one printing of the header. */
export interface BodyPage {
  columns: TextColumns
  /** Of the header. */
  page: number | null
  lines: readonly TokenLine[]
}

/** Body lines by pages: cut, and left out, where the header is printed again without the title. */
export function splitPages(headed: HeadedBody, options: ColumnOptions): BodyPage[] {
  const { body } = headed
  const pages: (BodyPage & { lines: TokenLine[] })[] = [
    { columns: headed.columns, page: headed.header.at(-1)?.page ?? null, lines: [] },
  ]
  for (let at = 0; at < body.length; ) {
    if (beginsBody(body[at] as TokenLine, options.layout)) {
      pages.at(-1)?.lines.push(body[at] as TokenLine)
      at += 1
      continue
    }
    let end = at + 1
    while (end < body.length && !beginsBody(body[end] as TokenLine, options.layout)) end += 1
    const run = body.slice(at, end)
    const again = repeatedHeader(run, headed, options)
    for (const item of run.slice(0, again?.start)) if (!isOfHeader(item, headed)) pages.at(-1)?.lines.push(item)
    if (again) pages.push({ columns: again.columns, page: run.at(-1)?.page ?? null, lines: [] })
    at = end
  }
  return pages
}

/** A shorter line may be the rest of a name. */
const LEAST_HEADER_LINE = 6

/** A line of the header that a later page prints again, by itself. */
function isOfHeader(line: TokenLine, { header }: HeadedBody): boolean {
  const text = foldText(line.text)
  const isAgain = text.length >= LEAST_HEADER_LINE && line.page !== header[0]?.page
  return isAgain && header.some((own) => foldText(own.text) === text)
}

/** Where in a run of lines without figures the same header begins again; null where it does not. */
function repeatedHeader(
  run: readonly TokenLine[],
  headed: HeadedBody,
  options: ColumnOptions,
): { start: number; columns: TextColumns } | null {
  const first = foldText(headed.header[0]?.text ?? '')
  const starts = run.map((_, index) => run.length - 1 - index)
  const beginsAlike = (start: number) => foldText((run[start] as TokenLine).text) === first
  for (const start of [...starts.filter(beginsAlike), ...starts]) {
    const lines = run.slice(start).filter((line) => !isNumberedLine(line))
    if (lines.length === 0) continue
    const columns = readColumns(lines, options)
    if (sameColumns(columns, headed.columns)) return { start, columns }
    if (headed.columns.problem !== null || columns.problem === null) continue
    const loose = readLooseColumns(lines, options)
    if (loose && sameColumns(loose, headed.columns)) return { start, columns: loose }
  }
  return null
}
