import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { EXAMPLE_QUERIES, QUESTIONS } from '../src/batch/example-queries.js'
import { SILENT } from '../src/batch/progress.js'
import { runArchive } from '../src/batch/run-archive.js'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const work = mkdtempSync(join(tmpdir(), 'yusuan-queries-'))
const output = join(work, 'dataset')
afterAll(() => rmSync(work, { recursive: true }))

const OFFICE = '重庆市示例区政务服务管理办公室'
const BUREAU = '重庆市示例区档案事务管理办公室'
const BUREAU_NEXT = [/(?<!\d)2023(?=年)/g, '2024'] as const

/** Two departments in 2023, one of them again in 2024 with a misprinted total. */
beforeAll(async () => {
  const text = readFileSync(join(root, 'samples', 'district-budget-2023.txt'), 'utf8')
  const bureau = text.replaceAll(OFFICE, BUREAU)
  const misprinted = bureau.replace(...BUREAU_NEXT).replace('合计 1028.96 435.97 592.99', '合计 1038.96 435.97 592.99')
  mkdirSync(join(work, 'in'))
  for (const [name, content] of Object.entries({ office: text, bureau, later: misprinted.replace(...BUREAU_NEXT) }))
    writeFileSync(join(work, 'in', `${name}.txt`), content)
  await runArchive({
    words: [join(work, 'in')],
    output,
    formats: ['sqlite', 'duckdb'],
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
  })
})

type Answer = (string | number | null)[][]

async function fromSqlite(sql: string): Promise<Answer> {
  const { default: sqlite } = await import('node-sqlite3-wasm')
  const database = new sqlite.Database(join(output, 'yusuan.sqlite'), { readOnly: true })
  const rows = database.all(sql).map((row) => Object.values(row) as Answer[number])
  database.close()
  return rows
}

/** Decimals and counts as the numbers that they show. */
async function fromDuckdb(sql: string): Promise<Answer> {
  const { DuckDBInstance } = await import('@duckdb/node-api')
  const instance = await DuckDBInstance.create(join(output, 'yusuan.duckdb'), { access_mode: 'READ_ONLY' })
  const connection = await instance.connect()
  const rows = (await connection.runAndReadAll(sql)).getRows()
  connection.closeSync()
  instance.closeSync()
  return rows.map((row) =>
    row.map((value) => (value === null || typeof value === 'string' ? value : JSON.parse(String(value)))),
  )
}

describe('the questions of QUERIES.md', () => {
  it.each(QUESTIONS)('$title: SQLite and DuckDB answer alike', async ({ sql }) => {
    const answer = await fromSqlite(sql)
    expect(answer.length).toBeGreaterThan(0)
    expect(await fromDuckdb(sql)).toEqual(answer)
  })

  it('answers with what the documents print', async () => {
    const [spending, expenses, contradictions] = await Promise.all(QUESTIONS.map(({ sql }) => fromSqlite(sql)))
    expect(spending?.[0]).toEqual(['201', '一般公共服务支出', 1, 9276000])
    expect(expenses).toEqual([
      [2023, 2, 86000, null, 70000, 16000],
      [2024, 1, 43000, null, 35000, 8000],
    ])
    expect(contradictions).not.toEqual([])
    for (const [organization, , , , , , , expected, found] of contradictions ?? []) {
      expect(organization).toBe(BUREAU)
      expect([expected, found]).toContain('1038.96')
    }
  })

  it('stands in the README and beside the database', () => {
    const readme = readFileSync(join(root, 'README.md'), 'utf8')
    expect(readFileSync(join(output, 'QUERIES.md'), 'utf8')).toBe(EXAMPLE_QUERIES)
    for (const { sql } of QUESTIONS) expect(readme).toContain(sql)
  })
})
