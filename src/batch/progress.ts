import type { InputRecord } from './record.js'

export interface Progress {
  begin(total: number): void
  add(record: InputRecord, how: { isNew: boolean }): void
  /** Every input has its record; the dataset is being put together from so many. */
  assemble(documents: number): void
  end(): void
}

export const SILENT: Progress = { begin() {}, add() {}, assemble() {}, end() {} }

const REDRAW_MS = 200
const LINE_EVERY_MS = 30_000
const LONGEST_BAR = 24
const SHORTEST_BAR = 6

interface Counts {
  total: number
  done: number
  skipped: number
  pages: number
  /** Of files that this run converted. */
  freshPages: number
  errors: number
  troubled: number
}

interface Terminal {
  isTTY?: boolean
  columns?: number
  write(text: string): unknown
}

/** Progress on standard error: a bar that redraws itself on a terminal, a line now and then elsewhere. */
export function showProgress(terminal: Terminal): Progress {
  const counts: Counts = { total: 0, done: 0, skipped: 0, pages: 0, freshPages: 0, errors: 0, troubled: 0 }
  const isTerminal = terminal.isTTY === true
  let started = 0
  let timer: NodeJS.Timeout | undefined
  const draw = (text: string) => {
    if (!isTerminal) return terminal.write(`yusuan: ${text}\n`)
    return terminal.write(`\r${withBar(text, counts, terminal.columns ?? 100)}\u001b[K`)
  }
  const show = () => draw(progressText(counts, (performance.now() - started) / 1000))
  return {
    begin(total) {
      counts.total = total
      started = performance.now()
      if (isTerminal) show()
      // The clock goes on while a long file is converted
      timer = setInterval(show, isTerminal ? REDRAW_MS : LINE_EVERY_MS).unref()
    },
    add(record, { isNew }) {
      counts.done += 1
      counts.pages += record.pages
      counts.errors += record.errors
      if (isNew) counts.freshPages += record.pages
      else counts.skipped += 1
      if (record.status === 'unreadable' || record.status === 'failed') counts.troubled += 1
    },
    assemble(documents) {
      clearInterval(timer)
      show()
      if (isTerminal) terminal.write('\n')
      terminal.write(`yusuan: writing the dataset of ${documents} files\n`)
    },
    end() {
      clearInterval(timer)
    },
  }
}

/** The bar takes what room the words leave; on a narrow terminal the last words are cut. */
function withBar(text: string, { done, total }: Counts, columns: number): string {
  const room = columns - text.length - '[] '.length - 1
  if (room < SHORTEST_BAR) return text.slice(0, columns - 1)
  const width = Math.min(LONGEST_BAR, room)
  const filled = total === 0 ? width : Math.floor((done / total) * width)
  return `[${'█'.repeat(filled)}${'░'.repeat(width - filled)}] ${text}`
}

function progressText(counts: Counts, seconds: number): string {
  const { total, done, skipped, pages, freshPages, errors, troubled } = counts
  const rate = seconds > 0 ? (done - skipped) / seconds : 0
  const pageRate = seconds > 0 ? freshPages / seconds : 0
  return [
    `${done}/${total} files${skipped > 0 ? ` (${skipped} before)` : ''}`,
    `${pages} pages`,
    ...(rate > 0 && done < total ? [`${clock((total - done) / rate)} left`] : []),
    `${errors} errors found`,
    ...(troubled > 0 ? [`${troubled} not read`] : []),
    `${rate.toFixed(1)} files/s`,
    `${pageRate.toFixed(0)} pages/s`,
  ].join(' · ')
}

function clock(seconds: number): string {
  const whole = Math.round(seconds)
  const minutes = Math.floor(whole / 60) % 60
  const two = (value: number) => String(value).padStart(2, '0')
  const hours = Math.floor(whole / 3600)
  return `${hours > 0 ? `${hours}:${two(minutes)}` : minutes}:${two(whole % 60)}`
}
