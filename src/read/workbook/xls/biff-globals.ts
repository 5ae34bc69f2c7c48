import { damaged, encrypted } from '../../read-failure.js'
import type { CellStyle } from '../cell-style.js'
import { type BiffRecord, biffRecords, biffString, RECORD } from './biff-records.js'

export interface BiffSheet {
  name: string
  hidden: boolean
  /** A worksheet, not a chart or a macro sheet. */
  isWorksheet: boolean
  /** Where its records begin in the stream. */
  offset: number
}

/** What the head of an xls stream says of its sheets and styles. */
export interface BiffGlobals {
  /** False for the streams of Excel 95 and before, whose records are laid out otherwise. */
  isBiff8: boolean
  calendar: 1900 | 1904
  sheets: readonly BiffSheet[]
  /** By the index that cells point with. */
  styles: readonly CellStyle[]
  isLibreOffice: boolean
}

const BIFF8 = 0x0600
/** LibreOffice writes this build and year into its first record. Source: sc/source/filter/excel/xecontent.cxx, XclExpBof. */
const LIBREOFFICE_BUILD = 0x0dbb
const LEFT_ALIGNED: readonly number[] = [0, 1]

/**
 * Reads the workbook's globals, up to the first sheet.
 *
 * Diagnostics: file-encrypted, file-damaged, as `ReadFailure`.
 * Source: MS-XLS 2.4.20 (BoundSheet8), 2.4.35 (BOF), 2.4.126 (Format), 2.4.353 (XF).
 */
export function biffGlobals(stream: Uint8Array, builtIn: (id: number) => string): BiffGlobals {
  const sheets: BiffSheet[] = []
  const formats = new Map<number, string>()
  const extended: { format: number; indent: number }[] = []
  let calendar: 1900 | 1904 = 1900
  let first: BiffRecord | null = null
  for (const record of biffRecords(stream)) {
    const { id, data } = record
    if (first === null) {
      if (id !== RECORD.beginningOfFile || data.byteLength < 8)
        throw damaged('workbook', 'its records do not begin as they must')
      first = record
      continue
    }
    if (id === RECORD.eof) break
    if (id === RECORD.filePass) throw encrypted('workbook')
    if (first.data.getUint16(0, true) !== BIFF8) continue
    if (id === RECORD.dateMode && data.byteLength >= 2) calendar = data.getUint16(0, true) === 1 ? 1904 : 1900
    else if (id === RECORD.boundSheet && data.byteLength >= 8) sheets.push(boundSheet(data))
    else if (id === RECORD.format && data.byteLength >= 5) {
      formats.set(data.getUint16(0, true), biffString(data, 4, data.getUint16(2, true)))
    } else if (id === RECORD.extendedFormat && data.byteLength >= 9) extended.push(extendedFormat(data))
  }
  if (first === null) throw damaged('workbook', 'it holds no records')
  return {
    isBiff8: first.data.getUint16(0, true) === BIFF8,
    calendar,
    sheets,
    styles: extended.map(({ format, indent }) => ({ formatCode: formats.get(format) ?? builtIn(format), indent })),
    isLibreOffice: first.data.getUint16(4, true) === LIBREOFFICE_BUILD,
  }
}

function boundSheet(data: DataView): BiffSheet {
  return {
    offset: data.getUint32(0, true),
    hidden: (data.getUint8(4) & 3) !== 0,
    isWorksheet: data.getUint8(5) === 0,
    name: biffString(data, 7, data.getUint8(6)),
  }
}

function extendedFormat(data: DataView): { format: number; indent: number } {
  const isLeft = LEFT_ALIGNED.includes(data.getUint8(6) & 7)
  return { format: data.getUint16(2, true), indent: isLeft ? data.getUint8(8) & 15 : 0 }
}
