import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.js'
import type { SourceDocument, SourceFormat } from '../grid/document.js'
import { assertLimit, type Limits, limitsOf, type ReadOptions } from './limits.js'
import { ReadFailure, reasonOf } from './read-failure.js'
import { type PackedFormat, sniffFormat, sniffText, type TextFormat } from './sniff-format.js'

export type { Limits, ReadOptions } from './limits.js'

export interface ReadResult {
  /** Null where the input could not be read at all; `diagnostics` says why. */
  value: SourceDocument | null
  diagnostics: Diagnostic[]
}

type Reader = (bytes: Uint8Array, limits: Limits, options: ReadOptions) => ReadResult | Promise<ReadResult>

/** Each reader loads when an input needs it: most commands read one format. */
const READERS: Readonly<Record<PackedFormat, () => Promise<Reader>>> = {
  xlsx: async () => (await import('./workbook/xlsx/read-xlsx.js')).readXlsx,
  xls: async () => (await import('./workbook/xls/read-xls.js')).readXls,
  ods: async () => (await import('./workbook/ods/read-ods.js')).readOds,
  docx: async () => (await import('./docx/read-docx.js')).readDocx,
  pdf: async () => {
    const { readPdf } = await import('./pdf/read-pdf.js')
    const { withStrayRejections } = await import('./pdf/stray-rejections.js')
    return (bytes, _, options) => withStrayRejections(() => readPdf(bytes, options))
  },
}

const NAMES: Readonly<Record<SourceFormat, string>> = {
  xlsx: 'workbook',
  xls: 'workbook',
  ods: 'workbook',
  pdf: 'PDF',
  html: 'web page',
  docx: 'document',
  text: 'text',
}

/**
 * Reads an input of any known format, recognised by its bytes. A text that is already decoded is read as text or markup.
 *
 * Diagnostics: file-empty, file-type-unknown, file-encrypted, file-damaged, limit-exceeded, and those of the reader.
 */
export async function readSource(input: Uint8Array | string, options: ReadOptions = {}): Promise<ReadResult> {
  const limits = limitsOf(options)
  let format: SourceFormat | null = null
  try {
    if (typeof input === 'string') return await readString(input, limits)
    assertLimit(limits, 'inputBytes', input.length)
    // pdfjs refuses a Node Buffer, which is a Uint8Array to everyone else
    const bytes = new Uint8Array(input.buffer, input.byteOffset, input.byteLength)
    const sniffed = sniffFormat(bytes, limits)
    format = sniffed.format
    if (sniffed.format === null) return { value: null, diagnostics: [sniffed.finding] }
    if (sniffed.text !== null) return await readDecoded(sniffed.text, sniffed.format, limits)
    const read = await READERS[sniffed.format]()
    return await read(bytes, limits, options)
  } catch (error) {
    return { value: null, diagnostics: [failureOf(error, format)] }
  }
}

async function readString(text: string, limits: Limits): Promise<ReadResult> {
  assertLimit(limits, 'characters', text.length)
  if (text.trim() === '') return { value: null, diagnostics: [diagnostic('file-empty')] }
  return readDecoded(text, sniffText(text), limits)
}

async function readDecoded(text: string, format: TextFormat, limits: Limits): Promise<ReadResult> {
  if (format === 'html') {
    const { readHtml } = await import('./html/read-html.js')
    return readHtml(text, limits)
  }
  const { readText } = await import('./text/read-text.js')
  return readText(text, limits)
}

/** A reader stops by `ReadFailure`; anything else that its package throws means bytes that it cannot make sense of. */
function failureOf(error: unknown, format: SourceFormat | null): Diagnostic {
  if (error instanceof ReadFailure) return error.finding
  return diagnostic('file-damaged', { format: format === null ? 'file' : NAMES[format], reason: reasonOf(error) })
}
