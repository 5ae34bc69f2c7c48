import { slotKey } from './checks/prove.js'
import type { Diagnostic } from './diagnostics/diagnostic.js'
import type { ExtractedForm, ExtractedRow, ExtractedTable } from './extract/table.js'
import type { Disclosure } from './schema/disclosure.js'
import type { Source } from './schema/place.js'
import type { Table } from './schema/table.js'
import { isOtherMeasure, MEASURES, type MeasureId, type Proof } from './schema/vocabulary.js'

/** Everything that the stages found out about one document. */
export interface Findings {
  document: string | null
  format: Disclosure['format']
  organization: string | null
  fiscalYear: number | null
  kind: Disclosure['kind']
  form: string | null
  tables: readonly ExtractedTable[]
  proofs: ReadonlyMap<string, Proof>
}

/** Personal data, left out on request. */
const PERSONAL_FIELDS = ['contact', 'telephone'] as const

function composeRow(row: ExtractedRow, measures: readonly MeasureId[], proofOf: (measure: MeasureId) => Proof) {
  const amounts: Record<string, unknown> = Object.fromEntries(measures.map((measure) => [measure, null]))
  const sources: Record<string, Source> = {}
  const others = []
  const open = []
  for (const { measure, text, place } of row.dashes) {
    if (isOtherMeasure(measure)) continue
    sources[measure] = { printed: text, place, evidence: 'printed', proof: null }
  }
  for (const amount of row.amounts) {
    const { value, text, place, evidence, stored } = amount
    if (amount.measure === null) {
      open.push({ amount: value, printed: text, place, proof: 'unproved' as const, candidates: [...amount.candidates] })
      continue
    }
    const known = { printed: text, place, evidence, proof: proofOf(amount.measure) }
    const source = stored === undefined ? known : { ...known, stored }
    if (isOtherMeasure(amount.measure)) {
      others.push({ header: amount.measure.slice('other:'.length), amount: value, source })
      continue
    }
    amounts[amount.measure] = value
    sources[amount.measure] = source
  }
  const { code, label, printedLabel, depth, place, classifications = [] } = row
  return {
    code,
    label,
    printedLabel,
    depth,
    classifications: [...classifications],
    place,
    ...amounts,
    sources,
    others,
    open,
  }
}

function composeForm(form: ExtractedForm | undefined, fields: readonly string[], redact: boolean) {
  const texts = fields.map((field) => {
    const isLeftOut = redact && (PERSONAL_FIELDS as readonly string[]).includes(field)
    return [field, isLeftOut ? null : (form?.fields[field]?.text ?? null)]
  })
  return { ...Object.fromEntries(texts), indicators: [...(form?.indicators ?? [])] }
}

const FORM_FIELDS: Partial<Record<Table['id'], readonly string[]>> = {
  'department-performance': ['department', 'goal', 'notes'],
  'project-performance': [
    'applicant',
    'implementingUnit',
    'projectType',
    'contact',
    'telephone',
    'overview',
    'legalBasis',
    'schedule',
    'annualGoal',
  ],
}

function composeTable(table: ExtractedTable, index: number, findings: Findings, redact: boolean): Table {
  const { id, title, organization, fiscalYear, unit, unitPrinted, places } = table
  const common = { id, title, organization, fiscalYear, unit, unitPrinted, places: [...places] }
  const measures = MEASURES[id]
  const fields = FORM_FIELDS[id]
  const rows = table.rows.map((row, at) => {
    const ids = 'revenue' in measures ? measures[row.side ?? 'revenue'] : measures
    const proofOf = (measure: MeasureId) =>
      findings.proofs.get(slotKey({ table: index, row: at, measure })) ?? 'unproved'
    const composed = composeRow(row, ids, proofOf)
    return fields ? { ...composed, ...composeForm(table.forms[at], fields, redact) } : composed
  })
  if ('revenue' in measures) {
    const columns = {
      revenue: [...(table.measures.revenue ?? [])],
      expenditure: [...(table.measures.expenditure ?? [])],
    }
    const revenue = rows.filter((_, at) => table.rows[at]?.side === 'revenue')
    const expenditure = rows.filter((_, at) => table.rows[at]?.side === 'expenditure')
    return { ...common, columns, revenue, expenditure } as unknown as Table
  }
  const columns = (table.measures.all ?? []).map((measure) =>
    id === 'other' ? measure.slice('other:'.length) : measure,
  )
  const cells = table.cells?.map(({ row, column, rowSpan, columnSpan, text, place }) => ({
    row,
    column,
    rowSpan,
    columnSpan,
    text,
    place,
  }))
  return { ...common, columns, rows, ...(cells ? { cells } : {}) } as unknown as Table
}

/** Puts what the stages found into the shape of the schema. */
export function composeDisclosure(findings: Findings, options: { redact: boolean }): Disclosure {
  const { document, format, form, organization, fiscalYear, kind } = findings
  return {
    document,
    format,
    form,
    organization,
    fiscalYear,
    kind,
    tables: findings.tables.map((table, index) => composeTable(table, index, findings, options.redact)),
  }
}

/** Names the document in every finding. */
export function withDocument(diagnostics: readonly Diagnostic[], document: string | null): Diagnostic[] {
  return diagnostics.map((item) => ({ ...item, document }))
}
