import packageJson from '../../package.json' with { type: 'json' }
import type { Diagnostic } from '../diagnostics/diagnostic.js'
import { type CheckArguments, type ConvertArguments, readArguments, UsageError } from './arguments.js'
import { diff } from './diff.js'
import { openOutput } from './output.js'
import { outputFolder, singleFormat } from './output-folder.js'
import { parseInput } from './read-input.js'
import { reportText } from './report.js'
import { complain } from './terminal.js'
import { USAGE } from './usage.js'

const STATUS = { done: 0, findings: 1, usage: 2, unreadable: 3 } as const

function printLine(text: string): void {
  process.stdout.write(`${text}\n`)
}

function complainOf(diagnostics: readonly Diagnostic[]): void {
  for (const { document, message, code } of diagnostics) complain(`yusuan: ${document}: ${message} [${code}]`)
}

async function convert(args: ConvertArguments): Promise<number> {
  const folder = await outputFolder(args)
  if (folder !== null) {
    const { convertArchive } = await import('./archive.js')
    return convertArchive(args, folder)
  }
  const to = singleFormat(args)
  const output = await openOutput({ ...args, to })
  let status: number = STATUS.done
  for (const input of args.inputs) {
    const result = await parseInput(input, args)
    if (result.disclosure) {
      await output.write(input, result.disclosure, result.diagnostics)
      // Facts and csv have no place for what is wrong: a document without any would leave nothing but an empty output.
      if (to !== 'json') complainOf(result.diagnostics.filter(({ code }) => code === 'no-tables'))
    } else {
      complainOf(result.diagnostics)
      status = STATUS.unreadable
    }
  }
  await output.close()
  return status
}

async function check(args: CheckArguments): Promise<number> {
  let status: number = STATUS.done
  for (const input of args.inputs) {
    const result = await parseInput(input, args)
    if (args.format === 'json') for (const finding of result.diagnostics) printLine(JSON.stringify(finding))
    else process.stdout.write(reportText(input, result))
    if (!result.disclosure) status = STATUS.unreadable
    const fails = result.diagnostics.some(
      ({ severity }) => severity === 'error' || (args.strict && severity === 'warning'),
    )
    if (fails && status === STATUS.done) status = STATUS.findings
  }
  return status
}

/** Runs the command; resolves to its exit status. */
export async function run(tokens: readonly string[]): Promise<number> {
  try {
    const args = readArguments(tokens)
    switch (args.command) {
      case 'help':
        process.stdout.write(USAGE)
        return STATUS.done
      case 'version':
        printLine(packageJson.version)
        return STATUS.done
      case 'pipe': {
        const { pipe } = await import('../batch/pipe.js')
        await pipe({ input: process.stdin, output: process.stdout, ...args })
        return STATUS.done
      }
      case 'schema': {
        const { disclosureJsonSchema } = await import('../schema/disclosure.js')
        printLine(JSON.stringify(disclosureJsonSchema(), null, 2))
        return STATUS.done
      }
      case 'convert':
        return await convert(args)
      case 'check':
        return await check(args)
      case 'diff': {
        const outcome = await diff(args)
        if (!outcome) return STATUS.unreadable
        process.stdout.write(outcome.text)
        return outcome.isDifferent ? STATUS.findings : STATUS.done
      }
    }
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    complain(`yusuan: ${error.message} See yusuan --help.`)
    return STATUS.usage
  }
}
