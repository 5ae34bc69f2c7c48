import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { equationsOf } from '../src/checks/equations.js'
import { runChecks } from '../src/checks/prove.js'
import { extractTables } from '../src/extract/extract-tables.js'
import { documentOf } from './grid-text.js'

const FOLDER = new URL('fixtures/forms/', import.meta.url)
/** Writing what was read over what is expected: by hand only, and to be read line by line before it is committed. */
const IS_UPDATE = process.env.UPDATE_FIXTURES === '1' && process.env.CI === undefined

/** What a form's small document holds: whose it is, then a line an amount. */
function read(source: string): { text: string; violated: string[] } {
  const { value } = extractTables(documentOf(...source.split('\n--- page\n')))
  const facts = value.tables.flatMap((table) => [
    `${table.id} · ${table.title} · ${table.unit}`,
    ...table.rows.flatMap((row) =>
      row.amounts.map(
        (amount) => `  ${[row.side, row.code, row.label, amount.measure].filter(Boolean).join(' · ')} = ${amount.text}`,
      ),
    ),
  ])
  const checks = runChecks(value.tables, equationsOf(value.tables, value.kind))
  const violated = checks
    .filter(({ evaluation }) => evaluation.outcome === 'violated')
    .map(({ equation }) => equation.identity.id)
  return {
    text: `${[`${value.form} · ${value.organization} · ${value.fiscalYear} · ${value.kind}`, ...facts].join('\n')}\n`,
    violated,
  }
}

describe.each(readdirSync(FOLDER))('the form %s', (form) => {
  const { text, violated } = read(readFileSync(new URL(`${form}/source.txt`, FOLDER), 'utf8'))

  it('is read as its fixture has it', () => {
    const expected = new URL(`${form}/expected.txt`, FOLDER)
    if (IS_UPDATE) writeFileSync(expected, text)
    expect(text).toBe(readFileSync(expected, 'utf8'))
    expect(text.startsWith(`${form} · `)).toBe(true)
  })

  it('adds up', () => {
    expect(violated).toEqual([])
  })
})
