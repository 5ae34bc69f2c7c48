import type { Cell, Place, SourceDocument } from '../../grid/document.js'
import { isAmount } from '../../normalise/amount.js'
import { foldText } from '../../normalise/text.js'
import { findOtherUnit, findUnit } from '../../normalise/unit.js'
import {
  isOrganizationLabel,
  isTableNumber,
  isTableTitle,
  isTitleAboveUnit,
  isTitleBelowNumber,
  layoutOfTitle,
  organizationOf,
  titleKey,
} from '../titles.js'
import { GridRows } from './grid-rows.js'
import { joinBeside } from './join-beside.js'
import { joinPages } from './join-pages.js'

export interface Caption {
  text: string
  place: Place
}

/** A stretch of grid rows that may be one table (or the next part of one), with the lines above it. */
export interface Segment {
  /** Since the end of the segment before, in reading order. */
  captions: readonly Caption[]
  rows: GridRows
  firstRow: number
  endRow: number
  sheet: string | null
  page: number | null
}

function isUnitLine(text: string): boolean {
  return findUnit(text) !== null || findOtherUnit(text) !== null
}

/** 项目支出表: in few characters, and no name of a column. */
const SHORT_TITLE = /(?:支出|收入|采购|预算|决算)表$/

/** True for rows above a table's header: title, attachment number, unit, department, and rows that hold nothing else. */
function isCaptionText(text: string): boolean {
  const folded = foldText(text)
  if (isTableNumber(text)) return true
  if (folded.length < 30 && isUnitLine(text) && /单位[:：]/.test(folded)) return true
  return (
    isOrganizationLabel(text) ||
    organizationOf(text) !== null ||
    layoutOfTitle(text) !== null ||
    (isTableTitle(text) && (folded.length > 6 || SHORT_TITLE.test(folded)))
  )
}

/** Captions of a row from left to right; 编制单位： and the name in the next cell are one. */
function captionsOf(cells: readonly Cell[]): Caption[] {
  const captions: Caption[] = []
  for (const { text, place } of cells) {
    const last = captions.at(-1)
    const isName = last !== undefined && isOrganizationLabel(last.text) && !isCaptionText(text)
    if (isName) captions.splice(-1, 1, { text: `${last.text.trim()}${text.trim()}`, place: last.place })
    else if (text.trim() !== '') captions.push({ text, place })
  }
  return captions
}

/** 2023年度 between 编制单位 and 金额单位. */
const YEAR = /^\(?20\d\d年度?\)?$/

/** Nothing but the unit of the figures: then the row is no header, whatever names the department beside it. */
const UNIT_ALONE = /^\(?(?:金额)?单位:(?:人民币)?[十百千万亿]*元\)?$/
/** （2024年度） or 2024年预算 in a row of its own. */
const YEAR_ALONE = /^\(?20\d\d年度?(?:部门)?(?:预算|决算)?(?:公开)?\)?$/

function isCaptionRow(cells: readonly Cell[]): boolean {
  if (cells.length === 0 || cells.length > 4) return false
  const printed = cells.map(({ text }) => foldText(text)).filter((text) => text !== '')
  if (printed.length === 1 && YEAR_ALONE.test(printed[0] as string)) return true
  if (printed.some((text) => UNIT_ALONE.test(text)) && !printed.some(isAmount)) return true
  const captions = captionsOf(cells)
  const isAll = captions.every(({ text }) => isCaptionText(text) || YEAR.test(foldText(text)))
  if (!isAll || !captions.some(({ text }) => isCaptionText(text))) return false
  // 填报单位： | XX in two cells is a field of a form, unless the unit of the figures stands beside it.
  const isSplit = captions.length < cells.filter((cell) => cell.text.trim() !== '').length
  return !isSplit || captions.some(({ text }) => isUnitLine(text) || /^(?:编制|公开|预算)/.test(text.trim()))
}

/** 支出情况表, and 支出情况表(按功能分类科目). */
const TITLE_END = /表(?:\([^()]*\))?$/

/** A caption row that can only stand at the head of a table: below a body it begins the next one. */
function beginsTable(cells: readonly Cell[]): boolean {
  return (
    isCaptionRow(cells) &&
    cells.some((cell) => isTableNumber(cell.text) || TITLE_END.test(titleKey(cell.text)) || isUnitLine(cell.text))
  )
}

/** Below 部门公开表8 in a workbook stands the title, though it does not end in 表: 一般公共预算机关运行经费. */
function isBareTitle(rows: GridRows, row: number, captionRows: readonly number[]): boolean {
  const printedAt = (at: number) => rows.cellsAt(at).filter(({ text }) => text.trim() !== '')
  const number = captionRows.at(-1)
  const [cell, ...others] = printedAt(row)
  if (number === undefined || cell === undefined || others.length > 0) return false
  return printedAt(number).every(({ text }) => isTableNumber(text)) && isTitleBelowNumber(cell.text)
}

/** The row of a title without 表 right above the unit of its table, both below the rows of another. */
function titleAbove(rows: GridRows, row: number, firstRow: number): number | null {
  let above = row - 1
  while (above > firstRow && rows.cellsAt(above).every(({ text }) => text.trim() === '')) above -= 1
  const [cell, ...others] = rows.cellsAt(above).filter(({ text }) => text.trim() !== '')
  return above >= firstRow && others.length === 0 && cell && isTitleAboveUnit(cell.text) ? above : null
}

function splitGrid(rows: GridRows): { captionRows: number[]; firstRow: number; endRow: number }[] {
  const parts: { captionRows: number[]; firstRow: number; endRow: number }[] = []
  let captionRows: number[] = []
  let firstRow = -1
  for (let row = 0; row < rows.rowCount; row += 1) {
    const cells = rows.cellsAt(row)
    if (cells.length === 0) continue
    if (firstRow >= 0 && beginsTable(cells)) {
      const title = titleAbove(rows, row, firstRow)
      parts.push({ captionRows, firstRow, endRow: title ?? row })
      captionRows = title === null ? [] : [title]
      firstRow = -1
    }
    if (firstRow < 0 && (isCaptionRow(cells) || isBareTitle(rows, row, captionRows))) captionRows.push(row)
    else if (firstRow < 0) firstRow = row
  }
  if (firstRow >= 0 || captionRows.length > 0) {
    parts.push({ captionRows, firstRow: firstRow < 0 ? rows.rowCount : firstRow, endRow: rows.rowCount })
  }
  return parts
}

/** Cuts a document into segments, and gives the captions left after the last of them. */
export function segmentsOf(document: SourceDocument): Segment[] {
  const segments: Segment[] = []
  let captions: Caption[] = []
  for (const sheet of joinPages(joinBeside(document.sheets))) {
    for (const block of sheet.blocks) {
      if (block.type === 'line') {
        captions.push({ text: block.line.text, place: block.line.place })
        continue
      }
      const rows = new GridRows(block.grid)
      for (const part of splitGrid(rows)) {
        for (const row of part.captionRows) {
          captions.push(...captionsOf(rows.cellsAt(row)))
        }
        if (part.firstRow >= part.endRow) continue
        segments.push({
          captions,
          rows,
          firstRow: part.firstRow,
          endRow: part.endRow,
          sheet: sheet.name,
          page: sheet.page,
        })
        captions = []
      }
    }
  }
  return segments
}
