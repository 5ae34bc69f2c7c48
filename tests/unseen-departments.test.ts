import * as XLSX from '@e965/xlsx'
import { describe, expect, it } from 'vitest'
import { districtWorkbook } from '../scripts/district-workbook.js'
import { expectedFacts } from '../scripts/sample-facts.js'
import { parseDisclosure, toFacts } from '../src/index.js'
import { type Comparison, compareFacts } from './generate/compare-facts.js'
import { drawBudget } from './generate/department.js'
import { flowText } from './generate/flow-text.js'
import { writeAmountsAsText } from './generate/text-cells.js'

/** Drawn budgets; `npx tsx tests/generate/measure.ts text 1 500` reads more of them. */
const seeds = (from: number, count: number) => Array.from({ length: count }, (_, index) => from + index)

interface Reading extends Comparison {
  seed: number
  errors: string[]
  organization: string | null | undefined
  department: string
}

async function read(seed: number, input: Uint8Array | string): Promise<Reading> {
  const budget = drawBudget(seed)
  const { disclosure, diagnostics } = await parseDisclosure(input)
  const comparison = compareFacts(expectedFacts(budget), disclosure ? toFacts(disclosure) : [], diagnostics)
  return {
    ...comparison,
    seed,
    errors: diagnostics.flatMap(({ severity, message }) => (severity === 'error' ? [message] : [])),
    organization: disclosure?.organization,
    department: budget.department,
  }
}

async function workbookBytes(seed: number, format: 'xlsx' | 'xls' | 'texts'): Promise<Uint8Array> {
  const workbook = districtWorkbook(drawBudget(seed), '')
  if (format === 'texts') writeAmountsAsText(workbook)
  const xlsx = new Uint8Array(await workbook.xlsx.writeBuffer())
  if (format !== 'xls') return xlsx
  return XLSX.write(XLSX.read(xlsx, { cellNF: true }), { bookType: 'biff8', type: 'buffer' })
}

const sum = (readings: readonly Reading[], of: 'right' | 'ambiguous' | 'reported' | 'wrong' | 'lost') =>
  readings.reduce((total, reading) => total + reading[of].length, 0)

describe.each([
  ['xlsx', 1, 8],
  ['xls', 21, 3],
  ['texts', 31, 3],
] as const)('departments never seen, as a workbook (%s)', (format, from, count) => {
  it('give every fact, and no error', async () => {
    for (const seed of seeds(from, count)) {
      const reading = await read(seed, await workbookBytes(seed, format))
      expect({ seed, right: reading.right.length, errors: reading.errors }).toEqual({
        seed,
        right: reading.expected,
        errors: [],
      })
      expect([...reading.ambiguous, ...reading.wrong]).toEqual([])
      expect(reading.organization).toBe(reading.department)
    }
  })
})

describe('departments never seen, as flowing text', () => {
  it('give 97 % of the facts, flag the others with the truth among the candidates, and none is wrong', async () => {
    const readings: Reading[] = []
    for (const seed of seeds(1, 24)) readings.push(await read(seed, flowText(drawBudget(seed), seed)))
    for (const { seed, wrong, lost, errors } of readings) {
      expect({ seed, wrong, lost, errors }).toEqual({ seed, wrong: [], lost: [], errors: [] })
    }
    const expected = readings.reduce((total, reading) => total + reading.expected, 0)
    expect(sum(readings, 'right') + sum(readings, 'ambiguous') + sum(readings, 'reported')).toBe(expected)
    expect(sum(readings, 'right') / expected).toBeGreaterThan(0.97)
    // The text itself says of few amounts where they stand.
    const kinds = new Set(readings.flatMap(({ right }) => right.map(({ evidence }) => evidence)))
    expect([...kinds].sort()).toEqual(['cross-table', 'identity', 'printed'])
  })
})
