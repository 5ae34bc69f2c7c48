import { describe, expect, it } from 'vitest'
import { equationsOf } from '../src/checks/equations.js'
import { evaluate } from '../src/checks/evaluate.js'
import { extractTables } from '../src/extract/extract-tables.js'
import { documentOf } from './grid-text.js'

function read(...pages: string[]) {
  const { value, diagnostics } = extractTables(documentOf(...pages))
  const { tables } = value
  const facts = tables.flatMap((table) =>
    table.rows.flatMap((row) =>
      row.amounts.map(({ measure, text }) =>
        [row.code, row.label, measure, text].filter((part) => part !== '').join(' '),
      ),
    ),
  )
  const violated = equationsOf(tables, 'budget').filter((equation) => evaluate(equation, tables).outcome === 'violated')
  return {
    ids: tables.map(({ id }) => id),
    facts,
    organization: value.organization,
    fiscalYear: value.fiscalYear,
    codes: diagnostics.map(({ code }) => code),
    violated: violated.map(({ identity }) => identity.id),
  }
}

const EXPENDITURE = `| 科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出 |
        | 201 | 一般公共服务支出 | 30.00 | 10.00 | 20.00 |`
const FACTS = [
  '201 一般公共服务支出 total 30.00',
  '201 一般公共服务支出 basic 10.00',
  '201 一般公共服务支出 project 20.00',
]

describe('titles', () => {
  it.each([
    ['支出决算表（公开03表）', 'department-expenditure'],
    ['支出决算表-公开03表', 'department-expenditure'],
    ['支出决算表（分单位）', 'department-expenditure'],
    ['部门支出总表（2024年度）', 'department-expenditure'],
    ['示例市示例局2024年预算支出总表', 'department-expenditure'],
    ['示例市示例局支出总表', 'department-expenditure'],
    ['一般公共预算支出预算表（不含上年结转）', 'general-public-budget-expenditure'],
    ['政府性基金预算支出情况表（按功能分类科目）', 'government-fund-expenditure'],
    ['支出总表（政府性基金）', 'other'],
    ['一般公共预算支出表（按经济分类）', 'other'],
    ['项目支出总表', 'other'],
  ])('%s: %s', (title, id) => expect(read(`${title}\n单位：万元\n${EXPENDITURE}`).ids).toEqual([id]))

  it('with brackets at their end begin a table below another', () => {
    const { ids, facts } = read(`
        | 一般公共预算支出情况表（按功能分类科目） | < | < | < |
        | 功能科目名称 | 合计 | 基本支出 | 项目支出 |
        | [201]一般公共服务支出 | 30.00 | 10.00 | 20.00 |
        | 一般公共预算基本支出情况表（按支出经济分类科目） | < | < | < |
        | 经济科目名称 | 合计 | 人员经费 | 公用经费 |
        | [301]工资福利支出 | 8.00 | 8.00 |  |`)
    expect(ids).toEqual(['general-public-budget-expenditure', 'general-public-budget-basic-expenditure'])
    expect(facts.slice(-2)).toEqual(['301 工资福利支出 total 8.00', '301 工资福利支出 personnel 8.00'])
  })
})

describe('lines between a title and its header', () => {
  it.each([
    ['| （2024年度） | < | < | < | < |'],
    ['| 2024年预算 | < | < | < | < |'],
    ['| 示例市示例局 | < | < | < | 单位：万元 |'],
    ['| 部门编码及名称：[920]示例市示例局 | < | < | 单位：万元 |  |'],
    ['| 部门/单位：示例市示例局 |  |  |  | 单位：万元 |'],
  ])('are no headers: %s', (line) => {
    const { ids, facts } = read(`部门支出总表\n${line}\n${EXPENDITURE}`)
    expect(ids).toEqual(['department-expenditure'])
    expect(facts).toEqual(FACTS)
  })

  it.each([
    ['部门/单位：示例市示例局'],
    ['单位（部门）：示例市示例局'],
    ['部门编码及名称：[920]示例市示例局'],
    ['填报单位（盖章）：示例市示例局'],
    ['部门：105_示例市示例局'],
  ])('name the department: %s', (line) => {
    expect(read(`部门支出总表\n${line}\n单位：万元\n${EXPENDITURE}`).organization).toBe('示例市示例局')
  })

  it('say no year where one heads a column', () => {
    const form = `
        部门支出总表
        单位：万元
        | 科目编码 | 科目名称 | 合计 |
        | 201 | 一般公共服务支出 | 30.00 |
        部门整体绩效目标表
        | 近两年收支金额 | 2022年 | 2023年 |
        | 合计 | 50.00 | 52.00 |`
    expect(read(form).fiscalYear).toBeNull()
  })
})

