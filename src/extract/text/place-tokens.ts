import type { TextColumn, TextColumns } from './text-columns.js'
import type { Token, TokenLine } from './tokens.js'

/**
 * Header and figures of one column miss their places by up to so many characters, as CJK and Latin glyphs differ in width,
 * or by this part of the way to the next column, where that is more.
 */
const DRIFT = 8
const DRIFT_SHARE = 0.25

interface PlacedColumn {
  column: TextColumn
  centre: number
}

function placedColumns(columns: TextColumns): PlacedColumn[] {
  const all = [...columns.all, ...columns.revenue, ...columns.expenditure]
  const placed = all.flatMap((column) => (column.centre === null ? [] : [{ column, centre: column.centre }]))
  return placed.length === all.length ? placed : []
}

/** How far a figure must end from the border between two neighbours' claims to be surely on one side. */
function driftBetween(left: PlacedColumn | undefined, right: PlacedColumn | undefined): number {
  return left && right ? Math.max(DRIFT, DRIFT_SHARE * (right.centre - left.centre)) : 0
}

/**
 * Says for each figure under which header cells it may stand, in a text that keeps its columns. A figure ends right of the
 * middle of its header cell, as figures stand right or centred, and left of the middle of the next.
 */
export function placeTokens(line: TokenLine, columns: TextColumns): TokenLine {
  const placed = placedColumns(columns)
  if (placed.length === 0) return line
  const under = (token: Token) =>
    placed.flatMap((own, at) => {
      const { column, centre } = own
      const next = placed[at + 1]
      const isRight = at === 0 || token.x1 > centre - driftBetween(placed[at - 1], own)
      const isLeft = !next || token.x1 < next.centre + driftBetween(own, next)
      return isRight && isLeft ? [column] : []
    })
  return {
    ...line,
    tokens: line.tokens.map((token) => (token.amount || token.isDash ? { ...token, under: under(token) } : token)),
  }
}
