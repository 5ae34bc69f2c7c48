import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseDisclosure, toFacts } from '../src/index.js'

/** A unit's budget as one office suite prints it: cells that wrap, and upper rows of the header, come after the rows. */
const SUMMARY_ROWS = `一、财政拨款收入 7,000 一、一般公共服务支出 6,400 2,500 3,600 300
1、一般公共预算 7,000 二、住房保障支出 600 600
二、事业收入
收入总计 7,000 支出总计 7,000 3,100 3,600 300`
const SUMMARY_HEADER = [
  '本年收入 本年支出',
  '预算数',
  '基本支出\t项目 预算数 项目',
  '合计 项目支出',
  '人员经费 公用经费',
]
const SUMMARY_TITLE = '2026年预算单位财务收支预算总表'

const REVENUE_ROWS = `201 一般公共服务支出 6,400 6,400
201 13 商贸事务 6,400 6,400
201 13 01 行政运行 6,100 6,100
201 13 02 一般行政管理事务 300 300
221 住房保障支出 600 600
221 02 住房改革支出 600 600
221 02 03 购房补贴 600 600
7,000 7,000 合计`
const REVENUE_HEADER = [
  '类 款 项',
  '功能分类科目名称 合计 财政拨款收入 事业收入',
  '项目 收入预算',
  '功能分类科目编码 事业单位\n经营收入 其他收入',
]
const REVENUE_TITLE = '2026年预算单位收入预算总表'

const EXPENDITURE_ROWS = `201 一般公共服务支出 6,400 6,100 300
201 13 商贸事务 6,400 6,100 300
201 13 01 行政运行 6,100 6,100
201 13 02 一般行政管理事务 300 300
221 住房保障支出 600 600
221 02 住房改革支出 600 600
221 02 03 购房补贴 600 600
7,000 6,700 300 合计`
const EXPENDITURE_HEADER = [
  '类 款 项',
  '项目 支出预算',
  '功能分类科目编码',
  '功能分类科目名称 合计',
  '基本支出',
  '项目支出',
]
const EXPENDITURE_TITLE = '2026年预算单位支出预算总表'

interface Page {
  title: string
  header: readonly string[]
  rows: string
  /** How many of the lines of its header stand above the rows. */
  above: number
  /** How many of those below stand above the title. */
  aboveTitle?: number
}

function text(pages: readonly Page[]): string {
  return pages
    .map(({ title, header, rows, above, aboveTitle = header.length }, at) => {
      const below = header.slice(above)
      const lines = [...header.slice(0, above), rows, ...below.slice(0, aboveTitle), title, ...below.slice(aboveTitle)]
      return `单位：元\n${lines.join('\n')}\n编制单位：某市样例登记中心\n\n-- ${at + 1} of ${pages.length} --\n`
    })
    .join('\n')
}

async function read(pages: readonly Page[]) {
  const { disclosure, diagnostics } = await parseDisclosure(text(pages))
  const facts = disclosure ? toFacts(disclosure) : []
  return {
    facts: facts.map(({ table, code, label, amount, measure, evidence }) => ({
      key: `${table} ${code || label} ${amount}`,
      measure,
      evidence,
    })),
    found: (table: string, row: string) =>
      facts
        .filter((fact) => fact.table === table && (fact.code || fact.label) === row)
        .map(({ measure, amount }) => `${amount}=${measure}`)
        .join(' '),
    codes: diagnostics.map(({ code }) => code),
  }
}

const PAGES: readonly Page[] = [
  { title: SUMMARY_TITLE, header: SUMMARY_HEADER, rows: SUMMARY_ROWS, above: 1 },
  { title: REVENUE_TITLE, header: REVENUE_HEADER, rows: REVENUE_ROWS, above: 1 },
  { title: EXPENDITURE_TITLE, header: EXPENDITURE_HEADER, rows: EXPENDITURE_ROWS, above: 1 },
]

/** Of each row the measures of its amounts, whatever their order. */
const RIGHT: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  'department-summary': {
    财政拨款收入: ['7000=amount'],
    一般公共预算: ['7000=amount'],
    一般公共服务支出: ['6400=total', '2500=personnel', '3600=operating', '300=project'],
    住房保障支出: ['600=total', '600=personnel'],
    收入总计: ['7000=amount'],
    支出总计: ['7000=total', '3100=personnel', '3600=operating', '300=project'],
  },
  'department-revenue': {
    ...Object.fromEntries(['201', '20113'].map((code) => [code, ['6400=total', '6400=fiscalAppropriation']])),
    '2011301': ['6100=total', '6100=fiscalAppropriation'],
    '2011302': ['300=total', '300=fiscalAppropriation'],
    ...Object.fromEntries(['221', '22102', '2210203'].map((code) => [code, ['600=total', '600=fiscalAppropriation']])),
    合计: ['7000=total', '7000=fiscalAppropriation'],
  },
  'department-expenditure': {
    '201': ['6400=total', '6100=basic', '300=project'],
    '20113': ['6400=total', '6100=basic', '300=project'],
    '2011301': ['6100=total', '6100=basic'],
    '2011302': ['300=total', '300=project'],
    ...Object.fromEntries(['221', '22102', '2210203'].map((code) => [code, ['600=total', '600=basic']])),
    合计: ['7000=total', '6700=basic', '300=project'],
  },
}

