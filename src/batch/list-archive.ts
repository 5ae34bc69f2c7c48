import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.js'
import { ReadFailure } from '../read/read-failure.js'
import type { Input } from './input-source.js'
import { entryName, isUnsafeName, type OpenArchive, openArchive, readEntry } from './zip-entries.js'

/** Deeper than any archive met; what lies deeper is refused. */
const MAX_DEPTH = 4
const LEFT_BY_SYSTEMS = /(?:^|\/)(?:__MACOSX\/|\._|\.DS_Store$|Thumbs\.db$|desktop\.ini$|~\$)/i
/** What makes a zip one document and not an archive of documents. */
const OF_ONE_DOCUMENT = /^(?:\[Content_Types\]\.xml|content\.xml|OFD\.xml)$/i

interface Level {
  document: string
  path: string
  entries: readonly number[]
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
export async function listArchive(path: string, document: string): Promise<Input[] | null> {
  let archive: OpenArchive
  try {
    archive = await openArchive(path)
  } catch (error) {
    if (error instanceof ReadFailure) return null
    throw error
  }
  return listOpen(archive, { document, path, entries: [] }).finally(() => archive.zip.close())
}

async function listOpen(archive: OpenArchive, level: Level): Promise<Input[] | null> {
  const names = archive.entries.map(entryName)
  if (names.some((name) => OF_ONE_DOCUMENT.test(name))) return null
  const inputs: Input[] = []
  for (const [index, name] of names.entries()) {
    if (name.endsWith('/') || LEFT_BY_SYSTEMS.test(name)) continue
    const at = { document: `${level.document}/${name}`, path: level.path, entries: [...level.entries, index] }
    inputs.push(...(await listEntry(archive, { index, name }, at)))
  }
  return inputs
}

async function listEntry(
  archive: OpenArchive,
  { index, name }: { index: number; name: string },
  at: Level,
): Promise<Input[]> {
  if (isUnsafeName(name)) return [refused(at, diagnostic('archive-entry-refused', { name: printable(name) }))]
  const whole: Input = { document: at.document, source: { path: at.path, entries: at.entries }, refusal: null }
  const entry = archive.entries[index]
  if (!entry || !/\.zip$/i.test(name)) return [whole]
  if (at.entries.length >= MAX_DEPTH) {
    return [refused(at, diagnostic('limit-exceeded', { limit: 'archiveDepth', value: MAX_DEPTH }))]
  }
  try {
    const inner = await openArchive(await readEntry(archive, entry))
    const inputs = await listOpen(inner, at).finally(() => inner.zip.close())
    return inputs ?? [whole]
  } catch (error) {
    if (error instanceof ReadFailure) return [refused(at, error.finding)]
    throw error
  }
}

function refused({ document, path, entries }: Level, refusal: Diagnostic): Input {
  return { document: printable(document), source: { path, entries }, refusal }
}

function printable(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f]/g, '�')
}
