import { damaged } from '../../read-failure.js'

/** Ids of the records that are read here; the cells' values are left to @e965/xlsx. Source: MS-XLS 2.3. */
export const RECORD = {
  formula: 0x0006,
  eof: 0x000a,
  dateMode: 0x0022,
  filePass: 0x002f,
  columnInfo: 0x007d,
  boundSheet: 0x0085,
  multipleRk: 0x00bd,
  multipleBlank: 0x00be,
  richString: 0x00d6,
  extendedFormat: 0x00e0,
  mergedCells: 0x00e5,
  sharedStringIndex: 0x00fd,
  dimensions: 0x0200,
  blank: 0x0201,
  number: 0x0203,
  label: 0x0204,
  booleanOrError: 0x0205,
  row: 0x0208,
  window: 0x023e,
  rk: 0x027e,
  format: 0x041e,
  beginningOfFile: 0x0809,
} as const

export interface BiffRecord {
  id: number
  /** Where the record begins in the stream. */
  offset: number
  /** Its data, without id and length. */
  data: DataView
}

/** The records of a BIFF stream in order. Throws `ReadFailure` where one runs past the end. */
export function* biffRecords(stream: Uint8Array, from = 0): Generator<BiffRecord> {
  const view = new DataView(stream.buffer, stream.byteOffset, stream.byteLength)
  let offset = from
  while (offset + 4 <= stream.length) {
    const id = view.getUint16(offset, true)
    const length = view.getUint16(offset + 2, true)
    if (id === 0 && length === 0) return
    if (offset + 4 + length > stream.length) throw damaged('workbook', 'its records are cut off')
    yield { id, offset, data: new DataView(stream.buffer, stream.byteOffset + offset + 4, length) }
    offset += 4 + length
  }
}

/** A string of BIFF8: characters of one or two bytes. Source: MS-XLS 2.5.293, 2.5.240. */
export function biffString(data: DataView, start: number, characters: number): string {
  const isWide = (data.getUint8(start) & 1) === 1
  const bytes = Math.min(characters * (isWide ? 2 : 1), data.byteLength - start - 1)
  const content = new Uint8Array(data.buffer, data.byteOffset + start + 1, bytes)
  return new TextDecoder(isWide ? 'utf-16le' : 'latin1').decode(content)
}
