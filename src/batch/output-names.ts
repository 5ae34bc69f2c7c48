import { createHash } from 'node:crypto'

/** File systems take 255 bytes; the extension and a temporary suffix need room. */
const LONGEST_NAME_BYTES = 200

/**
 * A relative path for the outputs of each document, in the order given: its own name made safe for every file system.
 *
 * `../a/b.pdf` → `a/b.pdf`; a name that is taken gets a few characters of its hash.
 */
export function outputNames(documents: readonly string[]): Map<string, string> {
  const taken = new Set<string>()
  const names = new Map<string, string>()
  for (const document of documents) {
    const plain = safePath(document)
    // Some file systems take A and a for one name
    const name = taken.has(plain.toLowerCase()) ? `${plain}-${shortHash(document)}` : plain
    taken.add(name.toLowerCase())
    names.set(document, name)
  }
  return names
}

function safePath(document: string): string {
  const segments = document
    .split('/')
    .filter((segment) => segment !== '' && segment !== '.' && segment !== '..')
    .map(safeSegment)
  return segments.length === 0 ? 'input' : segments.join('/')
}

/** What file systems refuse, and what turns the direction of text so that a name shows another ending. */
const UNSAFE = /[\u0000-\u001f\u007f-\u009f<>:"\\|?*\u200e\u200f\u202a-\u202e\u2066-\u2069]/g
/** Names that Windows keeps for devices, whatever their extension. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i

function safeSegment(segment: string): string {
  const plain = segment.replace(UNSAFE, '_').replace(/[. ]+$/, '_')
  const safe = DEVICE.test(plain) ? `_${plain}` : plain
  if (Buffer.byteLength(safe) <= LONGEST_NAME_BYTES) return safe
  let cut = safe
  while (Buffer.byteLength(cut) > LONGEST_NAME_BYTES - 9) cut = cut.slice(0, -1)
  return `${cut}-${shortHash(segment)}`
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8)
}
