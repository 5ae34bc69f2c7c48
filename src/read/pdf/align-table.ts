import { type Extent, findColumns, isolatedAmounts, medianSize } from './aligned-columns.js'
import { type FilledCell, type FilledTable, isAmountText } from './fill-cells.js'
import { type HeadedColumns, matchHeader } from './header-columns.js'
import { intervalOf } from './rules-to-cells.js'
import type { PdfWord } from './runs-to-words.js'
import { lineText, type WordLine, wordsToLines } from './words-to-lines.js'

/** A table without rules: its cells, and the lines that it takes from the page. */
export interface AlignedTable {
  table: FilledTable
  lines: readonly WordLine[]
}

/** A row begins with a classification code or an enumerator. */
const ROW_START =
  /^(?:\d{3,}|[一二三四五六七八九十]+[、.．]|[（(][一二三四五六七八九十\d]+[）)]|\d+[、.．]|(?:(?:本年|当年)?(?:收入|支出))?(?:合计|总计|小计))/
const FIGURE = /^(?:[-—–－―]+|[-\d,.，．%％()（）]+)$/
const OUTSIDE = /单位[:：]|^(?:注|备注|说明)[:：]|[。；]$/
/** Lines farther apart than this, in em, are not of one table. */
const FARTHEST_EM = 4.5
/** A row between two rules has no more lines than this. */
const MOST_LINES = 8
/** A wrapped line fills its column up to this much, in em. */
const FULL_EM = 0.9
/** Lines of one cell are closer than this, in em. */
const WRAP_EM = 1.45

/**
 * Tables that are told by alignment alone, out of the lines of a page.
 *
 * Only where amounts stand free in columns: two rows of them at least, or one row of two below a header. Otherwise the
 * lines stay lines, whose columns later stages may work out.
 */
export function findAlignedTables(lines: readonly WordLine[]): AlignedTable[] {
  const tables: AlignedTable[] = []
  let from = 0
  while (from < lines.length) {
    const body = nextBody(lines, from)
    if (!body) break
    const table = alignBody(lines, { ...body, floor: from })
    if (table) tables.push(table)
    from = body.end
  }
  return tables
}

/**
 * The table of rows that rules part from one another while its columns have none. Null where the amounts show no columns,
 * or where a row holds several rows of them.
 */
export function alignBands(bands: readonly (readonly PdfWord[])[]): FilledTable | null {
  const rows = bands.filter((band) => band.length > 0)
  const lines = rows.map((row) => wordsToLines(row))
  const first = lines.findIndex((row) => row.some(isData))
  const data = rows.filter((_, i) => lines[i]?.some(isData))
  if (data.length < 2 || lines.some((row) => row.length > MOST_LINES || row.filter(isData).length > 1)) return null
  return tableOf({ header: rows.slice(0, first), rows: rows.slice(first), data })
}

/** The table of header lines and rows; null where amounts show no columns or no names for them. */
function tableOf({
  header,
  rows,
  data,
}: Record<'header' | 'rows' | 'data', readonly (readonly PdfWord[])[]>): FilledTable | null {
  const shown = findColumns(data)
  if (shown.length < 2 || !areColumns(data, gutters(shown))) return null
  const headed = matchHeader(header, shown, data)
  return headed && tableOfRows(rows, headed)
}

function gutters(columns: readonly Extent[]): number[] {
  return columns.slice(1).map((column, i) => ((columns[i] as Extent).x1 + column.x0) / 2)
}

/** A stretch of lines with amounts, and the labels between them; `end` is exclusive. */
function nextBody(lines: readonly WordLine[], from: number): { start: number; end: number } | null {
  let start = from
  while (start < lines.length && !isData(lines[start] as WordLine)) start++
  if (start === lines.length) return null
  let end = start + 1
  for (let i = end; i < lines.length; i++) {
    const line = lines[i] as WordLine
    if (isFar(lines[i - 1] as WordLine, line) || OUTSIDE.test(lineText(line.words))) break
    if (isData(line) || (end === i && ROW_START.test(line.words[0]?.text ?? '') && line.words.length > 1)) end = i + 1
  }
  return { start, end }
}

function isData(line: WordLine): boolean {
  return line.words.length > 1 && isolatedAmounts(line.words).length > 0 && !OUTSIDE.test(lineText(line.words))
}

function isFar(above: WordLine, below: WordLine): boolean {
  return below.baseline - above.baseline > FARTHEST_EM * medianSize([...above.words, ...below.words])
}

function alignBody(
  lines: readonly WordLine[],
  { start, end, floor }: { start: number; end: number; floor: number },
): AlignedTable | null {
  const body = lines.slice(start, end)
  const data = body.filter(isData).map((line) => line.words)
  const head = headerLines(lines.slice(floor, start))
  const most = Math.max(...data.map((words) => isolatedAmounts(words).length))
  if (data.length < 2 && (most < 2 || head.length === 0)) return null
  const rows = bodyRows(body, gutters(findColumns(data)))
  const table = tableOf({ header: head.map((line) => line.words), rows, data })
  return table && { table, lines: [...head, ...body] }
}

