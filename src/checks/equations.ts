import type { ExtractedTable } from '../extract/table.js'
import { type AccountKind, openAccount } from './account.js'
import { betweenTables } from './between-tables.js'
import { downColumns } from './column-equations.js'
import type { Equation, Slot } from './equation.js'
import { slotsOf } from './prove.js'
import { alongRows } from './row-equations.js'
import { taskEquations } from './task-equations.js'
import { threePublicEquations } from './three-public-equations.js'

/** Every identity at every place of a document where its rows and columns exist, printed or blank. */
export function equationsOf(tables: readonly ExtractedTable[], kind: AccountKind): Equation[] {
  const accounts = tables.map(openAccount)
  const within = accounts.flatMap((account) => [
    ...alongRows(account),
    ...threePublicEquations(account),
    ...downColumns(account),
    ...taskEquations(account),
  ])
  const equations = [...within, ...betweenTables(accounts, kind)]
  if (!tables.some(({ rows }) => rows.some((row) => row.hasUnplaced))) return equations
  return equations.filter((equation) => slotsOf(equation).every((slot) => !isWithheld(tables, slot)))
}

/** A blank in a row of which some figures are reported, not placed: it is no nought that a sum could count. */
function isWithheld(tables: readonly ExtractedTable[], { table, row, measure }: Slot): boolean {
  const printed = tables[table]?.rows[row]
  if (!printed?.hasUnplaced) return false
  return !printed.amounts.some((amount) => amount.measure === measure || amount.candidates.includes(measure))
}
