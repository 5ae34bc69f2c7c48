import { bestReading } from './best-reading.js'
import { summariseAccounts, type TableAccount } from './checks/account-summary.js'
import { checkCodes } from './checks/check-codes.js'
import { checkIndicators } from './checks/check-indicators.js'
import { checkRows } from './checks/check-rows.js'
import { nameCulprits } from './checks/culprit.js'
import { culpritFindings } from './checks/culprit-findings.js'
import { findingsOf } from './checks/prove.js'
import { composeDisclosure, withDocument } from './compose-disclosure.js'
import { type Diagnostic, diagnostic } from './diagnostics/diagnostic.js'
import { type ReadOptions, readSource } from './read/read-source.js'
import type { Disclosure } from './schema/disclosure.js'

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

  const { extracted, equations, resolved, unplaced, checks, proofOf } = bestReading(source.value)
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
    ...checkCodes(resolved.value, unplaced),
    ...checkRows(resolved.value, kind, unplaced),
    ...checkIndicators(resolved.value),
    ...(disclosure.tables.every((table) => table.id === 'other') ? [diagnostic('no-tables')] : []),
  ]
  const accounts = summariseAccounts(resolved.value, checks, proofOf)
  const pages = source.value.sheets.length
  return { disclosure, diagnostics: withDocument(diagnostics, document), accounts, pages }
}
