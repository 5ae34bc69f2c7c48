import ExcelJS, { type Workbook, type Worksheet } from 'exceljs'
import type { DistrictBudget } from './district-budget.js'
import { type Attachment, attachmentsOf } from './district-form.js'
import { addSheet, paintBlock, paintLine } from './sample-sheet.js'

/** Attachment number, title and unit: answers the row after them. */
function paintHead(sheet: Worksheet, attachment: Attachment, showsNumber: boolean): number {
  let row = 1
  if (showsNumber) {
    paintLine(sheet, row, `附件${attachment.number}`, { horizontal: 'left' })
    row += 1
  }
  paintLine(sheet, row, attachment.title, { horizontal: 'center', size: 16, bold: true, font: 'Noto Sans CJK SC' })
  if (attachment.unit === null) return row + 1
  paintLine(sheet, row + 1, `单位：${attachment.unit}`, { horizontal: 'right' })
  return row + 2
}

function addTable(workbook: Workbook, attachment: Attachment, showsNumber: boolean): void {
  const sheet = addSheet(workbook, `附件${attachment.number}`, attachment.layout)
  const { numFmt } = attachment
  const isForm = attachment.header.length === 0
  const from = paintHead(sheet, attachment, showsNumber)
  const first = paintBlock(sheet, { from, rows: attachment.header, numFmt, bold: true })
  const rows = attachment.bodies[0] ?? []
  const end = paintBlock(sheet, { from: first, rows, numFmt, ...(isForm ? { height: 24 } : {}) })
  if (attachment.note !== '') paintLine(sheet, end, attachment.note, { horizontal: 'left' })
  if (!isForm) sheet.pageSetup.printTitlesRow = `1:${first - 1}`
}

/** 附件4-11: a form a project, each on a page of its own. */
function addProjects(workbook: Workbook, attachment: Attachment, showsNumber: boolean): void {
  const sheet = addSheet(workbook, `附件${attachment.number}`, attachment.layout)
  let row = paintHead(sheet, attachment, showsNumber)
  attachment.bodies.forEach((rows, index) => {
    if (index > 0) {
      sheet.getRow(row - 1).addPageBreak()
      paintLine(sheet, row, '单位：万元', { horizontal: 'right' })
      row += 1
    }
    row = paintBlock(sheet, { from: row, rows, numFmt: attachment.numFmt, height: 24, amounts: 'center' })
  })
}

/** A disclosure in the district form as a workbook, one sheet an attachment. */
export function districtWorkbook(budget: DistrictBudget, title: string): Workbook {
  const workbook = new ExcelJS.Workbook()
  workbook.created = new Date(Date.UTC(budget.fiscalYear, 1, 1))
  workbook.title = title
  for (const attachment of attachmentsOf(budget)) {
    const add = attachment.number === '4-11' ? addProjects : addTable
    add(workbook, attachment, budget.style.showsNumbers)
  }
  return workbook
}
