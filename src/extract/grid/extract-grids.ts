import { type Diagnostic, diagnostic } from '../../diagnostics/diagnostic.js'
import type { Cell, Place, SourceDocument } from '../../grid/document.js'
import { OTHER_TABLE } from '../../layouts/index.js'
import type { Layout } from '../../layouts/layout.js'
import { projectPerformance } from '../../layouts/performance.js'
import { kindOfFigures } from '../../normalise/quantity.js'
import { findUnit, type Unit } from '../../normalise/unit.js'
import { isOtherMeasure, type MeasureId, type Side, type TableId } from '../../schema/vocabulary.js'
import { withWholeCodes } from '../code-parts.js'
import { namesMeasures } from '../measure-rows.js'
import { firstUnitOfAmounts, settleUnits, unitOfAmounts } from '../settle-units.js'
import type { ExtractedRow, ExtractedTable } from '../table.js'
import { titleKey } from '../titles.js'
import { withUnitsAbove } from '../unit-numbers.js'
import { beginsWithTotal, goesOnWith, isNext, isPlainAmount } from './continued-tables.js'
import { FormReader } from './extract-forms.js'
import { type Header, readHeader } from './header.js'
import { type Heading, readHeading } from './heading.js'
import { listsGoals } from './list-header.js'
import { carryPanels, type GridColumns, matchColumns, type Panel } from './match-columns.js'
import { type Segment, segmentsOf } from './segments.js'
import { takeMeasureRows } from './take-measure-rows.js'
import { type TakenRows, takeRows } from './take-rows.js'

/** A table in the making: continued pages are joined to it. */
interface OpenTable {
  layout: Layout
  heading: Heading
  /** The unit that stands within the table, where its heading prints none. */
  unitWithin: Unit | null
  panels: readonly Panel[]
  /** The grid whose columns `panels` count. */
  columnsOf: GridColumns
  rows: ExtractedRow[]
  /** All its parts so far have few columns and no codes: its rows may name the measures. */
  isNarrow: boolean
  places: Place[]
  /** Performance forms are read by one reader over all their pages. */
  reader: FormReader | null
  /** Kept where the table is of no known kind. */
  cells: Cell[]
  /** Where it ends so far. */
  last: Segment
}

function startOf(segment: Segment): Place {
  const first = segment.rows.cellsAt(segment.firstRow)[0]
  return { sheet: segment.sheet, cell: first?.place.cell ?? null, page: segment.page, bbox: null, line: null }
}

/** Longest label that names a unit: 总体资金情况（元）. */
const LONGEST_UNIT_LABEL = 24

function unitWithin(segment: Segment, endRow: number): Unit | null {
  for (let row = segment.firstRow; row < endRow; row += 1) {
    for (const cell of segment.rows.cellsAt(row)) {
      // 单价（元） is the unit of no amount.
      const isOwn = cell.text.length <= LONGEST_UNIT_LABEL && kindOfFigures(cell.text) !== 'quantity'
      const unit = isOwn ? findUnit(cell.text) : null
      if (unit) return unit
    }
  }
  return null
}

/** Cells of a segment, rows counted on from `rowOffset`. */
function cellsOf(segment: Segment, rowOffset: number): Cell[] {
  const cells: Cell[] = []
  for (let row = segment.firstRow; row < segment.endRow; row += 1) {
    for (const cell of segment.rows.cellsAt(row)) cells.push({ ...cell, row: cell.row - segment.firstRow + rowOffset })
  }
  return cells
}

function isFit(panels: readonly Panel[], layout: Layout): boolean {
  if (layout.shape === 'sides' && panels.length < 2) return false
  return panels.some((panel) => panel.amountColumns.some((column) => !isOtherMeasure(column.measure)))
}

/** Measures of the columns by side, then those that only rows name: “三公” printed downwards, or a row a year. */
function measuresOf(
  panels: readonly Panel[],
  layout: Layout,
  rows: readonly ExtractedRow[],
): ExtractedTable['measures'] {
  const bySide: Partial<Record<Side | 'all', MeasureId[]>> = {}
  for (const panel of panels) {
    const key = panel.side ?? 'all'
    const list = (bySide[key] ??= [])
    for (const { measure } of panel.amountColumns) if (!list.includes(measure)) list.push(measure)
  }
  const named =
    layout.rowMeasures !== undefined ? rows.flatMap((row) => row.amounts.flatMap(({ measure }) => measure ?? [])) : []
  for (const measure of named) if (!bySide.all?.includes(measure)) (bySide.all ??= []).push(measure)
  return bySide
}

