import { execFileSync } from 'node:child_process'
import { Bench } from 'tinybench'

/** One row of the table: what was measured, in milliseconds a unit, and what it is compared with. */
export interface Measured {
  name: string
  ms: number
}

/** Milliseconds of processor time of this process: what else runs on the machine changes it little, unlike the clock. */
function processorTime(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

/** Milliseconds until V8 has compiled what is hot: after half a second, a text still takes twice as long as later. */
const WARM_UP = 6000

/** Median processor time of each task, over `units` (pages, documents), warm. */
export async function compare(tasks: Readonly<Record<string, () => Promise<unknown>>>, units = 1): Promise<Measured[]> {
  const bench = new Bench({ time: 3000, iterations: 3, warmupIterations: 2, warmupTime: WARM_UP, now: processorTime })
  for (const [name, task] of Object.entries(tasks)) bench.add(name, task)
  await bench.run()
  return bench.tasks.map((task) => {
    const { result } = task
    if (!('latency' in result)) throw new Error(`${task.name} did not run: ${JSON.stringify(result)}`)
    return { name: task.name, ms: result.latency.p50 / units }
  })
}

/** Least processor time of a whole process, in milliseconds, of several runs. */
export function processTime(command: readonly string[], runs = 7): number {
  const times = Array.from({ length: runs }, () => {
    const script = 'TIMEFORMAT="%U %S"; time "$@" > /dev/null 2> /dev/null'
    const words = execFileSync('bash', ['-c', `{ ${script}; } 2>&1`, 'bash', ...command], { encoding: 'utf8' })
    const [user = '0', system = '0'] = words.trim().split('\n').at(-1)?.split(' ') ?? []
    return (parseFloat(user) + parseFloat(system)) * 1000
  })
  return Math.min(...times)
}

/** True where a command starts. */
export function isThere(command: string, ...args: readonly string[]): boolean {
  try {
    execFileSync(command, args, { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

/** Rows of a Markdown table: each measured, and how many times as long ours takes. */
export function rows(unit: string, ours: Measured, others: readonly (Measured & { target: string })[]): string[] {
  const own = `| ${ours.name} | ${ours.ms.toFixed(1)} ms ${unit} | | |`
  return [
    own,
    ...others.map(
      ({ name, ms, target }) =>
        `| ${name} | ${ms.toFixed(1)} ms ${unit} | ${(ours.ms / ms).toFixed(2)} × | ${target} |`,
    ),
  ]
}
