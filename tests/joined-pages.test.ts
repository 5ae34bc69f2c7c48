import { describe, expect, it } from 'vitest'
import { parseDisclosure, toFacts } from '../src/index.js'
import { drawPdf, endingAt, lattice, stroke, text } from './pdf-drawing.js'

const TITLE = text(200, 30, '一般公共预算基本支出表') + text(450, 48, '单位：万元')

async function read(pages: readonly string[]) {
  const { disclosure, diagnostics } = await parseDisclosure(drawPdf(pages.map((content) => ({ content }))))
  const facts = disclosure ? toFacts(disclosure) : []
  return {
    facts: facts.map(({ code, label, measure, amount, page }) => `${code} ${label} ${amount}=${measure} p${page}`),
    errors: diagnostics.filter(({ severity }) => severity !== 'info').map(({ code }) => code),
  }
}

/** Rows 20 points high from `top` on: amounts end at the right of their cells. */
function table(top: number, columns: readonly number[], rows: readonly (readonly string[])[]): string {
  const cells = rows.map((row, at) =>
    row
      .map((cell, column) => {
        const y = top + 20 * at + 14
        return /^[\d,]*\.\d*$/.test(cell)
          ? endingAt((columns[column + 1] as number) - 4, y, cell)
          : text((columns[column] as number) + 4, y, cell)
      })
      .join(''),
  )
  return cells.join('') + lattice(columns, [top, ...rows.map((_, at) => top + 20 * (at + 1))])
}

describe('a row that the end of a page cuts', () => {
  const columns = [45, 120, 300, 390, 480]
  const header = ['科目编码', '科目名称', '合计', '人员经费']

  it('is one row, its code, its name and its amounts whole, below a header that is printed again', async () => {
    const { facts, errors } = await read([
      TITLE +
        table(60, columns, [
          header,
          ['301', '工资福利支出', '30,007.75', '30,007.75'],
          ['30101', '基本工资', '10,000.25', '10,000.25'],
          ['3010', '津贴', '20,007.5', '20,007.'],
        ]),
      table(60, columns, [
        header,
        ['2', '补贴', '0', '50'],
        ['303', '对个人和家庭的补助', '40.00', '40.00'],
        ['30301', '离休费', '40.00', '40.00'],
      ]),
    ])
    expect(errors).toEqual([])
    expect(facts).toContain('30102 津贴补贴 20007.50=total p1')
    expect(facts).toContain('30102 津贴补贴 20007.50=personnel p1')
    expect(facts).toHaveLength(10)
  })

  it('has its name whole where only that goes on, and is known so', async () => {
    const { facts, errors } = await read([
      TITLE + table(60, columns, [header, ['303', '对个人和家庭的', '40.00', '40.00']]),
      table(60, columns, [
        ['', '补助'],
        ['30301', '离休费', '40.00', '40.00'],
      ]),
    ])
    expect(errors).toEqual([])
    expect(facts).toContain('303 对个人和家庭的补助 40.00=total p1')
    expect(facts).toHaveLength(4)
  })

  it('has its names whole where one closes the bracket of the page before', async () => {
    const { facts } = await read([
      text(200, 30, '政府采购支出表') +
        text(450, 48, '单位：万元') +
        table(
          60,
          [45, 160, 300, 390],
          [
            ['支出科目', '采购项目', '合计'],
            ['合计', '', '8.00'],
            ['办公费(公用)', '印刷服务', '2.00'],
            ['维护费(定额', '车辆', '1.00'],
          ],
        ),
      table(
        60,
        [45, 160, 300, 390],
        [
          ['以外)', '维修服务', ''],
          ['培训费', '培训服务', '5.00'],
        ],
      ),
    ])
    expect(facts).toContainEqual(expect.stringMatching(/维护费\(定额以外\).* 1\.00=total p1$/))
  })

  it('is not one with the next where each is whole, whatever its figures', async () => {
    const rows = [
      ['301', '工资福利支出', '3.5', '3.5'],
      ['30101', '基本工资', '3.5', '3.5'],
    ]
    const { facts } = await read([
      TITLE + table(60, columns, [header, ...rows]),
      table(60, columns, [
        ['', '公用经费合计', '7.25', '0'],
        ['302', '商品和服务支出', '7.25', ''],
      ]),
    ])
    expect(facts).toContain('30101 基本工资 3.5=total p1')
    expect(facts).toContain(' 公用经费合计 7.25=total p2')
  })
})

