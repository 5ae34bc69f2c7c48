import { type ColumnRule, type Layout, NAME_OF_UNIT } from './layout.js'

/** What last year's balance consists of. */
const PARTS_OF_BALANCE = /(?:上年|年初)(?:结转|结余).*\/(?!小计|合计)/

/**
 * Columns by source of revenue, alike in 部门收入总表 and 政府采购预算明细表. A header names all of a source where 小计 or
 * nothing stands below it; 教育收费 below 财政专户 is a part.
 */
const SOURCE_COLUMNS: readonly ColumnRule[] = [
  { measure: 'carriedForward', header: /(?:^|\/)(?:上年|年初)结转(?:(?:和|及)?结余)?(?:\/(?:小计|合计))?$/ },
  {
    measure: 'carriedForward',
    header: /(?:上年|年初)(?:结转|结余)[^/]*(?:\/(?:小计|合计|[^/]*(?:预算数|决算数|金额)))?$/,
  },
  { measure: 'fundOffset', header: /弥补收支差额|使用非财政拨款结余/ },
  { measure: 'generalPublicBudget', header: /一般公共预算[^/]*(?:\/(?:小计|合计|[^/]*(?:预算数|决算数|金额)))?$/ },
  { measure: 'governmentFund', header: /政府性基金[^/]*(?:\/(?:小计|合计|[^/]*(?:预算数|决算数|金额)))?$/ },
  { measure: 'stateCapital', header: /国有资本[^/]*(?:\/(?:小计|合计|[^/]*(?:预算数|决算数|金额)))?$/ },
  {
    measure: 'fiscalAppropriation',
    header: /^(?!.*一般公共预算).*财政拨款(?:\(补助\))?(?:收入)?(?:预算)?(?:\/(?:小计|合计))?$/,
  },
  { measure: 'superiorSubsidy', header: /上级(?:单位)?补助[^/]*(?:\/(?:小计|合计|[^/]*(?:预算数|决算数|金额)))?$/ },
  { measure: 'affiliateRemittance', header: /附属单位[^/]*(?:\/(?:小计|合计|[^/]*(?:预算数|决算数|金额)))?$/ },
  { measure: 'businessOperations', header: /经营(?:预算)?收入[^/]*(?:\/(?:小计|合计|[^/]*(?:预算数|决算数|金额)))?$/ },
  { measure: 'institutionalNonEducation', header: /非教育/ },
  { measure: 'institutionalEducation', header: /事业收入.*\/(?:其中:)?教育收费|^其中:教育收费$/ },
  {
    measure: 'specialAccount',
    header: /(?<!不含)(?:财政专户|(?<!不含财政)专户资金)[^/]*(?:\/(?:小计|合计|[^/]*(?:预算数|决算数|金额)))?$/,
  },
  {
    measure: 'institutional',
    header: /事业(?:预算)?(?:单位)?收入[^/]*(?:\/(?:小计|合计|[^/]*(?:预算数|决算数|金额)))?$/,
  },
  { measure: 'other', header: /其他(?:资金)?收入/ },
  { measure: 'unitFunds', header: /单位资金(?:收入)?(?:\/(?:小计|合计))?$/ },
  { measure: 'currentYear', header: /本年收入\/(?:小计|合计)$/ },
  { measure: 'total', header: /(?:合计|小计|总计|总额|预算数|决算数|统计数|金额|20\d\d年(?:预算|决算))$/ },
]

/** Rows of a table that prints the sources downwards, in one column: its measures by the labels. */
const SOURCE_ROWS = [
  ...SOURCE_COLUMNS.filter(({ measure }) => measure !== 'total' && measure !== 'currentYear').map(
    ({ measure, header }) => ({ measure, label: header }),
  ),
  { measure: 'currentYear', label: /^本年收入(?:合计|小计)?$/ },
  { measure: 'total', label: /^收入(?:总计|合计)$/ },
] as const

const SOURCE_HEADERS = [
  '合计',
  '上年结转',
  '一般公共预算拨款收入',
  '政府性基金预算拨款收入',
  '国有资本经营预算拨款收入',
  '事业收入预算',
  '事业单位经营收入预算',
  '其他收入预算',
  '用事业基金弥补收支差额',
]
const EDUCATION_HEADERS = ['非教育收费收入预算', '教育收费收入预算']

/** 部门收入总表: revenue by source, a row a 功能分类 on which it is spent. */
export const departmentRevenue: Layout = {
  id: 'department-revenue',
  titles: [
    /(?:^|^预算|部门|单位|年|年度|(?:部门|单位|综合)预算|决算)收入(?:预算|决算)?(?:总表|总体情况表|情况表|表)$/,
    new RegExp(`(?:年|年度|${NAME_OF_UNIT})(?:预算)?收入(?:预算|决算)?总(?:体情况)?表$`),
  ],
  not: /财政拨款|基金|资本|非税/,
  shape: 'rows',
  rowMeasures: SOURCE_ROWS,
  headers: [['科目', ...SOURCE_HEADERS, '科目编码', '科目名称', ...EDUCATION_HEADERS]],
  columns: SOURCE_COLUMNS,
  apart: PARTS_OF_BALANCE,
}

/** 政府采购预算明细表: 货物, 工程, 服务 by source of revenue. */
export const governmentProcurement: Layout = {
  id: 'government-procurement',
  titles: [/政府采购(?:\(.*\))?(?:预算|支出)*(?:明细|汇总|安排情况|情况)?(?:预算)?表$/],
  shape: 'rows',
  headers: [['项目', ...SOURCE_HEADERS, ...EDUCATION_HEADERS]],
  columns: SOURCE_COLUMNS,
  apart: PARTS_OF_BALANCE,
}
