import * as sheetjs from '@e965/xlsx'
import { describe, expect, it } from 'vitest'
import { parseDisclosure, toFacts } from '../src/index.js'

type Row = readonly (string | number | null)[]

async function read(rows: readonly Row[]) {
  const book = sheetjs.utils.book_new()
  sheetjs.utils.book_append_sheet(book, sheetjs.utils.aoa_to_sheet(rows.map((row) => [...row])), '表')
  const { disclosure, diagnostics } = await parseDisclosure(sheetjs.write(book, { type: 'buffer', bookType: 'xlsx' }))
  const facts = disclosure ? toFacts(disclosure) : []
  return {
    facts: facts.map(({ table, code, label, measure, amount }) => `${table} ${code || label} ${amount}=${measure}`),
    findings: diagnostics.map(({ code, message }) => `${code}: ${message}`),
  }
}

describe('a workbook whose cells are not merged', () => {
  it('has groups over their first column, and the columns of the next row below them', async () => {
    const { facts, findings } = await read([
      ['部门收入总表'],
      ['单位：万元'],
      ['单位名称', '合计', '财政拨款收入', null, null, '财政专户管理资金', '上年结转'],
      [null, null, '小计', '一般公共预算', '政府性基金预算', null, null],
      ['合计', '100.00', '80.00', '70.00', '10.00', '15.00', '5.00'],
      ['示例市商务局', '100.00', '80.00', '70.00', '10.00', '15.00', '5.00'],
    ])
    expect(findings).toEqual([])
    expect(facts).toEqual([
      ...['合计', '示例市商务局'].flatMap((label) => [
        `department-revenue ${label} 100.00=total`,
        `department-revenue ${label} 5.00=carriedForward`,
        `department-revenue ${label} 80.00=fiscalAppropriation`,
        `department-revenue ${label} 70.00=generalPublicBudget`,
        `department-revenue ${label} 10.00=governmentFund`,
        `department-revenue ${label} 15.00=specialAccount`,
      ]),
    ])
  })

  it('begins its rows below, where these have names alone', async () => {
    const { facts } = await read([
      ['部门收入总表'],
      ['单位：万元'],
      ['单位名称', '合计', '财政拨款收入', '事业收入'],
      ['示例市商务局本级'],
      ['示例市商务服务中心', '100.00', '80.00', '20.00'],
    ])
    expect(facts).toContain('department-revenue 示例市商务服务中心 80.00=fiscalAppropriation')
    expect(facts).toHaveLength(3)
  })
})

const TABLE = (parts: readonly (readonly [string | number | null, string | number | null])[]): Row[] => [
  ['部门支出总表'],
  ['单位：万元'],
  ['科目编码', null, null, '科目名称', '合计', '基本支出', '项目支出'],
  ['类', '款', '项', null, null, null, null],
  [208, null, null, '社会保障和就业支出', '60.00', '50.00', '10.00'],
  ...parts.map(
    ([group, item], at): Row => [
      208,
      group,
      item,
      ['行政事业单位养老支出', '机关事业单位基本养老保险缴费支出', '其他行政事业单位养老支出'][at] as string,
      ...(['60.00 50.00 10.00', '50.00 50.00 ', '10.00  10.00'][at] as string).split(' ').map((text) => text || null),
    ],
  ),
]

describe('款 and 项 in columns of their own', () => {
  it('have their zeros, though the sheet stores them as numbers', async () => {
    const { facts, findings } = await read(
      TABLE([
        [5, null],
        [5, 5],
        [5, 99],
      ]),
    )
    expect(facts).toContain('department-expenditure 20805 60.00=total')
    expect(facts).toContain('department-expenditure 2080505 50.00=basic')
    expect(facts).toContain('department-expenditure 2080599 10.00=project')
    expect(findings).toEqual([])
  })

  it('are as printed where others have theirs: a misprint is told', async () => {
    const { facts, findings } = await read(
      TABLE([
        ['05', null],
        ['05', '5'],
        ['05', '99'],
      ]),
    )
    expect(facts).toContain('department-expenditure 208055 50.00=basic')
    expect(findings.some((finding) => finding.startsWith('code-malformed'))).toBe(true)
  })
})

describe('an amount where the name of its row should stand', () => {
  it('is told, or is that of a total over it', async () => {
    const { facts, findings } = await read([
      ['“三公”经费预算表'],
      ['单位：万元'],
      ['合计', '因公出国（境）费', '公务接待费', '公务用车运行维护费'],
      ['27.00', '20.00', '3.00', '4.00'],
      ['其他相关情况说明'],
      ['一、费用安排的原因'],
      ['二、车辆的数量'],
    ])
    expect(facts).toContain('three-public-expenses  27.00=total')
    expect(findings).toEqual([])
    const told = await read([
      ['部门收入总表'],
      ['单位：万元'],
      ['单位名称', '合计', '事业收入'],
      ['1,027.00', '20.00', '20.00'],
    ])
    expect(told.findings.some((finding) => finding.startsWith('amount-unplaced: The amount 1027.00'))).toBe(true)
  })
})