describe('what stands at the end of a page and the head of the next, each whole', () => {
  const columns = [45, 300, 390]
  const header = ['项目', '2025年预算']

  it.each(['-', '—', '0', '0.00', '3'])('is two rows, whatever %s and an amount would be together', async (above) => {
    const title = text(200, 30, '财政拨款收支总体情况表') + text(450, 48, '单位：万元')
    const sides = (rows: readonly (readonly string[])[]) =>
      table(60, [45, 160, 250, 380, 480], [['收入', '', '支出', ''], ['项目', '预算数', '项目', '预算数'], ...rows])
    const { facts } = await read([
      title +
        sides([
          ['一、一般公共预算', '24.48', '一、一般公共服务支出', '12.24'],
          ['', '', '二、预备费', above],
        ]),
      title +
        sides([
          ['', '', '三、其他支出', '12.24'],
          ['本年收入合计', '24.48', '本年支出合计', '24.48'],
        ]),
    ])
    expect(facts).toContainEqual(expect.stringMatching(/^ 其他支出 12\.24=\w+ p2$/))
    expect(facts.every((fact) => !/-12|012|312/.test(fact))).toBe(true)
  })

  it('names the sources of a list on both pages as on one', async () => {
    const title = text(200, 30, '收入总体情况表') + text(450, 48, '单位：万元')
    const { facts } = await read([
      title + table(60, columns, [header, ['一般公共预算拨款', '12.24'], ['二、财政专户拨款', '0.00']]),
      title + table(60, columns, [header, ['事业收入', '3.00'], ['收入总计', '15.24']]),
    ])
    expect(facts).toEqual([
      '  15.24=total p2',
      '  12.24=generalPublicBudget p1',
      '  0.00=specialAccount p1',
      '  3.00=institutional p2',
    ])
  })
})

describe('a cell merged downwards that the end of a page cuts', () => {
  const columns = [45, 90, 130, 300, 390]
  /** 类 is drawn once for all its rows: rules part its column from the rest, but its rows from each other only where told. */
  const merged = (top: number, rows: readonly (readonly string[])[], classEnds: readonly number[], code: string) => {
    const bottom = top + 20 * rows.length
    const ys = Array.from({ length: rows.length + 1 }, (_, at) => top + 20 * at)
    const words = rows.map(([item = '', name = '', amount = ''], at) => {
      const y = top + 20 * at + 14
      return text(100, y, item) + text(134, y, name) + endingAt(386, y, amount)
    })
    const rules = columns.map((x) => stroke([x, top, x, bottom])).join('')
    const rowRules = ys.map((y) => stroke([classEnds.includes(y) ? 45 : 90, y, 390, y])).join('')
    return words.join('') + rules + rowRules + code
  }

  it('has its text on both pages, and the rows before it keep their own', async () => {
    const header = table(60, columns, [['类', '款', '科目名称', '合计']])
    const first = merged(
      80,
      [
        ['', '工资福利支出', '30.00'],
        ['01', '基本工资', '10.00'],
        ['02', '津贴补贴', '20.00'],
        ['', '商品和服务支出', '45.00'],
        ['01', '办公费', '5.00'],
      ],
      [80, 140],
      text(55, 114, '301'),
    )
    const second = merged(
      60,
      [
        ['02', '印刷费', '15.00'],
        ['05', '水费', '25.00'],
      ],
      [60, 100],
      text(55, 84, '302'),
    )
    const { facts, errors } = await read([TITLE + header + first, second])
    expect(errors).toEqual([])
    expect(facts).toEqual([
      '301 工资福利支出 30.00=total p1',
      '30101 基本工资 10.00=total p1',
      '30102 津贴补贴 20.00=total p1',
      '302 商品和服务支出 45.00=total p1',
      '30201 办公费 5.00=total p1',
      '30202 印刷费 15.00=total p2',
      '30205 水费 25.00=total p2',
    ])
  })

  it('gives its rows no code of another where its own is nowhere', async () => {
    const header = table(60, columns, [['类', '款', '科目名称', '合计']])
    const only = merged(
      80,
      [
        ['', '工资福利支出', '30.00'],
        ['01', '基本工资', '30.00'],
        ['', '商品和服务支出', '5.00'],
        ['01', '办公费', '5.00'],
      ],
      [80, 120, 160],
      text(55, 104, '301'),
    )
    const { facts } = await read([TITLE + header + only])
    expect(facts).toContain('30101 基本工资 30.00=total p1')
    expect(facts.find((fact) => fact.includes('办公费'))).not.toContain('30101')
  })
})

