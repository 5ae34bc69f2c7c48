import { describe, expect, it } from 'vitest'
import { placeAmounts } from '../src/resolve/place-amounts.js'
import { equal, placesOf, slotIn, tableOf, treeEquations } from './accounts-notation.js'

const COLUMNS = ['total', 'basic', 'project'] as const
const FUNDS = ['total', 'carriedForward', 'generalPublicBudget', 'governmentFund', 'institutional'] as const

describe('placing amounts whose columns were lost', () => {
  it('puts each amount where the sums along the row and down the column force it', () => {
    const table = tableOf({
      columns: COLUMNS,
      rows: `合计 1028.96 435.97 592.99
             201 927.6 334.61 592.99
             2010301 334.61 334.61
             2010302 592.99 592.99
             208 101.36 101.36`,
    })
    const { value, diagnostics } = placeAmounts([table], treeEquations([table]))
    expect(placesOf(value[0]!, '2010301')).toBe('total basic')
    expect(placesOf(value[0]!, '2010302')).toBe('total project')
    expect(placesOf(value[0]!, '208')).toBe('total basic')
    expect(value[0]!.rows.flatMap((row) => row.amounts.map((amount) => amount.evidence))).not.toContain('cross-table')
    expect(diagnostics).toEqual([])
    expect(table.rows[0]!.amounts[0]!.measure).toBeNull()
  })

  it('lets another table decide where the own sums allow several columns, and says so', () => {
    const revenue = tableOf({
      id: 'department-revenue',
      columns: FUNDS,
      rows: `合计 30.00 30.00
             201 20.00 20.00
             208 10.00 10.00`,
    })
    const summary = tableOf({ id: 'department-summary', columns: ['amount'], rows: '1 amount=30.00' })
    const tables = [revenue, summary]
    const alone = placeAmounts([revenue], treeEquations([revenue]))
    expect(placesOf(alone.value[0]!, '208')).toBe(
      'total ?carriedForward|generalPublicBudget|governmentFund|institutional',
    )
    expect(alone.diagnostics.map(({ code }) => code)).toEqual(Array(3).fill('amount-ambiguous'))

    const equations = [
      ...treeEquations([revenue]),
      equal(slotIn(tables, 0, '', 'generalPublicBudget'), slotIn(tables, 1, '1', 'amount')),
    ]
    const { value, diagnostics } = placeAmounts(tables, equations)
    expect(placesOf(value[0]!, '208')).toBe('total generalPublicBudget')
    expect(value[0]!.rows[2]!.amounts.map((amount) => amount.evidence)).toEqual(['identity', 'cross-table'])
    expect(diagnostics).toEqual([])
  })

  it('leaves rows of zeros open, unless there are as many as columns', () => {
    const table = tableOf({ columns: COLUMNS, rows: '201 0.00 0.00\n202 0.00 0.00 0.00' })
    const { value } = placeAmounts([table], treeEquations([table]))
    expect(placesOf(value[0]!, '201')).toBe('?total|basic ?basic|project')
    expect(placesOf(value[0]!, '202')).toBe('total basic project')
  })

  it('keeps to the allowance for rounding', () => {
    const rows = (child: string) => `合计 1.00 1.00\n201 0.33 0.33\n202 0.33 0.33\n203 ${child} ${child}`
    const near = tableOf({ columns: COLUMNS, rows: rows('0.35') })
    const { value, diagnostics } = placeAmounts([near], treeEquations([near]))
    expect(placesOf(value[0]!, '203')).toBe('total ?basic|project')
    expect(diagnostics.map(({ code }) => code)).not.toContain('placement-impossible')
  })

  it('compares 元 with 万元 in the coarser print', () => {
    const yuan = tableOf({
      id: 'department-performance',
      unit: '元',
      columns: ['total', 'basicTotal', 'projectTotal'],
      rows: '合计 3346119.00 3346119.00',
    })
    const other = tableOf({ columns: COLUMNS, rows: '合计 total=334.61 basic=334.61' })
    const tables = [yuan, other]
    const same = equal(slotIn(tables, 0, '', 'basicTotal'), slotIn(tables, 1, '', 'basic'), 'same')
    const { value } = placeAmounts(tables, [...treeEquations([yuan]), same])
    expect(placesOf(value[0]!, '')).toBe('total basicTotal')
  })

  it('places the one lost amount of a row between those whose columns are known', () => {
    const table = tableOf({ columns: FUNDS, rows: '201 total=5.00 2.00 governmentFund=3.00' })
    const { value } = placeAmounts([table], treeEquations([table]))
    expect(placesOf(value[0]!, '201')).toBe('total ?carriedForward|generalPublicBudget governmentFund')
  })

  it('keeps the rows beside a misprint in their places, and names what contradicts', () => {
    const table = tableOf({
      columns: COLUMNS,
      rows: `合计 1028.96 435.97 592.99
             201 927.6 334.61 592.99
             2010301 334.61 334.61
             2010302 592.99 592.99
             208 101.63 101.36`,
    })
    const { value, diagnostics } = placeAmounts([table], treeEquations([table]))
    expect(value[0]!.rows.map((row) => placesOf(value[0]!, row.code))).toEqual([
      'total basic project',
      'total basic project',
      'total basic',
      'total project',
      'total basic',
    ])
    expect(diagnostics.map(({ code }) => code)).toEqual(['placement-relaxed'])
  })

  it('does not place around a missing row', () => {
    const table = tableOf({
      columns: COLUMNS,
      rows: `合计 100.00 60.00 40.00
             201 20.00 20.00
             202 30.00 30.00
             203 10.00 10.00`,
    })
    const { value, diagnostics } = placeAmounts([table], treeEquations([table]))
    expect(placesOf(value[0]!, '201')).toBe('total ?basic|project')
    expect(diagnostics.map(({ code }) => code)).toContain('placement-impossible')
  })

  it('ends where a row has more amounts than columns, and places none of them', () => {
    const rows = '合计 basic=5.00 project=3.00 1.00\n201 basic=5.00 3.00'
    const table = tableOf({ columns: ['basic', 'project'], rows })
    const { value } = placeAmounts([table], [])
    expect(value[0]!.rows[0]!.amounts.at(-1)).toMatchObject({ measure: null, evidence: 'ambiguous' })
  })

  it('ends at its bound with the amounts left open', () => {
    const rows = Array.from({ length: 60 }, (_, index) => `2${index + 10} ${index * 7 + 1}.13 ${index * 7 + 1}.13`)
    const table = tableOf({ columns: COLUMNS, rows: `合计 12457.80 6000.00 6457.80\n${rows.join('\n')}` })
    const { value, diagnostics } = placeAmounts([table], treeEquations([table]), { steps: 20_000 })
    expect(placesOf(value[0]!, '210')).toBe('total ?basic|project')
    expect(diagnostics.map(({ code }) => code)).toEqual(['search-limit'])
  })
})
