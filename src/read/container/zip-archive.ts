import { assertLimit, type Limits } from '../limits.js'
import { damaged, encrypted } from '../read-failure.js'
import { decodeText } from '../text/decode-text.js'
import { crc32 } from './crc32.js'

const END_RECORD = 0x06054b50
const CENTRAL_ENTRY = 0x02014b50
const LOCAL_ENTRY = 0x04034b50
const END_RECORD_BYTES = 22
const MAX_COMMENT_BYTES = 0xffff
const CHUNK_BYTES = 32_768

export interface ZipEntry {
  /** As stored, with `/` between folders. */
  path: string
  method: number
  encrypted: boolean
  checksum: number
  packedBytes: number
  inflatedBytes: number
  localOffset: number
}

/** A zip held in memory: its directory, and each entry inflated piece by piece within the limits. */
export interface ZipArchive {
  entries: readonly ZipEntry[]
  /** The entry of that path, letter case aside, or null. */
  find: (path: string) => ZipEntry | null
  /** Hands the entry's bytes over in pieces. Throws `ReadFailure` where the entry is broken or a limit is passed. */
  inflate: (entry: ZipEntry, onChunk: (chunk: Uint8Array) => void) => Promise<void>
}

/**
 * Opens a zip by its central directory, as zip readers must; a file cut off has none.
 *
 * Diagnostics: file-damaged, file-encrypted, limit-exceeded, all as `ReadFailure`.
 * Source: PKWARE APPNOTE 6.3, sections 4.3.7, 4.3.12, 4.3.16, 4.5.3.
 */
