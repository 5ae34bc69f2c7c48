import { Decimal } from 'decimal.js'
import { describe, expect, it } from 'vitest'
import { checkCodes } from '../src/checks/check-codes.js'
import { checkIndicators } from '../src/checks/check-indicators.js'
import { equationsOf } from '../src/checks/equations.js'
import { comesTo, findingsOf, runChecks } from '../src/checks/prove.js'
import { extractTables } from '../src/extract/extract-tables.js'
import { documentOf } from './grid-text.js'

function tablesOf(...pages: string[]) {
  return extractTables(documentOf(...pages)).value
}

/** identity row measure expected found, a line a finding. */
function findingsIn(...pages: string[]): string[] {
  const { tables, kind } = tablesOf(...pages)
  const findings = findingsOf(runChecks(tables, equationsOf(tables, kind)), tables)
  return findings.map(({ code, identity, row, measure, expected, found }) =>
    [code, identity, `${row?.code}${row?.label}`, measure, expected, found].join(' '),
  )
}

const EXPENDITURE = '部门支出总表\n单位：万元\n| 科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出 |'

describe('sums', () => {
  it('along the row and down the codes hold in a sound table', () => {
    expect(
      findingsIn(`${EXPENDITURE}
      |  | 合计 | 9.00 | 5.00 | 4.00 |
      | 201 | 一般公共服务支出 | 9.00 | 5.00 | 4.00 |
      | 20103 | 政府办公厅（室）及相关机构事务 | 9.00 | 5.00 | 4.00 |
      | 2010301 | 行政运行 | 5.00 | 5.00 |  |
      | 2010302 | 一般行政管理事务 | 4.00 |  | 4.00 |`),
    ).toEqual([])
  })

  it('a cent is rounding, more is not: (n + 1) halves of the printed unit for n addends', () => {
    const table = (total: string) => `${EXPENDITURE}
      | 201 | 一般公共服务支出 | ${total} | ${total} |  |
      | 20103 | 政府办公厅（室）及相关机构事务 | 1.00 | 1.00 |  |
      | 20104 | 发展与改革事务 | 1.00 | 1.00 |  |`
    expect(findingsIn(table('2.01')).every((line) => line.startsWith('rounding-difference hierarchy'))).toBe(true)
    expect(findingsIn(table('2.01'))).toHaveLength(2)
    expect(findingsIn(table('2.02'))).toEqual([
      'identity-violated hierarchy 201一般公共服务支出 total 2 2.02',
      'identity-violated hierarchy 201一般公共服务支出 basic 2 2.02',
    ])
  })

  it('an amount moved to another column leaves two columns wrong', () => {
    expect(
      findingsIn(`${EXPENDITURE}
      | 201 | 一般公共服务支出 | 9.00 | 5.00 | 4.00 |
      | 20103 | 政府办公厅（室）及相关机构事务 | 9.00 | 5.00 | 4.00 |
      | 2010301 | 行政运行 | 5.00 |  | 5.00 |
      | 2010302 | 一般行政管理事务 | 4.00 |  | 4.00 |`),
    ).toEqual([
      'identity-violated hierarchy 20103政府办公厅（室）及相关机构事务 basic 0 5',
      'identity-violated hierarchy 20103政府办公厅（室）及相关机构事务 project 9 4',
    ])
  })

  it('of the opening balance and the revenue cover expenditure and closing balance in a final account', () => {
    expect(
      findingsIn(`
      2024年度部门决算
      政府性基金预算财政拨款收入支出决算表
      单位：万元
      | 项目 | < | 年初结转和结余 | 本年收入 | 本年支出 | < | < | 年末结转和结余 |
      | 功能分类科目编码 | 科目名称 | ^ | ^ | 合计 | 基本支出 | 项目支出 | ^ |
      | 合计 | < | 1.00 | 5.00 | 4.00 |  | 4.00 | 3.00 |`),
    ).toEqual(['identity-violated fund-flow 合计 total 6 7'])
  })

  it('between tables compare 元 with 万元 in the coarser unit', () => {
    const performance = (basic: string) => `部门（单位）整体支出绩效目标表
      | 预算部门 | 示例局 | < |
      | 总体资金情况（元） | 预算支出总额 | 基本支出 | < | 项目支出 | < |
      | ^ | ^ | 合计 | 财政拨款 | 合计 | 财政拨款 |
      | ^ | 90012.34 | ${basic} | ${basic} | 40000.00 | 40000.00 |`
    const expenditure = `${EXPENDITURE}\n|  | 合计 | 9.00 | 5.00 | 4.00 |\n| 201 | 一般公共服务支出 | 9.00 | 5.00 | 4.00 |`
    expect(findingsIn(expenditure, performance('50012.34'))).toEqual([])
    expect(findingsIn(expenditure, performance('50112.34'))).toContain(
      'identity-violated performance  basicTotal 50000 50112.34',
    )
  })
})

