import type { ExtractedRow, ExtractedTable } from '../extract/table.js'
import { foldText } from '../normalise/text.js'
import type { MeasureId, Side, TableId } from '../schema/vocabulary.js'
import { isTotalRow, type SideTree, sideTree } from './account-tree.js'
import type { Equation, Identity, Slot } from './equation.js'

const CLASS_CODE = /^[23]\d\d$/

/** One table with what the rules need to find their way in it. */
export interface Account {
  index: number
  table: ExtractedTable
  totalRow: number | null
  /** The first panel of each side: by source, and by 功能分类. */
  sides: Partial<Record<Side, SideTree>>
  /** Further panels of a side, which show the same sum in another way: expenditure by 经济分类. */
  otherPanels: readonly SideTree[]
}

export function slot(account: Account, row: number, measure: MeasureId): Slot {
  return { table: account.index, row, measure }
}

export function measuresOf(table: ExtractedTable, row: ExtractedRow): readonly MeasureId[] {
  return (row.side === null ? table.measures.all : table.measures[row.side]) ?? []
}

export function openAccount(table: ExtractedTable, index: number): Account {
  const totals = table.rows.flatMap((row, at) => (isTotalRow(row) ? [at] : []))
  const sides: Account['sides'] = {}
  const otherPanels: SideTree[] = []
  for (const side of ['revenue', 'expenditure'] as const) {
    const panels = [...new Set(table.rows.flatMap((row) => (row.side === side ? [row.panel] : [])))].sort(
      (a, b) => a - b,
    )
    const trees = panels.map((panel) => {
      const rows = table.rows.flatMap((row, at) => (row.side === side && row.panel === panel ? [at] : []))
      return sideTree(table.rows, rows)
    })
    if (trees[0]) sides[side] = trees[0]
    otherPanels.push(...trees.slice(1))
  }
  const totalRow = totals.length === 0 ? onlyRow(table) : totals.length === 1 ? (totals[0] as number) : null
  return { index, table, totalRow, sides, otherPanels }
}

/** The row of a department that has no units: its amounts are those of the whole. */
function onlyRow({ rows, measures }: ExtractedTable): number | null {
  const printed = rows.flatMap((row, at) => (row.amounts.length > 0 || row.hasUnplaced ? [at] : []))
  const [only, ...others] = printed
  return only !== undefined && others.length === 0 && measures.all !== undefined && rows[only]?.code === ''
    ? only
    : null
}

/** Total row = Σ part rows, once a column. */
export function columnEquations(
  account: Account,
  identity: Identity,
  total: number,
  parts: readonly number[],
): Equation[] {
  const totalRow = account.table.rows[total] as ExtractedRow
  if (parts.length === 0) return []
  return measuresOf(account.table, totalRow).map((measure) => ({
    identity,
    relation: '=' as const,
    total: slot(account, total, measure),
    parts: parts.map((part) => slot(account, part, measure)),
  }))
}

/** The column of a row that holds its whole amount. */
export function totalMeasure(account: Account, row: number): MeasureId | null {
  const columns = measuresOf(account.table, account.table.rows[row] as ExtractedRow)
  return columns.includes('total') ? 'total' : columns.includes('amount') ? 'amount' : null
}

/** The tables of a document by their kind, of each kind the only one. */
export type Accounts = Partial<Record<TableId, Account>>

/** An equation between slots, as far as they are there: none without the total or without a part. */
export function equal(
  identity: Identity,
  total: Slot | null,
  parts: readonly (Slot | null)[],
  relation: Equation['relation'] = '=',
): Equation[] {
  const known = parts.filter((part): part is Slot => part !== null)
  return total === null || known.length === 0 ? [] : [{ identity, relation, total, parts: known }]
}

/** A column of the row 合计; null where the table has none of both. */
export function totalSlot(account: Account | undefined, measure: MeasureId): Slot | null {
  if (!account || account.totalRow === null) return null
  const columns = measuresOf(account.table, account.table.rows[account.totalRow] as ExtractedRow)
  return columns.includes(measure) ? slot(account, account.totalRow, measure) : null
}

/** 人员经费合计 and 公用经费合计 at the foot of 基本支出表, whose panels have no 合计 of both. */
export function footTotals(account: Account | undefined): Record<'personnel' | 'operating', Slot> | null {
  const find = (label: string) => account?.table.rows.findIndex((row) => foldText(row.label) === label) ?? -1
  const personnel = find('人员经费合计')
  const operating = find('公用经费合计')
  if (!account || personnel < 0 || operating < 0) return null
  return { personnel: slot(account, personnel, 'total'), operating: slot(account, operating, 'total') }
}

/** What a row of a 收支总表 comes to as a whole. */
export function sideSlot(account: Account | undefined, row: number | null | undefined): Slot | null {
  if (!account || row == null) return null
  const measure = totalMeasure(account, row)
  return measure ? slot(account, row, measure) : null
}

/** Rows by a key, null for none; one that two rows have tells no row. */
function rowsBy(account: Account | undefined, keyOf: (row: ExtractedRow) => string | null): Map<string, number> {
  const rows = new Map<string, number>()
  const repeated = new Set<string>()
  account?.table.rows.forEach((row, at) => {
    const key = keyOf(row)
    if (key === null) return
    if (rows.has(key)) repeated.add(key)
    rows.set(key, at)
  })
  for (const key of repeated) rows.delete(key)
  return rows
}

/** 类 rows of a coded table by their folded name; one that is printed for each unit tells no row. */
export function classRows(account: Account | undefined): Map<string, number> {
  return rowsBy(account, ({ code, label }) => (CLASS_CODE.test(code) ? foldText(label) : null))
}

/** Rows by their code; a code that is printed twice tells no row. */
export function codeRows(account: Account | undefined): Map<string, number> {
  return rowsBy(account, ({ code }) => code || null)
}

/** Budget or final account: some rules hold for one of them only. */
export type AccountKind = 'budget' | 'final-account' | null
