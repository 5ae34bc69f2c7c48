import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { failureLine, type LineOptions } from './convert-line.js'
import { type PoolLimits, WorkerPool } from './worker-pool.js'

export interface PipeOptions {
  input: Readable
  output: Writable
  to: LineOptions['to']
  redact: boolean
  password: string | null
  limits: PoolLimits
}

/**
 * Answers each line of the input with one line of the output, in order, as soon as it and those before it are done: the
 * contract of Spark's `RDD.pipe`, Hadoop streaming and GNU parallel. What goes wrong with a line is in its answer.
 */
export async function pipe({ input, output, to, redact, password, limits }: PipeOptions): Promise<void> {
  const waiting: Promise<string>[] = []
  let pool: WorkerPool | null = null
  const answerNext = async () => {
    const text = await (waiting.shift() as Promise<string>)
    if (!output.write(`${text}\n`)) await once(output, 'drain')
  }
  try {
    for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
      pool ??= await WorkerPool.start(limits)
      waiting.push(answer(pool, line, { to, redact, password }))
      // No more lines in memory than workers to answer them
      if (waiting.length >= limits.workers) await answerNext()
    }
    while (waiting.length > 0) await answerNext()
  } finally {
    await pool?.close()
  }
}

async function answer(pool: WorkerPool, line: string, options: LineOptions): Promise<string> {
  const { value, failure } = await pool.run<string>({ kind: 'line', line, options })
  return value ?? failureLine(line, failure ?? { stage: 'convert', code: 'unexpected-error', reason: 'No answer.' })
}
