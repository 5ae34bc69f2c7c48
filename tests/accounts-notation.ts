import type { Equation } from '../src/checks/equation.js'
import type { ExtractedRow, ExtractedTable } from '../src/extract/table.js'
import { NOWHERE } from '../src/grid/document.js'
import { parseAmount } from '../src/normalise/amount.js'
import type { MeasureId, TableId } from '../src/schema/vocabulary.js'

/** Equation ids in tests are of no account. */
const identity = { id: 'test', formula: '', source: '', scope: 'within' as const }

/** A row whose columns are lost (`334.61 334.61`), or known (`basic=334.61`), amounts separated by spaces. */
export function rowOf(code: string, amounts: string, columns: readonly MeasureId[]): ExtractedRow {
  const words = amounts.split(' ').filter((word) => word !== '')
  return {
    side: null,
    panel: 0,
    code,
    label: `科目${code}`,
    printedLabel: `科目${code}`,
    depth: null,
    place: NOWHERE,
    amounts: words.map((word) => {
      const [measure, text] = word.includes('=') ? (word.split('=') as [MeasureId, string]) : [null, word]
      const amount = parseAmount(text)
      if (!amount) throw new Error(`not an amount: ${text}`)
      const evidence = measure ? ('printed' as const) : ('ambiguous' as const)
      return { ...amount, place: NOWHERE, measure, evidence, candidates: measure ? [] : columns }
    }),
    dashes: [],
  }
}

interface TableNotation {
  id?: TableId
  columns: readonly MeasureId[]
  /** A line a row: its code, then its amounts; 合计 stands for the row without a code. */
  rows: string
  unit?: '万元' | '元'
}

export function tableOf({ id, columns, rows, unit }: TableNotation): ExtractedTable {
  const lines = rows.trim().split('\n')
  return {
    id: id ?? 'general-public-budget-expenditure',
    title: null,
    unit: unit ?? '万元',
    unitPrinted: true,
    fiscalYear: null,
    organization: null,
    places: [],
    measures: { all: columns },
    rows: lines.map((line) => {
      const [code, ...amounts] = line.trim().split(/\s+/)
      return rowOf(code === '合计' ? '' : code!, amounts.join(' '), columns)
    }),
    forms: [],
  }
}

/** Rows are told by code, '' being 合计. */
export function slotIn(tables: readonly ExtractedTable[], table: number, code: string, measure: MeasureId) {
  return { table, row: tables[table]!.rows.findIndex((row) => row.code === code), measure }
}

/** total = Σ the other columns, in every row; children by prefix of code in every column; 合计 = the shortest codes. */
export function treeEquations(tables: readonly ExtractedTable[]): Equation[] {
  return tables.flatMap(({ rows, measures }, table) => {
    const [first, ...rest] = measures.all!
    const along = rows.map((_, row): Equation => {
      const parts = rest.map((measure) => ({ table, row, measure }))
      return { identity, relation: '=', total: { table, row, measure: first! }, parts }
    })
    const down = rows.flatMap((parent, row) => {
      const below = rows.filter((child) => child.code !== parent.code && child.code.startsWith(parent.code))
      const direct = below.filter(
        (child) => !below.some((other) => other !== child && child.code.startsWith(other.code)),
      )
      if (direct.length === 0) return []
      return measures.all!.map((measure): Equation => {
        const parts = direct.map((child) => ({ table, row: rows.indexOf(child), measure }))
        return { identity, relation: '=', total: { table, row, measure }, parts }
      })
    })
    return [...along, ...down]
  })
}

export const equal = (total: Equation['total'], part: Equation['total'], relation: Equation['relation'] = '=') =>
  ({ identity: { ...identity, scope: 'between' as const }, relation, total, parts: [part] }) satisfies Equation

/** The measures in which a row's amounts stand, `?` for those that stay open. */
export function placesOf(table: ExtractedTable, code: string): string {
  const row = table.rows.find((candidate) => candidate.code === code)
  return row?.amounts.map((amount) => amount.measure ?? `?${amount.candidates.join('|')}`).join(' ') ?? 'no row'
}
