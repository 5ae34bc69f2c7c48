import { describe, expect, it } from 'vitest'
import { extractTables } from '../src/extract/extract-tables.js'
import { documentOf } from './grid-text.js'

/** side? code label measure amount, a line a fact. */
function factsIn(...pages: string[]): string[] {
  return extractTables(documentOf(...pages)).value.tables.flatMap((table) =>
    table.rows.flatMap((row) =>
      row.amounts.map((amount) =>
        [table.id, row.side, row.code, row.label, amount.measure, amount.text]
          .filter((part) => part !== null && part !== '')
          .join(' '),
      ),
    ),
  )
}

function findingsIn(...pages: string[]): string[] {
  return extractTables(documentOf(...pages)).diagnostics.map((item) => item.code)
}

describe('a table by code and name', () => {
  it('reads codes split over 类 款 项 columns, and 元 with separators', () => {
    expect(
      factsIn(`
        2024年预算单位支出预算总表
        编制单位：示例中心        单位：元
        | 项目 | < | < | < | 支出预算 | < | < |
        | 功能分类科目编码 | < | < | 功能分类科目名称 | 合计 | 基本支出 | 项目支出 |
        | 类 | 款 | 项 | ^ | ^ | ^ | ^ |
        | 208 |  |  | 社会保障和就业支出 | 11,281,624 | 8,661,624 | 2,620,000 |
        | 208 | 05 |  | 行政事业单位养老支出 | 1,696,828 | 1,696,828 |  |
        | 208 | 05 | 02 | 事业单位离退休 | 538,440 | 538,440 |  |
        | 合计 | < | < | < | 12,121,164 | 9,501,164 | 2,620,000 |`),
    ).toEqual([
      'department-expenditure 208 社会保障和就业支出 total 11281624',
      'department-expenditure 208 社会保障和就业支出 basic 8661624',
      'department-expenditure 208 社会保障和就业支出 project 2620000',
      'department-expenditure 20805 行政事业单位养老支出 total 1696828',
      'department-expenditure 20805 行政事业单位养老支出 basic 1696828',
      'department-expenditure 2080502 事业单位离退休 total 538440',
      'department-expenditure 2080502 事业单位离退休 basic 538440',
      'department-expenditure 合计 total 12121164',
      'department-expenditure 合计 basic 9501164',
      'department-expenditure 合计 project 2620000',
    ])
  })

  it('tells last year from this year, and basic expenditure from its parts', () => {
    expect(
      factsIn(`
        2026年一般公共预算支出情况表
        单位名称：示例局   单位：万元
        | 功能分类科目 | < | 2025年预算数 | 2026年预算数 | < | < | < | < |
        | 科目编码 | 科目名称 | ^ | 总计 | 基本支出 | < | < | 项目支出 |
        | ^ | ^ | ^ | ^ | 小计 | 人员经费 | 公用经费 | ^ |
        |  | 合 计 | 10.00 | 20.00 | 15.00 | 9.00 | 6.00 | 5.00 |`),
    ).toEqual([
      'general-public-budget-expenditure 合计 prior.total 10.00',
      'general-public-budget-expenditure 合计 total 20.00',
      'general-public-budget-expenditure 合计 basic 15.00',
      'general-public-budget-expenditure 合计 personnel 9.00',
      'general-public-budget-expenditure 合计 operating 6.00',
      'general-public-budget-expenditure 合计 project 5.00',
    ])
  })

  it('splits a code glued to its name', () => {
    expect(
      factsIn(`
        预算03表 支出预算总表
        金额单位：万元
        | 科目 | 合计 | 基本支出 | 项目支出 |
        | 2010601-行政运行 | 12.345678 | 12.345678 |  |
        | [30201]办公费 | 1.5 |  | 1.5 |`),
    ).toEqual([
      'department-expenditure 2010601 行政运行 total 12.345678',
      'department-expenditure 2010601 行政运行 basic 12.345678',
      'department-expenditure 30201 办公费 total 1.5',
      'department-expenditure 30201 办公费 project 1.5',
    ])
  })

  it('joins the pages of a table, with and without a repeated header', () => {
    const header = `| 科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出 |`
    const facts = factsIn(
      `表三\n2026年部门支出总体情况表\n单位：万元\n${header}\n| 201 | 一般公共服务支出 | 3.00 | 1.00 | 2.00 |`,
      `${header}\n| 20103 | 政府办公厅（室）及相关机构事务 | 3.00 | 1.00 | 2.00 |`,
      `| 2010301 | 行政运行 | 3.00 | 1.00 | 2.00 |\n注：合计可能略有差异。`,
    )
    expect(facts).toHaveLength(9)
    expect(facts.at(-1)).toBe('department-expenditure 2010301 行政运行 project 2.00')
  })

  it('reads three panels of economic items side by side', () => {
    expect(
      factsIn(`
        一般公共预算财政拨款基本支出决算表
        单位：万元
        | 经济分类\\n科目编码 | 科目名称 | 决算数 | 经济分类\\n科目编码 | 科目名称 | 决算数 |
        | 301 | 工资福利支出 | 5.00 | 302 | 商品和服务支出 | 2.00 |
        | 30101 | 基本工资 | 5.00 | 30201 | 办公费 | 0.00 |
        | 人员经费合计 | < | 5.00 | 公用经费合计 | < | 2.00 |`),
    ).toEqual([
      'general-public-budget-basic-expenditure 301 工资福利支出 total 5.00',
      'general-public-budget-basic-expenditure 302 商品和服务支出 total 2.00',
      'general-public-budget-basic-expenditure 30101 基本工资 total 5.00',
      'general-public-budget-basic-expenditure 30201 办公费 total 0.00',
      'general-public-budget-basic-expenditure 人员经费合计 total 5.00',
      'general-public-budget-basic-expenditure 公用经费合计 total 2.00',
    ])
  })
})

