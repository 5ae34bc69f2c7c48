import type { Layout } from './layout.js'

/** 部门收支总表: all revenue by source beside all expenditure by 类. */
export const departmentSummary: Layout = {
  id: 'department-summary',
  titles: [
    /收(?:支|入支出)(?:预算|决算)?(?:总表|总体情况表)$/,
    /(?:^|部门|单位|年|年度|(?:部门|单位)?综合)收支(?:预算|决算)(?:情况)?表$/,
  ],
  not: /财政拨款|基金|资本/,
  shape: 'sides',
  loneTotal: 'amount',
  columns: [
    { side: 'revenue', measure: 'amount', header: /(?:预算数|决算数|金额|(?<!公共|基金|经营)预算|合计|小计|总计)$/ },
    {
      side: 'expenditure',
      measure: 'personnel',
      header: /人员(?:类)?(?:经费|支出)[^/]*(?:\/(?:小计|合计|[^/]*(?:预算数|决算数|金额)))?$/,
    },
    {
      side: 'expenditure',
      measure: 'operating',
      header: /公用(?:经费|支出)[^/]*(?:\/(?:小计|合计|[^/]*(?:预算数|决算数|金额)))?$/,
    },
    { side: 'expenditure', measure: 'project', header: /项目支出$/ },
    { side: 'expenditure', measure: 'total', header: /(?:合计|小计|总计)$/ },
    { side: 'expenditure', measure: 'amount', header: /(?:预算数|决算数|金额|(?<!公共|基金|经营)预算)$/ },
  ],
}
