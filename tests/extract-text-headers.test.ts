import { describe, expect, it } from 'vitest'
import { type Fact, parseDisclosure, toFacts } from '../src/index.js'

async function read(text: string): Promise<{ facts: Fact[]; reasons: string[] }> {
  const { disclosure, diagnostics } = await parseDisclosure(text)
  return {
    facts: disclosure ? toFacts(disclosure) : [],
    reasons: diagnostics.flatMap(({ code, message }) => (code === 'amount-unplaced' ? [message] : [])),
  }
}

const brief = ({ code, label, measure, amount }: Fact) => `${code} ${label} ${measure} ${amount}`

describe('headers of texts', () => {
  it('may have the name of the table over all columns', async () => {
    const { facts, reasons } = await read(`示例区档案馆一般公共预算支出功能分类预算表
编制部门：示例区档案馆 单位：元
项目 一般公共预算支出
功能分类科目编码
功能分类科目名称 合计 基本支出 项目支出
类 款 项
201 一般公共服务支出 3,296,600 0 3,296,600
201 05 统计信息事务 3,296,600 0 3,296,600`)
    expect(reasons).toEqual([])
    expect(facts.filter(({ code }) => code === '20105').map(brief)).toEqual([
      '20105 统计信息事务 total 3296600',
      '20105 统计信息事务 basic 0',
      '20105 统计信息事务 project 3296600',
    ])
  })

  it('may have 本年 in the name of the table over all columns, and 财政专户 behind 国有资本经营预算', async () => {
    const basic = await read(`一般公共预算基本支出表
部门：示例局 单位：万元
部门预算支出经济分类科目 本年一般公共预算基本支出
科目编码 科目名称 合计 人员经费 公用经费
合计 6.00 4.00 2.00`)
    expect(basic.facts.map(({ measure }) => measure)).toEqual(['total', 'personnel', 'operating'])
    const revenue = await read(`部门收入总表
部门：示例局 单位：万元
科目编码 科目名称 合计 一般公共预算 国有资本经营预算 财政专户管理资金
201 一般公共服务支出 6.00 3.00 2.00 1.00`)
    expect(revenue.facts.map(({ measure }) => measure)).toEqual([
      'total',
      'generalPublicBudget',
      'stateCapital',
      'specialAccount',
    ])
  })

  it('may have the numbers of units before names: they are no part of these', async () => {
    const { facts } = await read(`部门支出总表
部门：示例局 单位：元
科目编码 单位代码 单位名称（科目） 合计 基本支出 项目支出
201 03 01 101001 行政运行 7.00 5.00 2.00
101001 示例局本级 7.00 5.00 2.00`)
    expect([...new Set(facts.map(({ code, label }) => `${code} ${label}`))]).toEqual([
      '2010301 行政运行',
      ' 示例局本级',
    ])
  })

  it('do not run one cell into the next: 项目 and 支出预算 are not 项目支出', async () => {
    const { facts } = await read(`示例区档案馆部门支出预算总表
编制部门：示例区档案馆 单位：元
项目 支出预算
功能分类科目编码 功能分类科目名称 合计 基本支出 项目支出
201 一般公共服务支出 9,000 4,000 5,000`)
    expect(facts.map(({ measure }) => measure)).toEqual(['total', 'basic', 'project'])
  })

  it('may head both sides with the treasury’s money', async () => {
    const { facts } = await read(`示例区档案馆财政拨款收支预算总表
编制部门：示例区档案馆 单位：元
财政拨款收入 财政拨款支出
项目 预算数 项目 合计 一般公共预算 政府性基金预算 国有资本经营预算
一、一般公共预算资金 9,000 一、一般公共服务支出 9,000 9,000
收入总计 9,000 支出总计 9,000 9,000`)
    expect(facts.filter(({ label }) => label === '一般公共服务支出').map(({ measure }) => measure)).toEqual([
      'total',
      'generalPublicBudget',
    ])
  })
})

