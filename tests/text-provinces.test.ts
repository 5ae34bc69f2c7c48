import { describe, expect, it } from 'vitest'
import { parseDisclosure, toFacts } from '../src/index.js'

async function read(text: string) {
  const { disclosure, diagnostics } = await parseDisclosure(text)
  const facts = disclosure ? toFacts(disclosure) : []
  return {
    facts: facts.map(
      ({ table, code, label, measure, amount, candidates }) =>
        `${table} ${code || label} ${amount}=${measure ?? candidates.join('|')}`,
    ),
    labels: facts.map(({ label }) => label),
    years: [...new Set(facts.map(({ fiscalYear }) => fiscalYear))],
    errors: diagnostics.filter(({ severity }) => severity === 'error').map(({ code }) => code),
    unplaced: diagnostics.flatMap(({ code, found }) => (code === 'amount-unplaced' ? [found] : [])),
    unrecognised: diagnostics.flatMap(({ code, message }) => (code === 'table-unrecognised' ? [message] : [])),
  }
}

describe('headers of 收入总表 in a text without columns', () => {
  it('have 其中：财政拨款 below 一般公共预算, and 事业收入 at the head of the parts of 单位资金', async () => {
    const { facts, errors } = await read(`
2024年部门收入总体情况表
单位：万元
单位代码 单位（科目名称） 总计
本年收入
上年结转结余
合计
一般公共预算
政府性基金 国有资本经营预算 财政专户管理资金
单位资金
小计 其中：财政拨款 小计 事业收入 事业单位经营收入 上级补助收入 附属单位上缴收入 其他收入
合计 5,083.53 4,867.47 2,884.43 2,884.43 1,898.26 34.78 50.00 216.06
001001 示例厅机关 5,083.53 4,867.47 2,884.43 2,884.43 1,898.26 34.78 50.00 216.06
`)
    expect(errors).toEqual([])
    expect(facts).toContain('department-revenue 合计 1898.26=governmentFund')
    expect(facts).toContain('department-revenue 合计 34.78=stateCapital')
    expect(facts).toContain('department-revenue 合计 216.06=carriedForward')
    expect(facts.some((fact) => fact.includes('上年结转结余/'))).toBe(false)
  })

  it('leave open what only another table could tell, where that has not been placed itself', async () => {
    const { facts } = await read(`
收支总表
单位：万元
项目 本年预算 项目（按功能分类） 本年预算 本年预算
一、一般公共预算拨款收入 248.53 一、一般公共服务支出 210.94 177.71
二、政府性基金预算拨款收入 31.99 二、外交支出 131.35

-- 1 of 2 --

收入总表
单位：万元
单位名称 总计
本年收入 上年结转结余
合计 一般公共预算 政府性基金预算 国有资本经营预算 合计 一般公共预算 政府性基金预算 国有资本经营预算
合计 280.52 280.52 248.53 31.99

-- 2 of 2 --
`)
    expect(facts).toHaveLength(4)
    expect(facts.filter((fact) => !fact.includes('|'))).toEqual(['department-revenue 合计 280.52=total'])
    expect(facts.some((fact) => fact.includes('248.53=generalPublicBudget|'))).toBe(true)
  })
})

describe('figures of a text that are no amounts, or whose header is torn', () => {
  it('are not placed where a column counts', async () => {
    const { facts, unplaced } = await read(`
政府采购预算表
单位：万元
单位名称 项目名称 采购目录 数量 合计 一般公共预算 政府性基金预算
合计 40.65 19.30 21.35
示例局 信息化运行维护 运行维护服务 1 12.80 12.80
示例中心 普通图书 图书 3200 21.35 21.35
`)
    expect(facts).toEqual([])
    expect(unplaced).toEqual(expect.arrayContaining(['40.65', '12.80', '21.35']))
  })

  it('are not placed where the first name of a column stands among those of the indicators', async () => {
    const { facts, unplaced } = await read(`
                                整体支出绩效目标表
部门：示例局                                                                单位：万元
                                   按收入性质分                按支出性质分
 单位代码   单位名称                                                            整体绩效目标
                     资金总额                                                         一级指标   二级指标    指标值
                             一般公共预算   政府性基金拨款   单位资金   基本支出   项目支出

                      93.18      88.11        5.07              68.48     24.70
`)
    expect(facts).toEqual([])
    expect(unplaced).toEqual(['93.18', '88.11', '5.07', '68.48', '24.70'])
  })
})

