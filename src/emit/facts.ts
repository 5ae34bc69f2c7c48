import type { Decimal } from 'decimal.js'
import type { Place } from '../grid/document.js'
import { toYuan, type Unit } from '../normalise/unit.js'
import type { Disclosure } from '../schema/disclosure.js'
import type { Row, Table } from '../schema/table.js'
import { type Evidence, MEASURES, type Proof, type Side, type TableId } from '../schema/vocabulary.js'

/** One printed amount with all that is known of it; keys in the order of the public contract. */
export interface Fact {
  document: string | null
  organization: string | null
  fiscalYear: number | null
  kind: 'budget' | 'final-account' | null
  table: TableId
  tableTitle: string | null
  side: Side | null
  code: string
  label: string
  /** `other:` and the header where the vocabulary has no word for the column. Null only while evidence is `ambiguous`. */
  measure: string | null
  /** Decimal as printed, thousands separators removed. */
  amount: string
  unit: Unit
  /** Exact decimal in 元. */
  yuan: string
  evidence: Evidence
  candidates: string[]
  proof: Proof
  sheet: string | null
  cell: string | null
  page: number | null
  bbox: readonly [number, number, number, number] | null
  line: number | null
}

type AnyRow = Row & Record<string, unknown>

interface RowContext {
  disclosure: Disclosure
  table: Table
  side: Side | null
}

type Known = Pick<Fact, 'measure' | 'amount' | 'evidence' | 'candidates' | 'proof'> & { value: Decimal; place: Place }

function factOf({ disclosure, table, side }: RowContext, row: AnyRow, known: Known): Fact {
  const { sheet, cell, page, bbox, line } = known.place
  return {
    document: disclosure.document,
    organization: table.organization ?? disclosure.organization,
    fiscalYear: disclosure.fiscalYear,
    kind: disclosure.kind,
    table: table.id,
    tableTitle: table.title,
    side,
    code: row.code,
    label: row.label,
    measure: known.measure,
    amount: known.amount,
    unit: table.unit,
    yuan: toYuan(known.value, table.unit).toFixed(),
    evidence: known.evidence,
    candidates: known.candidates,
    proof: known.proof,
    sheet,
    cell,
    page,
    bbox,
    line,
  }
}

function factsOfRow(context: RowContext, row: AnyRow): Fact[] {
  const declared = MEASURES[context.table.id]
  const measures: readonly string[] = 'revenue' in declared ? declared[context.side ?? 'revenue'] : declared
  const placed = measures.flatMap((measure) => {
    const source = row.sources[measure]
    const value = row[measure] as Decimal | null
    if (!source || value === null || source.proof === null) return []
    const { printed: amount, evidence, proof, place } = source
    return [factOf(context, row, { measure, amount, evidence, candidates: [], proof, value, place })]
  })
  const others = row.others.map(({ header, amount: value, source }) => {
    const { printed: amount, evidence, place } = source
    const proof = source.proof ?? 'unproved'
    return factOf(context, row, { measure: `other:${header}`, amount, evidence, candidates: [], proof, value, place })
  })
  const open = row.open.map(({ amount: value, printed: amount, place, proof, candidates }) =>
    factOf(context, row, { measure: null, amount, evidence: 'ambiguous', candidates, proof, value, place }),
  )
  return [...placed, ...others, ...open]
}

/** Rows of a table with the side that they stand on. */
export function rowsOf(table: Table): { row: AnyRow; side: Side | null }[] {
  if ('revenue' in table) {
    return [
      ...table.revenue.map((row) => ({ row: row as unknown as AnyRow, side: 'revenue' as const })),
      ...table.expenditure.map((row) => ({ row: row as unknown as AnyRow, side: 'expenditure' as const })),
    ]
  }
  return table.rows.map((row) => ({ row: row as unknown as AnyRow, side: null }))
}

/** Every printed amount of the recognised tables, in the order of the document; blanks and dashes are none. */
export function toFacts(disclosure: Disclosure): Fact[] {
  return disclosure.tables.flatMap((table) =>
    rowsOf(table).flatMap(({ row, side }) => factsOfRow({ disclosure, table, side }, row)),
  )
}

/** NDJSON: one object a line. */
export function factsToNdjson(facts: readonly Fact[]): string {
  return facts.map((fact) => `${JSON.stringify(fact)}\n`).join('')
}