describe('rows of texts', () => {
  it('keep a code of which one part is misprinted', async () => {
    const { facts } = await read(`示例区档案馆一般公共预算基本支出部门预算经济分类预算表
编制部门：示例区档案馆 单位：元
项目 一般公共预算基本支出
经济分类科目编码 经济分类科目名称 合计 人员经费 公用经费
类 款
301 工资福利支出 300 300 0
301 01 基本工资 100 100 0
301 2 津贴补贴 200 200 0`)
    expect(facts.filter(({ amount }) => amount === '200').map(brief)).toEqual([
      '3012 津贴补贴 total 200',
      '3012 津贴补贴 personnel 200',
    ])
  })

  it('have no label where the part of their code stands on a line of its own', async () => {
    const { facts } = await read(`2026年部门收入总表
单位：万元
科目编码 科目名称 合计 财政拨款收入 事业收入
类 款 项
208 社会保障和就业支出 221.01 221.01
05 行政事业单位养老支出 221.01 221.01
05
机关事业单位基本养老保
险缴费支出 221.01 221.01`)
    expect(facts.filter(({ label }) => /保险|险缴费/.test(label)).every(({ code }) => code.length === 7)).toBe(true)
    expect(facts.map(({ label }) => label)).not.toContain('险缴费支出')
  })

  it('end with the label behind their figures', async () => {
    const { facts } = await read(`2026年部门支出总表
单位：元
科目编码 科目名称 合计 基本支出 项目支出
201 一般公共服务支出 9,000 4,000 5,000
9,000 4,000 5,000 合计
类 款 项`)
    expect(facts.filter(({ code }) => code === '').map(({ label }) => label)).toEqual(['合计', '合计', '合计'])
  })

  it('of two sides go on below their figures', async () => {
    const { facts } = await read(`示例区档案馆财政拨款收支预算总表
单位：元
收入 支出
项目 预算数 项目 合计 一般公共预算 政府性基金预算
一、一般公共预算 9,000 一、一般公共服务支出 9,000 9,000
资金
收入总计 9,000 支出总计 9,000 9,000`)
    expect(facts.filter(({ side }) => side === 'revenue').map(({ label }) => label)).toEqual([
      '一般公共预算资金',
      '收入总计',
    ])
  })
})

describe('titles that stand below their tables, in a text without pages', () => {
  const ROWS = `208 社会保障和就业支出 600 600
20805 行政事业单位养老支出 600 600
221 住房保障支出 300 300`
  it('leave every amount reported', async () => {
    const { facts, reasons } = await read(`2026年部门收入总表
编制单位：示例区档案馆
科目编码 科目名称 合计 财政拨款收入 事业收入
${ROWS}
900 900 合计
单位：元
${ROWS}
2026年部门支出总表
编制单位：示例区档案馆
科目编码 科目名称 合计 基本支出 项目支出
900 900 合计`)
    expect(facts).toEqual([])
    expect(reasons.length).toBeGreaterThanOrEqual(6)
  })
})

describe('shares beside amounts', () => {
  const table = (rows: string) => `2026年一般公共预算支出表
部门：示例部 单位：万元
功能分类科目 2025年执行数 2026年预算数 2026年预算数比2025年执行数
科目编码 科目名称 小计 基本支出 项目支出 增减额 增减%
201 一般公共服务支出 100.00 110.00 90.00 20.00 10.00 10.00
20113 商贸事务 100.00 110.00 90.00 20.00 10.00 10.00
${rows}
合计 100.00 110.00 90.00 20.00 10.00 10.00`
  const ROWS = `2011301 行政运行 60.00 90.00 90.00 30.00 50.00
2011302 一般行政管理事务 40.00 20.00 20.00 -20.00 -50.00`

  it('are no amounts: the change and the years before it say which figure is one', async () => {
    for (const text of [table(ROWS), table(ROWS).replaceAll(/(\d\.\d\d)$/gm, '$1%')]) {
      const { facts, reasons } = await read(text)
      expect(reasons).toEqual([])
      const own = facts.filter(({ code }) => code.length === 7)
      expect(own.map(({ code, measure, amount }) => `${code} ${measure} ${amount}`)).toEqual([
        '2011301 total 90.00',
        '2011301 basic 90.00',
        '2011301 other:2025年执行数 60.00',
        '2011301 other:2026年预算数比2025年执行数/增减额 30.00',
        '2011302 total 20.00',
        '2011302 project 20.00',
        '2011302 other:2025年执行数 40.00',
        '2011302 other:2026年预算数比2025年执行数/增减额 -20.00',
      ])
    }
  })

  it('leave a row with blank columns open where the figures do not say which is one', async () => {
    const { facts, reasons } = await read(table(ROWS.replace('30.00 50.00', '30.00 51.00')))
    expect(facts.filter(({ code }) => code === '2011301')).toEqual([])
    expect(reasons).toHaveLength(5)
  })
})

