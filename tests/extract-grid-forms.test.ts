import { describe, expect, it } from 'vitest'
import { equationsOf } from '../src/checks/equations.js'
import { evaluate } from '../src/checks/evaluate.js'
import { extractTables } from '../src/extract/extract-tables.js'
import { documentOf } from './grid-text.js'

function tablesIn(...pages: string[]) {
  return extractTables(documentOf(...pages)).value.tables
}

/** code label measure amount, a line a fact. */
function factsIn(...pages: string[]): string[] {
  return tablesIn(...pages).flatMap((table) =>
    table.rows.flatMap((row) =>
      row.amounts.map(({ measure, text }) =>
        [row.code, row.label, measure, text].filter((part) => part !== '').join(' '),
      ),
    ),
  )
}

/** Outcomes of the identities of some ids: `id outcome`, each once. */
function outcomesIn(ids: readonly string[], ...pages: string[]): string[] {
  const tables = tablesIn(...pages)
  const outcomes = equationsOf(tables, 'budget')
    .filter(({ identity }) => ids.includes(identity.id))
    .map((equation) => `${equation.identity.id} ${evaluate(equation, tables).outcome}`)
  return [...new Set(outcomes)].sort()
}

describe('“三公”', () => {
  it('takes a row of last year for last year, and one of changes for neither', () => {
    expect(
      factsIn(`
        2026年财政拨款“三公”经费支出表
        部门名称：示例局   单位：万元
        | 预算单位 | 年度 | 总计 | < | 公务接待费 | < |
        | ^ | ^ | 一般公共预算 | 政府性基金预算 | 一般公共预算 | 政府性基金预算 |
        | 示例局 | 2025年 | 9.00 | 0.00 | 9.00 | 0.00 |
        |  | 2026年 | 7.00 | 0.00 | 7.00 | 0.00 |
        |  | 增减变化金额 | -2.00 | 0.00 | -2.00 | 0.00 |`),
    ).toEqual([
      '示例局 prior.total 9.00',
      '示例局 other:上年/总计/政府性基金预算 0.00',
      '示例局 prior.officialReception 9.00',
      '示例局 other:上年/公务接待费/政府性基金预算 0.00',
      '示例局 total 7.00',
      '示例局 other:总计/政府性基金预算 0.00',
      '示例局 officialReception 7.00',
      '示例局 other:公务接待费/政府性基金预算 0.00',
      '示例局 other:增减/总计/一般公共预算 -2.00',
      '示例局 other:增减/总计/政府性基金预算 0.00',
      '示例局 other:增减/公务接待费/一般公共预算 -2.00',
      '示例局 other:增减/公务接待费/政府性基金预算 0.00',
    ])
  })

  it('takes the last year of its headers for this one, where nothing else says which it is', () => {
    expect(
      factsIn(`
        一般公共预算“三公”经费支出表
        单位：万元
        | 2023年预算数 | < | < | 2024年预算数 | < | < |
        | 合计 | 因公出国（境）费 | 公务接待费 | 合计 | 因公出国（境）费 | 公务接待费 |
        | 4.00 | 1.00 | 3.00 | 7.00 | 2.00 | 5.00 |`),
    ).toEqual([
      'prior.total 4.00',
      'prior.overseasTrips 1.00',
      'prior.officialReception 3.00',
      'total 7.00',
      'overseasTrips 2.00',
      'officialReception 5.00',
    ])
  })

  it('tells the halves of the budget and of what was spent, each under a header of its own', () => {
    expect(
      factsIn(`
        财政拨款“三公”经费支出决算表
        单位：万元
        | 预算数 | < | < | 决算数 | < | < |
        | 合计 | 因公出国（境）费 | 公务接待费 | 合计 | 因公出国（境）费 | 公务接待费 |
        | 1 | 2 | 3 | 4 | 5 | 6 |
        | 4.00 | 1.00 | 3.00 | 3.00 | 1.00 | 2.00 |`),
    ).toEqual([
      'budget.total 4.00',
      'budget.overseasTrips 1.00',
      'budget.officialReception 3.00',
      'final.total 3.00',
      'final.overseasTrips 1.00',
      'final.officialReception 2.00',
    ])
  })

  it('takes what was spent the year before for neither half', () => {
    expect(
      factsIn(`
        2023年财政拨款“三公”经费支出决算表
        单位：万元
        | 项目 | 2022年决算数 | 2023年预算数 | 2023年决算数 |
        | 合计 | 8.00 | 10.00 | 9.00 |
        | 公务接待费 | 2.00 | 3.00 | 4.00 |`),
    ).toEqual([
      'other:2022年决算数/合计 8.00',
      'budget.total 10.00',
      'final.total 9.00',
      'other:2022年决算数/公务接待费 2.00',
      'budget.officialReception 3.00',
      'final.officialReception 4.00',
    ])
  })

  it('is not the total that counts meetings and training too', () => {
    const table = `
        “三公”经费及会议费、培训费支出预算表
        单位：万元
        | 单位编码 | 单位名称 | 合计 | “三公”经费预算 | < | < | 会议费 | 培训费 |
        | ^ | ^ | ^ | 小计 | 因公出国（境）费 | 公务接待费 | ^ | ^ |
        |  | 合计 | 12.00 | 5.00 | 2.00 | 3.00 | 3.00 | 4.00 |
        | 114 | 示例局 | 12.00 | 5.00 | 2.00 | 3.00 | 3.00 | 4.00 |
        | 114001 | 示例局本级 | 10.00 | 4.00 | 1.00 | 3.00 | 3.00 | 3.00 |
        | 114002 | 示例中心 | 2.00 | 1.00 | 1.00 |  |  | 1.00 |`
    expect(factsIn(table).slice(0, 2)).toEqual(['合计 other:合计 12.00', '合计 total 5.00'])
    expect(outcomesIn(['header-sums', 'units'], table)).toEqual(['header-sums holds', 'units holds'])
    expect(outcomesIn(['units'], table.replace('示例中心 | 2.00', '示例中心 | 3.00'))).toContain('units violated')
  })

  it('adds what a blank 小计 consists of, printed downwards too', () => {
    const table = `
        “三公”经费支出预算表
        单位：万元
        | 项目 | 预算数 |
        | 合计 | 9.00 |
        | 1、因公出国（境）费用 | 2.00 |
        | 2、公务接待费 | 3.00 |
        | 3、公务用车购置及运行费 |  |
        | 其中：（1）公务用车购置费 | 0.00 |
        | （2）公务用车运行费 | 4.00 |`
    expect(outcomesIn(['row-three-public'], table)).toEqual(['row-three-public holds'])
    expect(outcomesIn(['row-three-public'], table.replace('3.00', '3.50'))).toEqual(['row-three-public violated'])
  })
})

