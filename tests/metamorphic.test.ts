import { readFileSync } from 'node:fs'
import { Decimal } from 'decimal.js'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Cell } from '../src/grid/document.js'
import { type Fact, parseDisclosure, toFacts } from '../src/index.js'
import { foldText } from '../src/normalise/text.js'
import { readSource } from '../src/read/read-source.js'
import { escapeXml, sheetOf } from './hostile/sheets.js'
import { type XlsxSheet, xlsxOf } from './office-files.js'

type CellLike = Pick<Cell, 'row' | 'column' | 'rowSpan' | 'columnSpan' | 'text'>

interface PlainSheet {
  name: string
  cells: readonly CellLike[]
  before?: string
}

const sample = (extension: string) =>
  readFileSync(new URL(`../samples/district-budget-2023.${extension}`, import.meta.url))

function columnName(index: number): string {
  return index < 26 ? String.fromCharCode(65 + index) : columnName(Math.floor(index / 26) - 1) + columnName(index % 26)
}

function address(row: number, column: number): string {
  return `${columnName(column)}${row + 1}`
}

/** A workbook with these cells as texts, merged as they say. */
function workbook(sheets: readonly PlainSheet[], more: readonly XlsxSheet[] = []): Uint8Array {
  const parts = sheets.map(({ name, cells, before = '' }): XlsxSheet => {
    const rows = new Map<number, CellLike[]>()
    for (const cell of cells) rows.set(cell.row, [...(rows.get(cell.row) ?? []), cell])
    const data = [...rows]
      .sort(([a], [b]) => a - b)
      .map(([row, inRow]) => {
        const xml = inRow.map(
          ({ column, text }) =>
            `<c r="${address(row, column)}" t="inlineStr"><is><t xml:space="preserve">${escapeXml(text)}</t></is></c>`,
        )
        return `<row r="${row + 1}">${xml.join('')}</row>`
      })
    const merged = cells.filter(({ rowSpan, columnSpan }) => rowSpan * columnSpan > 1)
    const ranges = merged.map(
      ({ row, column, rowSpan, columnSpan }) =>
        `<mergeCell ref="${address(row, column)}:${address(row + rowSpan - 1, column + columnSpan - 1)}"/>`,
    )
    return {
      name,
      xml: `${before}<sheetData>${data.join('')}</sheetData>${ranges.length > 0 ? `<mergeCells>${ranges.join('')}</mergeCells>` : ''}`,
    }
  })
  return xlsxOf([...parts, ...more])
}

type Keys = Pick<Fact, 'table' | 'side' | 'code' | 'label' | 'measure' | 'amount' | 'unit' | 'evidence' | 'proof'>

/** A fact in one line; names keep the brackets that are printed. */
function lineOf({ table, side, code, label, measure, amount, unit, evidence, proof }: Keys): string {
  return JSON.stringify([table, side, code, foldText(label), measure, amount, unit, evidence, proof])
}

async function factsOf(input: Uint8Array | string): Promise<Fact[]> {
  const { disclosure } = await parseDisclosure(input)
  return disclosure === null ? [] : toFacts(disclosure)
}

async function linesOf(input: Uint8Array | string): Promise<string[]> {
  return (await factsOf(input)).map(lineOf).sort()
}

const eachCell = (change: (text: string) => string) => (sheets: readonly PlainSheet[]) =>
  sheets.map((sheet) => ({ ...sheet, cells: sheet.cells.map((cell) => ({ ...cell, text: change(cell.text) })) }))

/** An empty row or column at every n-th place; what is merged across it grows. */
const spread = (axis: 'row' | 'column', every: number) => (sheets: readonly PlainSheet[]) =>
  sheets.map((sheet) => ({
    ...sheet,
    cells: sheet.cells.map((cell) => {
      const span = axis === 'row' ? 'rowSpan' : 'columnSpan'
      const moved = (index: number) => index + Math.floor(index / every)
      const last = moved(cell[axis] + cell[span] - 1)
      return { ...cell, [axis]: moved(cell[axis]), [span]: last - moved(cell[axis]) + 1 }
    }),
  }))

const fullWidth = (text: string) => text.replace(/[0-9.,]/g, (mark) => String.fromCharCode(mark.charCodeAt(0) + 0xfee0))
const halfBrackets = (text: string) => text.replaceAll('（', '(').replaceAll('）', ')').replaceAll('：', ':')
const fullBrackets = (text: string) => text.replaceAll('(', '（').replaceAll(')', '）').replaceAll(':', '：')
const DECIMAL = /(?<![\d.,-])-?\d{1,3}(?:,?\d{3})*\.\d+(?![\d.])/g
const twice = (text: string) =>
  text.replace(DECIMAL, (amount) =>
    new Decimal(amount.replaceAll(',', '')).times(2).toFixed(amount.length - amount.indexOf('.') - 1),
  )

