import { type Diagnostic, diagnostic } from '../../diagnostics/diagnostic.js'
import type { Cell } from '../../grid/document.js'
import type { Layout } from '../../layouts/layout.js'
import { isDash, parseAmount } from '../../normalise/amount.js'
import { isAmountCell, parseAmountCell } from '../../normalise/amount-cell.js'
import { foldText } from '../../normalise/text.js'
import { findUnit, withoutUnit } from '../../normalise/unit.js'
import { isOtherMeasure, type MeasureId, type TableId } from '../../schema/vocabulary.js'
import { CountedRows } from '../counted-rows.js'
import { lastYearOfRows, measureInPeriod, type Period, periodOf } from '../periods.js'
import type { ExtractedAmount, ExtractedRow } from '../table.js'
import { isColumnNumberRow, isSentence } from './header.js'
import type { AmountColumn, Panel } from './match-columns.js'
import { lostZeros, NO_LABEL, type RowLabel, readLabel, unitCodeOf } from './read-label.js'
import type { Segment } from './segments.js'

export interface TakenRows {
  rows: ExtractedRow[]
  diagnostics: Diagnostic[]
}

const TOTAL = /^(?:合计|总计|小计)$/
/** 201031 may be a misprinted code. */
const UNIT_CODE = /^[0146-9]\d{5}$/
const NOTE = /^(?:备?注|说明)\d*[:：、.]|^(?:备?注|说明)\d*[:：]?$/

function isNoteRow(cells: readonly Cell[]): boolean {
  return cells.length > 0 && NOTE.test(foldText((cells[0] as Cell).text))
}

function placed(cell: Cell, columns: readonly AmountColumn[], label: RowLabel): ExtractedAmount | null {
  const amount = parseAmountCell(cell.text)
  if (!amount) return null
  const known = columns.map((column) => column.measure)
  const measure = known.length === 1 ? (known[0] as MeasureId) : null
  const unit = amount.unit ?? findUnit(label.label) ?? columns[0]?.unit ?? null
  return {
    value: amount.value,
    text: amount.text,
    decimals: amount.decimals,
    place: cell.place,
    ...(cell.stored === undefined ? {} : { stored: cell.stored }),
    measure,
    evidence: measure === null ? 'ambiguous' : 'printed',
    candidates: measure === null ? known : [],
    ...(unit === null ? {} : { unit }),
  }
}

function unplaced(table: TableId, cell: Cell, amount: string, label: RowLabel, reason: string): Diagnostic {
  const { code, label: name } = label
  return diagnostic(
    'amount-unplaced',
    { amount, reason },
    { table, row: { code, label: name }, found: amount, places: [cell.place] },
  )
}

/** Amounts that stand together in one cell, by spaces or line breaks. */
function amountsWithin(text: string): string[] {
  return text.split(/\s+/).flatMap((piece) => parseAmount(piece)?.text ?? [])
}

interface PanelRow {
  amounts: ExtractedAmount[]
  dashes: ExtractedRow['dashes'][number][]
  diagnostics: Diagnostic[]
}

/** A row of counts: its figures are no amounts, placed or not. */
const NO_AMOUNTS: PanelRow = { amounts: [], dashes: [], diagnostics: [] }

function columnsUnder(cell: Cell, columns: readonly AmountColumn[]): AmountColumn[] {
  return columns.filter((column) => column.index >= cell.column && column.index < cell.column + cell.columnSpan)
}

/** Digits; an error that a workbook shows (#N/A, #DIV/0!), or a column too narrow for them (####); a number in words (壹佰元整). Other words are a note. */
const MEANT_AS_AMOUNT =
  /\d|^#[A-Z/0]+[!?]?$|^#{2,}$|^[-+]?(?:NaN|Infinity)$|^[零〇一二三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟点元整]{2,}$/

