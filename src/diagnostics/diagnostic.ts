import type { Place } from '../grid/document.js'
import { CATALOGUE, type DiagnosticCode, type Severity } from './catalogue.js'

/** One finding about a document. Keys that have no value are null. */
export interface Diagnostic {
  code: DiagnosticCode
  severity: Severity
  message: string
  document: string | null
  table: string | null
  row: { code: string; label: string } | null
  measure: string | null
  /** Decimal texts in the unit of the table. */
  expected: string | null
  found: string | null
  difference: string | null
  places: readonly Place[]
  /** Id of the identity that fails or rounds. */
  identity: string | null
}

type Details = Partial<Omit<Diagnostic, 'code' | 'severity' | 'message'>>

/** Makes a finding; `values` fill the `{name}` slots of the catalogue's sentence. */
export function diagnostic(
  code: DiagnosticCode,
  values: Readonly<Record<string, string | number>> = {},
  details: Details = {},
): Diagnostic {
  const entry = CATALOGUE[code]
  const message = entry.sentence.replace(/\{(\w+)\}/g, (slot, name: string) => String(values[name] ?? slot))
  return {
    code,
    severity: entry.severity,
    message,
    document: null,
    table: null,
    row: null,
    measure: null,
    expected: null,
    found: null,
    difference: null,
    places: [],
    identity: null,
    ...details,
  }
}
