import { Decimal } from 'decimal.js'
import type { MeasureId } from '../src/schema/vocabulary.js'
import type {
  Amounts,
  AttachmentNumber,
  CodedRow,
  DistrictBudget,
  NumberFormat,
  Project,
  SidesLine,
} from './district-budget.js'
import type { PageLayout, PrintedCell } from './sample-sheet.js'

/** One attachment as it is printed: header and rows of cells. A form a project makes several of them. */
export interface Attachment {
  number: AttachmentNumber
  title: string
  layout: PageLayout
  unit: '万元' | null
  header: readonly (readonly PrintedCell[])[]
  /** The rows; in 4-11 those of each project by itself. */
  bodies: readonly (readonly (readonly PrintedCell[])[])[]
  numFmt: NumberFormat
  note: string
}

const SOURCES: readonly MeasureId[] = [
  'total',
  'carriedForward',
  'generalPublicBudget',
  'governmentFund',
  'stateCapital',
  'institutionalNonEducation',
  'institutionalEducation',
  'businessOperations',
  'other',
  'fundOffset',
]
const KINDS: readonly MeasureId[] = [
  'total',
  'basic',
  'project',
  'remittedToSuperior',
  'businessOperations',
  'subsidiesToSubordinates',
]
const THREE_PUBLIC: readonly MeasureId[] = [
  'total',
  'overseasTrips',
  'vehicles',
  'vehiclePurchase',
  'vehicleOperation',
  'officialReception',
]
const FUNDS: readonly MeasureId[] = [
  'total',
  'basicTotal',
  'basicFiscal',
  'basicSpecialAccount',
  'basicUnitFunds',
  'projectTotal',
  'projectFiscal',
  'projectSpecialAccount',
  'projectUnitFunds',
]
const FISCAL_SOURCES = ['一般公共预算拨款收入', '政府性基金预算拨款收入', '国有资本经营预算拨款收入']
const OTHER_SOURCES = ['事业单位经营收入预算', '其他收入预算', '用事业基金弥补收支差额']

const left = (text: string): PrintedCell => ({ text, horizontal: 'left' })
const landscape = (...widths: number[]): PageLayout => ({ orientation: 'landscape', widths })

function amountCell(printed: string | undefined): PrintedCell {
  if (printed === undefined) return null
  return printed === '-' ? '-' : new Decimal(printed)
}

const amountCells = (amounts: Amounts, columns: readonly MeasureId[]): PrintedCell[] =>
  columns.map((id) => amountCell(amounts[id]))

/** Code and name stand one space further right for each level below the first. */
function codedRow(
  row: CodedRow,
  columns: readonly MeasureId[],
  indents: Readonly<Record<number, number>>,
): PrintedCell[] {
  const indent = ' '.repeat(indents[row.code.length] ?? 0)
  return [left(indent + row.code), left(indent + row.label), ...amountCells(row.amounts, columns)]
}
const FUNCTION_INDENTS = { 5: 1, 7: 2 }
const ECONOMIC_INDENTS = { 5: 2 }

function sidesRow(line: SidesLine, columns: readonly MeasureId[]): PrintedCell[] {
  const { revenue, expenditure } = line
  return [
    revenue === null ? null : left(revenue.label),
    ...amountCells(revenue?.amounts ?? {}, ['amount']),
    expenditure === null ? null : left(expenditure.label),
    ...amountCells(expenditure?.amounts ?? {}, columns),
  ]
}

/** 合计 printed in one cell over code and name. */
function withMergedTotal(rows: readonly CodedRow[], columns: readonly MeasureId[]): PrintedCell[][] {
  return rows.map((row) =>
    row.code === '' ? [row.label, '<', ...amountCells(row.amounts, columns)] : codedRow(row, columns, FUNCTION_INDENTS),
  )
}

type Table = Omit<Attachment, 'title' | 'unit' | 'bodies' | 'numFmt' | 'note'> & {
  title: string
  body: readonly (readonly PrintedCell[])[]
}

function fiscalAppropriationSummary(budget: DistrictBudget): Table {
  return {
    number: '4-1',
    title: `${budget.department}财政拨款收支总表`,
    layout: landscape(27, 17, 27, 17, 15, 15, 15),
    header: [
      ['收入', '<', '支出', '<', '<', '<', '<'],
      ['项目', '预算数', '项目', '合计', '一般公共预算财政拨款', '政府性基金预算财政拨款', '国有资本经营预算财政拨款'],
    ],
    body: budget.fiscalAppropriationSummary.map((line) =>
      sidesRow(line, ['total', 'generalPublicBudget', 'governmentFund', 'stateCapital']),
    ),
  }
}

