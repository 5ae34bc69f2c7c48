import { describe, expect, it } from 'vitest'
import { equationsOf } from '../src/checks/equations.js'
import { runChecks } from '../src/checks/prove.js'
import { extractTables } from '../src/extract/extract-tables.js'
import { parseDisclosure, toFacts } from '../src/index.js'
import { documentOf } from './grid-text.js'

async function check(text: string) {
  const { disclosure, diagnostics } = await parseDisclosure(text)
  const facts = disclosure ? toFacts(disclosure) : []
  return {
    facts: facts.map(({ code, label, measure, amount }) => `${code}${label} ${amount}=${measure}`),
    unproved: facts.flatMap(({ label, amount, proof }) => (proof === 'proved' ? [] : [`${label} ${amount} ${proof}`])),
    found: diagnostics.flatMap(({ code, identity, row, measure, difference }) =>
      identity === null ? [] : [`${code} ${identity} ${row?.label} ${measure} ${difference}`],
    ),
  }
}

const revenue = (rows: readonly string[]) => `收入总体情况表,,,
单位：万元,,,
单位名称,合计,一般公共预算,政府性基金预算
${rows.join('\n')}`

describe('units without numbers below 合计', () => {
  const units = ['示例局本级,60.00,50.00,10.00', '示例中心,25.00,20.00,5.00', '示例学校,15.00,15.00,']

  it('add up, a cent is rounding, and more is an error where another column adds up', async () => {
    expect((await check(revenue(['合计,100.00,85.00,15.00', ...units]))).found).toEqual([])
    expect((await check(revenue(['合计,100.01,85.01,15.00', ...units]))).found).toEqual([
      'rounding-difference units 合计 total 0.01',
      'rounding-difference units 合计 generalPublicBudget 0.01',
    ])
    const wrong = await check(revenue(['合计,90.00,75.00,15.00', ...units]))
    expect(wrong.found.filter((finding) => finding.startsWith('identity-violated'))).toEqual([
      'identity-violated units 合计 total -10',
      'identity-violated units 合计 generalPublicBudget -10',
    ])
  })

  it('are not all where they come to less than the whole', async () => {
    const { found } = await check(revenue(['合计,100.00,85.00,15.00', ...units.slice(0, 1), units[2] as string]))
    expect(found).toContain('identity-violated units 合计 total 25')
  })

  it('may be the department and what belongs to it, each sum by itself', async () => {
    const rows = ['合计,100.00,85.00,15.00', '示例局,100.00,85.00,15.00', ...units]
    expect(await check(revenue(rows))).toMatchObject({ found: [], unproved: [] })
    const { found } = await check(revenue([...rows.slice(0, 4), '示例学校,15.00,14.00,1.00']))
    expect(found.filter((finding) => finding.startsWith('identity-violated'))).toEqual([
      'identity-violated units 示例局 generalPublicBudget 1',
      'identity-violated units 示例局 governmentFund -1',
    ])
  })

  it('are left alone where nothing tells how they are listed', async () => {
    // 示例局 may be the sum of both below it, or one of three.
    const nested = ['示例局,40.00,38.00,2.00', '示例中心,25.00,25.00,', '示例学校,15.00,13.00,2.00']
    const { found } = await check(revenue(['合计,70.00,70.50,0.50', ...nested]))
    expect(found.filter((finding) => finding.includes('units'))).toEqual([])
    const withParts = [...units.slice(0, 2), '其中：培训专项,7.00,7.00,', units[2] as string]
    expect((await check(revenue(['合计,100.00,85.00,15.00', ...withParts]))).found).toEqual([])
  })

  it('may stand below the row of the department, without 合计', async () => {
    const rows = ['示例局,100.00,85.00,15.00', ...units]
    expect(await check(revenue(rows))).toMatchObject({ found: [], unproved: [] })
    const { found } = await check(revenue([...rows.slice(0, 3), '示例学校,15.00,14.00,1.00']))
    expect(found.filter((finding) => finding.startsWith('identity-violated'))).toEqual([
      'identity-violated units 示例局 generalPublicBudget 1',
      'identity-violated units 示例局 governmentFund -1',
    ])
  })
})

