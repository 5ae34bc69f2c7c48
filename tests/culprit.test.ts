import { Decimal } from 'decimal.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Culprit, nameCulprits } from '../src/checks/culprit.js'
import { culpritFindings } from '../src/checks/culprit-findings.js'
import { AS_PRINTED, openLedger } from '../src/checks/culprit-ledger.js'
import { likenessOf } from '../src/checks/culprit-likeness.js'
import type { Slot } from '../src/checks/equation.js'
import { equationsOf } from '../src/checks/equations.js'
import { evaluate } from '../src/checks/evaluate.js'
import { runChecks, slotKey, slotsOf } from '../src/checks/prove.js'
import type { ExtractedAmount, ExtractedRow, ExtractedTable } from '../src/extract/table.js'
import type { MeasureId } from '../src/schema/vocabulary.js'
import { tableOf } from './accounts-notation.js'

const FUNCTIONS = ['total', 'basic', 'project'] as const
const ECONOMIC = ['total', 'personnel', 'operating'] as const
const SOURCES = ['total', 'carriedForward', 'generalPublicBudget', 'governmentFund', 'other'] as const

/** `total|basic|project` of each row, `-` for blank. */
function printed(columns: readonly MeasureId[], rows: string): string {
  return rows
    .trim()
    .split('\n')
    .map((line) => {
      const [code, ...cells] = line.trim().split(/\s+/)
      return [code, ...cells.flatMap((cell, index) => (cell === '-' ? [] : [`${columns[index]}=${cell}`]))].join(' ')
    })
    .join('\n')
}

/** A department's budget that adds up, within and between its tables. */
function soundDocument(): ExtractedTable[] {
  const functional = `合计 845.37 420.77 424.60
    201 660.11 252.21 407.90
    20103 660.11 252.21 407.90
    2010301 252.21 252.21 -
    2010302 361.45 - 361.45
    2010399 46.45 - 46.45
    208 88.69 88.69 -
    20805 88.69 88.69 -
    2080505 58.38 58.38 -
    2080506 29.19 29.19 -
    2080599 1.12 1.12 -
    221 96.57 79.87 16.70
    22102 96.57 79.87 16.70
    2210201 63.17 63.17 -
    2210203 33.40 16.70 16.70`
  const bySource = functional.replace(/^(\s*\S+) (\S+) (\S+) (\S+)$/gm, '$1 $2 - $2 - -')
  const economic = `合计 420.77 341.92 78.85
    301 340.80 340.80 -
    30101 98.72 98.72 -
    30102 154.51 154.51 -
    30108 58.38 58.38 -
    30109 29.19 29.19 -
    302 78.85 - 78.85
    30201 12.34 - 12.34
    30211 47.56 - 47.56
    30217 1.95 - 1.95
    30231 17.00 - 17.00
    303 1.12 1.12 -
    30399 1.12 1.12 -`
  const table = (id: ExtractedTable['id'], columns: readonly MeasureId[], rows: string) =>
    tableOf({ id, columns, rows: printed(columns, rows) })
  return [
    table('general-public-budget-expenditure', FUNCTIONS, functional),
    table('general-public-budget-basic-expenditure', ECONOMIC, economic),
    table('department-revenue', SOURCES, bySource),
    table('department-expenditure', FUNCTIONS, functional),
  ]
}

interface Place {
  table: number
  row: number
  measure: MeasureId
}

function place(tables: readonly ExtractedTable[], table: number, code: string, measure: MeasureId): Place {
  return { table, row: tables[table]!.rows.findIndex((row) => row.code === code), measure }
}

function withRow(
  tables: readonly ExtractedTable[],
  at: { table: number; row: number },
  change: (row: ExtractedRow) => ExtractedRow | null,
): ExtractedTable[] {
  return tables.map((table, index) => {
    if (index !== at.table) return table
    return { ...table, rows: table.rows.flatMap((row, rowIndex) => (rowIndex === at.row ? (change(row) ?? []) : row)) }
  })
}

