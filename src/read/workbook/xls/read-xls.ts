import type { CellObject, WorkBook } from '@e965/xlsx'
import { Decimal } from 'decimal.js'
import type { Diagnostic } from '../../../diagnostics/diagnostic.js'
import type { Cell, Sheet, SourceDocument } from '../../../grid/document.js'
import { isCompoundFile, openCompoundFile } from '../../container/compound-file.js'
import { assertLimit, type Limits } from '../../limits.js'
import { damaged, reasonOf } from '../../read-failure.js'
import type { CellPosition } from '../cell-address.js'
import { type CellStyle, PLAIN_STYLE, showNumber, showText } from '../cell-style.js'
import { builtInFormats, type DisplayedNumber, isZero, type NumberFormats, numberFormats } from '../number-format.js'
import { type RawSheet, sheetCell } from '../raw-sheet.js'
import { noTotals, type ReadTotals } from '../read-totals.js'
import { sheetGrid } from '../sheet-grid.js'
import { type BiffGlobals, biffGlobals } from './biff-globals.js'
import { type BiffSheetFrame, biffSheetFrame, cellKey, type ZeroFormula } from './biff-sheet.js'

/** Rounds in which one cell repeats another that repeats another. */
const LONGEST_CHAIN = 100

interface XlsContext {
  stream: Uint8Array
  globals: BiffGlobals
  formats: NumberFormats
  limits: Limits
  totals: ReadTotals
}

/**
 * Reads an xls or et workbook: every sheet as one grid of its non-empty cells, as displayed.
 *
 * Values come from @e965/xlsx. It gives neither indentation nor hidden zeros, so those and the frame of a sheet are read
 * from the records beside it.
 * Diagnostics: file-damaged, file-encrypted and limit-exceeded as `ReadFailure`; those of `sheetGrid` returned.
 */
export async function readXls(
  bytes: Uint8Array,
  limits: Limits,
): Promise<{ value: SourceDocument; diagnostics: Diagnostic[] }> {
  const stream = workbookStream(bytes)
  const globals = biffGlobals(stream, await builtInFormats())
  const context = { stream, globals, formats: await numberFormats(globals.calendar), limits, totals: noTotals() }
  const frames = globals.sheets.map((sheet) =>
    sheet.isWorksheet ? biffSheetFrame(stream, sheet.offset, context) : null,
  )
  const workbook = await parseWorkbook(stream)
  assertLimit(limits, 'sheets', workbook.SheetNames.length)
  const sheets: Sheet[] = []
  const diagnostics: Diagnostic[] = []
  for (const [index, name] of workbook.SheetNames.entries()) {
    const frame = frames[index] ?? null
    if (globals.isBiff8 && frame === null) continue
    const hidden = globals.sheets[index]?.hidden ?? false
    const cells = storedCells(workbook, name)
    if (frame !== null) assertComplete(name, cells, frame)
    const grid = sheetGrid(rawSheet({ name, hidden, cells, frame }, context))
    sheets.push(grid.value)
    diagnostics.push(...grid.diagnostics)
  }
  if (sheets.length === 0) throw damaged('workbook', 'it has no worksheet')
  return { value: { format: 'xls', sheets }, diagnostics }
}

function workbookStream(bytes: Uint8Array): Uint8Array {
  if (!isCompoundFile(bytes)) return bytes
  const file = openCompoundFile(bytes, 'workbook')
  const stream = file.stream('Workbook') ?? file.stream('Book')
  if (stream === null) throw damaged('workbook', 'its stream of records is missing')
  return stream
}

async function parseWorkbook(stream: Uint8Array): Promise<WorkBook> {
  const { read } = await import('@e965/xlsx')
  try {
    return read(stream, { type: 'array', dense: true, cellFormula: false, cellHTML: false, cellNF: true })
  } catch (error) {
    throw damaged('workbook', reasonOf(error))
  }
}

type StoredCell = CellPosition & { cell: CellObject }

