import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { run } from '../src/cli/run.js'

const SAMPLE = new URL('../samples/district-budget-2023.txt', import.meta.url).pathname
const folder = mkdtempSync(join(tmpdir(), 'yusuan-command-'))
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
afterAll(() => rmSync(folder, { recursive: true }))

function write(name: string, content: string | Uint8Array): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

describe('convert', () => {
  it('prints a fact a line, and exits 0', async () => {
    expect(await run(['convert', SAMPLE, '--to', 'facts'])).toBe(0)
    const facts = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(facts).toHaveLength(217)
    expect(Object.keys(facts[0])).toEqual([
      'document',
      'organization',
      'fiscalYear',
      'kind',
      'table',
      'tableTitle',
      'side',
      'code',
      'label',
      'measure',
      'amount',
      'unit',
      'yuan',
      'evidence',
      'candidates',
      'proof',
      'sheet',
      'cell',
      'page',
      'bbox',
      'line',
    ])
  })

  it('writes a dataset into a folder', async () => {
    const target = `${join(folder, 'out')}/`
    expect(await run(['convert', SAMPLE, '--to', 'csv', '--bom', '--quiet', '-o', target])).toBe(0)
    expect(readdirSync(target)).toContain('documents.csv')
    expect(readFileSync(join(target, 'facts.csv'), 'utf8').startsWith('\ufeffdocument,')).toBe(true)
    expect(out).toBe('')
  })

  it('says where a document has no table, and exits 0', async () => {
    const path = write('prose.txt', '示例局的主要职责是贯彻执行国家的方针政策。\n')
    expect(await run(['convert', path, '--to', 'facts'])).toBe(0)
    expect(out).toBe('')
    expect(err).toMatch(/prose\.txt: .*\[no-tables\]/)
  })

  it('leaves personal data out on request', async () => {
    await run(['convert', SAMPLE, '--redact'])
    expect(out).toContain('"contact": null')
    expect(out).not.toMatch(/"telephone": "/)
  })

  it('does the others when one cannot be read, and exits 3', async () => {
    expect(await run(['convert', join(folder, 'missing.xlsx'), SAMPLE, '--to', 'facts'])).toBe(3)
    expect(err).toContain('file-unavailable')
    expect(out.trim().split('\n')).toHaveLength(217)
  })
})

describe('check', () => {
  it('exits 0 on a sound document', async () => {
    expect(await run(['check', SAMPLE])).toBe(0)
    expect(out).toContain('217 of 217 amounts proved')
  })

  it('exits 1 where an amount is falsified, and names it', async () => {
    const falsified = readFileSync(SAMPLE, 'utf8').replace(
      '2080505 机关事业单位基本养老保险缴费支出 35.97 35.97',
      '2080505 机关事业单位基本养老保险缴费支出 53.97 35.97',
    )
    const path = write('falsified.txt', falsified)
    expect(falsified).not.toBe(readFileSync(SAMPLE, 'utf8'))
    expect(await run(['check', path, '--format', 'json'])).toBe(1)
    const findings = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(findings.map(({ code }) => code)).toContain('identity-violated')
    const culprit = findings.find(({ code }) => code === 'likely-culprit')
    expect(culprit).toMatchObject({ row: { code: '2080505' }, expected: '35.97', found: '53.97' })
  })

  it('gives each kind of broken input its own finding, and exits 3', async () => {
    const broken = [
      [write('empty.pdf', ''), 'file-empty'],
      [write('picture.xlsx', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13)), 'file-type-unknown'],
      [write('half.xlsx', readFileSync(SAMPLE.replace('.txt', '.xlsx')).subarray(0, 8000)), 'file-damaged'],
      [folder, 'file-unavailable'],
    ]
    for (const [path, code] of broken) {
      out = ''
      expect(await run(['check', path as string, '--format', 'json'])).toBe(3)
      expect(JSON.parse(out.trim().split('\n')[0] as string)).toMatchObject({ code, severity: 'error', document: path })
    }
  })

  it('says when a text holds no budget', async () => {
    expect(await run(['check', write('notice.txt', '关于召开会议的通知\n各单位：\n请准时参加。\n'), '--strict'])).toBe(
      1,
    )
    expect(out).toContain('no-tables')
  })
})

describe('diff', () => {
  it('exits 0 where two documents hold the same facts', async () => {
    expect(await run(['diff', SAMPLE, SAMPLE.replace('.txt', '.xlsx')])).toBe(0)
    expect(out).toBe('217 same, 0 changed, 0 gone, 0 added\n')
  })

  it('takes the facts of an earlier run, and shows what changed', async () => {
    await run(['convert', SAMPLE, '--to', 'facts'])
    const facts = write(
      'facts.ndjson',
      out.replace('"amount":"84.93","unit":"万元","yuan":"849300"', '"amount":"84.92","unit":"万元","yuan":"849200"'),
    )
    out = ''
    expect(await run(['diff', facts, SAMPLE])).toBe(1)
    expect(out).toContain('30101 · 基本工资 · total: 84.92 → 84.93 万元 (100 元)')
  })
})

describe('wrong usage', () => {
  it.each([
    [['transmute', 'a']],
    [['convert']],
    [['convert', 'a', '--to', 'pdf']],
    [['diff', 'a']],
    [['check', '--nonsense']],
  ])('%j exits 2 and says why', async (tokens) => {
    expect(await run(tokens)).toBe(2)
    expect(err).toMatch(/^yusuan: .+ See yusuan --help\./)
  })
})