describe('a list of projects that the end of a page cuts', () => {
  const columns = [45, 160, 230, 320, 400, 480]
  /** Name and amount in cells over all indicators of a project, whose rows are 20 points high. */
  const projects = (
    top: number,
    counts: readonly number[],
    cells: readonly [at: number, name: string, sum: string][],
  ) => {
    const ends = counts.map((_, at) => top + 20 * counts.slice(0, at + 1).reduce((sum, count) => sum + count, 0))
    const bottom = ends.at(-1) as number
    const ys = Array.from({ length: (bottom - top) / 20 + 1 }, (_, at) => top + 20 * at)
    const words = ys
      .slice(1)
      .map((y) => text(234, y - 6, '产出指标') + text(324, y - 6, '次数') + text(404, y - 6, '≥9'))
    const names = cells.map(
      ([at, name, sum]) => text(49, top + 20 * at + 14, name) + endingAt(226, top + 20 * at + 14, sum),
    )
    const rules = columns.map((x) => stroke([x, top, x, bottom])).join('')
    const rowRules = ys.map((y) => stroke([y === top || ends.includes(y) ? 45 : 230, y, 480, y])).join('')
    return words.join('') + names.join('') + rules + rowRules
  }

  it.each(['50', '50.00'])('names its rows on both pages, and has its amount of %s once', async (sum) => {
    const head = text(200, 30, '项目支出绩效目标表') + text(420, 48, '单位：万元')
    const { facts, errors } = await read([
      head +
        table(60, columns, [['项目名称', '项目总额', '一级指标', '三级指标', '指标值']]) +
        projects(80, [2, 2], [[0, '设备更新', '138.37']]),
      projects(
        60,
        [1, 2],
        [
          [0, '教师培训', sum],
          [1, '道路养护', '7.25'],
        ],
      ),
    ])
    expect(errors).toEqual([])
    expect(facts).toEqual([
      ' 设备更新 138.37=other:项目总额 p1',
      ` 教师培训 ${sum}=other:项目总额 p2`,
      ' 道路养护 7.25=other:项目总额 p2',
    ])
  })
})

describe('a header that the end of a page cuts', () => {
  it('stands above its rows, its groups over their columns', async () => {
    const groups = text(60, 74, '支出功能分类科目') + text(340, 74, '2026年预算数') + lattice([45, 300, 480], [60, 80])
    const { facts, errors } = await read([
      text(200, 30, '政府性基金预算支出表') + text(450, 48, '单位：万元') + groups,
      table(
        60,
        [45, 120, 300, 360, 420, 480],
        [
          ['科目编码', '科目名称', '合计', '基本支出', '项目支出'],
          ['213', '农林水支出', '30.00', '', '30.00'],
          ['21369', '国家重大水利工程建设基金安排的支出', '30.00', '', '30.00'],
        ],
      ),
    ])
    expect(errors).toEqual([])
    expect(facts).toContain('213 农林水支出 30.00=total p2')
    expect(facts).toContain('213 农林水支出 30.00=project p2')
  })
})