/** A form has no columns: the measures that some of its rows print. */
function measuresPrinted(layout: Layout, rows: readonly ExtractedRow[]): ExtractedTable['measures'] {
  const printed = new Set(rows.flatMap((row) => row.amounts.flatMap((amount) => amount.measure ?? [])))
  const known = layout.columns.map((rule) => rule.measure).filter((measure) => printed.has(measure))
  return { all: [...known, ...[...printed].filter(isOtherMeasure)] }
}

function headersOf(panels: readonly Panel[]): string[] {
  return panels.flatMap(({ amountColumns }) => amountColumns.flatMap(({ header }) => (header === '' ? [] : [header])))
}

/** True for a header that has little in common with that of the table before: of a table whose title is not known for one. */
function isOtherHeader(panels: readonly Panel[], before: readonly Panel[]): boolean {
  const printed = headersOf(panels)
  const known = new Set(headersOf(before))
  return printed.length > 1 && printed.filter((header) => known.has(header)).length * 2 < printed.length
}

function signature(panels: readonly Panel[]): string {
  return panels.map((panel) => panel.amountColumns.map((column) => column.measure).join(',')).join('|')
}

function hasName({ code, label, unitCode }: ExtractedRow): boolean {
  return code !== '' || label !== '' || unitCode !== undefined
}

/** Columns without the names of their rows, as on the last pages of a table wider than a page: whose they are is not told. */
function withoutName({ amounts }: ExtractedRow, table: TableId): Diagnostic[] {
  const reason = 'no name stands beside it, nor beside the other rows of its page'
  return amounts.map(({ text, place }) =>
    diagnostic('amount-unplaced', { amount: text, reason }, { table, found: text, places: [place] }),
  )
}

class TableBuilder {
  readonly tables: OpenTable[] = []
  readonly diagnostics: Diagnostic[] = []
  /** The table that a segment without a title goes on with. */
  private current: OpenTable | null = null

  /** The sheet of the segment before. */
  private sheet: string | null = null

  constructor(private readonly fiscalYear: number | null) {}

  add(segment: Segment): void {
    const heading = readHeading(segment, segment.sheet !== null && segment.sheet !== this.sheet)
    this.sheet = segment.sheet
    const before = this.current !== null && isNext(segment, this.current.last) ? this.current : null
    const isList = listsGoals(segment)
    if (isList && heading.layout === null && this.addForm(segment, { ...heading, layout: projectPerformance }, before))
      return
    if (heading.layout?.shape === 'form' || (heading.title === null && before?.layout.shape === 'form')) {
      if (this.addForm(segment, heading, before)) return
    }
    const header = readHeader(segment)
    const isSameTitle = heading.title === null || titleKey(before?.heading.title ?? '') === titleKey(heading.title)
    if (before && isSameTitle && this.continueTable(segment, header, before, heading)) return
    if (heading.layout && header && heading.layout.shape !== 'form') {
      const panels = matchColumns(header, heading.layout, heading.fiscalYear ?? this.fiscalYear)
      if (isFit(panels, heading.layout)) {
        this.beginTable(segment, header, { heading, layout: heading.layout, panels })
        return
      }
    }
    this.beginOther(segment, header, heading)
  }

  private open(segment: Segment, table: Pick<OpenTable, 'layout' | 'heading' | 'unitWithin' | 'panels'>): OpenTable {
    const opened = {
      ...table,
      columnsOf: segment.rows,
      rows: [],
      isNarrow: true,
      reader: null,
      places: [startOf(segment)],
      cells: [],
      last: segment,
    }
    this.tables.push(opened)
    this.current = opened
    return opened
  }

  private beginTable(segment: Segment, header: Header, table: Pick<OpenTable, 'layout' | 'heading' | 'panels'>): void {
    const opened = this.open(segment, { ...table, unitWithin: unitWithin(segment, header.bodyRow) })
    this.takeInto(opened, segment, header.bodyRow, table.panels)
  }