describe('tables of texts', () => {
  it('are found by their rows where the unit stands above the title and no header is known', async () => {
    const { facts, reasons } = await read(`单位：万元
表8
一般公共预算基本支出情况表（按经济分类科目）
所需资金类别
合计 16,310.73
[301]工资福利支出 16,310.73`)
    expect(facts).toEqual([])
    expect(reasons).toHaveLength(2)
  })

  it('with a second code in every row have no label', async () => {
    const { facts } = await read(`单位：万元
2026年部门一般公共预算基本支出表
部门经济科目编码    部门经济科目名称        政府经济科目编码    政府经济科目名称       合计      人员经费支出    公用经费支出
301           工资福利支出                                    30.00      30.00
              机关事业单位基                   社会保障
30108         本养老保险                   50102     缴费             30.00      30.00`)
    expect(facts.filter(({ code }) => code === '30108')).toEqual([])
  })
})

describe('rows of texts', () => {
  it('of two sides go on alone on their lines: a 项 is expenditure by its name, and a part of its 款', async () => {
    const { facts, reasons } = await read(`表1
收支总表
部门名称：示例区统计局 单位：万元
收 入 支 出
项 目 2026年预算数 项 目 2026年预算数
一、财政拨款 30.00 一、一般公共服务支出 20.00
1.一般公共预算拨款 30.00 统计信息事务 20.00
2.政府性基金预算拨款 0.00 行政运行 12.00
专项普查活动 8.00
二、社会保障和就业支出 10.00
行政事业单位养老支出 10.00
行政单位离退休 10.00
本年收入合计 30.00 本年支出合计 30.00`)
    expect(reasons).toEqual([])
    const open = facts.filter(({ proof }) => proof !== 'proved')
    expect(open.map(brief)).toEqual([])
    expect(facts.find(({ label }) => label === '行政单位离退休')?.side).toBe('expenditure')
  })

  it('of the right panel go on alone: 30299 is a part of 302, below which it does not stand', async () => {
    const { disclosure, diagnostics } = await parseDisclosure(`一般公共预算财政拨款基本支出决算表
部门：示例区统计局 2024年度 单位：万元
经济分类科目编码 科目名称 决算数 经济分类科目编码 科目名称 决算数
301 工资福利支出 5.00 302 商品和服务支出 7.00
30101 基本工资 5.00 30201 办公费 4.00
303 对个人和家庭的补助 1.00 30202 印刷费 1.00
30302 退休费 1.00 30207 邮电费 0.00
30299 其他商品和服务支出 2.00
人员经费合计 6.00 公用经费合计 7.00`)
    expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([])
    const facts = disclosure ? toFacts(disclosure) : []
    expect(facts.find(({ code }) => code === '302')?.proof).toBe('proved')
    expect(facts.find(({ code }) => code === '30299')?.proof).toBe('proved')
  })

  it('stand below 人员经费 and 公用经费, which name the panels and no columns', async () => {
    const { facts, reasons } = await read(`一般公共预算财政拨款基本支出决算表
部门：示例区统计局 2024年度 单位：万元
人员经费 公用经费
科目编码 科目名称 决算数 科目编码 科目名称 决算数
301 工资福利支出 5.00 302 商品和服务支出 7.00
30101 基本工资 5.00 30201 办公费 7.00
人员经费合计 5.00 公用经费合计 7.00`)
    expect(reasons).toEqual([])
    expect(facts.filter(({ code }) => code.startsWith('302')).map(({ amount }) => amount)).toEqual(['7.00', '7.00'])
  })
})

