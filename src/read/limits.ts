import { diagnostic } from '../diagnostics/diagnostic.js'
import { ReadFailure } from './read-failure.js'

/** What one input may cost. Each is an option `limits.<name>`; over one, reading ends with a `limit-exceeded` finding. */
export interface Limits {
  /** Bytes of the file itself. */
  inputBytes: number
  /** Bytes that come out of its compressed parts, together. */
  inflatedBytes: number
  /** Files in a zip container. */
  archiveEntries: number
  sheets: number
  /** Non-empty cells in all sheets or tables together; of a web page the empty ones count too. */
  cells: number
  /** Merged ranges in all sheets together. */
  merges: number
  /** Characters of text in all cells and lines together. */
  characters: number
  /** Pieces between white space in the lines of a text, a web page or a Word document; cells of a CSV, the empty ones too. */
  words: number
  pages: number
  /** Pieces of text on one PDF page. */
  textItems: number
  /** Bytes of one stream of drawing operators in a PDF, unpacked. */
  contentBytes: number
  /** Operators in one such stream, and on a page with all that it draws. */
  operators: number
  /** Graphics states that it saves and does not restore. */
  savedStates: number
  /** Fonts in a PDF. */
  fonts: number
  /** Seconds for reading, looked at between the pages of a PDF; a page itself cannot be interrupted. */
  seconds: number
}

/** Ten times what the largest disclosures met need; a worker stays under 400 MB. */
export const DEFAULT_LIMITS: Readonly<Limits> = {
  inputBytes: 200_000_000,
  inflatedBytes: 256_000_000,
  archiveEntries: 10_000,
  sheets: 1_000,
  cells: 250_000,
  merges: 100_000,
  characters: 20_000_000,
  words: 500_000,
  pages: 5_000,
  textItems: 100_000,
  contentBytes: 20_000_000,
  operators: 500_000,
  savedStates: 1_000,
  fonts: 2_000,
  seconds: 300,
}

export interface ReadOptions {
  limits?: Partial<Limits>
  /** Opens a PDF that is protected by it. */
  password?: string
}

/** The defaults with what the caller raised or lowered. */
export function limitsOf(options: ReadOptions): Limits {
  const given = Object.entries(options.limits ?? {}).filter(([, value]) => value !== undefined)
  return { ...DEFAULT_LIMITS, ...Object.fromEntries(given) }
}

/** Ends reading where `value` is over the limit. */
export function assertLimit(limits: Limits, limit: keyof Limits, value: number): void {
  if (value <= limits[limit]) return
  throw new ReadFailure(diagnostic('limit-exceeded', { limit, value: limits[limit] }))
}
