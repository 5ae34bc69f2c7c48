import type { Diagnostic } from './diagnostics/diagnostic.js'
import { type ComparableFact, diffFacts } from './emit/diff-facts.js'
import { type Fact, toFacts } from './emit/facts.js'
import type { ParseResult } from './parse-disclosure.js'
import type { Disclosure } from './schema/disclosure.js'

interface MatcherResult {
  pass: boolean
  message: () => string
}

type FactsInput = readonly Fact[] | Disclosure | ParseResult

function isResult(input: unknown): input is ParseResult {
  return typeof input === 'object' && input !== null && 'disclosure' in input && 'diagnostics' in input
}

function factsOf(input: FactsInput): readonly Fact[] {
  if (isResult(input)) return input.disclosure ? toFacts(input.disclosure) : []
  return 'tables' in input ? toFacts(input) : input
}

function placeOf(fact: Partial<Fact>): string {
  if (fact.page != null) return ` (p. ${fact.page})`
  if (fact.sheet != null) return ` (${fact.sheet}!${fact.cell})`
  return fact.line == null ? '' : ` (line ${fact.line})`
}

function nameOf({ table, side, code, label, measure }: ComparableFact): string {
  return [table, side, code, label, measure ?? 'open'].filter((part) => part != null && part !== '').join(' · ')
}

function findingLine({ code, message, row, places }: Diagnostic): string {
  const where = row ? `${row.code} ${row.label}`.trim() : ''
  const [first] = places
  return `  ${code}${where === '' ? '' : ` · ${where}`}${first ? placeOf(first as Partial<Fact>) : ''}: ${message}`
}

/** Passes where no identity of the accounts fails, and nothing else of severity error was found. Takes a ParseResult. */
function toReconcile(received: ParseResult): MatcherResult {
  const errors = received.diagnostics.filter(({ severity }) => severity === 'error')
  const pass = received.disclosure !== null && errors.length === 0
  const found = errors.length === 0 ? ['  no disclosure was read'] : errors.map(findingLine)
  return {
    pass,
    message: () =>
      pass
        ? 'expected the accounts not to reconcile, but every identity holds'
        : `expected the accounts to reconcile, but\n${found.join('\n')}`,
  }
}

/** Passes where every fact of the fixture was read with the same amount; more facts may have been read. */
function toContainFacts(received: FactsInput, fixture: readonly ComparableFact[]): MatcherResult {
  const diff = diffFacts<ComparableFact>(fixture, factsOf(received))
  const missing = diff.gone.map((fact) => `  ${nameOf(fact)}: expected ${fact.amount} ${fact.unit}, found nothing`)
  const wrong = diff.changed.map(
    ({ before, after }) =>
      `  ${nameOf(before)}: expected ${before.amount} ${before.unit}, found ${after.amount} ${after.unit}${placeOf(after)}`,
  )
  const pass = missing.length + wrong.length === 0
  return {
    pass,
    message: () =>
      pass
        ? `expected some of the ${fixture.length} facts to be missing, but all were read`
        : `expected these facts, of ${fixture.length}:\n${[...wrong, ...missing].join('\n')}`,
  }
}

/** The matchers as types: `declare module 'vitest' { interface Matchers<T> extends BudgetMatchers<T> {} }`. */
export interface BudgetMatchers<R = unknown> {
  toReconcile(): R
  toContainFacts(fixture: readonly ComparableFact[]): R
}

/**
 * Matchers for vitest and jest: `expect.extend(matchers)`, then `expect(result).toReconcile()` and
 * `expect(result).toContainFacts(fixture)`.
 */
export const matchers = { toReconcile, toContainFacts }

export { type ChangedFact, type ComparableFact, diffFacts, type FactsDiff } from './emit/diff-facts.js'
