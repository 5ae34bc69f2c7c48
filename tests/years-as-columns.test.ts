import { describe, expect, it } from 'vitest'
import { extractGridTables } from '../src/extract/grid/extract-grids.js'
import { parseDisclosure, toFacts } from '../src/index.js'
import { documentOf } from './grid-text.js'

/** The measures of each table's columns, by side; what the title makes of the table, first. */
function measuresIn(document: string) {
  return extractGridTables(documentOf(document), 2025).value.map(({ id, measures, rows }) => {
    const inRows = rows.flatMap(({ label, amounts }) =>
      amounts.map(({ text, measure }) => `${label} ${text}=${measure}`),
    )
    return { id, measures, inRows }
  })
}

const summary = (left: string, right: string) => `
部门收支总表
单位：万元
| 收入 | < | < | 支出 | < | < |
| 项目 | ${left} | 项目 | ${right} |
`

describe('the columns of both sides', () => {
  it.each(['2024年 | 2025年', '2024年度 | 2025年度', '上年数 | 本年数', '上年 | 本年'])('may be years: %s', (years) => {
    const [prior] = years.split(' | ')
    const [table] = measuresIn(`${summary(years, years)}
| 一般公共预算拨款收入 | 100.00 | 105.00 | 农林水支出 | 100.00 | 105.00 |
| 收入总计 | 100.00 | 105.00 | 支出总计 | 100.00 | 105.00 |`)
    expect(table?.id).toBe('department-summary')
    expect(table?.measures).toEqual({
      revenue: [`other:收入/${prior}`, 'amount'],
      expenditure: [`other:支出/${prior}`, 'amount'],
    })
  })

  it.each(['2025年', '本年', '合计', '总计', '资金安排'])('may be one alone, whatever its name: %s', (header) => {
    const [table] = measuresIn(`
部门收支总表
单位：万元
| 收入 | < | 支出 | < |
| 项目 | ${header} | 项目 | ${header} |
| 一般公共预算拨款收入 | 3.00 | 农林水支出 | 3.00 |
| 收入总计 | 3.00 | 支出总计 | 3.00 |`)
    expect(table?.measures).toEqual({ revenue: ['amount'], expenditure: ['amount'] })
  })

  it('are not this year where a lone one is last year or a change', () => {
    const measures = ['上年数', '增减额'].map(
      (header) =>
        measuresIn(`
部门收支总表
| 收入 | < | 支出 | < |
| 项目 | ${header} | 项目 | 预算数 |
| 事业收入 | 3.00 | 农林水支出 | 3.00 |`)[0]?.measures,
    )
    expect(measures).toEqual([
      { revenue: ['other:收入/上年数'], expenditure: ['amount'] },
      { revenue: ['other:收入/增减额'], expenditure: ['amount'] },
    ])
  })
})

describe('“三公” printed downwards', () => {
  it.each(['2024年 | 2025年', '2024年度 | 2025年度', '上年数 | 本年数', '上年 | 本年'])('by years: %s', (years) => {
    const [table] = measuresIn(`
一般公共预算“三公”经费支出表
单位：万元
| 项目 | ${years} |
| 合计 | 62.00 | 60.00 |
| 1、因公出国（境）费用 | | |
| 2、公务接待费 | 8.00 | 6.00 |
| 3、公务用车购置及运行维护费 | 54.00 | 54.00 |`)
    expect(table?.inRows).toEqual([
      ' 62.00=prior.total',
      ' 60.00=total',
      ' 8.00=prior.officialReception',
      ' 6.00=officialReception',
      ' 54.00=prior.vehicles',
      ' 54.00=vehicles',
    ])
  })
})

describe('years as columns of a text', () => {
  it('stand over both sides, whose labels end below their figures', async () => {
    const { disclosure, diagnostics } = await parseDisclosure(`样例市水务局2025年度部门预算公开
                            部门收支总体情况表
部门名称：样例市水务局                                                   单位：万元

               收入                                    支出
   项目         2024年        2025年           项目     2024年        2025年
一、一般公共预            100.00        105.00   八、社会保障和        100.00        105.00
算                                         就业支出
收入总计               100.00        105.00   支出总计           100.00        105.00
`)
    expect(diagnostics).toEqual([])
    const facts = disclosure ? toFacts(disclosure) : []
    const current = facts.filter(({ measure }) => measure === 'amount')
    expect(current.map(({ side, label, amount }) => [side, label, amount])).toEqual([
      ['revenue', '一般公共预算', '105.00'],
      ['revenue', '收入总计', '105.00'],
      ['expenditure', '社会保障和就业支出', '105.00'],
      ['expenditure', '支出总计', '105.00'],
    ])
    expect(facts).toHaveLength(8)
  })

  it('stand over “三公” with a row for each item', async () => {
    const { disclosure } = await parseDisclosure(`
        一般公共预算“三公”经费支出情况表
部门名称：样例市水务局                                 单位：万元
        项目            2024年           2025年
1、因公出国（境）费用
2、公务接待费                         8.00              6.00
3、公务用车购置及运行费                   54.00             54.00
合计                             62.00             60.00
`)
    const facts = disclosure ? toFacts(disclosure) : []
    expect(facts.map(({ measure, amount }) => `${amount}=${measure}`).sort()).toEqual([
      '54.00=prior.vehicles',
      '54.00=vehicles',
      '6.00=officialReception',
      '60.00=total',
      '62.00=prior.total',
      '8.00=prior.officialReception',
    ])
  })
})
