import { describe, expect, it } from 'vitest'
import type { DistrictBudget } from '../scripts/district-budget.js'
import { districtWorkbook } from '../scripts/district-workbook.js'
import { SAMPLE } from '../scripts/sample-budget.js'
import { type Diagnostic, parseDisclosure, toFacts } from '../src/index.js'
import { drawBudget } from './generate/department.js'
import { cellsOf, FAULTS, type FaultKind, type Faulty, withFault } from './generate/faults.js'
import { flowText } from './generate/flow-text.js'
import { judge } from './generate/judge-fault.js'
import { Random } from './generate/random.js'

/**
 * What no identity of the form sees: 购置 against 运行 where 4-3 pays neither, a 项 that is the only one of its table and
 * level, “三公” in 元 that is still less than the department's expenditure, a project whose budget is left blank.
 */
const BLIND = new Set<string>([
  'three-public-expenses moved',
  'three-public-expenses unit',
  'project-performance moved',
])

/** A difference that the rounding allowance may hide: half a unit for each of a column's amounts. */
const LARGEST_ALLOWANCE = { 万元: 0.3, 元: 300 }

type Format = 'workbook' | 'text'

async function findings(budget: DistrictBudget, seed: number, format: Format): Promise<Diagnostic[]> {
  const input =
    format === 'text' ? flowText(budget, seed) : new Uint8Array(await districtWorkbook(budget, '').xlsx.writeBuffer())
  return (await parseDisclosure(input)).diagnostics
}

function isBeyondRounding({ difference, wrong }: Faulty): boolean {
  const unit = wrong[0]?.table === 'department-performance' ? '元' : '万元'
  return difference === null || difference.abs().gt(LARGEST_ALLOWANCE[unit])
}

function drawFault(seed: number, kind: FaultKind): Faulty | null {
  const faulty = withFault(seed, kind, new Random(seed * 7919 + FAULTS.indexOf(kind)))
  return faulty && isBeyondRounding(faulty) && !BLIND.has(`${faulty.wrong[0]?.table} ${kind}`) ? faulty : null
}

describe.each([
  ['workbook', FAULTS, 4],
  // A text has no columns that an amount could be moved to.
  ['text', FAULTS.filter((kind) => kind !== 'moved'), 6],
] as const)('a fault seeded in a sound disclosure (%s)', (format, kinds, count) => {
  it('is found, whatever it is, and named first in nine of ten', async () => {
    const missed: unknown[] = []
    let seeded = 0
    let namedFirst = 0
    for (const kind of kinds) {
      for (let seed = 1; seed <= count; seed += 1) {
        const faulty = drawFault(seed, kind)
        if (!faulty) continue
        const verdict = judge(faulty, await findings(faulty.budget, seed, format))
        seeded += 1
        if (verdict.isNamedFirst) namedFirst += 1
        if (!verdict.isFound) missed.push([seed, kind, faulty.difference?.toFixed(), faulty.wrong[0]])
      }
    }
    expect(missed).toEqual([])
    expect(seeded).toBeGreaterThan(kinds.length * count * 0.6)
    expect(namedFirst / seeded).toBeGreaterThanOrEqual(0.9)
  })
})

describe('faults in the sample', () => {
  it('a digit of any amount that an identity covers raises an error', async () => {
    const random = new Random(3)
    const cells = cellsOf(SAMPLE)
    for (const at of random.some([...cells.keys()], 24)) {
      const budget = structuredClone(SAMPLE)
      const cell = cellsOf(budget)[at]
      const printed = cell?.amounts[cell.measure]
      if (!cell || printed === undefined) continue
      const first = printed[0] === '9' ? '8' : String(Number.parseInt(printed[0] as string, 10) + 1)
      cell.amounts[cell.measure] = first + printed.slice(1)
      const errors = (await findings(budget, 1, 'text')).filter(({ severity }) => severity === 'error')
      expect({ cell: [cell.table, cell.code, cell.label, cell.measure], isFound: errors.length > 0 }).toMatchObject({
        isFound: true,
      })
    }
  })

  it('a row that another table has is missed by name', async () => {
    const budget = structuredClone(SAMPLE)
    const rows = budget.departmentExpenditure.filter(({ code }) => code !== '2210201')
    const diagnostics = await findings({ ...budget, departmentExpenditure: rows }, 1, 'workbook')
    expect(diagnostics).toContainEqual(
      expect.objectContaining({
        code: 'row-missing',
        severity: 'error',
        table: 'department-expenditure',
        row: { code: '2210201', label: '住房公积金' },
        expected: '30.07',
      }),
    )
  })
})

describe('the share of amounts that identities cover', () => {
  it('is all but a few, which are known', async () => {
    const unproved: Record<string, number> = {}
    let all = 0
    for (let seed = 1; seed <= 4; seed += 1) {
      const bytes = new Uint8Array(await districtWorkbook(drawBudget(seed), '').xlsx.writeBuffer())
      const { disclosure } = await parseDisclosure(bytes)
      for (const { proof, table, measure } of disclosure ? toFacts(disclosure) : []) {
        all += 1
        if (proof === 'unproved') unproved[`${table} ${measure}`] = (unproved[`${table} ${measure}`] ?? 0) + 1
      }
    }
    const uncovered = Object.values(unproved).reduce((sum, count) => sum + count, 0)
    console.info(`identities cover ${(100 - (100 * uncovered) / all).toFixed(2)} % of ${all} amounts; not:`, unproved)
    expect(uncovered / all).toBeLessThan(0.01)
  })
})
