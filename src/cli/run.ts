import packageJson from '../../package.json' with { type: 'json' }
import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.js'
import { type ParseResult, parseDisclosure } from '../parse-disclosure.js'
import { disclosureJsonSchema } from '../schema/disclosure.js'
import { type CheckArguments, type ConvertArguments, readArguments, UsageError } from './arguments.js'
import { InputError, readInput } from './inputs.js'
import { openOutput } from './output.js'
import { printReport } from './report.js'
import { USAGE } from './usage.js'

const STATUS = { done: 0, findings: 1, usage: 2, unreadable: 3 } as const

function printLine(text: string): void {
  process.stdout.write(`${text}\n`)
}

/** Reads and parses one input; null, with a message, where it cannot be opened at all. */
async function parseInput(input: string, options: { redact?: boolean; password: string | null }): Promise<ParseResult> {
  try {
    const bytes = await readInput(input)
    const password = options.password === null ? {} : { password: options.password }
    return await parseDisclosure(bytes, { document: input, redact: options.redact ?? false, ...password })
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    const finding = { ...diagnostic('file-unavailable', { reason: error.message }), document: input }
    return { disclosure: null, diagnostics: [finding], accounts: [] }
  }
}

function complain(diagnostics: readonly Diagnostic[]): void {
  for (const { document, message, code } of diagnostics)
    process.stderr.write(`yusuan: ${document}: ${message} [${code}]\n`)
}

async function convert(args: ConvertArguments): Promise<number> {
  const output = await openOutput(args)
  let status: number = STATUS.done
  for (const input of args.inputs) {
    const result = await parseInput(input, args)
    if (result.disclosure) await output.write(input, result.disclosure, result.diagnostics)
    else {
      complain(result.diagnostics)
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
    else printReport(input, result)
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
      case 'schema':
        printLine(JSON.stringify(disclosureJsonSchema(), null, 2))
        return STATUS.done
      case 'convert':
        return await convert(args)
      case 'check':
        return await check(args)
    }
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    process.stderr.write(`yusuan: ${error.message} See yusuan --help.\n`)
    return STATUS.usage
  }
}
