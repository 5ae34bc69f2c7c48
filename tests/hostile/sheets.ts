import { type XlsxSheet, xlsxOf } from '../office-files.js'

/** A cell: a text, a stored number as `{ number }`, or XML of the cell as it is to stand in the file. */
export type SheetCell = string | { number: string } | { xml: (address: string) => string } | null

const NAMES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

export function escapeXml(text: string): string {
  return text
    .replace(/[&<>"]/g, (mark) => NAMES[mark] as string)
    .replace(/[\u0000-\u0008\u000b-\u001f]/g, (char) => `_x${char.charCodeAt(0).toString(16).padStart(4, '0')}_`)
}

function columnName(index: number): string {
  return index < 26 ? String.fromCharCode(65 + index) : columnName(Math.floor(index / 26) - 1) + columnName(index % 26)
}

function cellXml(cell: SheetCell, address: string): string {
  if (cell === null) return ''
  if (typeof cell === 'string')
    return `<c r="${address}" t="inlineStr"><is><t xml:space="preserve">${escapeXml(cell)}</t></is></c>`
  return 'xml' in cell ? cell.xml(address) : `<c r="${address}"><v>${cell.number}</v></c>`
}

interface Layout {
  name?: string
  state?: XlsxSheet['state']
  before?: string
  after?: string
  /** Attributes of a row, by its index. */
  rowAttributes?: (row: number) => string
}

export function sheetOf(rows: readonly (readonly SheetCell[])[], layout: Layout = {}): XlsxSheet {
  const { name = '表', state, before = '', after = '', rowAttributes = () => '' } = layout
  const body = rows.map((cells, row) => {
    const xml = cells.map((cell, column) => cellXml(cell, `${columnName(column)}${row + 1}`)).join('')
    return `<row r="${row + 1}"${rowAttributes(row)}>${xml}</row>`
  })
  const xml = `${before}<sheetData>${body.join('')}</sheetData>${after}`
  return { name: escapeXml(name), xml, ...(state === undefined ? {} : { state }) }
}

export function workbookOf(rows: readonly (readonly SheetCell[])[], layout: Layout = {}): Uint8Array {
  return xlsxOf([sheetOf(rows, layout)])
}

/** A 部门支出总表 that adds up. */
export const EXPENDITURE: readonly (readonly string[])[] = [
  ['部门支出总表'],
  ['单位：万元'],
  ['科目编码', '科目名称', '合计', '基本支出', '项目支出'],
  ['', '合计', '35.50', '20.00', '15.50'],
  ['201', '一般公共服务支出', '30.50', '20.00', '10.50'],
  ['20113', '商贸事务', '30.50', '20.00', '10.50'],
  ['2011301', '行政运行', '20.00', '20.00', ''],
  ['2011302', '一般行政管理事务', '10.50', '', '10.50'],
  ['208', '社会保障和就业支出', '5.00', '', '5.00'],
  ['20805', '行政事业单位养老支出', '5.00', '', '5.00'],
  ['2080505', '机关事业单位基本养老保险缴费支出', '5.00', '', '5.00'],
]
