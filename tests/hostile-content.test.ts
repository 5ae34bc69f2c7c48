import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { strToU8 } from 'fflate'
import { afterAll, describe, expect, it } from 'vitest'
import { parseInput } from '../src/cli/read-input.js'
import { decodeDisclosure, encodeDisclosure, type Fact, factsToCsv, parseDisclosure, toFacts } from '../src/index.js'
import { EXPENDITURE, type SheetCell, sheetOf, workbookOf } from './hostile/sheets.js'
import { xlsxOf, xlsxParts, zipOf } from './office-files.js'

async function read(input: Uint8Array | string) {
  const { disclosure, diagnostics } = await parseDisclosure(input, { document: 'x' })
  const codes = [...new Set(diagnostics.map(({ code }) => code))]
  return { disclosure, codes, facts: disclosure === null ? [] : toFacts(disclosure) }
}

/** The table with every cell of that text replaced. */
function table(text: string, by: SheetCell): SheetCell[][] {
  return EXPENDITURE.map((cells) => cells.map((cell) => (cell === text ? by : cell)))
}

function amountsOf(facts: readonly Fact[], code: string): string[] {
  return facts.filter((fact) => fact.code === code).map(({ amount }) => amount)
}

const storedAs = (type: string, value: string): SheetCell => ({
  xml: (address) => `<c r="${address}" t="${type}"><v>${value}</v></c>`,
})
const formula: SheetCell = { xml: (address) => `<c r="${address}"><f>SUM(C7:C9)</f></c>` }

describe('names that JavaScript gives a meaning', () => {
  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'then'])('%s', async (name) => {
    const rows = table('一般行政管理事务', name).map((cells) =>
      cells.map((cell) => (cell === '项目支出' ? name : cell)),
    )
    const { disclosure, facts } = await read(workbookOf(rows, { name }))
    expect(facts).toHaveLength(19)
    expect(facts.find(({ code }) => code === '2011302')).toMatchObject({ label: name, sheet: name })
    expect(facts.map(({ measure }) => measure)).toContain(`other:${name}`)
    expect(factsToCsv(facts)).toContain(`,${name},`)
    const json = JSON.stringify(encodeDisclosure(disclosure as NonNullable<typeof disclosure>))
    expect(JSON.stringify(encodeDisclosure(decodeDisclosure(JSON.parse(json))))).toBe(json)
    expect(({} as Record<string, unknown>)['label']).toBeUndefined()
  })
})

describe('a cell where an amount should be', () => {
  it.each<[string, SheetCell, string[]]>([
    ['an error', storedAs('e', '#REF!'), ['cell-error', 'number-unreadable']],
    ['the text of an error', '#N/A', ['number-unreadable']],
    ['a date', storedAs('d', '2023-01-05'), ['number-unreadable']],
    ['the text of a date', '2023年1月5日', ['number-unreadable']],
    ['a formula without a result', formula, ['formula-without-result']],
    ['NaN', 'NaN', ['number-unreadable']],
    ['a number in words', '壹佰元整', ['number-unreadable']],
    ['a decimal comma', '5,00', ['number-unreadable']],
    ['an exponent', '5e3', ['number-unreadable']],
    ['a share', '5.00%', ['number-unreadable']],
    ['two points', '5.00.1', ['number-unreadable']],
    ['text that is turned round', '\u202e5.00\u202c', ['number-unreadable']],
    ['two numbers', '20 15', ['amount-unplaced']],
    ['two numbers, one above the other', '20\n15', ['amount-unplaced']],
    ['two numbers, the lower one longer', '20\n15.50', ['amount-unplaced']],
  ])('gives no amount and is said: %s', async (_, cell, expected) => {
    const { codes, facts } = await read(workbookOf(table('5.00', cell)))
    expect(facts.filter(({ code }) => code.startsWith('208'))).toEqual([])
    for (const code of expected) expect(codes).toContain(code)
  })

  it.each([
    [' 5.00 ', '5.00'],
    ['５．００', '5.00'],
    ['5.00\u200b', '5.00'],
    ['\ufeff5.00', '5.00'],
    ['￥5.00', '5.00'],
    ['5.00\u00a0', '5.00'],
    ['１，００５．００', '1005.00'],
    ['12345\n.67', '12345.67'],
    ['1,234,5\n67.89', '1234567.89'],
    ['（5.00）', '-5.00'],
    ['−5.00', '-5.00'],
  ])('is read as it is printed: %j', async (printed, amount) => {
    const { facts } = await read(workbookOf(table('5.00', printed)))
    expect(amountsOf(facts, '208')).toEqual([amount, amount])
  })
})

describe('hidden parts of a workbook', () => {
  it.each([
    ['a sheet', xlsxOf([{ ...sheetOf(EXPENDITURE), state: 'hidden' }])],
    ['a row', workbookOf(EXPENDITURE, { rowAttributes: (row) => (row === 7 ? ' hidden="1"' : '') })],
    ['a column', workbookOf(EXPENDITURE, { before: '<cols><col min="5" max="5" hidden="1"/></cols>' })],
  ])('are read, and said to be hidden: %s', async (_, bytes) => {
    const { codes, facts } = await read(bytes)
    expect(facts).toHaveLength(19)
    expect(codes).toEqual(['cells-hidden'])
  })
})

