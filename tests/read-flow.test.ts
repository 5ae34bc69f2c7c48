import * as sheetjs from '@e965/xlsx'
import { describe, expect, it } from 'vitest'
import type { SourceDocument } from '../src/grid/document.js'
import { readSource } from '../src/read/read-source.js'
import { zipOf } from './office-files.js'

/** Lines as they are; a grid as its rows, each cell with its spans where it has any. */
function outline(document: SourceDocument | null): (string | string[])[] {
  const blocks = document?.sheets.flatMap((sheet) => sheet.blocks) ?? []
  return blocks.map((block) => {
    if (block.type === 'line') return block.line.text
    return block.grid.cells.map(
      (cell) =>
        `${cell.row},${cell.column}${cell.rowSpan * cell.columnSpan > 1 ? ` ${cell.rowSpan}x${cell.columnSpan}` : ''} ${cell.text}`,
    )
  })
}

describe('web pages', () => {
  it('have grids for tables, spans laid out, and lines for the text around them', async () => {
    const { value } = await readSource(`<html><head><title>x</title><style>p{}</style></head><body>
      <h1>2025年部门预算</h1><p>单位：<b>万元</b></p>
      <table><tr><th rowspan=2>项目<th colspan=2>预算数</tr><tr><td>基本支出<td>项目支出</tr>
      <tr><td>&nbsp;&nbsp;教育支出</td><td>1,028.96</td><td> </td></tr></table>
      <div>注：<script>alert(1)</script>无</div></body></html>`)
    expect(outline(value)).toEqual([
      '2025年部门预算',
      '单位：万元',
      ['0,0 2x1 项目', '0,1 1x2 预算数', '1,1 基本支出', '1,2 项目支出', '2,0   教育支出', '2,1 1,028.96'],
      '注：无',
    ])
  })

  it('take a table that only lays out the page for what it holds', async () => {
    const { value } = await readSource(`<html><body><table><tr><td>首页</td><td>财政信息</td></tr><tr><td colspan=2>
      <table><tr><td>合计</td><td>3.00</td></tr></table></td></tr></table></body></html>`)
    expect(outline(value)).toEqual(['首页  财政信息', ['0,0 合计', '0,1 3.00']])
  })

  it('keep the number that Excel stored beside what it shows, and mark hidden rows', async () => {
    const { value } = await readSource(
      '<html><table><tr><td>a</td><td x:num="12345.678">12,345.68</td></tr><tr style="display:none"><td>b</td><td>2</td></tr></table></html>',
    )
    const block = value?.sheets[0]?.blocks[0]
    const cells = block?.type === 'grid' ? block.grid.cells : []
    expect(cells.map(({ text, stored, hidden }) => [text, stored, hidden])).toEqual([
      ['a', undefined, undefined],
      ['12,345.68', '12345.678', undefined],
      ['b', undefined, true],
      ['2', undefined, true],
    ])
  })

  it('cut spans at the end of the table and refuse absurd ones', async () => {
    const { value } = await readSource(
      '<html><table><tr><td rowspan=60000>a</td><td colspan=99999>b</td></tr><tr><td>c</td></tr></table></html>',
    )
    expect(outline(value)).toEqual([['0,0 2x1 a', '0,1 b', '1,1 c']])
  })

  it('that end without their closing tag are said to', async () => {
    const cut = await readSource('<html><body><table><tr><td>合计</td><td>3.00</td></tr><tr><td>教')
    expect(outline(cut.value)).toEqual([['0,0 合计', '0,1 3.00', '1,0 教']])
    expect(cut.diagnostics.map((finding) => finding.code)).toEqual(['file-incomplete'])
    const whole = await readSource('<html><body><p>合计</p></body></html>')
    expect(whole.diagnostics).toEqual([])
  })

  it('give one sheet for each worksheet of a web archive', async () => {
    const part = (location: string, body: string) =>
      `--X\r\nContent-Location: file:///C:/${location}\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Type: text/html; charset="utf-8"\r\n\r\n${body}\r\n`
    const list =
      '<x:ExcelWorksheet><x:Name>=E8=A1=A81</x:Name><x:WorksheetSource HRef=3D"b/sheet001.htm"/></x:ExcelWorksheet>'
    const sheet = '<table><tr><td>=E5=90=88=\r\n=E8=AE=A1</td><td>5</td></tr></table>'
    const { value } = await readSource(
      `MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="X"\r\n\r\n${part('b.htm', `<html>${list}</html>`)}${part('b/sheet001.htm', sheet)}--X--\r\n`,
    )
    expect(value?.sheets.map((each) => each.name)).toEqual(['表1'])
    expect(outline(value)).toEqual([['0,0 合计', '0,1 5']])
  })

  it('that draw every word of a PDF at its position are read as its pages', async () => {
    const word = (left: number, top: number, text: string) =>
      `<div class="p" style="top:${top}pt;left:${left}pt;line-height:10pt;font-size:10pt;position:absolute;">${text}</div>`
    const across = (top: number) =>
      `<div style="position:absolute;left:40pt;top:${top}pt;width:300pt;height:0.0pt;border-bottom:0.5pt solid #000"> </div>`
    const down = (left: number) =>
      `<div style="position:absolute;left:${left}pt;top:100pt;width:0.0pt;height:220pt;border-right:0.5pt solid #000"> </div>`
    const rows = Array.from({ length: 11 }, (_, index) => {
      const top = 105 + index * 20
      return word(50, top, `支出${index}`) + word(200, top, `${index}.50`)
    })
    const rules =
      Array.from({ length: 12 }, (_, index) => across(100 + index * 20)).join('') + [40, 180, 340].map(down).join('')
    const { value } = await readSource(
      `<html><body><div style="width:595pt;height:842pt;position:relative">${rules}${word(200, 60, '收支总表')}${rows.join('')}</div></body></html>`,
    )
    const [title, grid] = outline(value)
    expect(title).toBe('收支总表')
    expect(grid?.slice(0, 4)).toEqual(['0,0 支出0', '0,1 0.50', '1,0 支出1', '1,1 1.50'])
    expect(value?.sheets[0]?.page).toBe(1)
  })
})

