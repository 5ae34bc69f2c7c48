import { describe, expect, it } from 'vitest'
import type { Limits } from '../src/read/limits.js'
import { reasonOf } from '../src/read/read-failure.js'
import { readSource } from '../src/read/read-source.js'
import { xlsxOfCells, xlsxParts, zipOf } from './office-files.js'

const number = (address: string) => `<row r="${/\d+/.exec(address)?.[0]}"><c r="${address}"><v>1</v></c></row>`
const merge = (...ranges: string[]) =>
  `<mergeCells>${ranges.map((ref) => `<mergeCell ref="${ref}"/>`).join('')}</mergeCells>`

/** Guards against a hang, and not a benchmark: CI is slow. */
const MOST_MILLISECONDS = 5_000
const MOST_BYTES = 200_000_000

async function readWithin(input: Uint8Array, limits: Partial<Limits> = {}) {
  const began = performance.now()
  const before = process.memoryUsage().heapUsed
  const result = await readSource(input, { limits })
  expect(performance.now() - began).toBeLessThan(MOST_MILLISECONDS)
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(MOST_BYTES)
  const block = result.value?.sheets[0]?.blocks[0]
  return {
    codes: result.diagnostics.map((finding) => finding.code),
    messages: result.diagnostics.map((finding) => finding.message),
    grid: block?.type === 'grid' ? block.grid : null,
  }
}

describe('traps in a workbook end at once, each with its finding', () => {
  it('a merge over the whole sheet', async () => {
    const { codes, grid } = await readWithin(xlsxOfCells(number('A1') + number('B2'), merge('A1:XFD1048576')))
    expect(codes).toEqual(['merge-oversized'])
    expect(grid?.cells.map((cell) => [cell.place.cell, cell.rowSpan, cell.columnSpan])).toEqual([['A1', 2, 2]])
  })

  it('overlapping merges', async () => {
    const cells = number('A1') + number('B2') + number('C3')
    const { codes, grid } = await readWithin(xlsxOfCells(cells, merge('A1:B2', 'B2:C3')))
    expect(codes).toEqual(['merge-overlapping'])
    expect(grid?.cells.map((cell) => cell.place.cell)).toEqual(['A1', 'C3'])
  })

  it('a hundred thousand wide merges', async () => {
    const ranges = Array.from({ length: 99_999 }, (_, index) => `A${(index % 50) + 1}:XFD${(index % 50) + 3}`)
    const { codes } = await readWithin(xlsxOfCells(number('A1') + number('XFD60'), merge(...ranges)))
    expect(codes).toContain('merge-overlapping')
  })

  it('cells in two far corners', async () => {
    const { codes, grid } = await readWithin(xlsxOfCells(number('A1') + number('XFD1048576')))
    expect(codes).toEqual(['cells-far-apart'])
    expect(grid?.cells.map((cell) => cell.place.cell)).toEqual(['A1', 'XFD1048576'])
    expect((grid?.rowCount ?? 0) * (grid?.columnCount ?? 0)).toBeLessThan(100)
  })

  it('a false dimension', async () => {
    const { codes, grid } = await readWithin(xlsxOfCells(number('B2'), '', '<dimension ref="A1:XFD1048576"/>'))
    expect(codes).toEqual(['dimension-false'])
    expect([grid?.rowCount, grid?.columnCount]).toEqual([2, 2])
  })

  it('390 KB that inflate to 400 MB, honestly declared or not', async () => {
    const parts = xlsxParts([{ name: '表', xml: '' }])
    const bomb = zipOf({ ...parts, 'xl/worksheets/sheet1.xml': new Uint8Array(400_000_000) })
    expect((await readWithin(bomb)).messages[0]).toContain('limits.inflatedBytes')
    const view = new DataView(bomb.buffer, bomb.byteOffset, bomb.byteLength)
    for (let at = 0; at + 4 <= bomb.length; at++)
      if (view.getUint32(at, true) === 400_000_000) view.setUint32(at, 1000, true)
    expect((await readWithin(bomb)).codes).toEqual(['file-damaged'])
  })

  it('entities', async () => {
    const xml =
      '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]><worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&b;&f;</t></is></c></row></sheetData></worksheet>'
    const { codes, messages } = await readWithin(
      zipOf({ ...xlsxParts([{ name: '表', xml: '' }]), 'xl/worksheets/sheet1.xml': xml }),
    )
    expect(codes).toEqual(['file-damaged'])
    expect(messages[0]).toContain('document type')
  })

  it('elements nested without end', async () => {
    const parts = xlsxParts([{ name: '表', xml: '' }])
    const { codes } = await readWithin(zipOf({ ...parts, 'xl/worksheets/sheet1.xml': '<a>'.repeat(500_000) }))
    expect(codes).toEqual(['file-damaged'])
  })

  it('a cell with an impossible address or a text that is not there', async () => {
    for (const cell of ['<c r="A0"><v>1</v></c>', '<c r="XFE1"><v>1</v></c>', '<c r="A1" t="s"><v>5</v></c>']) {
      expect((await readWithin(xlsxOfCells(`<row r="1">${cell}</row>`))).codes).toEqual(['file-damaged'])
    }
  })

  it('one address twice, rows out of order', async () => {
    const { codes, grid } = await readWithin(xlsxOfCells(number('A2') + number('A1') + number('A2')))
    expect(codes).toEqual(['cell-repeated'])
    expect(grid?.cells.map((cell) => cell.place.cell)).toEqual(['A1', 'A2'])
  })
})

describe('every limit names itself and how to raise it', () => {
  const workbook = xlsxOfCells(number('A1') + number('A2') + number('A3'), merge('A1:B1', 'A2:B2'))
  const page = new TextEncoder().encode('<html><table><tr><td>一<td>二<td>三</table></html>')
  const cases: [keyof Limits, number, Uint8Array][] = [
    ['inputBytes', 100, workbook],
    ['inflatedBytes', 100, workbook],
    ['archiveEntries', 2, workbook],
    ['sheets', 0, workbook],
    ['cells', 2, workbook],
    ['merges', 1, workbook],
    ['characters', 2, workbook],
    ['cells', 2, page],
    ['characters', 10, new TextEncoder().encode('一般公共预算支出'.repeat(3))],
  ]
  it.each(cases)('%s: %d', async (limit, value, input) => {
    const result = await readSource(input, { limits: { [limit]: value } })
    expect(result.value).toBeNull()
    expect(result.diagnostics.map((finding) => finding.code)).toEqual(['limit-exceeded'])
    expect(result.diagnostics[0]?.message).toContain(`limits.${limit}`)
  })
})

describe('why a file cannot be read', () => {
  it('is what the package says', () => {
    expect(reasonOf(new Error('Encrypted stream. '))).toBe('Encrypted stream')
  })

  it.each([
    new Error('Bad SerAr: undefined'),
    new Error('Unrecognized type [object Object]'),
    new TypeError("Cannot read properties of undefined (reading 'l')"),
  ])('is said in words where the package has none: %s', (error) => {
    expect(reasonOf(error)).toBe('it is not built as its format says')
  })
})
