import { readFileSync } from 'node:fs'
import * as sheetjs from '@e965/xlsx'
import { describe, expect, it } from 'vitest'
import { parseDisclosure, toFacts } from '../src/index.js'

const SAMPLE = readFileSync('samples/district-budget-2023.xlsx')

/** All sheets of the sample, one below the other, each with its name above it. */
function sampleAs(write: (sheet: sheetjs.WorkSheet) => string): string {
  const book = sheetjs.read(SAMPLE)
  return book.SheetNames.map((name) => `${name}\n${write(book.Sheets[name] as sheetjs.WorkSheet)}\n`).join('\n')
}

/** As writers of Markdown do: the first row is the header, every line break a tag. */
function markdownOf(sheet: sheetjs.WorkSheet): string {
  const rows = sheetjs.utils.sheet_to_json<string[]>(sheet, { header: 1, raw: false, defval: '' })
  const lines = rows.map((row) => `| ${row.map((cell) => cell.replaceAll('\n', '<br>')).join(' | ')} |`)
  return [lines[0], `|${rows[0]?.map(() => ' --- |').join('')}`, ...lines.slice(1), ''].join('\n')
}

async function read(input: string | Uint8Array) {
  const { disclosure, diagnostics } = await parseDisclosure(input)
  const facts = disclosure ? toFacts(disclosure) : []
  return {
    facts: facts.map(
      ({ table, side, code, label, measure, amount }) =>
        `${table} ${side ?? ''} ${code} ${label} ${amount}=${measure ?? 'open'}`,
    ),
    places: facts.map(({ line, cell, amount }) => `line ${line}, ${cell}: ${amount}`),
    findings: diagnostics.map(({ code }) => code),
  }
}

const CSV = `表8 一般公共预算“三公”经费支出表,,,,,
单位：万元,,,,,
合计,因公出国（境）费,公务用车购置及运行费,,,公务接待费
,,小计,购置费,"运行
费",
"1,204.30",,3.50,,3.50,"1,200.80"
`

describe('a text whose cells are separated', () => {
  it.each([
    ['CSV', (sheet: sheetjs.WorkSheet) => sheetjs.utils.sheet_to_csv(sheet)],
    ['tabs', (sheet: sheetjs.WorkSheet) => sheetjs.utils.sheet_to_csv(sheet, { FS: '\t' })],
    ['Markdown', markdownOf],
  ])('says as %s what the workbook says', async (_, write) => {
    const workbook = await read(SAMPLE)
    const text = await read(sampleAs(write))
    expect(workbook.facts).toHaveLength(217)
    expect(text.facts).toEqual(workbook.facts)
    expect(text.findings).toEqual(workbook.findings)
  })

  it('tells the line and the cell of an amount, below a cell of two lines', async () => {
    const { facts, places } = await read(CSV)
    expect(facts).toContain('three-public-expenses    3.50=vehicleOperation')
    expect(facts).toContain('three-public-expenses    1200.80=officialReception')
    expect(places).toEqual(expect.arrayContaining(['line 6, A6: 1204.30', 'line 6, E6: 3.50']))
  })

  it('may have lost the empty cells at the ends of its rows', async () => {
    const { facts, findings } = await read(
      [
        '部门支出总表',
        '单位：万元',
        '科目编码\t科目名称\t合计\t基本支出\t项目支出',
        '\t合计\t60.00\t50.00\t10.00',
        '208\t社会保障和就业支出\t50.00\t50.00',
        '212\t城乡社区支出\t10.00\t\t10.00',
      ].join('\n'),
    )
    expect(findings).toEqual([])
    expect(facts).toContain('department-expenditure  208 社会保障和就业支出 50.00=basic')
    expect(facts).toContain('department-expenditure  212 城乡社区支出 10.00=project')
  })

  it('may print a merged cell again in each place that it covers, in Markdown', async () => {
    const { facts, findings } = await read(`
部门收入总表

单位：万元

| 科目编码 | 科目名称 | 合计 | 财政拨款 | 财政拨款 | 事业收入 |
| --- | --- | --- | --- | --- | --- |
| 科目编码 | 科目名称 | 合计 | 小计 | 一般公共预算 | 事业收入 |
| 合计 | 合计 | 60.00 | 50.00 | 50.00 | 10.00 |
| 229 | 其他支出 | 60.00 | 50.00 | 50.00 | 10.00 |
| 22999 | 其他支出 | 60.00 | 50.00 | 50.00 | 10.00 |
`)
    expect(findings).toEqual([])
    expect(facts).toContain('department-revenue  22999 其他支出 50.00=fiscalAppropriation')
    expect(facts).toContain('department-revenue  22999 其他支出 50.00=generalPublicBudget')
    expect(facts).toHaveLength(12)
  })

  it('has the amounts of a project once, where its goal is printed again beside each indicator', async () => {
    const goal = '全年完成三十个社区的便民服务点改造，事项同步率达到百分之九十五以上，群众满意。'
    const row = (indicator: string) => `| 示例项目 | 12.50 | ${goal} | 产出指标 | 数量指标 | ${indicator} | ≥30 |`
    const { facts } = await read(`
项目支出绩效目标表

单位：万元

| 项目名称 | 项目总额 | 绩效目标 | 一级指标 | 二级指标 | 三级指标 | 指标值 |
| --- | --- | --- | --- | --- | --- | --- |
${['改造数', '同步率', '满意度'].map(row).join('\n')}
`)
    expect(facts.filter((fact) => fact.includes('12.50='))).toHaveLength(1)
  })

  it('is none where commas stand in its amounts, or tabs behind every word', async () => {
    const rows = [
      ['201', '一般公共服务支出', '3,296,600', '3,296,600'],
      ['204', '公共安全支出', '2,878,025', '2,878,025'],
      ['208', '社会保障和就业支出', '16,091,895', '13,755,695', '2,336,200'],
      ['合计', '22,266,520', '13,755,695', '8,510,825'],
    ]
    for (const separator of [' ', ' \t']) {
      const lines = [
        '部门支出总表',
        '单位：元',
        '科目编码 科目名称 合计 基本支出 项目支出',
        ...rows.map((row) => row.join(separator)),
      ]
      const { facts } = await read(`目录,,\n${lines.join('\n')}\n`)
      expect(facts).toContain('department-expenditure  201 一般公共服务支出 3296600=project')
      expect(facts).toContain('department-expenditure  208 社会保障和就业支出 2336200=project')
    }
  })
})
