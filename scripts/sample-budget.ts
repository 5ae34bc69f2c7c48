import type { CodedRow, DistrictBudget } from './district-budget.js'
import {
  CONTACT,
  LEGAL_BASIS,
  OVERALL_GOAL,
  OVERALL_INDICATORS,
  PROJECT_TYPE,
  PROJECTS,
  TELEPHONE,
} from './sample-projects.js'
import {
  DEPARTMENT,
  DEPARTMENT_EXPENDITURE,
  DEPARTMENT_FUNDS,
  DEPARTMENT_REVENUE,
  DEPARTMENT_SUMMARY,
  FISCAL_APPROPRIATION_SUMMARY,
  FISCAL_YEAR,
  GENERAL_PUBLIC_BUDGET_BASIC_EXPENDITURE,
  GENERAL_PUBLIC_BUDGET_EXPENDITURE,
  PROCUREMENT_ROWS,
  THREE_PUBLIC_EXPENSES,
} from './sample-tables.js'

const spaced = (row: CodedRow): CodedRow => (row.code === '' ? { ...row, label: '合  计' } : row)

/** The disclosure that the samples are made of. */
export const SAMPLE: DistrictBudget = {
  department: DEPARTMENT,
  fiscalYear: FISCAL_YEAR,
  fiscalAppropriationSummary: FISCAL_APPROPRIATION_SUMMARY,
  generalPublicBudgetExpenditure: GENERAL_PUBLIC_BUDGET_EXPENDITURE,
  basicExpenditure: GENERAL_PUBLIC_BUDGET_BASIC_EXPENDITURE,
  threePublicExpenses: THREE_PUBLIC_EXPENSES,
  governmentFundExpenditure: [],
  departmentSummary: DEPARTMENT_SUMMARY,
  departmentRevenue: DEPARTMENT_REVENUE.map(spaced),
  departmentExpenditure: DEPARTMENT_EXPENDITURE,
  procurement: PROCUREMENT_ROWS.map((label) => ({ code: '', label, amounts: {} })),
  departmentFunds: DEPARTMENT_FUNDS,
  overallGoal: OVERALL_GOAL,
  overallIndicators: OVERALL_INDICATORS,
  projects: PROJECTS,
  projectType: PROJECT_TYPE,
  legalBasis: LEGAL_BASIS,
  contact: CONTACT,
  telephone: TELEPHONE,
  style: {
    numberFormats: {
      '4-1': '#,##0.00',
      '4-2': 'General',
      '4-3': '0.00',
      '4-4': '0.00',
      '4-5': '0.00',
      '4-6': '#,##0.00',
      '4-7': '#,##0.00',
      '4-8': '#,##0.00',
      '4-9': '#,##0.00',
      '4-10': '0.00',
      '4-11': '0.00',
    },
    showsNumbers: true,
    noteOnPublicBudget: `备注：本表反映${FISCAL_YEAR}年当年一般公共预算财政拨款支出情况。`,
  },
}
