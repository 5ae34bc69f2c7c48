import { describe, expect, it } from 'vitest'
import { extractTables } from '../src/extract/extract-tables.js'
import { findOtherUnit, findUnit } from '../src/normalise/unit.js'
import { documentOf } from './grid-text.js'

function read(page: string) {
  const { value, diagnostics } = extractTables(documentOf(page))
  const amounts = value.tables.flatMap((table) =>
    table.rows.flatMap((row) => row.amounts.map(({ text }) => `${text} ${table.unit}`)),
  )
  return { amounts, reported: diagnostics.flatMap(({ code, found }) => (code === 'amount-unplaced' ? found : [])) }
}

describe('the unit that a text names', () => {
  it.each([
    ['单位：万元', '万元'],
    ['金额单位:人民币元', '元'],
    ['单位：辆、台、万元', '万元'],
    ['单位：元 部门：示例局', '元'],
    ['单位：元部门：示例局', '元'],
    ['预算数（单位：万元）', '万元'],
    ['编制单位：元谋县财政局', null],
    ['事业单位元旦慰问', null],
    ['单位：千元', null],
    ['单位：万', '万元'],
    ['计量单位：亿', null],
  ])('%s: %s', (text, unit) => expect(findUnit(text)).toBe(unit))

  it.each([
    ['单位：千元', { name: '千元', isMoney: true }],
    ['单位：万美元', { name: '万美元', isMoney: true }],
    ['单位：人、辆', { name: '人,辆', isMoney: false }],
    ['部门（单位）：个旧市财政局', null],
    ['单位：万元', null],
  ])('another than 万元 and 元: %s', (text, unit) => expect(findOtherUnit(text)).toEqual(unit))
})

describe('a unit in a header', () => {
  const table = (unit: string, headers: string, amounts: string) => `
        资产配置预算情况表
        部门：示例局 ${unit}
        | 资产名称 | ${headers} |
        | 计算机 | ${amounts} |`

  it('is that of the table where all its columns have it', () => {
    const { amounts } = read(table('单位：万元', '金额（元） | 财政拨款（元）', '50000.00 | 40000.00'))
    expect(amounts).toEqual(['50000.00 元', '40000.00 元'])
  })

  it('takes amounts out of a table of another unit, and reports them', () => {
    const read1 = read(table('单位：万元', '金额（元） | 财政拨款', '50000.00 | 4.00'))
    expect(read1).toEqual({ amounts: ['4.00 万元'], reported: ['50000.00'] })
    const read2 = read(table('', '单价（元） | 金额（万元） | 财政拨款', '5000.00 | 5.00 | 4.00'))
    expect(read2).toEqual({ amounts: ['5.00 万元', '4.00 万元'], reported: [] })
  })

  it('does not hide what the column means', () => {
    const { value } = extractTables(
      documentOf(`
        一般公共预算支出表
        | 科目编码 | 科目名称 | 合计（万元） | 基本支出（万元） | 项目支出（万元） |
        | 201 | 一般公共服务支出 | 100.00 | 70.00 | 30.00 |`),
    )
    expect(value.tables[0]?.rows[0]?.amounts.map(({ measure }) => measure)).toEqual(['total', 'basic', 'project'])
  })
})

describe('a table in another unit than 万元 and 元', () => {
  it('has its amounts reported where it is one of money', () => {
    const { amounts, reported } = read(`
        一般公共预算支出表
        单位：千元
        | 科目编码 | 科目名称 | 合计 | 基本支出 |
        | 201 | 一般公共服务支出 | 100.00 | 70.00 |`)
    expect([amounts, reported]).toEqual([[], ['100.00', '70.00']])
  })

  it('has no amounts where people or things are counted', () => {
    const { amounts, reported } = read(`
        机构人员编制情况表
        部门：示例局 单位：人
        | 单位名称 | 行政 | 事业 |
        | 示例局 | 20 | 30 |`)
    expect([amounts, reported]).toEqual([[], []])
  })
})
