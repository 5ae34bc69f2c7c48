import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'

const FILES = 60
/** Runs of each number of workers, in turns: the least of them is what others on the machine have disturbed least. */
const TURNS = 3

/** Seconds on the clock for an archive with so many workers; a clock is what more workers are for. */
function seconds(archive: string, workers: number): number {
  const output = mkdtempSync(join(tmpdir(), 'yusuan-bench-'))
  const started = performance.now()
  try {
    const args = ['convert', archive, '-o', `${output}/`, '--workers', String(workers), '--to', 'facts', '--quiet']
    execFileSync(process.execPath, ['dist/cli.js', ...args], { stdio: 'ignore' })
  } catch {
    // Exit 3: a file of the folder is no document
  } finally {
    rmSync(output, { recursive: true })
  }
  return (performance.now() - started) / 1000
}

/** How much faster two workers are than one on an archive of copies of the folder's files. */
export async function measureScaling(folder: string): Promise<string[]> {
  const archive = mkdtempSync(join(tmpdir(), 'yusuan-archive-'))
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile() && /\.(?:pdf|xlsx?|txt)$/.test(path))
    .sort()
  mkdirSync(archive, { recursive: true })
  for (let at = 0; at < FILES; at++) {
    const path = files[at % files.length] as string
    cpSync(path, join(archive, `${at}-${path.split('/').at(-1)}`))
  }
  try {
    let [one, two] = [Infinity, Infinity]
    for (let turn = 0; turn < TURNS; turn++) {
      one = Math.min(one, seconds(archive, 1))
      two = Math.min(two, seconds(archive, 2))
    }
    return [
      `| **Workers**, ${FILES} files, on the clock, ${availableParallelism()} cores | | as fast | target |`,
      `| one | ${one.toFixed(1)} s | | |`,
      `| two | ${two.toFixed(1)} s | ${(one / two).toFixed(2)} × | ≥ 1.8 × |`,
    ]
  } finally {
    rmSync(archive, { recursive: true })
  }
}
