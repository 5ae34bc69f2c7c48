import { describe, expect, it, vi } from 'vitest'
import type { Grid, Sheet } from '../src/grid/document.js'
import { readPdf } from '../src/read/pdf/read-pdf.js'
import { bar, drawPdf, endingAt, lattice, stroke, text, turnedText } from './pdf-drawing.js'

const COLUMNS = [45, 140, 280, 380, 480]
const ROWS = [55, 75, 95, 115, 135]
const TITLE = text(200, 30, '部门支出预算总表') + text(480, 45, '单位：万元')
const HEADER = text(50, 70, '科目编码') + text(150, 70, '科目名称') + text(300, 70, '合计') + text(390, 70, '基本支出')
const BODY =
  row(90, ['201', '一般公共服务支出', '1,234.56', '1,000.00']) +
  row(110, ['20113', '　商贸事务', '1,200.00', '800.00']) +
  row(130, ['2011301', '　　行政运行', '34.56', '0.00'])
const TABLE = TITLE + HEADER + BODY
const EXPECTED = [
  '科目编码|科目名称|合计|基本支出',
  '201|一般公共服务支出|1,234.56|1,000.00',
  '20113|  商贸事务|1,200.00|800.00',
  '2011301|    行政运行|34.56|0.00',
]

function row(y: number, [code = '', name = '', total = '', basic = '']: readonly string[]): string {
  return text(50, y, code) + text(145, y, name) + endingAt(370, y, total) + endingAt(465, y, basic)
}

async function firstSheet(pdf: Uint8Array): Promise<Sheet> {
  const { value, diagnostics } = await readPdf(pdf)
  expect(diagnostics).toEqual([])
  return value?.sheets[0] as Sheet
}

function gridsOf(sheet: Sheet): Grid[] {
  return sheet.blocks.flatMap((block) => (block.type === 'grid' ? [block.grid] : []))
}

function linesOf(sheet: Sheet): string[] {
  return sheet.blocks.flatMap((block) => (block.type === 'line' ? [block.line.text] : []))
}

/** Rows with their cells between bars; line breaks as `/`, spans as `>2` and `v2`. */
function show(grid: Grid | undefined): string[] {
  return Array.from({ length: grid?.rowCount ?? 0 }, (_, index) =>
    Array.from({ length: grid?.columnCount ?? 0 }, (_, column) => {
      const cell = grid?.cells.find((one) => one.row === index && one.column === column)
      if (!cell) return ''
      const spans = (cell.columnSpan > 1 ? `>${cell.columnSpan}` : '') + (cell.rowSpan > 1 ? `v${cell.rowSpan}` : '')
      return cell.text.replaceAll('\n', '/') + spans
    }).join('|'),
  )
}

