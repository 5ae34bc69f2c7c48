import type { Layout } from './layout.js'

/** 一般公共预算财政拨款基本支出预算表: basic expenditure by 部门预算支出经济分类, personnel and operating. */
export const generalPublicBudgetBasicExpenditure: Layout = {
  id: 'general-public-budget-basic-expenditure',
  titles: [
    /一般公共预算(?:财政)?(?:拨款)?基本支出(?:部门预算)?(?:按?经济分类)?(?:预算|决算)?(?:明细|情况|总)?表(?:\(按?(?:支出)?(?:部门(?:预算)?)?(?:支出)?经济(?:分类)?(?:科目)?(?:分类)?\))?$/,
    /一般公共预算(?:财政)?(?:拨款)?(?:安排的?)?基本支出(?:预算)?分(?:部门)?经济(?:分类)?科目(?:明细)?表$/,
  ],
  not: /功能分类/,
  shape: 'rows',
  classification: '3',
  headers: [['经济分类科目', '2023年基本支出', '科目编码', '科目名称', '合计', '人员经费', '公用经费']],
  columns: [
    { measure: 'personnel', header: /人员(?:经费|支出)[^/]*(?:\/(?:小计|合计|[^/]*(?:预算数|决算数|金额)))?$/ },
    { measure: 'operating', header: /公用(?:经费|支出)[^/]*(?:\/(?:小计|合计|[^/]*(?:预算数|决算数|金额)))?$/ },
    { measure: 'total', header: /(?:合计|小计|总计|预算数|决算数|金额|(?<!公共|基金|经营)预算|基本支出)$/ },
  ],
}
