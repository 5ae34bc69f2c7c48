import { closeSync, openSync } from 'node:fs'
import type { Readable } from 'node:stream'
import type { Entry, ZipFile } from 'yauzl'
import { diagnostic } from '../diagnostics/diagnostic.js'
import { DEFAULT_LIMITS } from '../read/limits.js'
import { damaged, encrypted, ReadFailure } from '../read/read-failure.js'
import { decodeText } from '../read/text/decode-text.js'
import { filePath, type InputSource } from './input-source.js'

/** A zip on disk or in memory; entries are read where they stand, so that an archive may be larger than memory. */
export interface OpenArchive {
  zip: ZipFile
  entries: readonly Entry[]
}

const UTF8_NAME = 0x800
const UNICODE_PATH_FIELD = 0x7075

/**
 * Opens a zip for reading entries in any order; the caller closes it.
 *
 * Diagnostics: file-damaged, as `ReadFailure`.
 */
export async function openArchive(from: InputSource | Uint8Array): Promise<OpenArchive> {
  const { fromFdPromise, fromBufferPromise } = await import('yauzl')
  // Names are decoded here: archives made in China hold GBK without saying so
  const options = { lazyEntries: true, autoClose: false, decodeStrings: false }
  const zip = await (from instanceof Uint8Array
    ? fromBufferPromise(Buffer.from(from.buffer, from.byteOffset, from.byteLength), options)
    : fromOpen(openArchiveFile(from), (file) => fromFdPromise(file, options))
  ).catch((error: unknown) => Promise.reject(broken(error)))
  const entries: Entry[] = []
  try {
    for await (const entry of zip.eachEntry()) entries.push(entry)
  } catch (error) {
    zip.close()
    throw broken(error)
  }
  return { zip, entries }
}

function openArchiveFile(source: InputSource): number {
  try {
    return openSync(filePath(source), 'r')
  } catch (error) {
    throw broken(error)
  }
}

/** Closes the file where it is no zip; else the zip does, when it is closed. */
async function fromOpen(file: number, open: (file: number) => Promise<ZipFile>): Promise<ZipFile> {
  try {
    return await open(file)
  } catch (error) {
    closeSync(file)
    throw error
  }
}

function broken(error: unknown): ReadFailure {
  return damaged('zip archive', error instanceof Error ? error.message.replace(/[.\s]+$/, '') : String(error))
}

/** The entry's name: UTF-8 where its flag or its Unicode field says so, else whichever of UTF-8 and GB18030 it is. */
export function entryName(entry: Entry): string {
  const raw = entry.fileNameRaw
  const unicode = entry.extraFields.find(({ id }) => id === UNICODE_PATH_FIELD)
  // One byte of version and four of a checksum stand before the name (APPNOTE 4.6.9)
  if (unicode && unicode.data.length > 5 && unicode.data[0] === 1) return utf8(unicode.data.subarray(5))
  if ((entry.generalPurposeBitFlag & UTF8_NAME) !== 0) return utf8(raw)
  return (decodeText(raw)?.text ?? raw.toString('latin1')).replaceAll('\\', '/')
}

function utf8(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes).replaceAll('\\', '/')
}

/** True for names that would leave the archive's own folder: absolute, with a drive, with `..`, or with control characters. */
export function isUnsafeName(name: string): boolean {
  return /^\/|^[a-z]:|[\u0000-\u001f\u007f]/i.test(name) || name.split('/').includes('..')
}

/**
 * The bytes of one entry.
 *
 * Diagnostics: file-encrypted, limit-exceeded, file-damaged, as `ReadFailure`.
 */
export async function readEntry({ zip }: OpenArchive, entry: Entry): Promise<Uint8Array> {
  if (entry.isEncrypted()) throw encrypted('zip archive')
  const limit = 'inputBytes'
  if (entry.uncompressedSize > DEFAULT_LIMITS[limit]) {
    throw new ReadFailure(diagnostic('limit-exceeded', { limit, value: DEFAULT_LIMITS[limit] }))
  }
  try {
    // yauzl ends the stream with an error where more or fewer bytes come out than the directory says
    const bytes = await collect(await zip.openReadStreamPromise(entry))
    const { crc32 } = await import('../read/container/crc32.js')
    if (crc32(bytes, 0) !== entry.crc32) throw new Error('an entry fails its checksum')
    return bytes
  } catch (error) {
    throw broken(error)
  }
}

async function collect(stream: Readable): Promise<Uint8Array> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

/** Reads entries of archives, keeping the last archive open: inputs come in the order of the archive. */
export class EntryReader {
  private open: { key: string; archive: OpenArchive } | null = null

  /** Diagnostics: those of `openArchive` and `readEntry`, as `ReadFailure`. */
  async read(source: InputSource): Promise<Uint8Array> {
    const archive = await this.archiveAt({ ...source, entries: source.entries.slice(0, -1) })
    return readEntry(archive, entryAt(archive, source.entries.at(-1)))
  }

  private async archiveAt(source: InputSource): Promise<OpenArchive> {
    const key = JSON.stringify(source)
    if (this.open?.key === key) return this.open.archive
    this.close()
    let archive = await openArchive(source)
    for (const index of source.entries) {
      const bytes = await readEntry(archive, entryAt(archive, index)).finally(() => archive.zip.close())
      archive = await openArchive(bytes)
    }
    this.open = { key, archive }
    return archive
  }

  close(): void {
    this.open?.archive.zip.close()
    this.open = null
  }
}

function entryAt({ entries }: OpenArchive, index: number | undefined): Entry {
  const entry = index === undefined ? undefined : entries[index]
  if (!entry) throw damaged('zip archive', 'it has changed since it was listed')
  return entry
}