describe('columns', () => {
  it('of the numbers of units are no codes of a classification', () => {
    const { facts } = read(`
        部门收入总表
        单位：万元
        | 部门（单位）代码 | 部门（单位）名称 | 合计 | 一般公共预算 |
        | 208 | 示例局 | 100.00 | 100.00 |
        | 208001 | 示例局本级 | 100.00 | 100.00 |`)
    expect(facts.slice(0, 2)).toEqual(['示例局 total 100.00', '示例局 generalPublicBudget 100.00'])
  })

  it('below a header that says % hold no amounts', () => {
    const { facts } = read(`
        2024年一般公共预算支出表
        单位：万元
        | 科目编码 | 科目名称 | 2024年预算数 | < | < | 2024年比2023年增减（%） | < | < |
        | ^ | ^ | 合计 | 基本支出 | 项目支出 | 合计 | 基本支出 | 项目支出 |
        | 201 | 一般公共服务支出 | 30.00 | 10.00 | 20.00 | 4.93 | 4.10 | 5.20 |`)
    expect(facts).toEqual(FACTS)
  })

  it('of 其中：财政拨款 below 一般公共预算, and of 教育收费 below 事业收入, are parts', () => {
    const { facts, violated } = read(`
        部门收入总表
        单位：万元
        | 单位名称 | 合计 | 一般公共预算 | < | 事业收入 | < |
        | ^ | ^ | 小计 | 其中：财政拨款 | 金额 | 其中：教育收费 |
        | 示例局 | 100.00 | 80.00 | 75.00 | 20.00 | 5.00 |`)
    expect(violated).toEqual([])
    expect(facts).toEqual([
      '示例局 total 100.00',
      '示例局 generalPublicBudget 80.00',
      '示例局 other:一般公共预算/其中:财政拨款 75.00',
      '示例局 institutional 20.00',
      '示例局 institutionalEducation 5.00',
    ])
  })

  it('of 人员类项目支出 are personnel, and no 项目支出', () => {
    const { facts } = read(`
        部门支出总表
        单位：万元
        | 科目编码 | 科目名称 | 合计 | 人员类项目支出 | 公用经费项目支出 | 特定目标类项目支出 |
        | 201 | 一般公共服务支出 | 40.00 | 20.00 | 8.00 | 12.00 |`)
    expect(facts).toEqual([
      '201 一般公共服务支出 total 40.00',
      '201 一般公共服务支出 personnel 20.00',
      '201 一般公共服务支出 operating 8.00',
      '201 一般公共服务支出 project 12.00',
    ])
  })
})

