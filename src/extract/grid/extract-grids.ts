import { type Diagnostic, diagnostic } from '../../diagnostics/diagnostic.js'
import type { Cell, Place, SourceDocument } from '../../grid/document.js'
import type { Layout } from '../../layouts/layout.js'
import { parseAmount } from '../../normalise/amount.js'
import { cleanText, foldText, withoutSpace } from '../../normalise/text.js'
import { findUnit, type Unit } from '../../normalise/unit.js'
import type { MeasureId, Side } from '../../schema/vocabulary.js'
import type { ExtractedForm, ExtractedRow, ExtractedTable } from '../table.js'
import { isContentsEntry, isTableTitle, layoutOfTitle, organizationOf, titleKey, yearOf } from '../titles.js'
import { extractForms } from './extract-forms.js'
import { type Header, readHeader } from './header.js'
import { carryPanels, matchColumns, type Panel } from './match-columns.js'
import { type Caption, type Segment, segmentsOf } from './segments.js'
import { takeMeasureRows, takeRows } from './take-rows.js'

/** A table of no known kind: its cells, kept whole. */
export interface UnrecognisedTable {
  title: string | null
  places: Place[]
  rowCount: number
  columnCount: number
  cells: Cell[]
}

interface Heading {
  title: string | null
  layout: Layout | null
  unit: Unit | null
  organization: string | null
  fiscalYear: number | null
}

type GridColumns = Pick<Segment['rows'], 'columnCount' | 'columnEdges'>

/** A table in the making: continued pages are joined to it. */
interface OpenTable {
  layout: Layout
  heading: Heading
  unit: Unit | null
  panels: readonly Panel[]
  /** The grid whose columns `panels` count. */
  columnsOf: GridColumns
  rows: ExtractedRow[]
  forms: ExtractedForm[]
  places: Place[]
}

export interface ExtractedGrids {
  tables: ExtractedTable[]
  others: UnrecognisedTable[]
}

function titleText(text: string): string {
  return withoutSpace(cleanText(text)).replace(
    /^(?:附件\d*(?:-\d+)?|附?表[一二三四五六七八九十\d]+(?!\D*表\d))[:：]?(?=.{4})/,
    '',
  )
}

/** The last title above a table; a title broken over two lines is joined. */
function findTitle(captions: readonly Caption[]): { title: string; layout: Layout | null; at: number } | null {
  for (let at = captions.length - 1; at >= 0; at -= 1) {
    const text = (captions[at] as Caption).text
    if (isContentsEntry(text)) continue
    const above = captions[at - 1]?.text
    const joined =
      above === undefined || isTableTitle(above) || organizationOf(above) !== null ? null : `${above}${text}`
    const layout = layoutOfTitle(text)
    if (layout) {
      const wider = joined === null || foldText(text).length > 8 ? null : layoutOfTitle(joined)
      return { title: titleText(wider ? (joined as string) : text), layout: wider ?? layout, at }
    }
    const joinedLayout = joined === null || foldText(joined).length > 60 ? null : layoutOfTitle(joined)
    if (joinedLayout) return { title: titleText(joined as string), layout: joinedLayout, at }
    if (isTableTitle(text)) return { title: titleText(text), layout: null, at }
  }
  return null
}

function readHeading(segment: Segment): Heading {
  const title = findTitle(segment.captions)
  const near = title ? segment.captions.slice(Math.max(0, title.at - 3)) : segment.captions.slice(-4)
  const last = <T>(read: (text: string) => T | null) =>
    near.reduceRight<T | null>((found, { text }) => found ?? read(text), null)
  return {
    title: title?.title ?? null,
    layout: title?.layout ?? null,
    unit: last((text) => (text.length < 80 ? findUnit(text) : null)),
    organization: last(organizationOf),
    fiscalYear: title ? yearOf(title.title) : null,
  }
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
      const unit = cell.text.length > LONGEST_UNIT_LABEL ? null : findUnit(cell.text)
      if (unit) return unit
    }
  }
  return null
}

