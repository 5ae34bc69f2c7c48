import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.js'
import type { SourceFormat } from '../grid/document.js'
import { isCompoundFile, openCompoundFile } from './container/compound-file.js'
import { openZip, type ZipArchive } from './container/zip-archive.js'
import { assertLimit, type Limits } from './limits.js'
import { damaged, ReadFailure } from './read-failure.js'
import { decodeText, findEncoding, LONGEST_CHARACTER, SAMPLE_BYTES } from './text/decode-text.js'

export type TextFormat = 'text' | 'html'
export type PackedFormat = Exclude<SourceFormat, TextFormat>

/** `format` is null where the input is not read; `finding` says why. `text` is what a text or web page says. */
export type SniffedFormat =
  | { format: null; finding: Diagnostic; text: null }
  | { format: TextFormat; finding: null; text: string }
  | { format: PackedFormat; finding: null; text: null }

/** Bytes that open a file of a kind that is not read, and what to call it. */
const OTHER_SIGNATURES: readonly (readonly [string, string])[] = [
  ['89504e470d0a1a0a', 'an image (PNG)'],
  ['ffd8ff', 'an image (JPEG)'],
  ['47494638', 'an image (GIF)'],
  ['49492a00', 'an image (TIFF)'],
  ['4d4d002a', 'an image (TIFF)'],
  ['52494646', 'an image, sound or film (RIFF)'],
  ['4d5a', 'a Windows program'],
  ['7f454c46', 'a Linux program'],
  ['cafebabe', 'a program'],
  ['526172211a07', 'a RAR archive'],
  ['377abcaf271c', 'a 7z archive'],
  ['1f8b', 'a gzip archive'],
  ['425a68', 'a bzip2 archive'],
  ['fd377a585a00', 'an xz archive'],
  ['7b5c727466', 'an RTF document'],
  ['25215053', 'a PostScript document'],
  ['53514c69746520666f726d6174', 'an SQLite database'],
]
const ZIP: readonly string[] = ['504b0304', '504b0506']
/** Bytes. */
const LONGEST_SIGNATURE = 16
const PDF_HEADER_WITHIN = 1024
const MARKUP = /<(?:!doctype\s+html|html|head|body|table|div|meta|script|style|p|span|tr|h[1-6])[\s>/]/i
const XML_WORKBOOK = /^\s*<\?xml[^]*<(?:\w+:)?Workbook\s[^>]*urn:schemas-microsoft-com:office:spreadsheet/
const MHTML = /^(?:[!-9;-~]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?(?:MIME-Version:|Content-Type:\s*multipart\/)/i

function unread(finding: Diagnostic): SniffedFormat {
  return { format: null, finding, text: null }
}

/** The finding of an input of a kind that is not read. */
function unknown(type: string): SniffedFormat {
  return unread(diagnostic('file-type-unknown', { type }))
}

function known(format: PackedFormat): SniffedFormat {
  return { format, finding: null, text: null }
}

/**
 * Says what an input is by its bytes; names are a crawler's guess.
 *
 * Diagnostics: file-empty, file-type-unknown, file-encrypted, file-damaged, limit-exceeded.
 */
export function sniffFormat(bytes: Uint8Array, limits: Limits): SniffedFormat {
  if (bytes.length === 0) return unread(diagnostic('file-empty'))
  try {
    return sniffBytes(bytes, limits)
  } catch (error) {
    if (error instanceof ReadFailure) return unread(error.finding)
    throw error
  }
}

function sniffBytes(bytes: Uint8Array, limits: Limits): SniffedFormat {
  const signature = hexadecimal(bytes.subarray(0, LONGEST_SIGNATURE))
  if (ZIP.some((one) => signature.startsWith(one))) return sniffZip(openZip(bytes, limits, 'file'))
  if (isCompoundFile(bytes)) return sniffCompound(bytes)
  if (isBareWorkbookStream(bytes)) return known('xls')
  const head = latinText(bytes.subarray(0, PDF_HEADER_WITHIN))
  const pdf = head.indexOf('%PDF-')
  if (pdf >= 0 && !MARKUP.test(head.slice(0, pdf))) return known('pdf')
  const other = OTHER_SIGNATURES.find(([one]) => signature.startsWith(one))
  if (other !== undefined) return unknown(other[1])
  // A look at the start of a long input comes first: what is no text must not be decoded as a whole to learn it
  const mayBeText = bytes.length <= SAMPLE_BYTES || findEncoding(bytes.subarray(0, SAMPLE_BYTES)) !== null
  if (mayBeText) assertLimit(limits, 'characters', bytes.length / LONGEST_CHARACTER)
  const decoded = mayBeText ? decodeText(bytes) : null
  if (decoded === null) return unknown('binary data of no known kind')
  if (XML_WORKBOOK.test(decoded.text.slice(0, 4096))) return unknown('an Excel 2003 XML workbook: save it as xlsx')
  return { format: sniffText(decoded.text), finding: null, text: decoded.text }
}

/** `html` for markup and saved web archives, else `text`. */
export function sniffText(text: string): TextFormat {
  const head = text.slice(0, 4096)
  if (MHTML.test(head.trimStart())) return 'html'
  return /^[\s\ufeff]*</.test(head) && MARKUP.test(text.slice(0, 65_536)) ? 'html' : 'text'
}

function sniffZip(archive: ZipArchive): SniffedFormat {
  if (archive.entries.some((entry) => entry.encrypted)) {
    return unread(diagnostic('file-encrypted', { format: 'zip archive' }))
  }
  const has = (path: RegExp) => archive.entries.some((entry) => path.test(entry.path))
  const isOffice = archive.find('[Content_Types].xml') !== null
  if (isOffice && has(/(?:^|\/)workbook\.xml$/i)) return known('xlsx')
  if (isOffice && has(/(?:^|\/)document2?\.xml$/i)) return known('docx')
  if (has(/(?:^|\/)workbook\.bin$/i)) return unknown('a binary workbook (xlsb): save it as xlsx')
  if (has(/(?:^|\/)presentation\.xml$/i)) return unknown('a presentation (pptx)')
  if (has(/^OFD\.xml$/i)) return unknown('an OFD document: print it to PDF')
  if (archive.find('content.xml') !== null && has(/^META-INF\/manifest\.xml$/i)) return known('ods')
  return unknown('a zip archive of other files')
}

function sniffCompound(bytes: Uint8Array): SniffedFormat {
  const file = openCompoundFile(bytes, 'file')
  const has = (name: string) => file.names.some((candidate) => candidate.toLowerCase() === name.toLowerCase())
  if (has('EncryptedPackage') || has('EncryptionInfo')) {
    return unread(diagnostic('file-encrypted', { format: 'workbook' }))
  }
  if (has('Workbook') || has('Book')) return known('xls')
  if (has('WordDocument')) return unknown('a Word 97 document (doc): save it as docx')
  if (has('PowerPoint Document')) return unknown('a presentation (ppt)')
  if (!file.isWhole) throw damaged('file', 'it is cut off, as when a download stops early')
  return unknown('an OLE container without a workbook')
}

/** A BIFF stream without its container, as some programs write. */
function isBareWorkbookStream(bytes: Uint8Array): boolean {
  return bytes[0] === 0x09 && bytes[1] === 0x08 && bytes[3] === 0x00 && (bytes[2] === 0x10 || bytes[2] === 0x08)
}

function hexadecimal(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

function latinText(bytes: Uint8Array): string {
  return new TextDecoder('latin1').decode(bytes)
}
