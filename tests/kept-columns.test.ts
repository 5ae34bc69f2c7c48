import { describe, expect, it } from 'vitest'
import { parseDisclosure, toFacts } from '../src/index.js'

async function read(text: string) {
  const { disclosure, diagnostics } = await parseDisclosure(text)
  const facts = disclosure ? toFacts(disclosure) : []
  return {
    facts: facts.map(({ code, label, measure, amount }) => `${code || label} ${amount}=${measure}`.trim()),
    labels: [...new Set(facts.map(({ label }) => label))],
    unplaced: diagnostics.flatMap(({ code, message }) =>
      code === 'amount-unplaced' ? [message.replace(/^.*placed: /, '')] : [],
    ),
  }
}

describe('a header of groups and columns in a text that keeps its columns', () => {
  it('is read by the places of its cells where the group is printed first', async () => {
    const { facts, unplaced } = await read(`
                         财政拨款“三公”经费支出表
                                                                                  单位：万元

                                                            公务用车购置及运行维护费
“三公”经费财政拨款预
                    因公出国（境）费用       公务接待费
    算总额
                                                     小计            公务用车购置费       公务用车运行维护费

        22.60               13.08          1.20        8.32             3.70             4.62
`)
    expect(unplaced).toEqual([])
    expect(facts).toEqual([
      '22.60=total',
      '13.08=overseasTrips',
      '8.32=vehicles',
      '3.70=vehiclePurchase',
      '4.62=vehicleOperation',
      '1.20=officialReception',
    ])
  })

  it('shares its columns among two groups where each begins with its total, and one row needs no label', async () => {
    const { facts, unplaced } = await read(`
                                         收入总表
                                                                                              单位：万元

                             本年收入                                      上年结转结余
  合计
             小计       一般公共预算资金     事业收入      其他收入           小计        一般公共预算资金      单位资金
  130.00     110.00       90.00          15.00      5.00         20.00        12.00          8.00
`)
    expect(unplaced).toEqual([])
    expect(facts).toContain('130.00=total')
    expect(facts).toContain('110.00=currentYear')
    expect(facts).toContain('20.00=carriedForward')
    expect(facts).toContain('90.00=generalPublicBudget')
    expect(facts).toContain('8.00=other:上年结转结余/单位资金')
  })
})

describe('a header whose lines wrap and do not stand below each other exactly', () => {
  it('is put together so that its cells are names, with the groups of three rows', async () => {
    const { facts, unplaced } = await read(`
                                                      收入总表
                                                                                                                单位：万元

                                                                    本年收入

                                     财政拨款                                                单位资金                    上年结余
      预算单位          收入总计                                     财政专户管理                                            、结转
                               一般公共预算        政府性基金预算         资金                   事业单位经营
                                                                              事业收入                   其他收入
                                 拨款            拨款                                        收入
示例市统计局（本级）          150.00     120.00      10.00          0.00       5.00        4.00      1.00       10.00
`)
    expect(unplaced).toEqual([])
    expect(facts).toEqual([
      '示例市统计局（本级） 150.00=total',
      '示例市统计局（本级） 10.00=carriedForward',
      '示例市统计局（本级） 120.00=generalPublicBudget',
      '示例市统计局（本级） 10.00=governmentFund',
      '示例市统计局（本级） 0.00=specialAccount',
      '示例市统计局（本级） 5.00=institutional',
      '示例市统计局（本级） 4.00=businessOperations',
      '示例市统计局（本级） 1.00=other',
    ])
  })

  it('gives a piece to the name that it makes whole, though another stands nearer', async () => {
    const { facts, unplaced } = await read(`
                                 收入总体情况表
                                                                              单位：万元
                                    财政拨款收入                   财政专户拨款收入              其他资金收入
                                                                                                              附属单
                                                                                      事业单             上级补             上年结
         单位名称    合计         一般公共预 政府性基金 国有资本经                         其他专户 事业收                其他收             位上缴
                                                             教育收费                     位经营             助收入             转结余
                              算         预算       营预算                  收入拨款     入               入              收入
                                                                                      收入
         合计         140.00      90.00   10.00         5.00     3.00     2.00  15.00    4.00    1.00    2.00    2.00    6.00
示例市商务局              140.00      90.00   10.00         5.00     3.00     2.00  15.00    4.00    1.00    2.00    2.00    6.00
`)
    expect(unplaced).toEqual([])
    for (const fact of [
      '合计 140.00=total',
      '合计 90.00=generalPublicBudget',
      '合计 10.00=governmentFund',
      '合计 5.00=stateCapital',
      '合计 15.00=institutional',
      '合计 4.00=businessOperations',
      '合计 2.00=affiliateRemittance',
      '合计 6.00=carriedForward',
    ])
      expect(facts).toContain(fact)
  })
})

