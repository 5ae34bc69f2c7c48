import { describe, expect, it } from 'vitest'
import { equationsOf } from '../src/checks/equations.js'
import { evaluate } from '../src/checks/evaluate.js'
import { extractTables } from '../src/extract/extract-tables.js'
import { documentOf } from './grid-text.js'

/** Outcomes of the identities of “三公”, with how often each came. */
function outcomesOf(table: string): Record<string, number> {
  const { tables } = extractTables(documentOf(table)).value
  const outcomes: Record<string, number> = {}
  for (const equation of equationsOf(tables, 'budget')) {
    const { outcome } = evaluate(equation, tables)
    if (outcome === 'not-applicable') continue
    const key = `${equation.identity.id} ${outcome}`
    outcomes[key] = (outcomes[key] ?? 0) + 1
  }
  return outcomes
}

const BY_FUND = `
  行政经费及“三公”经费预算表
  单位：万元
  | 项目 | 合计 | 一般公共预算 | 政府性基金预算 | 国有资本经营预算 |
  | 行政经费 | 88.34 | 80.00 | 8.34 | 0.00 |
  | “三公”经费 | 9.00 | 8.00 | 1.00 | 0.00 |
  | 其中：（一）因公出国（境）支出 | 2.00 | 1.00 | 1.00 | 0.00 |
  | （二）公务用车购置及运行维护支出 | 4.00 | 4.00 | 0.00 | 0.00 |
  | 1.公务用车购置费 | 1.00 | 1.00 | 0.00 | 0.00 |
  | 2.公务用车运行维护费 | 3.00 | 3.00 | 0.00 | 0.00 |
  | （三）公务接待费支出 | 3.00 | 3.00 | 0.00 | 0.00 |`

const BY_YEAR = `
  2026年财政拨款“三公”经费支出表
  单位：万元
  | 预算单位 | 年度 | 总计 | < | 因公出国（境）费 | < | 公务接待费 | < |
  | ^ | ^ | 一般公共预算 | 政府性基金预算 | 一般公共预算 | 政府性基金预算 | 一般公共预算 | 政府性基金预算 |
  | 示例局 | 2025年 | 9.00 | 1.00 | 4.00 | 1.00 | 5.00 | 0.00 |
  |  | 2026年 | 7.00 | 0.00 | 4.00 | 0.00 | 3.00 | 0.00 |
  |  | 增减变化金额 | -2.00 | -1.00 | 0.00 | -1.00 | -2.00 | 0.00 |`

describe('“三公” by fund', () => {
  it('adds the funds of each item, and the items of each fund', () => {
    expect(outcomesOf(BY_FUND)).toEqual({
      'item-funds holds': 7,
      'row-three-public holds': 4,
      'row-vehicles holds': 4,
    })
  })

  it('finds the item whose funds do not add up', () => {
    const outcomes = outcomesOf(BY_FUND.replace('| 8.34 | 0.00 |', '| 8.43 | 0.00 |'))
    expect(outcomes['item-funds violated']).toBe(1)
  })

  it('needs every item, and no more funds than have a column', () => {
    const twoFunds = BY_FUND.replaceAll(' 0.00 |\n', '\n')
      .replace(' 国有资本经营预算 |', '')
      .replace(/ 0.00 \|$/, '')
    const outcomes = outcomesOf(twoFunds.replace(/.*公务接待费支出.*/, ''))
    expect(outcomes).toEqual({ 'item-funds holds': 6, 'row-vehicles holds': 3 })
  })
})

describe('“三公” by year', () => {
  it('has the difference of the years as its change, of each fund', () => {
    expect(outcomesOf(BY_YEAR)).toEqual({ 'change holds': 6 })
  })

  it('tells the years by columns too', () => {
    const table = `
  一般公共预算拨款“三公”经费预算表
  单位：万元
  | 单位名称 | 上年 | < | 当年 | < | 增减变化情况 | < |
  | ^ | 一般公共预算拨款安排的“三公”经费预算 | < | 一般公共预算拨款安排的“三公”经费预算 | < | 一般公共预算拨款安排的“三公”经费预算 | < |
  | ^ | 小计 | 公务接待费 | 小计 | 公务接待费 | 小计 | 公务接待费 |
  | 示例局 | 9.00 | 5.00 | 7.00 | 3.00 | -2.00 | -2.00 |`
    expect(outcomesOf(table)).toEqual({ 'change holds': 2 })
    expect(outcomesOf(table.replace('-2.00 | -2.00', '-2.00 | -1.00'))).toEqual({
      'change holds': 1,
      'change violated': 1,
    })
  })

  it('finds a change that is another', () => {
    expect(outcomesOf(BY_YEAR.replace('| -2.00 | -1.00 |', '| -2.50 | -1.00 |'))).toEqual({
      'change holds': 5,
      'change violated': 1,
    })
  })
})
