import type { TextColumn, TextColumns } from './text-columns.js'
import type { Token, TokenLine } from './tokens.js'

/** Characters by which header and figures of one column may miss their places: CJK and Latin glyphs differ in width. */
const DRIFT = 2

function placedColumns(columns: TextColumns): { column: TextColumn; centre: number }[] {
  const all = [...columns.all, ...columns.revenue, ...columns.expenditure]
  return all.flatMap((column) => (column.centre === null ? [] : [{ column, centre: column.centre }]))
}

/**
 * Says for each figure under which header cells it may stand, in a text that keeps its columns. A figure ends right of the
 * middle of its header cell, as figures stand right or centred, and left of the middle of the next.
 */
export function placeTokens(line: TokenLine, columns: TextColumns): TokenLine {
  const placed = placedColumns(columns)
  const count = columns.all.length + columns.revenue.length + columns.expenditure.length
  const isRising = placed.every(
    ({ centre }, at) => at === 0 || centre > (placed[at - 1] as (typeof placed)[number]).centre,
  )
  if (placed.length === 0 || placed.length < count || !isRising) return line
  const under = (token: Token) =>
    placed.flatMap(({ column, centre }, at) => {
      const next = placed[at + 1]?.centre ?? Number.POSITIVE_INFINITY
      return token.x1 > centre - DRIFT && token.x1 < next + DRIFT ? [column] : []
    })
  return {
    ...line,
    tokens: line.tokens.map((token) => (token.amount || token.isDash ? { ...token, under: under(token) } : token)),
  }
}
