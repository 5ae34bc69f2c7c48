import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { withTables } from '../scripts/readme-tables.js'
import { CATALOGUE } from '../src/index.js'

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')

describe('the README', () => {
  it('lists the findings and identities of the code (npm run readme writes them)', () => {
    expect(withTables(readme)).toBe(readme)
  })

  it('runs as it says', async () => {
    const block = /```ts\n(import \{ readFile \}[\s\S]*?)```/.exec(readme)?.[1] ?? ''
    const printed: unknown[][] = []
    const body = block.replace(/^import .*$/gm, '').replaceAll('console.log', 'print')
    const { readFile } = await import('node:fs/promises')
    const { parseDisclosure, toFacts } = await import('../src/index.js')
    const AsyncFunction = (async () => {}).constructor as new (
      ...args: string[]
    ) => (...values: unknown[]) => Promise<void>
    await new AsyncFunction('readFile', 'parseDisclosure', 'toFacts', 'print', body)(
      readFile,
      parseDisclosure,
      toFacts,
      (...values: unknown[]) => printed.push(values),
    )
    expect(printed[0]?.slice(0, 3)).toEqual(['行政运行', '334.61', '万元'])
    expect(printed[1]?.[0]).toBe(217)
  })
})

function sourcesIn(folder: string): string[] {
  const root = new URL(`../${folder}/`, import.meta.url)
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('catalogue.ts') && !name.endsWith('readme.test.ts'))
    .map((name) => readFileSync(new URL(name, root), 'utf8'))
}

describe('the catalogue of findings', () => {
  it.each(['src', 'tests'])('has no code that is nowhere in %s', (folder) => {
    const text = sourcesIn(folder).join('\n')
    expect(Object.keys(CATALOGUE).filter((code) => !text.includes(code))).toEqual([])
  })

  it('has a sentence and a severity for every code', () => {
    for (const [code, { sentence, severity, title }] of Object.entries(CATALOGUE)) {
      expect(code).toMatch(/^[a-z]+(?:-[a-z]+)*$/)
      expect(['error', 'warning', 'info']).toContain(severity)
      expect(sentence.length).toBeGreaterThan(10)
      expect(title.length).toBeGreaterThan(3)
    }
  })
})