describe('a table that is wider than a page', () => {
  const head = text(45, 30, '部门支出总表')
  const left = [45, 120, 300, 390]
  const right = [45, 140, 240]
  const names = [
    ['科目编码', '科目名称', '合计'],
    ['201', '一般公共服务支出', '30.00'],
    ['20113', '商贸事务', '30.00'],
    ['2011301', '行政运行', '30.00'],
  ]
  const rest = [
    ['基本支出', '项目支出'],
    ['20.00', '10.00'],
    ['20.00', '10.00'],
    ['20.00', '10.00'],
  ]

  it('has its columns together, each figure on the page where it is printed', async () => {
    const { facts, errors } = await read([
      head + table(60, left, names),
      text(200, 48, '单位：万元') + table(60, right, rest),
    ])
    expect(errors).toEqual([])
    expect(facts).toContain('2011301 行政运行 30.00=total p1')
    expect(facts).toContain('2011301 行政运行 20.00=basic p2')
    expect(facts).toContain('2011301 行政运行 10.00=project p2')
    expect(facts).toHaveLength(9)
  })

  it('goes on below before it goes on beside', async () => {
    const more = [names[0] as string[], ['202', '外交支出', '5.00'], ['20204', '国际组织', '5.00']]
    const restOfMore = [rest[0] as string[], ['', '5.00'], ['', '5.00']]
    const { facts, errors } = await read([
      head + text(300, 48, '单位：万元') + table(60, left, names),
      table(60, left, more),
      table(60, right, rest),
      table(60, right, restOfMore),
    ])
    expect(errors).toEqual([])
    expect(facts).toContain('201 一般公共服务支出 10.00=project p3')
    expect(facts).toContain('20204 国际组织 5.00=project p4')
    expect(facts).toHaveLength(13)
  })

  it('has a group that is cut over its columns of both pages, and none over a column of its own', async () => {
    const [a, b] = [
      [45, 120, 220, 300, 380, 460],
      [45, 145, 245],
    ]
    const rows = [
      ['205', '教育支出', '10.00', '10.00', '10.00'],
      ['20501', '教育管理事务', '10.00', '10.00', '10.00'],
    ]
    const upper = [
      text(49, 74, '科目编码') + text(124, 74, '科目名称') + text(224, 74, '合计') + text(350, 74, '上年结转'),
      text(304, 94, '小计') + text(384, 94, '一般公共预算'),
      lattice([45, 120, 220, 300], [60, 100]) + stroke([300, 60, 460, 60]) + stroke([460, 60, 460, 100]),
      stroke([300, 80, 460, 80]) + stroke([380, 80, 380, 100]) + stroke([45, 100, 460, 100]),
    ].join('')
    const lower = [
      text(49, 94, '政府性基金预算') + text(149, 84, '其他收入') + lattice([45, 145], [60, 80, 100]),
      lattice([145, 245], [60, 100]),
    ].join('')
    const { facts } = await read([
      text(45, 30, '部门收入总表') + text(300, 48, '单位：万元') + upper + table(100, a, rows),
      lower +
        table(100, b, [
          ['0.00', '0.00'],
          ['0.00', '0.00'],
        ]),
    ])
    expect(facts).toContain('205 教育支出 10.00=other:上年结转/一般公共预算 p1')
    expect(facts).toContain('205 教育支出 0.00=other:上年结转/政府性基金预算 p2')
    expect(facts).toContain('205 教育支出 0.00=other p2')
  })

  it('is not put together with the next table, and columns without names are told', async () => {
    const other = text(45, 30, '政府性基金预算支出表') + table(60, right, rest)
    const { facts } = await read([head + text(300, 48, '单位：万元') + table(60, left, names), other])
    expect(facts.filter((fact) => fact.includes('p2'))).toEqual([])
    const lower = table(150, right, rest)
    const apart = await read([head + text(300, 48, '单位：万元') + table(60, left, names), lower])
    expect(apart.facts.filter((fact) => fact.includes('p2'))).toEqual([])
    expect(apart.errors.filter((code) => code === 'amount-unplaced')).toHaveLength(6)
  })
})
