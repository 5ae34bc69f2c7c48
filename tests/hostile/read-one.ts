import { readFileSync } from 'node:fs'
import { parseDisclosure, toFacts } from '../../src/index.js'

// The process that reads a trap: what came of it, and what it took.
const began = performance.now()
const { disclosure, diagnostics } = await parseDisclosure(readFileSync(process.argv[2] as string))
const told = {
  codes: diagnostics.map(({ code }) => code),
  messages: diagnostics.map(({ message }) => message),
  cells: disclosure?.tables.flatMap((table) => ('cells' in table ? (table.cells ?? []) : [])).length ?? 0,
  facts: disclosure === null ? 0 : toFacts(disclosure).length,
  milliseconds: performance.now() - began,
  megabytes: process.resourceUsage().maxRSS / 1000,
}
process.stdout.write(JSON.stringify(told))
