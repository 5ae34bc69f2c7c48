import { describe, expect, it } from 'vitest'
import { type Fact, parseDisclosure, toFacts } from '../src/index.js'

const ROWS = `合 计 120.00 20.00 70.00 30.00
201 一般公共服务支出 120.00 20.00 70.00 30.00
20103 政府办公厅（室）及相关机构事务 120.00 20.00 70.00 30.00
2010301 行政运行 70.00 70.00
2010302 一般行政管理事务 50.00 20.00 30.00`

const LATE = `一般公共预
算拨款收入
政府性基金
预算拨款收入
国有资本经
营预算拨款收入
事业单位经
营收入预算
其他收入预
算
用事业基金
弥补收支差额
非教育收费收
入预算
教育收费收入
预算`

/** 4-7 as LibreOffice draws it: the cells that wrap, and the attachment's number, come after the rows of the page. */
function page(late: string): string {
  return `示例区档案馆部门收入总表
单位：万元
科目
合计 上年结转
事业收入预算
科目编码 科目名称
${ROWS}
附件4-7
${late}

-- 7 of 12 --

附件4-6
示例区档案馆部门收支总表
单位：万元
收入 支出
项目 预算数 项目 预算数
一般公共预算拨款收入 70.00 一般公共服务支出 120.00
其他收入预算 30.00
本年收入合计 100.00 本年支出合计 120.00
上年结转 20.00
收入总计 120.00 支出总计 120.00

-- 8 of 12 --
`
}

async function read(text: string): Promise<{ facts: Fact[]; codes: string[] }> {
  const { disclosure, diagnostics } = await parseDisclosure(text)
  const facts = disclosure ? toFacts(disclosure) : []
  return {
    facts: facts.filter(({ table }) => table === 'department-revenue'),
    codes: diagnostics.map(({ code }) => code),
  }
}

describe('header cells that stand below the rows of a text', () => {
  it('are put where the form has them', async () => {
    const { facts } = await read(page(LATE))
    const project = facts.filter(({ code }) => code === '2010302').map(({ measure, amount }) => [measure, amount])
    expect(project).toEqual([
      ['total', '50.00'],
      ['carriedForward', '20.00'],
      ['other', '30.00'],
    ])
    expect(facts).toHaveLength(17)
  })

  it('leave every amount reported where the form is not known', async () => {
    const { facts, codes } = await read(page(LATE.replace('其他收入预\n算', '上级补助收\n入预算')))
    expect(facts).toEqual([])
    expect(codes.filter((code) => code === 'amount-unplaced')).toHaveLength(17)
  })
})
