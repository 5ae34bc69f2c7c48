import { type ColumnRule, type Layout, NAME_OF_UNIT } from './layout.js'

/** Columns of expenditure by kind, alike in every table that has 功能分类 rows. */
const EXPENDITURE_COLUMNS: readonly ColumnRule[] = [
  { measure: 'remittedToSuperior', header: /上缴上级/ },
  { measure: 'businessOperations', header: /经营支出/ },
  { measure: 'subsidiesToSubordinates', header: /(?:下级|附属)单位(?!上缴)/ },
  { measure: 'openingBalance', header: /(?:年初|上年)(?:财政拨款)?结转[^/]*(?:\/(?:小计|合计))?$/ },
  { measure: 'closingBalance', header: /(?:年末(?:财政拨款)?结转|结转下年)[^/]*(?:\/(?:小计|合计))?$/ },
  { measure: 'revenue', header: /本年收入[^/]*(?:\/(?:小计|合计))?$/ },
  // 人员经费和公用经费支出 is basic expenditure of one fund.
  {
    measure: 'personnel',
    header: /人员(?:经费|支出|类项目|类支出)(?!和|及|、)[^/]*(?:\/(?:小计|合计|[^/]*(?:预算数|决算数|金额)))?$/,
  },
  {
    measure: 'operating',
    header: /(?<!人员经费[和及、])公用(?:经费|支出)[^/]*(?:\/(?:小计|合计|[^/]*(?:预算数|决算数|金额)))?$/,
  },
  {
    measure: 'project',
    header: /(?:(?<!人员类|公用经费|运转类)项目|专项业务经费)支出(?:\/(?:小计|合计|项目支出总数))?$/,
  },
  { measure: 'basic', header: /基本支出(?:\/(?:小计|合计))?$/ },
  { measure: 'total', header: /(?:合计|小计|总计|预算数|决算数|本年支出|20\d\d年(?:预算|决算))$/ },
]

/** What stood over from last year and what came in: no expenditure of this year, though 合计 stands below it. */
const BALANCES = /(?:年初|上年|年末)(?:财政拨款)?(?:结转|结余)|结转下年|本年收入/
/** What those consist of, in the tables that have measures for them. */
const PARTS_OF_BALANCES = /(?:(?:年初|上年|年末)(?:财政拨款)?(?:结转|结余)|本年收入)[^/]*\/(?!小计|合计)/

/** What one source pays for: its 基本支出 is not all of it. */
const OF_ONE_SOURCE = /(?:一般公共预算|政府性基金|国有资本|财政拨款|财政专户|单位资金|其他资金)[^/]*\//

function columnsOf(measures: readonly string[]): readonly ColumnRule[] {
  return EXPENDITURE_COLUMNS.filter((rule) => measures.includes(rule.measure))
}

/** 一般公共预算财政拨款支出预算表: the general public budget by 功能分类, basic and project. */
export const generalPublicBudgetExpenditure: Layout = {
  id: 'general-public-budget-expenditure',
  titles: [
    /一般公共预算(?:当年|本级)?(?:财政)?(?:拨款)?支出(?:功能分类)?(?:预算|决算)?(?:总体|明细|总)?(?:情况)?表(?:\(按?(?:支出)?功能(?:分类)?(?:科目)?(?:分类)?\))?$/,
    /一般公共预算财政拨款收入支出决算(?:明细)?表$/,
  ],
  not: /基本支出|三公|经济分类|机关运行/,
  apart: BALANCES,
  shape: 'rows',
  headers: [['功能分类科目', '2023年预算数', '科目编码', '科目名称', '小计', '基本支出', '项目支出']],
  columns: columnsOf(['personnel', 'operating', 'project', 'basic', 'total']),
}

/** 政府性基金预算支出表; in the 决算 form with opening balance, revenue and closing balance. */
export const governmentFundExpenditure: Layout = {
  id: 'government-fund-expenditure',
  titles: [
    /(?:政府性?基金(?:预算)?|^(?:20\d\d年度?)?基金预算)(?:财政)?(?:拨款)?(?:收入支出|收支|支出)(?:功能分类)?(?:预算|决算)?(?:总表|总体情况表|明细表|情况表|表)(?:\(按?(?:支出)?功能(?:分类)?(?:科目)?(?:分类)?\))?$/,
  ],
  not: /经济分类|三公|社会保险|社保/,
  apart: PARTS_OF_BALANCES,
  shape: 'rows',
  headers: [['科目编码', '科目名称', '本年政府性基金预算财政拨款支出', '合计', '基本支出', '项目支出']],
  columns: columnsOf([
    'openingBalance',
    'closingBalance',
    'revenue',
    'personnel',
    'operating',
    'project',
    'basic',
    'total',
  ]),
}

/** 国有资本经营预算支出表; in the 决算 form with opening balance, revenue and closing balance. */
export const stateCapitalExpenditure: Layout = {
  id: 'state-capital-expenditure',
  titles: [
    /国有资本经营(?:预算)?(?:财政)?(?:拨款)?(?:收入支出|收支|支出)(?:功能分类)?(?:预算|决算)?(?:总表|总体情况表|明细表|情况表|表)(?:\(按?(?:支出)?功能(?:分类)?(?:科目)?(?:分类)?\))?$/,
  ],
  not: /经济分类|三公|社会保险|社保/,
  apart: PARTS_OF_BALANCES,
  shape: 'rows',
  columns: columnsOf([
    'openingBalance',
    'closingBalance',
    'revenue',
    'personnel',
    'operating',
    'project',
    'basic',
    'total',
  ]),
}

/** 部门支出总表: all expenditure by 功能分类, whatever pays for it. */
export const departmentExpenditure: Layout = {
  id: 'department-expenditure',
  titles: [
    /(?:^|^预算|部门|单位|年|年度|本年|(?:部门|单位|综合)预算|决算)支出(?:预算|决算)?(?:总表|总体情况表|情况表|表)(?:\(按?(?:支出)?功能(?:分类)?(?:科目)?(?:分类)?\))?$/,
    new RegExp(`(?:年|年度|${NAME_OF_UNIT})(?:预算)?支出(?:预算|决算)?总(?:体情况)?表$`),
  ],
  not: /财政拨款|公共预算|基金|资本|基本支出|项目支出|三公|采购|专项|经济分类|绩效/,
  apart: new RegExp(`${BALANCES.source}|${OF_ONE_SOURCE.source}`),
  shape: 'rows',
  rowMeasures: [
    { measure: 'basic', label: /^基本支出$/ },
    { measure: 'project', label: /^项目支出$/ },
    { measure: 'remittedToSuperior', label: /^上缴上级支出$/ },
    { measure: 'businessOperations', label: /^(?:事业单位)?经营支出$/ },
    { measure: 'subsidiesToSubordinates', label: /^对?(?:附属|下级)单位补助支出$/ },
    { measure: 'total', label: /^支出(?:总计|合计)$/ },
  ],
  headers: [
    ['科目编码', '科目名称', '合计', '基本支出', '项目支出', '上缴上级支出', '事业单位经营支出', '对下级单位补助支出'],
  ],
  columns: columnsOf([
    'remittedToSuperior',
    'businessOperations',
    'subsidiesToSubordinates',
    'personnel',
    'operating',
    'project',
    'basic',
    'total',
  ]),
}
