import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist/types/src/display/api.js'
import { type Diagnostic, diagnostic } from '../../diagnostics/diagnostic.js'
import type { Place, Sheet, SourceDocument, TextLine } from '../../grid/document.js'
import { type Limits, limitsOf, type ReadOptions } from '../limits.js'
import { ReadFailure, reasonOf } from '../read-failure.js'
import { assertBounded } from './assert-bounded.js'
import type { FontMetrics } from './font-metrics.js'
import { type Box, type Matrix, type Rules, transformBox, turnRules } from './geometry.js'
import { InProcessWorker } from './in-process-worker.js'
import { findResources, loadPdfjs, type PdfjsModule } from './load-pdfjs.js'
import { looksTabular } from './looks-tabular.js'
import { pageBlocks } from './page-blocks.js'
import { DrawingReader } from './page-drawing.js'
import { type PageText, readPageText } from './page-text.js'
import { spacedLines } from './spaced-lines.js'

interface Context {
  pdfjs: PdfjsModule
  channel: InProcessWorker
  limits: Limits
  mayUsePatterns: boolean
}

interface Result {
  value: SourceDocument | null
  diagnostics: Diagnostic[]
}

/**
 * Reads a PDF into one sheet a page: a grid for each table, ruled or not, and the lines of text around it.
 *
 * Units: points from the top left of the page as it is shown, to 0.1.
 * Diagnostics: `file-encrypted`, `file-damaged` and `pdf-without-text` leave no value; over a limit the pages read so far
 * are kept and `limit-exceeded` is told. A page that cannot be read, or a missing end, is damage, told beside the pages that
 * can be read.
 */
export async function readPdf(bytes: Uint8Array, options: ReadOptions = {}): Promise<Result> {
  if (isCutOff(bytes)) return { value: null, diagnostics: [damaged('it is cut off, as when a download stops early')] }
  const limits = limitsOf(options)
  let mayUsePatterns: boolean
  try {
    mayUsePatterns = (await assertBounded(bytes, limits)).mayUsePatterns
  } catch (error) {
    if (error instanceof ReadFailure) return { value: null, diagnostics: [error.finding] }
    throw error
  }
  const pdfjs = await loadPdfjs()
  const channel = new InProcessWorker(pdfjs)
  const task = pdfjs.getDocument({
    worker: channel.worker,
    // pdfjs takes the array over and refuses a Buffer, whose slice() would be a view of the same bytes
    data: new Uint8Array(bytes),
    ...(options.password === undefined ? {} : { password: options.password }),
    ...findResources(),
    verbosity: pdfjs.VerbosityLevel.ERRORS,
    isEvalSupported: false,
    disableFontFace: false,
    useSystemFonts: false,
    stopAtErrors: false,
    maxImageSize: LARGEST_IMAGE,
  })
  try {
    const document = await task.promise
    const result = await readPages(document, { pdfjs, channel, limits, mayUsePatterns })
    return hasEnd(bytes) ? result : { ...result, diagnostics: [...result.diagnostics, damaged(END_MISSING)] }
  } catch (error) {
    return { value: null, diagnostics: [openingFailure(error)] }
  } finally {
    await task.destroy().catch(() => undefined)
    channel.close()
  }
}

/** Pixels. A rule drawn as an image has fewer; larger ones need not be decoded. */
const LARGEST_IMAGE = 100_000
/** Points; the format allows 200 inches, and more by a unit of its own. */
const LARGEST_PAGE = 1_000_000

function openingFailure(error: unknown): Diagnostic {
  const isLocked = error instanceof Error && error.name === 'PasswordException'
  return isLocked ? diagnostic('file-encrypted', { format: 'PDF' }) : damaged(reasonOf(error))
}

function damaged(reason: string): Diagnostic {
  return diagnostic('file-damaged', { format: 'PDF', reason })
}

const END_MISSING = 'its end is missing, and what its pages show may be incomplete'

/** False where no end mark stands in the last 2 KB; pdfjs then collects what objects it finds. */
function hasEnd(bytes: Uint8Array): boolean {
  return new TextDecoder('latin1').decode(bytes.subarray(-2048)).includes('%%EOF')
}

/**
 * True for a PDF made for the web that is shorter than the length it declares (`/Linearized 1 /L 91422`): pdfjs reads such
 * a part without complaint, and pages without the text that is missing.
 */
function isCutOff(bytes: Uint8Array): boolean {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 1024))
  const declared = /\/Linearized\b[^>]*\/L\s+(\d{1,12})\b/.exec(head)?.[1]
  return declared !== undefined && Number.parseInt(declared, 10) > bytes.length
}

