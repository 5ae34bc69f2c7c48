import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Project } from '../scripts/district-budget.js'
import { SAMPLE } from '../scripts/sample-budget.js'
import { type ExpectedFact, expectedFacts } from '../scripts/sample-facts.js'
import { PROJECTS } from '../scripts/sample-projects.js'
import { DEPARTMENT } from '../scripts/sample-tables.js'
import { type Fact, type ParseResult, parseDisclosure, type TableOf, toFacts } from '../src/index.js'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const golden: ExpectedFact[] = JSON.parse(
  readFileSync(join(root, 'tests/fixtures/district-budget-2023/expected-facts.json'), 'utf8'),
)
/** Amounts printed in 附件4-1 … 4-11, in the order of the attachments. */
const AMOUNTS = {
  'fiscal-appropriation-summary': 15,
  'general-public-budget-expenditure': 37,
  'general-public-budget-basic-expenditure': 56,
  'three-public-expenses': 4,
  'government-fund-expenditure': 0,
  'department-summary': 9,
  'department-revenue': 34,
  'department-expenditure': 37,
  'government-procurement': 0,
  'department-performance': 5,
  'project-performance': 20,
}

/** The keys of a fact that every format of one disclosure shares, as a line that sorts. */
function line({ table, side, code, label, measure, amount, unit }: ExpectedFact | Fact): string {
  return JSON.stringify([table, side, code, label, measure, amount, unit])
}

/** The fields of a project as the sample was written. */
function projectFields({ code, name, overview, schedule, goal, indicators }: Project) {
  return { code, name, overview, schedule, goal, indicators: indicators.map((fields) => [...fields]) }
}

function readProjects({ disclosure }: ParseResult) {
  const table = disclosure?.tables.find(
    (candidate): candidate is TableOf<'project-performance'> => candidate.id === 'project-performance',
  )
  return (table?.rows ?? []).map((row) => ({
    code: row.code,
    name: row.printedLabel,
    overview: row.overview ?? '',
    schedule: row.schedule ?? '',
    goal: row.annualGoal ?? '',
    indicators: row.indicators.map((indicator) => [
      indicator.level1,
      indicator.level2,
      indicator.level3,
      indicator.relation,
      indicator.target,
      indicator.unit,
      indicator.weight,
    ]),
  }))
}

describe('the golden of the sample', () => {
  it('holds what the tables of the script hold', () => {
    expect(golden).toEqual(expectedFacts(SAMPLE))
  })

  it('counts 15, 37, 56, 4, 0, 9, 34, 37, 0, 5 and 20 amounts', () => {
    const counts: Record<string, number> = { 'government-fund-expenditure': 0, 'government-procurement': 0 }
    for (const { table } of golden) counts[table] = (counts[table] ?? 0) + 1
    expect(counts).toEqual(AMOUNTS)
  })
})

describe.each(['xlsx', 'xls', 'pdf', 'txt'])('the sample as %s', (extension) => {
  let result: ParseResult
  beforeAll(async () => {
    result = await parseDisclosure(readFileSync(join(root, `samples/district-budget-2023.${extension}`)))
  })

  it('has eleven tables of one organisation and year', () => {
    expect(result.disclosure?.tables.map(({ id }) => id)).toEqual(Object.keys(AMOUNTS))
    expect(result.disclosure).toMatchObject({ organization: DEPARTMENT, fiscalYear: 2023, kind: 'budget' })
  })

  it('gives the expected facts, and no other', () => {
    const facts = result.disclosure ? toFacts(result.disclosure) : []
    expect(facts.map(line).sort()).toEqual(golden.map(line).sort())
  })

  it('adds up, apart from the rounding of 301', () => {
    const errors = result.diagnostics.filter(({ severity }) => severity === 'error')
    expect(errors).toEqual([])
    expect(result.diagnostics).toContainEqual(
      expect.objectContaining({ code: 'rounding-difference', row: expect.objectContaining({ code: '301' }) }),
    )
  })

  it('has the ten projects with their indicators, wrapped cells whole again', () => {
    const spaceless = (projects: unknown) => JSON.parse(JSON.stringify(projects).replace(/\s+/g, ''))
    expect(spaceless(readProjects(result))).toEqual(spaceless(PROJECTS.map(projectFields)))
  })
})
