import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.js'
import { ReadFailure } from '../read/read-failure.js'
import type { Input, InputSource } from './input-source.js'
import { entryName, isUnsafeName, type OpenArchive, openArchive, readEntry } from './zip-entries.js'

/** Deeper than any archive met; what lies deeper is refused. */
const MAX_DEPTH = 4
/** What a small archive of archives may unfold into: documents, and bytes of the archives in it. */
const MAX_DOCUMENTS = 1_000_000
const MAX_NESTED_BYTES = 8_000_000_000
const LEFT_BY_SYSTEMS = /(?:^|\/)(?:__MACOSX\/|\._|\.DS_Store$|Thumbs\.db$|desktop\.ini$|~\$)/i
/** What makes a zip one document and not an archive of documents. */
const OF_ONE_DOCUMENT = /^(?:\[Content_Types\]\.xml|content\.xml|OFD\.xml)$/i

interface Level {
  document: string
  source: InputSource
}

/** What has come out of one archive so far. */
class Yield {
  private documents = 0
  private bytes = 0

  /** The limit that one more document or archive would exceed; null where it is within. */
  exceeded(nestedBytes: number): Diagnostic | null {
    this.documents += 1
    this.bytes += nestedBytes
    if (this.documents > MAX_DOCUMENTS) return diagnostic('archive-unfolds', { value: MAX_DOCUMENTS, of: 'documents' })
    if (this.bytes > MAX_NESTED_BYTES)
      return diagnostic('archive-unfolds', { value: MAX_NESTED_BYTES, of: 'bytes of inner archives' })
    return null
  }
}

/** True where the bytes begin as a zip's do. */
export function beginsAsZip(head: Uint8Array): boolean {
  return head[0] === 0x50 && head[1] === 0x4b && (head[2] === 0x03 || head[2] === 0x05)
}

/**
 * The documents in a zip archive, those of archives in it included; null where the zip is itself one document (a workbook,
 * a text document) or does not open, so that reading it says what is wrong.
 *
 * Diagnostics: entries with unsafe names and archives that cannot be opened come as inputs that are refused.
 */
export async function listArchive(source: InputSource, document: string): Promise<Input[] | null> {
  let archive: OpenArchive
  try {
    archive = await openArchive(source)
  } catch (error) {
    if (error instanceof ReadFailure) return null
    throw error
  }
  return listOpen(archive, { document, source }, new Yield()).finally(() => archive.zip.close())
}

async function listOpen(archive: OpenArchive, level: Level, sofar: Yield): Promise<Input[] | null> {
  const names = archive.entries.map(entryName)
  if (names.some((name) => OF_ONE_DOCUMENT.test(name))) return null
  const inputs: Input[] = []
  const { document, source } = level
  for (const [index, name] of names.entries()) {
    if (name.endsWith('/') || LEFT_BY_SYSTEMS.test(name)) continue
    const at = { document: `${document}/${name}`, source: { ...source, entries: [...source.entries, index] } }
    const exceeded = sofar.exceeded(isArchiveName(name) ? (archive.entries[index]?.uncompressedSize ?? 0) : 0)
    // One record for all that is left out
    if (exceeded) return [...inputs, refused(at, exceeded)]
    for (const input of await listEntry(archive, { index, name, at }, sofar)) inputs.push(input)
  }
  return inputs
}

function isArchiveName(name: string): boolean {
  return /\.zip$/i.test(name)
}

async function listEntry(
  archive: OpenArchive,
  { index, name, at }: { index: number; name: string; at: Level },
  sofar: Yield,
): Promise<Input[]> {
  if (isUnsafeName(name)) return [refused(at, diagnostic('archive-entry-refused', { name: printable(name) }))]
  const whole: Input = { ...at, refusal: null }
  const entry = archive.entries[index]
  if (!entry || !isArchiveName(name)) return [whole]
  if (at.source.entries.length >= MAX_DEPTH) {
    return [refused(at, diagnostic('archive-unfolds', { value: MAX_DEPTH, of: 'archives in one another' }))]
  }
  try {
    const inner = await openArchive(await readEntry(archive, entry))
    const inputs = await listOpen(inner, at, sofar).finally(() => inner.zip.close())
    return inputs ?? [whole]
  } catch (error) {
    if (error instanceof ReadFailure) return [refused(at, error.finding)]
    throw error
  }
}

function refused({ document, source }: Level, refusal: Diagnostic): Input {
  return { document: printable(document), source, refusal }
}

function printable(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f]/g, '�')
}