describe('rows', () => {
  it('may print whole codes in the columns of 类, 款 and 项', () => {
    const table = (rows: string) => `
        部门支出总表
        单位：万元
        | 科目编码 | < | < | 科目名称 | 合计 |
        | 类 | 款 | 项 | ^ | ^ |
        ${rows}`
    const codes = ['201', '20103', '2010301']
    const all = read(
      table('| 201 |  |  | 甲 | 3.00 |\n| 201 | 20103 |  | 乙 | 3.00 |\n| 201 | 20103 | 2010301 | 丙 | 3.00 |'),
    )
    const own = read(table('| 201 |  |  | 甲 | 3.00 |\n|  | 20103 |  | 乙 | 3.00 |\n|  |  | 2010301 | 丙 | 3.00 |'))
    for (const { facts } of [all, own]) expect(facts.map((fact) => fact.split(' ')[0])).toEqual(codes)
  })

  it('of 基本支出 are of 部门经济分类, though 政府经济分类 stands before it', () => {
    const { facts } = read(`
        一般公共预算基本支出表
        单位：万元
        | 政府经济科目编码 | 政府经济科目名称 | 部门经济科目编码 | 部门经济科目名称 | 合计 |
        | 50101 | 工资奖金津补贴 | 30101 | 基本工资 | 3.00 |
        | 50101 | 工资奖金津补贴 | 30102 | 津贴补贴 | 4.00 |`)
    expect(facts).toEqual(['30101 基本工资 total 3.00', '30102 津贴补贴 total 4.00'])
  })

  it('have 合计 for their label in a column of numbers too', () => {
    const { facts } = read(`
        部门收入总表
        单位：万元
        | 序号 | 单位名称 | 合计 | 一般公共预算 |
        | 合计 |  | 40.00 | 40.00 |
        | 1 | 示例局本级 | 40.00 | 40.00 |`)
    expect(facts[0]).toBe('合计 total 40.00')
  })

  it('of a table in one column name its measures', () => {
    const { ids, facts, violated } = read(`
        收入总体情况表
        单位：万元
        | 项目 | 2023年预算 |
        | 一、财政拨款 | 30.00 |
        | 1.一般公共预算拨款 | 30.00 |
        | 二、事业收入 | 2.00 |
        | 本年收入合计 | 32.00 |
        | 上年结余、结转 | 1.00 |
        | 收入总计 | 33.00 |`)
    expect(ids).toEqual(['department-revenue'])
    expect(violated).toEqual([])
    expect(facts).toEqual([
      'fiscalAppropriation 30.00',
      'generalPublicBudget 30.00',
      'institutional 2.00',
      'currentYear 32.00',
      'carriedForward 1.00',
      'total 33.00',
    ])
  })

  it('below a table are notes, whatever digits they hold', () => {
    const notes = `| 注：本表反映“三公”经费支出预决算情况。 | < | < |
        | 说明：2023年度无因公出国（境）支出，共0次。 | < | < |`
    const { facts, codes } = read(`
        一般公共预算“三公”经费支出表
        单位：万元
        | 合计 | 因公出国（境）费 | 公务接待费 |
        | 7.00 | 2.00 | 5.00 |
        ${notes}`)
    expect(facts).toEqual(['total 7.00', 'overseasTrips 2.00', 'officialReception 5.00'])
    expect(codes).toEqual([])
  })

  it('of units with one number say nothing of sums', () => {
    const { violated } = read(`
        专项资金预算汇总表
        单位：万元
        | 单位代码 | 单位（专项）名称 | 合计 |
        |  | 合计 | 50.00 |
        | 105 | 示例局 | 50.00 |
        | 105001 | 示例局本级 | 50.00 |
        | 105001 | 业务专项 | 30.00 |
        | 105001 | 信息化专项 | 20.00 |`)
    expect(violated).toEqual([])
  })
})

describe('lists of performance', () => {
  it('have their names in the upper of two rows of headers', () => {
    const { facts, codes } = read(`
        项目支出绩效目标表
        单位：万元
        | 单位代码 | 单位（专项）名称 | 资金总额 | 实施期绩效目标 | 绩效指标 | < | < |
        |  |  |  |  | 一级指标 | 三级指标 | 指标值 |
        | 105001 | 业务专项 | 30.00 | 完成目标 | 产出指标 | 服务人次 | ≥2000 |
        | 105001 | 信息化专项 | 20.00 | 完成目标 | 产出指标 | 系统数 | ≥1 |`)
    expect(facts).toEqual(['业务专项 currentYearBudget 30.00', '信息化专项 currentYearBudget 20.00'])
    expect(codes).toEqual([])
  })

  it('may be of departments', () => {
    const { facts } = read(`
        整体支出绩效目标表
        单位：万元
        | 单位名称 | 年度预算申请 | < | < | 整体绩效目标 | 绩效指标 | < | < |
        |  | 资金总额 | 基本支出 | 项目支出 |  | 一级指标 | 三级指标 | 指标值 |
        | 示例局本级 | 100.00 | 75.00 | 25.00 | 完成目标 | 产出指标 | 服务人次 | ≥2000 |`)
    expect(facts).toEqual(['total 100.00', 'basicTotal 75.00', 'projectTotal 25.00'])
  })

  it('report an amount that no header names', () => {
    const { facts, codes } = read(`
        项目支出绩效目标表
        单位：万元
        | 项目名称 | 一级指标 | 三级指标 | 指标值 |  |
        | 示例专项 | 产出指标 | 服务人次 | ≥2000 | 30.00 |`)
    expect(facts).toEqual([])
    expect(codes).toEqual(['amount-unplaced'])
  })
})
