import { describe, expect, it } from 'vitest'
import { type Fact, parseDisclosure, toFacts } from '../src/index.js'

async function read(text: string): Promise<{ facts: Fact[]; unplaced: number }> {
  const { disclosure, diagnostics } = await parseDisclosure(text)
  return {
    facts: disclosure ? toFacts(disclosure) : [],
    unplaced: diagnostics.filter(({ code }) => code === 'amount-unplaced').length,
  }
}

/** Every cell on a line of its own. */
const cells = (rows: string) => rows.replaceAll(' ', '\n')

const HEAD = '示例区档案馆部门支出总表 单位：万元 科目编码 科目名称 合计 基本支出 项目支出'
const ROWS = `合计 120.00 70.00 50.00
201 一般公共服务支出 120.00 70.00 50.00
20103 政府办公厅（室）及相关 机构事务 120.00 70.00 50.00
2010301 行政运行 70.00 70.00
2010302 一般行政管理事务 50.00 50.00`

describe('a text whose cells stand on lines of their own', () => {
  it('is read like one with a row a line where it goes row by row', async () => {
    const { facts, unplaced } = await read(cells(`${HEAD}\n${ROWS}`))
    expect(unplaced).toBe(0)
    expect(facts.map(({ code, measure, amount }) => `${code} ${measure} ${amount}`)).toEqual([
      ' total 120.00',
      ' basic 70.00',
      ' project 50.00',
      '201 total 120.00',
      '201 basic 70.00',
      '201 project 50.00',
      '20103 total 120.00',
      '20103 basic 70.00',
      '20103 project 50.00',
      '2010301 total 70.00',
      '2010301 basic 70.00',
      '2010302 total 50.00',
      '2010302 project 50.00',
    ])
    expect(facts.find(({ code }) => code === '20103')?.label).toBe('政府办公厅（室）及相关机构事务')
  })

  it('reports every amount where it goes column by column', async () => {
    const columns = `${HEAD}\n201 20103 2010301 2010302 一般公共服务支出 政府办公厅 行政运行 一般行政管理事务
120.00 120.00 70.00 50.00 70.00 70.00 70.00 50.00 50.00`
    const { facts, unplaced } = await read(cells(columns))
    expect(facts).toEqual([])
    expect(unplaced).toBe(9)
  })

  it('gives the second of two totals to the right side', async () => {
    const { facts } = await read(
      cells(`示例区档案馆部门收支总表 单位：万元 收入 支出 项目 预算数 项目 预算数
一般公共预算拨款收入 70.00 一般公共服务支出 70.00
其他收入 30.00 教育支出 30.00
总计 100.00 总计 100.00`),
    )
    expect(facts.filter(({ label }) => label === '总计').map(({ side, amount }) => [side, amount])).toEqual([
      ['revenue', '100.00'],
      ['expenditure', '100.00'],
    ])
  })

  it('reports the amounts of forms, whose labels stand around them', async () => {
    const { facts, unplaced } = await read(
      cells(
        `${HEAD}\n${ROWS}\n项目支出绩效目标表 单位：万元 项目名称 档案修复 项目资金总额 15.00 其中： 其他资金 20.00`,
      ),
    )
    expect(facts.filter(({ table }) => table === 'project-performance')).toEqual([])
    expect(unplaced).toBeGreaterThan(0)
  })
})

describe('a number of which every character stands on a line of its own', () => {
  it('leaves the amounts of its table reported', async () => {
    const { facts } = await read(`示例区档案馆部门收支总表
单位：万元
收入 支出
项目 预算数 项目 预算数
一般公共预算拨款收入 1
,
0
2
8
一般公共服务支出 70.00
收入总计 98.00 支出总计 70.00`)
    expect(facts).toEqual([])
  })
})