describe('headers whose cells are drawn in another order than they stand in', () => {
  it('have the order that the accounts bear out', async () => {
    const { found, codes } = await read(PAGES)
    for (const [table, rows] of Object.entries(RIGHT))
      for (const [row, amounts] of Object.entries(rows)) expect(found(table, row)).toBe(amounts.join(' '))
    expect(codes).toEqual([])
  })

  it('say so in the evidence, and never claim that the place told it', async () => {
    const { facts } = await read(PAGES)
    const isOf = ({ key }: { key: string }) => key.startsWith('department-expenditure 合计')
    expect(facts.filter(isOf).map(({ evidence }) => evidence)).not.toContain('printed')
  })

  it('leave open with its candidates what the accounts leave open', async () => {
    const { found, codes } = await read(PAGES.slice(2))
    expect(found('department-expenditure', '合计')).toBe('7000=total 6700=null 300=null')
    expect(codes).toContain('amount-ambiguous')
  })

  it('place no amount wrong, in whatever order the lines below the rows are drawn', async () => {
    const shuffled = ({ header, above }: Page) =>
      fc
        .tuple(
          fc.shuffledSubarray([...header.slice(above)], { minLength: header.length - above }),
          fc.integer({ min: 0, max: header.length - above }),
        )
        .map(([below, aboveTitle]) => ({ header: [...header.slice(0, above), ...below], aboveTitle }))
    let placed = 0
    await fc.assert(
      fc.asyncProperty(fc.tuple(...PAGES.map(shuffled)), async (headers) => {
        const { facts } = await read(PAGES.map((page, at) => ({ ...page, ...headers[at] })))
        for (const { key, measure } of facts) {
          if (measure === null) continue
          const [table, row, amount] = key.split(' ') as [string, string, string]
          expect([key, RIGHT[table]?.[row]]).toEqual([key, expect.arrayContaining([`${amount}=${measure}`])])
          placed += 1
        }
      }),
      { numRuns: 60, seed: 5 },
    )
    expect(placed).toBeGreaterThan(1000)
  })

  it('have one order in all rows, those of another year too', async () => {
    const funds = '一般公共预\n算\n政府性基金\n预算\n国有资本经\n营预算\n'.repeat(6)
    const zeros = (amounts: readonly string[]) => amounts.map((amount) => `${amount} 0.00 0.00`).join(' ')
    const { disclosure, diagnostics } = await parseDisclosure(`表 9
财政拨款“三公”经费支出表
部门名称：示例市样例局（本级） 单位：万元
公务用车购置及运行维护费
总计 因公出国(境)费 公务接待费
小计 公务用车购置费 公务用车运行维护费\t预算单位 年度
${funds.trim()}
示例市样例局（本级） 2025 年 ${zeros(['60.00', '40.00', '12.00', '8.00', '3.00', '5.00'])}
2026 年 ${zeros(['33.00', '20.00', '9.00', '4.00', '0.00', '4.00'])}
增减变化金额 ${zeros(['-27.00', '-20.00', '-3.00', '-4.00', '-3.00', '-1.00'])}
`)
    const facts = disclosure ? toFacts(disclosure) : []
    expect(diagnostics).toEqual([])
    expect(facts).toHaveLength(54)
    expect(facts.every(({ proof }) => proof === 'proved')).toBe(true)
    const named = facts.filter(({ measure }) => !measure?.startsWith('other:'))
    expect(named.map(({ measure, amount }) => `${amount}=${measure}`).sort()).toEqual(
      [
        '60.00=prior.total',
        '40.00=prior.overseasTrips',
        '12.00=prior.officialReception',
        '8.00=prior.vehicles',
        '3.00=prior.vehiclePurchase',
        '5.00=prior.vehicleOperation',
        '33.00=total',
        '20.00=overseasTrips',
        '9.00=officialReception',
        '4.00=vehicles',
        '0.00=vehiclePurchase',
        '4.00=vehicleOperation',
      ].sort(),
    )
  })
})
