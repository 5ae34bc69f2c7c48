import { z } from 'zod'
import { amountSchema } from './amount.js'
import { placeSchema, sourceSchema } from './place.js'
import { MEASURES, PROOFS } from './vocabulary.js'

/** A printed amount whose column stays open. */
const openAmountSchema = z.object({
  amount: amountSchema,
  printed: z.string(),
  place: placeSchema,
  proof: z.enum(PROOFS),
  /** The measures that the accounts allow, in the order of the columns. */
  candidates: z.array(z.string()),
})

/** An amount in a column that the vocabulary has no word for. */
const otherAmountSchema = z.object({
  /** The header path, as printed and folded, `/` between its levels. */
  header: z.string(),
  amount: amountSchema,
  source: sourceSchema,
})

const codedLabelSchema = z.object({ code: z.string(), label: z.string() })

type AmountFields<M extends string> = Record<M, z.ZodNullable<typeof amountSchema>>

/** The fields of a row with these measures: null where blank or a dash (`sources` tells which), 0 where 0 is printed. */
function rowFields<const M extends string>(measures: readonly M[]) {
  const amounts = Object.fromEntries(measures.map((measure) => [measure, amountSchema.nullable()]))
  return {
    /** 类款项 joined without spaces; '' where none is printed. */
    code: z.string(),
    /** Without enumerator and spaces. */
    label: z.string(),
    /** With them. */
    printedLabel: z.string(),
    /** Depth of indentation or enumeration, where the document shows one. */
    depth: z.int().nullable(),
    /** The other classifications of a row that has several: 50101 and 30101 beside 2010301; the name '' where it is torn. */
    classifications: z.array(codedLabelSchema),
    place: placeSchema,
    ...(amounts as AmountFields<M>),
    /** What was printed for each measure; no key where the cell is blank. */
    sources: z.partialRecord(z.enum(measures as readonly [M, ...M[]]), sourceSchema),
    /** Amounts in columns that have no measure of their own. */
    others: z.array(otherAmountSchema),
    /** Amounts of this row whose column is not decided. */
    open: z.array(openAmountSchema),
  }
}

function rowSchema<const M extends string>(measures: readonly M[]) {
  return z.object(rowFields(measures))
}

const tableFields = {
  title: z.string().nullable(),
  /** 部门 or 单位 of this table where it differs from the document's. */
  organization: z.string().nullable(),
  fiscalYear: z.int().nullable(),
  unit: z.enum(['万元', '元']),
  /** False where the unit was taken from the neighbouring tables. */
  unitPrinted: z.boolean(),
  /** Where its parts begin: one a page for a table that runs on. */
  places: z.array(placeSchema),
}

function rowTable<const Id extends keyof typeof MEASURES, const M extends string>(id: Id, measures: readonly M[]) {
  return z.object({
    id: z.literal(id),
    ...tableFields,
    /** Measures that it has columns for, in printed order. */
    columns: z.array(z.string()),
    rows: z.array(rowSchema(measures)),
  })
}

function sidedTable<const Id extends keyof typeof MEASURES, const R extends string, const E extends string>(
  id: Id,
  measures: { revenue: readonly R[]; expenditure: readonly E[] },
) {
  return z.object({
    id: z.literal(id),
    ...tableFields,
    columns: z.object({ revenue: z.array(z.string()), expenditure: z.array(z.string()) }),
    revenue: z.array(rowSchema(measures.revenue)),
    expenditure: z.array(rowSchema(measures.expenditure)),
  })
}

/** One performance indicator; every field as printed, wrapped cells whole again. */
export const indicatorSchema = z.object({
  level1: z.string().nullable(),
  level2: z.string().nullable(),
  level3: z.string().nullable(),
  /** ≥ ≤ ＝ ＜ ＞ 定性, as printed. */
  relation: z.string().nullable(),
  target: z.string().nullable(),
  unit: z.string().nullable(),
  weight: z.string().nullable(),
  core: z.string().nullable(),
  place: placeSchema,
})

const text = z.string().nullable()

/** Fields of 部门（单位）整体支出绩效目标表. */
const departmentPerformanceTable = z.object({
  id: z.literal('department-performance'),
  ...tableFields,
  columns: z.array(z.string()),
  rows: z.array(
    z.object({
      ...rowFields(MEASURES['department-performance']),
      department: text,
      goal: text,
      notes: text,
      indicators: z.array(indicatorSchema),
    }),
  ),
})

/** Fields of 财政资金项目支出绩效目标表: a row a project; `code` is 项目编码, `label` 项目名称. */
const projectPerformanceTable = z.object({
  id: z.literal('project-performance'),
  ...tableFields,
  columns: z.array(z.string()),
  rows: z.array(
    z.object({
      ...rowFields(MEASURES['project-performance']),
      /** 申报单位, or the 主管部门 where the form prints none. */
      applicant: text,
      /** 实施单位. */
      implementingUnit: text,
      projectType: text,
      /** Personal data: null where redacted. */
      contact: text,
      telephone: text,
      overview: text,
      legalBasis: text,
      schedule: text,
      annualGoal: text,
      indicators: z.array(indicatorSchema),
    }),
  ),
})

/** A table of no known kind: rows by its own headers, and every cell. */
const otherTable = z.object({
  id: z.literal('other'),
  ...tableFields,
  /** Header paths. */
  columns: z.array(z.string()),
  rows: z.array(
    z.object({
      code: z.string(),
      label: z.string(),
      printedLabel: z.string(),
      depth: z.int().nullable(),
      classifications: z.array(codedLabelSchema),
      place: placeSchema,
      sources: z.object({}),
      others: z.array(otherAmountSchema),
      open: z.array(openAmountSchema),
    }),
  ),
  cells: z.array(
    z.object({
      row: z.int(),
      column: z.int(),
      rowSpan: z.int(),
      columnSpan: z.int(),
      text: z.string(),
      place: placeSchema,
    }),
  ),
})

/** Every table, told apart by its id. */
export const tableSchema = z.discriminatedUnion('id', [
  sidedTable('fiscal-appropriation-summary', MEASURES['fiscal-appropriation-summary']),
  rowTable('general-public-budget-expenditure', MEASURES['general-public-budget-expenditure']),
  rowTable('general-public-budget-basic-expenditure', MEASURES['general-public-budget-basic-expenditure']),
  rowTable('three-public-expenses', MEASURES['three-public-expenses']),
  rowTable('government-fund-expenditure', MEASURES['government-fund-expenditure']),
  rowTable('state-capital-expenditure', MEASURES['state-capital-expenditure']),
  sidedTable('department-summary', MEASURES['department-summary']),
  rowTable('department-revenue', MEASURES['department-revenue']),
  rowTable('department-expenditure', MEASURES['department-expenditure']),
  rowTable('government-procurement', MEASURES['government-procurement']),
  departmentPerformanceTable,
  projectPerformanceTable,
  otherTable,
])

export type Table = z.output<typeof tableSchema>
export type TableOf<Id extends Table['id']> = Extract<Table, { id: Id }>
export type Indicator = z.output<typeof indicatorSchema>
/** What rows of all tables have in common. */
export type Row = Pick<
  TableOf<'department-revenue'>['rows'][number],
  'code' | 'label' | 'printedLabel' | 'depth' | 'classifications' | 'place' | 'others' | 'open'
> & {
  sources: Partial<Record<string, z.output<typeof sourceSchema>>>
}
