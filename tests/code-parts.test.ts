import { describe, expect, it } from 'vitest'
import { isPartOfCode, withWholeCodes } from '../src/extract/code-parts.js'
import { extractTables } from '../src/extract/extract-tables.js'
import type { ExtractedRow } from '../src/extract/table.js'
import { documentOf } from './grid-text.js'

function codesOf(...rows: readonly string[]): string[] {
  const place = { sheet: null, cell: null, page: null, bbox: null, line: null }
  const printed = rows.map((row): ExtractedRow => {
    const [code, label] = row.split(' ') as [string, string]
    return { side: null, panel: 0, code, label, printedLabel: label, depth: null, place, amounts: [], dashes: [] }
  })
  return withWholeCodes(printed).map(({ code }) => code)
}

describe('a code printed in part', () => {
  it('is 款 or 项 as its name says', () => {
    expect(codesOf('221 住房保障支出', '02 住房改革支出', '01 住房公积金', '03 购房补贴')).toEqual([
      '221',
      '22102',
      '2210201',
      '2210203',
    ])
  })

  it('is 款 where the row below goes on with it, whatever it is called', () => {
    expect(codesOf('224 示例支出', '01 示例事务', '2240101 行政运行')).toEqual(['224', '22401', '2240101'])
  })

  it('stays as printed where neither tells, and so does what stands below it', () => {
    expect(codesOf('201 一般公共服务支出', '03 示例事务', '01 示例事项')).toEqual(['201', '03', '01'])
    expect(codesOf('05 示例事务', '201 一般公共服务支出')).toEqual(['05', '201'])
  })

  it('of an economic classification has no 项', () => {
    expect(codesOf('302 商品和服务支出', '01 办公费', '02 印刷费')).toEqual(['302', '30201', '30202'])
  })

  it('is told apart from a whole one', () => {
    expect(['05', '5', '205', '2050'].map(isPartOfCode)).toEqual([true, false, false, false])
  })

  it('is made whole in the rows of a table', () => {
    const document = documentOf(`
      一般公共预算支出表
      单位：万元
      | 功能科目编码 | 功能科目名称 | 合计 | 基本支出 | 项目支出 |
      | 210 | 卫生健康支出 | 15.86 | 15.86 |  |
      | 11 | 行政事业单位医疗 | 15.86 | 15.86 |  |
      | 2101101 | 行政单位医疗 | 15.86 | 15.86 |  |`)
    const [table] = extractTables(document).value.tables
    expect(table?.rows.map(({ code }) => code)).toEqual(['210', '21011', '2101101'])
  })
})