describe('部门预算 over all columns of a text without columns', () => {
  it('goes with the name of a column that has no measure', async () => {
    const { facts, unplaced, errors } = await read(`
部门综合预算支出总表
单位：元
单位编码 单位名称
部门预算
合计
一般公共预算拨款
政府性基金拨款 事业收入 事业单位经营收
入
对附属单位上缴
收入
上年实户资金余
额 其他收入 上年结转
小计
其中：专项资金
列入部门预算的
项目
合计 9,000.00 8,400.00 700.00 600.00
101 示例市样例局 9,000.00 8,400.00 700.00 600.00
101001 示例市样例局 9,000.00 8,400.00 700.00 600.00

部门综合预算收入总表
单位：元
单位编码 单位名称
部门预算
合计
一般公共预算拨款
政府性基金拨款 上级补助收入 其他收入
小计
其中：专项资金
列入部门预算项目
合计 9,000.00 8,400.00 700.00 600.00
101 示例市样例局 9,000.00 8,400.00 700.00 600.00
101001 示例市样例局 9,000.00 8,400.00 700.00 600.00
`)
    expect([...unplaced, ...errors]).toEqual([])
    expect(facts).toContain('department-expenditure 合计 8400.00=other:部门预算/一般公共预算拨款/小计')
    expect(facts).toContain('department-revenue 合计 8400.00=generalPublicBudget')
    const memo = 'other:部门预算/一般公共预算拨款/其中:专项资金列入部门预算项目'
    expect(facts).toContain(`department-revenue 合计 700.00=${memo}`)
    expect(facts.filter((fact) => fact.startsWith('department-revenue 合计 600.00'))).toEqual([
      'department-revenue 合计 600.00=governmentFund|superiorSubsidy|other',
    ])
  })
})

/** “三公” of last year, of this year, and what has changed, with the unit above number and title of the table. */
const THREE_BLOCKS = `单位：万元
表12
部门综合预算一般公共预算拨款“三公”经费及会议费、培训费支出预算表
单位编码 单位名称
上年 当年 增减变化情况
合计
一般公共预算拨款安排的“三公”经费预算
会议费 培训费 合计
一般公共预算拨款安排的“三公”经费预算
会议费 培训费 合计
一般公共预算拨款安排的“三公”经费预算
会议费 培训费
小计 因公出国
（境）费用 公务接待费
公务用车购置及运行维护费
小计 因公出国
（境）费用 公务接待费
公务用车购置及运行维护费
小计 因公出国
（境）费用 公务接待费
公务用车购置及运行维护费
小计 公务用车购置
费
公务用车运行
维护费 小计 公务用车购置
费
公务用车运行
维护费 小计 公务用车购置
费
公务用车运行
维护费`

describe('“三公” of two years and what has changed, side by side in a text without columns', () => {
  it('is placed by its sums and by 增减 = 本年 − 上年', async () => {
    const amounts = '31.00 20.00 5.00 3.00 12.00 8.00 4.00 6.00 5.00 30.00 19.00 4.00 2.00 13.00 8.50 4.50 7.00 4.00'
    const changes = '-1.00 -1.00 -1.00 -1.00 1.00 0.50 0.50 1.00 -1.00'
    const { facts, unplaced } = await read(
      `${THREE_BLOCKS}\n合计 ${amounts} ${changes}\n101001 示例厅 ${amounts} ${changes}\n`,
    )
    expect(unplaced).toEqual([])
    const total = facts.filter((fact) => fact.startsWith('three-public-expenses 合计'))
    expect(total).toHaveLength(27)
    expect(total).toContain('three-public-expenses 合计 20.00=prior.total')
    expect(total).toContain('three-public-expenses 合计 8.00=prior.vehiclePurchase')
    expect(total).toContain('three-public-expenses 合计 13.00=vehicles')
    expect(total).toContain('three-public-expenses 合计 30.00=other:当年/合计')
  })

  it('leaves open which of two items has an amount that all three blocks print alike', async () => {
    const amounts = '9.00 4.00 4.00 5.00 8.00 3.00 3.00 5.00 -1.00 -1.00 -1.00'
    const { facts } = await read(`${THREE_BLOCKS}\n合计 ${amounts}\n101001 示例厅 ${amounts}\n`)
    expect(facts).toContain('three-public-expenses 合计 4.00=prior.total')
    const open = facts.filter((fact) => /合计 (?:4|3)\.00=.*\|/.test(fact))
    expect(open.map((fact) => fact.replace(/^.*合计 /, ''))).toEqual([
      '4.00=prior.overseasTrips|prior.officialReception',
      '3.00=overseasTrips|officialReception',
    ])
  })

  it('has the unit above its number and title, and not that of the table on the next page', async () => {
    const { disclosure, diagnostics } = await parseDisclosure(`${THREE_BLOCKS}
合计 9.00 4.00 4.00 5.00 8.00 3.00 3.00 5.00 -1.00 -1.00 -1.00
101001 示例厅 9.00 4.00 4.00 5.00 8.00 3.00 3.00 5.00 -1.00 -1.00 -1.00

-- 1 of 2 --

单位：元
表13
部门综合预算一般公共预算支出表
科目编码 科目名称 合计 基本支出 项目支出
合计 900.00 900.00
201 一般公共服务支出 900.00 900.00

-- 2 of 2 --
`)
    const units = disclosure?.tables.map(({ id, unit, unitPrinted }) => [id, unit, unitPrinted])
    expect(units).toEqual([
      ['three-public-expenses', '万元', true],
      ['general-public-budget-expenditure', '元', true],
    ])
    expect(diagnostics.filter(({ code }) => code === 'unit-missing')).toEqual([])
  })
})