describe('a header of 预算数 and 决算数 under each kind of “三公” expense', () => {
  it('has groups of one row and of two above its columns, whatever row their names stand in', async () => {
    const { facts, unplaced } = await read(`
                                 财政拨款“三公”经费支出决算表
                                                                                         单位：万元
                                       财政拨款“三公”经费
                                           公务用车购置及运行维护费
                      因公出国
         合计                                          公务用车            公务用车           公务接待费
                      （境）费            小计
                                                      购置费           运行维护费
   预算数        决算数   预算数   决算数   预算数        决算数     预算数     决算数     预算数     决算数     预算数     决算数
     9.85 6.39 2.00 1.00  5.00              4.00    3.00    2.50    2.00    1.50    2.85    1.39
`)
    expect(unplaced).toEqual([])
    expect(facts).toEqual([
      '9.85=budget.total',
      '2.00=budget.overseasTrips',
      '5.00=budget.vehicles',
      '3.00=budget.vehiclePurchase',
      '2.00=budget.vehicleOperation',
      '2.85=budget.officialReception',
      '6.39=final.total',
      '1.00=final.overseasTrips',
      '4.00=final.vehicles',
      '2.50=final.vehiclePurchase',
      '1.50=final.vehicleOperation',
      '1.39=final.officialReception',
    ])
  })
})

describe('codes in a text that keeps its columns', () => {
  it('are numbers of units below 部门代码, whatever classification has them too', async () => {
    const { facts } = await read(`
                     收入总表
                                                    单位：万元
部门代码     部门名称            合计       财政拨款收入   事业收入
           合计              60.00        40.00      20.00
328        示例市应急管理局       60.00        40.00      20.00
`)
    expect(facts).toContain('示例市应急管理局 60.00=total')
    expect(facts.some((fact) => fact.startsWith('328'))).toBe(false)
  })

  it('are of the level in whose column their part stands, with names that wrap around it', async () => {
    const { facts, unplaced } = await read(`
                        支出总表
                                                         单位：万元
      科目编码
                   科目名称            合计       基本支出      项目支出
类    款    项
                   合计             100.00       70.00       30.00
208                社会保障和就业支出   100.00       70.00       30.00
     05            行政事业单位养老支出   60.00       60.00
                   机关事业单位基本养老
           05      保险缴费支出         50.00       50.00
                   其他行政事业单位养老
           99                     10.00       10.00
                   支出
     91            示例专项服务          40.00       10.00       30.00
           01      示例服务            40.00       10.00       30.00
`)
    expect(unplaced).toEqual([])
    for (const fact of ['2080505 50.00=total', '2080599 10.00=total', '20891 40.00=total', '2089101 30.00=project'])
      expect(facts).toContain(fact)
    expect(facts.some((fact) => / (?:99|91)=/.test(fact))).toBe(false)
  })
})

