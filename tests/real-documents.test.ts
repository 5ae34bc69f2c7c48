import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { diffFacts } from '../src/emit/diff-facts.js'
import { type Fact, parseDisclosure, toFacts } from '../src/index.js'

/** Published documents that are no part of this repository: kept beside it where they may be. */
const SHARED = new URL('../../shared/', import.meta.url)
const isThere = existsSync(SHARED)
if (!isThere) console.warn('real-documents: skipped, the folder of published documents is not beside this one')

interface Golden {
  doc: string
  organization: string
  fiscalYear: number
  kind: string
  facts: (Pick<Fact, 'table' | 'side' | 'code' | 'label' | 'measure' | 'amount' | 'unit' | 'page'> & Partial<Fact>)[]
}

const goldens: Golden[] = isThere
  ? readdirSync(new URL('golden/', SHARED)).map((name) =>
      JSON.parse(readFileSync(new URL(`golden/${name}`, SHARED), 'utf8')),
    )
  : []

/** Labels are compared with brackets folded: a text layer has ASCII ones where the page shows full-width. */
const key = (fact: Golden['facts'][number]) =>
  [
    fact.table,
    fact.side ?? '',
    fact.code,
    fact.label.replace(/[（(]/g, '(').replace(/[）)]/g, ')'),
    fact.measure,
    fact.amount,
    fact.unit,
    fact.page,
  ].join('|')

describe.skipIf(!isThere)('documents whose facts were taken by hand', () => {
  it.each(goldens.map((golden) => [golden.doc, golden] as const))(
    '%s: every fact, and no other',
    async (doc, golden) => {
      const { disclosure } = await parseDisclosure(readFileSync(new URL(`real/${doc}`, SHARED)))
      expect(disclosure).toMatchObject({
        organization: golden.organization,
        fiscalYear: golden.fiscalYear,
        kind: golden.kind,
      })
      const facts = disclosure ? toFacts(disclosure) : []
      expect(facts.map(key).sort()).toEqual(golden.facts.map(key).sort())
    },
  )
})

describe.skipIf(!isThere)('the text that the project started from', () => {
  it('gives every amount its place, and finds nothing wrong', async () => {
    const folder = new URL('seed/', SHARED)
    const [name] = readdirSync(folder)
    const { disclosure, diagnostics, accounts } = await parseDisclosure(readFileSync(new URL(name as string, folder)))
    expect(accounts.map(({ amounts }) => amounts)).toEqual([15, 37, 56, 4, 0, 9, 34, 37, 0, 5, 20])
    const facts = disclosure ? toFacts(disclosure) : []
    expect(facts.filter(({ evidence }) => evidence === 'ambiguous')).toEqual([])
    expect(facts.filter(({ proof }) => proof !== 'proved')).toEqual([])
    expect(diagnostics.filter(({ severity }) => severity !== 'info')).toEqual([])
    const projects = disclosure?.tables.find((table) => table.id === 'project-performance')
    const indicators = disclosure?.tables.flatMap((table) =>
      table.id === 'project-performance' || table.id === 'department-performance'
        ? table.rows.flatMap((row) => row.indicators)
        : [],
    )
    expect(projects?.id === 'project-performance' && projects.rows.length).toBe(10)
    expect(indicators).toHaveLength(74)
  })
})

describe.skipIf(!isThere)('a list of projects over twenty pages', () => {
  it('has each printed amount once', async () => {
    const folder = new URL('real/北京/', SHARED)
    const name = readdirSync(folder).find((file) => file.startsWith('公安局')) as string
    const { disclosure } = await parseDisclosure(readFileSync(new URL(name, folder)))
    const places = disclosure ? toFacts(disclosure).map(({ page, bbox }) => `${page} ${bbox}`) : []
    expect(places.length).toBeGreaterThan(800)
    expect(new Set(places).size).toBe(places.length)
  })
})

describe.skipIf(!isThere)('one disclosure printed twice', () => {
  it('has no other amount where another program has drawn it again, which leaves printed zeros out', async () => {
    const read = async (name: string) => {
      const { disclosure } = await parseDisclosure(readFileSync(new URL(`real/上海普陀/${name}`, SHARED)))
      return disclosure ? toFacts(disclosure) : []
    }
    const published = await read('wanli-2025-budget.pdf')
    const redrawn = await read('wanli-2025-libreoffice-redraw.pdf')
    const { changed, same } = diffFacts(published, redrawn)
    expect(changed).toEqual([])
    expect(same).toBeGreaterThan(500)
  })
})
