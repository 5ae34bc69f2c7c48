import { describe, expect, it } from 'vitest'
import { equationsOf } from '../src/checks/equations.js'
import { evaluate } from '../src/checks/evaluate.js'
import { extractTables } from '../src/extract/extract-tables.js'
import type { SourceDocument } from '../src/grid/document.js'
import { documentOf } from './grid-text.js'

function read(...pages: string[]) {
  return readDocument(documentOf(...pages))
}

/** A sheet of a workbook, which has no pages. */
function readSheet(text: string) {
  const { sheets, ...document } = documentOf(text)
  return readDocument({ ...document, sheets: sheets.map((sheet) => ({ ...sheet, name: 'Sheet1', page: null })) })
}

function readDocument(document: SourceDocument) {
  const { value, diagnostics } = extractTables(document)
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
    titles: tables.map(({ title }) => title),
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

  it('are no codes where they have six digits, as the numbers of units', () => {
    const { facts } = read(`
        一般公共预算支出明细表
        单位：万元
        | 科目编码 | 科目名称 | 合计 | 基本支出 |
        | 125001 | 示例局本级 | 7.00 | 7.00 |
        | 201 | 一般公共服务支出 | 7.00 | 7.00 |`)
    expect(facts.map((fact) => fact.split(' ').slice(0, 2).join(' '))).toEqual([
      '示例局本级 total',
      '示例局本级 basic',
      '201 一般公共服务支出',
      '201 一般公共服务支出',
    ])
  })

  it('stand alone beside 类, 款 and 项, and the department by the numbers of its units', () => {
    const { facts, codes } = read(`
        部门支出总表
        单位：万元
        | 科目编码 | < | < | 科目代码 | 科目名称 | 合计 |
        | 类 | 款 | 项 | ^ | ^ | ^ |
        |  |  |  | 037 | 示例局 | 9.00 |
        |  |  |  | 037001 | 示例局本级 | 7.00 |
        | 207 | 01 | 01 | 2070101 | 行政运行 | 7.00 |
        |  |  |  | 037002 | 示例中心 | 2.00 |
        | 207 | 01 | 04 | 2070104 | 图书馆 | 2.00 |`)
    expect(facts).toEqual([
      '示例局 total 9.00',
      '示例局本级 total 7.00',
      '2070101 行政运行 total 7.00',
      '示例中心 total 2.00',
      '2070104 图书馆 total 2.00',
    ])
    expect(codes).toEqual([])
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

  it('name their projects beside a column of codes, after the unit', () => {
    const { facts, codes } = read(`
        部门预算项目绩效目标表
        单位：元
        | 项目编码 | 单位（项目名称） | 项目金额 | < | 绩效目标 | < | < |
        | ^ | ^ | 资金总额 | 单位资金 | 一级指标 | 三级指标 | 指标值 |
        | 11010025000000079119 | 综合管理经费 | 538,427 | 38,427 | 产出指标 | 检查次数 | ≥7次 |
        | 11010025000000099660 | 运行维护经费 | 200,000 |  | 产出指标 | 维护次数 | ≥2次 |`)
    expect(facts).toEqual([
      '11010025000000079119 综合管理经费 currentYearBudget 538427',
      '11010025000000079119 综合管理经费 other:项目金额/单位资金 38427',
      '11010025000000099660 运行维护经费 currentYearBudget 200000',
    ])
    expect(codes).toEqual([])
  })

  it('print their sources below a label with an amount of its own', () => {
    const { facts, codes } = read(`
        项目支出绩效目标申报表
        单位：万元
        | 项目名称 | 示例经费 | 项目编码 | 42010023T00000001210 |
        | 项目总预算 | 90.00 | 项目当年预算 | 30.00 |
        | 项目资金来源 | 来源项目 | 金额 | < |
        | ^ | 合计 | 30.00 | < |
        | ^ | 1.一般公共预算财政拨款收入 | 20.00 | < |
        | ^ | 2.单位资金 | 10.00 | < |`)
    expect(facts.map((fact) => fact.replace('42010023T00000001210 示例经费 ', ''))).toEqual([
      'other:项目总预算 90.00',
      'currentYearBudget 30.00',
      'other:合计 30.00',
      'other:一般公共预算财政拨款收入 20.00',
      'other:单位资金 10.00',
    ])
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

  it('have whole amounts where the label names money, and no row of column numbers', () => {
    const { facts } = read(`
        部门整体支出绩效目标表
        单位：万元
        | 资金总额 | 53 |
        | 财政拨款 | 50 |
        | 其他资金 | 3 |
        | 在职人员总数 | 33 |`)
    expect(facts).toEqual(['total 53', 'other:财政拨款 50', 'other:其他资金 3'])
    const { facts: numbers } = read(`
        项目支出绩效目标表
        单位：万元
        | 项目名称 | 项目年度绩效目标 | 一级指标 | 三级指标 | 指标值 | 指标属性 |
        | 1 | 2 | 3 | 4 | 5 | 6 |
        | 示例专项 | 完成目标 | 产出指标 | 服务人次 | ≥2000 | 定量指标 |`)
    expect(numbers).toEqual([])
  })
})

describe('headers of the west', () => {
  it('name labels by 支出功能分科目, or by 支出项目', () => {
    const { facts, violated } = read(`
        2024年部门综合预算收支总表
        单位：万元
        | 收入 | < | 支出 | < | < | < |
        | 收入项目 | 预算数 | 支出功能分科目（按大类） | 预算数 | 支出项目 | 预算数 |
        | 一、部门预算 | 30.00 | 一、部门预算 | 30.00 | 一、部门预算 | 30.00 |
        | 1、财政拨款 | 30.00 | 1、一般公共服务支出 | 30.00 | 1、人员经费和公用经费支出 | 30.00 |`)
    expect(facts.slice(3)).toEqual([
      '财政拨款 amount 30.00',
      '一般公共服务支出 amount 30.00',
      '人员经费和公用经费支出 amount 30.00',
    ])
    expect(violated).toEqual([])
  })

  it('divide 全年数, and not the source that it is of', () => {
    const { violated } = read(`
        部门基本支出预算表
        单位：万元
        | 项目名称 | 资金来源 | < | < | < | < |
        | ^ | 总计 | 一般公共预算 | < | < | 单位资金 |
        | ^ | ^ | 全年数 | 已提前安排 | 本次下达 | ^ |
        | 人员支出 | 350.00 | 300.00 | 20.00 | 280.00 | 50.00 |`)
    expect(violated).toEqual([])
  })

  it('tell last year’s balance of the department from that of its unit, and 财政拨款（补助）', () => {
    const { facts } = read(`
        部门收入总体情况表
        单位：万元
        | 科目编码 | 科目名称 | 总计 | 财政拨款（补助） | 单位上年结余（不包括国库集中支付额度结余） | 上年结转 |
        | 201 | 一般公共服务支出 | 27.00 | 20.00 | 2.00 | 5.00 |`)
    expect(facts.map((fact) => fact.split(' ')[2])).toEqual([
      'total',
      'fiscalAppropriation',
      'other:单位上年结余(不包括国库集中支付额度结余)',
      'carriedForward',
    ])
  })

  it('name no subsidy where money comes in from subordinates', () => {
    const { facts } = read(`
        部门综合预算支出总表
        单位：万元
        | 单位名称 | 合计 | 基本支出 | 附属单位上缴收入 |
        | 示例局 | 30.00 | 25.00 | 5.00 |`)
    expect(facts.at(-1)).toBe('示例局 other:附属单位上缴收入 5.00')
  })

  it('keep revenue apart in a table of expenditure', () => {
    const { facts } = read(`
        政府性基金收支表
        单位：万元
        | 收入 | < | 支出 | < |
        | 项目 | 预算数 | 支出功能分类科目 | 预算数 |
        | 一、政府性基金拨款 | 30.00 | 一、科学技术支出 | 30.00 |`)
    expect(facts).toEqual(['政府性基金拨款 other:预算数 30.00', '科学技术支出 total 30.00'])
  })

  it('count pages in a list of tables', () => {
    const { facts } = read(`
        | 序号 | 表名 | 页码 |
        | 1 | 部门收支总体情况 | 3 |`)
    expect(facts).toEqual([])
  })

  it('print the kind of what is bought as code and name', () => {
    const { facts } = read(`
        政府采购预算表
        单位：万元
        | 采购品目编码 | 采购品目名称 | 合计 |
        | A | 货物类 | 12.00 |`)
    expect(facts).toEqual(['A 货物类 total 12.00'])
  })
})

it('a title below 部门公开表8 begins a table, though it does not end in 表', () => {
  const { ids, titles, facts } = readSheet(`
        | 部门公开表7 | < | < | < | < |
        | 一般公共预算“三公”经费支出情况表 | < | < | < | < |
        | 部门名称：示例局 | < | < | 单位：万元 | < |
        | 单位名称 | 三公经费合计 | 因公出国（境）费用 | 公务接待费 | 公务用车购置及运行费 |
        | 示例局 | 11.00 |  | 1.50 | 9.50 |
        | 部门公开表8 | < | < | < | < |
        | 一般公共预算机关运行经费 | < | < | < | < |
        | 部门名称：示例局 | < | < | 单位：万元 | < |
        | 科目编码 | 科目名称 | 机关运行经费 | 备注 |  |
        | 30201 | 办公费 | 15.00 |  |  |`)
  expect(ids).toEqual(['three-public-expenses', 'other'])
  expect(titles.at(-1)).toBe('一般公共预算机关运行经费')
  expect(facts.at(-1)).toBe('30201 办公费 other:机关运行经费 15.00')
})

it('a title without 表 above the unit of its table begins a table below the rows of another', () => {
  const { ids, titles, facts } = readSheet(`
        | 一般公共预算“三公”经费支出情况表 | < | < | < |
        | 部门名称：示例局 |  |  | 单位：万元 |
        | 单位名称 | 三公经费合计 | 公务接待费 | 公务用车购置及运行费 |
        | 示例局 | 11.00 | 1.50 | 9.50 |
        |  |  |  |  |
        | 部门政府采购预算 | < | < | < |
        | 920示例局 |  | 预算年度：2024 | 单位：万元 |
        | 项目名称 | 采购物品名称 | 数量 | 总计 |
        | 示例运转经费 | 台式计算机 | 10 | 5.00 |`)
  expect(ids).toEqual(['three-public-expenses', 'government-procurement'])
  expect(titles.at(-1)).toBe('部门政府采购预算')
  expect(facts.at(-1)).toContain('total 5.00')
})

describe('one header cell over several columns', () => {
  it('that names all of them gives none its measure', () => {
    const { facts } = read(`
        一般公共预算支出表
        单位：万元
        | 科目编码 | 科目名称 | 合计 | 基本支出\\n小计 人员经费 公用经费 | < | < |
        | 201 | 一般公共服务支出 | 30.00 | 30.00 | 20.00 | 10.00 |`)
    expect(facts).toEqual([
      '201 一般公共服务支出 total 30.00',
      '201 一般公共服务支出 other:基本支出小计人员经费公用经费 30.00',
      '201 一般公共服务支出 other:基本支出小计人员经费公用经费#5 20.00',
      '201 一般公共服务支出 other:基本支出小计人员经费公用经费#6 10.00',
    ])
  })
})

describe('sources of revenue', () => {
  it('不含 in brackets after a source says what it is not', () => {
    const { facts } = read(`
        部门收入总表
        单位：万元
        | 单位名称 | 合计 | 一般公共预算 | 财政专户管理资金 | 事业收入（不含专户资金） |
        | 示例市教育局 | 60.00 | 30.00 | 20.00 | 10.00 |`)
    expect(facts).toContain('示例市教育局 specialAccount 20.00')
    expect(facts).toContain('示例市教育局 institutional 10.00')
  })

  it('go on in a list that 其中 begins, though it is indented and 其中 is not', () => {
    const { violated } = read(`
        部门收支总表
        单位：万元
        | 收入 | < | 支出 | < |
        | 项目 | 预算金额 | 项目 | 预算金额 |
        | 一般公共预算拨款收入 | 80.00 | 一般公共服务支出 | 100.00 |
        | 单位资金收入 | 20.00 |  |  |
        | 其中：事业收入 | 12.00 |  |  |
        |       其他收入 | 8.00 |  |  |
        | 本年收入合计 | 100.00 | 本年支出合计 | 100.00 |`)
    expect(violated).toEqual([])
  })
})

it('当年收入小计 and 当年支出小计 are sums of what stands above them', () => {
  const { violated } = read(`
        部门收支预算总表
        单位：万元
        | 收入 | < | 支出 | < | < | < |
        | 项目 | 预算数 | 功能分类 | < | 支出用途 | < |
        | ^ | ^ | 项目 | 预算数 | 项目 | 预算数 |
        | 一、一般公共预算资金 | 90 | 一、教育支出 | 70 | 一、基本支出 | 60 |
        | 二、政府性基金 |  | 二、其他支出 | 30 | 二、项目支出 | 40 |
        | 当年收入小计 | 90 | 当年支出小计 | 100 |  |  |
        | 上年结转资金 | 10 | 结转下年资金 |  |  |  |
        | 收入合计 | 100 | 支出合计 | 100 | 支出合计 | 100 |`)
  expect(violated).toEqual([])
})

it('what is left for the next year is revenue of this one, and no expenditure', () => {
  const accounts = (left: string) => [
    `
        部门收支总表
        单位：万元
        | 收入 | < | 支出 | < |
        | 项目 | 预算数 | 项目 | 预算数 |
        | 一、一般公共预算拨款收入 | 1000.00 | 一、一般公共服务支出 | 1100.00 |
        | 本年收入合计 | 1000.00 | 本年支出合计 | 1100.00 |
        | 上年结转 | 150.00 | 结转下年 | ${left} |
        | 收入总计 | 1150.00 | 支出总计 | 1150.00 |`,
    `
        部门收入总表
        单位：万元
        | 科目编码 | 科目名称 | 合计 | 上年结转 | 一般公共预算拨款收入 |
        | 201 | 一般公共服务支出 | 1150.00 | 150.00 | 1000.00 |
        |  | 合计 | 1150.00 | 150.00 | 1000.00 |`,
    `
        部门支出总表
        单位：万元
        | 科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出 |
        | 201 | 一般公共服务支出 | 1100.00 | 600.00 | 500.00 |
        |  | 合计 | 1100.00 | 600.00 | 500.00 |`,
  ]
  expect(read(...accounts('50.00')).violated).toEqual([])
  expect(read(...accounts('0.00')).violated).toContain('revenue-expenditure')
})

describe('“三公”', () => {
  it('has its items where a panel beside it counts groups and persons', () => {
    const { facts } = read(`
        2023年财政拨款“三公”经费支出决算表
        单位：万元
        | 项目 | 预算数 | 决算数 | 相关统计数 | < |
        | ^ | ^ | ^ | 项目 | 统计数 |
        | “三公”经费支出合计 | 15 | 12 | 因公出国（境）团组数（个） | 2 |
        | 1.因公出国（境）费 | 7 | 5 | 因公出国（境）人次数（人） | 6 |
        | 2.公务用车购置及运行维护费 | 5 | 4 | 公务用车购置数（辆） | 1 |
        | 3.公务接待费 | 3 | 3 | 国内公务接待人次（人） | 456 |`)
    expect(facts).toContain('budget.overseasTrips 7')
    expect(facts).toContain('final.officialReception 3')
    expect(facts).toHaveLength(8)
  })

  it('names vehicles by running them first, too', () => {
    const { facts } = read(`
        2023年一般公共预算“三公”经费支出表
        单位：万元
        | 单位名称 | 合计 | 公务接待费 | 公务用车运行维护费及购置 | < | < |
        | ^ | ^ | ^ | 小计 | 公务用车运行维护费 | 公务用车购置费 |
        | 示例厅 | 60.00 | 22.00 | 38.00 | 24.00 | 14.00 |`)
    expect(facts).toContain('示例厅 vehicles 38.00')
    expect(facts).toContain('示例厅 vehiclePurchase 14.00')
  })
})

it('the economic code of what is bought is no amount', () => {
  const { facts } = read(`
        2025年政府采购支出表
        单位：万元
        | 采购品目大类 | 专项名称 | 经济科目 | 采购物品名称 | 资金来源 | < |
        | ^ | ^ | ^ | ^ | 总计 | 一般公共预算资金 |
        | 合计 |  |  |  | 32.00 | 32.00 |
        | 货物 |  |  |  | 32.00 | 32.00 |
        | 示例厅本级 | 综合运行专项 | 30299 | 便携式计算机 | 32.00 | 32.00 |`)
  expect(facts).toHaveLength(6)
  expect(facts).toContain('货物 total 32.00')
})

it('人员经费和公用经费支出 is neither of the two', () => {
  const { facts } = read(`
        部门综合预算支出总表
        单位：万元
        | 单位名称 | 合计 | 人员经费和公用经费支出 | 专项业务经费支出 |
        | 示例局 | 30.00 | 20.00 | 10.00 |`)
  expect(facts).toContain('示例局 other:人员经费和公用经费支出 20.00')
})

describe('a page that goes on in the columns of the page before', () => {
  const first = `
        一般公共预算基本支出表--人员经费（按部门预算经济分类）
        单位：万元
        | 科目编码 | 科目名称 | 总计 | 离休费 | 生活补助 |
        | 2080501 | 行政单位离退休 | 30.00 | 27.00 | 3.00 |`
  const next = `| 科目编码 | 科目名称 | 总计 | 办公经费 | 会议费 |
        | 2010301 | 行政运行 | 9.00 | 8.00 | 1.00 |`

  it('begins a table where its title names another part', () => {
    const { titles, facts } = read(first, `一般公共预算基本支出表--公用经费（按政府预算经济分类）\n单位：万元\n${next}`)
    expect(titles).toEqual([
      '一般公共预算基本支出表--人员经费（按部门预算经济分类）',
      '一般公共预算基本支出表--公用经费（按政府预算经济分类）',
    ])
    expect(facts).toContain('2010301 行政运行 other:办公经费 8.00')
  })

  it('begins one by its header alone', () => {
    const { titles, facts } = read(first, `公用经费\n${next}`)
    expect(titles).toHaveLength(2)
    expect(facts).toContain('2010301 行政运行 other:办公经费 8.00')
    expect(facts.some((fact) => fact.startsWith('2010301') && fact.includes('离休费'))).toBe(false)
  })
})

it('a column too narrow for its figures is no blank', () => {
  const { facts, codes, violated } = read(`
        收入总表
        单位：元
        | 单位名称 | 合计 | 一般公共预算 | 政府性基金预算 |
        | 合计 | #### | 900.00 | 100.00 |
        | 示例局 | 700.00 | 600.00 | 100.00 |
        | 示例中心 | 300.00 | 300.00 |  |`)
  expect(facts).toHaveLength(7)
  expect(codes).toEqual(['number-unreadable'])
  expect(violated).toEqual([])
})

it('项目支出表 is a title, short as it is', () => {
  const { titles } = readSheet(`
        | 项目支出表 | < | < |
        | 部门：示例局 |  | 单位：万元 |
        | 项目名称 | 项目单位 | 合计 |
        | 合计 |  | 40.00 |
        | 甲项目 | 示例中心 | 40.00 |`)
  expect(titles).toEqual(['项目支出表'])
})

it('a form for each of several departments has their names for labels', () => {
  const head = `
        整体支出绩效目标表
        单位：万元
        | 单位代码 | 单位名称 | 年度预算申请 | < | < | 整体绩效目标 | 部门整体支出年度绩效目标 | < | < | < |
        | ^ | ^ | 资金总额 | 按支出性质分 | < | ^ | 一级指标 | 二级指标 | 三级指标 | 指标值 |
        | ^ | ^ | ^ | 基本支出 | 项目支出 | ^ | ^ | ^ | ^ | ^ |`
  const one = `| 037001 | 示例局本级 | 9.00 | 6.00 | 3.00 | 保障运转 | 产出指标 | 数量指标 | 活动场次 | 12 |
        | ^ | ^ | ^ | ^ | ^ | ^ | 效益指标 | 社会效益 | 覆盖人次 | 15 |`
  const other = `| 037002 | 示例中心 | 5.00 | 4.00 | 1.00 | 保障服务 | 产出指标 | 数量指标 | 活动场次 | 10 |
        | ^ | ^ | ^ | ^ | ^ | ^ | 效益指标 | 社会效益 | 覆盖人次 | 15 |`
  expect(read(`${head}\n${one}\n${other}`).facts).toEqual([
    '示例局本级 total 9.00',
    '示例局本级 basicTotal 6.00',
    '示例局本级 projectTotal 3.00',
    '示例中心 total 5.00',
    '示例中心 basicTotal 4.00',
    '示例中心 projectTotal 1.00',
  ])
  expect(read(`${head}\n${one}`).facts[0]).toBe('total 9.00')
})
