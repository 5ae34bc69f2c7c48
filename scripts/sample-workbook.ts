import { Decimal } from 'decimal.js'
import ExcelJS, { type Workbook, type Worksheet } from 'exceljs'
import type { MeasureId } from '../src/schema/vocabulary.js'
import {
  CONTACT,
  LEGAL_BASIS,
  OVERALL_GOAL,
  OVERALL_INDICATORS,
  PROJECT_TYPE,
  PROJECTS,
  type SampleProject,
  TELEPHONE,
} from './sample-projects.js'
import { addSheet, type PageLayout, type PrintedCell, paintBlock, paintLine } from './sample-sheet.js'
import {
  type Amounts,
  type CodedRow,
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
  type SidesLine,
  THREE_PUBLIC_EXPENSES,
} from './sample-tables.js'

interface Attachment {
  number: string
  title: string
  layout: PageLayout
  header: readonly (readonly string[])[]
  body: readonly (readonly PrintedCell[])[]
  numFmt: string
  note?: string
}

const THOUSANDS = '#,##0.00'
const TWO_DECIMALS = '0.00'
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

const left = (text: string): PrintedCell => ({ text, horizontal: 'left' })
const amountCells = (amounts: Amounts, columns: readonly MeasureId[]): PrintedCell[] =>
  columns.map((id) => (amounts[id] === undefined ? null : new Decimal(amounts[id])))

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
function withMergedTotal(rows: readonly PrintedCell[][], label: string): PrintedCell[][] {
  return rows.map((row, index) => (index === 0 ? [label, '<', ...row.slice(2)] : row))
}

const landscape = (...widths: number[]): PageLayout => ({ orientation: 'landscape', widths })