function reprinted(amount: ExtractedAmount, text: string): ExtractedAmount {
  return { ...amount, text, value: new Decimal(text), decimals: text.split('.')[1]?.length ?? 0 }
}

function misprint(tables: readonly ExtractedTable[], at: Place, text: string): ExtractedTable[] {
  return withRow(tables, at, (row) => ({
    ...row,
    amounts: row.amounts.map((amount) => (amount.measure === at.measure ? reprinted(amount, text) : amount)),
  }))
}

function move(tables: readonly ExtractedTable[], from: Place, to: MeasureId): ExtractedTable[] {
  return withRow(tables, from, (row) => ({
    ...row,
    amounts: row.amounts.map((amount) => (amount.measure === from.measure ? { ...amount, measure: to } : amount)),
  }))
}

function textAt(tables: readonly ExtractedTable[], at: Place): string {
  return tables[at.table]!.rows[at.row]!.amounts.find((amount) => amount.measure === at.measure)!.text
}

function inquire(tables: readonly ExtractedTable[]): { culprits: Culprit[]; violated: number } {
  const equations = equationsOf(tables, 'budget')
  const checks = runChecks(tables, equations)
  const violated = checks.filter(({ evaluation }) => evaluation.outcome === 'violated').map(({ equation }) => equation)
  return { culprits: nameCulprits(tables, equations, violated), violated: violated.length }
}