describe('codes and names', () => {
  it('takes the name that stands with the first of two codes, whatever names a project before them', () => {
    expect(
      factsIn(`
        项目支出预算表
        单位：元
        | 项目分类 | 项目名称 | 功能科目编码 | 功能科目名称 | 经济科目编码 | 经济科目名称 | 合计 |
        | 专项业务类 | 示例工作经费 | 2010302 | 一般行政管理事务 | 30201 | 办公费 | 300.00 |`),
    ).toEqual(['2010302 一般行政管理事务 other:合计 300.00'])
  })

  it('takes the words before the amounts for names, whatever heads them', () => {
    const table = (header: string) => `
        部门支出总表
        单位：元
        | 科目编码 | < | < | 单位代码 | ${header} | 合计 | 基本支出 |
        | 类 | 款 | 项 | ^ | ^ | ^ | ^ |
        | 201 | 03 | 01 | 101001 | 行政运行 | 7.00 | 7.00 |`
    const facts = ['2010301 行政运行 total 7.00', '2010301 行政运行 basic 7.00']
    expect(factsIn(table('单位名称（科目）'))).toEqual(facts)
    expect(factsIn(table('支出内容'))).toEqual(facts)
  })

  it('reads the first of two classifications side by side', () => {
    expect(
      factsIn(`
        一般公共预算基本支出情况表
        单位：万元
        | 科目编码 | < | 部门预算支出经济分类科目 | 科目编码 | < | 政府预算支出经济分类科目 | 合计 |
        | 类 | 款 | ^ | 类 | 款 | ^ | ^ |
        | 302 |  | 商品和服务支出 | 505 |  | 对事业单位经常性补助 | 4.50 |
        | 302 | 11 | 差旅费 | 505 | 02 | 商品和服务支出 | 4.50 |`),
    ).toEqual(['302 商品和服务支出 total 4.50', '30211 差旅费 total 4.50'])
  })

  it('takes neither the unit nor the category beside a name for a part of it', () => {
    expect(
      factsIn(`
        项目支出预算情况表
        单位：万元
        | 单位名称 | 项目名称 | 项目类别 | 合计 |
        | 示例局（本级） | 档案管理 | 其他运转类 | 31.00 |
        | 示例局（本级） |  |  | 31.00 |`),
    ).toEqual(['档案管理 other:合计 31.00', '示例局（本级） other:合计 31.00'])
  })

  it('names the rows of purchases, and takes no quantity for an amount', () => {
    const { value, diagnostics } = extractTables(
      documentOf(`
        政府采购预算明细表
        单位：元
        | 采购品目大类 | 采购内容 | 数量 | 实施采购时间 | 预算金额 |
        | 货物 |  | 1,200 | 6 | 300.00 |
        | 服务 |  | 3,000 | 7 | 500.00 |
        | 合计 |  | 4,200 |  | 800.00 |`),
    )
    expect(value.tables[0]?.rows.map((row) => [row.label, row.amounts.map(({ text }) => text)])).toEqual([
      ['货物', ['300.00']],
      ['服务', ['500.00']],
      ['合计', ['800.00']],
    ])
    expect(diagnostics).toEqual([])
  })

  it('takes 教育收费 below 财政专户 for a part of it', () => {
    expect(
      factsIn(`
        收入总体情况表
        单位：万元
        | 单位名称 | 合计 | 财政专户拨款收入 | < |
        | ^ | ^ | 教育收费 | 其他专户收入 |
        | 合计 | 3.00 | 1.00 | 2.00 |`),
    ).toEqual([
      '合计 total 3.00',
      '合计 other:财政专户拨款收入/教育收费 1.00',
      '合计 other:财政专户拨款收入/其他专户收入 2.00',
    ])
  })
})

