/**
 * Prints generated budgets as PDFs, and takes their text as pdf-parse and pdftotext do:
 * `npx tsx tests/generate/print-pdf.ts FOLDER 3 8 15`; then
 * `FOLDER=… EXTENSION=pdf npx tsx tests/generate/measure.ts file 3 3`.
 * LibreOffice (`soffice`) and poppler (`pdftotext`) must be on PATH.
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PDFParse } from 'pdf-parse'
import { districtWorkbook } from '../../scripts/district-workbook.js'
import { drawRowByRow } from '../../scripts/sample-print.js'
import { drawBudget } from './department.js'

const [folder = '.', ...seeds] = process.argv.slice(2)
mkdirSync(folder, { recursive: true })
for (const seed of seeds) {
  const file = (extension: string): string => join(folder, `${seed}.${extension}`)
  const workbook = districtWorkbook(drawBudget(Number.parseInt(seed, 10)), '')
  // Of odd seeds LibreOffice draws the wrapped cells last, so that the text runs out of order.
  if (Number.parseInt(seed, 10) % 2 === 0) drawRowByRow(workbook)
  await workbook.xlsx.writeFile(file('xlsx'))
  execFileSync('soffice', ['--headless', '--convert-to', 'pdf:calc_pdf_Export', '--outdir', folder, file('xlsx')], {
    stdio: 'ignore',
  })
  const pdf = new PDFParse({ data: new Uint8Array(readFileSync(file('pdf'))) })
  writeFileSync(file('txt'), (await pdf.getText()).text)
  await pdf.destroy()
  execFileSync('pdftotext', ['-layout', file('pdf'), file('layout.txt')])
}
