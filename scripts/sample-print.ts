import type { Cell, Workbook } from 'exceljs'

const THOUSANDS = new Intl.NumberFormat('en-US', { minimumFractionDigits: 2 })

/** A cell's text as the number formats of the samples show it. */
function shownText(cell: Cell): string {
  if (typeof cell.value !== 'number') return cell.text
  if (cell.numFmt === '#,##0.00') return THOUSANDS.format(cell.value)
  return cell.numFmt === '0.00' ? cell.value.toFixed(2) : String(cell.value)
}

/**
 * Turns each cell into rich text that looks the same, in place.
 *
 * LibreOffice draws wrapped cells, and cells that mix scripts (附件4-1), after all the others of a page. The text of such
 * a PDF no longer runs row by row, as it does in the PDFs that Excel and WPS print. Rich text is all drawn in one pass.
 */
export function drawRowByRow(workbook: Workbook): void {
  workbook.eachSheet((sheet) => {
    sheet.eachRow((row) => {
      row.eachCell((cell) => {
        if (cell.isMerged && cell.master !== cell) return
        const text = shownText(cell)
        if (text !== '') cell.value = { richText: [{ font: cell.font, text }] }
      })
    })
  })
}