  /** Goes on with a table whose header is repeated, or whose ruling is the same and whose header is not. */
  private continueTable(segment: Segment, header: Header | null, table: OpenTable, heading: Heading): boolean {
    if (table.layout.shape === 'form') return false
    const isOwn = heading.organization === null || heading.organization === table.heading.organization
    if (!isOwn) return false
    if (header && segment.sheet !== table.last.sheet && beginsWithTotal(segment, header)) return false
    const repeated = header && matchColumns(header, table.layout, table.heading.fiscalYear ?? this.fiscalYear)
    if (header && repeated && signature(repeated) === signature(table.panels)) {
      table.places.push(startOf(segment))
      this.takeInto(table, segment, header.bodyRow, repeated)
      return true
    }
    // In a sheet, a unit is printed over a table, and not again.
    const isAnother = heading.title !== null || (segment.page === null && heading.unit !== null)
    if (isAnother && header !== null) return false
    if (repeated && isOtherHeader(repeated, table.panels)) return false
    const carried = carryPanels(table.panels, table.columnsOf, segment.rows)
    if (!carried || (segment.page === null && !goesOnWith(segment, carried))) return false
    table.places.push(startOf(segment))
    this.takeInto(table, segment, segment.firstRow, carried)
    return true
  }

  private takeInto(table: OpenTable, segment: Segment, bodyRow: number, panels: readonly Panel[]): void {
    const fiscalYear = table.heading.fiscalYear ?? this.fiscalYear
    const isNarrow = panels.every(
      (panel) => panel.amountColumns.filter((column) => !isOtherMeasure(column.measure)).length < 3,
    )
    const taken = takeRows(segment, bodyRow, panels, { layout: table.layout, fiscalYear, before: table.rows })
    table.isNarrow &&= isNarrow && taken.rows.every(({ code }) => code === '')
    const isNamed = taken.rows.length < 2 || table.layout.shape !== 'rows' || taken.rows.some(hasName)
    for (const item of isNamed ? taken.rows : []) table.rows.push(item)
    for (const item of isNamed ? [] : taken.rows.flatMap((row) => withoutName(row, table.layout.id)))
      this.diagnostics.push(item)
    table.last = segment
    if (table.layout === OTHER_TABLE) {
      const rowOffset = (table.cells.at(-1)?.row ?? -1) + 1
      for (const item of cellsOf(segment, rowOffset)) table.cells.push(item)
    }
    for (const item of taken.diagnostics) this.diagnostics.push(item)
  }

  private addForm(segment: Segment, heading: Heading, before: OpenTable | null): boolean {
    const layout = heading.layout ?? before?.layout
    if (!layout) return false
    // Each project's form bears the title; 表十二 市级一般性项目 is not 表十一 市级重点专项资金 gone on.
    const isTitledAlike =
      layout.id === 'project-performance' && titleKey(before?.heading.title ?? '') === titleKey(heading.title ?? '')
    const isSame = before?.layout === layout && (heading.title === null || isTitledAlike)
    const reader = (isSame ? before?.reader : null) ?? new FormReader(layout)
    if (!reader.read(segment) && !isSame) return false
    if (isSame && before) {
      before.places.push(startOf(segment))
      before.last = segment
    } else {
      const within = unitWithin(segment, segment.endRow)
      this.open(segment, { layout, heading, unitWithin: within, panels: [] }).reader = reader
    }
    return true
  }

  /** A table of no known kind: rows where it has columns of amounts, and every cell. */
  private beginOther(segment: Segment, header: Header | null, heading: Heading): void {
    const panels = header ? matchColumns(header, OTHER_TABLE, heading.fiscalYear ?? this.fiscalYear) : []
    const within = header ? unitWithin(segment, header.bodyRow) : null
    const table = this.open(segment, { layout: OTHER_TABLE, heading, unitWithin: within, panels })
    this.takeInto(table, segment, header?.bodyRow ?? segment.endRow, panels)
  }
}

/** The unit nearest to the amounts: that of all their headers, of the table's heading, of some header. */
function unitOf({ heading, unitWithin: within }: OpenTable, rows: readonly ExtractedRow[]): Unit | null {
  return unitOfAmounts(rows) ?? heading.unit ?? firstUnitOfAmounts(rows) ?? within
}

/** “三公” printed downwards, on one page or more, is one row. */
function settledRows({ rows, isNarrow, panels, layout }: OpenTable): TakenRows {
  const whole = withUnitsAbove(withWholeCodes(rows))
  const taken = { rows: [...whole], diagnostics: [] }
  return isNarrow && namesMeasures(whole, layout) ? takeMeasureRows(taken, panels, layout) : taken
}

