import type { MeasureId, Side, TableId } from '../src/schema/vocabulary.js'
import type { Amounts, CodedRow, DistrictBudget, SidesLine } from './district-budget.js'

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
  return (Object.entries(amounts) as [MeasureId, string][]).flatMap(([measure, amount]) =>
    amount === '-' ? [] : [{ ...rest, measure, amount, unit }],
  )
}

function codedFacts(table: TableId, rows: readonly CodedRow[]): ExpectedFact[] {
  return rows.flatMap(({ code, label, amounts }) =>
    factsOf({ table, side: null, code, label: label.replace(/\s+/g, ''), unit: '万元' }, amounts),
  )
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

function singleFacts(table: TableId, unit: ExpectedFact['unit'], amounts: Amounts): ExpectedFact[] {
  return factsOf({ table, side: null, code: '', label: '', unit }, amounts)
}

/** Every amount of a disclosure in the district form as the fact it is, from the tables that the workbook is written from. */
export function expectedFacts(budget: DistrictBudget): ExpectedFact[] {
  return [
    ...sidesFacts('fiscal-appropriation-summary', budget.fiscalAppropriationSummary),
    ...codedFacts('general-public-budget-expenditure', budget.generalPublicBudgetExpenditure),
    ...codedFacts('general-public-budget-basic-expenditure', budget.basicExpenditure),
    ...singleFacts('three-public-expenses', '万元', budget.threePublicExpenses),
    ...codedFacts('government-fund-expenditure', budget.governmentFundExpenditure),
    ...sidesFacts('department-summary', budget.departmentSummary),
    ...codedFacts('department-revenue', budget.departmentRevenue),
    ...codedFacts('department-expenditure', budget.departmentExpenditure),
    ...codedFacts('government-procurement', budget.procurement),
    ...singleFacts('department-performance', '元', budget.departmentFunds),
    ...budget.projects.flatMap(({ code, name, amounts }) =>
      factsOf(
        { table: 'project-performance', side: null, code, label: name.replace(/\s+/g, ''), unit: '万元' },
        amounts,
      ),
    ),
  ]
}
