import type { Diagnostic } from '../diagnostics/diagnostic.js'

/** Where the bytes of an input are: a file, or an entry of a zip archive that is one. */
export interface InputSource {
  path: string
  /** The path's bytes in base64 where they are no UTF-8, as an archive with names in GBK leaves them; null elsewhere. */
  rawPath: string | null
  /** Index of the entry in the zip's directory, and of the entry in the zip that this one is, and so on; [] for a plain file. */
  entries: readonly number[]
}

/** One thing to convert. There is one record for each, whatever becomes of it. */
export interface Input {
  /** The name in facts and findings: the path as given, `/` between folders; `archive.zip/folder/file.pdf` in an archive. */
  document: string
  source: InputSource
  /** Set where the input is not to be opened: an unsafe name in an archive, a path that is not there. */
  refusal: Diagnostic | null
}

export function plainInput(path: string): Input {
  return { document: asDocumentName(path), source: { path, rawPath: null, entries: [] }, refusal: null }
}

/** The path as the file system takes it. */
export function filePath({ path, rawPath }: InputSource): string | Buffer {
  return rawPath === null ? path : Buffer.from(rawPath, 'base64')
}

/** `/` between folders on every system, and no `./` before them, so that names agree. */
export function asDocumentName(path: string): string {
  return path
    .replaceAll('\\', '/')
    .replace(/(?<=.)\/{2,}/g, '/')
    .replace(/^(?:\.\/)+(?=.)|(?<=\/)(?:\.\/)+/g, '')
}