interface ReadTable {
  table: OpenTable
  rows: readonly ExtractedRow[]
  /** About its rows. */
  diagnostics: readonly Diagnostic[]
  forms: ExtractedTable['forms']
  unit: Unit
  unitPrinted: boolean
}

/** The tables with their rows and units; those that print no unit as the table before has it, else 万元. */
function withUnits(tables: readonly OpenTable[]): ReadTable[] {
  const read = tables.map((table) => {
    const form = table.reader?.result()
    const settled = form ? null : settledRows(table)
    const rows = form ? withNameOfTitle(form.rows, table) : (settled?.rows ?? [])
    const diagnostics = form?.diagnostics ?? settled?.diagnostics ?? []
    return { table, rows, diagnostics, forms: form?.forms ?? [], printed: unitOf(table, rows) }
  })
  let unit: Unit = read.find(({ printed }) => printed !== null)?.printed ?? '万元'
  return read.map(({ printed, ...item }) => {
    unit = printed ?? unit
    const unitPrinted = printed !== null || item.table.heading.otherUnit !== null
    return { ...item, unit, unitPrinted }
  })
}

/** 示例设备购置项目绩效目标表 names the project of its form, where a page break has cut its 项目名称 off. */
const TITLE_OF_PROJECT = /^(.{4,}?)项目(?:支出)?绩效目标(?:申报|批复)?表$/
const NO_PROJECT = /^(?:20\d\d年度?)?.{0,8}(?:部门|单位|年度?|级|预算|资金|重点|一般|专项|整体|主要|政策和)$/

function withNameOfTitle(rows: readonly ExtractedRow[], { layout, heading }: OpenTable): readonly ExtractedRow[] {
  const [row, ...others] = rows
  const name = TITLE_OF_PROJECT.exec(heading.title ?? '')?.[1]
  const isNamed = row?.label !== '' || others.length > 0 || layout.id !== 'project-performance'
  if (!row || isNamed || name === undefined || NO_PROJECT.test(name)) return rows
  return [{ ...row, label: name, printedLabel: name }]
}

function describe({ table, rows, forms, unit, unitPrinted }: ReadTable): ExtractedTable {
  const { layout, heading, places, reader } = table
  return {
    id: layout.id,
    title: heading.title,
    unit,
    unitPrinted,
    fiscalYear: heading.fiscalYear,
    organization: heading.organization,
    places,
    measures: reader ? measuresPrinted(layout, rows) : measuresOf(table.panels, layout, rows),
    ...(table.panels.length === 1 && table.panels[0]?.side === null ? { headers: table.panels[0].amountColumns } : {}),
    rows,
    forms,
    ...(layout === OTHER_TABLE ? { cells: table.cells } : {}),
  }
}

function findingsAbout(table: ExtractedTable): Diagnostic[] {
  const inRows = table.rows.reduce((sum, row) => sum + row.amounts.length, 0)
  const amounts = inRows > 0 ? inRows : (table.cells ?? []).filter(isPlainAmount).length
  if (amounts === 0) return []
  if (table.id === 'other') {
    const details = { table: table.id, places: table.places }
    return [diagnostic('table-unrecognised', { title: table.title ?? '', amounts }, details)]
  }
  const details = { table: table.id, places: table.places.slice(0, 1) }
  return table.unitPrinted ? [] : [diagnostic('unit-missing', { unit: table.unit }, details)]
}

/** Tables of a document whose cells have kept their columns. Those of no known kind have the id `other`. */
export function extractGridTables(
  document: SourceDocument,
  fiscalYear: number | null,
): { value: ExtractedTable[]; diagnostics: Diagnostic[] } {
  const builder = new TableBuilder(fiscalYear)
  for (const segment of segmentsOf(document)) builder.add(segment)
  const read = withUnits(builder.tables)
  const settled = read.map((item) => settleUnits(describe(item), item.table.heading.otherUnit))
  const tables = settled.map(({ value }) => value)
  const inRows = read.flatMap((item) => item.diagnostics)
  const inOtherUnits = settled.flatMap((item) => item.diagnostics)
  const diagnostics = [...builder.diagnostics, ...inRows, ...inOtherUnits, ...tables.flatMap(findingsAbout)]
  return { value: tables, diagnostics }
}
