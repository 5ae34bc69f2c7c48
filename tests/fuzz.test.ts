import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { judge } from './hostile/judge.js'
import { mutate } from './hostile/mutate.js'
import { workbookOf } from './hostile/sheets.js'

/** The same inputs in every run; `npm run fuzz` looks further. */
const SEED = 20_230_101

async function expectNoFaults(input: Uint8Array): Promise<void> {
  expect((await judge(input)).faults).toEqual([])
}

const WORDS = [
  ...[
    '部门支出总表',
    '部门收支总表',
    '一般公共预算支出表',
    '“三公”经费支出表',
    '政府采购预算明细表',
    '项目支出绩效目标表',
  ],
  ...[
    '单位：万元',
    '单位：元',
    '科目编码',
    '科目名称',
    '合计',
    '合　计',
    '总计',
    '基本支出',
    '项目支出',
    '人员经费',
    '公用经费',
  ],
  ...['收入', '支出', '本年收入合计', '本年支出合计', '上年结转', '财政拨款收入', '预算数', '2023年', '类', '款', '项'],
  ...[
    '201',
    '20101',
    '2010301',
    '一般公共服务支出',
    '行政运行',
    '301',
    '30101',
    '工资福利支出',
    '附件4-1',
    '注：',
    '第1页',
  ],
  ...[
    '__proto__',
    'constructor',
    '#REF!',
    '=1+1',
    '',
    ' ',
    '\u3000',
    '-',
    '——',
    '\u202e',
    '\u200b',
    '\u0000',
    '\ud83d\ude00',
  ],
]
const amount = fc.oneof(
  fc.integer({ min: -10_000, max: 9_999_999 }).map((cents) => (cents / 100).toFixed(2)),
  fc
    .integer({ min: 0, max: 99_999 })
    .map((cents) => (cents / 100).toLocaleString('en-US', { minimumFractionDigits: 2 })),
  fc.constantFrom('0', '0.00', '1e9', '９９．９９', '(1.00)', '9'.repeat(25), '5%', '1,2,3', '12.34.56'),
)
const word = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...WORDS) },
  amount,
  fc.string({ maxLength: 12, unit: 'grapheme' }),
)

describe('whatever comes in, nothing throws and no amount comes out that is not in it', () => {
  const bytes = fc.uint8Array({ maxLength: 3_000 })
  const heads = [
    '',
    'PK\u0003\u0004',
    '%PDF-1.7\n',
    '\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1',
    '<html>',
    '\ufffe',
    'MIME-Version: 1.0\n',
  ]

  it('bytes', async () => {
    const input = fc
      .tuple(fc.constantFrom(...heads), bytes)
      .map(([head, rest]) => Buffer.concat([Buffer.from(head, 'latin1'), rest]))
    await fc.assert(fc.asyncProperty(input, expectNoFaults), { seed: SEED, numRuns: 200 })
  })

  it('text', async () => {
    const line = fc
      .array(word, { maxLength: 9 })
      .chain((words) => fc.constantFrom(' ', '  ', '\t', '').map((gap) => words.join(gap)))
    const input = fc.array(line, { maxLength: 40 }).map((lines) => new TextEncoder().encode(lines.join('\n')))
    await fc.assert(fc.asyncProperty(input, expectNoFaults), { seed: SEED, numRuns: 150 })
  })

  it('grids', async () => {
    const cell = fc.oneof(
      { weight: 4, arbitrary: word },
      fc.constant(null),
      fc.double().map((value) => ({ number: String(value) })),
    )
    const input = fc.array(fc.array(cell, { maxLength: 8 }), { maxLength: 25 }).map((rows) => workbookOf(rows))
    await fc.assert(fc.asyncProperty(input, expectNoFaults), { seed: SEED, numRuns: 150 })
  })
})

describe('the samples, damaged', () => {
  it.each([
    ['xlsx', 40],
    ['xls', 25],
    ['txt', 40],
    ['pdf', 15],
  ] as const)('%s', async (extension, count) => {
    const sample = readFileSync(new URL(`../samples/district-budget-2023.${extension}`, import.meta.url))
    for (let at = 0; at < count; at++) {
      const { faults } = await judge(mutate(sample, SEED + at))
      expect({ seed: SEED + at, faults }).toEqual({ seed: SEED + at, faults: [] })
    }
  })
})