describe('Word documents', () => {
  const docx = (body: string) =>
    zipOf({
      '[Content_Types].xml': '<Types/>',
      'word/document.xml': `<?xml version="1.0"?><w:document xmlns:w="urn:w"><w:body>${body}</w:body></w:document>`,
    })
  const paragraph = (text: string) => `<w:p><w:r><w:t xml:space="preserve">${text}</w:t></w:r></w:p>`
  const cell = (text: string, properties = '') => `<w:tc><w:tcPr>${properties}</w:tcPr>${paragraph(text)}</w:tc>`

  it('have grids for tables with merged cells, and a line for each paragraph', async () => {
    const table = [
      `<w:tr>${cell('项目', '<w:vMerge w:val="restart"/>')}${cell('预算数', '<w:gridSpan w:val="2"/>')}</w:tr>`,
      `<w:tr>${cell('', '<w:vMerge/>')}${cell('基本')}${cell('项目')}</w:tr>`,
      `<w:tr>${cell('合计')}${cell('3.00')}${cell('')}</w:tr>`,
    ]
    const { value } = await readSource(
      docx(`${paragraph('收支总表')}${paragraph('')}<w:tbl>${table.join('')}</w:tbl>${paragraph('注：无')}`),
    )
    expect(value?.format).toBe('docx')
    expect(outline(value)).toEqual([
      '收支总表',
      ['0,0 2x1 项目', '0,1 1x2 预算数', '1,1 基本', '1,2 项目', '2,0 合计', '2,1 3.00'],
      '注：无',
    ])
  })

  it('show neither deleted text nor field codes', async () => {
    const { value } = await readSource(
      docx(
        '<w:p><w:del><w:r><w:delText>旧</w:delText></w:r></w:del><w:ins><w:r><w:t>新</w:t></w:r></w:ins><w:r><w:instrText>PAGE</w:instrText></w:r></w:p>',
      ),
    )
    expect(outline(value)).toEqual(['新'])
  })
})

describe('text', () => {
  it('has a line for each that is not blank, with its number and the spaces that show levels', async () => {
    const { value } = await readSource('收支总表\r\n\r\n  教育支出   1,028.96  \n\f合计 3\n')
    const lines = value?.sheets[0]?.blocks.map((block) => (block.type === 'line' ? block.line : null)) ?? []
    expect(lines.map((line) => [line?.place.line, line?.text])).toEqual([
      [1, '收支总表'],
      [3, '  教育支出   1,028.96'],
      [4, '合计 3'],
    ])
  })
})

describe('OpenDocument workbooks', () => {
  it('show what they store as displayed, repeats written out, empty ones passed over', async () => {
    const rows = `<table:table-row><table:table-cell office:value-type="string"><text:p><text:s text:c="2"/>合计</text:p><office:annotation><text:p>批注</text:p></office:annotation></table:table-cell>
      <table:table-cell table:number-columns-repeated="2" office:value-type="float" office:value="12.345"><text:p>12.35 </text:p></table:table-cell><table:table-cell table:number-columns-repeated="16381"/></table:table-row>
      <table:table-row table:number-rows-repeated="1048570"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>
      <table:table-row><table:table-cell table:formula="of:=1+1"/></table:table-row>`
    const content = `<office:document-content xmlns:office="urn:o" xmlns:table="urn:t" xmlns:text="urn:x"><office:body><office:spreadsheet><table:table table:name="表1">${rows}</table:table></office:spreadsheet></office:body></office:document-content>`
    const { value, diagnostics } = await readSource(zipOf({ 'META-INF/manifest.xml': '<m/>', 'content.xml': content }))
    const block = value?.sheets[0]?.blocks[0]
    const cells = block?.type === 'grid' ? block.grid.cells : []
    expect(cells.map(({ text, stored, place }) => [place.cell, text, stored])).toEqual([
      ['A1', '  合计', undefined],
      ['B1', '12.35', '12.345'],
      ['C1', '12.35', '12.345'],
    ])
    expect(diagnostics.map(({ code, places }) => [code, places[0]?.cell])).toEqual([
      ['formula-without-result', 'A1048572'],
    ])
  })

  it('as SheetJS writes them equal its xlsx', async () => {
    const workbook = sheetjs.utils.book_new()
    sheetjs.utils.book_append_sheet(
      workbook,
      sheetjs.utils.aoa_to_sheet([
        ['项目', '预算数'],
        ['合计', 1028.96],
      ]),
      '表1',
    )
    const written = ['xlsx', 'ods'].map((bookType) =>
      readSource(new Uint8Array(sheetjs.write(workbook, { type: 'array', bookType: bookType as 'ods' }))),
    )
    const [xlsx, ods] = await Promise.all(written)
    expect(ods?.value?.format).toBe('ods')
    expect(ods?.value?.sheets).toEqual(xlsx?.value?.sheets)
  })
})
