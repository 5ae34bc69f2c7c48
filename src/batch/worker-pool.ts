import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Tinypool } from 'tinypool'
import type { ArchiveTask } from './convert-input.js'
import type { LineTask } from './convert-line.js'
import type { Failure, Stage } from './record.js'

export type WorkerTask = (ArchiveTask & { kind: 'input' }) | LineTask

export interface PoolLimits {
  workers: number
  /** For one input. */
  seconds: number
  /** Of a worker's JavaScript heap. */
  megabytes: number
  /** Inputs after which a worker is replaced by a new one. */
  recycleAfter: number
}

export type Outcome<T> = { value: T; failure: null } | { value: null; failure: Failure }

/** Above this heap, a worker is replaced when it has finished its file: what it holds is garbage by then, or a leak. */
const RECYCLE_ABOVE_BYTES = 250_000_000

/**
 * A worker takes one core. V8's own threads (garbage collection, compilation) would take another half from the workers
 * beside it: with as many workers as cores, an archive took 1.3 times as long with them.
 */
const ONE_CORE = '--single-threaded'

/**
 * Workers that can be stopped, each a process of its own: a single large allocation in a worker thread takes the whole
 * process down with it (measured on Node 20), whatever its resource limits.
 */
export class WorkerPool {
  private readonly logs: string
  private tasks = 0

  private constructor(
    private readonly pool: Tinypool,
    private readonly limits: PoolLimits,
    folder: string,
  ) {
    this.logs = mkdtempSync(join(folder, 'yusuan-'))
  }

  /** `folder` holds small files while it runs: a worker that dies leaves its last words there. */
  static async start(limits: PoolLimits, folder = tmpdir()): Promise<WorkerPool> {
    const { Tinypool } = await import('tinypool')
    // From source, as the tests run it, a worker needs what makes TypeScript run
    const isSource = import.meta.url.endsWith('.ts')
    const pool = new Tinypool({
      runtime: 'child_process',
      filename: new URL(isSource ? './worker.ts' : './worker.js', import.meta.url).href,
      minThreads: limits.workers,
      maxThreads: limits.workers,
      maxMemoryLimitBeforeRecycle: RECYCLE_ABOVE_BYTES,
      execArgv: [ONE_CORE, `--max-old-space-size=${limits.megabytes}`, ...(isSource ? ['--import', 'tsx'] : [])],
      env: process.env as Record<string, string>,
    })
    // A worker that dies between two tasks; the pool has replaced it
    pool.on('error', () => {})
    return new WorkerPool(pool, limits, folder)
  }

  /**
   * Runs one task. Whatever happens to its worker comes back as a failure, and costs this task alone. A worker that just
   * ended may have been killed for something else, so that the task has a second try.
   */
  async run<T>(task: WorkerTask): Promise<Outcome<T>> {
    const outcome = await this.runOnce<T>(task)
    return outcome.failure?.code === 'worker-ended' ? this.runOnce<T>(task) : outcome
  }

  private async runOnce<T>(task: WorkerTask): Promise<Outcome<T>> {
    this.tasks += 1
    const log = join(this.logs, `${this.tasks}.log`)
    if (this.tasks % (this.limits.recycleAfter * this.limits.workers) === 0) await this.pool.recycleWorkers()
    const stop = new AbortController()
    const timer = setTimeout(() => stop.abort(), this.limits.seconds * 1000)
    try {
      return { value: (await this.pool.run({ log, task }, { signal: stop.signal })) as T, failure: null }
    } catch (error) {
      return { value: null, failure: this.explain(error, { log, isLate: stop.signal.aborted }) }
    } finally {
      clearTimeout(timer)
      rmSync(log, { force: true })
    }
  }

  private explain(error: unknown, { log, isLate }: { log: string; isLate: boolean }): Failure {
    const words = readLog(log)
    const stage = (words
      .match(/^stage (\w+)$/gm)
      ?.at(-1)
      ?.slice('stage '.length) ?? 'open') as Stage
    const { seconds, megabytes } = this.limits
    if (isLate) return { stage, code: 'time-limit', reason: `It took longer than ${seconds} seconds and was stopped.` }
    const message = messageOf(error)
    if (/heap out of memory|Allocation failed/.test(words)) {
      return { stage, code: 'memory-limit', reason: `It needed more than ${megabytes} MB of memory and was stopped.` }
    }
    if (/Worker exited unexpectedly/.test(message)) {
      return { stage, code: 'worker-ended', reason: 'The process that converted it ended before it was done.' }
    }
    return { stage, code: 'unexpected-error', reason: `${message}.`.replace(/\.\.$/, '.') }
  }

  async close(): Promise<void> {
    await this.pool.destroy()
    rmSync(this.logs, { recursive: true, force: true })
  }
}

/** An error from another process comes as a plain object. */
function messageOf(error: unknown): string {
  const { message } = (typeof error === 'object' && error !== null ? error : {}) as { message?: unknown }
  return typeof message === 'string' ? message : String(error)
}

function readLog(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