describe('a table of two sides', () => {
  it('takes 收入 and 支出 by their headings, labels without enumerators', () => {
    expect(
      factsIn(`
        财政拨款收入支出决算总表
        单位：万元
        | 收入 | < | 支出 | < | < | < | < |
        | 项目 | 决算数 | 项目 | 合计 | 一般公共预算财政拨款 | 政府性基金预算财政拨款 | 国有资本经营预算财政拨款 |
        | 一、一般公共预算财政拨款 | 9.00 | 一、一般公共服务支出 | 4.00 | 4.00 |  |  |
        | 二、政府性基金预算财政拨款 |  | 二、外交支出 | 5.00 |  | 5.00 |  |
        | 总计 | 9.00 | 总计 | 9.00 | 4.00 | 5.00 |  |`),
    ).toEqual([
      'fiscal-appropriation-summary revenue 一般公共预算财政拨款 amount 9.00',
      'fiscal-appropriation-summary expenditure 一般公共服务支出 total 4.00',
      'fiscal-appropriation-summary expenditure 一般公共服务支出 generalPublicBudget 4.00',
      'fiscal-appropriation-summary expenditure 外交支出 total 5.00',
      'fiscal-appropriation-summary expenditure 外交支出 governmentFund 5.00',
      'fiscal-appropriation-summary revenue 总计 amount 9.00',
      'fiscal-appropriation-summary expenditure 总计 total 9.00',
      'fiscal-appropriation-summary expenditure 总计 generalPublicBudget 4.00',
      'fiscal-appropriation-summary expenditure 总计 governmentFund 5.00',
    ])
  })
})

