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
