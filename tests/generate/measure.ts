/**
 * Reads generated disclosures and prints what became of their amounts:
 * `npx tsx tests/generate/measure.ts text 1 300`, `npx tsx tests/generate/measure.ts xlsx 1 100`; `--show` tells of each trouble.
 */
import { readFile } from 'node:fs/promises'
import * as XLSX from '@e965/xlsx'
import type { DistrictBudget } from '../../scripts/district-budget.js'
import { districtWorkbook } from '../../scripts/district-workbook.js'
import { expectedFacts } from '../../scripts/sample-facts.js'
import { parseDisclosure, toFacts } from '../../src/index.js'
import { compareFacts } from './compare-facts.js'
import { drawBudget } from './department.js'
import { flowText } from './flow-text.js'
import { writeAmountsAsText } from './text-cells.js'

const [format = 'text', from = '1', to = '100', show] = process.argv.slice(2)
async function printed(budget: DistrictBudget, seed: number): Promise<string | Uint8Array> {
  if (format === 'text') return flowText(budget, seed)
  if (format === 'file') return new Uint8Array(await readFile(`${process.env.FOLDER}/${seed}.${process.env.EXTENSION}`))
  const workbook = districtWorkbook(budget, '')
  if (format === 'xlsx-text') writeAmountsAsText(workbook)
  const xlsx = new Uint8Array(await workbook.xlsx.writeBuffer())
  return format === 'xls'
    ? XLSX.write(XLSX.read(xlsx, { cellStyles: true, cellNF: true }), { bookType: 'biff8', type: 'buffer' })
    : xlsx
}

const counts: Record<string, number> = {}
const add = (key: string, count = 1) => {
  counts[key] = (counts[key] ?? 0) + count
}
const times: { seed: number; ms: number }[] = []
const perDocument: number[] = []

for (let seed = Number.parseInt(from, 10); seed <= Number.parseInt(to, 10); seed += 1) {
  const budget = drawBudget(seed)
  const input = await printed(budget, seed)
  const start = performance.now()
  const { disclosure, diagnostics } = await parseDisclosure(input, { document: `seed-${seed}` })
  times.push({ seed, ms: performance.now() - start })
  const facts = disclosure ? toFacts(disclosure) : []
  const comparison = compareFacts(expectedFacts(budget), facts, diagnostics)
  const { expected, right, ambiguous, reported, wrong, lost } = comparison
  add('documents')
  add('expected', expected)
  add('right', right.length)
  add('ambiguous', ambiguous.length)
  add('reported', reported.length)
  add('wrong', wrong.length)
  add('lost', lost.length)
  for (const { evidence } of right) add(`by ${evidence}`)
  for (const { proof } of facts) add(`proof ${proof}`)
  for (const fact of ambiguous) add(`ambiguous in ${fact.table}`)
  for (const { code, severity } of diagnostics) if (severity !== 'info') add(`finding ${code}`)
  perDocument.push(right.length / expected)
  const errors = diagnostics.filter(({ severity }) => severity === 'error')
  add('documents with an error finding', errors.length > 0 ? 1 : 0)
  if (show === '--show') {
    for (const fact of ambiguous)
      console.log(seed, 'ambiguous', fact.table, fact.side, fact.code, fact.label, fact.amount, fact.candidates.join())
    for (const fact of wrong)
      console.log(
        seed,
        'WRONG',
        fact.table,
        fact.side,
        fact.code,
        fact.label,
        fact.measure,
        fact.amount,
        fact.candidates.join(),
      )
    for (const fact of lost)
      console.log(seed, 'LOST', fact.table, fact.side, fact.code, fact.label, fact.measure, fact.amount)
    for (const finding of diagnostics)
      if (finding.severity !== 'info' && finding.code !== 'amount-ambiguous')
        console.log(
          seed,
          finding.severity,
          finding.code,
          finding.table,
          finding.row?.code,
          finding.measure,
          finding.message,
        )
  }
}
times.sort((a, b) => a.ms - b.ms)
const share = (count = 0) => `${((100 * count) / (counts.expected ?? 1)).toFixed(2)} %`
for (const key of Object.keys(counts).sort()) console.log(key.padEnd(40), counts[key], share(counts[key]))
const at = (part: number) => times[Math.floor(part * (times.length - 1))]
console.log(
  'ms median, 90 %, slowest:',
  at(0.5)?.ms.toFixed(0),
  at(0.9)?.ms.toFixed(0),
  at(1)?.ms.toFixed(0),
  `(seed ${at(1)?.seed})`,
)
perDocument.sort((a, b) => a - b)
console.log(
  'documents below 97 % right:',
  perDocument.filter((part) => part < 0.97).length,
  'lowest',
  perDocument[0]?.toFixed(3),
)