describe('markup in a workbook', () => {
  const part = (xml: string) => zipOf({ ...xlsxParts([{ name: '表', xml: '' }]), 'xl/worksheets/sheet1.xml': xml })
  const sheet = (text: string) =>
    `<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>${text}</t></is></c></row></sheetData></worksheet>`
  const bomb = Array.from({ length: 20 }, (_, at) => `<!ENTITY e${at + 1} "${`&e${at};`.repeat(10)}">`).join('')
  it.each([
    ['an entity bomb', `<!DOCTYPE w [<!ENTITY e0 "x">${bomb}]>${sheet('&e20;')}`],
    ['an external entity', `<!DOCTYPE w [<!ENTITY f SYSTEM "file:///etc/hostname">]>${sheet('&f;')}`],
    ['an external document type', `<!DOCTYPE w SYSTEM "http://127.0.0.1:9/x.dtd">${sheet('x')}`],
    ['an entity that is not declared', sheet('&x;')],
  ])('is refused: %s', async (_, xml) => {
    const { disclosure, codes } = await read(part(xml))
    expect(disclosure).toBeNull()
    expect(codes).toEqual(['file-damaged'])
  })
})

describe('files that are not what their name says', () => {
  const folder = mkdtempSync(join(tmpdir(), 'yusuan-names-'))
  afterAll(() => rmSync(folder, { recursive: true }))
  const open = async (name: string, content: Uint8Array | string) => {
    const path = join(folder, name)
    writeFileSync(path, content)
    const { disclosure, diagnostics } = await parseInput(path, { password: null })
    return {
      format: disclosure?.format ?? null,
      code: diagnostics[0]?.code,
      facts: disclosure ? toFacts(disclosure).length : 0,
    }
  }
  const rowsHtml = EXPENDITURE.map((cells) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('')
  const html = `<html><body><table>${rowsHtml}</table></body></html>`
  const text = EXPENDITURE.map((cells) => cells.join('  ')).join('\n')
  const mhtml = `MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n${Buffer.from(html).toString('base64')}\r\n`
  const wide = (string: string, isBig: boolean) => {
    const bytes = Buffer.from(`\ufeff${string}`, 'utf16le')
    return isBig ? bytes.swap16() : bytes
  }

  it.each<[string, string, Uint8Array | string, string | null]>([
    ['an .xls that is an xlsx', 'a.xls', workbookOf(EXPENDITURE), 'xlsx'],
    ['an .xls that is a web page', 'b.xls', html, 'html'],
    ['an .xls that is a web archive', 'c.xls', mhtml, 'html'],
    ['a .pdf that is a web page', 'd.pdf', html, 'html'],
    ['an .xlsx that is text', 'e.xlsx', text, 'text'],
    ['text with a byte order mark', 'f.txt', `\ufeff${text}`, 'text'],
    ['text in UTF-16', 'g.txt', wide(text, false), 'text'],
    ['text in UTF-16, the other way round', 'h.txt', wide(text, true), 'text'],
    ['text with NUL between its lines', 'i.txt', text.replace('\n', '\n\u0000'), 'text'],
    ['text with CRLF', 'j.txt', text.replaceAll('\n', '\r\n'), 'text'],
  ])('are read by their bytes: %s', async (_, name, content, format) => {
    const { facts, ...rest } = await open(name, content)
    expect(rest.format).toBe(format)
    expect(facts).toBe(19)
  })

  it.each<[string, Uint8Array | string, string]>([
    ['a zip of something else', zipOf({ 'a.txt': 'x' }), 'file-type-unknown'],
    [
      'a workbook without its sheets',
      zipOf({ '[Content_Types].xml': '<Types/>', 'xl/workbook.xml': '<workbook/>' }),
      'file-damaged',
    ],
    ['nothing', '', 'file-empty'],
    ['NUL alone', new Uint8Array(5_000), 'file-type-unknown'],
    ['a picture', strToU8('\u0089PNG\r\n\u001a\n', true), 'file-type-unknown'],
  ])('or refused: %s', async (_, content, code) => {
    expect(await open('k.xlsx', content)).toEqual({ format: null, code, facts: 0 })
  })

  it('or told to be a folder', async () => {
    const { disclosure, diagnostics } = await parseInput(folder, { password: null })
    expect([disclosure, diagnostics.map(({ code }) => code)]).toEqual([null, ['file-unavailable']])
  })

  it('or read as far as they went, while another program writes them', async () => {
    const path = join(folder, 'growing.txt')
    writeFileSync(path, text)
    const reading = parseInput(path, { password: null })
    for (let times = 0; times < 50; times++) appendFileSync(path, `\n${text}`)
    const { disclosure } = await reading
    expect(disclosure?.format).toBe('text')
  })
})