const TABLES: readonly Attachment[] = [
  {
    number: '附件4-1',
    title: `${DEPARTMENT}财政拨款收支总表`,
    layout: landscape(27, 17, 27, 17, 15, 15, 15),
    header: [
      ['收入', '<', '支出', '<', '<', '<', '<'],
      ['项目', '预算数', '项目', '合计', '一般公共预算财政拨款', '政府性基金预算财政拨款', '国有资本经营预算财政拨款'],
    ],
    body: FISCAL_APPROPRIATION_SUMMARY.map((line) =>
      sidesRow(line, ['total', 'generalPublicBudget', 'governmentFund', 'stateCapital']),
    ),
    numFmt: THOUSANDS,
  },
  {
    number: '附件4-2',
    title: `${DEPARTMENT}一般公共预算财政拨款支出预算表`,
    layout: landscape(18, 44, 20, 20, 20),
    header: [
      ['功能分类科目', '<', `${FISCAL_YEAR}年预算数`, '<', '<'],
      ['科目编码', '科目名称', '小计', '基本支出', '项目支出'],
    ],
    body: GENERAL_PUBLIC_BUDGET_EXPENDITURE.map((row) =>
      codedRow(row, ['total', 'basic', 'project'], FUNCTION_INDENTS),
    ),
    numFmt: 'General',
    note: `备注：本表反映${FISCAL_YEAR}年当年一般公共预算财政拨款支出情况。`,
  },
  {
    number: '附件4-3',
    title: `${DEPARTMENT}一般公共预算财政拨款基本支出预算表`,
    layout: landscape(18, 44, 20, 20, 20),
    header: [
      ['经济分类科目', '<', `${FISCAL_YEAR}年基本支出`, '<', '<'],
      ['科目编码', '科目名称', '合计', '人员经费', '公用经费'],
    ],
    body: GENERAL_PUBLIC_BUDGET_BASIC_EXPENDITURE.map((row) =>
      codedRow(row, ['total', 'personnel', 'operating'], ECONOMIC_INDENTS),
    ),
    numFmt: TWO_DECIMALS,
  },
  {
    number: '附件4-4',
    title: `${DEPARTMENT}一般公共预算“三公”经费支出表`,
    layout: landscape(20, 22, 20, 20, 20, 20),
    header: [
      [`${FISCAL_YEAR}年预算数`, '<', '<', '<', '<', '<'],
      ['合计', '因公出国（境）费', '公务用车购置及运行费', '<', '<', '公务接待费'],
      ['^', '^', '小计', '公务用车购置费', '公务用车运行费', '^'],
    ],
    body: [
      amountCells(THREE_PUBLIC_EXPENSES, [
        'total',
        'overseasTrips',
        'vehicles',
        'vehiclePurchase',
        'vehicleOperation',
        'officialReception',
      ]),
    ],
    numFmt: TWO_DECIMALS,
  },
  {
    number: '附件4-5',
    title: `${DEPARTMENT}政府性基金预算支出表`,
    layout: landscape(18, 44, 20, 20, 20),
    header: [
      ['科目编码', '科目名称', '本年政府性基金预算财政拨款支出', '<', '<'],
      ['^', '^', '合计', '基本支出', '项目支出'],
    ],
    body: [1, 2, 3].map(() => [null, null, null, null, null]),
    numFmt: TWO_DECIMALS,
  },
  {
    number: '附件4-6',
    title: `${DEPARTMENT}部门收支总表`,
    layout: landscape(36, 26, 36, 26),
    header: [
      ['收入', '<', '支出', '<'],
      ['项目', '预算数', '项目', '预算数'],
    ],
    body: DEPARTMENT_SUMMARY.map((line) => sidesRow(line, ['amount'])),
    numFmt: THOUSANDS,
  },
  {
    number: '附件4-7',
    title: `${DEPARTMENT}部门收入总表`,
    layout: landscape(12, 36, 11, 10, 11, 11, 11, 11, 11, 11, 9, 11),
    header: [
      ['科目', '<', '合计', '上年结转', ...revenueHeader(), '事业收入预算', '<', ...otherRevenueHeader()],
      ['科目编码', '科目名称', '^', '^', '^', '^', '^', '非教育收费收入预算', '教育收费收入预算', '^', '^', '^'],
    ],
    body: withMergedTotal(
      DEPARTMENT_REVENUE.map((row) => codedRow(row, SOURCES, FUNCTION_INDENTS)),
      '合  计',
    ),
    numFmt: THOUSANDS,
  },
  {
    number: '附件4-8',
    title: `${DEPARTMENT} 部门支出总表`,
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
    body: withMergedTotal(
      DEPARTMENT_EXPENDITURE.map((row) =>
        codedRow(
          row,
          ['total', 'basic', 'project', 'remittedToSuperior', 'businessOperations', 'subsidiesToSubordinates'],
          FUNCTION_INDENTS,
        ),
      ),
      '合计',
    ),
    numFmt: THOUSANDS,
  },
  {
    number: '附件4-9',
    title: `${DEPARTMENT} 政府采购预算明细表`,
    layout: landscape(20, 11, 11, 13, 13, 13, 9, 9, 13, 9, 13),
    header: [
      ['项目', '合计', '上年结转', ...revenueHeader(), '事业收入预算', '<', ...otherRevenueHeader()],
      ['^', '^', '^', '^', '^', '^', '非教育收费收入预算', '教育收费收入预算', '^', '^', '^'],
    ],
    body: PROCUREMENT_ROWS.map((label) => [left(label), ...amountCells({}, SOURCES)]),
    numFmt: THOUSANDS,
  },
]

function revenueHeader(): string[] {
  return ['一般公共预算拨款收入', '政府性基金预算拨款收入', '国有资本经营预算拨款收入']
}

function otherRevenueHeader(): string[] {
  return ['事业单位经营收入预算', '其他收入预算', '用事业基金弥补收支差额']
}

/** Attachment number, title and unit: answers the row after them. */
function paintHead(sheet: Worksheet, head: { number: string; title: string; unit?: string }): number {
  paintLine(sheet, 1, head.number, { horizontal: 'left' })
  paintLine(sheet, 2, head.title, { horizontal: 'center', size: 16, bold: true, font: 'Noto Sans CJK SC' })
  if (head.unit === undefined) return 3
  paintLine(sheet, 3, `单位：${head.unit}`, { horizontal: 'right' })
  return 4
}

function addAttachment(workbook: Workbook, attachment: Attachment): void {
  const sheet = addSheet(workbook, attachment.number, attachment.layout)
  const { numFmt } = attachment
  const from = paintHead(sheet, { ...attachment, unit: '万元' })
  const first = paintBlock(sheet, { from, rows: attachment.header, numFmt, bold: true })
  const end = paintBlock(sheet, { from: first, rows: attachment.body, numFmt })
  if (attachment.note !== undefined) paintLine(sheet, end, attachment.note, { horizontal: 'left' })
  sheet.pageSetup.printTitlesRow = `1:${first - 1}`
}