async function expectDoubled(before: readonly Fact[], input: Uint8Array | string): Promise<void> {
  const expected = before.map((fact) => {
    const decimals = (fact.amount.split('.')[1] ?? '').length
    return lineOf({ ...fact, amount: new Decimal(fact.amount).times(2).toFixed(decimals) })
  })
  expect(await linesOf(input)).toEqual(expected.sort())
}

describe('the facts of a workbook do not change', () => {
  let sheets: PlainSheet[] = []
  let facts: Fact[] = []
  beforeAll(async () => {
    const { value } = await readSource(sample('xlsx'))
    sheets = (value?.sheets ?? []).map(({ name, blocks }) => ({
      name: name ?? '',
      cells: blocks.flatMap((block) => (block.type === 'grid' ? block.grid.cells : [])),
    }))
    facts = await factsOf(workbook(sheets))
    expect(facts).toHaveLength(217)
  })

  it.each<[string, (sheets: readonly PlainSheet[]) => readonly PlainSheet[]]>([
    ['empty rows at the head', eachSheetMoved({ row: 3 })],
    ['empty columns on the left', eachSheetMoved({ column: 2 })],
    ['empty rows among the rows', spread('row', 4)],
    ['empty columns among the columns', spread('column', 2)],
    ['an empty column beside each column', spread('column', 1)],
    [
      'other column widths',
      (all) =>
        all.map((sheet) => ({
          ...sheet,
          before: '<sheetFormatPr defaultRowHeight="40"/><cols><col min="1" max="9" width="3" customWidth="1"/></cols>',
        })),
    ],
    ['the sheets in another order', (all) => all.toReversed()],
    ['other names of the sheets', (all) => all.map((sheet, at) => ({ ...sheet, name: `Sheet${at + 1}` }))],
    ['white space around every text', eachCell((text) => (/^\s/.test(text) ? text : `${text} \u3000`))],
    [
      'full-width digits and marks in amounts',
      eachCell((text) => (/^-?[\d,]+\.\d+$/.test(text) ? fullWidth(text) : text)),
    ],
    ['half-width brackets and colons', eachCell(halfBrackets)],
    ['full-width brackets and colons', eachCell(fullBrackets)],
    ['合　计', eachCell((text) => text.replace(/^合\s*计$/, '合　计').replace(/^总\s*计$/, '总  计'))],
    [
      'characters without width',
      eachCell((text) => (/[\u4e00-\u9fff]{2}/.test(text) ? `${text[0]}\u200b${text.slice(1)}\ufeff` : text)),
    ],
  ])('with %s', async (_, change) => {
    expect(await linesOf(workbook(change(sheets)))).toEqual(facts.map(lineOf).sort())
  })

  it('with a hidden sheet beside them', async () => {
    const hidden: XlsxSheet = {
      ...sheetOf([['数据字典'], ['代码', '名称'], ['01', '甲']], { name: '字典' }),
      state: 'hidden',
    }
    expect(await linesOf(workbook(sheets, [hidden]))).toEqual(facts.map(lineOf).sort())
  })

  it('but double where all amounts do', async () => {
    await expectDoubled(facts, workbook(eachCell(twice)(sheets)))
  })
})

function eachSheetMoved({ row = 0, column = 0 }: { row?: number; column?: number }) {
  return (sheets: readonly PlainSheet[]) =>
    sheets.map((sheet) => ({
      ...sheet,
      cells: sheet.cells.map((cell) => ({ ...cell, row: cell.row + row, column: cell.column + column })),
    }))
}

describe('the facts of a text do not change', () => {
  const text = sample('txt').toString('utf8')
  let facts: Fact[] = []
  beforeAll(async () => {
    facts = await factsOf(text)
    expect(facts).toHaveLength(217)
  })

  it.each<[string, (text: string) => string | Uint8Array]>([
    ['CRLF', (all) => all.replace(/\r?\n/g, '\r\n')],
    ['a byte order mark', (all) => Buffer.from(`\ufeff${all}`)],
    ['UTF-16', (all) => Buffer.from(`\ufeff${all}`, 'utf16le')],
    ['white space at the end of lines', (all) => all.replace(/\n/g, '  \n')],
    ['empty lines', (all) => all.replace(/\n/g, '\n\n')],
    ['full-width digits in amounts', (all) => all.replace(DECIMAL, fullWidth)],
    ['half-width brackets and colons', halfBrackets],
    ['full-width brackets and colons', fullBrackets],
    ['合　计', (all) => all.replace(/^合\s*计/gm, '合　计')],
    ['characters without width', (all) => all.replace(/([\u4e00-\u9fff])(?=[\u4e00-\u9fff])/g, '$1\u200b')],
  ])('with %s', async (_, change) => {
    expect(await linesOf(change(text))).toEqual(facts.map(lineOf).sort())
  })

  it('but double where all amounts do', async () => {
    await expectDoubled(facts, twice(text))
  })
})