function generalPublicBudgetTables(budget: DistrictBudget): Table[] {
  const { department, fiscalYear } = budget
  return [
    {
      number: '4-2',
      title: `${department}一般公共预算财政拨款支出预算表`,
      layout: landscape(18, 44, 20, 20, 20),
      header: [
        ['功能分类科目', '<', `${fiscalYear}年预算数`, '<', '<'],
        ['科目编码', '科目名称', '小计', '基本支出', '项目支出'],
      ],
      body: budget.generalPublicBudgetExpenditure.map((row) =>
        codedRow(row, ['total', 'basic', 'project'], FUNCTION_INDENTS),
      ),
    },
    {
      number: '4-3',
      title: `${department}一般公共预算财政拨款基本支出预算表`,
      layout: landscape(18, 44, 20, 20, 20),
      header: [
        ['经济分类科目', '<', `${fiscalYear}年基本支出`, '<', '<'],
        ['科目编码', '科目名称', '合计', '人员经费', '公用经费'],
      ],
      body: budget.basicExpenditure.map((row) => codedRow(row, ['total', 'personnel', 'operating'], ECONOMIC_INDENTS)),
    },
    {
      number: '4-4',
      title: `${department}一般公共预算“三公”经费支出表`,
      layout: landscape(20, 22, 20, 20, 20, 20),
      header: [
        [`${fiscalYear}年预算数`, '<', '<', '<', '<', '<'],
        ['合计', '因公出国（境）费', '公务用车购置及运行费', '<', '<', '公务接待费'],
        ['^', '^', '小计', '公务用车购置费', '公务用车运行费', '^'],
      ],
      body: [amountCells(budget.threePublicExpenses, THREE_PUBLIC)],
    },
  ]
}

function governmentFundExpenditure(budget: DistrictBudget): Table {
  const rows = budget.governmentFundExpenditure
  const empty: PrintedCell[][] = [1, 2, 3].map(() => [null, null, null, null, null])
  return {
    number: '4-5',
    title: `${budget.department}政府性基金预算支出表`,
    layout: landscape(18, 44, 20, 20, 20),
    header: [
      ['科目编码', '科目名称', '本年政府性基金预算财政拨款支出', '<', '<'],
      ['^', '^', '合计', '基本支出', '项目支出'],
    ],
    body: rows.length === 0 ? empty : rows.map((row) => codedRow(row, ['total', 'basic', 'project'], FUNCTION_INDENTS)),
  }
}

function departmentTables(budget: DistrictBudget): Table[] {
  const { department } = budget
  return [
    {
      number: '4-6',
      title: `${department}部门收支总表`,
      layout: landscape(36, 26, 36, 26),
      header: [
        ['收入', '<', '支出', '<'],
        ['项目', '预算数', '项目', '预算数'],
      ],
      body: budget.departmentSummary.map((line) => sidesRow(line, ['amount'])),
    },
    {
      number: '4-7',
      title: `${department}部门收入总表`,
      layout: landscape(12, 36, 11, 10, 11, 11, 11, 11, 11, 11, 9, 11),
      header: [
        ['科目', '<', '合计', '上年结转', ...FISCAL_SOURCES, '事业收入预算', '<', ...OTHER_SOURCES],
        ['科目编码', '科目名称', '^', '^', '^', '^', '^', '非教育收费收入预算', '教育收费收入预算', '^', '^', '^'],
      ],
      body: withMergedTotal(budget.departmentRevenue, SOURCES),
    },
    {
      number: '4-8',
      title: `${department} 部门支出总表`,
      layout: landscape(14, 40, 14, 14, 14, 14, 14, 14),
      header: [
        [
          '科目编码',
          '科目名称',
          '合计',
          '基本支出',
          '项目支出',
          '上缴上级支出',
          '事业单位经营支出',
          '对下级单位补助支出',
        ],
      ],
      body: withMergedTotal(budget.departmentExpenditure, KINDS),
    },
    {
      number: '4-9',
      title: `${department} 政府采购预算明细表`,
      layout: landscape(20, 11, 11, 13, 13, 13, 9, 9, 13, 9, 13),
      header: [
        ['项目', '合计', '上年结转', ...FISCAL_SOURCES, '事业收入预算', '<', ...OTHER_SOURCES],
        ['^', '^', '^', '^', '^', '^', '非教育收费收入预算', '教育收费收入预算', '^', '^', '^'],
      ],
      body: budget.procurement.map(({ label, amounts }) => [left(label), ...amountCells(amounts, SOURCES)]),
    },
  ]
}

