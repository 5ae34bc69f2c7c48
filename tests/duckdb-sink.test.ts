import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import type { InputRecord } from '../src/batch/record.js'
import type { DatasetEntry } from '../src/batch/sinks/dataset-sink.js'
import { DUCKDB } from '../src/batch/sinks/duckdb-sink.js'
import { RECORD_COLUMNS } from '../src/batch/sinks/text-sinks.js'
import { type Fact, parseDisclosure, toFacts } from '../src/index.js'

const folder = mkdtempSync(join(tmpdir(), "yusuan-duckdb-o'clock-"))
afterAll(() => rmSync(folder, { recursive: true }))

const BUDGET = `示例区档案馆部门支出预算总表
编制部门：示例区档案馆 单位：元
项目 支出预算
功能分类科目编码 功能分类科目名称 合计 基本支出 项目支出
201 一般公共服务支出 9,000 4,000 5,000`

async function entryOf(change: Partial<Fact>): Promise<DatasetEntry> {
  const { disclosure } = await parseDisclosure(BUDGET)
  const [first] = disclosure ? toFacts(disclosure) : []
  const fact = { ...(first as Fact), document: 'a,"b"', ...change }
  const blank = Object.fromEntries(RECORD_COLUMNS.map((column) => [column, null]))
  const record = { ...blank, document: 'a,"b"', status: 'done', reason: '', facts: 1 } as unknown as InputRecord
  return { record, factLines: [], findingLines: [], facts: () => [fact], findings: () => [] }
}

async function rowsOf(path: string, query: string) {
  const { DuckDBInstance } = await import('@duckdb/node-api')
  const instance = await DuckDBInstance.create(path, { access_mode: 'READ_ONLY' })
  const connection = await instance.connect()
  const rows = await (await connection.runAndReadAll(query)).getRowObjectsJson()
  connection.closeSync()
  instance.closeSync()
  return rows
}

describe('a DuckDB file', () => {
  it('holds texts as they are, empty ones, nulls and what looks like one apart, and amounts exactly', async () => {
    const path = join(folder, 'data.duckdb')
    const sink = await DUCKDB.open(path, { bom: false, defuse: false })
    await sink.add(
      await entryOf({ label: '两行\n“名”,"称"', code: '', side: null, amount: '-0.1234567891', yuan: '-1234.567891' }),
    )
    await sink.close()
    expect(readdirSync(folder)).toEqual(['data.duckdb'])
    expect(await rowsOf(path, 'SELECT label, code, side, amount, yuan, printed FROM facts')).toEqual([
      {
        label: '两行\n“名”,"称"',
        code: '',
        side: null,
        amount: '-0.1234567891',
        yuan: '-1234.567891',
        printed: '-0.1234567891',
      },
    ])
    expect(await rowsOf(path, 'SELECT document, code, reason FROM documents')).toEqual([
      { document: 'a,"b"', code: null, reason: '' },
    ])
    rmSync(path)
  })

  it('takes \\N for the two characters that it is', async () => {
    const path = join(folder, 'null.duckdb')
    const sink = await DUCKDB.open(path, { bom: false, defuse: false })
    await sink.add(await entryOf({ label: '\\N' }))
    await sink.close()
    expect(await rowsOf(path, 'SELECT label FROM facts')).toEqual([{ label: '\\N' }])
  })
})
