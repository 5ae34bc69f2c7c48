import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as sheetjs from '@e965/xlsx'
import ExcelJS from 'exceljs'
import { describe, expect, it } from 'vitest'
import type { Grid, SourceDocument } from '../src/grid/document.js'
import { readSource } from '../src/read/read-source.js'
import { xlsxOf, xlsxOfCells } from './office-files.js'

function gridOfSheet(document: SourceDocument | null, index = 0): Grid {
  const block = document?.sheets[index]?.blocks[0]
  if (block?.type !== 'grid') throw new Error('the sheet has no grid')
  return block.grid
}

/** `A1` → text, for the cells of a sheet. */
function texts(document: SourceDocument | null, index = 0): Record<string, string> {
  return Object.fromEntries(gridOfSheet(document, index).cells.map((cell) => [cell.place.cell ?? '', cell.text]))
}

const inline = (address: string, text: string) =>
  `<c r="${address}" t="inlineStr"><is><t xml:space="preserve">${text}</t></is></c>`

describe('xlsx', () => {
  it('shows numbers as Excel does and keeps what it stores where that is another value', async () => {
    const workbook = new ExcelJS.Workbook()
    const sheet = workbook.addWorksheet('表1')
    const shown: [string, number, string, string | undefined][] = [
      ['#,##0.00', 12345.678, '12,345.68', '12345.678'],
      ['#,##0.00_ ;[Red]-#,##0.00 ', -1234.5, '-1,234.50', undefined],
      ['_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ ', 0, '-', '0'],
      ['_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ ', 1028.96, '1,028.96', undefined],
      ['0.00_);[Red]\\(0.00\\)', -3, '(3.00)', undefined],
      ['General', 0.1 + 0.2, '0.3', undefined],
      ['General', 927.6, '927.6', undefined],
      ['0.00', 1.005, '1.01', '1.005'],
      ['0%', 0.5, '50%', '0.5'],
      ['0!.0,"万元"', 12345, '1.2万元', '12345'],
      ['yyyy"年"m"月"d"日"', 45678, '2025年1月21日', undefined],
    ]
    for (const [index, [numFmt, value]] of shown.entries()) {
      const cell = sheet.getCell(index + 1, 1)
      cell.value = value
      cell.numFmt = numFmt
    }
    const { value } = await readSource(new Uint8Array(await workbook.xlsx.writeBuffer()))
    const read = gridOfSheet(value).cells.map(({ text, stored }) => ({ text, stored }))
    expect(read).toEqual(shown.map(([, , text, stored]) => ({ text, stored })))
  })

  it('shows nothing where the format or the view hides a zero', async () => {
    const styles =
      '<numFmts><numFmt numFmtId="170" formatCode="0.00;-0.00;"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="170"/></cellXfs>'
    const cells = '<row r="1"><c r="A1" s="1"><v>0</v></c><c r="B1" s="1"><v>5</v></c><c r="C1"><v>0</v></c></row>'
    const { value } = await readSource(
      xlsxOf(
        [
          { name: '显示', xml: `<sheetData>${cells}</sheetData>` },
          { name: '不显示', xml: `<sheetViews><sheetView showZeros="0"/></sheetViews><sheetData>${cells}</sheetData>` },
        ],
        { styles },
      ),
    )
    expect(texts(value, 0)).toEqual({ B1: '5.00', C1: '0' })
    expect(texts(value, 1)).toEqual({ B1: '5.00' })
  })

  it('joins rich text, leaves phonetic guides out, and keeps leading spaces and line breaks', async () => {
    const strings =
      '<si><r><t>一、</t></r><r><t>财政拨款</t></r><rPh sb="0" eb="1"><t>yi</t></rPh></si><si><t xml:space="preserve">  项目_x000D_\n支出 </t></si>'
    const cells = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>'
    const { value } = await readSource(xlsxOf([{ name: '表', xml: `<sheetData>${cells}</sheetData>` }], { strings }))
    expect(texts(value)).toEqual({ A1: '一、财政拨款', B1: '  项目\n支出' })
  })

  it('turns indentation into leading spaces, two a level, and not that from the right', async () => {
    const styles =
      '<cellXfs><xf/><xf><alignment horizontal="left" indent="2"/></xf><xf><alignment horizontal="right" indent="1"/></xf></cellXfs>'
    const cells =
      '<row r="1"><c r="A1" s="1" t="inlineStr"><is><t>教育支出</t></is></c><c r="B1" s="2"><v>7</v></c><c r="C1" s="1"><v>2050803</v></c></row>'
    const { value } = await readSource(xlsxOf([{ name: '表', xml: `<sheetData>${cells}</sheetData>` }], { styles }))
    expect(texts(value)).toEqual({ A1: '    教育支出', B1: '7', C1: '    2050803' })
  })

  it('has a merged cell once with its spans, and not what a merge hides', async () => {
    const cells = `<row r="1">${inline('A1', '收入')}${inline('B1', '藏')}${inline('C1', '支出')}</row><row r="2">${inline('C2', '项目')}</row>`
    const { value } = await readSource(xlsxOfCells(cells, '<mergeCells><mergeCell ref="A1:B2"/></mergeCells>'))
    const grid = gridOfSheet(value)
    expect(
      grid.cells.map(({ text, row, column, rowSpan, columnSpan }) => [text, row, column, rowSpan, columnSpan]),
    ).toEqual([
      ['收入', 0, 0, 2, 2],
      ['支出', 0, 2, 1, 1],
      ['项目', 1, 2, 1, 1],
    ])
    expect([grid.rowCount, grid.columnCount]).toEqual([2, 3])
  })

  it('reads hidden rows, columns and sheets and marks them', async () => {
    const cells = `<row r="1">${inline('A1', '甲')}${inline('B1', '乙')}</row><row r="2" hidden="1">${inline('A2', '丙')}</row>`
    const columns = '<cols><col min="2" max="2" hidden="1"/></cols>'
    const { value } = await readSource(
      xlsxOf([
        { name: '显', xml: `${columns}<sheetData>${cells}</sheetData>` },
        { name: '隐', xml: `<sheetData>${cells}</sheetData>`, state: 'hidden' },
      ]),
    )
    const hidden = (index: number) => gridOfSheet(value, index).cells.map((cell) => cell.hidden ?? false)
    expect(value?.sheets.map((sheet) => sheet.hidden)).toEqual([false, true])
    expect(hidden(0)).toEqual([false, true, true])
    expect(hidden(1)).toEqual([true, true, true])
  })

  it('says that a formula was never calculated, and does not read 0', async () => {
    const cells =
      '<row r="1"><c r="A1"><f>SUM(B1:C1)</f></c><c r="B1"><f>1+1</f><v></v></c><c r="C1"><f>1+1</f><v>2</v></c><c r="D1" t="str"><f>""</f><v></v></c></row>'
    const { value, diagnostics } = await readSource(xlsxOfCells(cells))
    expect(texts(value)).toEqual({ C1: '2' })
    expect(
      diagnostics.map(({ code, severity, places }) => [code, severity, places.map((place) => place.cell)]),
    ).toEqual([['formula-without-result', 'error', ['A1', 'B1']]])
  })

  it('says which cells show an error', async () => {
    const { value, diagnostics } = await readSource(
      xlsxOfCells('<row r="3"><c r="B3" t="e"><f>#REF!</f><v>#REF!</v></c></row>'),
    )
    expect(texts(value)).toEqual({ B3: '#REF!' })
    expect(diagnostics.map(({ code, places }) => [code, places[0]?.sheet, places[0]?.cell])).toEqual([
      ['cell-error', '表1', 'B3'],
    ])
  })

  it('reads cells without addresses, prefixed elements and date cells', async () => {
    const xml =
      '<x:sheetData xmlns:x="urn:x"><x:row><x:c><x:v>1</x:v></x:c><x:c t="d"><x:v>2025-01-21</x:v></x:c></x:row></x:sheetData>'
    const { value } = await readSource(xlsxOf([{ name: '表', xml }]))
    expect(texts(value)).toEqual({ A1: '1', B1: '2025-01-21' })
  })

  it('takes the names of sheets as plain text', async () => {
    const cells = `<sheetData><row r="1">${inline('A1', '1')}</row></sheetData>`
    const names = ['__proto__', 'constructor', 'toString']
    const { value } = await readSource(xlsxOf(names.map((name) => ({ name, xml: cells }))))
    expect(value?.sheets.map((sheet) => sheet.name)).toEqual(names)
  })
})

