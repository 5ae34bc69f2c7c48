import type { Equation } from './checks/equation.js'
import { equationsOf } from './checks/equations.js'
import { type Check, proofs, runChecks, type UnplacedAmounts, unplacedAmounts } from './checks/prove.js'
import type { Diagnostic } from './diagnostics/diagnostic.js'
import { type Extracted, readingsOf } from './extract/extract-tables.js'
import type { ExtractedTable } from './extract/table.js'
import type { SourceDocument } from './grid/document.js'
import { placeAmounts } from './resolve/place-amounts.js'
import { isOtherMeasure, type Proof } from './schema/vocabulary.js'

/** A reading of a document, with its amounts placed and weighed. */
export interface Reading {
  extracted: Extracted
  equations: readonly Equation[]
  resolved: ReturnType<typeof placeAmounts>
  unplaced: UnplacedAmounts
  checks: readonly Check[]
  proofOf: ReadonlyMap<string, Proof>
  /** What it tells, the more telling first. */
  merits: readonly [proved: number, placed: number, told: number]
}

function tellsMore(left: Reading, right: Reading): boolean {
  const at = left.merits.findIndex((merit, index) => merit !== right.merits[index])
  return at >= 0 && (left.merits[at] as number) > (right.merits[at] as number)
}

/**
 * Amounts that the accounts prove, less those that they contradict; amounts under a measure of the vocabulary; amounts of
 * known tables, those reported with them.
 */
function meritsOf(
  tables: readonly ExtractedTable[],
  proofOf: ReadonlyMap<string, Proof>,
  reported: readonly Diagnostic[],
): Reading['merits'] {
  let proved = 0
  for (const proof of proofOf.values()) proved += proof === 'proved' ? 1 : -1
  const known = tables.filter(({ id }) => id !== 'other')
  const amounts = known.flatMap((table) => table.rows.flatMap((row) => row.amounts))
  const placed = amounts.filter(({ measure }) => measure !== null && !isOtherMeasure(measure)).length
  const unplaced = reported.filter(({ code }) => code === 'amount-unplaced').length
  return [proved, placed, amounts.length + unplaced]
}

function accountFor(extracted: Extracted): Reading {
  const { tables, kind } = extracted.value
  const equations = equationsOf(tables, kind)
  const resolved = placeAmounts(tables, equations)
  const unplaced = unplacedAmounts(extracted.diagnostics)
  const checks = runChecks(resolved.value, equations, unplaced)
  const proofOf = proofs(checks, resolved.value)
  const merits = meritsOf(resolved.value, proofOf, extracted.diagnostics)
  return { extracted, equations, resolved, unplaced, checks, proofOf, merits }
}

/** Of what may be read out of a document the reading that its accounts bear out best. */
export function bestReading(document: SourceDocument): Reading {
  const [first, ...others] = readingsOf(document).map(accountFor)
  return others.reduce((best, other) => (tellsMore(other, best) ? other : best), first as Reading)
}
