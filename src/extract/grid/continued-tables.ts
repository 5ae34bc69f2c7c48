import type { Cell } from '../../grid/document.js'
import { isAmount, isDash, isPlainNumber } from '../../normalise/amount.js'
import { foldText } from '../../normalise/text.js'
import { isProse } from '../text/prose.js'
import type { Header } from './header.js'
import type { Panel } from './match-columns.js'
import type { Segment } from './segments.js'

/** Table 2, Page 2, 第2页, Sheet2: sheets that a program has made of the pages of a document. */
const PAGE_OF_SHEETS = /^(?:table|page|sheet|p|第|表)?[\s_-]*(\d+)页?$/i

function isNextSheet(sheet: string | null, after: string | null): boolean {
  const [number, before] = [sheet, after].map((name) => PAGE_OF_SHEETS.exec(name?.trim() ?? '')?.[1])
  return number !== undefined && before !== undefined && parseInt(number, 10) === parseInt(before, 10) + 1
}

/** 合计 in a row of its own. */
const TOTAL = /^(?:合计|总计)$/

/** True where rows below a header begin with a total, as tables do, and the rest of one does not. */
export function beginsWithTotal({ rows, endRow }: Segment, { bodyRow }: Header): boolean {
  return bodyRow + 1 < endRow && rows.cellsAt(bodyRow).some(({ text }) => TOTAL.test(foldText(text)))
}

/** A cell that holds an amount and nothing else, written as amounts are. */
export function isPlainAmount({ text }: Cell): boolean {
  return isPlainNumber(text)
}

/**
 * True where rows without a header can be the rest of a table, whose columns alone do not tell so where no page ends: no
 * sentence stands between, amounts stand in columns of amounts and nothing else does, codes in those of codes.
 */
export function goesOnWith({ captions, rows, firstRow, endRow }: Segment, panels: readonly Panel[]): boolean {
  if (captions.some(({ text }) => isProse(text))) return false
  const amountColumns = new Set(panels.flatMap((panel) => panel.amountColumns.map(({ index }) => index)))
  const countColumns = new Set(panels.flatMap((panel) => panel.countColumns))
  const codeColumns = new Set(panels.flatMap((panel) => panel.codeColumns))
  const cells = Array.from({ length: endRow - firstRow }, (_, at) => rows.cellsAt(firstRow + at))
    .flat()
    .filter(({ text }) => text.trim() !== '')
  const isFit = (cell: Cell) => {
    if (amountColumns.has(cell.column)) return isAmount(cell.text) || isDash(cell.text)
    return countColumns.has(cell.column) || !isPlainAmount(cell)
  }
  const isCoded = codeColumns.size === 0 || cells.some(({ column, text }) => codeColumns.has(column) && /\d/.test(text))
  const isTotal = cells.some(({ text }) => TOTAL.test(foldText(text)))
  return (isCoded || isTotal) && cells.every(isFit)
}

/** True where a segment begins on the page or in the sheet where another ends, or on the next page. */
export function isNext(segment: Segment, after: Segment): boolean {
  if (segment.page !== null && after.page !== null) return segment.page - after.page <= 1
  return segment.sheet === after.sheet || isNextSheet(segment.sheet, after.sheet)
}