describe('rows of a text that keeps its columns', () => {
  it('lose the numbers under 序号 before names that wrap are put together', async () => {
    const { facts, unplaced } = await read(`
                      部门支出总表
示例省某某厅                                                            单位：万元
                功能分类科目
序号                                   合计          基本支出     项目支出
     科目编码         科目名称
 1                合计                 1199.74      330.06     869.68
 2    212     城乡社区支出            869.68                 869.68
 3   21208    国有土地使用权出让收入安排的支出     869.68                 869.68
             其他国有土地使用权出让收入安排的支
 4  2120899                        869.68                 869.68
             出
 5    221     住房保障支出             330.06      330.06
`)
    expect(unplaced).toEqual([])
    expect(facts).toContain('department-expenditure 2120899 869.68=total')
    expect(facts).toContain('department-expenditure 2120899 869.68=project')
    expect(facts).toHaveLength(11)
  })

  it('have no amount in the number of a unit, where the name of the row wraps around it', async () => {
    const { facts, labels, errors } = await read(`
                                                    部门支出总表
部门：示例省某某局                                                                                                 单位：万元
                              项 目
       科目编码                                            合计           基本支出        项目支出
                      单位代码          单位名称（科目）
  类      款       项
                              合 计                       1,182.04     812.38     369.66
201    03   01       301001   行政运行                        812.38       812.38
                              其他政府办公厅（室）及相关机构事务
201    03   02       301001                                 272.10                  272.10
                              支出

                     301001   其他政府办公厅（室）及相关机构事务支出           97.56                  97.56
201    03   99
`)
    expect(errors).toEqual([])
    expect(facts.every((fact) => !fact.includes('301001='))).toBe(true)
    expect(facts).toContain('department-expenditure 2010302 272.10=project')
    expect(facts).toContain('department-expenditure 2010399 97.56=project')
    expect(labels).toContain('其他政府办公厅（室）及相关机构事务支出')
  })

  it('are known by their codes where the names of units stand before these', async () => {
    const { facts, unplaced } = await read(`
                                     政府性基金预算支出预算表
单位名称：示例县自然资源局                                                                 单位：元
 单位名称              科目编码       科目名称              合计         基本支出       项目支出
示例县自然资源局         212       城乡社区支出               1,396,537.88   10,000.00   1,386,537.88
示例县自然资源局         21208     国有土地使用权出让收入安排的支出     1,396,537.88   10,000.00   1,386,537.88
合  计                                          1,396,537.88   10,000.00   1,386,537.88
`)
    expect(unplaced).toEqual([])
    expect(facts).toContain('government-fund-expenditure 21208 10000.00=basic')
    expect(facts).toHaveLength(9)
  })

  it('have whole names where these go on below their figures', async () => {
    const { labels } = await read(`
            一般公共预算支出情况表（按功能分类科目）
单位名称：示例省某某厅                                             单位：万元
          功能分类科目            总计          基本支出          项目支出
合计                             400.00       100.00       300.00
[201]一般公共服务支出                   400.00       100.00       300.00
 [20103]政府办公厅（室）及相关机构事务         400.00       100.00       300.00
  [2010301]行政运行                100.00       100.00         0.00
  [2010399]其他政府办公厅（室）及相关机
                               300.00          0.00       300.00
构事务支出
[208]社会保障和就业支出                 0.00       0.00         0.00
`)
    expect(labels).toContain('其他政府办公厅（室）及相关机构事务支出')
    expect(labels).toContain('社会保障和就业支出')
    expect(labels).toHaveLength(18)
  })

  it('give 合计 no code of the row below', async () => {
    const { facts, labels } = await read(`
     一般公共预算基本支出情况表（按支出经济分类科目）
单位名称：示例省某某厅                               单位：万元
                        政府预算支出经济科
        部门预算支出经济科目                      2025年预算
                            目
合计                                           300.00
                        [501]机关工资福利支
[301]工资福利支出                                  300.00
                        出
`)
    expect(facts).toContain('general-public-budget-basic-expenditure 合计 300.00=total')
    expect(labels).toEqual(['合计', '工资福利支出'])
  })

  it('end with remarks that are no part of their names', async () => {
    const { facts } = await read(`
2024年财政拨款“三公”经费预算表
部门名称：示例市某某局                                   单位：元
项目                          2023年预算数    2024年预算数    增减额        增减变化原因
合计                          167,221.11    152,020.00   -15,201.11    厉行节约，压减2辆
一、因公出国（境）费             89,573.95     81,431.67    -8,142.28    厉行节约，压减1次
二、公务接待费                  77,647.16     70,588.33    -7,058.83    厉行节约
`)
    expect(facts).toContain('three-public-expenses  152020.00=total')
    expect(facts).toContain('three-public-expenses  89573.95=prior.overseasTrips')
    expect(facts).toContain('three-public-expenses  -7058.83=other:增减额/公务接待费')
  })

  it('have shares beside years without a column of changes', async () => {
    const { facts, errors, unplaced } = await read(`
                              一般公共预算支出情况表
                                                                              单位：万元
      功能分类科目                             2025年预算数            2025年比2024年增减
                   2024年预算数
 科目编码      科目名称                  小计        基本支出      项目支出      （%）
           合计            380.00    400.00     100.00     300.00       5.26
201        一般公共服务支出      380.00    400.00     100.00     300.00       5.26
2010301    行政运行            95.00    100.00     100.00                  5.26
2010302    一般行政管理事务       285.00    300.00                300.00       5.26
`)
    expect(errors).toEqual([])
    expect(unplaced).toEqual([])
    expect(facts.every((fact) => !fact.includes('5.26'))).toBe(true)
    expect(facts).toContain('general-public-budget-expenditure 2010302 300.00=project')
    expect(facts).toHaveLength(14)
  })

  it.each([
    ['其他运转类', '特定目标类'],
    ['其他运转类项目', '特定目标类项目'],
  ])('stand under %s and %s as parts of 项目支出', async (running, special) => {
    const { facts } = await read(`
2024年部门支出总体情况表
单位：万元
科目编码   科目名称           合计      基本支出                            项目支出
                                    小计     人员经费    公用经费    小计     ${running}   ${special}
         合计              100.00    60.00    50.00    10.00    40.00     10.00     30.00
201      一般公共服务支出    100.00    60.00    50.00    10.00    40.00     10.00     30.00
`)
    expect(facts).toContain('department-expenditure 201 40.00=project')
    expect(facts).toContain(`department-expenditure 201 30.00=other:项目支出/${special}`)
  })
})

