import { summariseAccounts, type TableAccount } from './checks/account-summary.js'
import { checkCodes } from './checks/check-codes.js'
import { checkIndicators } from './checks/check-indicators.js'
import { checkRows } from './checks/check-rows.js'
import { nameCulprits } from './checks/culprit.js'
import { culpritFindings } from './checks/culprit-findings.js'
import type { Equation } from './checks/equation.js'
import { equationsOf } from './checks/equations.js'
import { type Check, findingsOf, proofs, runChecks, unplacedAmounts } from './checks/prove.js'
import { composeDisclosure, withDocument } from './compose-disclosure.js'
import { type Diagnostic, diagnostic } from './diagnostics/diagnostic.js'
import { type Extracted, readingsOf } from './extract/extract-tables.js'
import { type ReadOptions, readSource } from './read/read-source.js'
import { placeAmounts } from './resolve/place-amounts.js'
import type { Disclosure } from './schema/disclosure.js'
import { isOtherMeasure, type Proof } from './schema/vocabulary.js'

export interface ParseOptions extends ReadOptions {
  /** Name of the input in facts and findings, such as its path. */
  document?: string
  /** Leave out contact persons and telephone numbers. */
  redact?: boolean
}

export interface ParseResult {
  /** Null where the input could not be read; a finding of severity error says why. */
  disclosure: Disclosure | null
  diagnostics: Diagnostic[]
  /** How far each table is proved, in the order of `disclosure.tables`. */
  accounts: TableAccount[]
  /** Pages of a PDF, sheets of a workbook, 1 of a text; 0 where the input could not be read. */
  pages: number
}

/** A reading of a document, with its amounts placed and weighed. */
interface Reading {
  extracted: Extracted
  equations: readonly Equation[]
  resolved: ReturnType<typeof placeAmounts>
  checks: readonly Check[]
  proofOf: ReadonlyMap<string, Proof>
  /** Amounts that the accounts prove, less those that they contradict. */
  proved: number
  /** Amounts under a measure of the vocabulary. */
  placed: number
}

function tellsMore(left: Reading, right: Reading): boolean {
  return left.proved === right.proved ? left.placed > right.placed : left.proved > right.proved
}

function accountFor(extracted: Extracted): Reading {
  const { tables, kind } = extracted.value
  const equations = equationsOf(tables, kind)
  const resolved = placeAmounts(tables, equations)
  const checks = runChecks(resolved.value, equations, unplacedAmounts(extracted.diagnostics))
  const proofOf = proofs(checks, resolved.value)
  let proved = 0
  for (const proof of proofOf.values()) proved += proof === 'proved' ? 1 : -1
  const amounts = resolved.value.flatMap((table) => table.rows.flatMap((row) => row.amounts))
  const placed = amounts.filter(({ measure }) => measure !== null && !isOtherMeasure(measure)).length
  return { extracted, equations, resolved, checks, proofOf, proved, placed }
}

/**
 * Reads one disclosure: a workbook, a PDF, a web page or a text, recognised by its bytes.
 *
 * Input: bytes (a Buffer is one), or a text already decoded.
 * Never throws on a bad document: what is wrong with it is in `diagnostics`, beside whatever could be read.
 */
export async function parseDisclosure(input: Uint8Array | string, options: ParseOptions = {}): Promise<ParseResult> {
  const document = options.document ?? null
  const source = await readSource(input, options)
  if (!source.value) {
    return { disclosure: null, diagnostics: withDocument(source.diagnostics, document), accounts: [], pages: 0 }
  }

  const [first, ...others] = readingsOf(source.value).map(accountFor)
  const reading = others.reduce((best, other) => (tellsMore(other, best) ? other : best), first as Reading)
  const { extracted, equations, resolved, checks, proofOf } = reading
  const { organization, fiscalYear, kind, form } = extracted.value
  const violated = checks.filter(({ evaluation }) => evaluation.outcome === 'violated')
  const culprits = nameCulprits(
    resolved.value,
    equations,
    violated.map(({ equation }) => equation),
  )

  const disclosure = composeDisclosure(
    {
      document,
      format: source.value.format,
      organization,
      fiscalYear,
      kind,
      form,
      tables: resolved.value,
      proofs: proofOf,
    },
    { redact: options.redact ?? false },
  )
  const diagnostics = [
    ...source.diagnostics,
    ...extracted.diagnostics,
    ...resolved.diagnostics,
    ...findingsOf(checks, resolved.value),
    ...culpritFindings(culprits, resolved.value),
    ...checkCodes(resolved.value),
    ...checkRows(resolved.value, kind),
    ...checkIndicators(resolved.value),
    ...(disclosure.tables.every((table) => table.id === 'other') ? [diagnostic('no-tables')] : []),
  ]
  const accounts = summariseAccounts(resolved.value, checks, proofOf)
  const pages = source.value.sheets.length
  return { disclosure, diagnostics: withDocument(diagnostics, document), accounts, pages }
}