describe('purchases of each unit, by what they are', () => {
  const purchases = (whole: string, unit: string) => `政府采购支出预算表,,,,,
单位：万元,,,,,
单位名称,项目名称,合计,货物类,工程类,服务类
合计,,${whole},6.50,,12.80
示例中心,,${unit},6.50,,12.80
,甲项目,12.80,,,12.80
,乙项目,6.50,6.50,,`

  it('add up along each row, and a total that is wrong is found in its own', async () => {
    expect(await check(purchases('19.30', '19.30'))).toMatchObject({ found: [], unproved: [] })
    const violated = (found: readonly string[]) => found.filter((finding) => finding.startsWith('identity-violated'))
    expect(violated((await check(purchases('20.67', '19.30'))).found)).toEqual([
      'identity-violated header-sums 合计 total 1.37',
    ])
    expect(violated((await check(purchases('19.30', '20.67'))).found)).toEqual([
      'identity-violated header-sums 示例中心 total 1.37',
    ])
  })
})

describe('what each unit spends on, below it and under its number', () => {
  const list = (rows: readonly string[]) => `专项资金预算汇总表,,,
单位：万元,,,
单位代码,单位名称（专项名称）,总计,一般公共预算拨款
,合计,100.00,80.00
${rows.join('\n')}`
  const rows = [
    '037,示例局,100.00,80.00',
    '037001,示例局本级,60.00,50.00',
    '037001,甲项目,45.00,45.00',
    '037001,乙项目,15.00,5.00',
    '037002,示例中心,40.00,30.00',
    '037002,丙项目,40.00,30.00',
  ]

  it('comes to the unit, and the units to the department', async () => {
    expect(await check(list(rows))).toMatchObject({ found: [], unproved: [] })
    const { found } = await check(list(rows.with(3, '037001,乙项目,15.00,7.00')))
    expect(found[0]).toBe('identity-violated units 示例局本级 other:一般公共预算拨款 -2')
  })

  it('is left alone where most units are no sums', async () => {
    const apart = ['037001,甲项目,60.00,50.00', '037001,乙项目,15.00,5.00', '037002,丙项目,25.00,25.00']
    expect((await check(list(apart))).found).toEqual([])
  })
})

describe('the codes of each unit below its number', () => {
  const units = [
    ',101,示例局,100.00,70.00,30.00',
    ',101001,示例局本级,60.00,40.00,20.00',
    '2010301,101001,行政运行,42.00,22.00,20.00',
    '2080505,101001,机关事业单位基本养老保险缴费支出,18.00,18.00,',
    ',101002,示例中心,40.00,30.00,10.00',
    '2010350,101002,事业运行,31.00,21.00,10.00',
    '2080505,101002,机关事业单位基本养老保险缴费支出,9.00,9.00,',
  ]
  const expenditure = (rows: readonly string[]) => `部门支出总表,,,,,
单位：万元,,,,,
科目编码,单位代码,单位名称（科目）,合计,人员经费,公用经费
,,合计,100.00,70.00,30.00
${rows.join('\n')}`

  it('come to the unit, the units to the department, and that to 合计', async () => {
    expect(await check(expenditure(units))).toMatchObject({ found: [], unproved: [] })
  })

  it('do not in the one unit that is wrong in all columns that tell', async () => {
    const [department, first, ...rest] = units as [string, string, ...string[]]
    const wrong = first.replace('60.00,40.00', '65.00,45.00')
    const { found } = await check(expenditure([department, wrong, ...rest]))
    expect(found.filter((finding) => finding.startsWith('identity-violated'))).toEqual([
      'identity-violated total-row 示例局本级 total 5',
      'identity-violated total-row 示例局本级 personnel 5',
      'identity-violated units 示例局 total -5',
      'identity-violated units 示例局 personnel -5',
    ])
  })
})

