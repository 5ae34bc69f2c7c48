import { type ComparableFact, diffFacts } from '../emit/diff-facts.js'
import { toFacts } from '../emit/facts.js'
import { parseDisclosure } from '../parse-disclosure.js'
import type { DiffArguments } from './arguments.js'
import { openInput } from './read-input.js'
import { placeText } from './report.js'
import { complain, plain } from './terminal.js'

/** What was compared, or null where an input could not be read; messages are on standard error by then. */
export interface DiffOutcome {
  text: string
  isDifferent: boolean
}

/** Facts of a document, or those of an earlier run saved as NDJSON. */
async function factsOf(input: string, password: string | null): Promise<readonly ComparableFact[] | null> {
  const opened = await openInput(input)
  if (opened instanceof Uint8Array) {
    const head = new TextDecoder().decode(opened.subarray(0, 64))
    if (/^\s*\{"document"/.test(head)) {
      const lines = new TextDecoder().decode(opened).split('\n')
      return lines.filter((line) => line.trim() !== '').map((line) => JSON.parse(line) as ComparableFact)
    }
    const { disclosure, diagnostics } = await parseDisclosure(opened, {
      document: input,
      ...(password === null ? {} : { password }),
    })
    if (disclosure) return toFacts(disclosure)
    for (const { message, code } of diagnostics) complain(`yusuan: ${input}: ${message} [${code}]`)
    return null
  }
  complain(`yusuan: ${input}: ${opened.message} [${opened.code}]`)
  return null
}

function nameOf({ table, side, code, label, measure }: ComparableFact): string {
  return [table, side, code, label, measure ?? 'open'].filter((part) => part != null && part !== '').join(' · ')
}

function where(fact: ComparableFact): string {
  const { sheet = null, cell = null, page = null, bbox = null, line = null } = fact
  const text = placeText({ sheet, cell, page, bbox, line })
  return text === '' ? '' : ` (${text})`
}

/** Compares the facts of two inputs: added, gone and changed, by table and code. */
export async function diff({ inputs: [a, b], format, password }: DiffArguments): Promise<DiffOutcome | null> {
  const before = await factsOf(a, password)
  const after = await factsOf(b, password)
  if (!before || !after) return null
  const result = diffFacts(before, after)
  const isDifferent = result.added.length + result.gone.length + result.changed.length > 0
  if (format === 'json') return { text: `${JSON.stringify(result)}\n`, isDifferent }
  const lines = [
    ...result.changed.map(
      ({ before: one, after: other, yuan }) =>
        `~ ${nameOf(one)}: ${one.amount} → ${other.amount} ${other.unit} (${yuan} 元)${where(other)}`,
    ),
    ...result.gone.map((fact) => `- ${nameOf(fact)}: ${fact.amount} ${fact.unit}${where(fact)}`),
    ...result.added.map((fact) => `+ ${nameOf(fact)}: ${fact.amount} ${fact.unit}${where(fact)}`),
    `${result.same} same, ${result.changed.length} changed, ${result.gone.length} gone, ${result.added.length} added`,
  ]
  return { text: `${lines.map(plain).join('\n')}\n`, isDifferent }
}
