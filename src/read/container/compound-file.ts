import { damaged } from '../read-failure.js'

const SIGNATURE = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]
const HEADER_BYTES = 512
const DIRECTORY_ENTRY_BYTES = 128
const SMALL_SECTOR_BYTES = 64
const LAST_SECTOR = 0xfffffffa
const FREE_SECTOR = 0xffffffff
const FIRST_FAT_SECTORS = 109

interface CompoundEntry {
  name: string
  isStream: boolean
  firstSector: number
  bytes: number
}

/** An OLE container (xls, doc, encrypted xlsx) held in memory. */
export interface CompoundFile {
  names: readonly string[]
  /** False where sectors that are in use lie beyond the end of the file. */
  isWhole: boolean
  /** Bytes of the stream of that name, or null where there is none. Throws `ReadFailure` where it is cut off. */
  stream: (name: string) => Uint8Array | null
}

export function isCompoundFile(bytes: Uint8Array): boolean {
  return SIGNATURE.every((byte, index) => bytes[index] === byte)
}

/**
 * Opens an OLE container: its sector chains and directory, every chain bounded by the size of the file.
 *
 * Diagnostics: file-damaged as `ReadFailure`.
 * Source: MS-CFB 2.2 (header), 2.3 to 2.5 (FAT, mini FAT, DIFAT), 2.6 (directory).
 */
export function openCompoundFile(bytes: Uint8Array, format: string): CompoundFile {
  if (bytes.length < HEADER_BYTES) throw damaged(format, 'it is cut off in its header')
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const sectorBytes = view.getUint16(30, true) === 12 ? 4096 : 512
  const cutOff = () => damaged(format, 'its inner directory points beyond its end, as when a download stops early')
  const sectorAt = (sector: number): Uint8Array => {
    const start = (sector + 1) * sectorBytes
    if (start >= bytes.length) throw cutOff()
    const whole = bytes.subarray(start, start + sectorBytes)
    if (whole.length === sectorBytes) return whole
    const padded = new Uint8Array(sectorBytes)
    padded.set(whole)
    return padded
  }
  const fat = joinWords(fatSectors(view, sectorAt, sectorBytes), sectorAt)
  const chain = (first: number, table: Uint32Array): number[] => {
    const sectors: number[] = []
    for (let sector = first; sector < LAST_SECTOR; sector = table[sector] ?? 0xffffffff) {
      if (sectors.length > table.length) throw damaged(format, 'its inner chains run in a circle')
      sectors.push(sector)
    }
    return sectors
  }
  const read = (first: number, length: number): Uint8Array => joinBytes(chain(first, fat), sectorAt, length)
  const directory = read(view.getUint32(48, true), Number.POSITIVE_INFINITY)
  const entries = directoryEntries(directory)
  const smallLimit = view.getUint32(56, true)
  const smallFat = () => joinWords(chain(view.getUint32(60, true), fat), sectorAt)
  const smallStream = (entry: CompoundEntry): Uint8Array => {
    const root = entries[0]
    const container = root === undefined ? new Uint8Array() : read(root.firstSector, root.bytes)
    const smallAt = (sector: number): Uint8Array => {
      const start = sector * SMALL_SECTOR_BYTES
      if (start >= container.length) throw cutOff()
      return container.subarray(start, start + SMALL_SECTOR_BYTES)
    }
    return joinBytes(chain(entry.firstSector, smallFat()), smallAt, entry.bytes)
  }
  return {
    names: entries.map((entry) => entry.name),
    isWhole: fat.findLastIndex((next) => next !== FREE_SECTOR) * sectorBytes + sectorBytes < bytes.length,
    stream: (name) => {
      const entry = entries.find(
        (candidate) => candidate.isStream && candidate.name.toLowerCase() === name.toLowerCase(),
      )
      if (entry === undefined) return null
      const content = entry.bytes < smallLimit ? smallStream(entry) : read(entry.firstSector, entry.bytes)
      if (content.length < entry.bytes) throw cutOff()
      return content
    },
  }
}

function fatSectors(view: DataView, sectorAt: (sector: number) => Uint8Array, sectorBytes: number): number[] {
  const sectors: number[] = []
  for (let index = 0; index < FIRST_FAT_SECTORS; index++) sectors.push(view.getUint32(76 + index * 4, true))
  const most = view.byteLength / sectorBytes
  let next = view.getUint32(68, true)
  for (let visited = 0; next < LAST_SECTOR && visited < most; visited++) {
    const words = wordsOf(sectorAt(next))
    sectors.push(...words.subarray(0, words.length - 1))
    next = words[words.length - 1] ?? LAST_SECTOR
  }
  return sectors.filter((sector) => sector < LAST_SECTOR)
}

function wordsOf(bytes: Uint8Array): Uint32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return Uint32Array.from({ length: bytes.length >> 2 }, (_, index) => view.getUint32(index * 4, true))
}

function joinWords(sectors: readonly number[], sectorAt: (sector: number) => Uint8Array): Uint32Array {
  return wordsOf(joinBytes(sectors, sectorAt, Number.POSITIVE_INFINITY))
}

function joinBytes(sectors: readonly number[], sectorAt: (sector: number) => Uint8Array, length: number): Uint8Array {
  const pieces = sectors.map(sectorAt)
  const joined = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0))
  let offset = 0
  for (const piece of pieces) {
    joined.set(piece, offset)
    offset += piece.length
  }
  return length < joined.length ? joined.subarray(0, length) : joined
}

function directoryEntries(directory: Uint8Array): CompoundEntry[] {
  const view = new DataView(directory.buffer, directory.byteOffset, directory.byteLength)
  const entries: CompoundEntry[] = []
  for (let start = 0; start + DIRECTORY_ENTRY_BYTES <= directory.length; start += DIRECTORY_ENTRY_BYTES) {
    const nameBytes = Math.min(view.getUint16(start + 64, true), 64)
    const name = new TextDecoder('utf-16le').decode(directory.subarray(start, start + Math.max(0, nameBytes - 2)))
    const kind = directory[start + 66]
    entries.push({
      name,
      isStream: kind === 2,
      firstSector: view.getUint32(start + 116, true),
      bytes: view.getUint32(start + 120, true),
    })
  }
  return entries
}
