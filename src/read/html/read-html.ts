import { type Diagnostic, diagnostic } from '../../diagnostics/diagnostic.js'
import type { Sheet, SourceDocument } from '../../grid/document.js'
import { assertLimit, type Limits } from '../limits.js'
import { htmlBlocks } from './html-blocks.js'
import { type MhtmlPart, mhtmlParts } from './mhtml.js'
import { positionedPages } from './positioned-pages.js'

/** Excel's own list of the sheets in a saved web archive, in an XML island of its first file. */
const SHEET_LIST = /<x:Name>([^<]*)<\/x:Name>\s*<x:WorksheetSource\s+HRef="([^"]*)"/gi

/**
 * Reads a web page, or a web archive with one page or one workbook inside.
 *
 * A page drawn by a PDF converter, every word with its position, gives one sheet a page, read as a PDF's page is. Any
 * other page is one sheet of lines and tables.
 * Diagnostics: file-incomplete; limit-exceeded as `ReadFailure`.
 */
export async function readHtml(
  markup: string,
  limits: Limits,
): Promise<{ value: SourceDocument; diagnostics: Diagnostic[] }> {
  assertLimit(limits, 'characters', markup.length)
  const sheets: Sheet[] = []
  const pages = pagesOf(markup)
  for (const page of pages) {
    const drawn = await positionedPages(page.text, limits)
    if (drawn !== null) {
      sheets.push(...drawn)
      continue
    }
    const blocks = await htmlBlocks(page.text, { limits, name: page.name })
    sheets.push({ name: page.name, page: null, hidden: false, blocks })
    assertLimit(limits, 'sheets', sheets.length)
  }
  const isCutOff = pages.some(({ text }) => /<html[\s>]/i.test(text) && !/<\/(?:html|body)\s*>/i.test(text))
  const diagnostics = isCutOff ? [diagnostic('file-incomplete', { format: 'web page' })] : []
  return { value: { format: 'html', sheets }, diagnostics }
}

interface Page {
  /** Name of the worksheet that the page shows, where it shows one. */
  name: string | null
  text: string
}

/** The page itself, or those inside a web archive; the frame of a saved workbook only lists its sheets. */
function pagesOf(markup: string): Page[] {
  if (/^\s*</.test(markup)) return [{ name: null, text: markup }]
  const parts = mhtmlParts(markup.trimStart()).filter((part) => part.type.startsWith('text/html'))
  const names = new Map<string, string>()
  for (const part of parts) {
    for (const [, name = '', address = ''] of part.text.matchAll(SHEET_LIST)) names.set(fileName(address), name)
  }
  const sheets = parts.filter((part) => names.has(fileName(part.location)))
  return (sheets.length > 0 ? sheets : parts).map((part) => pageOf(part, names))
}

function pageOf(part: MhtmlPart, names: ReadonlyMap<string, string>): Page {
  return { name: names.get(fileName(part.location)) ?? null, text: part.text }
}

function fileName(address: string): string {
  return address.slice(Math.max(address.lastIndexOf('/'), address.lastIndexOf('\\')) + 1).toLowerCase()
}
