/**
 * Makes the samples again: `npx tsx scripts/make-samples.ts`.
 *
 * exceljs writes the workbook; LibreOffice (`soffice` on PATH, with a CJK font) writes the .xls and prints the .pdf;
 * pdf-parse takes the .txt from that PDF. The expected facts come from the same tables as the workbook.
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { PDFParse } from 'pdf-parse'
import { districtWorkbook } from './district-workbook.js'
import { SAMPLE } from './sample-budget.js'
import { expectedFacts } from './sample-facts.js'
import { drawRowByRow } from './sample-print.js'
import { DEPARTMENT, FISCAL_YEAR } from './sample-tables.js'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const samples = join(root, 'samples')
const golden = join(root, 'tests/fixtures/district-budget-2023')
const file = (extension: string): string => join(samples, `district-budget-2023.${extension}`)

mkdirSync(samples, { recursive: true })
mkdirSync(golden, { recursive: true })
function convert(workbook: string, format: string): void {
  execFileSync('soffice', ['--headless', '--convert-to', format, '--outdir', samples, workbook], { stdio: 'ignore' })
}

const workbook = districtWorkbook(SAMPLE, `${DEPARTMENT}${FISCAL_YEAR}年部门预算公开表（样例）`)
await workbook.xlsx.writeFile(file('xlsx'))
convert(file('xlsx'), 'xls:MS Excel 97')

const printCopy = join(mkdtempSync(join(tmpdir(), 'yusuan-samples-')), basename(file('xlsx')))
drawRowByRow(workbook)
await workbook.xlsx.writeFile(printCopy)
convert(printCopy, 'pdf:calc_pdf_Export')
rmSync(dirname(printCopy), { recursive: true })

const pdf = new PDFParse({ data: new Uint8Array(readFileSync(file('pdf'))) })
writeFileSync(file('txt'), (await pdf.getText()).text)
await pdf.destroy()

const lines = expectedFacts(SAMPLE).map((fact) => `  ${JSON.stringify(fact)}`)
writeFileSync(join(golden, 'expected-facts.json'), `[\n${lines.join(',\n')}\n]\n`)
