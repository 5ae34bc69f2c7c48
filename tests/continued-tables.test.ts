import * as sheetjs from '@e965/xlsx'
import { describe, expect, it } from 'vitest'
import { parseDisclosure, toFacts } from '../src/index.js'

type Row = readonly (string | number)[]

async function read(input: string | Uint8Array) {
  const { disclosure, diagnostics } = await parseDisclosure(input)
  const facts = disclosure ? toFacts(disclosure) : []
  return {
    facts: facts.map(({ table, code, label, measure, amount }) => `${table} ${code || label} ${amount}=${measure}`),
    findings: diagnostics
      .filter(({ code }) => code !== 'unit-missing')
      .map(({ code, message }) => `${code}: ${message}`),
  }
}

function tableOf(rows: readonly Row[]): string {
  const cells = (row: Row) => row.map((cell) => `<td>${cell}</td>`).join('')
  return `<table>${rows.map((row) => `<tr>${cells(row)}</tr>`).join('')}</table>`
}

function workbookOf(sheets: Readonly<Record<string, readonly Row[]>>): Uint8Array {
  const book = sheetjs.utils.book_new()
  for (const [name, rows] of Object.entries(sheets))
    sheetjs.utils.book_append_sheet(book, sheetjs.utils.aoa_to_sheet(rows.map((row) => [...row])), name)
  return sheetjs.write(book, { type: 'buffer', bookType: 'xlsx' })
}

const TITLE: readonly Row[] = [['部门支出总表'], ['单位：万元']]
const HEADER: readonly Row[] = [['科目编码', '科目名称', '合计', '基本支出', '项目支出', '事业单位经营支出']]
const FIRST: readonly Row[] = [
  ['', '合计', '90.00', '60.00', '20.00', '10.00'],
  ['205', '教育支出', '30.00', '10.00', '10.00', '10.00'],
  ['20508', '进修及培训', '30.00', '10.00', '10.00', '10.00'],
]
/** Without the columns in which it is blank it has fewer than the page before. */
const REST: readonly Row[] = [
  ['208', '社会保障和就业支出', '60.00', '50.00', '10.00', ''],
  ['20805', '行政事业单位养老支出', '60.00', '50.00', '10.00', ''],
]
const HEADING = '<p>部门支出总表</p><p>单位：万元</p>'
const IN_REST = [
  'department-expenditure 208 60.00=total',
  'department-expenditure 208 50.00=basic',
  'department-expenditure 20805 10.00=project',
]

describe('a table that goes on where no page tells so', () => {
  it('has the columns of its header in the next one, whatever is blank there', async () => {
    const { facts, findings } = await read(
      `<html>${HEADING}${tableOf([...HEADER, ...FIRST])}<p>- 12 -</p>${tableOf(REST)}</html>`,
    )
    expect(facts).toEqual(expect.arrayContaining(IN_REST))
    expect(facts).toHaveLength(18)
    expect(findings).toEqual([])
  })

  it('does not go on below a sentence, or where amounts stand in other columns: those are told', async () => {
    const sentence = '<p>二、项目支出按照部门职责安排，用于保障重点工作。</p>'
    const apart = await read(`<html>${HEADING}${tableOf([...HEADER, ...FIRST])}${sentence}${tableOf(REST)}</html>`)
    expect(apart.facts).toHaveLength(12)
    expect(apart.findings).toEqual([
      expect.stringContaining('table-unrecognised: The table “” fits no known kind; it holds 6 amounts.'),
      expect.stringContaining('identity-violated'),
      expect.stringContaining('identity-violated'),
      expect.stringContaining('identity-violated'),
      expect.stringContaining('likely-culprit'),
    ])

    const moved = REST.map(([code, name, ...amounts]) => [code, name, '', ...amounts.slice(0, 3)] as Row)
    const torn = moved.map(([code, , ...rest]) => [code, '60.00', ...rest] as Row)
    const { facts } = await read(`<html>${HEADING}${tableOf([...HEADER, ...FIRST])}${tableOf(torn)}</html>`)
    expect(facts).toHaveLength(12)
  })

  it('goes on in the next sheet, where sheets are the pages of a document', async () => {
    const first = [...TITLE, ...HEADER, ...FIRST]
    for (const sheets of [
      { 'Table 1': first, 'Table 2': REST },
      { Sheet1: first, Sheet2: [...HEADER, ...REST] },
      { 第1页: first, 第2页: REST },
    ]) {
      const { facts, findings } = await read(workbookOf(sheets))
      expect(facts).toEqual(expect.arrayContaining(IN_REST))
      expect(findings).toEqual([])
    }
  })

  it('is another in a sheet with a name of its own, or with a total of its own', async () => {
    const first = [...TITLE, ...HEADER, ...FIRST]
    const named = await read(workbookOf({ 支出总表: first, 附表: [...HEADER, ...REST] }))
    expect(named.facts.filter((fact) => fact.startsWith('department-expenditure'))).toHaveLength(12)
    const totalled = await read(
      workbookOf({ Sheet1: first, Sheet2: [...HEADER, ['', '合计', '60.00', '50.00', '10.00', ''], ...REST] }),
    )
    expect(totalled.facts.filter((fact) => fact.startsWith('department-expenditure'))).toHaveLength(12)
    expect(totalled.findings.some((finding) => finding.startsWith('table-unrecognised'))).toBe(true)
  })
})

describe('a title far above a table', () => {
  const LIST = ['收支总表', '收入总表', '支出总表', '国有资本经营预算支出表'].map((title) => `<p>${title}</p>`).join('')
  const SENTENCES = '<p>一、部门职责。贯彻执行国家有关方针政策。</p>'.repeat(6)
  const GOALS = tableOf([
    ['项目名称', '预算数（万元）', '绩效目标'],
    ['示例工作经费', '352.27', '完成全年工作任务，保障工作正常运行。'],
  ])

  it('is an entry of a list of tables, where sentences stand between', async () => {
    const { facts } = await read(`<html>${LIST}${SENTENCES}${GOALS}</html>`)
    expect(facts.some((fact) => fact.startsWith('state-capital-expenditure'))).toBe(false)
    expect(facts).toEqual([expect.stringContaining('示例工作经费 352.27=')])
  })
})
