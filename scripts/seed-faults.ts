/**
 * What a proof is worth: changes amounts of a folder of disclosures that the accounts prove, one after the other, and counts
 * the changes that no identity finds.
 *
 * Usage: npm run faults -- DIR [STEP]
 *
 * Every STEPth proved amount (the 10th) is changed by 1,000 of its unit: alone, and, where it is the total of its row, together
 * with one that it consists of, so that the row still adds up. Documents with open columns are left out.
 */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { AccountKind } from '../src/checks/account.js'
import { equationsOf } from '../src/checks/equations.js'
import { type Check, proofs, runChecks, slotKey } from '../src/checks/prove.js'
import { extractTables } from '../src/extract/extract-tables.js'
import type { ExtractedAmount, ExtractedRow, ExtractedTable } from '../src/extract/table.js'
import { readSource } from '../src/read/read-source.js'

const CHANGE = 1000
const TOTAL = /(?:^total|合计|总计|小计|总额)$/

interface Tally {
  tried: number
  unfound: number
}

function changed(amount: ExtractedAmount): ExtractedAmount {
  const value = amount.value.plus(CHANGE)
  return { ...amount, value, text: value.toFixed(amount.decimals) }
}

/** The tables with some amounts of one row changed. */
function withFault(
  tables: readonly ExtractedTable[],
  { table, row, amounts }: { table: number; row: number; amounts: readonly number[] },
): ExtractedTable[] {
  const rowWith = (own: ExtractedRow): ExtractedRow => ({
    ...own,
    amounts: own.amounts.map((amount, at) => (amounts.includes(at) ? changed(amount) : amount)),
  })
  return tables.map((own, index) =>
    index === table ? { ...own, rows: own.rows.map((each, at) => (at === row ? rowWith(each) : each)) } : own,
  )
}

function violatedIn(checks: readonly Check[]): Set<string> {
  const violated = checks.filter(({ evaluation }) => evaluation.outcome === 'violated')
  return new Set(violated.map(({ equation }) => `${equation.identity.id} ${slotKey(equation.total)}`))
}

/** An amount that the total of its row consists of: changed with it, the row adds up as before. */
function partBeside({ amounts }: ExtractedRow, total: number): number {
  if (!TOTAL.test(amounts[total]?.measure ?? '')) return -1
  return amounts.findIndex(
    ({ measure, value }, at) => at !== total && !value.isZero() && !/^(?:prior|budget)\.|其中/.test(measure ?? ''),
  )
}

function seed(
  { tables, kind }: { tables: readonly ExtractedTable[]; kind: AccountKind },
  step: number,
  tallies: { alone: Map<string, Tally>; withPart: Map<string, Tally> },
): void {
  const checks = runChecks(tables, equationsOf(tables, kind))
  const before = violatedIn(checks)
  const proofOf = proofs(checks, tables)
  let count = 0
  const attempt = (tally: Map<string, Tally>, table: number, row: number, amounts: readonly number[]) => {
    const faulty = withFault(tables, { table, row, amounts })
    const isFound = [...violatedIn(runChecks(faulty, equationsOf(faulty, kind)))].some((key) => !before.has(key))
    const id = tables[table]?.id as string
    const { tried, unfound } = tally.get(id) ?? { tried: 0, unfound: 0 }
    tally.set(id, { tried: tried + 1, unfound: unfound + (isFound ? 0 : 1) })
  }
  tables.forEach((table, index) => {
    table.rows.forEach((row, at) => {
      row.amounts.forEach(({ measure }, amount) => {
        if (measure === null || proofOf.get(slotKey({ table: index, row: at, measure })) !== 'proved') return
        count += 1
        if (count % step !== 0) return
        attempt(tallies.alone, index, at, [amount])
        const part = partBeside(row, amount)
        if (part >= 0) attempt(tallies.withPart, index, at, [amount, part])
      })
    })
  })
}

function report(title: string, tally: ReadonlyMap<string, Tally>): void {
  let [tried, unfound] = [0, 0]
  for (const [id, own] of tally) {
    console.log(`${title} ${id}: ${own.unfound} of ${own.tried} not found`)
    tried += own.tried
    unfound += own.unfound
  }
  console.log(`${title}: ${unfound} of ${tried} not found`)
}

const [folder, step = '10'] = process.argv.slice(2)
if (folder === undefined) throw new Error('usage: npm run faults -- DIR [STEP]')
const tallies = { alone: new Map<string, Tally>(), withPart: new Map<string, Tally>() }
for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
  if (!entry.isFile() || entry.name.startsWith('.')) continue
  const read = await readSource(await readFile(join(entry.parentPath, entry.name)), {})
  if (read.value === null) continue
  const { value } = extractTables(read.value)
  const isOpen = value.tables.some(({ rows }) =>
    rows.some(({ amounts }) => amounts.some(({ measure }) => measure === null)),
  )
  if (!isOpen) seed(value, parseInt(step, 10), tallies)
}
report('alone', tallies.alone)
report('with a part', tallies.withPart)
