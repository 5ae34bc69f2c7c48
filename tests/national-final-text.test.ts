import { describe, expect, it } from 'vitest'
import { parseDisclosure, toFacts } from '../src/index.js'

async function read(text: string) {
  const { disclosure, diagnostics } = await parseDisclosure(text)
  const facts = disclosure ? toFacts(disclosure) : []
  return {
    facts: facts.map(({ side, code, label, measure, amount }) =>
      [side ?? '', `${code}${label}`, `${amount}=${measure}`].join(' ').trim(),
    ),
    unplaced: diagnostics.flatMap(({ code, message }) =>
      code === 'amount-unplaced' ? [message.replace(/^.*placed: /, '')] : [],
    ),
  }
}

describe('财政拨款收入支出决算总表 of the national form in a text', () => {
  const page = (late: string) => `
财政拨款收入支出决算总表
部门：样例部 金额单位：万元
收入 支出
项目 行次 金额 项目 行次 合计 一般公共预算财政拨款
栏次 1 栏次 2 3 4 5
一、一般公共预算财政拨款 1 900.00 一、外交支出 33 600.00 600.00
二、政府性基金预算财政拨款 2 20.00 二、交通运输支出 34 320.00 300.00 20.00
三、国有资本经营预算财政拨款 3 30.00 三、住房保障支出 35
4 四、国有资本经营预算支出 36 30.00 30.00
本年收入合计 27 950.00 本年支出合计 59 950.00 900.00 20.00 30.00
年初财政拨款结转和结余 28 50.00 年末财政拨款结转和结余 60 50.00 50.00
一般公共预算财政拨款 29 50.00 61
30 62
总计 31 1,000.00 总计 63 1,000.00 950.00 20.00 30.00
公开04表
${late}
`
  const LATE = '政府性基金预算财政拨\n款\n国有资本经营预算财政\n拨款'

  it('has its last columns back where a writer drew them below the rows, and no number of a row as an amount', async () => {
    const { facts, unplaced } = await read(page(LATE))
    expect(unplaced).toEqual([])
    expect(facts).toContain('expenditure 国有资本经营预算支出 30.00=stateCapital')
    expect(facts).toContain('expenditure 交通运输支出 20.00=governmentFund')
    expect(facts).toContain('revenue 一般公共预算财政拨款 50.00=amount')
    expect(facts.some((fact) => / (?:30|6[12])=/.test(fact))).toBe(false)
    expect(facts).toHaveLength(24)
  })

  it('is not placed where a row has more figures than the header that was read has columns', async () => {
    const { facts, unplaced } = await read(page(''))
    expect(facts.filter((fact) => fact.startsWith('expenditure'))).toEqual([])
    expect(new Set(unplaced)).toEqual(new Set(['a row of this table prints more figures than its header has columns.']))
    expect(unplaced).toHaveLength(17)
  })
})

describe('基本支出 in three panels of a text that keeps its columns', () => {
  it('has the total of 公用经费 over two of them', async () => {
    const { facts, unplaced } = await read(`
                                     一般公共预算财政拨款基本支出决算明细表
部门：样例部                                                                                         金额单位：万元
                  人员经费                                              公用经费

 科目编码            科目名称    决算数         科目编码            科目名称    决算数          科目编码            科目名称    决算数

301     工资福利支出              400.00 302      商品和服务支出              100.00 30217    公务接待费                  3.20
30101   基本工资                380.00 30201    办公费                  50.00 30226     劳务费                  16.80
30102   津贴补贴                 20.00 30202    印刷费                  30.00 310     资本性支出                40.00
303     对个人和家庭的补助            50.00                                      399      其他支出
30301   离休费                 50.00
             人员经费合计         450.00                          公用经费合计                                    140.00
注：本表反映部门本年度一般公共预算财政拨款基本支出明细情况。
`)
    expect(unplaced).toEqual([])
    expect(facts).toContain('公用经费合计 140.00=total')
    expect(facts).toContain('310资本性支出 40.00=total')
    expect(facts).toHaveLength(13)
  })
})

