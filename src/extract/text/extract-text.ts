import { type Diagnostic, diagnostic } from '../../diagnostics/diagnostic.js'
import type { TextLine } from '../../grid/document.js'
import { withoutSpace } from '../../normalise/text.js'
import { findOtherUnit, type OtherUnit, type Unit } from '../../normalise/unit.js'
import type { MeasureId, TableId } from '../../schema/vocabulary.js'
import { settleUnits } from '../settle-units.js'
import type { ExtractedForm, ExtractedRow, ExtractedTable } from '../table.js'
import { type CellOrder, joinCells } from './cell-lines.js'
import { type CharacterWidth, characterWidthOf } from './character-width.js'
import { keepsColumns } from './kept-columns.js'
import { isYearOnly, setApartLateHeader, wholeHeader } from './late-header.js'
import { panelsByPlace } from './panels-by-place.js'
import { placeTokens } from './place-tokens.js'
import { type ColumnOptions, readColumns, readLooseColumns } from './read-columns.js'
import { type TakenRows, unplaced } from './row-amounts.js'
import { isFigure } from './row-codes.js'
import { RowNumbers } from './row-numbers.js'
import { hasPiecesOfNumbers, hasWrappedNames, joinBands, joinDecimals } from './rows-in-bands.js'
import {
  countOwnLines,
  type HeadedBody,
  isHeadingLine,
  isNumberedLine,
  splitHeader,
  splitPages,
} from './split-header.js'
import { splitTables, type TextTable } from './split-tables.js'
import { takeCodedRows } from './take-coded-rows.js'
import { takeForms } from './take-forms.js'
import { type TakenMeasures, takeMeasureRows } from './take-measure-rows.js'
import { takePanelRows } from './take-panel-rows.js'
import { takeSidedRows } from './take-sided-rows.js'
import { takeSingleRow } from './take-single-row.js'
import { takeUnitRows } from './take-unit-rows.js'
import type { TextColumn, TextColumns } from './text-columns.js'
import { isRowLine } from './titles-above.js'
import { type TokenLine, tokenLine } from './tokens.js'
import { withoutUnitNames } from './unit-names.js'

interface Taken {
  rows: ExtractedRow[]
  forms: ExtractedForm[]
  measures: ExtractedTable['measures']
  headers: NonNullable<ExtractedTable['headers']>
  diagnostics: Diagnostic[]
}

function measuresOf(columns: TextColumns): ExtractedTable['measures'] {
  const ids = (list: readonly TextColumn[]): MeasureId[] =>
    list.filter(({ isShare }) => !isShare).map((column) => column.measure)
  const { all, revenue, expenditure } = columns
  if (revenue.length > 0 || expenditure.length > 0) return { revenue: ids(revenue), expenditure: ids(expenditure) }
  return { all: ids(all) }
}

/** The header of each column of amounts, where the table has one side. */
function headersOf({ all, problem }: TextColumns): Taken['headers'] {
  if (problem !== null) return []
  return all.flatMap(({ measure, path, isShare }) => (isShare ? [] : [{ measure, header: path.join('/') }]))
}

type Reading = Omit<ColumnOptions, 'layout'> & {
  isTitledBelow: boolean
  cellOrder: CellOrder
  width: CharacterWidth
}

/** A part of a form that goes on below a repeated title prints neither name nor amount of its own. */
function goesOn(row: ExtractedRow, form: ExtractedForm): boolean {
  const { projectName, projectCode, department, applicant } = form.fields
  return row.amounts.length === 0 && !projectName && !projectCode && !department && !applicant
}

/** Fewer rows may be a sentence that begins with a number. */
const LEAST_ROWS = 2

const CELLS_APART = 'the cells of this text stand on lines of their own, and not row by row'