describe('naming the culprit', () => {
  it('finds nothing wrong with a sound document', () => {
    expect(inquire(soundDocument())).toEqual({ culprits: [], violated: 0 })
  })

  it('names a falsified amount and what it should be', () => {
    const sound = soundDocument()
    const at = place(sound, 0, '2080505', 'basic')
    const faulty = misprint(sound, at, '53.38')
    const { culprits } = inquire(faulty)
    expect(culprits[0]!.faults).toEqual([
      {
        kind: 'amount',
        likeness: 'digit',
        changes: [{ slot: at, printed: '53.38', expected: '58.38' }],
        range: expect.anything(),
        missing: null,
        table: null,
      },
    ])
    expect(culprits[0]!.explains).toHaveLength(2)
    const [finding] = culpritFindings(culprits, faulty)
    expect(finding).toMatchObject({ code: 'likely-culprit', expected: '58.38', found: '53.38', measure: 'basic' })
    expect(finding!.message).toContain('basic of 2080505')
  })

  it('tells an amount in the wrong column', () => {
    const sound = soundDocument()
    const { culprits } = inquire(move(sound, place(sound, 0, '2010301', 'basic'), 'project'))
    expect(culprits[0]!.faults[0]).toMatchObject({
      kind: 'column',
      changes: [
        { slot: place(sound, 0, '2010301', 'basic'), printed: null, expected: '252.21' },
        { slot: place(sound, 0, '2010301', 'project'), printed: '252.21', expected: null },
      ],
    })
  })

  it('tells two amounts that are swapped, in rows of which neither shares an identity with the other', () => {
    const sound = soundDocument()
    const one = place(sound, 0, '2080505', 'total')
    const other = place(sound, 0, '2080506', 'total')
    const { culprits } = inquire(misprint(misprint(sound, one, '29.19'), other, '58.38'))
    const [fault] = culprits[0]!.faults
    expect(fault!.kind).toBe('swap')
    expect(fault!.changes.map(({ slot }) => slotKey(slot)).sort()).toEqual([slotKey(one), slotKey(other)].sort())
  })

  it('tells a missing row, and how another table prints it', () => {
    const sound = soundDocument()
    const { culprits } = inquire(withRow(sound, place(sound, 0, '2080505', 'total'), () => null))
    expect(culprits[0]!.faults[0]).toMatchObject({
      kind: 'missing-row',
      missing: { under: { table: 0, measure: 'total' }, code: '2080505' },
    })
  })

  it('tells an amount in 元 where the table is in 万元', () => {
    const sound = soundDocument()
    const at = place(sound, 1, '30211', 'operating')
    const { culprits } = inquire(misprint(sound, at, '475600.00'))
    expect(culprits[0]!.faults[0]).toMatchObject({ kind: 'unit', changes: [{ slot: at, expected: '47.56' }] })
  })

  it('says of two amounts that are wrong together what each should be, and calls it no unit', () => {
    const table = tableOf({
      id: 'general-public-budget-basic-expenditure',
      columns: ['total'],
      rows: '301 total=8.00\n30101 total=2.50\n30102 total=5.50',
    })
    const change = (row: number, printed: string, expected: string) => ({
      slot: { table: 0, row, measure: 'total' as const },
      printed,
      expected,
    })
    const changes = [change(1, '2.50', '3.50'), change(2, '5.50', '4.50')]
    const fault = { kind: 'amount' as const, likeness: null, changes, range: null, missing: null, table: null }
    const [finding] = culpritFindings([{ group: 0, faults: [fault], explains: [] }], [table])
    expect(finding?.message).toMatch(
      /total of 30101.* should be 3.50 instead of 2.50 and total of 30102.* should be 4.50/,
    )
  })

  it('lists the alternatives where the accounts cannot decide', () => {
    const table = tableOf({
      id: 'general-public-budget-basic-expenditure',
      columns: ['total'],
      rows: '301 total=8.00\n30101 total=2.50\n30102 total=3.50',
    })
    const { culprits } = inquire([table])
    expect(new Set(culprits.map(({ group }) => group)).size).toBe(1)
    expect(culprits.map(({ faults }) => faults[0]!.kind)).toEqual(
      expect.arrayContaining(['amount', 'amount', 'missing-row']),
    )
  })

  it('explains two independent faults each by itself', () => {
    const sound = soundDocument()
    const one = place(sound, 0, '2210201', 'basic')
    const other = place(sound, 1, '30101', 'personnel')
    const { culprits } = inquire(misprint(misprint(sound, one, '68.17'), other, '93.72'))
    const leaders = culprits.filter((culprit, index) => culprit.group !== culprits[index - 1]?.group)
    const named = leaders.flatMap(({ faults }) => faults.flatMap(({ changes }) => changes.map(({ slot }) => slot)))
    expect(named).toEqual([one, other])
  })

  it('names the culprit first in nine of ten faults that identities cover', () => {
    const tally = new Map<string, { found: number; first: number; all: number }>()
    const note = (kind: string, faulty: ExtractedTable[], isNamed: (culprit: Culprit) => boolean) => {
      const entry = tally.get(kind) ?? { found: 0, first: 0, all: 0 }
      tally.set(kind, entry)
      const { culprits, violated } = inquire(faulty)
      entry.all++
      if (violated > 0) entry.found++
      if (culprits[0] && isNamed(culprits[0])) entry.first++
    }
    const names = (slots: readonly Slot[]) => (culprit: Culprit) =>
      slots.every((slot) =>
        culprit.faults.some(({ changes }) => changes.some((change) => slotKey(change.slot) === slotKey(slot))),
      )
    const sound = soundDocument()
    const all = sound.flatMap((table, index) =>
      table.rows.flatMap((row, rowIndex) =>
        row.amounts.map(({ measure }) => ({ table: index, row: rowIndex, measure: measure! })),
      ),
    )
    let turn = 7
    const next = (below: number) => {
      turn = (turn * 1_103_515_245 + 12_345) % 2_147_483_648
      return Math.floor((turn / 2_147_483_648) * below)
    }
    for (const at of all) {
      const text = textAt(sound, at)
      const digits = [...text].flatMap((digit, index) => (digit === '.' ? [] : [index]))
      const spot = digits[next(digits.length - 1)]!
      const digit = (Number.parseInt(text[spot]!, 10) + 1 + next(8)) % 10
      note('digit', misprint(sound, at, text.slice(0, spot) + digit + text.slice(spot + 1)), names([at]))
      note('unit', misprint(sound, at, new Decimal(text).times(10_000).toFixed(2)), names([at]))

      const other = all[next(all.length)]!
      const otherText = textAt(sound, other)
      if (other.table === at.table && Math.abs(Number.parseFloat(otherText) - Number.parseFloat(text)) > 1) {
        note('swap', misprint(misprint(sound, at, otherText), other, text), names([at, other]))
      }
      const columns = sound[at.table]!.measures.all!
      const to = columns[columns.indexOf(at.measure) + 1]
      const row = sound[at.table]!.rows[at.row]!
      const hasSiblings = sound[at.table]!.rows.some(
        (sibling) =>
          sibling !== row &&
          sibling.code.length === row.code.length &&
          sibling.amounts.some(({ measure }) => measure === at.measure),
      )
      if (to && hasSiblings && row.code.length === 7 && !row.amounts.some(({ measure }) => measure === to)) {
        note('column', move(sound, at, to), names([{ ...at, measure: to }]))
      }
    }
    sound.forEach((table, index) =>
      table.rows.forEach((row, rowIndex) => {
        if (table.rows.some((child) => child.code !== row.code && child.code.startsWith(row.code))) return
        const isNamed = ({ faults }: Culprit) => faults[0]!.missing?.under.table === index
        note(
          'drop',
          withRow(sound, { table: index, row: rowIndex }, () => null),
          isNamed,
        )
      }),
    )
    for (const [kind, { found, first, all: made }] of tally) {
      expect([kind, made > 8, found / made > 0.85, first / found >= 0.9]).toEqual([kind, true, true, true])
    }
    expect([...tally.keys()].sort()).toEqual(['column', 'digit', 'drop', 'swap', 'unit'])
  })

  it('weighs equations as the checks do', () => {
    const sound = soundDocument()
    const amounts = sound.flatMap((table, index) =>
      table.rows.flatMap((row, rowIndex) =>
        row.amounts.map(({ measure }) => ({ table: index, row: rowIndex, measure: measure! })),
      ),
    )
    fc.assert(
      fc.property(fc.nat(amounts.length - 1), fc.integer({ min: -5, max: 5 }), (index, cents) => {
        const at = amounts[index]!
        const text = new Decimal(textAt(sound, at)).plus(new Decimal(cents).div(100)).toFixed(2)
        const tables = misprint(sound, at, text)
        const equations = equationsOf(tables, 'budget')
        const ledger = openLedger(tables, equations)!
        equations.forEach((equation, position) => {
          if (!slotsOf(equation).some((slot) => slotKey(slot) === slotKey(at))) return
          expect(ledger.weigh(position, AS_PRINTED).outcome).toBe(evaluate(equation, tables).outcome)
        })
      }),
      { numRuns: 200 },
    )
  })

  it('ends within its bound where many identities fail at once', () => {
    const tables = soundDocument().map((table) => ({
      ...table,
      rows: table.rows.map((row, index) => ({
        ...row,
        amounts: row.amounts.map((amount) => reprinted(amount, amount.value.times(index + 2).toFixed(2))),
      })),
    }))
    const start = performance.now()
    expect(inquire(tables).violated).toBeGreaterThan(40)
    expect(performance.now() - start).toBeLessThan(2_000)
  })
})

describe('likeness of a misprint', () => {
  it.each([
    ['36.97', '35.97', 'digit'],
    ['53.97', '35.97', 'transposed'],
    ['3.97', '35.97', 'digit-lost'],
    ['359.79', '35.79', 'digit-added'],
    ['-35.97', '35.97', 'sign'],
    ['359.70', '35.97', 'point'],
    ['359700.00', '35.97', 'unit'],
    ['48.12', '35.97', null],
  ])('%s for %s', (wrong, right, kind) => {
    expect(likenessOf(wrong, right)).toBe(kind)
  })
})