describe('headers over all columns, and numbers of units', () => {
  it('name the fund of the table', async () => {
    const { facts, reasons } = await read(`政府性基金预算支出表
单位：万元
科目编码 科目名称 2025年政府性基金预算支出
合计 基本支出 项目支出
212 城乡社区支出 3,000.00 0.00 3,000.00
合计 3,000.00 0.00 3,000.00`)
    expect(reasons).toEqual([])
    expect(facts.slice(0, 3).map(brief)).toEqual([
      '212 城乡社区支出 total 3000.00',
      '212 城乡社区支出 basic 0.00',
      '212 城乡社区支出 project 3000.00',
    ])
  })

  it('are no class of the classification: 301 示例局', async () => {
    const { disclosure, diagnostics } = await parseDisclosure(`一般公共预算基本支出预算表
部门：示例局 金额单位：万元
项 目 基本支出
科目编码 单位代码 单位名称（科目） 合计 人员经费 公用经费
类 款
合 计 300.00 200.00 100.00
301 示例局 300.00 200.00 100.00
301001 示例局机关 300.00 200.00 100.00
301 301001 工资福利支出 200.00 200.00
301 01 301001 基本工资 200.00 200.00
302 301001 商品和服务支出 100.00 100.00
302 01 301001 办公费 100.00 100.00`)
    expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([])
    const facts = disclosure ? toFacts(disclosure) : []
    expect(facts.filter(({ label }) => label === '示例局').map(({ code }) => code)).toEqual(['', '', ''])
  })
})

describe('numbers of rows', () => {
  it('are no part of a name, and no second code', async () => {
    const { facts, reasons } = await read(`一般公共预算财政拨款支出表
部门：示例区统计局 单位：万元
序号 功能分类科目编码 功能分类科目名称 合计 基本支出 项目支出
栏次 1 2 3 4 5
1 合计 913.46 796.80 116.66
2 201 一般公共服务支出 913.46 796.80 116.66
3 20105 统计信息事务 913.46 796.80 116.66
4 2010501 行政运行 796.80 796.80
5 2010507 专项普查活动 116.66 116.66`)
    expect(reasons).toEqual([])
    expect(facts.map(({ code, label }) => `${code} ${label}`).at(0)).toBe(' 合计')
    expect(facts.at(-1)).toMatchObject({ code: '2010507', measure: 'project', amount: '116.66', proof: 'proved' })
  })
})

describe('a figure that is reported and not placed', () => {
  it('makes no identity false that misses just that figure', async () => {
    const { diagnostics } = await parseDisclosure(`财政拨款收支总表
部门：示例区统计局 单位：万元
收入 支出
项目 预算数 项目 合计 一般公共预算
一、本年收入 1,123.45 一、本年支出 1,123.45 1,123.45
（一）一般公共预算拨款 1,123.45 （一）一般公共服务支出 1,123.45 1,123.45
经费拨款 1,000.00 （二）外交支出
纳入一般公共预算管理的非税收入拨
款
123.45 （三）国防支出
收入总计 1,123.45 支出总计 1,123.45 1,123.45`)
    expect(diagnostics.filter(({ code }) => code === 'amount-unplaced').map(({ found }) => found)).toEqual(['123.45'])
    expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([])
  })

  it('leaves the sums open to which its row belongs', async () => {
    const { disclosure, diagnostics } = await parseDisclosure(`一般公共预算支出表
部门：示例区统计局 单位：万元
功能分类科目 2023年执行数 2024年预算数 2024年预算数比2023年执行数
科目编码 科目名称 小计 基本支出 项目支出 增减额 增减%
202 外交支出 174,000.44 189,000.44 189,000.44 15,000.00 8.62
20203 对外援助 165,000.00 180,000.00 180,000.00 15,000.00 9.09
2020399 其他对外援助支出 165,000.00 180,000.00 180,000.00 15,000.00 9.09
20204 国际组织 9,000.44 9,000.44 9,000.44 0.00
2020401 国际组织会费 9,000.44 9,000.44 9,000.44 0.00
合计 174,000.44 189,000.44 189,000.44 15,000.00 8.62`)
    const facts = disclosure ? toFacts(disclosure) : []
    expect(facts.map(brief)).toContain('20203 对外援助 total 180000.00')
    expect(facts.filter(({ code }) => code === '20204')).toEqual([])
    expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([])
  })
})

