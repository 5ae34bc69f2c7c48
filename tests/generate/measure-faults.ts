/**
 * Puts faults into generated disclosures and prints how many are found and named first:
 * `npx tsx tests/generate/measure-faults.ts xlsx 1 100`, `npx tsx tests/generate/measure-faults.ts text 1 100`; `--show` tells
 * of each that is not.
 */
import { districtWorkbook } from '../../scripts/district-workbook.js'
import { parseDisclosure } from '../../src/index.js'
import { FAULTS, withFault } from './faults.js'
import { flowText } from './flow-text.js'
import { judge } from './judge-fault.js'
import { Random } from './random.js'

const [format = 'text', from = '1', to = '100', show] = process.argv.slice(2)
for (const kind of FAULTS) {
  if (kind === 'moved' && format === 'text') continue
  const counts = { seeded: 0, found: 0, small: 0, namedFirst: 0, named: 0 }
  let slowest = 0
  for (let seed = Number.parseInt(from, 10); seed <= Number.parseInt(to, 10); seed += 1) {
    const faulty = withFault(seed, kind, new Random(seed * 7919 + FAULTS.indexOf(kind)))
    if (faulty === null) continue
    const { budget, difference, wrong } = faulty
    const input =
      format === 'text' ? flowText(budget, seed) : new Uint8Array(await districtWorkbook(budget, '').xlsx.writeBuffer())
    const start = performance.now()
    const { diagnostics } = await parseDisclosure(input)
    slowest = Math.max(slowest, performance.now() - start)
    const verdict = judge(faulty, diagnostics)
    const isSmall =
      difference !== null &&
      !verdict.isFound &&
      difference.abs().lt(wrong[0]?.table === 'department-performance' ? 400 : 0.5)
    counts.seeded += 1
    if (verdict.isFound) counts.found += 1
    if (isSmall) counts.small += 1
    if (verdict.isNamedFirst) counts.namedFirst += 1
    if (verdict.isNamed) counts.named += 1
    const about = `${seed} ${kind} ${difference?.toFixed() ?? ''} ${wrong
      .slice(0, 2)
      .map(({ table, code, label, measure, side }) => [table, side, code, label, measure].join(' '))
      .join(' | ')}`
    if (show === '--show' && !verdict.isFound) {
      console.log(isSmall ? 'SMALL' : 'MISSED', about)
      for (const { code, severity, message } of diagnostics)
        if (severity === 'warning') console.log('    ', code, message.slice(0, 150))
    }
    if (show === '--show' && verdict.isFound && !verdict.isNamedFirst) {
      console.log('UNNAMED', about)
      for (const { code, severity, message, table, row, measure } of diagnostics)
        if (severity === 'error' || code === 'likely-culprit')
          console.log('    ', code, table, row?.code, row?.label, measure, message.slice(0, 200))
    }
  }
  console.log(kind.padEnd(12), JSON.stringify(counts), `slowest ${slowest.toFixed(0)} ms`)
}
