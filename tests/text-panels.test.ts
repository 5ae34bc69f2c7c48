import { describe, expect, it } from 'vitest'
import { PanelOrder } from '../src/extract/text/panel-order.js'
import { parseDisclosure, toFacts } from '../src/index.js'

async function read(text: string) {
  const { disclosure, diagnostics } = await parseDisclosure(text)
  const facts = disclosure ? toFacts(disclosure) : []
  return {
    facts: facts.map(({ side, label, amount, proof }) => `${side} ${label} ${amount} ${proof}`),
    findings: diagnostics.map(({ code, message }) => `${code}: ${message}`),
  }
}

const SUMMARY = `
部门综合预算收支总表
单位：万元
收入 支出
项目 预算数 支出功能分类科目（按大类） 预算数 部门预算支出经济分类科目（按大类） 预算数 政府预算支出经济分类科目（按大类） 预算数
一、部门预算 90.00 一、部门预算 90.00 一、部门预算 90.00 一、部门预算 90.00
1、财政拨款 90.00 1、一般公共服务支出 60.00 1、人员经费和公用经费支出 70.00 1、机关工资福利支出 65.00
(1)一般公共预算拨款 90.00 2、外交支出 (1)工资福利支出 65.00 2、机关商品和服务支出 25.00
(2)政府性基金拨款 3、教育支出 30.00 (2)商品和服务支出 5.00 3、机关资本性支出
2、上级补助收入 4、科学技术支出 2、专项业务经费支出 20.00 4、对企业补助
3、事业收入 5、住房保障支出 (1)商品和服务支出 20.00 5、其他支出
6、其他支出 (2)资本性支出
本年收入合计 90.00 本年支出合计 90.00 本年支出合计 90.00 本年支出合计 90.00
上年结转 结转下年 结转下年 结转下年
收入总计 90.00 支出总计 90.00 支出总计 90.00 支出总计 90.00
`

describe('a summary in text with panels by function and by two economic classifications', () => {
  it('has its amounts at their labels, each panel adding up for itself', async () => {
    const { facts, findings } = await read(SUMMARY)
    expect(findings).toEqual([])
    expect(facts).toHaveLength(23)
    expect(facts).toContain('revenue 一般公共预算拨款 90.00 proved')
    expect(facts).toContain('expenditure 教育支出 30.00 proved')
    expect(facts).toContain('expenditure 专项业务经费支出 20.00 proved')
    expect(facts).toContain('expenditure 机关商品和服务支出 25.00 proved')
    expect(facts.filter((fact) => fact.endsWith('unproved'))).toEqual([])
  })

  it('finds a printed mistake in the panel that has it', async () => {
    const { findings } = await read(SUMMARY.replace('(2)商品和服务支出 5.00', '(2)商品和服务支出 6.00'))
    expect(findings.some((finding) => finding.startsWith('identity-violated'))).toBe(true)
    expect(findings.every((finding) => !finding.includes('机关商品和服务支出'))).toBe(true)
  })

  it('reports what stands in a panel that cannot be told', async () => {
    const { facts, findings } = await read(SUMMARY.replace('6、其他支出 (2)资本性支出', '其他支出 (2)资本性支出 3.00'))
    expect(facts).toHaveLength(23)
    expect(findings).toContainEqual(
      expect.stringContaining('The amount 3.00 is printed in this table and could not be placed: it is not told which'),
    )
  })
})

describe('the order of panels', () => {
  const label = (text: string) => ({ text, panel: null })

  it('goes on from 十九 to 二十, and begins anew one level deeper', () => {
    const order = new PanelOrder(3)
    for (let number = 0; number < 19; number += 1) {
      const chinese = ['十九', '十八', '十七', '十六', '十五', '十四', '十三', '十二', '十一', '十'].reverse()
      const text = number < 9 ? '一二三四五六七八九'[number] : chinese[number - 9]
      order.panelsOf([label(`${text}、甲`), label(`${number + 1}、乙`), label('丙')])
    }
    expect(order.panelsOf([label('二十、甲')])).toEqual([0])
    expect(order.panelsOf([label('20、乙')])).toEqual([1])
    expect(order.panelsOf([label('22、乙')])).toBeNull()
    expect(order.panelsOf([label('丙')])).toBeNull()
  })

  it('is open where two panels have come to the same number', () => {
    const order = new PanelOrder(2)
    order.panelsOf([label('1、甲'), label('1、乙')])
    expect(order.panelsOf([label('2、丙')])).toBeNull()
  })
})
