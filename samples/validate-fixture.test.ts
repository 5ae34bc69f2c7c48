/**
 * For test suites that hold output against fixtures: `npx vitest run samples/validate-fixture.test.ts`.
 *
 * The matchers work in vitest and in jest. A fixture is a list of facts; it may leave out what the test is not about.
 */
import { readFile } from 'node:fs/promises'
import { beforeAll, describe, expect, it } from 'vitest'
import { type ParseResult, parseDisclosure, toFacts } from 'yusuan'
import { type BudgetMatchers, diffFacts, matchers } from 'yusuan/testing'

declare module 'vitest' {
  interface Matchers<T> extends BudgetMatchers<T> {}
}
expect.extend(matchers)

const here = (path: string) => new URL(path, import.meta.url)
let result: ParseResult

beforeAll(async () => {
  result = await parseDisclosure(await readFile(here('district-budget-2023.pdf')))
})

describe('the district budget', () => {
  it('adds up, within its tables and between them', () => {
    expect(result).toReconcile()
  })

  it('holds every fact of the fixture', async () => {
    const fixture = JSON.parse(
      await readFile(here('../tests/fixtures/district-budget-2023/expected-facts.json'), 'utf8'),
    )
    expect(result).toContainFacts(fixture)
  })

  it('has a car to run, and none to buy', () => {
    expect(result).toContainFacts([
      {
        table: 'three-public-expenses',
        side: null,
        code: '',
        label: '',
        measure: 'vehicleOperation',
        amount: '3.50',
        unit: '万元',
      },
    ])
  })

  it('says the same as a workbook as it does as a PDF', async () => {
    const workbook = await parseDisclosure(await readFile(here('district-budget-2023.xlsx')))
    if (!result.disclosure || !workbook.disclosure) throw new Error('a sample could not be read')
    const diff = diffFacts(toFacts(workbook.disclosure), toFacts(result.disclosure))
    expect(diff).toMatchObject({ added: [], gone: [], changed: [], same: 217 })
  })
})
