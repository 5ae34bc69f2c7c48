import type { Workbook } from 'exceljs'

const THOUSANDS = new Intl.NumberFormat('en-US', { minimumFractionDigits: 2 })

/** Turns numbers into texts that look the same, as workbooks exported from finance systems have them. */
export function writeAmountsAsText(workbook: Workbook): void {
  workbook.eachSheet((sheet) => {
    sheet.eachRow((row) => {
      row.eachCell((cell) => {
        if (typeof cell.value !== 'number') return
        const { numFmt, value } = cell
        cell.value =
          numFmt === '#,##0.00' ? THOUSANDS.format(value) : numFmt === '0.00' ? value.toFixed(2) : String(value)
      })
    })
  })
}