function span(cells: number): PrintedCell[] {
  return Array.from({ length: cells }, () => '<')
}

/** 附件4-10: what the department as a whole is to achieve. Its funds are in 元. */
function departmentPerformance(budget: DistrictBudget): Table {
  const funds = ['合计', '财政拨款', '专户资金', '单位资金']
  const heads = ['一级指标', '二级指标', '三级指标', '<', '绩效指标性质', '绩效指标值', '绩效度量单位', '权重', '<']
  const indicators: PrintedCell[][] = budget.overallIndicators.map(
    ([level1, level2, level3, relation, target, unit, weight]) => [
      '^',
      '^',
      level1,
      level2,
      level3,
      '<',
      relation,
      target,
      unit,
      weight,
      '<',
    ],
  )
  return {
    number: '4-10',
    title: `${budget.fiscalYear}年部门（单位）整体支出绩效目标表`,
    layout: landscape(5, 16, 15, 15, 15, 13, 13, 15, 15, 13, 13),
    header: [],
    body: [
      ['预算部门', '<', budget.department, ...span(8)],
      ['总体资金情况（元）', '<', '预算支出总额', '基本支出', '<', '<', '<', '项目支出', '<', '<', '<'],
      ['^', '<', '^', ...funds, ...funds],
      ['^', '<', ...amountCells(budget.departmentFunds, FUNDS)],
      ['部门整体绩效情况', '整体绩效目标', left(budget.overallGoal), ...span(8)],
      ['^', '年度绩效指标', ...heads],
      ...indicators,
      ['其他说明', '<', null, ...span(8)],
    ],
  }
}

function projectForm(budget: DistrictBudget, project: Project): PrintedCell[][] {
  const field = (label: string, text: string): PrintedCell[] => [label, text === '' ? null : left(text), ...span(6)]
  const funds = (label: string, id: MeasureId): PrintedCell[] => [
    label,
    ...amountCells(project.amounts, [id]),
    ...span(6),
  ]
  const { projectType, contact, telephone } = budget
  return [
    ['申报单位', budget.department, '<', '<', '项目编码', project.code, '<', '<'],
    ['项目名称', project.name, ...span(6)],
    ['项目类型', projectType, '<', '联系人', contact, '联系电话', telephone, '<'],
    funds('当年预算（万元)', 'currentYearBudget'),
    funds('上级资金', 'superiorFunds'),
    funds('本级资金', 'localFunds'),
    funds('其他资金', 'otherFunds'),
    field('项目概况', project.overview),
    field('立项依据', budget.legalBasis),
    field('当年实施进度计划', project.schedule),
    field('当年整体绩效目标', project.goal),
    ['当年绩效指标', '一级指标', '二级指标', '三级指标', '指标性质', '指标值', '度量单位', '权重'],
    ...project.indicators.map((indicator): PrintedCell[] => ['^', ...indicator]),
  ]
}

/** The eleven attachments of the form in their order; only the first project's form has the attachment's title. */
export function attachmentsOf(budget: DistrictBudget): Attachment[] {
  const { style, fiscalYear } = budget
  const tables = [
    fiscalAppropriationSummary(budget),
    ...generalPublicBudgetTables(budget),
    governmentFundExpenditure(budget),
    ...departmentTables(budget),
    departmentPerformance(budget),
  ].map(
    ({ body, ...table }): Attachment => ({
      ...table,
      unit: table.number === '4-10' ? null : '万元',
      bodies: [body],
      numFmt: style.numberFormats[table.number],
      note: table.number === '4-2' ? style.noteOnPublicBudget : '',
    }),
  )
  const projects: Attachment = {
    number: '4-11',
    title: `${fiscalYear}年财政资金项目支出绩效目标表`,
    layout: { orientation: 'portrait', widths: [16, 13, 11, 22, 12, 12, 6.5, 8] },
    unit: '万元',
    header: [],
    bodies: budget.projects.map((project) => projectForm(budget, project)),
    numFmt: style.numberFormats['4-11'],
    note: '',
  }
  return [...tables, projects]
}
