import { describe, expect, it } from 'vitest'
import { parseDisclosure, toFacts } from '../src/index.js'

const HEAD = `                    示例区档案馆部门支出总表
                                              单位：万元
科目编码      科目名称             合计      基本支出     项目支出
`

/** Rows as a text that keeps its columns prints them: figures end at the 40th character, and so many further on. */
function row(code: string, name: string, total: string, ...others: readonly [figure: string, gap: number][]): string {
  const start = `${code.padEnd(10)}${name}`
  const first = `${start}${total.padStart(40 - start.length)}`
  return others.reduce((line, [figure, gap]) => line + figure.padStart(gap), first)
}

async function read(rows: readonly string[]) {
  const { disclosure, diagnostics } = await parseDisclosure(`${HEAD}${rows.join('\n')}\n`)
  const facts = disclosure ? toFacts(disclosure) : []
  return {
    facts: facts.map(({ code, measure, amount }) => `${code} ${amount}=${measure}`),
    codes: diagnostics.map(({ code }) => code),
  }
}

const BASIC = 7
const PROJECT = 13
const TOTAL = row('', '合计', '60.00', ['40.00', BASIC], ['20.00', PROJECT - BASIC])

describe('rows of a text that keeps its columns', () => {
  it('share their columns where their figures stand at the same places, and the sums tell which', async () => {
    const { facts, codes } = await read([
      TOTAL,
      row('2010301', '行政运行', '10.00', ['10.00', BASIC]),
      row('2010302', '一般行政管理事务', '20.00', ['20.00', PROJECT]),
      row('2050803', '培训支出', '10.00', ['10.00', BASIC + 1]),
      row('2101101', '行政单位医疗', '20.00', ['20.00', BASIC]),
    ])
    expect(codes).toEqual([])
    expect(facts).toEqual([
      ' 60.00=total',
      ' 40.00=basic',
      ' 20.00=project',
      '2010301 10.00=total',
      '2010301 10.00=basic',
      '2010302 20.00=total',
      '2010302 20.00=project',
      '2050803 10.00=total',
      '2050803 10.00=basic',
      '2101101 20.00=total',
      '2101101 20.00=basic',
    ])
  })

  it('leave open which of two places is which where the sums fit both', async () => {
    const { facts, codes } = await read([
      row('', '合计', '60.00', ['30.00', BASIC], ['30.00', PROJECT - BASIC]),
      row('2010301', '行政运行', '10.00', ['10.00', BASIC]),
      row('2010302', '一般行政管理事务', '30.00', ['30.00', PROJECT]),
      row('2101101', '行政单位医疗', '20.00', ['20.00', BASIC]),
    ])
    expect(codes.filter((code) => code === 'amount-ambiguous')).toHaveLength(3)
    expect(facts.filter((fact) => fact.endsWith('=null'))).toHaveLength(3)
  })

  it('are read each by itself where the sums refute that', async () => {
    const { facts } = await read([
      TOTAL,
      row('2010301', '行政运行', '40.00', ['40.00', BASIC + 3]),
      row('2010302', '一般行政管理事务', '20.00', ['20.00', BASIC + 3]),
    ])
    expect(facts).toContain('2010301 40.00=basic')
    expect(facts).toContain('2010302 20.00=project')
  })
})