/** One table written by SheetJS in three formats. */
function writtenAs(bookType: 'xlsx' | 'biff8' | 'ods'): Uint8Array {
  const sheet = sheetjs.utils.aoa_to_sheet([
    ['收支总表', null, null],
    ['项目', '预算数', '决算数'],
    ['一、财政拨款', 1028.96, 927.6],
    ['合计', 12345.5, -3],
  ])
  sheet['!merges'] = [{ s: { r: 0, c: 0 }, e: { r: 0, c: 2 } }]
  for (const address of ['B3', 'C3', 'B4', 'C4']) sheet[address].z = '0.00'
  const workbook = sheetjs.utils.book_new()
  sheetjs.utils.book_append_sheet(workbook, sheet, '表1')
  return new Uint8Array(sheetjs.write(workbook, { type: 'array', bookType }))
}

describe('the same workbook in every format', () => {
  it('xlsx and xls give equal grids', async () => {
    const [xlsx, xls] = await Promise.all([readSource(writtenAs('xlsx')), readSource(writtenAs('biff8'))])
    expect([xlsx.value?.format, xls.value?.format]).toEqual(['xlsx', 'xls'])
    expect(texts(xlsx.value)).toMatchObject({
      A1: '收支总表',
      B3: '1028.96',
      C3: '927.60',
      B4: '12345.50',
      C4: '-3.00',
    })
    expect(xls.value?.sheets).toEqual(xlsx.value?.sheets)
  })

  it.skipIf(!existsSync('/usr/bin/soffice'))('as LibreOffice converts it (skipped where it is absent)', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'yusuan-'))
    try {
      writeFileSync(join(folder, 'a.xlsx'), await formattedWorkbook())
      const profile = `-env:UserInstallation=file://${folder}/profile`
      for (const format of ['xls', 'ods']) {
        execFileSync('soffice', [profile, '--headless', '--convert-to', format, 'a.xlsx'], {
          cwd: folder,
          stdio: 'ignore',
        })
      }
      const [xlsx, xls, ods] = await Promise.all(
        ['xlsx', 'xls', 'ods'].map((format) => readSource(readFileSync(join(folder, `a.${format}`)))),
      )
      expect(gridOfSheet(xlsx?.value ?? null).cells).toHaveLength(11)
      expect(xls?.value?.sheets).toEqual(xlsx?.value?.sheets)
      expect(ods?.value?.sheets).toEqual(xlsx?.value?.sheets)
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})