describe('tables of a PDF', () => {
  const inner = COLUMNS.slice(1, -1).map((x) => stroke([x, 55, x, 135]))
  const horizontals = ROWS.map((y) => stroke([45, y, 480, y])).join('')
  it.each([
    ['strokes', lattice(COLUMNS, ROWS)],
    ['thin filled rectangles', lattice(COLUMNS, ROWS, bar)],
    ['double lines', lattice(COLUMNS, ROWS) + lattice([47, 478], [57, 133])],
    ['no outer sides', inner.join('') + horizontals],
    ['horizontal rules only', horizontals],
    ['three horizontal rules only', [55, 75, 135].map((y) => stroke([45, y, 480, y])).join('')],
    ['vertical rules only', COLUMNS.map((x) => stroke([x, 55, x, 135])).join('')],
    ['no rules between rows', lattice(COLUMNS, [55, 75, 135])],
    ['a frame', lattice([45, 480], [55, 135])],
    ['no rules', ''],
  ])('drawn with %s are the same grid', async (_, rules) => {
    const sheet = await firstSheet(drawPdf([{ content: rules + TABLE }]))
    expect(gridsOf(sheet).map(show)).toEqual([EXPECTED])
    expect(linesOf(sheet)).toEqual(['部门支出预算总表', '单位：万元'])
  })

  it('keeps merged cells with their spans', async () => {
    const rules =
      [55, 95, 115].map((y) => stroke([45, y, 480, y])).join('') +
      stroke([280, 75, 480, 75]) +
      [45, 140, 280, 480].map((x) => stroke([x, 55, x, 115])).join('') +
      stroke([380, 75, 380, 115])
    const content =
      rules +
      text(82, 80, '编码') +
      text(200, 80, '名称') +
      text(360, 70, '支出') +
      text(320, 90, '合计') +
      text(420, 90, '其中')
    const sheet = await firstSheet(
      drawPdf([{ content: content + row(110, ['201', '一般公共服务支出', '9.00', '9.00']) }]),
    )
    expect(show(gridsOf(sheet)[0])).toEqual(['编码v2|名称v2|支出>2|', '||合计|其中', '201|一般公共服务支出|9.00|9.00'])
  })

  it('keeps a wrapped label whole, its amounts on the middle line or the first', async () => {
    const middle =
      row(116, ['2080505', '', '77.00']) + text(145, 110, '机关事业单位基本') + text(145, 122, '养老保险缴费支出')
    const content =
      HEADER + row(90, ['201', '一般公共服务支出', '1,234.56']) + middle + row(145, ['210', '卫生健康支出', '9.00'])
    const ruled = await firstSheet(drawPdf([{ content: lattice(COLUMNS, [55, 75, 155]) + content }]))
    expect(show(gridsOf(ruled)[0]).slice(2)).toEqual([
      '2080505|机关事业单位基本/养老保险缴费支出|77.00|',
      '210|卫生健康支出|9.00|',
    ])

    const top =
      HEADER +
      row(90, ['2080505', '机关事业单位基本养老保', '1,234.56', '12.00']) +
      text(145, 102, '险缴费支出') +
      row(120, ['210', '卫生健康支出', '9.00']) +
      row(140, ['22102', '住房改革支出'])
    const free = await firstSheet(drawPdf([{ content: top }]))
    expect(show(gridsOf(free)[0])).toEqual([
      '科目编码|科目名称|合计|基本支出',
      '2080505|机关事业单位基本养老保/险缴费支出|1,234.56|12.00',
      '210|卫生健康支出|9.00|',
      '22102|住房改革支出||',
    ])
  })

  it('joins a column cut off by the page, with no rule above or below, to its table', async () => {
    const rules = lattice([140, 280, 380], [55, 75, 95]) + stroke([45, 55, 45, 95])
    const content =
      rules + text(50, 80, '项目甲') + text(150, 70, '产出指标') + text(150, 90, '效益指标') + text(300, 70, '98')
    const sheet = await firstSheet(drawPdf([{ content: content + endingAt(370, 90, '1.50') }]))
    expect(show(gridsOf(sheet)[0])).toEqual(['项目甲v2|产出指标|98', '|效益指标|1.50'])
  })

  it('joins columns from the table outwards: the farthest is near to those between', async () => {
    const left = [20, 130, 250].map((x) => stroke([x, 55, x, 95])).join('')
    const content =
      left +
      lattice([380, 480, 580], [55, 75, 95]) +
      text(25, 80, '项目甲') +
      endingAt(240, 80, '12.50') +
      text(385, 70, '产出') +
      text(385, 90, '效益') +
      text(485, 70, '98')
    const sheet = await firstSheet(drawPdf([{ content }]))
    expect(show(gridsOf(sheet)[0])).toEqual(['项目甲v2|12.50v2||产出|98', '|||效益|'])
  })

  it('reads pages turned by /Rotate and tables drawn aside, and leaves page numbers and watermarks out', async () => {
    const rules = lattice(COLUMNS, ROWS)
    const number = turnedText({ x: 585, y: 220, degrees: 90 }, '- 12 -')
    const byPage = await firstSheet(drawPdf([{ turned: 'by-page', content: rules + TABLE + text(290, 390, '— 12 —') }]))
    const byNothing = await firstSheet(drawPdf([{ turned: 'by-nothing', content: rules + TABLE + number }]))
    const watermark = turnedText({ x: 100, y: 300, degrees: 45, size: 60 }, '内部资料')
    const marked = await firstSheet(drawPdf([{ content: rules + TABLE + watermark }]))
    for (const sheet of [byPage, byNothing, marked]) {
      expect(gridsOf(sheet).map(show)).toEqual([EXPECTED])
      expect(linesOf(sheet)).toEqual(['部门支出预算总表', '单位：万元'])
    }
    const placeOf = (sheet: Sheet) => gridsOf(sheet)[0]?.cells.find((cell) => cell.text === '1,234.56')?.place
    expect(placeOf(byPage)).toEqual({ sheet: null, cell: null, page: 1, bbox: [330, 81.4, 370, 91.4], line: null })
    // the page as it is shown is 400 wide; down the table is across that page
    expect(placeOf(byNothing)?.bbox).toEqual([81.4, 230, 91.4, 270])
  })

  it('leaves out what the clipping path hides', async () => {
    const hidden = `q 0 50 600 100 re W n ${row(190, ['999', '上一页的行', '5.00', '5.00'])} Q\n`
    const sheet = await firstSheet(drawPdf([{ content: hidden + lattice(COLUMNS, ROWS) + TABLE }]))
    expect(gridsOf(sheet).map(show)).toEqual([EXPECTED])
    expect(linesOf(sheet)).toEqual(['部门支出预算总表', '单位：万元'])
  })

  it('gives prose with amounts as lines', async () => {
    const prose = [
      '2026 年预算总计 1,136.23 万元，与上年相比增加 95.68 万元，',
      '其中：基本支出 836.00 万元，项目支出 300.23 万元。',
    ]
    const sheet = await firstSheet(drawPdf([{ content: text(50, 60, prose[0] ?? '') + text(50, 80, prose[1] ?? '') }]))
    expect(gridsOf(sheet)).toEqual([])
    expect(linesOf(sheet)).toEqual(prose)
  })
})