function keepWhole(segment: Segment, title: string | null): UnrecognisedTable {
  const cells: Cell[] = []
  for (let row = segment.firstRow; row < segment.endRow; row += 1) {
    for (const cell of segment.rows.cellsAt(row)) cells.push({ ...cell, row: cell.row - segment.firstRow })
  }
  return {
    title,
    places: [startOf(segment)],
    rowCount: segment.endRow - segment.firstRow,
    columnCount: segment.rows.columnCount,
    cells,
  }
}

function countAmounts(cells: readonly Cell[]): number {
  return cells.filter((cell) => /[.,]/.test(cell.text) && parseAmount(cell.text) !== null).length
}

function isFit(panels: readonly Panel[], layout: Layout): boolean {
  if (layout.shape === 'sides' && panels.length < 2) return false
  return panels.some((panel) => panel.amountColumns.some((column) => column.measure !== null))
}

function measuresOf(panels: readonly Panel[]): ExtractedTable['measures'] {
  const bySide: Partial<Record<Side | 'all', MeasureId[]>> = {}
  for (const panel of panels) {
    const key = panel.side ?? 'all'
    const list = (bySide[key] ??= [])
    for (const { measure } of panel.amountColumns) if (measure !== null && !list.includes(measure)) list.push(measure)
  }
  return bySide
}

/** A form has no columns: the measures that some of its rows print. */
function measuresPrinted(table: OpenTable): ExtractedTable['measures'] {
  const printed = new Set(table.rows.flatMap((row) => row.amounts.map((amount) => amount.measure)))
  return { all: table.layout.columns.map((rule) => rule.measure).filter((measure) => printed.has(measure)) }
}

function signature(panels: readonly Panel[]): string {
  return panels.map((panel) => panel.amountColumns.map((column) => column.measure ?? '?').join(',')).join('|')
}

class TableBuilder {
  readonly tables: OpenTable[] = []
  readonly others: UnrecognisedTable[] = []
  readonly diagnostics: Diagnostic[] = []
  /** The table that a segment without a title goes on with. */
  private current: OpenTable | null = null

  constructor(private readonly fiscalYear: number | null) {}

  add(segment: Segment): void {
    const heading = readHeading(segment)
    if (heading.layout?.shape === 'form' || (heading.title === null && this.current?.layout.shape === 'form')) {
      this.addForm(segment, heading)
      return
    }
    const header = readHeader(segment)
    if (heading.title === null && this.current) {
      if (this.continueTable(segment, header, this.current)) return
    } else if (heading.layout && header) {
      const panels = matchColumns(header, heading.layout, heading.fiscalYear ?? this.fiscalYear)
      if (isFit(panels, heading.layout)) {
        this.beginTable(segment, header, heading, heading.layout, panels)
        return
      }
    } else if (heading.layout && this.current?.heading.title === heading.title) {
      if (this.continueTable(segment, header, this.current)) return
    }
    this.keepOther(segment, heading)
  }

  private beginTable(segment: Segment, header: Header, heading: Heading, layout: Layout, panels: Panel[]): void {
    const table = this.current
    const isSame =
      table !== null &&
      table.layout === layout &&
      titleKey(table.heading.title ?? '') === titleKey(heading.title ?? '') &&
      table.heading.organization === heading.organization &&
      signature(table.panels) === signature(panels)
    if (isSame) {
      table.places.push(startOf(segment))
      this.takeInto(table, segment, header.bodyRow, panels)
      return
    }
    const unit = heading.unit ?? unitWithin(segment, header.bodyRow)
    const opened = {
      layout,
      heading,
      unit,
      panels,
      columnsOf: segment.rows,
      rows: [],
      forms: [],
      places: [startOf(segment)],
    }
    this.tables.push(opened)
    this.current = opened
    this.takeInto(opened, segment, header.bodyRow, panels)
  }