describe('收支总表', () => {
  it('has the sum of the funds as its total, and takes none of them for it', () => {
    expect(
      factsIn(`
        部门收支总体情况表
        单位：万元
        | 收入 | < | 支出 | < | < | < |
        | 项目 | 金额 | 项目 | 合计 | 一般公共预算 | 政府性基金预算 |
        | 一、一般公共预算 | 9.00 | 一、基本支出 | 9.00 | 7.00 | 2.00 |`),
    ).toEqual([
      '一般公共预算 amount 9.00',
      '基本支出 total 9.00',
      '基本支出 other:支出/一般公共预算 7.00',
      '基本支出 other:支出/政府性基金预算 2.00',
    ])
  })
})

describe('基本支出 under 人员经费 and 公用经费', () => {
  const table = `
        一般公共预算财政拨款基本支出决算明细表
        财决公开06表
        部门：示例局 金额单位：万元
        | 人员经费 | < | < | 公用经费 | < | < | < | < | < |
        | 科目编码 | 科目名称 | 决算数 | 科目编码 | 科目名称 | 决算数 | 科目编码 | 科目名称 | 决算数 |
        | 301 | 工资福利支出 | 6.00 | 302 | 商品和服务支出 | 2.00 | 310 | 资本性支出 | 1.00 |
        | 30101 | 基本工资 | 6.00 | 30201 | 办公费 | 2.00 | 31002 | 办公设备购置 | 1.00 |
        | 人员经费合计 | < | 6.00 | 公用经费合计 | < | < | < | < | 3.00 |`

  it('is a table of one measure in panels, and 公用经费合计 the row of the panel that has its amount', () => {
    expect(factsIn(table)).toEqual([
      '301 工资福利支出 total 6.00',
      '302 商品和服务支出 total 2.00',
      '310 资本性支出 total 1.00',
      '30101 基本工资 total 6.00',
      '30201 办公费 total 2.00',
      '31002 办公设备购置 total 1.00',
      '人员经费合计 total 6.00',
      '公用经费合计 total 3.00',
    ])
    expect(outcomesIn(['economic-totals'], table)).toEqual(['economic-totals holds'])
  })
})

describe('部门支出总表', () => {
  it('has no 基本支出 in what one source pays', () => {
    expect(
      factsIn(`
        预算01-3表
        部门支出预算表
        单位名称：示例厅 单位：元
        | 科目编码 | 科目名称 | 合计 | 一般公共预算 | < | < | 单位资金 |
        | ^ | ^ | ^ | 小计 | 基本支出 | 项目支出 | ^ |
        | 201 | 一般公共服务支出 | 9.00 | 8.00 | 6.00 | 2.00 | 1.00 |`),
    ).toEqual([
      '201 一般公共服务支出 total 9.00',
      '201 一般公共服务支出 other:一般公共预算/小计 8.00',
      '201 一般公共服务支出 other:一般公共预算/基本支出 6.00',
      '201 一般公共服务支出 other:一般公共预算/项目支出 2.00',
      '201 一般公共服务支出 other:单位资金 1.00',
    ])
  })
})