describe('words of a PDF', () => {
  const cells = lattice([45, 240, 380], [55, 75, 95])
  const second = text(50, 90, '二、上年结转') + endingAt(370, 90, '1.00')
  const amountOf = async (content: string) =>
    show(gridsOf(await firstSheet(drawPdf([{ content: cells + second + content }])))[0])[0]

  it('joins runs that overlap on one baseline', async () => {
    expect(await amountOf(text(50, 70, '一、本年收入') + text(300, 70, '947') + text(312, 70, '.00'))).toBe(
      '一、本年收入|947.00',
    )
  })

  it('joins one run a glyph, and drops what is printed twice for boldness', async () => {
    const glyphs = [...'1,028.96'].map((char, i) => text(300 + 5 * i, 70, char)).join('')
    expect(await amountOf(text(50, 70, '合计') + text(50.3, 70, '合计') + glyphs)).toBe('合计|1,028.96')
  })

  it('parts a run at a rule between a label and its amount', async () => {
    expect(await amountOf(text(180, 70, '公共服务支出1,028.96')).then((line) => line?.trim())).toBe(
      '公共服务支出|1,028.96',
    )
    expect(await amountOf(text(50, 70, `公共服务支出${' '.repeat(36)}1,028.96`))).toBe('公共服务支出|1,028.96')
  })

  it('parts an amount at the end of its cell from the code at the start of the next, and not an amount that runs over', async () => {
    const amounts = endingAt(379, 90, '4,401.91') + text(381, 90, '30201')
    const counts = endingAt(379, 110, '440191') + text(381, 110, '30201')
    const wide = text(345, 130, '401,234,567.91')
    const pdf = drawPdf([{ content: TITLE + HEADER + amounts + counts + wide + lattice(COLUMNS, ROWS) }])
    const [grid] = gridsOf(await firstSheet(pdf))
    expect(show(grid).slice(1)).toEqual(['||4,401.91|30201', '||440191|30201', '|||401,234,567.91'])
  })

  it('never joins the amounts of two columns', async () => {
    const sheet = await firstSheet(
      drawPdf([
        {
          content:
            TITLE +
            lattice([45, 240, 281, 322], [55, 75]) +
            text(50, 70, '合计') +
            text(240.5, 70, '1,028.96') +
            text(281.5, 70, '1,028.96'),
        },
      ]),
    )
    expect(show(gridsOf(sheet)[0])).toEqual(['合计|1,028.96|1,028.96'])
  })

  it('prints characters for radicals of the font', async () => {
    expect(await amountOf(text(50, 70, '部⻔收⼊') + endingAt(370, 70, '2.00'))).toBe('部门收入|2.00')
  })
})

