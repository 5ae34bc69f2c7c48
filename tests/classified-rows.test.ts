import { describe, expect, it } from 'vitest'
import { extractGridTables } from '../src/extract/grid/extract-grids.js'
import { parseDisclosure, toFacts } from '../src/index.js'
import { documentOf } from './grid-text.js'

const EXPENDITURE = `
预算03表 支出预算总表
金额单位：万元
支出功能分类科目 政府支出经济分类科目 部门支出经济分类科目 合计 基本支出 项目支出
2010301-行政运行 50101-工资奖金津补贴 30101-基本工资 60.00 60.00
2010301-行政运行 50201-办公经费 30201-办公费 10.00 10.00
2010302-一般行政管理事务 50201-办公经费 30201-办公费 30.00 30.00
2010302-一般行政管理事务 50205-委托业务费 30227-委托业务费 60.00 60.00
合 计 160.00 70.00 90.00
`

const basicExpenditure = (wages: string, whole: string) => `
预算06表 一般公共预算基本支出表
金额单位：万元
政府支出经济分类科目 部门支出经济分类科目 预算数
合计 人员经费 公用经费
50101-工资奖金津补贴 30101-基本工资 ${wages} ${wages}
50201-办公经费 30201-办公费 10.00 10.00
合 计 ${whole} ${wages} 10.00
`

async function read(text: string) {
  const { disclosure, diagnostics } = await parseDisclosure(text)
  const table = disclosure?.tables.find(({ id }) => id === 'department-expenditure')
  return {
    rows: table?.id === 'department-expenditure' ? table.rows : [],
    facts: (disclosure ? toFacts(disclosure) : [])
      .filter((fact) => fact.table === 'department-expenditure')
      .map(({ code, amount, measure, evidence, candidates }) =>
        measure === null ? `${code} ${amount} ${candidates.join('|')}` : `${code} ${amount}=${measure} ${evidence}`,
      ),
    violated: diagnostics.flatMap(({ code, identity, row }) =>
      code === 'identity-violated' ? [`${identity} ${row?.code}`] : [],
    ),
  }
}

describe('rows by purpose and by economic code', () => {
  it('keep their other classifications, in a text', async () => {
    const { rows } = await read(EXPENDITURE)
    expect(rows.map(({ code, classifications }) => [code, ...classifications.map((other) => other.code)])).toEqual([
      ['2010301', '50101', '30101'],
      ['2010301', '50201', '30201'],
      ['2010302', '50201', '30201'],
      ['2010302', '50205', '30227'],
      [''],
    ])
    expect(rows[0]?.classifications[1]).toEqual({ code: '30101', label: '基本工资' })
  })

  it('keep them in a grid, where the codes of both stand before both names too', () => {
    const head = '| 预算03表 支出预算总表 | < | < | < | < | < |\n| 单位：万元 | < | < | < | < | < |\n'
    const rowsOf = (text: string) =>
      extractGridTables(documentOf(text), 2026).value[0]?.rows.map(({ code, label, classifications = [] }) =>
        [`${code} ${label}`, ...classifications.map((other) => `${other.code} ${other.label}`)].join(', '),
      )
    const glued = `${head}
      | 支出功能分类科目 | 政府支出经济分类科目 | 部门支出经济分类科目 | 合计 | 基本支出 | 项目支出 |
      | 2010301-行政运行 | 50101-工资奖金津补贴 | 30101-基本工资 | 60.00 | 60.00 | |`
    expect(rowsOf(glued)).toEqual(['2010301 行政运行, 50101 工资奖金津补贴, 30101 基本工资'])
    const apart = `${head}
      | 科目编码 | 科目名称 | 经济科目编码 | 经济科目名称 | 合计 | 基本支出 |
      | 2010301 | 行政运行 | 30101 | 基本工资 | 60.00 | 60.00 |`
    expect(rowsOf(apart)).toEqual(['2010301 行政运行, 30101 基本工资'])
    const inTurn = `${head}
      | 功能科目编码 | 经济科目编码 | 功能科目名称 | 经济科目名称 | 合计 | 基本支出 |
      | 2010301 | 30101 | 行政运行 | 基本工资 | 60.00 | 60.00 |`
    expect(rowsOf(inTurn)).toEqual(['2010301 行政运行, 30101 基本工资'])
  })

  it('are placed by what 基本支出表 prints under the economic code', async () => {
    const alone = await read(EXPENDITURE)
    expect(alone.facts.filter((fact) => fact.includes('|'))).toEqual([
      '2010301 60.00 basic|project',
      '2010302 60.00 basic|project',
    ])
    const { facts, violated } = await read(EXPENDITURE + basicExpenditure('60.00', '70.00'))
    expect(facts).toContain('2010301 60.00=basic cross-table')
    expect(facts).toContain('2010302 60.00=project cross-table')
    expect(violated).toEqual([])
  })

  it('stay open where other funds may pay any of them', async () => {
    const { facts } = await read(EXPENDITURE + basicExpenditure('0.00', '10.00'))
    expect(facts).toContain('2010301 60.00 basic|project')
  })

  it('are checked by 基本支出表 where this pays all of basic expenditure', async () => {
    const csv = (wages: string, allowances: string) => `预算03表 支出预算总表,,,,
单位：万元,,,,
支出功能分类科目,部门支出经济分类科目,合计,基本支出,项目支出
2010301-行政运行,30101-基本工资,${wages},${wages},
2010301-行政运行,30102-津贴补贴,${allowances},${allowances},
合计,,100.00,100.00,

预算06表 一般公共预算基本支出表,,,
单位：万元,,,
部门支出经济分类科目,合计,人员经费,公用经费
30101-基本工资,60.00,60.00,
30102-津贴补贴,40.00,40.00,
合计,100.00,100.00,`
    expect((await read(csv('60.00', '40.00'))).violated).toEqual([])
    // Both tables add up: only side by side do they show it.
    expect((await read(csv('70.00', '30.00'))).violated).toEqual(['basic-economic 30101', 'basic-economic 30102'])
  })
})
