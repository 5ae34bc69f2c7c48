import type { InputRecord } from './record.js'

export interface Progress {
  begin(total: number): void
  add(record: InputRecord, how: { isNew: boolean }): void
  end(): void
}

export const SILENT: Progress = { begin() {}, add() {}, end() {} }

const REDRAW_MS = 200
const LINE_EVERY_MS = 30_000
const BAR_WIDTH = 24

interface Counts {
  total: number
  done: number
  skipped: number
  facts: number
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
  const counts: Counts = { total: 0, done: 0, skipped: 0, facts: 0, errors: 0, troubled: 0 }
  const isTerminal = terminal.isTTY === true
  let started = 0
  let shown = 0
  const show = (now: number) => {
    shown = now
    const text = progressText(counts, (now - started) / 1000)
    if (isTerminal)
      terminal.write(`\r${bar(counts)} ${text}`.slice(0, (terminal.columns ?? 100) - 1).concat('\u001b[K'))
    else terminal.write(`yusuan: ${text}\n`)
  }
  return {
    begin(total) {
      counts.total = total
      started = performance.now()
      shown = started
    },
    add(record, { isNew }) {
      counts.done += 1
      counts.facts += record.facts
      counts.errors += record.errors
      if (!isNew) counts.skipped += 1
      if (record.status === 'unreadable' || record.status === 'failed') counts.troubled += 1
      const now = performance.now()
      if (now - shown >= (isTerminal ? REDRAW_MS : LINE_EVERY_MS)) show(now)
    },
    end() {
      if (isTerminal) {
        show(performance.now())
        terminal.write('\n')
      }
    },
  }
}

function bar({ done, total }: Counts): string {
  const filled = total === 0 ? BAR_WIDTH : Math.floor((done / total) * BAR_WIDTH)
  return `[${'█'.repeat(filled)}${'░'.repeat(BAR_WIDTH - filled)}]`
}

function progressText({ total, done, skipped, facts, errors, troubled }: Counts, seconds: number): string {
  const fresh = done - skipped
  const rate = seconds > 0 ? fresh / seconds : 0
  const left = rate > 0 && done < total ? `, ${clock((total - done) / rate)} left` : ''
  const already = skipped > 0 ? `, ${skipped} already done` : ''
  return `${done} of ${total} files${already}, ${rate.toFixed(1)}/s${left}; ${facts} facts, ${errors} errors in the accounts, ${troubled} not read`
}

function clock(seconds: number): string {
  const whole = Math.round(seconds)
  const minutes = Math.floor(whole / 60) % 60
  const two = (value: number) => String(value).padStart(2, '0')
  return `${Math.floor(whole / 3600)}:${two(minutes)}:${two(whole % 60)}`
}