function readAmounts(segment: Segment, row: number, panel: Panel, table: TableId, label: RowLabel): PanelRow {
  const result: PanelRow = { amounts: [], dashes: [], diagnostics: [] }
  for (const cell of segment.rows.cellsAt(row)) {
    const columns = columnsUnder(cell, panel.amountColumns)
    if (columns.length === 0 || cell.text.trim() === '') continue
    const measure = columns.length === 1 ? (columns[0] as AmountColumn).measure : null
    if (isDash(cell.text)) {
      if (measure !== null) result.dashes.push({ measure, text: cell.text.trim(), place: cell.place })
      continue
    }
    const amount = placed(cell, columns, label)
    if (amount) {
      result.amounts.push(amount)
      continue
    }
    const reason = `it stands in one cell with “${cell.text.trim().slice(0, 40)}”`
    for (const text of amountsWithin(cell.text)) result.diagnostics.push(unplaced(table, cell, text, label, reason))
    const isExpected = measure === null || !isOtherMeasure(measure)
    const isMeant = MEANT_AS_AMOUNT.test(cell.text.trim()) && !isSentence(cell.text)
    if (isExpected && isMeant && amountsWithin(cell.text).length === 0) {
      result.diagnostics.push(
        diagnostic(
          'number-unreadable',
          { text: cell.text.trim() },
          { table, row: { code: label.code, label: label.label }, places: [cell.place] },
        ),
      )
    }
  }
  return result
}

/** Columns in which figures are expected, or mean something else than amounts. */
function coveredColumns(panels: readonly Panel[]): ReadonlySet<number> {
  return new Set(
    panels.flatMap((panel) => [
      ...panel.amountColumns.map((column) => column.index),
      ...panel.codeColumns,
      ...panel.countColumns,
    ]),
  )
}

/** An amount that stands where no panel has an amount column, such as where its row's name should. */
function strayAmount(cell: Cell, table: TableId, label: RowLabel): Diagnostic[] {
  if (!/[.,]/.test(cell.text)) return []
  const amount = parseAmountCell(cell.text)
  return amount ? [unplaced(table, cell, amount.text, label, 'its column has no header that names a measure')] : []
}

function headerWords(panels: readonly Panel[]): ReadonlySet<string> {
  return new Set(panels.flatMap((panel) => panel.amountColumns.flatMap((column) => column.header.split('/'))))
}

function isHeaderAgain(cells: readonly Cell[], headers: ReadonlySet<string>): boolean {
  if (cells.some((cell) => isAmountCell(cell.text))) return false
  const matching = cells.filter((cell) => headers.has(withoutUnit(foldText(cell.text))))
  return matching.length >= Math.min(2, cells.length)
}

/** 公用经费合计 over one panel and the labels of the next is the row of the next, which has its amount. */
function isHeldByNext(row: ExtractedRow, line: readonly ExtractedRow[]): boolean {
  const isEmpty = row.amounts.length === 0 && row.dashes.length === 0
  return isEmpty && line.some((other) => other.panel > row.panel && other.place === row.place)
}

function textsFrom({ rows, endRow }: Segment, bodyRow: number): string[] {
  const cells = Array.from({ length: endRow - bodyRow }, (_, at) => rows.cellsAt(bodyRow + at))
  return cells.flat().map(({ text }) => text)
}

/** Whose figures a row prints, where a column beside the labels says so. */
function periodBeside(cells: readonly Cell[], fiscalYear: number | null): Period | null {
  for (const { text } of cells) {
    const period = periodOf(text, fiscalYear)
    if (period !== null) return period
  }
  return null
}

/** A panel for a row of last year's figures, or of changes. */
function panelInPeriod(panel: Panel, layout: Layout, period: Period): Panel {
  const amountColumns = panel.amountColumns.map((column) => ({
    ...column,
    measure: measureInPeriod(column, period, layout),
  }))
  return { ...panel, amountColumns }
}

/** 合计 in a column of numbers, 序号 or 单位代码, before the amounts of its row. */
function totalBeside(cells: readonly Cell[], { amountColumns }: Panel): string {
  const first = Math.min(...amountColumns.map(({ index }) => index))
  return cells.map((cell) => (cell.column < first ? foldText(cell.text) : '')).find((text) => TOTAL.test(text)) ?? ''
}