/** A form whose cells stand apart: which label its amounts belong to cannot be told. */
function withoutAmounts(taken: Taken, table: TableId): Taken {
  const reports = taken.rows.flatMap(({ code, label, amounts }) =>
    amounts.map(({ text, place }) =>
      diagnostic(
        'amount-unplaced',
        { amount: text, reason: CELLS_APART },
        { table, row: code === '' && label === '' ? null : { code, label }, found: text, places: [place] },
      ),
    ),
  )
  const rows = taken.rows.map((row) => ({ ...row, amounts: [] }))
  return { ...taken, rows, diagnostics: [...taken.diagnostics, ...reports] }
}

function takeForm(table: TextTable, { keepsColumns, cellOrder, width }: Reading): Taken {
  const rows: ExtractedRow[] = []
  const forms: ExtractedForm[] = []
  const measures: MeasureId[] = []
  const diagnostics: Diagnostic[] = []
  for (const part of table.parts) {
    const lines = part.lines.map((line) => tokenLine(line, width)).filter((line) => !isHeadingLine(line))
    const taken = takeForms(lines, table.layout, keepsColumns)
    for (const item of taken.measures) measures.push(item)
    for (const item of taken.diagnostics) diagnostics.push(item)
    taken.rows.forEach((row, at) => {
      const form = taken.forms[at] as ExtractedForm
      const last = forms.at(-1)
      if (last && goesOn(row, form)) {
        const indicators = [...last.indicators, ...form.indicators]
        forms[forms.length - 1] = { fields: { ...form.fields, ...last.fields }, indicators }
      } else {
        rows.push(row)
        forms.push(form)
      }
    })
  }
  const taken = { rows, forms, measures: { all: [...new Set(measures)] }, headers: [], diagnostics }
  return cellOrder === 'lines' ? taken : withoutAmounts(taken, table.layout.id)
}

function takeBody(
  body: readonly TokenLine[],
  columns: TextColumns,
  table: TextTable,
  { cellOrder, fiscalYear, keepsColumns }: Reading,
): TakenRows | TakenMeasures {
  const { layout } = table
  if (layout.shape === 'sides' && columns.panels > 1 && columns.problem === null)
    return takePanelRows(body, columns, { table: layout.id })
  if (layout.shape === 'sides')
    return takeSidedRows(body, columns, { table: layout.id, isCells: cellOrder !== 'lines' })
  const rows = body.filter(({ tokens }) => tokens.some(({ amount }) => amount))
  const isOneRow =
    columns.isUnlabelled && rows.length === 1 && rows[0]?.tokens.every(({ amount, isDash }) => amount || isDash)
  if (layout.shape === 'single' || isOneRow)
    return (
      takeMeasureRows(body, columns, layout) ??
      takeUnitRows(body, columns, { layout, fiscalYear, keepsColumns }) ??
      takeSingleRow(body, columns, layout)
    )
  return takeCodedRows(body, columns, layout)
}

/** Some of the header was printed below the rows, with the title. */
function isMoved({ header, body }: HeadedBody): boolean {
  const first = body[0]?.place.line ?? null
  return first !== null && header.some(({ place }) => (place.line ?? 0) > first)
}

/** A header that a writer has drawn below the rows is drawn cell by cell: its lines tell their own order, and no other. */
function inAnyOrder(headed: HeadedBody, options: ColumnOptions): HeadedBody {
  const header = headed.header.filter((line) => !isNumberedLine(line))
  const columns = wholeHeader(header, [], options.layout) === null ? readLooseColumns(header, options) : null
  return columns ? { ...headed, columns } : headed
}

