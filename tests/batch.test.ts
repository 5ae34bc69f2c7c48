import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { strToU8, zipSync } from 'fflate'
import { afterAll, describe, expect, it } from 'vitest'
import { SILENT } from '../src/batch/progress.js'
import type { InputRecord } from '../src/batch/record.js'
import { type ArchiveOptions, runArchive } from '../src/batch/run-archive.js'

const samples = join(dirname(dirname(fileURLToPath(import.meta.url))), 'samples')
const work = mkdtempSync(join(tmpdir(), 'yusuan-batch-'))
afterAll(() => rmSync(work, { recursive: true }))

const text = readFileSync(join(samples, 'district-budget-2023.txt'))
const archive = join(work, 'in')
mkdirSync(join(archive, '2023'), { recursive: true })
for (const name of ['district-budget-2023.txt', 'district-budget-2023.xlsx']) {
  cpSync(join(samples, name), join(archive, '2023', name))
}
writeFileSync(join(archive, '2023', 'empty.pdf'), '')
writeFileSync(join(archive, 'cut.xlsx'), readFileSync(join(samples, 'district-budget-2023.xlsx')).subarray(0, 9000))
writeFileSync(join(archive, 'documents.zip'), gbkZip())

/** A zip as made in China: 预算.txt in GBK, an archive in it, and a name that climbs out. */
function gbkZip(): Uint8Array {
  const inner = zipSync({ 'inner.txt': text })
  const zip = zipSync({ 'AAAA.txt': text, 'more.zip': inner, '../climbs.txt': strToU8('x') })
  // 预算 in GBK takes four bytes, as AAAA does
  const name = Buffer.from([0xd4, 0xa4, 0xcb, 0xe3])
  const bytes = Buffer.from(zip)
  for (let at = bytes.indexOf('AAAA'); at >= 0; at = bytes.indexOf('AAAA', at + 1)) name.copy(bytes, at)
  return bytes
}

/** A zip with two entries of one name. */
function withNameTwice(): Uint8Array {
  const bytes = Buffer.from(zipSync({ 'a.txt': strToU8('x'), 'b.txt': strToU8('y') }))
  for (let at = bytes.indexOf('a.txt'); at >= 0; at = bytes.indexOf('a.txt', at + 1)) bytes.write('b.txt', at)
  return bytes
}

const USUAL = {
  words: [archive],
  formats: ['json', 'facts', 'csv'],
  redact: false,
  password: null,
  bom: false,
  defuse: false,
  resume: true,
  progress: SILENT,
  isStopping: () => false,
  workers: 1,
  seconds: 60,
  megabytes: 400,
  recycleAfter: 100,
} satisfies Omit<ArchiveOptions, 'output'>

/** Every file of a folder but those that are said to differ from run to run. */
function contents(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => !/timings\.|\.duckdb$/.test(file) && statSync(join(folder, file)).isFile())
    .sort()
  return Object.fromEntries(files.map((file) => [file, readFileSync(join(folder, file), 'latin1')]))
}

function records(folder: string): InputRecord[] {
  const lines = readFileSync(join(folder, 'records.ndjson'), 'utf8').trim().split('\n')
  return lines.map((line) => JSON.parse(line) as InputRecord)
}

