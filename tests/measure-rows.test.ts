import { describe, expect, it } from 'vitest'
import { parseDisclosure, toFacts } from '../src/index.js'

async function read(text: string) {
  const { disclosure, diagnostics } = await parseDisclosure(text)
  const facts = disclosure ? toFacts(disclosure) : []
  return {
    facts: facts.map(({ measure, amount, candidates }) => `${amount}=${measure ?? candidates.join('|')}`),
    unplaced: diagnostics.flatMap(({ code, message }) =>
      code === 'amount-unplaced' ? [message.replace(/^.*placed: /, '')] : [],
    ),
    errors: diagnostics.filter(({ severity }) => severity === 'error'),
  }
}

describe('“三公” printed downwards in a text, with what it counts below', () => {
  it('gives money alone, whatever stands blank between', async () => {
    const { facts, unplaced } = await read(`
2026年部门“三公”经费预算情况表
单位：元
项目 2026年预算数
一、支出合计 260000
1、因公出国（境）费用
2、公务接待费 140000
3、公务用车费 120000
其中：（1）公务用车运行维护费 120000
（2）公务用车购置
二、相关统计数
1.因公出国（境）团组数（个） 0
2.因公出国（境）人数（人） 0
3.公务用车购置数（辆）
4.公务用车保有量（辆） 2
5.公务接待批次（批） 12
三、增减变化原因说明
`)
    expect(unplaced).toEqual([])
    expect(facts).toEqual(['260000=total', '120000=vehicles', '120000=vehicleOperation', '140000=officialReception'])
  })

  it('ends above the sentences below it, whatever codes these name', async () => {
    const { facts } = await read(`
一般公共预算“三公”经费支出预算表
单位：万元
项目 预算数
合计 16.00
1、公务接待费 4.00
2、公务用车运行费 12.00
第三部分 预算情况说明
一、预算收支总体情况
收入与支出均为六百万元，其中：
（一）2040201-行政运行 550.00 万元。用于基本支出。
（二）
2080505-机关事业单位基本养老保险缴费支出 50.00
万元。用于缴纳养老保险。
`)
    expect(facts).toEqual(['16.00=total', '12.00=vehicleOperation', '4.00=officialReception'])
  })
})

describe('“三公” printed downwards in a text, with several columns', () => {
  it('has an item a row, and last year and this in its columns', async () => {
    const { facts, unplaced, errors } = await read(`
2026年部门“三公”经费预算表
单位：万元
项目 2025年预算数 2026年预算数 增减额
合计 12.00 10.00 -2.00
1.因公出国（境）费 2.00 0.00 -2.00
2.公务用车购置及运行费 8.00 8.00 0.00
其中：公务用车购置费 3.00 3.00 0.00
公务用车运行维护费 5.00 5.00 0.00
3.公务接待费 2.00 2.00 0.00
`)
    expect(unplaced).toEqual([])
    expect(errors).toEqual([])
    expect(facts.filter((fact) => !fact.includes('other:'))).toEqual([
      '10.00=total',
      '0.00=overseasTrips',
      '8.00=vehicles',
      '3.00=vehiclePurchase',
      '5.00=vehicleOperation',
      '2.00=officialReception',
      '12.00=prior.total',
      '2.00=prior.overseasTrips',
      '8.00=prior.vehicles',
      '3.00=prior.vehiclePurchase',
      '5.00=prior.vehicleOperation',
      '2.00=prior.officialReception',
    ])
    expect(facts).toContain('-2.00=other:增减额/合计')
  })

  it('has funds beside the total, where every row fills all columns', async () => {
    const table = (last: string) => `
财政拨款安排的行政经费及“三公”经费预算表
单位：万元
项目 合计 一般公共预算 政府性基金预算 国有资本经营预算
行政经费 355.29 355.29 0.00 0.00
“三公”经费 34.63 34.63 0.00 0.00
其中：（一）因公出国（境）支出 20.00 20.00 0.00 0.00
（二）公务用车购置及运行维护支出 9.73 9.73 0.00 0.00
1.公务用车购置费 0.00 0.00 0.00 0.00
2.公务用车运行维护费 9.73 9.73 0.00 0.00
（三）公务接待费支出 ${last}
`
    const { facts, unplaced } = await read(table('4.90 4.90 0.00 0.00'))
    expect(unplaced).toEqual([])
    expect(facts).toContain('34.63=total')
    expect(facts).toContain('355.29=agencyOperating')
    expect(facts).toContain('4.90=officialReception')
    expect(facts).toContain('4.90=other:一般公共预算/公务接待费支出')
    expect(facts).toHaveLength(28)

    const torn = await read(table('4.90 4.90'))
    expect(torn.facts).toEqual([])
    expect(torn.unplaced).toHaveLength(26)
  })

  it('leaves open which year the one figure of a row is of', async () => {
    const { facts, unplaced } = await read(`
2026年部门“三公”经费预算表
单位：万元
项目 2025年预算数 2026年预算数
合计 12.00 10.00
因公出国（境）费
公务用车运行维护费 8.00 8.00
公务接待费 4.00 2.00
会议费 1.00
`)
    expect(unplaced).toEqual([])
    expect(facts).toContain('1.00=prior.meetings|meetings')
    expect(facts).toContain('8.00=vehicleOperation')
  })

  it('has names over several lines, and items whose figures are blank above them', async () => {
    const { facts, unplaced } = await read(`
2026年部门“三公”经费预算表
单位：万元
项目 2026年预算数
合计 10.00
因公出国（境）费
公务用车购置及
运行维护费 8.00
公务用车
购置费
公务用车运行
维护费 8.00
公务接待费 2.00
`)
    expect(unplaced).toEqual([])
    expect(facts).toEqual(['10.00=total', '8.00=vehicles', '8.00=vehicleOperation', '2.00=officialReception'])
  })
})
