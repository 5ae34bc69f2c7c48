import { describe, expect, it } from 'vitest'
import { parseDisclosure, toFacts } from '../src/index.js'

const REVENUE_ROWS = `单位：元
类 款 项
208 社会保障和就业支出 600,000 400,000 200,000
208 05 行政事业单位养老支出 600,000 400,000 200,000
208 05 05 机关事业单位基本养老保险缴费支出 600,000 400,000 200,000`

const REVENUE_TITLE = `2026年预算单位收入预算总表
编制单位：某市样例登记中心
项目 收入预算
功能分类科目编码 功能分类科目名称 合计 财政拨款收入 事业收入 事业单位
经营收入`

const REVENUE_MORE = `210 卫生健康支出 100,000 100,000
210 11 行政事业单位医疗 100,000 100,000
210 11 02 事业单位医疗 100,000 100,000
700,000 500,000 200,000 合计`

const EXPENDITURE = `单位：元
类 款 项
208 社会保障和就业支出 600,000 600,000
208 05 行政事业单位养老支出 600,000 600,000
208 05 05 机关事业单位基本养老保险缴费支出 600,000 600,000
2026年预算单位支出预算总表
编制单位：某市样例登记中心
项目 支出预算
功能分类科目编码 功能分类科目名称 合计 基本支出 项目支出`

const EXPENDITURE_MORE = `类 款 项
210 卫生健康支出 100,000 100,000
210 11 行政事业单位医疗 100,000 100,000
210 11 02 事业单位医疗 100,000 100,000
700,000 600,000 100,000 合计`

/** Pages as pdf-parse marks them. */
function text(pages: readonly string[]): string {
  return pages.map((page, at) => `${page}\n\n-- ${at + 1} of ${pages.length} --\n\n`).join('')
}

async function read(pages: readonly string[]) {
  const { disclosure, diagnostics } = await parseDisclosure(text(pages))
  const facts = disclosure ? toFacts(disclosure) : []
  return {
    rows: facts.map(({ table, code, label, measure, amount }) => `${table} ${code || label} ${amount}=${measure}`),
    labels: facts.map(({ label }) => label),
    unplaced: diagnostics.flatMap(({ code, found }) => (code === 'amount-unplaced' ? [found] : [])),
    unrecognised: diagnostics.filter(({ code }) => code === 'table-unrecognised').length,
  }
}

describe('titles that a writer put below the rows of their page', () => {
  it('head the rows of that page, and of those that go on with it', async () => {
    const { rows, labels, unplaced } = await read([
      `${REVENUE_ROWS}\n${REVENUE_TITLE} 其他收入`,
      REVENUE_MORE,
      EXPENDITURE,
      EXPENDITURE_MORE,
    ])
    expect(unplaced).toEqual([])
    expect(rows).toContain('department-revenue 2080505 600000=total')
    expect(rows).toContain('department-revenue 合计 700000=total')
    expect(rows).toContain('department-expenditure 2101102 100000=project')
    expect(rows).toContain('department-expenditure 合计 700000=total')
    expect(labels).not.toContain('机关事业单位基本养老保险缴费支出类款项')
  })

  it('whose header cells stand in part above them leave the order of these to the accounts', async () => {
    const { rows, unplaced } = await read([
      `${REVENUE_ROWS}\n其他收入\n${REVENUE_TITLE}`,
      REVENUE_MORE,
      EXPENDITURE,
      EXPENDITURE_MORE,
    ])
    expect(rows).toContain('department-revenue 合计 700000=total')
    expect(rows).toContain('department-revenue 合计 500000=null')
    expect(unplaced).toEqual([])
    expect(rows).toContain('department-expenditure 合计 700000=total')
  })

  it('of no known kind end the table before', async () => {
    const unknown = `金额单位：元
一级 二级
合 计 90,000
01-公共服务 某类服务 90,000
示例单位购买某类服务明细表
指导性目录
预算金额`
    const { rows, unrecognised } = await read([EXPENDITURE, EXPENDITURE_MORE, unknown])
    expect(rows.filter((row) => row.includes('90000'))).toEqual([])
    expect(rows).toContain('department-expenditure 合计 700000=total')
    expect(unrecognised).toBe(1)
  })

  it('stand between the header and the rows of a page that goes on with a table', async () => {
    const head = `单位：万元
科目编码 科目名称 合计 人员经费 公用经费
类 款`
    const title = `公开表6
2025年一般公共预算基本支出表`
    const { rows, unplaced, unrecognised } = await read([
      `示例省某某厅2025年部门预算
${head}
合计 100.00 70.00 30.00
301 工资福利支出 70.00 70.00
301 01 基本工资 70.00 70.00
302 商品和服务支出 30.00 30.00
302 01 办公费 10.00 10.00
${title}`,
      `${head}
${title}
302 17 公务接待费 15.00 15.00
302 26 劳务费 5.00 5.00`,
    ])
    expect([unplaced, unrecognised]).toEqual([[], 0])
    expect(rows).toContain('general-public-budget-basic-expenditure 30217 15.00=operating')
    expect(rows).toHaveLength(15)
  })
})
