import type { Layout } from './layout.js'

/** 部门（单位）整体支出绩效目标表: a department's funds, overall goal and indicators. */
export const departmentPerformance: Layout = {
  id: 'department-performance',
  titles: [/整体(?:支出)?(?:预算)?绩效(?:目标)?(?:申报|批复)?表$/],
  not: /专项/,
  shape: 'form',
  columns: [
    { measure: 'basicFiscal', header: /基本支出\/(?:.*)财政拨款/ },
    { measure: 'basicSpecialAccount', header: /基本支出\/(?:.*)专户/ },
    { measure: 'basicUnitFunds', header: /基本支出\/(?:.*)单位资金/ },
    { measure: 'basicTotal', header: /基本支出(?:\/(?:小计|合计))?$/ },
    { measure: 'projectFiscal', header: /项目支出\/(?:.*)财政拨款/ },
    { measure: 'projectSpecialAccount', header: /项目支出\/(?:.*)专户/ },
    { measure: 'projectUnitFunds', header: /项目支出\/(?:.*)单位资金/ },
    { measure: 'projectTotal', header: /项目支出(?:\/(?:小计|合计))?$/ },
    { measure: 'total', header: /支出总额|支出预算总(?:额|量)|(?:合计|总计)$/ },
  ],
}

/** 财政资金项目支出绩效目标表: one form (or one numbered row) a project. */
export const projectPerformance: Layout = {
  id: 'project-performance',
  titles: [/(?:项目支出|专项资金|一般性项目|项目)绩效(?:目标)?(?:申报|批复|明细)?表(?:\(一级项目\))?$/],
  not: /整体/,
  shape: 'form',
  columns: [
    { measure: 'superiorFunds', header: /上级资金|中央(?:和上级)?补助|上级补助/ },
    { measure: 'localFunds', header: /本级资金/ },
    { measure: 'otherFunds', header: /其他资金/ },
    { measure: 'municipalExpenditure', header: /市级支出/ },
    { measure: 'districtSubsidy', header: /补助区县/ },
    {
      measure: 'currentYearBudget',
      header: /当年(?:财政拨款)?预算|年度预算|当年财政拨款预算金额|预算(?:金额|数)|资金总额/,
    },
  ],
}