describe('headers of provinces', () => {
  it.each([
    ['项目(按支出功能科目类级)', '预算数'],
    ['支出功能分类科目（按大类）', '预算数'],
  ])('name the classes of a summary: %s', async (label, amount) => {
    const { facts, unplaced } = await read(`
                                   收支预算总表
填报单位:[318]样例省环境厅                                                           单位：万元
                     收   入                                         支   出
              项目             预算数                       ${label}       ${amount}
一、财政拨款收入                       20.00 社会保障和就业支出                               8.00
二、事业收入                           1.00 卫生健康支出                                 13.00
收入总计                             21.00 支出总计                                   21.00
`)
    expect(unplaced).toEqual([])
    expect(facts).toHaveLength(6)
  })

  it('name sources of revenue: 财政专户核拨收入, 财政拨款安排', async () => {
    const { facts, unplaced } = await read(`
                                          部门收入总表
预算部门编码及名称：[318]样例省水利厅                                                                       单位：万元
      功能分类科目编码       科目名称        合计        财政拨款收入      财政专户核拨收入     事业收入      其他收入
                       合计         30.00      20.00         4.00        5.00       1.00
208            社会保障和就业支出       30.00      20.00         4.00        5.00       1.00
`)
    expect(unplaced).toEqual([])
    expect(facts).toContain('208社会保障和就业支出 4.00=specialAccount')
    expect(facts).toHaveLength(10)
  })

  it('hang 小计 and what stands behind it below 本年收入, then below 上年结转, where the columns are lost', async () => {
    const { facts, unplaced } = await read(`
部门收入总体情况表
部门：样例市教育委员会 单位：万元
单位代码 单位名称 合计 本年收入 上年结转结余
小计 一般公共预算 政府性基金预算 事业收入 小计 一般公共预算 单位资金
合计 130.00 110.00 80.00 20.00 10.00 20.00 15.00 5.00
205001 样例市教育委员会 130.00 110.00 80.00 20.00 10.00 20.00 15.00 5.00
`)
    expect(unplaced).toEqual([])
    expect(facts).toContain('样例市教育委员会 80.00=generalPublicBudget')
    expect(facts).toContain('样例市教育委员会 20.00=carriedForward')
    expect(facts).toContain('样例市教育委员会 15.00=other:上年结转结余/一般公共预算')
  })

  it('do not say whose 小计 is where 上年结转 stands first and has none of its own', async () => {
    const { facts, unplaced } = await read(`
部门收入总表
单位：万元
单位编码 单位名称 合计 上年结转结余 本年收入
小计 一般公共预算拨款收入 单位资金收入
小计 事业收入 其他收入
合计 130.00 20.00 110.00 100.00 10.00 8.00 2.00
`)
    expect(facts).toEqual([])
    expect(unplaced).toHaveLength(7)
  })

  it('may have 金额 beside 其中：教育收费 below 事业收入, or 教育收费资金 as a source of its own', async () => {
    const { facts } = await read(`
部门收入总表
单位：万元
科目 合计 上年结转 一般公共预算拨款收入 事业收入 其他收入
科目编码 科目名称 金额 其中：教育收费
205 教育支出 130.00 20.00 80.00 25.00 5.00 5.00
`)
    expect(facts).toContain('205教育支出 25.00=institutional')
    const own = await read(`
部门收入总表
单位：万元
支出功能分类科目 合计 财政拨款 教育收费资金收入 事业收入
科目编码 科目名称 小计 一般公共预算拨款收入 政府性基金预算拨款收入
205 教育支出 130.00 100.00 80.00 20.00 7.00 23.00
`)
    expect(own.unplaced).toEqual([])
    expect(own.facts).toContain('205教育支出 23.00=institutional')
  })

  it('drawn again below the rows of a page are no part of a name', async () => {
    const { facts } = await read(`
一般公共预算基本支出表
单位：万元
经济分类科目
科目编码 科目名称 合计 人员经费 公用经费
30209 物业管理费 186.28 186.28
2026年基本支出
30211 差旅费 20.00 20.00
`)
    expect(facts.filter((fact) => fact.startsWith('30209物业管理费 '))).toHaveLength(2)
  })
})