describe('a heading', () => {
  it('may have the year between the department and the unit', () => {
    expect(
      factsIn(`
        固定资产占用情况表
        | 编制单位：示例局 | 2023年度 | 金额单位：万元 |
        | 资产总额 | 流动资产 | 固定资产 |
        | 9.00 | 2.00 | 7.00 |`),
    ).toEqual(['other:资产总额 9.00', 'other:流动资产 2.00', 'other:固定资产 7.00'])
  })

  it('may be the name of its sheet', () => {
    const { sheets, ...document } = documentOf(`
        | 科目编码 | 科目名称 | 合计 | 基本支出 |
        | 201 | 一般公共服务支出 | 9.00 | 7.00 |`)
    const named = sheets.map((sheet) => ({ ...sheet, name: '3 一般公共预算支出表', page: null }))
    const [table] = extractTables({ ...document, sheets: named }).value.tables
    expect([table?.id, table?.title]).toEqual(['general-public-budget-expenditure', '一般公共预算支出表'])
  })
})

describe('lists of units', () => {
  const list = (first: string) => `
        基本支出情况表
        单位：万元
        | 单位名称 | 合计 | 财政拨款 | 其他资金 |
        | 合计 | 9.00 | 7.00 | 2.00 |
        ${first}
        | 示例中心 | 4.00 | 3.00 | 1.00 |
        | 示例站 | 5.00 | 4.00 | 1.00 |`

  it('add up side by side, or below the department', () => {
    expect(outcomesIn(['units'], list(''))).toEqual(['units holds'])
    expect(outcomesIn(['units'], list('| 示例局 | 9.00 | 7.00 | 2.00 |'))).toEqual(['units holds'])
    expect(outcomesIn(['units'], list('').replace('4.00 | 3.00 | 1.00', '4.00 | 2.00 | 1.00'))).toContain(
      'units violated',
    )
  })

  it('say nothing where the totals fit neither', () => {
    expect(outcomesIn(['units'], list('| 示例局 | 8.00 | 6.00 | 2.00 |'))).toEqual([])
  })

  it('go by their number where they have no name', () => {
    const table = `
        部门收入总表
        单位：万元
        | 单位编码 | 单位名称 | 合计 | 一般公共预算拨款收入 |
        | 015 |  | 9.00 | 9.00 |
        | 015001 |  | 9.00 | 9.00 |`
    expect(factsIn(table)).toEqual([
      '015 total 9.00',
      '015 generalPublicBudget 9.00',
      '015001 total 9.00',
      '015001 generalPublicBudget 9.00',
    ])
  })

  it('are each the sum of the 类 printed below them, and 合计 that of them', () => {
    const table = (total: string) => `
        部门支出总表
        单位：万元
        | 预算单位 | 科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出 |
        | 合计 |  |  | 12.00 | 9.00 | 3.00 |
        | 示例局（本级） |  |  | ${total} | 5.00 | 2.00 |
        |  | 201 | 一般公共服务支出 | 5.00 | 4.00 | 1.00 |
        |  | 208 | 社会保障和就业支出 | 2.00 | 1.00 | 1.00 |
        | 示例中心 |  |  | 5.00 | 4.00 | 1.00 |
        |  | 201 | 一般公共服务支出 | 5.00 | 4.00 | 1.00 |`
    expect(outcomesIn(['total-row', 'units'], table('7.00'))).toEqual(['total-row holds', 'units holds'])
    // That a row is a unit the other columns tell, where its total is wrong.
    expect(outcomesIn(['total-row', 'units'], table('7.50'))).toEqual([
      'total-row holds',
      'total-row violated',
      'units holds',
      'units violated',
    ])
  })

  it('say nothing of a header that is not known', () => {
    const unknown = list('').replaceAll('其他资金', '上年预算执行')
    expect(outcomesIn(['header-sums'], list(''))).toEqual(['header-sums holds'])
    expect(outcomesIn(['header-sums'], unknown)).toEqual([])
  })
})