describe('what cannot be read', () => {
  it('says so of a damaged, a cut off and an empty file', async () => {
    const whole = drawPdf([{ content: TABLE }])
    for (const bytes of [new TextEncoder().encode('%PDF-1.4\nnothing'), whole.slice(0, 300), new Uint8Array()]) {
      const { value, diagnostics } = await readPdf(bytes)
      expect(value).toBeNull()
      expect(diagnostics.map(({ code }) => code)).toEqual(['file-damaged'])
    }
  })

  it('says so of a file for the web that is shorter than it declares', async () => {
    const whole = new TextDecoder().decode(drawPdf([{ content: TABLE }]))
    const marked = (length: number) =>
      new TextEncoder().encode(whole.replace('/Type /Catalog', `/Linearized 1 /L ${length} /Type /Catalog`))
    expect((await readPdf(marked(999_999))).diagnostics.map(({ code }) => code)).toEqual(['file-damaged'])
    expect((await readPdf(marked(10))).diagnostics).toEqual([])
  })

  it('keeps the pages of a file whose end is missing, and says that it is', async () => {
    const whole = new TextDecoder().decode(drawPdf([{ content: TABLE }]))
    const { value, diagnostics } = await readPdf(new TextEncoder().encode(whole.replace('%%EOF\n', '')))
    expect(value?.sheets).toHaveLength(1)
    expect(diagnostics.map(({ code }) => code)).toEqual(['file-damaged'])
  })

  it('gives a lone character behind a rule to its own cell, near the text before the rule as it may be', async () => {
    const drawn =
      text(50, 70, '支出科目（大类）') + text(133, 70, '数') + text(50, 90, '行政运行') + endingAt(195, 90, '12.00')
    const sheet = await firstSheet(drawPdf([{ content: TITLE + drawn + lattice([45, 131.5, 200], [55, 75, 95]) }]))
    expect(show(gridsOf(sheet)[0])).toEqual(['支出科目（大类）|数', '行政运行|12.00'])
  })

  it('says so of a file that a password protects', async () => {
    const hash = `<${'5a'.repeat(32)}>`
    const encryption = `/Encrypt << /Filter /Standard /V 1 /R 2 /O ${hash} /U ${hash} /P -44 >> /ID [<00> <00>]`
    const plain = new TextDecoder().decode(drawPdf([{ content: TABLE }]))
    const locked = new TextEncoder().encode(plain.replace('/Root 1 0 R', `/Root 1 0 R ${encryption}`))
    for (const options of [{}, { password: 'wrong' }]) {
      const { value, diagnostics } = await readPdf(locked, options)
      expect(value).toBeNull()
      expect(diagnostics.map(({ code }) => code)).toEqual(['file-encrypted'])
    }
  })

  it('says so of pages without text', async () => {
    const { value, diagnostics } = await readPdf(drawPdf([{ content: lattice(COLUMNS, ROWS) }, { content: '' }]))
    expect(value).toBeNull()
    expect(diagnostics.map(({ code }) => code)).toEqual(['pdf-without-text'])
  })

  it('stops at a limit and keeps what is read', async () => {
    const pages = [{ content: TABLE }, { content: TABLE }, { content: TABLE }]
    const byPages = await readPdf(drawPdf(pages), { limits: { pages: 2 } })
    expect(byPages.value?.sheets).toHaveLength(2)
    expect(byPages.diagnostics.map(({ code }) => code)).toEqual(['limit-exceeded'])
    const byItems = await readPdf(drawPdf([{ content: text(50, 50, '标题') }, ...pages]), { limits: { textItems: 3 } })
    expect(byItems.value?.sheets).toHaveLength(1)
    expect(byItems.diagnostics.map(({ code }) => code)).toEqual(['limit-exceeded'])
  })

  it('prints nothing', async () => {
    const spies = (['log', 'info', 'warn', 'error'] as const).map((method) => vi.spyOn(console, method))
    await readPdf(drawPdf([{ content: TABLE }]))
    await readPdf(new TextEncoder().encode('%PDF-1.4\nnothing'))
    for (const spy of spies) expect(spy).not.toHaveBeenCalled()
  })
})
