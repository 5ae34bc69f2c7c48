import { describe, expect, it } from 'vitest'
import { bestReading } from '../src/best-reading.js'
import { NOWHERE } from '../src/grid/document.js'
import { parseDisclosure, toFacts } from '../src/index.js'
import { documentOf } from './grid-text.js'
import { drawPdf, endingAt, lattice, text } from './pdf-drawing.js'

function row(y: number, [code = '', name = '', total = '', basic = '', project = '']: readonly string[]): string {
  return (
    text(50, y, code) +
    text(120, y, name) +
    endingAt(340, y, total) +
    endingAt(430, y, basic) +
    endingAt(520, y, project)
  )
}

const HEAD = text(200, 30, '示例区档案馆部门支出总表') + text(480, 50, '单位：万元')
const HEADER =
  text(50, 75, '科目编码') +
  text(120, 75, '科目名称') +
  text(315, 75, '合计') +
  text(392, 75, '基本支出') +
  text(482, 75, '项目支出')
const FIRST =
  row(100, ['', '合计', '120.00', '70.00', '50.00']) +
  row(120, ['201', '一般公共服务支出', '110.00', '60.00', '50.00']) +
  row(140, ['20126', '档案事务', '110.00', '60.00', '50.00']) +
  row(160, ['2012601', '行政运行', '60.00', '60.00']) +
  row(180, ['2012604', '档案馆', '50.00', '', '50.00'])
/** The rows that the next page goes on with are too few for a table by themselves. */
const SECOND = row(60, ['208', '社会保障和就业支出', '10.00', '10.00'])
const MORE = row(80, ['20805', '行政事业单位养老支出', '10.00', '10.00'])

async function read(pages: readonly string[]) {
  const { disclosure, diagnostics } = await parseDisclosure(drawPdf(pages.map((content) => ({ content }))))
  return { facts: disclosure ? toFacts(disclosure) : [], codes: diagnostics.map(({ code }) => code) }
}

describe('a PDF without rules', () => {
  it('is read by its lines where that proves more than its columns do', async () => {
    const { facts, codes } = await read([HEAD + HEADER + FIRST, SECOND + MORE])
    expect(facts.map(({ code, measure, amount }) => `${code} ${measure} ${amount}`)).toEqual([
      ' total 120.00',
      ' basic 70.00',
      ' project 50.00',
      '201 total 110.00',
      '201 basic 60.00',
      '201 project 50.00',
      '20126 total 110.00',
      '20126 basic 60.00',
      '20126 project 50.00',
      '2012601 total 60.00',
      '2012601 basic 60.00',
      '2012604 total 50.00',
      '2012604 project 50.00',
      '208 total 10.00',
      '208 basic 10.00',
      '20805 total 10.00',
      '20805 basic 10.00',
    ])
    expect(new Set(facts.map(({ proof }) => proof))).toEqual(new Set(['proved']))
    expect(codes.filter((code) => code !== 'code-name-mismatch')).toEqual([])
  })

  it('gives each amount its page and the box of its line, and no line number', async () => {
    const { facts } = await read([HEAD + HEADER + FIRST, SECOND + MORE])
    const last = facts.at(-1)
    expect(last).toMatchObject({ page: 2, line: null, cell: null })
    expect(last?.bbox?.[1]).toBeGreaterThan(65)
    expect(last?.bbox?.[3]).toBeLessThan(85)
  })

  it('is read by its columns alone where one of its tables is drawn', async () => {
    const drawn = lattice([45, 115, 260, 345, 435, 525], [60, 80, 105, 125, 145, 165, 185])
    const { facts } = await read([HEAD + HEADER + FIRST + drawn])
    expect(facts).toHaveLength(13)
    expect(new Set(facts.map(({ evidence }) => evidence))).toEqual(new Set(['printed']))
  })

  it('is read by its lines on such pages alone, and a title at their foot heads the table drawn on the next', async () => {
    const foot = text(200, 260, '示例区档案馆部门收入总表') + text(480, 280, '单位：万元')
    const revenue =
      text(50, 75, '科目编码') +
      text(120, 75, '科目名称') +
      text(315, 75, '合计') +
      text(392, 75, '财政拨款') +
      text(482, 75, '事业收入') +
      row(95, ['', '合计', '120.00', '100.00', '20.00']) +
      row(115, ['201', '一般公共服务支出', '120.00', '100.00', '20.00'])
    const drawn = lattice([45, 115, 260, 345, 435, 525], [60, 80, 100, 120])
    const { facts } = await read([HEAD + HEADER + FIRST + foot, revenue + drawn])
    const tables = facts.map(({ table, page }) => `${table} ${page}`)
    expect([...new Set(tables)]).toEqual(['department-expenditure 1', 'department-revenue 2'])
    expect(facts.filter(({ page }) => page === 2).map(({ measure, amount }) => `${measure} ${amount}`)).toEqual([
      'total 120.00',
      'fiscalAppropriation 100.00',
      'institutional 20.00',
      'total 120.00',
      'fiscalAppropriation 100.00',
      'institutional 20.00',
    ])
    expect(facts).toHaveLength(19)
  })
})

it('pages on which no columns are found are read by their lines, and the others by their columns', () => {
  const [columns, lines] = [
    `
        支出预算分类汇总表（按政府预算经济分类）
        单位：万元
        | 科目编码 | 科目名称 | 总计 | 机关工资福利支出 | 机关商品和服务支出 |
        |  | 合计 | 120.00 | 70.00 | 50.00 |
        | 201 | 一般公共服务支出 | 120.00 | 70.00 | 50.00 |`,
    `
        政府性基金预算支出表
        单位：万元
        科目编码   科目名称          合计    基本支出   项目支出
                 合计              80.00            80.00
        212      城乡社区支出        80.00            80.00`,
  ]
  const { sheets } = documentOf(columns as string, lines as string)
  const spacedLines = [columns, lines].flatMap((page = '', at) =>
    page.split('\n').map((text) => ({ text, place: { ...NOWHERE, page: at + 1 } })),
  )
  const extracted = bestReading({ format: 'pdf', sheets, spacedLines }).extracted.value.tables
  expect(extracted.map(({ id, rows }) => [id, rows.flatMap(({ amounts }) => amounts).length])).toEqual([
    ['other', 6],
    ['government-fund-expenditure', 4],
  ])
})
