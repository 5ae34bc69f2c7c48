import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, describe, expect, it } from 'vitest'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const output = mkdtempSync(join(tmpdir(), 'yusuan-samples-'))
afterAll(() => rmSync(output, { recursive: true }))

async function runSample(name: string, ...args: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', join('samples', name), ...args], {
    cwd: root,
  })
  return stdout
}

describe('the runnable samples', () => {
  it.each(['xlsx', 'pdf', 'txt'])('read-one-budget prints the department of the %s', async (extension) => {
    const lines = (await runSample('read-one-budget.ts', `samples/district-budget-2023.${extension}`)).split('\n')
    expect(lines[0]).toBe('重庆市示例区政务服务管理办公室, 2023: 11 tables')
    expect(lines[1]).toMatch(/^201 一般公共服务支出: 927\.6 万元 = 334\.61 \+ 592\.99 \(/)
    expect(lines).toContain('2023年政务大厅运行保障经费: 2167700 元, 7 indicators')
  })

  it('convert-folder writes every fact of every file once', async () => {
    const lines = (await runSample('convert-folder.ts', 'samples', output)).trim().split('\n')
    expect(lines).toHaveLength(4)
    for (const line of lines) expect(line).toMatch(/^district-budget-2023\.\w+: 217 facts, 217 proved, 0 ambiguous, /)

    const csv = readFileSync(join(output, 'facts.csv'), 'utf8').trimEnd().split('\r\n')
    expect(csv[0]).toMatch(/^document,organization,fiscalYear,kind,table,/)
    expect(csv.slice(1).filter((line) => line.includes(',vehicleOperation,3.50,万元,35000,'))).toHaveLength(4)
    const findings = readFileSync(join(output, 'findings.ndjson'), 'utf8').trim().split('\n')
    expect(new Set(findings.map((line) => JSON.parse(line).severity))).toEqual(new Set(['info']))
  })
})