  private continueTable(segment: Segment, header: Header | null, table: OpenTable): boolean {
    if (header) {
      const panels = matchColumns(header, table.layout, table.heading.fiscalYear ?? this.fiscalYear)
      const isRepeated = signature(panels) === signature(table.panels)
      if (isRepeated) this.takeInto(table, segment, header.bodyRow, panels)
      if (isRepeated) table.places.push(startOf(segment))
      if (isRepeated) return true
    }
    const carried = carryPanels(table.panels, table.columnsOf, segment.rows)
    if (!carried) return false
    table.places.push(startOf(segment))
    this.takeInto(table, segment, segment.firstRow, carried)
    return true
  }

  private takeInto(table: OpenTable, segment: Segment, bodyRow: number, panels: readonly Panel[]): void {
    const isVertical =
      table.layout.rowMeasures !== undefined &&
      panels.every((panel) => panel.amountColumns.length < 3) &&
      panels.some((panel) => panel.labelColumns.length > 0)
    const taken = isVertical
      ? takeMeasureRows(segment, bodyRow, panels, table.layout)
      : takeRows(segment, bodyRow, panels, table.layout.id)
    table.rows.push(...taken.rows)
    this.diagnostics.push(...taken.diagnostics)
  }

  private addForm(segment: Segment, heading: Heading): void {
    const layout = heading.layout ?? this.current?.layout
    if (!layout) return
    const extracted = extractForms(segment, layout)
    const isSame = this.current?.layout === layout && (heading.title === null || layout.id === 'project-performance')
    if (extracted.rows.length === 0 && !isSame) {
      this.keepOther(segment, heading)
      return
    }
    if (!isSame || !this.current) {
      this.current = {
        layout,
        heading,
        unit: heading.unit ?? unitWithin(segment, segment.endRow),
        panels: [],
        columnsOf: segment.rows,
        rows: [],
        forms: [],
        places: [],
      }
      this.tables.push(this.current)
    }
    this.current.places.push(startOf(segment))
    this.current.rows.push(...extracted.rows)
    this.current.forms.push(...extracted.forms)
    this.diagnostics.push(...extracted.diagnostics)
  }

  private keepOther(segment: Segment, heading: Heading): void {
    const whole = keepWhole(segment, heading.title)
    const amounts = countAmounts(whole.cells)
    this.others.push(whole)
    if (heading.title !== null) this.current = null
    if (amounts > 0) {
      this.diagnostics.push(
        diagnostic('table-unrecognised', { title: heading.title ?? '', amounts }, { places: whole.places }),
      )
    }
  }
}

/** Units of the tables that print none: as the table before has it, else 万元. */
function withUnits(tables: readonly OpenTable[]): { table: OpenTable; unit: Unit; unitPrinted: boolean }[] {
  let unit: Unit = tables.find((table) => table.unit !== null)?.unit ?? '万元'
  return tables.map((table) => {
    unit = table.unit ?? unit
    return { table, unit, unitPrinted: table.unit !== null }
  })
}

/** Tables of a document whose cells have kept their columns. */
export function extractGridTables(
  document: SourceDocument,
  fiscalYear: number | null,
): { value: ExtractedGrids; diagnostics: Diagnostic[] } {
  const builder = new TableBuilder(fiscalYear)
  for (const segment of segmentsOf(document)) builder.add(segment)
  const tables = withUnits(builder.tables).map(({ table, unit, unitPrinted }): ExtractedTable => {
    if (!unitPrinted && table.rows.some((row) => row.amounts.length > 0)) {
      builder.diagnostics.push(
        diagnostic('unit-missing', { unit }, { table: table.layout.id, places: table.places.slice(0, 1) }),
      )
    }
    return {
      id: table.layout.id,
      form: null,
      title: table.heading.title,
      unit,
      unitPrinted,
      fiscalYear: table.heading.fiscalYear,
      organization: table.heading.organization,
      places: table.places,
      measures: table.layout.shape === 'form' ? measuresPrinted(table) : measuresOf(table.panels),
      rows: table.rows,
      forms: table.forms,
    }
  })
  return { value: { tables, others: builder.others }, diagnostics: builder.diagnostics }
}
