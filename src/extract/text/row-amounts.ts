import { type Diagnostic, diagnostic } from '../../diagnostics/diagnostic.js'
import type { MeasureId, TableId } from '../../schema/vocabulary.js'
import type { ExtractedAmount, ExtractedRow } from '../table.js'
import type { TextColumn } from './read-columns.js'
import type { Token } from './tokens.js'

export interface TakenRows {
  rows: ExtractedRow[]
  diagnostics: Diagnostic[]
}

/** Whose amounts they are, for findings. */
export interface Owner {
  table: TableId
  code: string
  label: string
}

export function unplaced(token: Token, owner: Owner, reason: string): Diagnostic {
  const amount = token.amount?.text ?? token.text
  const { table, code, label } = owner
  const row = code === '' && label === '' ? null : { code, label }
  return diagnostic('amount-unplaced', { amount, reason }, { table, row, found: amount, places: [token.place] })
}

export interface RowAmounts {
  amounts: ExtractedAmount[]
  dashes: ExtractedRow['dashes'][number][]
  diagnostics: Diagnostic[]
}

/** An amount whose column is one of `candidates`; of a single one it is known as if printed there. */
export function openAmount(token: Token, candidates: readonly MeasureId[]): ExtractedAmount | null {
  if (!token.amount) return null
  const { value, text, decimals } = token.amount
  const [only, ...others] = candidates
  const isKnown = only !== undefined && others.length === 0
  return {
    value,
    text,
    decimals,
    place: token.place,
    measure: isKnown ? only : null,
    evidence: isKnown ? 'printed' : 'ambiguous',
    candidates: isKnown ? [] : candidates,
  }
}

/**
 * The figures of a row whose columns are lost: as they stand in printed order, the i-th of n may stand in columns i to
 * m − n + i of m. With one column they are placed.
 */
export function orderedAmounts(tokens: readonly Token[], columns: readonly TextColumn[], owner: Owner): RowAmounts {
  const result: RowAmounts = { amounts: [], dashes: [], diagnostics: [] }
  const slack = columns.length - tokens.length
  if (slack < 0) {
    const reason = `the row prints ${tokens.length} figures and the table has ${columns.length} columns`
    return { ...result, diagnostics: tokens.flatMap((token) => (token.amount ? [unplaced(token, owner, reason)] : [])) }
  }
  tokens.forEach((token, at) => {
    const measures = columns.slice(at, at + slack + 1).map((column) => column.measure)
    if (token.amount) {
      // One column is possible for each figure only because all are filled: the accounts are to confirm it.
      const amount = openAmount(token, measures)
      if (!amount) return
      const isOnlyColumn = columns.length === 1
      result.amounts.push(
        isOnlyColumn ? amount : { ...amount, measure: null, evidence: 'ambiguous', candidates: measures },
      )
    } else if (measures.length === 1) {
      result.dashes.push({ measure: measures[0] as MeasureId, text: token.text, place: token.place })
    }
  })
  return result
}