/** Header and rows of one page, where its header cells may stand below the rows in part. */
function splitLateHeader(lines: readonly TokenLine[], options: ColumnOptions): HeadedBody {
  const asPrinted = splitHeader(lines, options)
  if (options.keepsColumns) return asPrinted
  const { lines: others, late } = setApartLateHeader(lines)
  if (late.length === 0) return isMoved(asPrinted) ? inAnyOrder(asPrinted, options) : asPrinted
  const headed = splitHeader(others, options)
  const [first] = headed.header
  const early = headed.header.filter((line) => !isNumberedLine(line))
  const whole = wholeHeader(early, late, options.layout)
  if (first && whole !== null) {
    const tokens = first.tokens.slice(0, 1).map((token) => ({ ...token, text: whole }))
    return { ...headed, columns: readColumns([{ ...first, text: whole, tokens }], options) }
  }
  // Labels of a 收支总表 are named like its columns.
  const isSided = options.layout.shape === 'sides'
  if (isYearOnly(late) || (isSided && asPrinted.columns.problem === null && !asPrinted.isLoose)) return asPrinted
  const loose = readLooseColumns([...early, ...late], options)
  if (loose) return { ...headed, columns: loose }
  if (isSided) return asPrinted
  return { ...headed, columns: { ...headed.columns, problem: 'a part of its header is printed below its rows' } }
}

/** Rows with their names whole, where columns are kept; null where it is not told which panel some words are of. */
function wholeRows(lines: readonly TokenLine[], panels: number): TokenLine[] | null {
  if (panels === 1) return joinBands(lines)
  const own = panelsByPlace(lines, panels)
  return own && own.flatMap((panelLines, panel) => joinBands(panelLines).map((line) => ({ ...line, panel })))
}

/** A row without the words behind its figures. */
function withoutRemark(line: TokenLine): TokenLine {
  const end = line.tokens.findLastIndex(isFigure) + 1
  const [first] = line.tokens
  return first && !isFigure(first) && end > 0 ? { ...line, tokens: line.tokens.slice(0, end) } : line
}

/** Rows of all parts of a table. A part that prints no header of its own has that of the part before. */
function takeRows(table: TextTable, reading: Reading): Taken {
  const options = { ...reading, layout: table.layout }
  let columns: TextColumns | null = null
  const body: TokenLine[] = []
  const foreign: TokenLine[] = []
  let isApart = false
  let hasTornPanels = false
  const numbers = new RowNumbers()
  for (const part of table.parts) {
    const printed = joinDecimals(part.lines.map((line) => tokenLine(line, reading.width)))
    const joined = reading.cellOrder === 'cells' ? joinCells(printed, table.layout) : null
    const lines = joined ?? printed
    if (joined === null && reading.cellOrder !== 'lines') isApart = true
    const count = countOwnLines(lines, options)
    for (const item of lines.slice(count)) foreign.push(item)
    const headed = splitLateHeader(lines.slice(0, count), options)
    const pages = splitPages(headed, options)
    if (columns === null || headed.header.length > 0) columns ??= headed.columns
    for (const page of pages) {
      const { hasOrdinals, hasRemarks, panels } = page.columns
      const isPlain = table.layout.shape !== 'sides'
      const numberless = hasOrdinals && isPlain ? numbers.without(page.lines) : page.lines
      const bare = hasRemarks && isPlain && panels === 1 ? numberless.map(withoutRemark) : numberless
      const coded = table.layout.shape === 'rows' ? withoutUnitNames(bare) : bare
      const placed = coded.map((line) => (line.page === page.page ? placeTokens(line, page.columns) : line))
      const whole =
        reading.keepsColumns && table.layout.shape === 'rows' ? wholeRows(placed, page.columns.panels) : placed
      if (whole === null) hasTornPanels = true
      for (const item of whole ?? placed) body.push(item)
    }
  }
  if (columns !== null && reading.isTitledBelow) {
    columns = { ...columns, problem: 'titles stand below their tables here' }
  }
  if (columns !== null && reading.keepsColumns && table.layout.shape === 'rows' && hasWrappedNames(body)) {
    columns = { ...columns, problem: 'names wrap around the lines of their figures' }
  }
  if (columns !== null && hasTornPanels) {
    columns = { ...columns, problem: 'its panels stand side by side in lines that wrap' }
  }
  if (columns !== null && hasPiecesOfNumbers(body)) {
    columns = { ...columns, problem: 'numbers of this table are printed in pieces' }
  }
  if (columns !== null && isApart) columns = { ...columns, problem: CELLS_APART }
  if (columns === null) return { rows: [], forms: [], measures: {}, headers: [], diagnostics: [] }
  const taken = takeBody(body, columns, table, reading)
  const known =
    'measures' in taken
      ? { measures: { all: taken.measures }, headers: [] }
      : { measures: measuresOf(columns), headers: headersOf(columns) }
  const owner = { table: table.layout.id, code: '', label: '' }
  const strangers = foreign.flatMap((line) =>
    line.tokens.flatMap((token) =>
      token.amount && /[.,]/.test(token.text) ? [unplaced(token, owner, 'another table begins above it')] : [],
    ),
  )
  return { ...known, rows: taken.rows, forms: [], diagnostics: [...taken.diagnostics, ...strangers] }
}

