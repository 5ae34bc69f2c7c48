import type { Diagnostic } from '../diagnostics/diagnostic.js'

/** Where the bytes of an input are: a file, or an entry of a zip archive that is one. */
export interface InputSource {
  path: string
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
  return { document: asDocumentName(path), source: { path, entries: [] }, refusal: null }
}

/** `/` between folders on every system, so that names agree. */
export function asDocumentName(path: string): string {
  return path.replaceAll('\\', '/')
}
