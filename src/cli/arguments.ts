import { parseArgs } from 'node:util'

export interface ConvertArguments {
  command: 'convert'
  inputs: string[]
  to: 'json' | 'facts' | 'csv'
  output: string | null
  redact: boolean
  bom: boolean
  password: string | null
}

export interface CheckArguments {
  command: 'check'
  inputs: string[]
  format: 'text' | 'json'
  strict: boolean
  password: string | null
}

export interface DiffArguments {
  command: 'diff'
  inputs: readonly [string, string]
  format: 'text' | 'json'
  password: string | null
}

export type Arguments = ConvertArguments | CheckArguments | DiffArguments | { command: 'schema' | 'help' | 'version' }

/** A mistake on the command line; its message says what to do. */
export class UsageError extends Error {}

const OPTIONS = {
  to: { type: 'string' },
  format: { type: 'string' },
  output: { type: 'string', short: 'o' },
  redact: { type: 'boolean' },
  bom: { type: 'boolean' },
  strict: { type: 'boolean' },
  password: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'v' },
} as const

function oneOf<const T extends string>(option: string, value: string | undefined, allowed: readonly T[]): T {
  if (value === undefined) return allowed[0] as T
  if ((allowed as readonly string[]).includes(value)) return value as T
  throw new UsageError(`${option} takes ${allowed.join(', ')}; not “${value}”.`)
}

function parseTokens(tokens: readonly string[]) {
  try {
    return parseArgs({ args: [...tokens], options: OPTIONS, allowPositionals: true })
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}

/** Reads the command line; throws a UsageError that says what is wrong. */
export function readArguments(tokens: readonly string[]): Arguments {
  const { values, positionals } = parseTokens(tokens)
  if (values.help || tokens.length === 0) return { command: 'help' }
  if (values.version) return { command: 'version' }
  const [command, ...inputs] = positionals
  const password = values.password ?? null
  if (command === 'schema') return { command }
  if (command === 'diff') {
    const [a, b] = inputs
    if (a === undefined || b === undefined || inputs.length > 2) throw new UsageError('diff needs two inputs.')
    return { command, inputs: [a, b], format: oneOf('--format', values.format, ['text', 'json']), password }
  }
  if (command !== 'convert' && command !== 'check') {
    throw new UsageError(`“${command ?? ''}” is no command; the commands are convert, check, diff and schema.`)
  }
  if (inputs.length === 0) throw new UsageError(`${command} needs an input: a file, or - for standard input.`)
  if (command === 'check') {
    const format = oneOf('--format', values.format, ['text', 'json'])
    return { command, inputs, format, strict: values.strict ?? false, password }
  }
  const to = oneOf('--to', values.to, ['json', 'facts', 'csv'])
  return {
    command,
    inputs,
    to,
    output: values.output ?? null,
    redact: values.redact ?? false,
    bom: values.bom ?? false,
    password,
  }
}
