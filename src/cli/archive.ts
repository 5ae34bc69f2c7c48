import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Summary } from '../batch/archive-summary.js'
import { type Format, missingPackages } from '../batch/formats.js'
import { SILENT, showProgress } from '../batch/progress.js'
import { runArchive } from '../batch/run-archive.js'
import { FolderInUse } from '../batch/run-lock.js'
import type { Timing } from '../batch/timings.js'
import { type ConvertArguments, UsageError } from './arguments.js'
import { complain } from './terminal.js'

const STATUS = { done: 0, unreadable: 3, interrupted: 130 } as const
const USUAL_FORMATS: readonly Format[] = ['json', 'facts', 'csv']
const SLOWEST_SHOWN = 3

/** The words of the command line, and those of the list: one a line, or parted by NUL as find -print0 does. */
async function readWords({ inputs, filesFrom }: ConvertArguments): Promise<string[]> {
  if (filesFrom === null) return inputs
  let text = ''
  if (filesFrom === '-') for await (const chunk of process.stdin.setEncoding('utf8')) text += chunk
  else {
    text = await readFile(filesFrom, 'utf8').catch(() => {
      throw new UsageError(`${filesFrom}: the list of files cannot be read.`)
    })
  }
  const words = text.split(text.includes('\0') ? '\0' : /\r?\n/)
  return [...inputs, ...words.filter((word) => word !== '')]
}

/** Converts many inputs into the dataset of a folder; what it says goes to standard error. */
export async function convertArchive(args: ConvertArguments, folder: string): Promise<number> {
  const formats = args.formats.length > 0 ? args.formats : USUAL_FORMATS
  const missing = await missingPackages(formats)
  if (missing !== null) throw new UsageError(missing)
  const words = await readWords(args)
  const say = (text: string) => {
    if (!args.quiet) complain(text)
  }
  let isStopping = false
  const stop = () => {
    if (isStopping) process.exit(STATUS.interrupted)
    isStopping = true
    say('\nyusuan: finishing the files in hand; Ctrl-C again ends at once.')
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
  try {
    const { redact, password, bom, defuse, resume, quiet, limits } = args
    const { summary, inputs, finished, timings } = await runArchive({
      ...limits,
      words,
      output: folder,
      formats,
      redact,
      password,
      bom,
      defuse,
      resume,
      progress: quiet ? SILENT : showProgress(process.stderr),
      isStopping: () => isStopping,
    })
    if (!summary) {
      say(`yusuan: stopped with ${finished} of ${inputs} files done. The same command goes on from here.`)
      return STATUS.interrupted
    }
    say(closingWords(summary, timings, folder))
    return summary.outcomes.unreadable + summary.outcomes.failed > 0 ? STATUS.unreadable : STATUS.done
  } catch (error) {
    if (error instanceof FolderInUse) throw new UsageError(`${folder}: ${error.message}`)
    throw error
  } finally {
    process.off('SIGINT', stop)
    process.off('SIGTERM', stop)
  }
}

function closingWords(
  { files, outcomes, amounts, findings }: Summary,
  timings: readonly Timing[],
  folder: string,
): string {
  const { done, findings: flawed, unreadable, failed } = outcomes
  const slowest = [...timings].sort((a, b) => b.milliseconds - a.milliseconds).slice(0, SLOWEST_SHOWN)
  return [
    `${files} files: ${done} done, ${flawed} with errors in their accounts, ${unreadable} unreadable, ${failed} failed`,
    `${amounts.printed} amounts printed, ${amounts.placed} placed, ${amounts.proved} proved, ${amounts.contradicted} contradicted`,
    ...findings.slice(0, 5).map(({ code, count }) => `  ${code}: ${count}`),
    ...slowest.map(({ document, milliseconds }) => `  slowest: ${document} (${(milliseconds / 1000).toFixed(1)} s)`),
    ...(unreadable + failed > 0 ? [`What was not read, and what to do: ${join(folder, 'quarantine.csv')}`] : []),
    `Summary: ${join(folder, 'summary.html')}`,
  ].join('\n')
}
