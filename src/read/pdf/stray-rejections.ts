/** Errors that pdfjs throws for what a file holds. */
const NAMES: ReadonlySet<string> = new Set([
  ...['XRefEntryException', 'XRefParseException', 'MissingDataException', 'ParserEOFException', 'FormatError'],
  ...['InvalidPDFException', 'UnknownErrorException', 'AbortException', 'ResponseException', 'PasswordException'],
  ...['JpegError', 'JpxError', 'Jbig2Error', 'RenderingCancelledException'],
])

function isOfPdfjs(reason: unknown): boolean {
  if (!(reason instanceof Error)) return false
  return NAMES.has(reason.name) || /\bpdf(?:\.worker)?\.mjs\b|pdfjs-dist/.test(reason.stack ?? '')
}

let readers = 0

/** Node stops here for a promise that nobody waits for, unless it is one of pdfjs. */
function onRejection(reason: unknown): void {
  const others = process.listeners('unhandledRejection').filter((listener) => listener !== onRejection)
  if (!isOfPdfjs(reason) && others.length === 0) throw reason
}

/**
 * Reads, while promises of pdfjs may be rejected that nobody waits for: on some damaged files it starts to fetch an object
 * twice and looks at one result. Node would end the process; the failure itself is told where it is waited for.
 */
export async function withStrayRejections<T>(read: () => Promise<T>): Promise<T> {
  if (typeof process === 'undefined' || typeof process.listeners !== 'function') return read()
  if (readers === 0) process.on('unhandledRejection', onRejection)
  readers++
  try {
    return await read()
  } finally {
    // Node looks for such promises when all that was started has had its turn
    await new Promise((resolve) => setTimeout(resolve, 0))
    readers--
    if (readers === 0) process.off('unhandledRejection', onRejection)
  }
}
