import type { Layout } from './layout.js'

/** 财政拨款收支总表: what the treasury appropriates, by fund, beside what it is spent on, by 类. */
export const fiscalAppropriationSummary: Layout = {
  id: 'fiscal-appropriation-summary',
  titles: [/财政拨款(?:预算)?(?:收支|收入支出)(?:预算|决算)?(?:总表|总体情况表|情况表|表)$/],
  not: /政府性基金|国有资本|一般公共预算财政拨款收入支出决算/,
  shape: 'sides',
  headers: [
    [
      '收入',
      '支出',
      '项目',
      '预算数',
      '项目',
      '合计',
      '一般公共预算财政拨款',
      '政府性基金预算财政拨款',
      '国有资本经营预算财政拨款',
    ],
    [
      '收入',
      '支出',
      '项目',
      '行次',
      '金额',
      '项目',
      '行次',
      '合计',
      '一般公共预算财政拨款',
      '政府性基金预算财政拨款',
      '国有资本经营预算财政拨款',
    ],
  ],
  columns: [
    { side: 'revenue', measure: 'amount', header: /(?:预算数|决算数|金额|(?<!公共|基金|经营)预算|合计|小计|总计)$/ },
    {
      side: 'expenditure',
      measure: 'generalPublicBudget',
      header: /一般公共预算[^/]*(?:\/(?:小计|合计|预算数|决算数|金额))?$/,
    },
    {
      side: 'expenditure',
      measure: 'governmentFund',
      header: /政府性基金[^/]*(?:\/(?:小计|合计|预算数|决算数|金额))?$/,
    },
    { side: 'expenditure', measure: 'stateCapital', header: /国有资本[^/]*(?:\/(?:小计|合计|预算数|决算数|金额))?$/ },
    { side: 'expenditure', measure: 'total', header: /(?:合计|小计|总计|预算数|决算数|金额|预算)$/ },
  ],
}