function toExtracted(table: TextTable, taken: Taken, unit: Unit): ExtractedTable {
  return {
    id: table.layout.id,
    title: withoutSpace(table.title),
    unit,
    unitPrinted: table.unit !== null,
    fiscalYear: table.fiscalYear,
    organization: table.organization,
    places: table.parts.map((part) => part.title.place),
    measures: taken.measures,
    ...(taken.headers.length === 0 ? {} : { headers: taken.headers }),
    rows: taken.rows,
    forms: taken.forms,
  }
}

/** A unit above the figures that is neither 万元 nor 元, where the table prints none of these. */
function otherUnitOf(table: TextTable): OtherUnit | null {
  if (table.unit !== null) return null
  const texts = table.parts.flatMap(({ title, lines }) => [title.text, ...lines.map(({ line }) => line.text)])
  return texts.map(findOtherUnit).find((unit) => unit?.isMoney) ?? null
}

/**
 * Extracts the tables of a text whose lines are all that is known of its columns.
 *
 * Amounts come in printed order, each with the measures that it may have; where a table has one column, or a label beside
 * the amount names the measure, it is placed. Rows without amounts and tables without rows are there too.
 * Diagnostics: unit-missing, amount-unplaced, table-unrecognised.
 */
export function extractTextTables(
  lines: readonly TextLine[],
  fiscalYear: number | null = null,
): { value: ExtractedTable[]; diagnostics: Diagnostic[] } {
  const { tables, others, isTitledBelow, cellOrder } = splitTables(lines)
  const isKept = keepsColumns(lines)
  const width = isKept ? characterWidthOf(lines) : 'one'
  const diagnostics: Diagnostic[] = []
  let unit: Unit = tables.find((table) => table.unit !== null)?.unit ?? '万元'
  const value = tables.map((table) => {
    const ownYear = table.fiscalYear ?? fiscalYear
    const reading = { fiscalYear: ownYear, keepsColumns: isKept, isTitledBelow, cellOrder, width }
    const taken = table.layout.shape === 'form' ? takeForm(table, reading) : takeRows(table, reading)
    unit = table.unit ?? unit
    const otherUnit = otherUnitOf(table)
    const { value: extracted, diagnostics: inOtherUnits } = settleUnits(toExtracted(table, taken, unit), otherUnit)
    for (const item of [...taken.diagnostics, ...inOtherUnits]) diagnostics.push(item)
    if (table.unit === null && otherUnit === null && taken.rows.some((row) => row.amounts.length > 0)) {
      const places = extracted.places.slice(0, 1)
      diagnostics.push(diagnostic('unit-missing', { unit }, { table: extracted.id, places }))
    }
    return extracted
  })
  for (const other of others) {
    // Prose holds amounts too; rows are a table's, whether its title is found or not.
    if (other.title === null && other.lines.filter(isRowLine).length < LEAST_ROWS) continue
    const amounts = other.lines.flatMap((line) =>
      tokenLine(line, width).tokens.filter((token) => token.amount && /[.,]/.test(token.text)),
    ).length
    const places = other.lines.slice(0, 1).map(({ line }) => line.place)
    if (amounts > 0)
      diagnostics.push(
        diagnostic('table-unrecognised', { title: withoutSpace(other.title ?? ''), amounts }, { places }),
      )
  }
  return { value, diagnostics }
}