describe('an archive', () => {
  const clean = join(work, 'clean')

  it('leaves one record for every input, in the order of their names', async () => {
    const { summary } = await runArchive({ ...USUAL, output: clean })
    const outcomes = records(clean).map(({ document, status, stage, code }) => {
      return [relative(archive, document), status, stage, code].join(' ').trim()
    })
    expect(outcomes).toEqual([
      '2023/district-budget-2023.txt done',
      '2023/district-budget-2023.xlsx done',
      '2023/empty.pdf unreadable read file-empty',
      'cut.xlsx unreadable read file-damaged',
      // Relative to the archive's own folder the name would be cut short, so that it is shown whole
      'climbs.txt unreadable open archive-entry-refused',
      'documents.zip/more.zip/inner.txt done',
      'documents.zip/预算.txt done',
    ])
    expect(summary?.outcomes).toEqual({ done: 4, findings: 0, unreadable: 3, failed: 0 })
    expect(summary?.amounts).toMatchObject({ printed: 868, placed: 868, proved: 868 })
    expect(readFileSync(join(clean, 'quarantine.csv'), 'utf8').trim().split('\r\n')).toHaveLength(4)
    expect(readdirSync(work).filter((name) => name.includes('climbs'))).toEqual([])
  })

  it('is the same with two workers, and after an interruption', async () => {
    const output = join(work, 'interrupted')
    let asked = 0
    const stopped = await runArchive({ ...USUAL, output, isStopping: () => ++asked > 3 })
    expect(stopped.summary).toBeNull()
    expect(stopped.finished).toBeGreaterThan(0)
    expect(stopped.finished).toBeLessThan(7)
    // A file that a kill left half written
    writeFileSync(join(output, '.yusuan', 'tmp', '1-1'), 'half')

    const fresh: string[] = []
    const progress = {
      ...SILENT,
      add: (record: InputRecord, { isNew }: { isNew: boolean }) => void (isNew && fresh.push(record.document)),
    }
    await runArchive({ ...USUAL, output, workers: 2, recycleAfter: 1, progress })
    expect(fresh.length).toBeLessThan(7)
    expect(contents(output)).toEqual(contents(clean))
  })

  it('keeps what it wrote for other inputs out of a new run', async () => {
    const output = join(work, 'changing')
    await runArchive({ ...USUAL, output, words: [join(archive, '2023', '*.{txt,pdf}')] })
    await runArchive({ ...USUAL, output, words: [join(archive, '2023', '*.pdf')] })
    expect(records(output).map(({ code }) => code)).toEqual(['file-empty'])
    expect(Object.keys(contents(output)).filter((file) => file.startsWith('documents/'))).toEqual([])
    expect(readFileSync(join(output, 'facts.ndjson'), 'utf8')).toBe('')
  })

  it('has each file once, whatever leads to it, and those whose names are no UTF-8', async () => {
    const folder = join(work, 'names')
    mkdirSync(join(folder, 'a'), { recursive: true })
    writeFileSync(join(folder, 'a', 'plain.txt'), 'x')
    symlinkSync('..', join(folder, 'a', 'up'))
    symlinkSync('nowhere', join(folder, 'broken.pdf'))
    // 预算.txt as an archive in GBK leaves it, unpacked on Linux
    const gbk = Buffer.concat([Buffer.from(`${folder}/`), Buffer.from([0xd4, 0xa4, 0xcb, 0xe3]), Buffer.from('.txt')])
    writeFileSync(gbk, text)
    writeFileSync(join(folder, 'twice.zip'), withNameTwice())
    const output = join(work, 'names-out')
    await runArchive({ ...USUAL, output, words: [folder, `${folder}/a/../`, `${folder}/**/*.{txt,pdf}`, '/no/such'] })
    expect(records(output).map(({ document, status, code }) => [relative(folder, document), status, code])).toEqual([
      [relative(folder, '/no/such'), 'unreadable', 'file-unavailable'],
      ['a/plain.txt', 'done', null],
      ['broken.pdf', 'unreadable', 'file-unavailable'],
      ['twice.zip/b.txt', 'done', null],
      ['twice.zip/b.txt (2)', 'done', null],
      ['预算.txt', 'done', null],
    ])
  })

  it('refuses archives in archives without end', async () => {
    let bytes = zipSync({ 'deep.txt': text })
    for (let depth = 0; depth < 6; depth++) bytes = zipSync({ 'in.zip': bytes })
    writeFileSync(join(work, 'deep.zip'), bytes)
    const output = join(work, 'deep')
    await runArchive({ ...USUAL, output, words: [join(work, 'deep.zip')] })
    expect(records(output).map(({ stage, code }) => [stage, code])).toEqual([['open', 'archive-unfolds']])
  })

  it('costs a file that takes too long, and no other', async () => {
    const output = join(work, 'late')
    const words = [join(archive, '2023', '*.txt')]
    const late = await runArchive({ ...USUAL, output, words, seconds: 0.02 })
    expect(late.summary?.outcomes).toEqual({ done: 0, findings: 0, unreadable: 0, failed: 1 })
    expect(records(output)[0]).toMatchObject({ status: 'failed', code: 'time-limit' })
    // What failed is tried again
    expect((await runArchive({ ...USUAL, output, words })).summary?.outcomes.done).toBe(1)
  })

  it('describes its files', () => {
    const { resources } = JSON.parse(readFileSync(join(clean, 'datapackage.json'), 'utf8'))
    const csv = resources.find(({ path }: { path: string }) => path === 'facts.csv')
    const [head] = readFileSync(join(clean, 'facts.csv'), 'utf8').split('\r\n')
    expect(csv.schema.fields.map(({ name }: { name: string }) => name).join(',')).toBe(head)
    expect(csv.bytes).toBe(statSync(join(clean, 'facts.csv')).size)
    expect(readFileSync(join(clean, 'summary.html'), 'utf8')).not.toMatch(/(?:src|href)="https?:/)
  })
})

describe('the typed formats', () => {
  const output = join(work, 'typed')

  it('hold the same facts', async () => {
    const words = [join(archive, '2023', '*.xlsx')]
    await runArchive({ ...USUAL, output, words, formats: ['facts', 'parquet', 'sqlite', 'duckdb', 'xlsx'] })
    const facts = readFileSync(join(output, 'facts.ndjson'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    const expected = facts.map((fact) => [fact.code, fact.measure, fact.amount, fact.yuan])
    expect(expected).toHaveLength(217)
    expect(await sqliteFacts()).toEqual(expected)
    expect(await duckdbFacts(join(output, 'yusuan.duckdb'), 'facts')).toEqual(expected)
    expect(await duckdbFacts(':memory:', `'${join(output, 'facts.parquet')}'`)).toEqual(expected)
    expect(await workbookFacts()).toEqual(expected.map(([code, measure, amount]) => [code, measure, Number(amount)]))
  })

  const plain = (unscaled: bigint, scale: number): string => {
    const digits = String(unscaled).padStart(scale + 1, '0')
    return `${digits.slice(0, -scale)}.${digits.slice(-scale)}`.replace(/\.?0+$/, '')
  }

  async function sqliteFacts() {
    const { default: sqlite } = await import('node-sqlite3-wasm')
    const database = new sqlite.Database(join(output, 'yusuan.sqlite'), { readOnly: true })
    const rows = database.all('SELECT code, measure, amount, yuan, fen FROM facts')
    expect(database.get('PRAGMA foreign_key_check')).toBeNull()
    database.close()
    for (const { yuan, fen } of rows) expect(plain(BigInt(fen as number), 2)).toBe(yuan)
    return rows.map((row) => [row['code'], row['measure'], row['amount'], row['yuan']])
  }

  /** Decimals as texts: a double between would hide what the file holds. */
  async function duckdbFacts(path: string, from: string) {
    const { DuckDBInstance } = await import('@duckdb/node-api')
    const instance = await DuckDBInstance.create(path, path === ':memory:' ? {} : { access_mode: 'READ_ONLY' })
    const connection = await instance.connect()
    const query = `SELECT code, measure, printed, yuan::VARCHAR, typeof(yuan), amount = printed::DECIMAL(38,10) FROM ${from}`
    const rows = (await connection.runAndReadAll(query)).getRows()
    connection.closeSync()
    instance.closeSync()
    for (const row of rows) expect(row.slice(4)).toEqual(['DECIMAL(38,6)', true])
    return rows.map(([code, measure, printed, yuan]) => [code, measure, printed, String(yuan).replace(/\.?0+$/, '')])
  }

  async function workbookFacts() {
    const { default: exceljs } = await import('exceljs')
    const workbook = new exceljs.Workbook()
    const [file] = readdirSync(output, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.xlsx'))
    await workbook.xlsx.readFile(join(output, file as string))
    const rows: unknown[] = []
    workbook.getWorksheet('facts')?.eachRow((row, at) => {
      const values = row.values as unknown[]
      if (at > 1) rows.push([values[8] ?? '', values[10], values[11]])
    })
    return rows
  }
})
