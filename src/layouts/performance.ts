import type { FieldRule, Layout } from './layout.js'

/** Columns of the indicator list, alike in every performance table. */
export const INDICATOR_COLUMNS: readonly FieldRule[] = [
  { field: 'level1', label: /^一级指标$/ },
  { field: 'level2', label: /^二级指标$/ },
  { field: 'level3', label: /^(?:三级指标|指标名称|指标内容)$/ },
  { field: 'relation', label: /^(?:绩效)?指标性质$|^运算符号?$/ },
  { field: 'target', label: /^(?:本年)?(?:绩效)?(?:年度)?指标值$|^目标值$/ },
  { field: 'unit', label: /^(?:绩效)?(?:度量|计量)单位$/ },
  { field: 'weight', label: /^(?:指标)?(?:权重|分值|分值权重)(?:\(.*\))?$/ },
  { field: 'core', label: /^是否核心(?:指标)?$/ },
]

/** What a project costs over all its years, and in this one: a form may have a column for each. */
export const SEVERAL_YEARS = /^(?:实施期|中期|项目期)(?:资金)?总额$/
export const ONE_YEAR = /^(?:年度|当年|本年(?:度)?)(?:资金)?总额$/

/** Heads the names in a list of projects: 项目, 一级项目名称. */
export const LISTED_PROJECT =
  /^(?:[一二三]级)?(?:项目|专项)(?:名称)?$|^单位\((?:专项|项目)\)名称$|^(?:项目)?单位\(项目名称\)$/

/** 部门（单位）整体支出绩效目标表: a department's funds, overall goal and indicators. */
export const departmentPerformance: Layout = {
  id: 'department-performance',
  titles: [/整体(?:支出)?(?:预算)?绩效(?:目标)?(?:申报|批复)?表$/],
  not: /专项/,
  shape: 'form',
  fields: [
    { field: 'department', label: /^(?:预算)?部门(?:\(单位\))?(?:名称)?$|^单位名称$/ },
    { field: 'goal', label: /^(?:当年|年度)?(?:部门)?整体绩效目标$|^年度总体目标$/ },
    { field: 'notes', label: /^其他说明$/ },
  ],
  columns: [
    { measure: 'basicFiscal', header: /基本支出\/(?:.*)财政拨款|财政拨款\/基本支出/ },
    { measure: 'basicSpecialAccount', header: /基本支出\/(?:.*)专户/ },
    { measure: 'basicUnitFunds', header: /基本支出\/(?:.*)单位资金/ },
    { measure: 'basicTotal', header: /^(?!.*其他资金).*基本支出(?:\/(?:小计|合计))?$/ },
    { measure: 'projectFiscal', header: /项目支出\/(?:.*)财政拨款|财政拨款\/项目支出/ },
    { measure: 'projectSpecialAccount', header: /项目支出\/(?:.*)专户/ },
    { measure: 'projectUnitFunds', header: /项目支出\/(?:.*)单位资金/ },
    {
      measure: 'projectTotal',
      header: /^(?!.*其他资金).*(?<!人员类|公用经费|运转类|特定目标类)项目支出(?:\/(?:小计|合计))?$|^项目经费$/,
    },
    { measure: 'total', header: /支出总额|支出预算(?:总(?:额|量)|合计)|部门预算总额|(?:^|\/|年度|预算|部门)资金总额$/ },
  ],
}

/** 财政资金项目支出绩效目标表: one form (or one numbered row) a project. */
export const projectPerformance: Layout = {
  id: 'project-performance',
  titles: [/绩效目标(?:申报|批复|明细)?表(?:\(一级项目\))?$|项目(?:支出)?绩效表$/],
  not: /^(?!.*专项).*整体/,
  shape: 'form',
  fields: [
    { field: 'applicant', label: /^(?:申报|填报)单位$|^(?:资金|项目|市级|区级)?主管部门(?:及代码)?$/ },
    { field: 'implementingUnit', label: /^(?:项目)?实施单位$/ },
    { field: 'projectCode', label: /^项目(?:编码|代码|编号)$/ },
    {
      field: 'projectName',
      label: /^(?:项目(?:\(政策\))?|政策\(项目\)|专项(?:资金)?(?:\(项目\))?|转移支付(?:\(项目\))?)名称$/,
    },
    { field: 'projectType', label: /^项目(?:类型|类别|属性)$/ },
    { field: 'contact', label: /^(?:项目)?(?:联系人|负责人)$/ },
    { field: 'telephone', label: /^联系(?:电话|方式)$/ },
    { field: 'overview', label: /^项目概况$/ },
    { field: 'legalBasis', label: /^立项依据$/ },
    { field: 'schedule', label: /^当年实施进度计划$/ },
    {
      field: 'annualGoal',
      label: /^(?:当年)?(?:整体)?绩效目标$|^(?:年度)?(?:总体|绩效)?目标$|^(?:年度目标|项目年度绩效目标)$/,
    },
  ],
  columns: [
    { measure: 'superiorFunds', header: /上级资金|中央(?:和上级)?补助|上级补助/ },
    { measure: 'localFunds', header: /本级资金/ },
    { measure: 'otherFunds', header: /其他资金/ },
    { measure: 'municipalExpenditure', header: /市级支出/ },
    { measure: 'districtSubsidy', header: /补助区县/ },
    {
      measure: 'currentYearBudget',
      // 实施期资金总额 and 中期资金总额 are those of several years.
      header: /当年(?:财政拨款)?预算|年度预算|当年财政拨款预算金额|预算(?:金额|数)|(?<!实施期|中期)资金总额|年度金额/,
    },
  ],
}