describe('“三公”', () => {
  it('reads budget beside final figures in pairs', () => {
    const facts = factsIn(`
      财政拨款“三公”经费支出决算表
      单位：万元
      | 财政拨款“三公”经费 | < | < | < | < | < | < | < | < | < | < | < |
      | 合计 | < | 因公出国\\n（境）费 | < | 公务用车购置及运行维护费 | < | < | < | < | < | 公务接待费 | < |
      | ^ | ^ | ^ | ^ | 小计 | < | 公务用车\\n购置费 | < | 公务用车\\n运行维护费 | < | ^ | ^ |
      | 预算数 | 决算数 | 预算数 | 决算数 | 预算数 | 决算数 | 预算数 | 决算数 | 预算数 | 决算数 | 预算数 | 决算数 |
      | 2.85 | 0.39 | 0.00 | 0.00 | 1.00 | 0.20 | 0.40 | 0.10 | 0.60 | 0.10 | 1.85 | 0.19 |`)
    expect(facts.map((fact) => fact.replace('three-public-expenses ', ''))).toEqual([
      'budget.total 2.85',
      'final.total 0.39',
      'budget.overseasTrips 0.00',
      'final.overseasTrips 0.00',
      'budget.vehicles 1.00',
      'final.vehicles 0.20',
      'budget.vehiclePurchase 0.40',
      'final.vehiclePurchase 0.10',
      'budget.vehicleOperation 0.60',
      'final.vehicleOperation 0.10',
      'budget.officialReception 1.85',
      'final.officialReception 0.19',
    ])
  })

  it('reads a form that names a measure in each row', () => {
    expect(
      factsIn(`
        2026年度一般公共预算“三公”经费支出预算表
        单位：万元
        | 项目 | 预算数 |
        | 合计 | 27.31 |
        | 1、因公出国（境）费用 | 0.00 |
        | 2、公务接待费 | 2.00 |
        | 3、公务用车购置及运行费 | 25.31 |
        | 其中：（1）公务用车购置费 | 0.00 |
        | （2）公务用车运行费 | 25.31 |`),
    ).toEqual([
      'three-public-expenses total 27.31',
      'three-public-expenses overseasTrips 0.00',
      'three-public-expenses officialReception 2.00',
      'three-public-expenses vehicles 25.31',
      'three-public-expenses vehiclePurchase 0.00',
      'three-public-expenses vehicleOperation 25.31',
    ])
  })
})

describe('what is not a table of a known kind', () => {
  it('keeps an unknown table whole, with a finding', () => {
    const page = `部门示例情况统计表\n| 项目 | 数量 | 金额 |\n| 甲 | 1 | 2.50 |`
    const { value, diagnostics } = extractTables(documentOf(page))
    expect(value.tables.map((table) => table.id)).toEqual(['other'])
    expect(value.tables[0]?.cells).toHaveLength(6)
    expect(factsIn(page)).toEqual(['other 甲 other:金额 2.50'])
    expect(diagnostics.map((item) => item.code)).toEqual(['table-unrecognised'])
  })

  it('gives an amount under its own header where no measure is meant', () => {
    const facts = factsIn(`
      部门支出总表
      单位：万元
      | 科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出 | 比上年增减 |
      | 201 | 一般公共服务支出 | 3.00 | 1.00 | 2.00 | 4.50 |`)
    expect(facts.at(-1)).toBe('department-expenditure 201 一般公共服务支出 other:比上年增减 4.50')
  })

  it('reports amounts that share a cell', () => {
    const codes = findingsIn(`
      部门支出总表
      单位：万元
      | 科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出 |
      | 201 | 一般公共服务支出 | 3.00 1.00 |  | 2.00 |`)
    expect(codes).toEqual(['amount-unplaced', 'amount-unplaced'])
  })

  it('fills in 类 and 款 from the row above where each level prints its own digits only', () => {
    const facts = factsIn(`
      支出总体情况表
      单位：万元
      | 科目编码 | < | < | 科目名称 | 合计 | 基本支出 | 项目支出 |
      | 类 | 款 | 项 | ^ | ^ | ^ | ^ |
      | 201 |  |  | 一般公共服务支出 | 3.00 | 1.00 | 2.00 |
      |  | 08 |  | 审计事务 | 3.00 | 1.00 | 2.00 |
      |  |  | 01 | 行政运行 | 1.00 | 1.00 |  |
      |  |  | 04 | 审计业务 | 2.00 |  | 2.00 |`)
    expect(facts.map((fact) => fact.split(' ')[1])).toEqual([
      '201',
      '201',
      '201',
      '20108',
      '20108',
      '20108',
      '2010801',
      '2010801',
      '2010804',
      '2010804',
    ])
  })

  it('takes no list of tables for a table', () => {
    expect(
      extractTables(documentOf('目录\n一、部门收支总表\n二、部门收入总表\n三、部门支出总表')).value.tables,
    ).toEqual([])
  })
})
