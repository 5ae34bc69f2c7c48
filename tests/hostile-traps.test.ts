import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parseDisclosure } from '../src/index.js'
import { lockedPage, ROWS } from './hostile/pdf-objects.js'
import { PDF_TRAPS, type Trap, WORKBOOK_TRAPS } from './hostile/traps.js'

/** Guards against a hang and not a benchmark: on a free machine each takes a tenth of this. */
const MOST_MILLISECONDS = 10_000
const HEAP_MEGABYTES = 200

const root = fileURLToPath(new URL('..', import.meta.url))
/** Within node_modules, so that the bundle finds its packages. */
const folder = join(root, 'node_modules/.cache', `yusuan-traps-${process.pid}`)
const reader = join(folder, 'read-one.mjs')

beforeAll(async () => {
  mkdirSync(folder, { recursive: true })
  const entryPoints = [join(root, 'tests/hostile/read-one.ts')]
  await build({ entryPoints, outfile: reader, bundle: true, packages: 'external', platform: 'node', format: 'esm' })
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function readAlone({ bytes }: Trap) {
  const file = join(folder, 'trap')
  writeFileSync(file, bytes())
  const output = execFileSync(process.execPath, [`--max-old-space-size=${HEAP_MEGABYTES}`, reader, file], {
    timeout: 3 * MOST_MILLISECONDS,
    encoding: 'utf8',
  })
  return JSON.parse(output)
}

describe.each([
  ['a workbook', WORKBOOK_TRAPS, 200],
  ['a PDF', PDF_TRAPS, 400],
] as const)('traps in %s end at once, in a process of their own', (_, traps, mostMegabytes) => {
  it.each(traps.map((trap) => [trap.name, trap] as const))('%s', (_name, trap) => {
    const told = readAlone(trap)
    expect(told.milliseconds).toBeLessThan(MOST_MILLISECONDS)
    expect(told.megabytes).toBeLessThan(mostMegabytes)
    for (const code of trap.expected) expect(told.codes).toContain(code)
    if (trap.expected.length === 0) expect(told.cells).toBe(18)
    if (trap.naming) expect(told.messages[0]).toContain(trap.naming)
  })
})

describe('a PDF behind a password', () => {
  const locked = lockedPage(ROWS, 'secret')
  const codes = async (password: string) =>
    (await parseDisclosure(locked, { password })).diagnostics.map(({ code }) => code)

  it('opens with it, and with no other', async () => {
    expect(await codes('secret')).toEqual(['table-unrecognised', 'no-tables'])
    expect(await codes('wrong')).toEqual(['file-encrypted'])
  })
})
