import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { escaped, page } from '../src/batch/html-page.js'
import { outputNames } from '../src/batch/output-names.js'
import { run } from '../src/cli/run.js'
import { csvLine } from '../src/emit/csv.js'
import { EXPENDITURE, workbookOf } from './hostile/sheets.js'

const folder = mkdtempSync(join(tmpdir(), 'yusuan-hostile-output-'))
afterAll(() => rmSync(folder, { recursive: true }))

let out = ''
let err = ''
beforeEach(() => {
  out = ''
  err = ''
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    out += text
    return true
  })
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    err += text
    return true
  })
})
afterEach(() => {
  vi.restoreAllMocks()
})

const FORMULA = '=HYPERLINK("http://example.invalid","x")'
const ESCAPES = '行政\u001b[2J\u001b]0;x\u0007运行\u009b31m\u202e'
const CONTROLS = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/

/** The table with one row's name as given, and a negative amount in it. */
function tableWith(label: string) {
  return EXPENDITURE.map((cells) => (cells[0] === '2011302' ? ['2011302', label, '-10.50', '', '-10.50'] : cells))
}

function write(name: string, content: Uint8Array | string): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

describe('csv for spreadsheets', () => {
  it('defuses what would run as a formula, and leaves numbers as they are', () => {
    const cells = ['=1+1', '+1+1', '-1+1', '@SUM(A1)', '\tx', '\rx', '＝1', '-3.00', '-3', '财政', '', null]
    expect(csvLine(cells, { defuseFormulas: true })).toBe(
      "'=1+1,'+1+1,'-1+1,'@SUM(A1),'\tx,\"'\rx\",'＝1,-3.00,-3,财政,,\r\n",
    )
    expect(csvLine(cells)).toBe('=1+1,+1+1,-1+1,@SUM(A1),\tx,"\rx",＝1,-3.00,-3,财政,,\r\n')
  })

  it('by an option of the command, in one file and in a dataset', async () => {
    const input = write('formula.xlsx', workbookOf(tableWith(FORMULA)))
    await run(['convert', input, '--to', 'csv', '--defuse'])
    expect(out).toContain(`"'${FORMULA.replaceAll('"', '""')}"`)
    expect(out).toContain(',-10.50,万元,-105000,')
    const target = `${join(folder, 'dataset')}/`
    await run(['convert', input, '--to', 'csv', '--defuse', '--quiet', '-o', target])
    for (const file of readdirSync(target).filter((name) => name.endsWith('.csv')))
      expect(readFileSync(join(target, file), 'utf8')).not.toMatch(/(?:^|,)"?[=+@]/m)
    expect(readFileSync(join(target, 'facts.csv'), 'utf8')).toContain(`"'=HYPERLINK`)
  })
})

describe('what is said on a terminal', () => {
  it('holds no control characters from names or from the document', async () => {
    const input = write(`name\u001b[31m\u202e.xlsx`, workbookOf(tableWith(ESCAPES), { name: '表\u001b[5m' }))
    const other = write('other.xlsx', workbookOf(EXPENDITURE))
    await run(['check', input])
    await run(['diff', input, other])
    await run(['check', join(folder, 'absent\u001bc')])
    await run(['convert', join(folder, 'absent\u001bc')])
    await run(['diff', join(folder, 'absent\u001bc'), other])
    await run(['convert', input, '--to', '\u001b[2J'])
    expect(out).toContain('行政')
    expect(err).toContain('absent')
    expect(out).not.toMatch(CONTROLS)
    expect(err).not.toMatch(CONTROLS)
  })
})

describe('pages', () => {
  it('escape what documents hold', () => {
    expect(escaped(`<img src=x onerror='a("b")'>&`)).not.toMatch(/[<>"']/)
    expect(page('<script>', '')).not.toContain('<script>')
  })
})

describe('output files', () => {
  const names = [
    ...['../../x.pdf', '/etc/passwd', 'C:\\windows\\x.pdf', 'c:/x.pdf', 'a/../../b.pdf', 'CON', 'aux.pdf', 'x/NUL.txt'],
    ...['a\u0000b.pdf', 'dots...', 'spaces  ', '.', '..', '', '__proto__', 'constructor', 'a:b', 'a|b', '\u202ea.pdf'],
    ...['x'.repeat(500), '部'.repeat(300), '-rf'],
  ]
  it.each(names)('of the document “%s” stay inside the folder, on every system', (document) => {
    const name = outputNames([document]).get(document) ?? ''
    expect(name).not.toBe('')
    for (const segment of name.split('/')) {
      expect(segment).not.toMatch(/^\.{1,2}$|[\u0000-\u001f\u007f<>:"\\|?*\u202a-\u202e\u2066-\u2069]|[. ]$/)
      expect(segment).not.toMatch(/^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i)
      expect(Buffer.byteLength(segment)).toBeLessThanOrEqual(200)
    }
  })

  it('are as many as the documents', () => {
    expect(new Set(outputNames(names).values()).size).toBe(names.length)
  })
})
