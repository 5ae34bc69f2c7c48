import type { ExtractedTable } from '../extract/table.js'
import { type AccountKind, openAccount } from './account.js'
import { betweenTables } from './between-tables.js'
import { downColumns } from './column-equations.js'
import type { Equation } from './equation.js'
import { alongRows } from './row-equations.js'
import { threePublicEquations } from './three-public-equations.js'

/** Every identity at every place of a document where its rows and columns exist, printed or blank. */
export function equationsOf(tables: readonly ExtractedTable[], kind: AccountKind): Equation[] {
  const accounts = tables.map(openAccount)
  const within = accounts.flatMap((account) => [
    ...alongRows(account),
    ...threePublicEquations(account),
    ...downColumns(account),
  ])
  return [...within, ...betweenTables(accounts, kind)]
}
