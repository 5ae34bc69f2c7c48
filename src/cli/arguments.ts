import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { FORMATS, type Format } from '../batch/formats.js'
import type { PoolLimits } from '../batch/worker-pool.js'

/** What one file or standard output can hold, and what a folder can. */
export const DOCUMENT_FORMATS = ['json', 'facts', 'csv'] as const
export type DocumentFormat = (typeof DOCUMENT_FORMATS)[number]

export interface ConvertArguments {
  command: 'convert'
  inputs: string[]
  /** As given, each a known format; empty where the default is wanted. */
  formats: Format[]
  output: string | null
  /** A list of inputs, one a line; `-` is standard input. */
  filesFrom: string | null
  limits: PoolLimits
  resume: boolean
  quiet: boolean
  redact: boolean
  bom: boolean
  /** Text that a spreadsheet would run as a formula is defused in CSV. */
  defuse: boolean
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

export interface PipeArguments {
  command: 'pipe'
  to: 'facts' | 'json'
  redact: boolean
  password: string | null
  limits: PoolLimits
}

export type Arguments =
  | ConvertArguments
  | PipeArguments
  | CheckArguments
  | DiffArguments
  | { command: 'schema' | 'help' | 'version' }

/** A mistake on the command line; its message says what to do. */
export class UsageError extends Error {}

const OPTIONS = {
  to: { type: 'string' },
  format: { type: 'string' },
  output: { type: 'string', short: 'o' },
  redact: { type: 'boolean' },
  bom: { type: 'boolean' },
  defuse: { type: 'boolean' },
  strict: { type: 'boolean' },
  'files-from': { type: 'string' },
  workers: { type: 'string' },
  'time-limit': { type: 'string' },
  'memory-limit': { type: 'string' },
  'recycle-after': { type: 'string' },
  'no-resume': { type: 'boolean' },
  resume: { type: 'boolean' },
  quiet: { type: 'boolean', short: 'q' },
  password: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'v' },
} as const

function oneOf<const T extends string>(option: string, value: string | undefined, allowed: readonly T[]): T {
  if (value === undefined) return allowed[0] as T
  if ((allowed as readonly string[]).includes(value)) return value as T
  throw new UsageError(`${option} takes ${allowed.join(', ')}; not “${value}”.`)
}

function count(option: string, value: string | undefined, usual: number): number {
  if (value === undefined) return usual
  if (/^[1-9]\d{0,8}$/.test(value)) return parseInt(value, 10)
  throw new UsageError(`${option} takes a whole number from 1; not “${value}”.`)
}

function formatsOf(value: string | undefined): Format[] {
  const names = value?.split(',').map((name) => name.trim()) ?? []
  return [...new Set(names.map((name) => oneOf('--to', name, FORMATS)))]
}

type Values = ReturnType<typeof parseTokens>['values']

function limitsOf(values: Values, workers: number): PoolLimits {
  return {
    workers: count('--workers', values.workers, workers),
    seconds: count('--time-limit', values['time-limit'], 120),
    megabytes: count('--memory-limit', values['memory-limit'], 400),
    recycleAfter: count('--recycle-after', values['recycle-after'], 500),
  }
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
  if (command === 'pipe') {
    const to = oneOf('--to', values.to, ['facts', 'json'])
    return { command, to, redact: values.redact ?? false, password, limits: limitsOf(values, 1) }
  }
  if (command !== 'convert' && command !== 'check') {
    throw new UsageError(`“${command ?? ''}” is no command; the commands are convert, check, diff, pipe and schema.`)
  }
  const filesFrom = values['files-from'] ?? null
  if (inputs.length === 0 && filesFrom === null)
    throw new UsageError(`${command} needs an input: a file, or - for standard input.`)
  if (command === 'check') {
    const format = oneOf('--format', values.format, ['text', 'json'])
    return { command, inputs, format, strict: values.strict ?? false, password }
  }
  return {
    command,
    inputs,
    formats: formatsOf(values.to),
    output: values.output ?? null,
    filesFrom,
    limits: limitsOf(values, availableParallelism()),
    resume: !(values['no-resume'] ?? false),
    quiet: values.quiet ?? false,
    redact: values.redact ?? false,
    bom: values.bom ?? false,
    defuse: values.defuse ?? false,
    password,
  }
}
