import { csvLine } from '../emit/csv.js'
import type { InputRecord } from './record.js'
import type { SinkOptions } from './sinks/dataset-sink.js'

/** What to do with an input, by the code of what is wrong with it. */
const ADVICE: Readonly<Record<string, string>> = {
  'file-unavailable': 'Check the path and its permissions.',
  'archive-entry-refused': 'Unpack the archive by hand, if you trust it, and convert the file.',
  'archive-unfolds': 'Unpack the archive by hand, if you trust it, and convert what is in it.',
  'file-empty': 'Download it again.',
  'file-type-unknown': 'Look at what it is: save an old document in a current format, leave out what is no budget.',
  'file-encrypted': 'Ask for its password (--password opens a PDF), or for an open copy.',
  'file-damaged': 'Download it again.',
  'pdf-without-text': 'A scan: run OCR on it, then convert the result.',
  'limit-exceeded': 'Look whether the file is what it says; split it where it is.',
  'time-limit': 'Convert it alone with a higher --time-limit; report it, if it is an ordinary disclosure.',
  'memory-limit': 'Convert it alone with a higher --memory-limit; report it, if it is an ordinary disclosure.',
  'worker-ended': 'Convert it alone; report it, if it happens again.',
  'unexpected-error': 'A fault of this program: report it, with the file.',
}

/** The inputs that gave no data, as CSV: where each ended, why, and what to do with it. */
export function quarantineReport(records: readonly InputRecord[], { bom, defuse }: SinkOptions): string {
  const head = csvLine(['document', 'status', 'stage', 'code', 'reason', 'bytes', 'sha256', 'whatToDo'])
  const lines = records.map(({ document, status, stage, code, reason, bytes, sha256 }) =>
    csvLine([document, status, stage, code, reason, bytes, sha256, ADVICE[code ?? ''] ?? 'Open it and look.'], {
      defuseFormulas: defuse,
    }),
  )
  return `${bom ? '\ufeff' : ''}${head}${lines.join('')}`
}
