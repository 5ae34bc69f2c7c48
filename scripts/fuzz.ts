import { type ChildProcess, fork } from 'node:child_process'
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Judgement, judge } from '../tests/hostile/judge.js'
import { mutate, randomOf } from '../tests/hostile/mutate.js'

const USAGE = `npm run fuzz -- [minutes] [folder] [seed]     mutate the documents of a folder (1, samples, the time)
npm run fuzz -- --only FILE SEED [OUT]        one mutation again; OUT takes the mutated document`

/** Of processor time. */
const MOST_SECONDS = 20
/** On the clock: the machine may be busy. */
const LONGEST_WAIT_SECONDS = 180
const MOST_MEGABYTES = 500
const DOCUMENT = /\.(?:xlsx|xls|ods|pdf|docx|html?|txt)$/i

interface Task {
  file: string
  seed: number
}

type Answer = Judgement & { seconds: number }

function mutated({ file, seed }: Task): Uint8Array {
  return mutate(readFileSync(file), seed)
}

async function judgeTask(task: Task): Promise<Answer> {
  const before = process.cpuUsage()
  const bytes = mutated(task)
  // Reading a PDF is most of the work
  const findsAmounts = !task.file.endsWith('.pdf') || task.seed % 4 === 0
  const judgement = await judge(bytes, { findsAmounts }).catch((error: unknown) => {
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error)
    return {
      faults: [`it throws: ${stack.split('\n').slice(0, 4).join(' | ')}`],
      facts: 0,
      outcome: 'unreadable' as const,
    }
  })
  const { user, system } = process.cpuUsage(before)
  const seconds = (user + system) / 1_000_000
  if (seconds > MOST_SECONDS) judgement.faults.push(`it takes ${seconds.toFixed(0)} seconds`)
  return { ...judgement, seconds }
}

/** A process that judges one document after the other; one that takes too long, or dies, is replaced. */
class Judge {
  private process: ChildProcess | null = null

  private start(): ChildProcess {
    const execArgv = ['--import', 'tsx', `--max-old-space-size=${MOST_MEGABYTES}`]
    return fork(fileURLToPath(import.meta.url), ['--judge'], { execArgv, stdio: ['ignore', 'ignore', 'ignore', 'ipc'] })
  }

  ask(task: Task): Promise<Answer> {
    this.process ??= this.start()
    const { process } = this
    return new Promise((resolve) => {
      const end = (answer: Answer) => {
        clearTimeout(timer)
        process.removeAllListeners()
        resolve(answer)
      }
      const fail = (fault: string) => {
        this.process = null
        process.kill('SIGKILL')
        end({ faults: [fault], facts: 0, outcome: 'unreadable', seconds: LONGEST_WAIT_SECONDS })
      }
      const timer = setTimeout(
        () => fail(`it does not end in ${LONGEST_WAIT_SECONDS} seconds`),
        LONGEST_WAIT_SECONDS * 1000,
      )
      process.once('message', (answer) => end(answer as Answer))
      process.once('exit', (code, signal) => fail(`its process ends (${signal ?? code}): out of memory, or a crash`))
      process.send(task)
    })
  }

  stop(): void {
    this.process?.removeAllListeners()
    this.process?.kill()
  }
}

function documentsIn(folder: string): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()
  return files.map((file) => join(folder, file)).filter((file) => DOCUMENT.test(file) && statSync(file).isFile())
}

async function fuzz({ minutes, folder, seed }: { minutes: number; folder: string; seed: number }): Promise<number> {
  const files = documentsIn(folder)
  if (files.length === 0) throw new Error(`${folder}: no documents`)
  const random = randomOf(seed)
  const judgeProcess = new Judge()
  const counts = { inputs: 0, facts: 0, findings: 0, unreadable: 0, faults: 0 }
  let slowest = { seconds: 0, text: '' }
  console.log(`${files.length} documents, ${minutes} minutes, seed ${seed}`)
  const say = () =>
    console.log(
      `${new Date().toISOString()} ${JSON.stringify(counts)} slowest ${slowest.seconds.toFixed(1)} s: ${slowest.text}`,
    )
  const end = Date.now() + minutes * 60_000
  for (let nextWords = Date.now() + 60_000; Date.now() < end; ) {
    const task = { file: files[random(files.length)] as string, seed: random(2 ** 31) }
    const { faults, outcome, seconds } = await judgeProcess.ask(task)
    counts.inputs++
    counts[outcome]++
    const words = `--only ${relative('.', task.file)} ${task.seed}`
    if (seconds > slowest.seconds) slowest = { seconds, text: words }
    if (faults.length > 0) counts.faults++
    for (const fault of faults) console.log(`FAULT npm run fuzz -- ${words}\n  ${fault}`)
    if (Date.now() < nextWords) continue
    nextWords = Date.now() + 60_000
    say()
  }
  judgeProcess.stop()
  say()
  return counts.faults === 0 ? 0 : 1
}

async function main(args: readonly string[]): Promise<number> {
  if (args[0] === '--judge') {
    process.on('message', async (task) => process.send?.(await judgeTask(task as Task)))
    return 0
  }
  if (args[0] === '--help') {
    console.log(USAGE)
    return 0
  }
  if (args[0] === '--only') {
    const task = { file: args[1] as string, seed: Number.parseInt(args[2] as string, 10) }
    if (args[3] !== undefined) writeFileSync(args[3], mutated(task))
    const answer = await judgeTask(task)
    console.log(answer)
    return answer.faults.length === 0 ? 0 : 1
  }
  const [minutes = '1', folder = 'samples', seed = String(Date.now() % 2 ** 31)] = args
  return fuzz({ minutes: Number.parseFloat(minutes), folder, seed: Number.parseInt(seed, 10) })
}

main(process.argv.slice(2)).then(
  (status) => {
    process.exitCode = status
  },
  (error: unknown) => {
    console.error(error)
    process.exitCode = 2
  },
)