describe('forms of projects in texts', () => {
  it('have a sum for the year, what it consists of by name, and no need of a unit', async () => {
    const { facts, reasons } = await read(`项目支出绩效目标表
（2024年度）
项目名称 示例便民专项
主管部门 示例局 实施单位 示例局
项目资金（万元） 年度资金总额： 30.00
其中：财政拨款 25.00
其他资金 5.00
年度目标 完成站点建设。
一级指标 二级指标 三级指标 指标值
产出指标 数量指标 建设站点 ≥3个`)
    expect(reasons).toEqual([])
    expect(facts.map(brief).toSorted()).toEqual([
      ' 示例便民专项 currentYearBudget 30.00',
      ' 示例便民专项 other:财政拨款 25.00',
      ' 示例便民专项 otherFunds 5.00',
    ])
  })

  it('have a column for all years beside that of this year: of two alike on a line the left is its', async () => {
    const form = (others: string) => `项目支出绩效目标表
单位：万元
项目名称 示例便民专项
主管部门 示例局
项目资金（万元） 实施期资金总额： 100.00 年度资金总额： 30.00
其中：财政拨款 80.00 其中：财政拨款 25.00
${others}
年度目标 完成站点建设。`
    const { facts, reasons } = await read(form('其他资金 20.00 其他资金 5.00'))
    expect(reasons).toEqual([])
    expect(facts.map(({ measure, amount }) => `${measure} ${amount}`).toSorted()).toEqual([
      'currentYearBudget 30.00',
      'other:实施期资金总额 100.00',
      'other:实施期资金总额/其他资金 20.00',
      'other:实施期资金总额/财政拨款 80.00',
      'other:财政拨款 25.00',
      'otherFunds 5.00',
    ])
    expect((await read(form('其他资金 5.00'))).reasons).toHaveLength(1)
    expect((await read(form('其他资金 20.00 5.00'))).reasons).toHaveLength(2)
    const inLines = await read(form('其他资金 20.00').replace(' 年度', '\n年度').replace('80.00 ', '80.00\n'))
    expect(inLines.facts.map(({ measure }) => measure).toSorted()).toEqual([
      'currentYearBudget',
      'other:实施期资金总额',
    ])
    expect(inLines.reasons).toHaveLength(3)
  })

  it('report a sum beside words that name no money, instead of taking it for more of a field', async () => {
    const { facts, reasons } = await read(`项目支出绩效目标表
单位：万元
项目名称 示例便民专项
主管部门 示例局
不明之数 25.00
年度目标 完成站点建设。`)
    expect(facts).toEqual([])
    expect(reasons).toHaveLength(1)
  })

  it('have no name where it wraps beside another field, and report their amounts', async () => {
    const { facts, reasons } = await read(`                 项目支出绩效目标表
                     单位：万元

            示例专项转移支付-养
 项目名称      老服务补助-津贴          主管部门                 示例局
            补贴方向

 项目资金       年度资金总额：                                30.00`)
    expect(facts).toEqual([])
    expect(reasons).toHaveLength(1)
  })
})
