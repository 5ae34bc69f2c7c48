import { generalPublicBudgetBasicExpenditure } from './basic-expenditure.js'
import { departmentSummary } from './department-summary.js'
import { fiscalAppropriationSummary } from './fiscal-appropriation-summary.js'
import {
  departmentExpenditure,
  generalPublicBudgetExpenditure,
  governmentFundExpenditure,
  stateCapitalExpenditure,
} from './functional-expenditure.js'
import type { Layout } from './layout.js'
import { departmentPerformance, projectPerformance } from './performance.js'
import { departmentRevenue, governmentProcurement } from './revenue-by-source.js'
import { threePublicExpenses } from './three-public-expenses.js'

/** A table that fits no kind: every column goes by its header. */
export const OTHER_TABLE: Layout = { id: 'other', titles: [], shape: 'rows', columns: [] }

/** Every kind of table that is read by meaning. The most particular title stands first: the first that fits counts. */
export const LAYOUTS: readonly Layout[] = [
  departmentPerformance,
  projectPerformance,
  threePublicExpenses,
  governmentProcurement,
  fiscalAppropriationSummary,
  generalPublicBudgetBasicExpenditure,
  generalPublicBudgetExpenditure,
  governmentFundExpenditure,
  stateCapitalExpenditure,
  departmentSummary,
  departmentRevenue,
  departmentExpenditure,
]
