import type { Diagnostic } from '../diagnostics/diagnostic.js'
import type { Fact } from '../emit/facts.js'
import type { Place } from '../grid/document.js'
import type { ParseResult } from '../parse-disclosure.js'
import { regionOf } from './region.js'

/** done: nothing of severity error · findings: read, with errors · unreadable: the file's fault · failed: the conversion's. */
export const STATUSES = ['done', 'findings', 'unreadable', 'failed'] as const
export type Status = (typeof STATUSES)[number]
/** Where it ended: getting the bytes, making sense of them, converting, or writing. */
export type Stage = 'open' | 'read' | 'convert' | 'write'

/** What became of one input; keys that have no value are null. The same whenever and wherever it is converted. */
export interface InputRecord {
  document: string
  status: Status
  /** Of unreadable and failed ones. */
  stage: Stage | null
  code: string | null
  reason: string | null
  place: Place | null
  bytes: number | null
  sha256: string | null
  format: string | null
  /** The form that it is printed in, where it is one known by name. */
  form: string | null
  /** 省 or 市, where the organisation's name or the form says which. */
  region: string | null
  organization: string | null
  fiscalYear: number | null
  kind: string | null
  /** Pages of a PDF, sheets of a workbook, 1 of a text. */
  pages: number
  /** Recognised tables, and others that are kept as data. */
  tables: number
  facts: number
  /** In recognised tables: printed = placed + ambiguous + unplaced. */
  printed: number
  placed: number
  ambiguous: number
  unplaced: number
  proved: number
  contradicted: number
  errors: number
  warnings: number
  infos: number
  /** Findings by code, in the order of the codes. */
  findings: Record<string, number>
  /** Paths in the output folder. */
  json: string | null
  xlsx: string | null
}

export interface Failure {
  stage: Stage
  code: string
  reason: string
}

const NOTHING = {
  format: null,
  form: null,
  region: null,
  organization: null,
  fiscalYear: null,
  kind: null,
  pages: 0,
  tables: 0,
  facts: 0,
  printed: 0,
  placed: 0,
  ambiguous: 0,
  unplaced: 0,
  proved: 0,
  contradicted: 0,
  json: null,
  xlsx: null,
}

export interface KnownInput {
  document: string
  bytes: number | null
  sha256: string | null
}

/** The record of an input that was read, or whose reading gave a finding. */
export function recordOf(
  known: KnownInput,
  { disclosure, diagnostics, pages }: ParseResult,
  facts: readonly Fact[],
): InputRecord {
  const counts = countFindings(diagnostics)
  if (!disclosure) return unreadableRecord(known, diagnostics)
  const ambiguous = facts.filter(({ evidence }) => evidence === 'ambiguous').length
  const unplaced = counts.findings['amount-unplaced'] ?? 0
  return {
    ...known,
    status: counts.errors > 0 ? 'findings' : 'done',
    stage: null,
    code: null,
    reason: null,
    place: null,
    format: disclosure.format,
    form: disclosure.form,
    region: regionOf(disclosure),
    organization: disclosure.organization,
    fiscalYear: disclosure.fiscalYear,
    kind: disclosure.kind,
    pages,
    tables: disclosure.tables.length,
    facts: facts.length,
    printed: facts.length + unplaced,
    placed: facts.length - ambiguous,
    ambiguous,
    unplaced,
    proved: facts.filter(({ proof }) => proof === 'proved').length,
    contradicted: facts.filter(({ proof }) => proof === 'contradicted').length,
    ...counts,
    json: null,
    xlsx: null,
  }
}

const NOT_OPENED: ReadonlySet<string> = new Set(['file-unavailable', 'archive-entry-refused', 'archive-unfolds'])

/** The record of an input that its findings say cannot be read. */
export function unreadableRecord(known: KnownInput, diagnostics: readonly Diagnostic[]): InputRecord {
  const cause = diagnostics.find(({ severity }) => severity === 'error') ?? diagnostics[0]
  const isNotOpened = NOT_OPENED.has(cause?.code ?? '')
  return {
    ...known,
    status: 'unreadable',
    stage: isNotOpened ? 'open' : 'read',
    code: cause?.code ?? null,
    reason: cause?.message ?? null,
    place: cause?.places[0] ?? null,
    ...NOTHING,
    ...countFindings(diagnostics),
  }
}

/** The record of an input whose conversion did not come to an end. */
export function failedRecord(known: KnownInput, { stage, code, reason }: Failure): InputRecord {
  return { ...known, status: 'failed', stage, code, reason, place: null, ...NOTHING, ...countFindings([]) }
}

function countFindings(diagnostics: readonly Diagnostic[]) {
  const codes = [...new Set(diagnostics.map(({ code }) => code))].sort()
  const ofSeverity = (wanted: string) => diagnostics.filter(({ severity }) => severity === wanted).length
  return {
    errors: ofSeverity('error'),
    warnings: ofSeverity('warning'),
    infos: ofSeverity('info'),
    findings: Object.fromEntries(codes.map((code) => [code, diagnostics.filter((item) => item.code === code).length])),
  }
}