describe('both sides of a text', () => {
  it('have codes before 类 that nobody spends under', async () => {
    const { facts, errors } = await read(`
                    部门收支总体情况表
编制部门：示例局                                       单位：万元
              收 入                               支 出
         项目         预算数               功能分类            预算数
  一般公共预算                  100.00 201 一般公共服务支出             100.00
  政府性基金预算                       202 外交支出
                              227 预备费
                              230 转移性支出
收入总计                  100.00 支 出 总 计                   100.00
`)
    expect(errors).toEqual([])
    expect(facts.map((fact) => fact.split(' ').at(-1))).toEqual(Array(4).fill('100.00=amount'))
  })

  it('report a number that is glued to an amount', async () => {
    const { facts, unplaced } = await read(`
                                 收入支出决算总表
部门：示例局                                                                      单位：元
                  收入                                          支出
        项目              行次          金额                项目            行次         金额
一、一般公共预算财政拨款收入         1   10,127,927.46 一、一般公共服务支出            33    10,127,927.46
总计                      3210,127,927.46 总计                     64    10,127,927.46
`)
    expect(unplaced).toEqual(['3210,127,927.46'])
    expect(facts).toHaveLength(3)
  })

  it('are doubtful where one label has the figures of two', async () => {
    const { facts, unplaced } = await read(`
部门收支总体情况表
编制部门：示例局 单位：万元
收 入 支 出
项目 预算数 功能分类 预算数
一般公共预算 146.78 106.07
事业收入
上级补助收入 21.29
其他收入
201 一般公共服务支出
208 社会保障和就业支出
收入总计 146.78 支出总计 146.78
`)
    expect(facts).toEqual([])
    expect(unplaced).toEqual(['146.78', '106.07', '21.29', '146.78', '146.78'])
  })

  it('go on with a list that 其中 begins as far as their labels are indented', async () => {
    const rows = (indent: string) => `
部门收支总表
单位：万元
收    入            支    出
项目   预算金额   项目   预算金额
一般公共预算拨款收入   80.00   一般公共服务支出   100.00
单位资金收入   20.00
其中：事业收入   12.00
${indent}其他收入   8.00
本年收入合计   100.00   本年支出合计   100.00
`
    expect((await read(rows('      '))).errors).toEqual([])
    expect((await read(rows(''))).errors).toEqual(['identity-violated'])
  })
})