/** 附件4-10: what the department as a whole is to achieve. Its funds are in 元. */
function addDepartmentPerformance(workbook: Workbook): void {
  const sheet = addSheet(workbook, '附件4-10', landscape(5, 16, 15, 15, 15, 13, 13, 15, 15, 13, 13))
  const from = paintHead(sheet, { number: '附件4-10', title: `${FISCAL_YEAR}年部门（单位）整体支出绩效目标表` })
  const indicators: PrintedCell[][] = OVERALL_INDICATORS.map(
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
  const funds = ['合计', '财政拨款', '专户资金', '单位资金']
  const rows: PrintedCell[][] = [
    ['预算部门', '<', DEPARTMENT, ...span(8)],
    ['总体资金情况（元）', '<', '预算支出总额', '基本支出', '<', '<', '<', '项目支出', '<', '<', '<'],
    ['^', '<', '^', ...funds, ...funds],
    [
      '^',
      '<',
      ...amountCells(DEPARTMENT_FUNDS, [
        'total',
        'basicTotal',
        'basicFiscal',
        'basicSpecialAccount',
        'basicUnitFunds',
        'projectTotal',
        'projectFiscal',
        'projectSpecialAccount',
        'projectUnitFunds',
      ]),
    ],
    ['部门整体绩效情况', '整体绩效目标', left(OVERALL_GOAL), ...span(8)],
    [
      '^',
      '年度绩效指标',
      '一级指标',
      '二级指标',
      '三级指标',
      '<',
      '绩效指标性质',
      '绩效指标值',
      '绩效度量单位',
      '权重',
      '<',
    ],
    ...indicators,
    ['其他说明', '<', null, ...span(8)],
  ]
  paintBlock(sheet, { from, rows, numFmt: TWO_DECIMALS, height: 24 })
}

function span(cells: number): PrintedCell[] {
  return Array.from({ length: cells }, () => '<')
}

function projectRows(project: SampleProject): PrintedCell[][] {
  const field = (label: string, text: string): PrintedCell[] => [label, text === '' ? null : left(text), ...span(6)]
  const funds = (label: string, id: MeasureId): PrintedCell[] => [
    label,
    ...amountCells(project.amounts, [id]),
    ...span(6),
  ]
  return [
    ['申报单位', DEPARTMENT, '<', '<', '项目编码', project.code, '<', '<'],
    ['项目名称', project.name, ...span(6)],
    ['项目类型', PROJECT_TYPE, '<', '联系人', CONTACT, '联系电话', TELEPHONE, '<'],
    funds('当年预算（万元)', 'currentYearBudget'),
    funds('上级资金', 'superiorFunds'),
    funds('本级资金', 'localFunds'),
    funds('其他资金', 'otherFunds'),
    field('项目概况', project.overview),
    field('立项依据', LEGAL_BASIS),
    field('当年实施进度计划', project.schedule),
    field('当年整体绩效目标', project.goal),
    ['当年绩效指标', '一级指标', '二级指标', '三级指标', '指标性质', '指标值', '度量单位', '权重'],
    ...project.indicators.map((indicator): PrintedCell[] => ['^', ...indicator]),
  ]
}

/** 附件4-11: a form a project, each on a page of its own; only the first has the attachment's title. */
function addProjects(workbook: Workbook): void {
  const layout: PageLayout = { orientation: 'portrait', widths: [16, 13, 11, 22, 12, 12, 6.5, 8] }
  const sheet = addSheet(workbook, '附件4-11', layout)
  const title = `${FISCAL_YEAR}年财政资金项目支出绩效目标表`
  let row = paintHead(sheet, { number: '附件4-11', title, unit: '万元' })
  PROJECTS.forEach((project, index) => {
    if (index > 0) {
      sheet.getRow(row - 1).addPageBreak()
      paintLine(sheet, row, '单位：万元', { horizontal: 'right' })
      row += 1
    }
    row = paintBlock(sheet, {
      from: row,
      rows: projectRows(project),
      numFmt: TWO_DECIMALS,
      height: 24,
      amounts: 'center',
    })
  })
}

/** The sample disclosure as a workbook, one sheet an attachment. */
export function sampleWorkbook(): Workbook {
  const workbook = new ExcelJS.Workbook()
  workbook.created = new Date(Date.UTC(FISCAL_YEAR, 1, 1))
  workbook.title = `${DEPARTMENT}${FISCAL_YEAR}年部门预算公开表（样例）`
  for (const attachment of TABLES) addAttachment(workbook, attachment)
  addDepartmentPerformance(workbook)
  addProjects(workbook)
  return workbook
}
