import type { Fact } from './facts.js'

export type FieldType = 'text' | 'integer' | 'decimal' | 'list' | 'box'

/** What each key of a fact holds, for formats that declare their columns. */
export const FACT_FIELDS: Readonly<Record<keyof Fact, { type: FieldType; description: string }>> = {
  document: { type: 'text', description: 'The input as named on the command line' },
  organization: { type: 'text', description: '部门 / 单位, as printed' },
  fiscalYear: { type: 'integer', description: 'Year of the budget or final account' },
  kind: { type: 'text', description: 'budget or final-account' },
  table: { type: 'text', description: 'Id of the table' },
  tableTitle: { type: 'text', description: 'Title of the table, as printed' },
  side: { type: 'text', description: 'revenue or expenditure, in two-sided tables' },
  code: { type: 'text', description: 'Classification code without spaces, 类款项 joined; a project code; or empty' },
  label: { type: 'text', description: 'Name of the row, without enumerator' },
  measure: { type: 'text', description: 'What the column measures; empty while several remain' },
  amount: { type: 'decimal', description: 'As printed, in the unit of the table' },
  unit: { type: 'text', description: '万元 or 元' },
  yuan: { type: 'decimal', description: 'The amount in 元, exact' },
  evidence: { type: 'text', description: 'How the column is known: printed, identity, cross-table or ambiguous' },
  candidates: { type: 'list', description: 'Measures that remain where evidence is ambiguous' },
  proof: { type: 'text', description: 'proved, unproved or contradicted by the accounts' },
  sheet: { type: 'text', description: 'Worksheet' },
  cell: { type: 'text', description: 'A1 address' },
  page: { type: 'integer', description: 'PDF page from 1' },
  bbox: { type: 'box', description: 'x0 y0 x1 y1 in points from the top left' },
  line: { type: 'integer', description: 'Line of a text input, from 1' },
}

/**
 * A decimal text as a whole number of units of 10^-scale: `10.5` at scale 2 is 1050n.
 *
 * Absent values: null where the text has more decimals than that, or is no decimal.
 */
export function scaledInteger(text: string, scale: number): bigint | null {
  const [, sign, whole, decimals = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text) ?? []
  if (whole === undefined) return null
  const kept = decimals.replace(/0+$/, '')
  if (kept.length > scale) return null
  const value = BigInt(whole + kept.padEnd(scale, '0'))
  return sign === '-' ? -value : value
}