/** The stored cells, row by row; never the used range. */
function storedCells(workbook: WorkBook, name: string): StoredCell[] {
  const cells: StoredCell[] = []
  const rows = (workbook.Sheets[name]?.['!data'] ?? []) as readonly (readonly CellObject[])[]
  // forEach passes over the holes of sparse rows
  rows.forEach((stored, row) => {
    stored?.forEach((cell, column) => {
      if (cell !== undefined) cells.push({ row, column, cell })
    })
  })
  return cells
}

/** The package passes over what it cannot parse; a sheet that lost cells on the way must not look whole. */
function assertComplete(name: string, cells: readonly StoredCell[], frame: BiffSheetFrame): void {
  const read = new Set(cells.map(({ row, column }) => cellKey(row, column)))
  let lost = 0
  for (const key of frame.styles.keys()) if (!read.has(key)) lost++
  if (lost > 0) throw damaged('workbook', `${lost} cells of the sheet “${name}” cannot be read`)
}

function rawSheet(
  sheet: { name: string; hidden: boolean; cells: readonly StoredCell[]; frame: BiffSheetFrame | null },
  context: XlsContext,
): RawSheet {
  const { name, hidden, frame } = sheet
  const cells: Cell[] = []
  const withoutResult: CellPosition[] = []
  const errors: (CellPosition & { error: string })[] = []
  const texts = new Set(sheet.cells.filter(({ cell }) => cell.t === 's').map(({ row, column }) => cellKey(row, column)))
  const lost = lostTexts(context.globals.isLibreOffice ? (frame?.zeroFormulas ?? new Map()) : new Map(), texts)
  for (const { row, column, cell } of sheet.cells) {
    const key = cellKey(row, column)
    if (lost.has(key)) {
      withoutResult.push({ row, column })
      continue
    }
    const style = styleOf(cell, frame?.styles.get(key), context.globals)
    const shown = showCell(cell, style, { formats: context.formats, showsZeros: frame?.showsZeros ?? true })
    if (cell.t === 'e') errors.push({ row, column, error: shown.text })
    if (shown.text.trim() === '') continue
    context.totals.characters += shown.text.length
    assertLimit(context.limits, 'characters', context.totals.characters)
    const isHidden = (frame?.hiddenRows.has(row) ?? false) || (frame?.hiddenColumns.has(column) ?? false)
    cells.push(sheetCell(name, { row, column, ...shown, hidden: isHidden }))
  }
  return {
    name,
    hidden,
    cells,
    merges: frame?.merges ?? [],
    dimension: frame?.dimension ?? null,
    withoutResult,
    errors,
  }
}

/**
 * Formulas whose result is a text that LibreOffice stored as 0: it does so for results that it took over from an xlsx
 * without calculating. A formula that repeats a text cannot be 0; one that handles texts may be, and is not trusted.
 */
function lostTexts(zeros: ReadonlyMap<number, ZeroFormula>, texts: ReadonlySet<number>): Set<number> {
  const lost = new Set<number>()
  for (const [key, zero] of zeros) if (zero.handlesText) lost.add(key)
  let before = -1
  for (let round = 0; round < LONGEST_CHAIN && lost.size > before; round++) {
    before = lost.size
    for (const [key, { repeats }] of zeros) {
      if (repeats !== null && (texts.has(repeats) || lost.has(repeats))) lost.add(key)
    }
  }
  return lost
}

function styleOf(cell: CellObject, index: number | undefined, globals: BiffGlobals): CellStyle {
  if (!globals.isBiff8) return { formatCode: typeof cell.z === 'string' ? cell.z : 'General', indent: 0 }
  return globals.styles[index ?? -1] ?? PLAIN_STYLE
}

function showCell(
  cell: CellObject,
  style: CellStyle,
  { formats, showsZeros }: { formats: NumberFormats; showsZeros: boolean },
): DisplayedNumber {
  if (cell.t === 's') return { text: showText(String(cell.v ?? ''), style, formats) }
  if (cell.t === 'b') return { text: cell.v === true ? 'TRUE' : 'FALSE' }
  if (cell.t !== 'n' || typeof cell.v !== 'number') return { text: cell.w ?? '' }
  const number = new Decimal(cell.v).toString()
  if (!showsZeros && isZero(number)) return { text: '' }
  return showNumber(number, style, formats) ?? { text: cell.w ?? '' }
}