export function openZip(bytes: Uint8Array, limits: Limits, format: string): ZipArchive {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const entries = directoryEntries(view, limits, format)
  // While inflating, no entry may pass the size declared for it, so that this sum bounds what really comes out
  const declared = entries.reduce((sum, entry) => sum + entry.inflatedBytes, 0)
  assertLimit(limits, 'inflatedBytes', declared)
  const byPath = new Map<string, ZipEntry>()
  for (const entry of entries) {
    const key = entry.path.toLowerCase()
    if (!byPath.has(key)) byPath.set(key, entry)
  }
  return {
    entries,
    find: (path) => byPath.get(path.replace(/^\//, '').toLowerCase()) ?? null,
    inflate: (entry, onChunk) => inflateEntry({ view, entry, format }, onChunk),
  }
}

function directoryEntries(view: DataView, limits: Limits, format: string): ZipEntry[] {
  const end = findEndRecord(view)
  if (end === null) throw damaged(format, 'its zip directory is missing, as when a download stops early')
  const count = view.getUint16(end + 10, true)
  const start = view.getUint32(end + 16, true)
  assertLimit(limits, 'archiveEntries', count)
  const entries: ZipEntry[] = []
  let offset = start
  for (let index = 0; index < count; index++) {
    if (offset + 46 > view.byteLength || view.getUint32(offset, true) !== CENTRAL_ENTRY) {
      throw damaged(format, 'its zip directory does not list what it says')
    }
    entries.push(directoryEntry(view, offset, format))
    offset +=
      46 + view.getUint16(offset + 28, true) + view.getUint16(offset + 30, true) + view.getUint16(offset + 32, true)
  }
  return entries
}

/** Searches backwards, since a comment of any length may follow the record. */
function findEndRecord(view: DataView): number | null {
  const last = view.byteLength - END_RECORD_BYTES
  for (let offset = last; offset >= 0 && offset >= last - MAX_COMMENT_BYTES; offset--) {
    if (view.getUint32(offset, true) === END_RECORD) return offset
  }
  return null
}

function directoryEntry(view: DataView, offset: number, format: string): ZipEntry {
  const flags = view.getUint16(offset + 8, true)
  const pathBytes = view.getUint16(offset + 28, true)
  const extraBytes = view.getUint16(offset + 30, true)
  if (offset + 46 + pathBytes + extraBytes > view.byteLength) throw damaged(format, 'its zip directory is cut off')
  const path = new Uint8Array(view.buffer, view.byteOffset + offset + 46, pathBytes)
  const sizes = wideSizes(view, offset, offset + 46 + pathBytes, extraBytes)
  return {
    path: (decodeText(path)?.text ?? '').replaceAll('\\', '/'),
    method: view.getUint16(offset + 10, true),
    encrypted: (flags & 1) === 1,
    checksum: view.getUint32(offset + 16, true),
    ...sizes,
  }
}

/** Sizes and offset, from the zip64 field where the short ones are all ones. */
function wideSizes(
  view: DataView,
  header: number,
  extra: number,
  extraBytes: number,
): Pick<ZipEntry, 'packedBytes' | 'inflatedBytes' | 'localOffset'> {
  const short = {
    inflatedBytes: view.getUint32(header + 24, true),
    packedBytes: view.getUint32(header + 20, true),
    localOffset: view.getUint32(header + 42, true),
  }
  let field = extra
  while (field + 4 <= extra + extraBytes && view.getUint16(field, true) !== 1)
    field += 4 + view.getUint16(field + 2, true)
  let value = field + 4
  const next = (narrow: number): number => {
    if (narrow !== 0xffffffff || value + 8 > extra + extraBytes) return narrow
    value += 8
    return Number(view.getBigUint64(value - 8, true))
  }
  return {
    inflatedBytes: next(short.inflatedBytes),
    packedBytes: next(short.packedBytes),
    localOffset: next(short.localOffset),
  }
}

async function inflateEntry(
  { view, entry, format }: { view: DataView; entry: ZipEntry; format: string },
  onChunk: (chunk: Uint8Array) => void,
): Promise<void> {
  const packed = packedBytes(view, entry, format)
  let size = 0
  let checksum = 0
  const take = (chunk: Uint8Array): void => {
    size += chunk.length
    if (size > entry.inflatedBytes) throw damaged(format, `${entry.path} is longer than its zip directory says`)
    checksum = crc32(chunk, checksum)
    onChunk(chunk)
  }
  if (entry.method === 0) take(packed)
  else if (entry.method === 8)
    await inflatePieces(packed, take, () => damaged(format, `${entry.path} does not inflate`))
  else throw damaged(format, `${entry.path} is packed by method ${entry.method}`)
  if (size !== entry.inflatedBytes) throw damaged(format, `${entry.path} is shorter than its zip directory says`)
  if (checksum !== entry.checksum) throw damaged(format, `${entry.path} fails its checksum`)
}

function packedBytes(view: DataView, entry: ZipEntry, format: string): Uint8Array {
  if (entry.encrypted) throw encrypted(format)
  const header = entry.localOffset
  if (header + 30 > view.byteLength || view.getUint32(header, true) !== LOCAL_ENTRY) {
    throw damaged(format, `${entry.path} is not where its zip directory says`)
  }
  const start = header + 30 + view.getUint16(header + 26, true) + view.getUint16(header + 28, true)
  if (start + entry.packedBytes > view.byteLength) throw damaged(format, `${entry.path} is cut off`)
  return new Uint8Array(view.buffer, view.byteOffset + start, entry.packedBytes)
}

async function inflatePieces(
  packed: Uint8Array,
  take: (chunk: Uint8Array) => void,
  broken: () => Error,
): Promise<void> {
  const { Inflate } = await import('fflate')
  let failure: unknown = null
  let ended = false
  const inflate = new Inflate((chunk, final) => {
    if (failure !== null) return
    ended = final
    try {
      take(chunk)
    } catch (error) {
      failure = error
    }
  })
  for (let start = 0; start < packed.length && failure === null && !ended; start += CHUNK_BYTES) {
    const end = Math.min(start + CHUNK_BYTES, packed.length)
    try {
      inflate.push(packed.subarray(start, end), end === packed.length)
    } catch {
      throw broken()
    }
  }
  if (failure !== null) throw failure
}