describe('a table of no known kind that lists units with what they spend', () => {
  const table = (rows: readonly string[]) => `项目支出安排情况表,,,
单位：万元,,,
项目名称,总计,财政拨款,其他资金
${rows.join('\n')}`
  const rows = [
    '合计,100.00,85.00,15.00',
    '示例局本级,60.00,50.00,10.00',
    '设备购置,35.50,25.50,10.00',
    '房屋修缮,24.50,24.50,',
    '示例中心,40.00,35.00,5.00',
    '信息化运维,30.00,30.00,',
    '培训,10.00,5.00,5.00',
  ]

  it('adds up unit by unit', async () => {
    expect((await check(table(rows))).found).toEqual([])
    const { found } = await check(table([...rows.slice(0, 6), '培训,10.00,10.00,']))
    expect(found.filter((finding) => finding.startsWith('identity-violated'))).toEqual([
      'identity-violated units 示例中心 other:财政拨款 -5',
      'identity-violated units 示例中心 other:其他资金 5',
    ])
  })

  it('may list a part of what its 合计 counts', async () => {
    expect((await check(table([rows[0], rows[2], rows[3]] as string[]))).found).toEqual([])
  })
})

describe('a list of purchases with a code for each', () => {
  const table = (rows: readonly string[]) => `政府采购预算表,,
单位：万元,,
科目编码,采购项目名称,预算金额
${rows.join('\n')}`
  const rows = [
    ',合计,100.00',
    '2010301,全额,40.00',
    '2010301,示例局本级,40.00',
    '2010301,复印纸,15.00',
    '2010301,台式计算机,25.00',
    '2010306,全额,60.00',
    '2010306,示例局本级,60.00',
    '2010306,物业管理服务,60.00',
  ]

  it('is proved block by block, as its totals tell', async () => {
    expect(await check(table(rows))).toMatchObject({ found: [], unproved: [] })
  })

  it('is found wrong in one sum where the others tell how it is made', async () => {
    expect((await check(table([',合计,90.00', ...rows.slice(1)]))).found).toContain(
      'identity-violated units 合计 total -10',
    )
    const { found } = await check(table([...rows.slice(0, 7), '2010306,物业管理服务,75.00']))
    expect(found).toContain('identity-violated units 示例局本级 total -15')
  })

  it('may have no rows of sums', async () => {
    const flat = [rows[3], rows[4], rows[7]] as string[]
    expect(await check(table([',合计,100.00', ...flat]))).toMatchObject({ found: [], unproved: [] })
    expect((await check(table([',合计,100.00', ...flat.slice(0, 2)]))).found).toContain(
      'identity-violated units 合计 total 60',
    )
  })
})

describe('the tasks of 部门整体支出绩效目标表', () => {
  const findings = (fiscal: string) => {
    const { tables, kind } = extractTables(
      documentOf(`
      2026年部门预算
      部门整体支出绩效目标表
      | 部门（单位）名称 | < | 示例局 | < | < | < |
      | 年度主要任务 | 任务名称 | 主要内容 | 预算金额（万元） | < | < |
      | ^ | ^ | ^ | 总额 | 财政拨款 | 其他资金 |
      | ^ | 保障运转 | 人员和公用经费 | 60.00 | 60.00 | |
      | ^ | 业务工作 | 专项工作 | 40.00 | ${fiscal} | 5.00 |
      | ^ | 金额合计 | < | 100.00 | 95.00 | 5.00 |
      | 年度总体目标 | < | 完成各项工作。 | < | < | < |`),
    ).value
    const checks = runChecks(tables, equationsOf(tables, kind))
    return checks.map(({ equation: { identity, total }, evaluation: { outcome, difference } }) =>
      [identity.id, total.measure, outcome === 'violated' ? difference : outcome].join(' '),
    )
  }

  it('come to 金额合计, and each to what it is paid with', () => {
    expect(findings('35.00')).toEqual([
      'tasks other:金额合计/预算金额/总额 holds',
      'tasks other:金额合计/预算金额/财政拨款 holds',
      'tasks other:金额合计/预算金额/其他资金 holds',
      'header-sums other:保障运转/预算金额/总额 holds',
      'header-sums other:业务工作/预算金额/总额 holds',
      'header-sums other:金额合计/预算金额/总额 holds',
    ])
    expect(findings('33.00').filter((line) => !line.endsWith('holds'))).toEqual([
      'tasks other:金额合计/预算金额/财政拨款 2',
      'header-sums other:业务工作/预算金额/总额 2',
    ])
  })
})