describe('performance forms', () => {
  it('gives every amount beside a project that several rows share its name, and its number apart', () => {
    const pages = `
        项目支出绩效目标表
        单位：万元
        | 项目名称 | 项目总额 | 其中： | < | 绩效目标 | 一级指标 | 二级指标 | 三级指标 | 指标值 |
        | ^ | ^ | 财政资金 | 其他资金 | ^ | ^ | ^ | ^ | ^ |
        | 11000026T000003700001-示例活动 | 30.00 | 30.00 |  | 甲 | 产出指标 | 数量指标 | 场次 | 10 |
        | ^ | 12.00 | 10.00 | 2.00 | 乙 | 产出指标 | 数量指标 | 人次 | 90 |`
    expect(factsIn(pages)).toEqual([
      '11000026T000003700001 示例活动 other:项目总额 30.00',
      '11000026T000003700001 示例活动 other:财政资金 30.00',
      '11000026T000003700001 示例活动 other:项目总额 12.00',
      '11000026T000003700001 示例活动 other:财政资金 10.00',
      '11000026T000003700001 示例活动 otherFunds 2.00',
    ])
    expect(outcomesIn(['project-sources'], pages)).toEqual(['project-sources holds'])
  })

  it('gives the amounts of tasks by their names', () => {
    expect(
      factsIn(`
        部门整体支出绩效目标表
        | 部门（单位）名称 | < | 示例局 | < | < |
        | 年度主要任务 | 任务名称 | 主要内容 | 预算金额（万元） | < |
        | ^ | ^ | ^ | 总额 | 财政拨款 |
        | ^ | 机关运转 | 保障运行 | 6466.25 | 6400.25 |
        | ^ | 专项工作 | 开展工作 | 2431.8 | 2431.8 |
        | ^ | 金额合计 | < | 8898.05 | 8832.05 |
        | 年度绩效指标 | 一级指标 | 二级指标 | 指标值 | 分值权重 |
        | ^ | 产出指标 | 数量指标 | 100 | 60 |`),
    ).toEqual([
      'other:机关运转/预算金额/总额 6466.25',
      'other:机关运转/预算金额/财政拨款 6400.25',
      'other:专项工作/预算金额/总额 2431.8',
      'other:专项工作/预算金额/财政拨款 2431.8',
      'other:金额合计/预算金额/总额 8898.05',
      'other:金额合计/预算金额/财政拨款 8832.05',
    ])
  })

  it('takes an amount with its unit behind it, and a target with one for none', () => {
    expect(
      factsIn(`
        部门整体支出绩效目标表
        （2026年度）
        | 部门名称 | 示例局 | < | < |
        | 年度主要任务 | 任务名称 | 预算金额 | < |
        | ^ | ^ | 总额 | 财政拨款 |
        | ^ | 日常履职 | 1,020.76万元 | 1,020.76 万元 |
        | ^ | 金额合计 | 1,020.76（万元） | 1,020.76万元 |
        | 一级指标 | 二级指标 | 指标内容 | 指标值 |
        | 成本指标 | 经济成本 | 采购成本 | 20.50万元 |
        | 备注 | 采购成本不超过 | 20.50万元 | |`),
    ).toEqual([
      'other:日常履职/预算金额/总额 1020.76',
      'other:日常履职/预算金额/财政拨款 1020.76',
      'other:金额合计/预算金额/总额 1020.76',
      'other:金额合计/预算金额/财政拨款 1020.76',
    ])
  })

  it('takes what a project costs over all its years for no budget of this year', () => {
    const form = `
        专项业务经费绩效目标表
        | 项目名称 | 食堂服务 | < | < | < |
        | 资金金额（万元） | 实施期资金总额 | 173.41 | 年度资金总额 | 131.03 |
        | ^ | 其中：财政拨款 | 170.00 | 其中：财政拨款 | 130.00 |
        | ^ | 其他资金 | 3.41 | 其他资金 | 1.03 |`
    expect(factsIn(form)).toEqual([
      '食堂服务 other:实施期资金总额 173.41',
      '食堂服务 currentYearBudget 131.03',
      '食堂服务 other:实施期资金总额/财政拨款 170.00',
      '食堂服务 other:财政拨款 130.00',
      '食堂服务 other:实施期资金总额/其他资金 3.41',
      '食堂服务 otherFunds 1.03',
    ])
    expect(outcomesIn(['project-sources'], form)).toEqual(['project-sources holds'])
  })

  it('tells who implements a project from who answers for it', () => {
    const [table] = tablesIn(`
        项目支出绩效目标表
        | 项目名称 | 档案管理 | < | < |
        | 主管部门 | 示例局 | 实施单位 | 示例中心 |
        | 资金情况（万元） | 资金总额 | 45.00 | < |`)
    const fields = table?.forms[0]?.fields
    expect([fields?.applicant?.text, fields?.implementingUnit?.text]).toEqual(['示例局', '示例中心'])
  })

  it('tells a list of projects by its header, and puts a goal together that a page cuts', () => {
    const pages = [
      `本单位重点项目绩效目标情况如下：
        | 预算单位 | 一级项目名称 | 预算数（万元） | 绩效目标 |
        | 示例局（本级） | 档案管理 | 35.27 | 整理档案两万卷， |`,
      `
        |  |  |  | 按期移交。 |
        | 示例局（本级） | 展览 | 7.5 | 举办展览两次。 |`,
    ]
    expect(factsIn(...pages)).toEqual(['档案管理 currentYearBudget 35.27', '展览 currentYearBudget 7.5'])
    const [table] = tablesIn(...pages)
    expect(table?.id).toBe('project-performance')
    expect(table?.forms.map(({ fields }) => fields.annualGoal?.text)).toEqual([
      '整理档案两万卷，按期移交。',
      '举办展览两次。',
    ])
  })

  it('names a project by the title of its form where a page break has cut its name off', () => {
    expect(
      factsIn(`
        示例设备购置项目绩效目标表
        | 主管部门 | 示例局 | 实施单位 | 示例中心 |
        | 资金情况（万元） | 资金总额 | 745.00 | < |
        | ^ | 财政拨款 | 745.00 | < |`),
    ).toEqual(['示例设备购置 currentYearBudget 745.00', '示例设备购置 other:财政拨款 745.00'])
  })
})

