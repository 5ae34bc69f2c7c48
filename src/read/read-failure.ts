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

/** Why a package could not read on; what JavaScript says of its own objects helps nobody. */
export function reasonOf(error: unknown): string {
  if (error instanceof TypeError || error instanceof RangeError) return 'it is not built as its format says'
  return error instanceof Error ? error.message.replace(/[.\s]+$/, '') : String(error)
}
