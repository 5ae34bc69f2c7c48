import { describe, expect, it } from 'vitest'
import { extractTables } from '../src/extract/extract-tables.js'
import { kindOfFigures } from '../src/normalise/quantity.js'
import { documentOf } from './grid-text.js'

function read(...pages: string[]) {
  const { value, diagnostics } = extractTables(documentOf(...pages))
  const amounts = value.tables.flatMap((table) =>
    table.rows.flatMap((row) => row.amounts.map(({ measure, text }) => `${row.label} ${measure} ${text}`)),
  )
  return { amounts, reported: diagnostics.flatMap(({ code, found }) => (code === 'amount-unplaced' ? found : [])) }
}

const words = (list: string) => list.trim().split(/\s+/)

describe('what a header says of its figures', () => {
  it.each(
    words(`数量 数量（台） 人数 参训人数（人） 户数 天数 面积 建筑面积（平方米） 单价（元） 补助标准（元/人） 占比 支出占比 增减%
      增减（%） 预算执行率 增减幅度 编制数 年末实有人数 因公出国（境）团组数（个） 单价100万元（含）以上设备（台，套） 采购时间 项目期限
      预算年度 联系电话 单位编码 到期日 车牌号 用电量 人均公用经费标准（元）`),
  )('%s is a quantity', (text) => expect(kindOfFigures(text)).toBe('quantity'))

  it.each(
    words(`金额（万元） 预算数 决算数 执行数 调整数 支出数 2024年预算数 增减额 单价50万元以上设备金额 采购数量及预算金额
      因公出国（境）费 人员经费 项目支出 资产原值`),
  )('%s is money', (text) => expect(kindOfFigures(text)).toBe('money'))

  it.each(words('合计 其中 行政 单价50万元以上通用设备 上年同期数 本期数 2024年度 上年度 科目编码'))(
    '%s says neither',
    (text) => expect(kindOfFigures(text)).toBeNull(),
  )
})

describe('figures that are no amounts', () => {
  it('are those of a column of quantities, and of what stands below it', () => {
    const { amounts, reported } = read(`
        培训费明细表
        单位：万元
        | 序号 | 培训名称 | 人数 | 数量 | < | 增减% | 金额 |
        | ^ | ^ | ^ | 合计 | 金额 | ^ | ^ |
        | 1 | 示例培训 | 30 | 2.5 | 1.10 | 12.00 | 4.20 |
        | 2 | 示范培训 | 75 | 3.5 | 1.20 | 20.00 | 6.80 |`)
    expect(amounts).toEqual([
      '示例培训 other:数量/金额 1.10',
      '示例培训 other:金额 4.20',
      '示范培训 other:数量/金额 1.20',
      '示范培训 other:金额 6.80',
    ])
    expect(reported).toEqual([])
  })

  it('are those of rows that count, and of the kinds listed below them', () => {
    const { amounts } = read(`
        机构运行信息表
        单位：万元
        | 项目 | 决算数 | 项目 | 决算数 |
        | （一）支出合计 | 9.00 | （一）车辆数合计（辆） | 12 |
        | 1.因公出国（境）费 | 1.00 | 1.机要通信用车 | 2 |
        | （二）相关统计数 | — | 2.其他用车 | 10 |
        | 1.因公出国（境）团组数（个） | 1 | （二）单价100万元（含）以上设备（台，套） | 3 |
        | 2.国内公务接待人次（人） | 260 | 七、政府采购支出信息 | — |
        | 二、会议费 | 4.00 | （一）政府采购支出合计 | 80.00 |`)
    expect(amounts).toEqual([
      '支出合计 other:决算数 9.00',
      '因公出国（境）费 other:决算数 1.00',
      '会议费 other:决算数 4.00',
      '政府采购支出合计 other:决算数 80.00',
    ])
  })

  it('are those of rows that count in a table of “三公”, beside shares', () => {
    const { amounts } = read(`
        财政拨款“三公”经费支出决算表
        单位：万元
        | 项目 | 预算数 | 决算数 | 完成预算的% |
        | 合计 | 5.00 | 4.00 | 80.00 |
        | 因公出国（境）费 | 2.00 | 2.00 | 100.00 |
        | 公务接待费 | 3.00 | 2.00 | 66.67 |
        | 国内公务接待批次（个） |  | 25 |  |`)
    expect(amounts).toEqual([
      ' budget.total 5.00',
      ' final.total 4.00',
      ' budget.overseasTrips 2.00',
      ' final.overseasTrips 2.00',
      ' budget.officialReception 3.00',
      ' final.officialReception 2.00',
    ])
  })

  it('are not the sums for things that are bought by the piece', () => {
    const { amounts } = read(`
        新增资产配置预算表
        单位：万元
        | 资产名称 | 数量 | 预算数 |
        | 台式计算机（台） | 12 | 7.20 |
        | 轿车（辆） | 1 | 18.00 |`)
    expect(amounts).toEqual(['台式计算机（台） other:预算数 7.20', '轿车（辆） other:预算数 18.00'])
  })
})

describe('a row of column numbers', () => {
  it('may have 类 款 项 beside it, which reach down beside 合计', () => {
    const { amounts } = read(`
        收入决算表
        公开02表
        部门：示例局 金额单位：万元
        | 项目 | < | < | < | 本年收入合计 | 财政拨款收入 | 其他收入 |
        | 科目代码 | < | < | 科目名称 | ^ | ^ | ^ |
        | 类 | 款 | 项 | 栏次 | 1 | 2 | 3 |
        | ^ | ^ | ^ | 合计 | 12.00 | 10.00 | 2.00 |
        | 201 | < | < | 一般公共服务支出 | 12.00 | 10.00 | 2.00 |`)
    expect(amounts).toEqual([
      '合计 total 12.00',
      '合计 fiscalAppropriation 10.00',
      '合计 other 2.00',
      '一般公共服务支出 total 12.00',
      '一般公共服务支出 fiscalAppropriation 10.00',
      '一般公共服务支出 other 2.00',
    ])
  })
})