describe('titles of a text', () => {
  const FUND = `部门名称：示例局      单位：元
科目编码   科目名称     总计    基本支出    项目支出
           合计    564.43    0.00   564.43
212    城乡社区支出    564.43    0.00   564.43
`
  const PROCUREMENT = `2024年政府采购预算表
单位：元
品目    合计    一般公共预算    政府性基金预算
合计    3,200.00    3,200.00     0.00
`

  it('at the foot of a page head what is on the next', async () => {
    const { facts, unplaced } = await read(`2024年政府性基金预算支出表\n\f${FUND}${PROCUREMENT}\f`)
    expect(unplaced).toEqual([])
    expect(facts).toContain('government-fund-expenditure 212 564.43=project')
    expect(facts).toContain('government-procurement 合计 3200.00=total')
  })

  it('below rows that begin with the names of units head these, too', async () => {
    const page = (title: string, [total, basic, project]: readonly string[]) => `部门名称：示例局 单位：元
单位名称 合计 基本支出 项目支出
合计 ${total} ${basic} ${project}
示例局本级 ${total} ${basic} ${project}
${title}
`
    const { facts } = await read(
      `${page('2024年部门支出总表', ['300.00', '200.00', '100.00'])}
-- 1 of 2 --

${page('2024年政府性基金预算支出表', ['70.00', '30.00', '40.00'])}
-- 2 of 2 --
`,
    )
    expect(facts).toContain('department-expenditure 示例局本级 200.00=basic')
    expect(facts).toContain('government-fund-expenditure 示例局本级 30.00=basic')
  })

  it('below their tables are said to be there where no pages tell them apart', async () => {
    const rows = (total: string) => `单位：元
科目编码 科目名称 合计 基本支出 项目支出
201 一般公共服务支出 ${total} ${total}
20113 商贸事务 ${total} ${total}
2011301 行政运行 ${total} ${total}
`
    const { facts, unplaced } = await read(
      `${rows('200.00')}2024年一般公共预算支出表\n${rows('70.00').replaceAll('201', '212')}2024年政府性基金预算支出表\n`,
    )
    expect(facts).toEqual([])
    expect(unplaced).toContain('70.00')
  })

  it('may wrap, and have the unit of their table beside their end', async () => {
    const { facts } = await read(`
2025年度国有资本经营预算支出预算表
                                              单位：万元
科目编码   科目名称              合计        基本支出      项目支出
          合计               264.14     256.58      7.56
2025年度一般公共预算“三公”经费支
        出预算表    单位：万元
        项目      2025年预算数
合计                   30.56
1、因公出国（境）费用           7.25
2、公务接待费              23.31
`)
    expect(facts).toContain('state-capital-expenditure 合计 256.58=basic')
    expect(facts).toContain('three-public-expenses  23.31=officialReception')
  })

  it('of unknown tables begin with a year, and end the table before', async () => {
    const { facts, unrecognised } = await read(`${PROCUREMENT}2024年部门项目支出预算表
部门名称：示例局                                                 单位：元
单位名称             项目名称                  合计       一般公共预算
示例局本级       一般行政管理事务项目经费    364.46      364.46
`)
    expect(facts).toHaveLength(3)
    expect(unrecognised).toEqual([expect.stringContaining('“2024年部门项目支出预算表”')])
  })
})

describe('the year of a text', () => {
  it('may stand in a header, set apart by spaces', async () => {
    const { years } = await read(`
国有资本经营预算支出表
部门：示例厅                              单位：万元
                              2023年预算数
科目编码   科目名称          合计      基本支出    项目支出
223     国有资本经营预算支出    32.84             32.84
`)
    expect(years).toEqual([2023])
  })

  it('may stand in the heading of a chapter behind the tables', async () => {
    const { years } = await read(`
支出决算表
部门：示例局 单位：万元
科目编码 科目名称 本年支出合计 基本支出 项目支出
201 一般公共服务支出 30.00 10.00 20.00
第三部分 2023年度部门决算情况说明
与2022年度决算相比，增加3.45万元。
`)
    expect(years).toEqual([2023])
  })
})