describe('projects that a list and a form of each name', () => {
  const outcomes = (sum: string, { label = '年度资金总额', name = '设备购置' } = {}) => {
    const { tables, kind } = extractTables(
      documentOf(
        `2026年部门预算
        项目支出总表
        单位：万元
        | 项目名称 | 总计 | 财政拨款 | 其他资金 |
        | 设备购置 | 35.50 | 25.50 | 10.00 |
        | 房屋修缮 | 24.50 | 24.50 | |
        | 培训 | 5.00 | 5.00 | |
        | 培训 | 6.00 | 6.00 | |`,
        `项目支出绩效目标表
        | 项目名称 | ${name} | < |
        | 资金情况（元） | ${label} | ${sum} |
        | 年度目标 | 完成购置。 | < |`,
      ),
    ).value
    return runChecks(tables, equationsOf(tables, kind)).flatMap(({ equation, evaluation }) =>
      equation.identity.id === 'listed-project' ? [`${evaluation.outcome} ${evaluation.difference}`] : [],
    )
  }

  it('cost the same in both, whatever their units', () => {
    expect(outcomes('355,000.00')).toEqual(['holds 0'])
    expect(outcomes('345,000.00')).toEqual(['violated -10000'])
  })

  it('cost no less over all their years', () => {
    expect(outcomes('900,000.00', { label: '实施期资金总额' })).toEqual(['holds 545000'])
    expect(outcomes('155,000.00', { label: '实施期资金总额' })).toEqual(['violated -200000'])
  })

  it('are not compared where two have one name', () => {
    expect(outcomes('50,000.00', { name: '培训' })).toEqual([])
  })
})

describe('a catalogue with a column for each of its levels', () => {
  it('names its rows by the innermost', async () => {
    const { facts } = await check(`政府购买服务明细表,,,
单位：万元,,,
指导性目录,,,预算金额
一级,二级,三级,
合计,,,30.00
01-公共服务,0103-就业公共服务,人才服务,20.00
02-辅助性服务,0201-法律服务,,10.00`)
    expect(facts).toEqual([
      '合计 30.00=other:预算金额',
      '人才服务 20.00=other:预算金额',
      '0201-法律服务 10.00=other:预算金额',
    ])
  })
})

describe('a form of several projects taken together', () => {
  it('is a project’s, and reports the amount that stands within a label', async () => {
    const text = `2024年专项资金整体支出绩效目标表,,,
专项（项目）名称,,综合工作专项,
主管部门,,示例局,
资金金额 120.50（万元）,,实施期资金总额,120.50
,,其中：财政拨款,120.50
,,其他资金,`
    const { disclosure, diagnostics } = await parseDisclosure(text)
    expect(
      disclosure && toFacts(disclosure).map(({ table, label, measure }) => `${table} ${label} ${measure}`),
    ).toEqual([
      'project-performance 综合工作专项 other:实施期资金总额',
      'project-performance 综合工作专项 other:财政拨款',
    ])
    expect(diagnostics.flatMap(({ code, found }) => (code === 'amount-unplaced' ? [found] : []))).toEqual(['120.50'])
  })
})