describe('codes and names', () => {
  const codesIn = (rows: string) =>
    checkCodes(tablesOf(`${EXPENDITURE}\n${rows}`).tables, new Map()).map(({ code, row }) => `${code} ${row?.code}`)

  it('are compared with those seen in print', () => {
    expect(codesIn('| 208 | 社会保障和就业支出 | 1.00 | 1.00 |  |\n| 20805 | 住房改革支出 | 1.00 | 1.00 |  |')).toEqual(
      ['code-name-mismatch 20805'],
    )
  })

  it('that have slid against each other are one error', () => {
    expect(
      codesIn(`| 2080501 | 事业单位离退休 | 1.00 | 1.00 |  |
      | 2080502 | 机关事业单位基本养老保险缴费支出 | 1.00 | 1.00 |  |
      | 2080505 | 机关事业单位职业年金缴费支出 | 1.00 | 1.00 |  |
      | 2080506 | 其他行政事业单位养老支出 | 1.00 | 1.00 |  |`),
    ).toEqual(['names-slid 2080501'])
  })

  it('a code of no classification is an error, and so is the parent that it leaves without parts', () => {
    expect(
      codesIn(`| 210 | 卫生健康支出 | 1.00 | 1.00 |  |
      | 21011 | 行政事业单位医疗 | 1.00 | 1.00 |  |
      | 71102 | 事业单位医疗 | 1.00 | 1.00 |  |
      | 221 | 住房保障支出 | 1.00 | 1.00 |  |
      | 22102 | 住房改革支出 | 1.00 | 1.00 |  |
      | 2210201 | 住房公积金 | 1.00 | 1.00 |  |`),
    ).toEqual(['code-malformed 71102', 'row-without-parts 21011', 'row-without-parts 21011'])
  })

  it('a code whose parent is missing is a warning', () => {
    expect(
      codesIn('| 201 | 一般公共服务支出 | 1.00 | 1.00 |  |\n| 20805 | 行政事业单位养老支出 | 1.00 | 1.00 |  |'),
    ).toEqual(['code-without-parent 20805'])
  })
})

describe('what else a table may lack', () => {
  it('weights that sum neither to 100 nor to 90', () => {
    const form = (weight: string) => `财政资金项目支出绩效目标表
      单位：万元
      | 项目名称 | 示例项目 | < | < | < | < | < |
      | 一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标值 | 度量单位 | 权重 |
      | 产出指标 | 数量指标 | 示例数量 | ≥ | 10 | 个 | 60 |
      | 产出指标 | 质量指标 | 示例质量 | ≥ | 98 | % | ${weight} |`
    expect(checkIndicators(tablesOf(form('40')).tables)).toEqual([])
    expect(checkIndicators(tablesOf(form('30')).tables)).toEqual([])
    expect(checkIndicators(tablesOf(form('35')).tables).map(({ code, found }) => [code, found])).toEqual([
      ['weights-incomplete', '95'],
    ])
  })

  it('a unit, and an amount where one should be', () => {
    const { diagnostics } = extractTables(
      documentOf(
        '部门支出总表\n| 科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出 |\n| 201 | 一般公共服务支出 | 9.00 | 9.00 | 见附表3 |\n| 202 | 外交支出 | 1.00 | 1.00 | 2.00 |',
      ),
    )
    expect(diagnostics.map(({ code }) => code).sort()).toEqual(['number-unreadable', 'unit-missing'])
  })
})

describe('amounts that could not be placed', () => {
  const amounts = ['12.98', '24.08', '312.99', '19.22'].map((text) => new Decimal(text))

  it('may be what a sum lacks, alone or several of them together', () => {
    expect(comesTo(amounts, new Decimal('-312.99'))).toBe(true)
    expect(comesTo(amounts, new Decimal('369.27'))).toBe(true)
    expect(comesTo(amounts, new Decimal('37.06'))).toBe(true)
    expect(comesTo(amounts, new Decimal('25.96'))).toBe(false)
    expect(comesTo(amounts, new Decimal('369.28'))).toBe(false)
  })

  it('are too many to say from a dozen or so on', () => {
    const many = Array.from({ length: 14 }, (_, at) => new Decimal(2).pow(at))
    expect(comesTo(many, new Decimal('16383.5'))).toBe(true)
  })
})
