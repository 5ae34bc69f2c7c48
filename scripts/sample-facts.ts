import type { MeasureId, Side, TableId } from '../src/schema/vocabulary.js'
import { PROJECTS } from './sample-projects.js'
import {
  type Amounts,
  type CodedRow,
  DEPARTMENT_EXPENDITURE,
  DEPARTMENT_FUNDS,
  DEPARTMENT_REVENUE,
  DEPARTMENT_SUMMARY,
  FISCAL_APPROPRIATION_SUMMARY,
  GENERAL_PUBLIC_BUDGET_BASIC_EXPENDITURE,
  GENERAL_PUBLIC_BUDGET_EXPENDITURE,
  type SidesLine,
  THREE_PUBLIC_EXPENSES,
} from './sample-tables.js'

export interface ExpectedFact {
  table: TableId
  side: Side | null
  code: string
  label: string
  measure: MeasureId
  amount: string
  unit: '万元' | '元'
}

type Row = Pick<ExpectedFact, 'table' | 'side' | 'code' | 'label' | 'unit'>

function factsOf(row: Row, amounts: Amounts): ExpectedFact[] {
  const { unit, ...rest } = row
  return (Object.entries(amounts) as [MeasureId, string][]).map(([measure, amount]) => ({
    ...rest,
    measure,
    amount,
    unit,
  }))
}

function codedFacts(table: TableId, rows: readonly CodedRow[]): ExpectedFact[] {
  return rows.flatMap(({ code, label, amounts }) => factsOf({ table, side: null, code, label, unit: '万元' }, amounts))
}

function sidesFacts(table: TableId, lines: readonly SidesLine[]): ExpectedFact[] {
  const sides: readonly Side[] = ['revenue', 'expenditure']
  return lines.flatMap((line) =>
    sides.flatMap((side) => {
      const cell = line[side]
      if (cell === null) return []
      const label = cell.label.replace(/^[一二]、/, '')
      return factsOf({ table, side, code: '', label, unit: '万元' }, cell.amounts)
    }),
  )
}

/** Every amount of the sample as the fact it is, from the tables that the workbook is written from. */
export function expectedFacts(): ExpectedFact[] {
  return [
    ...sidesFacts('fiscal-appropriation-summary', FISCAL_APPROPRIATION_SUMMARY),
    ...codedFacts('general-public-budget-expenditure', GENERAL_PUBLIC_BUDGET_EXPENDITURE),
    ...codedFacts('general-public-budget-basic-expenditure', GENERAL_PUBLIC_BUDGET_BASIC_EXPENDITURE),
    ...factsOf(
      { table: 'three-public-expenses', side: null, code: '', label: '', unit: '万元' },
      THREE_PUBLIC_EXPENSES,
    ),
    ...sidesFacts('department-summary', DEPARTMENT_SUMMARY),
    ...codedFacts('department-revenue', DEPARTMENT_REVENUE),
    ...codedFacts('department-expenditure', DEPARTMENT_EXPENDITURE),
    ...factsOf({ table: 'department-performance', side: null, code: '', label: '', unit: '元' }, DEPARTMENT_FUNDS),
    ...PROJECTS.flatMap(({ code, name, amounts }) =>
      factsOf(
        { table: 'project-performance', side: null, code, label: name.replace(/\s+/g, ''), unit: '万元' },
        amounts,
      ),
    ),
  ]
}
