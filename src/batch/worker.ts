import { closeSync, openSync, rmSync, writeSync } from 'node:fs'
import { convertInput } from './convert-input.js'
import { convertLine } from './convert-line.js'
import type { WorkerTask } from './worker-pool.js'

// What a package prints has no place in the command's output. The terminal sends Ctrl-C to every process: the file in
// hand is finished, and the main process ends this one.
for (const method of ['log', 'info', 'warn', 'error', 'debug'] as const) console[method] = () => {}
process.on('SIGINT', () => {})

const STDERR = 2

/**
 * Points standard error at a file of this task, so that a process that dies leaves there how far it came, and what V8
 * prints as its last words.
 */
function openLog(path: string): void {
  closeSync(STDERR)
  openSync(path, 'w')
}

/** What a worker is asked, one task at a time; the caller ends the process where it takes too long. */
export default async function work({ log, task }: { log: string; task: WorkerTask }): Promise<unknown> {
  openLog(log)
  const onStage = (stage: string): void => {
    writeSync(STDERR, `stage ${stage}\n`)
  }
  const answer = await (task.kind === 'input' ? convertInput(task, onStage) : convertLine(task, onStage))
  // What did not come this far leaves its log, which the caller reads and removes
  rmSync(log, { force: true })
  return answer
}
