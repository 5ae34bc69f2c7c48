import { Decimal } from 'decimal.js'
import type { Alignment, Workbook, Worksheet } from 'exceljs'

/**
 * A cell of a form: text in the middle, text with an alignment of its own, an amount, or nothing.
 * `'<'` belongs to the cell on its left, `'^'` to the cell above: together they make a merged cell.
 */
export type PrintedCell = string | { text: string; horizontal: 'left' | 'right' } | Decimal | null

export interface PageLayout {
  orientation: 'portrait' | 'landscape'
  /** Column widths in characters. */
  widths: readonly number[]
}

/** Rows to paint from `from` on; `numFmt` is how their amounts are shown. */
export interface Block {
  from: number
  rows: readonly (readonly PrintedCell[])[]
  numFmt: string
  bold?: boolean
  /** Least height of a row, in points. */
  height?: number
  /** Where amounts stand in their cells: at the right unless said otherwise. */
  amounts?: 'center' | 'right'
}

const THIN = { style: 'thin' } as const
const BORDER = { top: THIN, left: THIN, bottom: THIN, right: THIN }
const BODY_FONT = { name: 'Noto Serif CJK SC', size: 10 }
const PIXELS_PER_WIDTH = 7
const PIXELS_PER_HAN = 13.4
const POINTS_PER_LINE = 15.5

/** A sheet of its own for an attachment, printed one page wide on A4. */
export function addSheet(workbook: Workbook, name: string, layout: PageLayout): Worksheet {
  const sheet = workbook.addWorksheet(name, {
    pageSetup: {
      paperSize: 9,
      orientation: layout.orientation,
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      horizontalCentered: true,
      margins: { left: 0.5, right: 0.5, top: 0.6, bottom: 0.6, header: 0.3, footer: 0.3 },
    },
  })
  layout.widths.forEach((width, index) => {
    sheet.getColumn(index + 1).width = width
  })
  return sheet
}

/** A line across the sheet without a border: 附件4-1, the title, 单位：万元, a note. */
export function paintLine(
  sheet: Worksheet,
  row: number,
  text: string,
  look: { horizontal: Alignment['horizontal']; size?: number; bold?: boolean; font?: string },
): void {
  sheet.mergeCells(row, 1, row, sheet.columns.length)
  const cell = sheet.getCell(row, 1)
  cell.value = text
  cell.font = { name: look.font ?? 'Noto Serif CJK SC', size: look.size ?? 10, bold: look.bold ?? false }
  cell.alignment = { horizontal: look.horizontal, vertical: 'middle' }
  sheet.getRow(row).height = (look.size ?? 10) * 2
}

/** Paints a block of bordered cells, and answers the row after it. */
export function paintBlock(sheet: Worksheet, block: Block): number {
  block.rows.forEach((row, index) => {
    const number = block.from + index
    row.forEach((value, column) => {
      paintCell(sheet, { row: number, column: column + 1 }, value, block)
    })
    sheet.getRow(number).height = rowHeight(sheet, block, index)
  })
  mergeCells(sheet, block)
  return block.from + block.rows.length
}

function paintCell(
  sheet: Worksheet,
  at: { row: number; column: number },
  value: PrintedCell,
  look: Pick<Block, 'numFmt' | 'bold' | 'amounts'>,
): void {
  const cell = sheet.getCell(at.row, at.column)
  cell.border = BORDER
  cell.font = { ...BODY_FONT, bold: look.bold ?? false }
  if (value === null || value === '<' || value === '^') return
  if (value instanceof Decimal) {
    cell.value = value.toNumber()
    cell.numFmt = look.numFmt
    cell.alignment = { horizontal: look.amounts ?? 'right', vertical: 'middle' }
    return
  }
  const { text, horizontal } = typeof value === 'string' ? { text: value, horizontal: 'center' as const } : value
  cell.value = text
  cell.alignment = { horizontal, vertical: 'middle', wrapText: true }
}

/** How far the cell at a place reaches to the right and down, by the `<` and `^` beside it. */
function extent(rows: Block['rows'], at: { row: number; column: number }): { down: number; right: number } {
  let right = 0
  while (rows[at.row]?.[at.column + right + 1] === '<') right += 1
  let down = 0
  while (rows[at.row + down + 1]?.[at.column] === '^') down += 1
  return { down, right }
}

function mergeCells(sheet: Worksheet, block: Block): void {
  block.rows.forEach((row, index) => {
    row.forEach((value, column) => {
      if (value === '<' || value === '^') return
      const { down, right } = extent(block.rows, { row: index, column })
      if (down === 0 && right === 0) return
      const top = block.from + index
      sheet.mergeCells(top, column + 1, top + down, column + 1 + right)
    })
  })
}

/** Tall enough for the wrapped text: spreadsheets do not fit merged cells by themselves. */
function rowHeight(sheet: Worksheet, block: Block, row: number): number {
  let lines = 1
  block.rows[row]?.forEach((value, column) => {
    const text = typeof value === 'string' ? value : value !== null && 'text' in value ? value.text : ''
    if (text === '' || text === '<' || text === '^') return
    const { down, right } = extent(block.rows, { row, column })
    let width = 0
    for (let offset = 0; offset <= right; offset += 1) width += sheet.getColumn(column + 1 + offset).width ?? 8
    const perLine = Math.max(1, Math.floor((width * PIXELS_PER_WIDTH - 4) / PIXELS_PER_HAN))
    lines = Math.max(lines, Math.ceil(lengthInHan(text) / perLine / (down + 1)))
  })
  return Math.max(block.height ?? 21, lines * POINTS_PER_LINE + 6)
}

/** Length in Han characters; a half-width character counts as half. */
function lengthInHan(text: string): number {
  return [...text].reduce((sum, char) => sum + (char > '\u00ff' ? 1 : 0.5), 0)
}
