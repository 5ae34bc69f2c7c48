import { describe, expect, it } from 'vitest'
import { extractGridTables } from '../src/extract/grid/extract-grids.js'
import { parseDisclosure, toFacts } from '../src/index.js'
import { documentOf } from './grid-text.js'

async function read(text: string) {
  const { disclosure, diagnostics } = await parseDisclosure(text)
  const facts = disclosure ? toFacts(disclosure) : []
  return {
    facts: facts.map(({ code, label, measure, amount }) => `${code}${label} ${amount}=${measure}`),
    unplaced: diagnostics.flatMap(({ code, message }) =>
      code === 'amount-unplaced' ? [message.replace(/^.*placed: /, '')] : [],
    ),
  }
}

const HEADER = `
附表7

                              一般公共预算“三公”经费支出情况表
部门：样例市教育局                                                                                 单位：万元
                                                         公务用车购置及运行费
           项目   “三公”经费合计      因公出国（境）费                                                公务接待费
                                            小计            公务用车购置费       公务用车运行费
`

describe('“三公” with a row for each year in a text', () => {
  const rows = `
2025年预算数              99.30         60.00        35.20           0.00         35.20           4.10
2026年预算数             113.00         58.00        51.00          18.00         33.00           4.00
`

  it('takes the last year of its rows for this one, where nothing else says which it is', async () => {
    const { facts, unplaced } = await read(HEADER + rows)
    expect(unplaced).toEqual([])
    expect(facts).toContain('2025年预算数 99.30=prior.total')
    expect(facts).toContain('2025年预算数 35.20=prior.vehicleOperation')
    expect(facts).toContain('2026年预算数 113.00=total')
    expect(facts).toContain('2026年预算数 18.00=vehiclePurchase')
    expect(facts).toHaveLength(12)
  })

  it('as in a grid', () => {
    const [table] = extractGridTables(
      documentOf(`
一般公共预算“三公”经费支出情况表
| 项目 | “三公”经费合计 | 因公出国（境）费 | 公务接待费 |
| 2025年预算数 | 64.10 | 60.00 | 4.10 |
| 2026年预算数 | 62.00 | 58.00 | 4.00 |`),
      null,
    ).value
    expect(table?.rows.map(({ amounts }) => amounts.map(({ measure }) => measure).join())).toEqual([
      'prior.total,prior.overseasTrips,prior.officialReception',
      'total,overseasTrips,officialReception',
    ])
  })

  it('has the name of a unit once for all its years, and the funds below each item', async () => {
    const { facts, unplaced } = await read(`
表9

                                   财政拨款“三公”经费支出表
部门名称：样例市统计局（本级）                                                     单位：万元

                                         总计                          公务接待费
        预算单位              年度

                               一般公共预      政府性基金     国有资本经     一般公共预       政府性基金     国有资本经
                                算          预算       营预算        算           预算       营预算
样例市统计局（本级）           2025 年       59.62      0.00      0.00      59.62       0.00      0.00

                     2026 年       32.56      0.00      0.00      32.56       0.00      0.00

                     增减变化金额      -27.06      0.00      0.00     -27.06       0.00      0.00
`)
    expect(unplaced).toEqual([])
    expect(facts.filter((fact) => !fact.includes(' 0.00'))).toEqual([
      '样例市统计局（本级） 59.62=prior.total',
      '样例市统计局（本级） 59.62=prior.officialReception',
      '样例市统计局（本级） 32.56=total',
      '样例市统计局（本级） 32.56=officialReception',
      '样例市统计局（本级） -27.06=other:增减/总计/一般公共预算',
      '样例市统计局（本级） -27.06=other:增减/公务接待费/一般公共预算',
    ])
    expect(facts).toHaveLength(18)
  })
})

describe('“三公” with a row for each unit in a text', () => {
  it('knows the number of the department by those of its units', async () => {
    const { facts, unplaced } = await read(`${HEADER.replace('           项目', '单位编码  单位名称')}
        合 计                   76.35                    68.40          18.00         50.40           7.95
305     样例市水利局              76.35                    68.40          18.00         50.40           7.95
305001  样例市水利局机关           42.60                    36.00           7.20         28.80           6.60
305002  样例市水库管理中心         33.75                    32.40          10.80         21.60           1.35
`)
    expect(unplaced).toEqual([])
    expect(facts.filter((fact) => fact.endsWith('=total'))).toEqual([
      '合计 76.35=total',
      '样例市水利局 76.35=total',
      '样例市水利局机关 42.60=total',
      '样例市水库管理中心 33.75=total',
    ])
    expect(facts).toContain('样例市水库管理中心 1.35=officialReception')
    expect(facts).toHaveLength(20)
  })
})