async function formattedWorkbook(): Promise<Uint8Array> {
  const workbook = new ExcelJS.Workbook()
  const sheet = workbook.addWorksheet('一般公共预算')
  sheet.getCell('A1').value = '支出预算表'
  sheet.mergeCells('A1:C1')
  sheet.getCell('A2').value = { richText: [{ text: '教育' }, { text: '支出', font: { bold: true } }] }
  sheet.getCell('A3').value = '普通教育'
  sheet.getCell('A3').alignment = { horizontal: 'left', indent: 2 }
  const numbers: [string, number, string][] = [
    ['B2', 12345.678, '#,##0.00'],
    ['C2', 0, '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ '],
    ['B3', -5.5, '#,##0.00_ ;[Red]-#,##0.00 '],
    ['C3', 0.1 + 0.2, 'General'],
    ['B4', 45678, 'yyyy"年"m"月"d"日"'],
    ['C4', 0.125, '0.00%'],
  ]
  for (const [address, value, numFmt] of numbers) {
    sheet.getCell(address).value = value
    sheet.getCell(address).numFmt = numFmt
  }
  sheet.getCell('B5').value = { formula: 'SUM(B2:B3)', result: 12340.178 }
  sheet.getCell('A4').value = '换\n行'
  sheet.getRow(4).hidden = true
  workbook.addWorksheet('附', { state: 'hidden' }).getCell('B2').value = '隐'
  return new Uint8Array(await workbook.xlsx.writeBuffer())
}

describe('xls', () => {
  it('reports a text result that LibreOffice stored as 0, and does not read the 0', async () => {
    const bytes = formulaWorkbook({ build: 0x0dbb })
    const { value, diagnostics } = await readSource(bytes)
    expect(texts(value)).toEqual({ B1: '0' })
    expect(diagnostics.map(({ code, places }) => [code, places.map((place) => place.cell)])).toEqual([
      ['formula-without-result', ['A1']],
    ])
  })

  it('reads the same 0 from a workbook of another program', async () => {
    const { value, diagnostics } = await readSource(formulaWorkbook({ build: 0x1fd2 }))
    expect(texts(value)).toEqual({ A1: '0', B1: '0' })
    expect(diagnostics).toEqual([])
  })
})

/** A bare BIFF8 stream: A1 is ="文"&"字" and B1 is =0, both with the stored result 0. */
function formulaWorkbook({ build }: { build: number }): Uint8Array {
  const record = (id: number, data: readonly number[]) => [
    id & 255,
    id >> 8,
    data.length & 255,
    data.length >> 8,
    ...data,
  ]
  const word = (value: number) => [value & 255, value >> 8]
  const begin = (kind: number) =>
    record(0x0809, [...word(0x0600), ...word(kind), ...word(build), ...word(0x07cc), ...Array(8).fill(0)])
  const formula = (column: number, tokens: readonly number[]) =>
    record(0x0006, [...word(0), ...word(column), ...word(0), ...Array(14).fill(0), ...word(tokens.length), ...tokens])
  const text = (character: string) => [0x17, 1, 1, ...word(character.charCodeAt(0))]
  const name = [...'s'].map((letter) => letter.charCodeAt(0))
  const sheetAt = 4 + 16 + 4 + 8 + name.length + 4
  return Uint8Array.from([
    ...begin(5),
    ...record(0x0085, [...word(sheetAt), 0, 0, 0, 0, name.length, 0, ...name]),
    ...record(0x000a, []),
    ...begin(0x10),
    ...formula(0, [...text('文'), ...text('字'), 0x08]),
    ...formula(1, [0x1e, 0, 0]),
    ...record(0x000a, []),
  ])
}
