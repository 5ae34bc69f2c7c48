import * as sheetjs from '@e965/xlsx'
import { describe, expect, it } from 'vitest'
import { readSource } from '../src/read/read-source.js'
import { xlsxOfCells, xlsxParts, zipOf } from './office-files.js'

const utf8 = (text: string) => new TextEncoder().encode(text)
const latin = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0))
const TABLE =
  '<html><body><table><tr><td>项目</td><td>预算数</td></tr><tr><td>合计</td><td>12.00</td></tr></table></body></html>'
/** 收支预算 单位:万元 in GBK. */
const GBK = latin('\xca\xd5\xd6\xa7\xd4\xa4\xcb\xe3 \xb5\xa5\xce\xbb:\xcd\xf2\xd4\xaa\n')

function xls(): Uint8Array {
  const workbook = sheetjs.utils.book_new()
  sheetjs.utils.book_append_sheet(workbook, sheetjs.utils.aoa_to_sheet([['合计', 12]]), '表1')
  return new Uint8Array(sheetjs.write(workbook, { type: 'array', bookType: 'biff8' }))
}

/** An OLE container with one entry of that name, which holds nothing. */
function compoundWith(name: string): Uint8Array {
  const container = sheetjs.CFB.utils.cfb_new()
  sheetjs.CFB.utils.cfb_add(container, `/${name}`, utf8('x'.repeat(5000)))
  return new Uint8Array(sheetjs.CFB.write(container, { type: 'buffer' }) as Uint8Array)
}

async function formatOf(input: Uint8Array | string): Promise<string | undefined> {
  return (await readSource(input)).value?.format
}

async function codesOf(input: Uint8Array | string): Promise<string[]> {
  const { value, diagnostics } = await readSource(input)
  expect(value).toBeNull()
  return diagnostics.map((finding) => finding.code)
}

describe('formats are known by their bytes', () => {
  it('workbooks', async () => {
    expect(await formatOf(xlsxOfCells('<row r="1"><c r="A1"><v>1</v></c></row>'))).toBe('xlsx')
    expect(await formatOf(xls())).toBe('xls')
  })

  it('web pages, also in GBK and as a saved archive', async () => {
    expect(await formatOf(utf8(TABLE))).toBe('html')
    expect(await formatOf(utf8(`\ufeff<!-- saved -->\n<!DOCTYPE html>${TABLE}`))).toBe('html')
    expect(await formatOf(latin(`<html><body><p>${String.fromCharCode(...GBK)}</p></body></html>`))).toBe('html')
    expect(await formatOf(utf8(`MIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n${TABLE}`))).toBe('html')
    expect(await formatOf(TABLE)).toBe('html')
  })

  it('text in the encodings that are met', async () => {
    const text = '收支预算 单位:万元\n'
    const wide = new Uint8Array(Buffer.from(text, 'utf16le'))
    const inputs = [utf8(text), utf8(`\ufeff${text}`), GBK, wide, Uint8Array.from([0xff, 0xfe, ...wide]), text]
    for (const input of inputs) {
      const { value } = await readSource(input)
      const block = value?.sheets[0]?.blocks[0]
      expect(block?.type === 'line' ? block.line.text : null).toBe('收支预算 单位:万元')
    }
  })

  it('text that was cut within a character, or holds a NUL', async () => {
    expect(await formatOf(utf8('一般公共预算支出').subarray(0, 23))).toBe('text')
    expect(await formatOf(utf8('一般公共预算支出\0一般公共预算支出'))).toBe('text')
  })
})

describe('what is not read has its own finding', () => {
  it('nothing at all', async () => {
    expect(await codesOf(new Uint8Array())).toEqual(['file-empty'])
    expect(await codesOf(' \n')).toEqual(['file-empty'])
  })

  it('other types of file', async () => {
    const png = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13])
    const junk = Uint8Array.from({ length: 4000 }, (_, index) => (index * 7919 + (index >> 3) * 104729) & 255)
    for (const input of [png, utf8('MZ\x90\0'), junk, zipOf({ 'readme.txt': 'x' }), compoundWith('WordDocument')]) {
      expect(await codesOf(input)).toEqual(['file-type-unknown'])
    }
  })

  it('says what the other type is', async () => {
    const { diagnostics } = await readSource(compoundWith('WordDocument'))
    expect(diagnostics[0]?.message).toContain('Word 97')
    const ofd = await readSource(zipOf({ 'OFD.xml': '<x/>' }))
    expect(ofd.diagnostics[0]?.message).toContain('OFD')
    const xml =
      '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Table/></Workbook>'
    const old = await readSource(utf8(xml))
    expect(old.diagnostics[0]?.message).toContain('Excel 2003 XML')
  })

  it('encrypted workbooks', async () => {
    expect(await codesOf(compoundWith('EncryptedPackage'))).toEqual(['file-encrypted'])
    const filePass = Uint8Array.from([
      ...[0x09, 0x08, 16, 0, 0, 6, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
      ...[0x2f, 0, 4, 0, 0, 0, 0, 0],
    ])
    expect(await codesOf(filePass)).toEqual(['file-encrypted'])
  })

  it('files cut in half', async () => {
    const xlsx = xlsxOfCells('<row r="1"><c r="A1"><v>1</v></c></row>')
    const whole = xls()
    expect(await codesOf(xlsx.subarray(0, xlsx.length / 2))).toEqual(['file-damaged'])
    expect(await codesOf(whole.subarray(0, whole.length / 2))).toEqual(['file-damaged'])
  })

  it('a zip whose content fails its checksum', async () => {
    const bytes = zipOf(xlsxParts([{ name: '表', xml: '<sheetData><row><c><v>1234</v></c></row></sheetData>' }]), 0)
    const at = Buffer.from(bytes).indexOf('1234')
    bytes[at] = 0x39
    const { value, diagnostics } = await readSource(bytes)
    expect(value).toBeNull()
    expect(diagnostics[0]?.message).toContain('checksum')
  })
})
