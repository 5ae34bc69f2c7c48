import { execFileSync } from 'node:child_process'

/** Text of every page by bare pdfjs; resolves to the number of pages. */
export async function parseWithPdfjs(bytes: Uint8Array): Promise<number> {
  const { findResources, loadPdfjs } = await import('../src/read/pdf/load-pdfjs.js')
  const pdfjs = await loadPdfjs()
  const task = pdfjs.getDocument({ data: new Uint8Array(bytes), verbosity: 0, ...findResources() })
  const document = await task.promise
  for (let page = 1; page <= document.numPages; page++) await (await document.getPage(page)).getTextContent()
  const { numPages } = document
  await task.destroy()
  return numPages
}

export async function parseWithPdfParse(bytes: Uint8Array): Promise<void> {
  const { PDFParse } = await import('pdf-parse')
  const parser = new PDFParse({ data: new Uint8Array(bytes), verbosity: 0 })
  await parser.getText()
  await parser.destroy()
}

export async function readWithExceljs(bytes: Buffer): Promise<void> {
  const { default: exceljs } = await import('exceljs')
  await new exceljs.Workbook().xlsx.load(bytes as unknown as ArrayBuffer)
}

export async function readWithSheetJs(bytes: Buffer): Promise<void> {
  const { read } = await import('@e965/xlsx')
  read(bytes, { dense: true })
}

const SCRIPTS = {
  pdfplumber: `
import sys, time, pdfplumber
start = time.process_time()
for path in sys.argv[1:]:
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            page.extract_tables()
print((time.process_time() - start) * 1000)`,
  camelot: `
import sys, time, camelot
start = time.process_time()
for path in sys.argv[1:]:
    camelot.read_pdf(path, pages="all", flavor="lattice")
print((time.process_time() - start) * 1000)`,
}

/** Milliseconds of processor time that a Python package takes to find the tables; null where it is not there. */
export function tablesInPython(name: keyof typeof SCRIPTS, paths: readonly string[]): number | null {
  try {
    const words = execFileSync(process.env['PYTHON'] ?? 'python3', ['-c', SCRIPTS[name], ...paths], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    return parseFloat(words.trim().split('\n').at(-1) ?? '')
  } catch {
    return null
  }
}