describe('“三公” without a column for 公务用车 as a whole', () => {
  const header = `
                                  财政拨款“三公”经费支出表
填报单位:[318]样例省环境厅                                                                                 单位：万元

     单位编码                   单位名称    合计            因公出国(境)费       公务接待费           公务用车运行维护费      公务用车购置

                            合计           141.35          12.30           20.70          83.35            25.00
      318     样例省环境厅                     141.35          12.30           20.70          83.35            25.00`

  it('adds purchase and operation to the rest, and so finds whose the figures of a unit are', async () => {
    const { facts, unplaced } = await read(`${header}
     318001   样例省环境厅本级                   74.90          12.30           18.60          44.00
     318003   样例省环境监测中心                  57.40                           1.20          31.20            25.00
     318008   样例省核与辐射安全监管中心               9.05                           0.90           8.15
`)
    expect(unplaced).toEqual([])
    expect(facts.slice(-3)).toEqual([
      '样例省核与辐射安全监管中心 9.05=total',
      '样例省核与辐射安全监管中心 8.15=vehicleOperation',
      '样例省核与辐射安全监管中心 0.90=officialReception',
    ])
  })

  it('puts the rest of a name below its figures back to it', async () => {
    const { facts, unplaced } = await read(`${header}
     318001   样例省环境厅本                    74.90          12.30           18.60          44.00
              级
     318003   样例省环境监测                    57.40                           1.20          31.20            25.00
              中心
     318008   样例省核与辐射                    9.05                           0.90           8.15
              监管中心
`)
    expect(unplaced).toEqual([])
    expect(facts).toContain('样例省环境厅本级 44.00=vehicleOperation')
    expect(facts).toContain('样例省环境监测中心 1.20=officialReception')
    expect(facts).toContain('样例省核与辐射监管中心 0.90=officialReception')
  })
})

describe('预算数 and 决算数 side by side over the items of “三公”', () => {
  it('each have a total, which is not that of the table', async () => {
    const { facts, unplaced } = await read(`
                                                                  财政拨款“三公”经费支出决算表
部门：样例部                                                                                                                                                   金额单位：万元
                                     预算数                                                                                   决算数
                                      公务用车购置及运行费                                                                            公务用车购置及运行费
  合计          因公出国（境）费                                                     公务接待费         合计         因公出国（境）费                                               公务接待费
                              小计           公务用车购置费         公务用车运行费                                                  小计           公务用车购置费      公务用车运行费

   1             2            3               4               5              6           7             8            9              10           11           12

   1,312.50          480.00       798.70          200.00          598.70         33.80   1,027.10          395.20       608.40       118.00       490.40          23.50
`)
    expect(unplaced).toEqual([])
    expect(facts).toContain(' 1312.50=budget.total')
    expect(facts).toContain(' 1027.10=final.total')
    expect(facts).toContain(' 598.70=budget.vehicleOperation')
    expect(facts).toContain(' 118.00=final.vehiclePurchase')
    expect(facts).toHaveLength(12)
  })
})

describe('shares in a text whose header is read by places', () => {
  it('are no amounts', async () => {
    const { facts, unplaced } = await read(`
                                         一般公共预算支出表
                                                                                                            单位：万元

                    功能分类科目                                    2026年预算数                      2026年预算数比2025年执行数
                                2025年执行数
      科目编码               科目名称                   小计             基本支出           项目支出          增减额            增减%
206          科学技术支出                  5,236.79    10,387.23          553.12       9,834.11      5,150.44      98.35%
20603        应用研究                    5,236.79     5,523.98          553.12       4,970.86         287.19         5.48%
2060301      机构运行                     564.18         553.12         553.12                        -11.06         -1.96%
2060303      高技术研究                   4,672.61     4,970.86                       4,970.86         298.25         6.38%
20605        科技条件与服务                              4,863.25                       4,863.25      4,863.25
2060503      科技条件专项                               4,863.25                       4,863.25      4,863.25
`)
    expect(unplaced).toEqual([])
    expect(facts).toContain('2060301机构运行 553.12=basic')
    expect(facts).toContain('2060301机构运行 -11.06=other:2026年预算数比2025年执行数/增减额')
    expect(facts).toContain('2060503科技条件专项 4863.25=project')
    expect(facts).toHaveLength(24)
  })
})
