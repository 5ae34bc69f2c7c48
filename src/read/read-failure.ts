import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.js'

/** Carries the one finding of an input that cannot be read from deep inside a parser to `readSource`, which returns it. */
export class ReadFailure extends Error {
  readonly finding: Diagnostic

  constructor(finding: Diagnostic) {
    super(finding.message)
    this.name = 'ReadFailure'
    this.finding = finding
  }
}

/** The failure of a file that is cut off or broken. */
export function damaged(format: string, reason: string): ReadFailure {
  return new ReadFailure(diagnostic('file-damaged', { format, reason }))
}

/** The failure of a file that only its password opens. */
export function encrypted(format: string): ReadFailure {
  return new ReadFailure(diagnostic('file-encrypted', { format }))
}

/** What a package puts into its message where the file has nothing: `Bad SerAr: undefined`. */
const GAP = /\b(?:undefined|null|NaN)\b|\[object /

/** Why a package could not read on; what JavaScript says of its own objects, and a message with a gap, help nobody. */
export function reasonOf(error: unknown): string {
  const reason = error instanceof Error ? error.message.replace(/[.\s]+$/, '') : String(error)
  const isOfLanguage = error instanceof TypeError || error instanceof RangeError
  return isOfLanguage || GAP.test(reason) ? 'it is not built as its format says' : reason
}