describe('panels side by side in a text that keeps its columns', () => {
  const TABLE = `
             一般公共预算财政拨款基本支出决算表
                                              单位：万元
经济分类                         经济分类
          科目名称      决算数                   科目名称      决算数
科目编码                         科目编码
301     工资福利支出     26.18   302     商品和服务支出          15.00
30101    基本工资      20.00   30201    办公费              5.00
         机关事业单位基本
30108                6.18   30206    电费               7.00
        养老保险缴费
303     对个人和家庭的补助    4.00   30207
                                邮电费              3.00
30399    其他对个人和家庭的补助   4.00   310
                                资本性支出            9.00
                             31002  办公设备购置           9.00
      人员经费合计      30.18        公用经费合计            24.00
`

  it('are read each by itself, with the names that wrap in one of them', async () => {
    const { facts, labels, unplaced } = await read(TABLE)
    expect(unplaced).toEqual([])
    expect(labels).toContain('机关事业单位基本养老保险缴费')
    for (const fact of [
      '30108 6.18=total',
      '30206 7.00=total',
      '30207 3.00=total',
      '310 9.00=total',
      '31002 9.00=total',
    ])
      expect(facts).toContain(fact)
    expect(facts).toHaveLength(13)
  })

  it('leave their figures unplaced where words stand in neither', async () => {
    const { facts, unplaced } = await read(TABLE.replace('        养老保险缴费', '                      养老保险缴费'))
    expect(facts).toEqual([])
    expect(new Set(unplaced)).toContain('its panels stand side by side in lines that wrap.')
  })
})

const REVENUE = `
                          部门收入总表
                                                      单位：万元
单位名称                   合计       财政拨款收入      事业收入
`

describe('names that wrap around the lines of their figures', () => {
  it('are whole again where as many lines stand above the figures as below', async () => {
    const { labels, unplaced } = await read(`${REVENUE}合计                     60.00        40.00        20.00
示例市市政设施管理中心（示例市
                       30.00        30.00
照明管理中心）
示例市水上容貌
管理处（综合执                30.00        10.00        20.00
法分局）
`)
    expect(unplaced).toEqual([])
    expect(labels).toEqual([
      '合计',
      '示例市市政设施管理中心（示例市照明管理中心）',
      '示例市水上容貌管理处（综合执法分局）',
    ])
  })

  it('have the number of their unit before them, and no amount in it', async () => {
    const { facts, unplaced } = await read(`${REVENUE}         合计                     60.00        40.00        20.00

      示例市市政公用事业管
043001                       30.00        30.00
      理局（本级）

043002 示例市照明管理中心          30.00        10.00        20.00
`)
    expect(unplaced).toEqual([])
    expect(facts).toContain('示例市市政公用事业管理局（本级） 30.00=total')
    expect(facts).toContain('示例市照明管理中心 30.00=total')
    expect(facts).toHaveLength(8)
  })

  it('leave their figures unplaced where the lines do not come out even', async () => {
    const { facts, unplaced } = await read(`${REVENUE}合计                     60.00        40.00        20.00
示例市市政设施管理中心（示例市
                       30.00        30.00
照明管理中心）
示例市水上容貌
管理处
                       30.00        10.00        20.00
`)
    expect(facts).toEqual([])
    expect(new Set(unplaced)).toEqual(new Set(['names wrap around the lines of their figures.']))
  })

  it('belong to the first of two codes that stand below each other', async () => {
    const { facts, labels } = await read(`
                                        部门支出总表
                                                                                   单位：万元
  支出功能分类科目              政府支出经济分类科目        部门支出经济分类科目          合计          基本支出         项目支出
2080150-事业运行              50501-工资福利支出       30101-基本工资            20.00          20.00
2080111-公共就业服务和职业技能鉴
                          50502-商品和服务支出       30207-邮电费              5.00                       5.00
定机构
2080112-劳动人事争议调解仲裁        50205-委托业务费       30226-劳务费              7.00                       7.00
                    合    计                                             32.00          20.00        12.00
`)
    expect(facts).toContain('2080111 5.00=project')
    expect(labels).toContain('公共就业服务和职业技能鉴定机构')
  })
})