async function readPages(document: PDFDocumentProxy, context: Context): Promise<Result> {
  const { limits } = context
  const sheets: Sheet[] = []
  const diagnostics: Diagnostic[] = []
  const began = performance.now()
  const spaced: TextLine[] = []
  let hasText = false
  for (let number = 1; number <= document.numPages; number++) {
    if (number > limits.pages) {
      diagnostics.push(diagnostic('limit-exceeded', { limit: 'pages', value: limits.pages }))
      break
    }
    if (performance.now() - began > 1000 * limits.seconds) {
      diagnostics.push(diagnostic('limit-exceeded', { limit: 'seconds', value: limits.seconds }))
      break
    }
    try {
      const page = await document.getPage(number)
      const read = await readPage(page, context)
      page.cleanup()
      if (read.limit !== null) {
        diagnostics.push(diagnostic('limit-exceeded', { limit: read.limit, value: limits[read.limit] }))
        break
      }
      if (!read.isWhole) diagnostics.push(damaged(`page ${number}: ${NOT_WHOLE}`))
      hasText ||= read.sheet.blocks.length > 0
      spaced.push(...read.lines((spaced.at(-1)?.place.line ?? 0) + 1))
      sheets.push(read.sheet)
    } catch (error) {
      diagnostics.push(damaged(`page ${number}: ${reasonOf(error)}`))
      sheets.push({ name: null, page: number, hidden: false, blocks: [] })
    }
  }
  if (!hasText && diagnostics.length === 0) {
    return { value: null, diagnostics: [diagnostic('pdf-without-text', { pages: document.numPages })] }
  }
  if (!hasText) return { value: null, diagnostics }
  return { value: { format: 'pdf', sheets, ...(spaced.length > 0 ? { spacedLines: spaced } : {}) }, diagnostics }
}

type PageResult =
  | { limit: 'textItems' | 'operators' }
  /** `isWhole` is false where pdfjs ended before the page did. */
  | { limit: null; sheet: Sheet; isWhole: boolean; lines: (firstLine: number) => TextLine[] }

async function readPage(page: PDFPageProxy, context: Context): Promise<PageResult> {
  const { pdfjs, channel, limits } = context
  const viewport = page.getViewport({ scale: 1 })
  const frame = { width: viewport.width, height: viewport.height, transform: viewport.transform as unknown as Matrix }
  if (!(frame.width > 0 && frame.width < LARGEST_PAGE && frame.height > 0 && frame.height < LARGEST_PAGE))
    throw new Error('its size is no size of a page')
  const fontNamed = (name: string): FontMetrics => channel.fontNamed(name)
  const [x0 = 0, y0 = 0, x1 = 0, y1 = 0] = page.view
  const drawing = new DrawingReader(pdfjs, { frame, view: { x0, y0, x1, y1 }, fontNamed })
  const isRead = await channel.readOperators(page, pdfjs, (operators) => {
    drawing.read(operators)
    return drawing.texts.length <= limits.textItems && drawing.operators <= limits.operators
  })
  if (!isRead) return { limit: drawing.texts.length > limits.textItems ? 'textItems' : 'operators' }
  drawing.end()
  const text = readPageText(drawing.texts, frame)
  const isTabular = looksTabular(text.words)
  const rules: Rules = isTabular ? turnRules(text.fromPage, drawing.rules) : { rows: [], columns: [] }
  const placeOf = placeMaker(page.pageNumber, text)
  const { blocks, hasDrawnColumns } = pageBlocks({ words: text.words, rules, height: text.height, placeOf })
  const mayEndEarly = context.mayUsePatterns || drawing.characters === 0
  const isWhole = !mayEndEarly || !(await hasMoreText(page, drawing.characters))
  const lines = (firstLine: number): TextLine[] =>
    isTabular && !hasDrawnColumns
      ? spacedLines(text.words, { height: text.height, placeOf, firstLine, formFeeds: page.pageNumber })
      : []
  return { limit: null, sheet: { name: null, page: page.pageNumber, hidden: false, blocks }, isWhole, lines }
}

const NOT_WHOLE = 'what it draws cannot be read to its end, and text may be missing'
/** Letters joined in one glyph are counted apart where text alone is read. */
const JOINED_SHARE = 0.02

/**
 * True where pdfjs finds more text when it looks for nothing else. A page's operators end without a word where it paints
 * with a pattern that is not there.
 */
async function hasMoreText(page: PDFPageProxy, characters: number): Promise<boolean> {
  const reader = page.streamTextContent().getReader()
  let count = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return false
    for (const { str = '' } of value.items as { str?: string }[]) count += str.replace(/\s/g, '').length
    if (count > characters * (1 + JOINED_SHARE)) {
      await reader.cancel(new Error('enough is known'))
      return true
    }
  }
}

function placeMaker(page: number, { toPage }: PageText): (box: Box) => Place {
  return (box) => {
    const { x0, y0, x1, y1 } = transformBox(toPage, box)
    const round = (value: number): number => Math.round(value * 10) / 10
    return { sheet: null, cell: null, page, bbox: [round(x0), round(y0), round(x1), round(y1)], line: null }
  }
}