describe('增减额', () => {
  const table = (headers: string, figures: string) => `
        2026年一般公共预算支出表
        单位：万元
        | 科目编码 | 科目名称 | ${headers} |
        | 201 | 一般公共服务支出 | ${figures} |`

  it('is what the budget has beyond the year before, and no part of its total', () => {
    const headers = '2025年执行数 | 合计 | 基本支出 | 项目支出 | 增减额 | 增减%'
    expect(
      outcomesIn(['change', 'row-expenditure'], table(headers, '100.00 | 90.00 | 70.00 | 20.00 | -10.00 | -10.00')),
    ).toEqual(['change holds', 'row-expenditure holds'])
    expect(outcomesIn(['change'], table(headers, '100.00 | 90.00 | 70.00 | 20.00 | -11.00 | -10.00'))).toEqual([
      'change violated',
    ])
  })

  it('says nothing beside two columns of the year before', () => {
    const headers = '2025年预算数 | 2025年执行数 | 合计 | 增减额'
    expect(outcomesIn(['change'], table(headers, '80.00 | 100.00 | 90.00 | -10.00'))).toEqual([])
  })
})

describe('columns of other years and kinds', () => {
  const first = (table: string) => factsIn(table).map((fact) => fact.split(' ').slice(-2).join(' '))

  it('takes neither opening balance nor revenue for the expenditure of the year', () => {
    expect(
      first(`
        一般公共预算财政拨款支出决算表
        单位：万元
        | 项目 | 年初结转和结余 | 本年收入 | 本年支出 | < | < |
        | ^ | 小计 | 小计 | 小计 | 基本支出 | 项目支出 |
        | 合计 | 1.00 | 2.00 | 3.00 | 2.00 | 1.00 |`),
    ).toEqual([
      'other:年初结转和结余/小计 1.00',
      'other:本年收入/小计 2.00',
      'total 3.00',
      'basic 2.00',
      'project 1.00',
    ])
  })

  it('takes what last year came to for no budget', () => {
    expect(
      first(`
        2026年一般公共预算“三公”经费支出预算表
        单位：万元
        | 2025年决算数 | < | 2026年预算数 | < |
        | 合计 | 公务接待费 | 合计 | 公务接待费 |
        | 4.00 | 4.00 | 3.00 | 3.00 |`),
    ).toEqual([
      'other:2025年决算数/合计 4.00',
      'other:2025年决算数/公务接待费 4.00',
      'total 3.00',
      'officialReception 3.00',
    ])
  })

  it('takes the 决算数 beside a budget for the amount of a final account', () => {
    expect(
      factsIn(`
        2024年度收入支出决算总表
        单位：万元
        | 收入 | < | < | 支出 | < | < |
        | 项目 | 年初预算数 | 决算数 | 项目 | 年初预算数 | 决算数 |
        | 一、财政拨款收入 | 8.00 | 9.00 | 一、教育支出 | 8.00 | 9.00 |`).filter((fact) => / amount /.test(fact)),
    ).toEqual(['财政拨款收入 amount 9.00', '教育支出 amount 9.00'])
  })
})