/** True where each column that holds amounts holds little else, and no row has two amounts in one column. */
function areColumns(data: readonly (readonly PdfWord[])[], gutters: readonly number[]): boolean {
  const counts = Array.from({ length: gutters.length + 1 }, () => ({ amounts: 0, others: 0 }))
  for (const row of data) {
    const seen = new Set<number>()
    for (const word of row) {
      const column = columnOf(gutters, (word.x0 + word.x1) / 2)
      const count = counts[column] as { amounts: number; others: number }
      if (isAmountText(word.text)) {
        if (seen.has(column)) return false
        seen.add(column)
        count.amounts++
      } else if (!FIGURE.test(word.text)) count.others++
    }
  }
  return counts.every(({ amounts, others }) => amounts === 0 || others <= 0.25 * amounts)
}

function columnOf(gutters: readonly number[], x: number): number {
  return intervalOf([-Infinity, ...gutters, Infinity], x)
}

/** The lines right above the body that name columns: two pieces at least, or one between such lines. */
function headerLines(above: readonly WordLine[]): WordLine[] {
  let first = above.length
  for (let i = above.length - 1; i >= 0; i--) {
    const line = above[i] as WordLine
    const next = above[i + 1]
    if (OUTSIDE.test(lineText(line.words)) || (next && isFar(line, next))) break
    if (line.words.length > 1) first = i
    else if (above.length - i > 4) break
  }
  return above.slice(first)
}

interface Body {
  gutters: readonly number[]
  /** Right edge of the widest label. */
  right: number
  /** Distance from line to line. */
  pitch: number
}

function medianPitch(body: readonly WordLine[]): number {
  const distances = body.slice(1).map((line, i) => line.baseline - (body[i] as WordLine).baseline)
  return distances.sort((a, b) => a - b)[distances.length >> 1] ?? 0
}

/** Rows of the body: a line each, but what is wrapped goes to its row. */
function bodyRows(body: readonly WordLine[], gutters: readonly number[]): PdfWord[][] {
  const shape = { gutters, right: labelRight(body, gutters), pitch: medianPitch(body) }
  const rows: { words: PdfWord[]; line: WordLine }[] = []
  for (const line of body) {
    const last = rows.at(-1)
    if (last && isContinued(last.line, line, shape)) last.words.push(...line.words)
    else rows.push({ words: [...line.words], line })
    const row = rows.at(-1)
    if (row) row.line = line
  }
  return rows.map((row) => row.words)
}

/** Right edge of the widest label in the column of labels. */
function labelRight(body: readonly WordLine[], gutters: readonly number[]): number {
  const limit =
    gutters.find((_, i) => body.some((line) => line.words.some((word) => isLabelIn(word, gutters, i)))) ?? Infinity
  return Math.max(
    ...body.flatMap((line) =>
      line.words.filter((word) => word.x0 < limit && !FIGURE.test(word.text)).map((word) => word.x1),
    ),
  )
}

function isLabelIn(word: PdfWord, gutters: readonly number[], column: number): boolean {
  return columnOf(gutters, word.x0) === column && /\p{Script=Han}/u.test(word.text)
}

/**
 * A line goes on the one above where that one fills its column, only one of both has amounts, and they stand closer than
 * rows do.
 */
function isContinued(above: WordLine, line: WordLine, { gutters, right, pitch }: Body): boolean {
  const distance = line.baseline - above.baseline
  const first = line.words[0] as PdfWord
  if (isData(above) && isData(line)) return false
  if (distance > WRAP_EM * first.size || (distance > 0.85 * pitch && pitch > WRAP_EM * first.size)) return false
  if (ROW_START.test(line.words.map((word) => word.text).join(''))) return false
  const label = above.words.filter((word) => /\p{Script=Han}/u.test(word.text)).at(-1)
  if (!label || columnOf(gutters, label.x0) !== columnOf(gutters, first.x0)) return !label && !isData(line)
  return label.x1 >= right - FULL_EM * label.size
}

/** Words of each row put into the columns, below the cells of the header. */
function tableOfRows(rows: readonly (readonly PdfWord[])[], { columns, header }: HeadedColumns): FilledTable {
  const inner = gutters(columns)
  const bounds = [(columns[0] as Extent).x0, ...inner, (columns.at(-1) as Extent).x1]
  const cells: FilledCell[] = []
  const cellAt = (row: number, column: number, columnSpan = 1): FilledCell => ({
    row,
    column,
    rowSpan: 1,
    columnSpan,
    x0: bounds[column] as number,
    x1: bounds[column + columnSpan] as number,
    words: [],
  })
  header.forEach((line, row) => {
    for (const { words, column, columnSpan } of line) cells.push({ ...cellAt(row, column, columnSpan), words })
  })
  rows.forEach((row, index) => {
    const inRow = new Map<number, FilledCell>()
    for (const word of row) {
      // a label may run over its column, a figure never does
      const column = columnOf(inner, FIGURE.test(word.text) ? (word.x0 + word.x1) / 2 : word.x0 + 0.5 * word.size)
      const cell = inRow.get(column) ?? cellAt(header.length + index, column)
      cell.words.push(word)
      inRow.set(column, cell)
    }
    cells.push(...inRow.values())
  })
  return { rowCount: header.length + rows.length, columnCount: columns.length, cells, columnEdges: bounds }
}
