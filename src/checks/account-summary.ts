import type { ExtractedTable } from '../extract/table.js'
import type { Place } from '../grid/document.js'
import type { Proof, TableId } from '../schema/vocabulary.js'
import { type Check, slotKey } from './prove.js'

/** How far one table is proved. */
export interface TableAccount {
  table: TableId
  title: string | null
  place: Place | null
  /** Printed amounts of recognised rows, open ones included. */
  amounts: number
  proved: number
  unproved: number
  contradicted: number
  /** Columns left open. */
  ambiguous: number
  /** Identities that apply in this table, or between it and another, counted at its total's side. */
  holds: number
  violated: number
}

/** One account a table, in the order of the document. */
export function summariseAccounts(
  tables: readonly ExtractedTable[],
  checks: readonly Check[],
  proofs: ReadonlyMap<string, Proof>,
): TableAccount[] {
  return tables.map((table, index) => {
    const own = checks.filter(({ equation }) => equation.total.table === index)
    const amounts = table.rows.flatMap((row, at) =>
      row.amounts.map(({ measure }) =>
        measure === null ? null : (proofs.get(slotKey({ table: index, row: at, measure })) ?? 'unproved'),
      ),
    )
    const count = (wanted: Proof | null) => amounts.filter((proof) => proof === wanted).length
    return {
      table: table.id,
      title: table.title,
      place: table.places[0] ?? null,
      amounts: amounts.length,
      proved: count('proved'),
      unproved: count('unproved'),
      contradicted: count('contradicted'),
      ambiguous: count(null),
      holds: own.filter(({ evaluation }) => evaluation.outcome === 'holds').length,
      violated: own.filter(({ evaluation }) => evaluation.outcome === 'violated').length,
    }
  })
}
