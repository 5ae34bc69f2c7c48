import type { MeasureId } from '../src/schema/vocabulary.js'

/** Amounts of a row as they are printed, thousands separators apart, under the measure of their column; a dash is `-`. */
export type Amounts = Partial<Record<MeasureId, string>>

/** A row with a classification code: 类, 款 or 项 by the length of its code; '' for 合计. */
export interface CodedRow {
  code: string
  label: string
  amounts: Amounts
}

/** One side of a line of a two-sided table; the label with its enumerator, as printed. */
export interface SideCell {
  label: string
  amounts: Amounts
}

/** A line of a two-sided table: 收入 on the left, 支出 on the right, either of them possibly empty. */
export interface SidesLine {
  revenue: SideCell | null
  expenditure: SideCell | null
}

/** An indicator as printed: levels one to three, relation, target, unit, weight. */
export type Indicator = readonly [string, string, string, string, string, string, string]

export interface Project {
  code: string
  name: string
  amounts: Amounts
  overview: string
  schedule: string
  goal: string
  indicators: readonly Indicator[]
}

export const ATTACHMENTS = ['4-1', '4-2', '4-3', '4-4', '4-5', '4-6', '4-7', '4-8', '4-9', '4-10', '4-11'] as const
export type AttachmentNumber = (typeof ATTACHMENTS)[number]

/** Excel number formats that the form is printed with. */
export type NumberFormat = '#,##0.00' | '0.00' | 'General'

/** How a department prints the form. */
export interface FormStyle {
  numberFormats: Readonly<Record<AttachmentNumber, NumberFormat>>
  /** 附件4-1 over each title. */
  showsNumbers: boolean
  /** Text under 4-2; '' for none. */
  noteOnPublicBudget: string
}

/** What a department discloses in the district form (附件4-1 … 4-11); every amount in 万元, those of `departmentFunds` in 元. */
export interface DistrictBudget {
  department: string
  fiscalYear: number
  fiscalAppropriationSummary: readonly SidesLine[]
  generalPublicBudgetExpenditure: readonly CodedRow[]
  basicExpenditure: readonly CodedRow[]
  threePublicExpenses: Amounts
  governmentFundExpenditure: readonly CodedRow[]
  departmentSummary: readonly SidesLine[]
  departmentRevenue: readonly CodedRow[]
  departmentExpenditure: readonly CodedRow[]
  procurement: readonly CodedRow[]
  departmentFunds: Amounts
  overallGoal: string
  overallIndicators: readonly Indicator[]
  projects: readonly Project[]
  projectType: string
  legalBasis: string
  contact: string
  telephone: string
  style: FormStyle
}