/** The rows of one segment's body, panel by panel within each line, with what could not be placed. */
export function takeRows(
  segment: Segment,
  bodyRow: number,
  panels: readonly Panel[],
  {
    layout,
    fiscalYear: documentYear,
    before,
  }: { layout: Layout; fiscalYear: number | null; before: readonly ExtractedRow[] },
): TakenRows {
  const table = layout.id
  const taken: TakenRows = { rows: [], diagnostics: [] }
  const headers = headerWords(panels)
  const covered = coveredColumns(panels)
  const counted = panels.map((panel) => new CountedRows(panel))
  const hasLostZeros = panels.map((panel) => lostZeros(segment, bodyRow, panel))
  const fiscalYear = documentYear ?? (layout.isByYear ? lastYearOfRows(textsFrom(segment, bodyRow)) : null)
  const codesAbove = new Map(before.filter((row) => row.code !== '').map((row) => [row.panel, row.code]))
  for (let row = bodyRow; row < segment.endRow; row += 1) {
    const cells = segment.rows.cellsAt(row).filter((cell) => cell.text.trim() !== '')
    if (cells.length === 0 || isNoteRow(cells) || isHeaderAgain(cells, headers)) continue
    if (isColumnNumberRow(cells.map((cell) => cell.text))) continue
    const firstOfLine = taken.rows.length
    let firstLabel: RowLabel | null = null
    const period = layout.isByYear ? periodBeside(cells, fiscalYear) : null
    panels.forEach((panel, at) => {
      const wanted = layout.classification ?? null
      const own = readLabel({ segment, row, bodyRow }, panel, {
        codeAbove: codesAbove.get(at) ?? '',
        hasLostZeros: hasLostZeros[at] === true,
        wanted,
      })
      const above = taken.rows.at(-1)
      // The rows of a unit's years bear its name once.
      const isGoneOn = period !== null && own.label === '' && above?.panel === at
      const label = isGoneOn ? { ...own, label: above.label, printedLabel: above.printedLabel } : own
      firstLabel ??= label
      if (label.code !== '') codesAbove.set(at, label.code)
      const { amounts, dashes, diagnostics } = counted[at]?.counts(label)
        ? NO_AMOUNTS
        : readAmounts(segment, row, period === null ? panel : panelInPeriod(panel, layout, period), table, label)
      for (const item of diagnostics) taken.diagnostics.push(item)
      if (label.label === '' && label.code === '' && amounts.length === 0 && dashes.length === 0) return
      const place = label.place ?? amounts[0]?.place ?? dashes[0]?.place ?? (cells[0] as Cell).place
      const { printedLabel, depth, classifications } = label
      // 125001 among 201 and 20101: no code of a classification has six digits.
      const isUnit = UNIT_CODE.test(label.code)
      const code = isUnit ? '' : label.code
      const unitCode = isUnit ? label.code : unitCodeOf(segment, row, panel)
      // 015001 without a name: its number is all that tells it from the next.
      const name = label.label === '' && code === '' ? (unitCode ?? totalBeside(cells, panel)) : label.label
      taken.rows.push({
        side: panel.side,
        panel: at,
        code,
        label: name,
        printedLabel,
        depth,
        place,
        amounts,
        dashes,
        ...(unitCode === null ? {} : { unitCode }),
        ...(diagnostics.length === 0 ? {} : { hasUnplaced: true }),
        ...(classifications.length === 0 ? {} : { classifications }),
      })
    })
    const line = taken.rows.splice(firstOfLine)
    for (const item of line) if (!isHeldByNext(item, line)) taken.rows.push(item)
    const label = firstLabel ?? NO_LABEL
    for (const cell of cells) {
      if (!covered.has(cell.column)) taken.diagnostics.push(...strayAmount(cell, table, label))
    }
  }
  return taken
}
