import { describe, expect, it } from 'vitest'
import { parseDisclosure } from '../src/index.js'

async function violated(text: string) {
  const { disclosure, diagnostics } = await parseDisclosure(text)
  return {
    tables: disclosure?.tables.map(({ id }) => id),
    findings: diagnostics.flatMap(({ code, identity, row, difference }) =>
      code === 'identity-violated' || code === 'rounding-difference' ? [`${identity} ${row?.label} ${difference}`] : [],
    ),
    culprits: diagnostics.flatMap(({ code, message }) => (code === 'likely-culprit' ? [message] : [])),
  }
}

const summary = (amounts: readonly [string, string]) => `收支总表,,,
单位：万元,,,
收入,,支出,
项目,预算数,项目,预算数
一、一般公共预算拨款收入,90.00,一、一般公共服务支出,${amounts[0]}
,,二、教育支出,${amounts[1]}
收入总计,90.00,支出总计,90.00
`

const expenditure = (rows: readonly string[]) => `
支出总表,,,,
单位：万元,,,,
科目编码,科目名称,合计,基本支出,项目支出
${rows.join('\n')}
合计,,90.00,60.00,30.00`

const ITEMS = [
  '2010301,行政运行,40.00,40.00,',
  '2010302,一般行政管理事务,30.00,,30.00',
  '2050803,培训支出,20.00,20.00,',
]

describe('支出总表 without rows for 类', () => {
  it('comes to what 收支总表 has for each, by its 项', async () => {
    const { tables, findings } = await violated(summary(['70.00', '20.00']) + expenditure(ITEMS))
    expect(tables).toEqual(['department-summary', 'department-expenditure'])
    expect(findings).toEqual([])
  })

  it('is found to differ under a 类 where both add up', async () => {
    const { findings } = await violated(summary(['60.00', '30.00']) + expenditure(ITEMS))
    expect(findings).toEqual(['summary-classes 一般公共服务支出 -10', 'summary-classes 教育支出 10'])
  })

  it('says of what 类 a row is not published, which explains all that fails', async () => {
    const { findings, culprits } = await violated(
      summary(['70.00', '20.00']) + expenditure([ITEMS[0], ITEMS[2]] as string[]),
    )
    expect(findings).toContain('summary-classes 一般公共服务支出 30')
    expect(findings.filter((finding) => finding.includes('教育支出'))).toEqual([])
    expect(culprits).toHaveLength(1)
    expect(culprits[0]).toMatch(/a row with total 30.00, project 30.00 is missing .*: 3 violated identities then hold/)
  })

  it('is not compared where its rows are listed again for each unit', async () => {
    const { findings } = await violated(
      summary(['70.00', '20.00']) + expenditure([...ITEMS, '101,样例局本级,90.00,60.00,30.00', ...ITEMS]),
    )
    expect(findings.filter((finding) => finding.startsWith('summary-classes'))).toEqual([])
  })
})

describe('基本支出表 with 人员经费合计 and 公用经费合计 at its foot', () => {
  const tables = (basic: string) => `一般公共预算财政拨款支出决算表,,,
单位：万元,,,
科目编码,科目名称,合计,基本支出,项目支出
2010301,行政运行,${basic},${basic},
合计,,${basic},${basic},

一般公共预算财政拨款基本支出决算表,,,,,
单位：万元,,,,,
人员经费,,,公用经费,,
科目编码,科目名称,决算数,科目编码,科目名称,决算数
301,工资福利支出,95.36,302,商品和服务支出,10.23
30101,基本工资,95.36,30201,办公费,10.23
人员经费合计,,95.36,公用经费合计,,10.23`

  it('is compared with 基本支出 of 支出表', async () => {
    expect((await violated(tables('105.59'))).findings).toEqual([])
    expect((await violated(tables('105.58'))).findings).toEqual(['basic-expenditure 合计 -0.01'])
    expect((await violated(tables('105.50'))).findings).toEqual(['basic-expenditure 合计 -0.09'])
  })
})

describe('上级财政补助收入 by the funds that pay it', () => {
  const revenue = (fund: string) => `收支总表,,,
单位：万元,,,
收入,,支出,
项目,预算数,项目,预算数
一、一般公共预算拨款收入,90.00,一、一般公共服务支出,97.00
二、上级财政补助收入,7.00,,
一般公共预算补助,${fund},,
政府性基金补助,3.50,,
收入总计,97.00,支出总计,97.00

收入总表,,,
单位：万元,,,
单位名称,合计,一般公共预算,上级补助收入
合计,97.00,90.00,7.00
示例局,97.00,90.00,7.00`

  it('is no part of 一般公共预算', async () => {
    expect((await violated(revenue('3.50'))).findings).toEqual([])
    expect((await violated(revenue('0.00'))).findings.filter((finding) => finding.includes('sources'))).toEqual([])
  })
})

it('其中：一般公共预算财政拨款 below 财政拨款收入 is what 收入总表 has for that source', async () => {
  const text = (amount: string) => `收支总表,,,
单位：万元,,,
收入,,支出,
项目,预算数,项目,预算数
一、财政拨款收入,97.00,一、一般公共服务支出,97.00
其中：一般公共预算财政拨款,${amount},,
政府性基金预算财政拨款,7.00,,
收入总计,97.00,支出总计,97.00

收入总表,,,
单位：万元,,,
单位名称,合计,一般公共预算,政府性基金预算
合计,97.00,90.00,7.00
示例局,97.00,90.00,7.00`
  expect((await violated(text('90.00'))).findings).toEqual([])
  expect((await violated(text('91.00'))).findings).toContain('summary-sources 合计 -1')
})

it('会议费 and 培训费 of “三公” are no less than what 基本支出表 has for them', async () => {
  const text = (meetings: string) => `一般公共预算基本支出表,,,,
单位：万元,,,,
科目编码,科目名称,合计,人员经费,公用经费
,合计,9.00,,9.00
302,商品和服务支出,9.00,,9.00
30215,会议费,4.00,,4.00
30216,培训费,5.00,,5.00

一般公共预算“三公”经费、会议费、培训费支出表,,,,
单位：万元,,,,
“三公”经费合计,因公出国（境）费,公务接待费,会议费,培训费
3.00,1.00,2.00,${meetings},6.00`
  expect((await violated(text('4.00'))).findings).toEqual([])
  expect((await violated(text('3.00'))).findings).toEqual(['three-public-basic  -1'])
})
