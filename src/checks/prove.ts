import { Decimal } from 'decimal.js'
import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.js'
import type { ExtractedTable } from '../extract/table.js'
import { parseAmount } from '../normalise/amount.js'
import type { Proof } from '../schema/vocabulary.js'
import type { Equation, Slot } from './equation.js'
import { amountAt, type Evaluation, evaluate } from './evaluate.js'

/** An equation with its outcome in this document. */
export interface Check {
  equation: Equation
  evaluation: Evaluation
}

export function slotKey({ table, row, measure }: Slot): string {
  return `${table}/${row}/${measure}`
}

export function slotsOf(equation: Equation): Slot[] {
  return [equation.total, ...equation.parts, ...(equation.addends ?? [])]
}

/** By kind of table: the amounts that are reported and stand in no row of it, without sign. */
export type UnplacedAmounts = ReadonlyMap<string, readonly Decimal[]>

export function unplacedAmounts(diagnostics: readonly Diagnostic[]): UnplacedAmounts {
  const unplaced = new Map<string, Decimal[]>()
  for (const { code, table, found } of diagnostics) {
    const amount = code === 'amount-unplaced' && table !== null && found !== null ? parseAmount(found) : null
    if (!amount || table === null) continue
    const known = unplaced.get(table)
    if (known) known.push(amount.value.abs())
    else unplaced.set(table, [amount.value.abs()])
  }
  return unplaced
}

/** Sums of some amounts that are looked at: of twelve there are 4,096. */
const MOST_SUMS = 5_000

/** True where some of the amounts, each once, come to a difference; and where there are too many of them to say. */
export function comesTo(amounts: readonly Decimal[], difference: Decimal): boolean {
  const wanted = difference.abs()
  let sums = new Map([['0', new Decimal(0)]])
  for (const amount of amounts) {
    const more = [...sums.values()].map((sum) => sum.plus(amount)).filter((sum) => sum.lte(wanted))
    sums = new Map([...sums, ...more.map((sum) => [sum.toFixed(), sum] as const)])
    if (sums.has(wanted.toFixed()) || sums.size > MOST_SUMS) return true
  }
  return false
}

/**
 * Weighs every equation; those that are not applicable are left out, and those that fail by amounts which could not be
 * placed: the accounts are as printed, as far as is known.
 */
export function runChecks(
  tables: readonly ExtractedTable[],
  equations: readonly Equation[],
  unplaced: UnplacedAmounts = new Map(),
): Check[] {
  const lacksAmount = ({ equation, evaluation }: Check) => {
    if (evaluation.outcome !== 'violated') return false
    const concerned = new Set(slotsOf(equation).map(({ table }) => table))
    return [...concerned].some((table) => {
      const missing = unplaced.get(tables[table]?.id ?? '')
      return missing !== undefined && comesTo(missing, evaluation.difference)
    })
  }
  return equations
    .map((equation) => ({ equation, evaluation: evaluate(equation, tables) }))
    .filter((check) => check.evaluation.outcome !== 'not-applicable' && !lacksAmount(check))
}

/**
 * Proof of each slot: `contradicted` in a violated identity, else `proved` in a holding one; no key where no identity
 * covers it. Part ≤ whole proves nothing: any smaller amount would hold as well.
 */
export function proofs(checks: readonly Check[], tables: readonly ExtractedTable[]): Map<string, Proof> {
  const proof = new Map<string, Proof>()
  for (const { equation, evaluation } of checks) {
    const isViolated = evaluation.outcome === 'violated'
    if (!isViolated && equation.relation === '≤') continue
    for (const slot of slotsOf(equation)) {
      const key = slotKey(slot)
      if (amountAt(tables, slot) === undefined || proof.get(key) === 'contradicted') continue
      proof.set(key, isViolated ? 'contradicted' : 'proved')
    }
  }
  return proof
}

function finding({ equation, evaluation }: Check, tables: readonly ExtractedTable[]): Diagnostic {
  const { identity, total } = equation
  const table = tables[total.table] as ExtractedTable
  const row = table.rows[total.row]
  const { expected, found, difference } = evaluation
  const isRounding = evaluation.outcome === 'holds'
  const values = {
    formula: identity.formula,
    expected: expected.toFixed(),
    found: found.toFixed(),
    difference: difference.toFixed(),
    unit: table.unit,
  }
  return diagnostic(isRounding ? 'rounding-difference' : 'identity-violated', values, {
    table: table.id,
    row: row ? { code: row.code, label: row.label } : null,
    measure: total.measure,
    expected: values.expected,
    found: values.found,
    difference: values.difference,
    places: slotsOf(equation).flatMap((slot) => amountAt(tables, slot)?.place ?? []),
    identity: identity.id,
  })
}

/** A finding for each identity that fails, and for each that holds by its rounding allowance only. */
export function findingsOf(checks: readonly Check[], tables: readonly ExtractedTable[]): Diagnostic[] {
  return checks.flatMap((check) => {
    const { evaluation, equation } = check
    const isExact = evaluation.difference.isZero() || equation.relation === '≤'
    return evaluation.outcome === 'violated' || !isExact ? [finding(check, tables)] : []
  })
}
