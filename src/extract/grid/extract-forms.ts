import { type Diagnostic, diagnostic } from '../../diagnostics/diagnostic.js'
import type { Cell } from '../../grid/document.js'
import type { FieldRule, Layout } from '../../layouts/layout.js'
import { INDICATOR_COLUMNS } from '../../layouts/performance.js'
import { parseAmount } from '../../normalise/amount.js'
import { cleanText, foldText, withoutSpace } from '../../normalise/text.js'
import type { MeasureId } from '../../schema/vocabulary.js'
import type { ExtractedAmount, ExtractedForm, ExtractedRow, FormField, Indicator } from '../table.js'
import type { Segment } from './segments.js'

interface Extracted {
  rows: ExtractedRow[]
  forms: ExtractedForm[]
  diagnostics: Diagnostic[]
}

/** A form in the making. */
interface Draft {
  fields: Record<string, FormField>
  amounts: ExtractedAmount[]
  indicators: Indicator[]
  place: Cell['place']
}

type IndicatorField = Exclude<keyof Indicator, 'place'>
type IndicatorHeader = ReadonlyMap<IndicatorField, number>

const LONGEST_LABEL = 20

/** Text of a cell on one line: a break between Chinese characters is a wrap, others become a space. */
export function unwrapped(text: string): string {
  return cleanText(text)
    .split('\n')
    .map((line) => line.trim())
    .reduce((joined, line) => (/[\w.]$/.test(joined) && /^[\w.]/.test(line) ? `${joined} ${line}` : joined + line), '')
    .trim()
}

function ruleOf(rules: readonly FieldRule[], text: string): string | null {
  const folded = foldText(text)
  if (folded.length > LONGEST_LABEL) return null
  return rules.find(({ label }) => label.test(folded))?.field ?? null
}

function measureOfLabel(layout: Layout, text: string): MeasureId | null {
  const folded = foldText(text).replace(/\((?:万元|元|单位:.*)\)$/, '')
  if (folded === '' || folded.length > LONGEST_LABEL || parseAmount(text)) return null
  return layout.columns.find(({ header }) => header.test(folded))?.measure ?? null
}

function indicatorHeader(cells: readonly Cell[]): IndicatorHeader | null {
  const columns = new Map<IndicatorField, number>()
  for (const cell of cells) {
    const field = ruleOf(INDICATOR_COLUMNS, cell.text) as IndicatorField | null
    if (field && !columns.has(field)) columns.set(field, cell.column)
  }
  return columns.size >= 3 && columns.has('target') ? columns : null
}

function readIndicator(segment: Segment, row: number, header: IndicatorHeader, after: number): Indicator | null {
  const texts = new Map<IndicatorField, Cell>()
  for (const [field, column] of header) {
    const cell = segment.rows.cellOver(row, column)
    if (cell && cell.row > after && cell.text.trim() !== '') texts.set(field, cell)
  }
  const own = [...texts.values()].filter((cell) => cell.row === row)
  const name = texts.get('level3')
  if (own.length < 2 || !name || name.row !== row) return null
  const text = (field: IndicatorField) => {
    const cell = texts.get(field)
    return cell ? (field === 'target' ? unwrapped(cell.text) : withoutSpace(cleanText(cell.text))) : null
  }
  return {
    level1: text('level1'),
    level2: text('level2'),
    level3: text('level3'),
    relation: text('relation'),
    target: text('target'),
    unit: text('unit'),
    weight: text('weight'),
    core: text('core'),
    place: name.place,
  }
}

function amountOf(cell: Cell, measure: MeasureId): ExtractedAmount | null {
  const amount = parseAmount(cell.text)
  if (!amount) return null
  const { value, text, decimals } = amount
  const stored = cell.stored === undefined ? {} : { stored: cell.stored }
  return { value, text, decimals, place: cell.place, ...stored, measure, evidence: 'printed', candidates: [] }
}

/** Headers above a cell, outermost first, down from the row that `from` names. */
function pathAbove(segment: Segment, cell: Cell, from: number): string {
  const path: string[] = []
  let last: Cell | undefined
  for (let row = from; row < cell.row; row += 1) {
    const above = segment.rows.cellOver(row, cell.column)
    if (!above || above === last || above === cell || parseAmount(above.text)) continue
    last = above
    path.push(foldText(above.text))
  }
  return path.join('/')
}

class FormReader {
  private readonly drafts: Draft[] = []
  private readonly diagnostics: Diagnostic[] = []
  private header: {
    columns: IndicatorHeader
    row: number
    project: number | null
    amount: number | null
    goal: number | null
  } | null = null
  private headingRow: number

  constructor(
    private readonly segment: Segment,
    private readonly layout: Layout,
  ) {
    this.headingRow = segment.firstRow
  }

  read(): Extracted {
    for (let row = this.segment.firstRow; row < this.segment.endRow; row += 1) {
      const cells = this.segment.rows.cellsAt(row).filter((cell) => cell.text.trim() !== '')
      if (cells.length === 0) continue
      const columns = indicatorHeader(cells)
      if (columns) this.beginIndicators(row, cells, columns)
      else if (!this.readIndicatorRow(row, cells)) this.readFields(cells)
    }
    return { rows: this.drafts.map((draft) => this.rowOf(draft)), forms: this.drafts, diagnostics: this.diagnostics }
  }

  private draft(cell: Cell): Draft {
    const last = this.drafts.at(-1)
    if (last) return last
    const draft: Draft = { fields: {}, amounts: [], indicators: [], place: cell.place }
    this.drafts.push(draft)
    return draft
  }

  private beginForm(cell: Cell): void {
    this.header = null
    this.headingRow = cell.row
    this.drafts.push({ fields: {}, amounts: [], indicators: [], place: cell.place })
  }

  private beginIndicators(row: number, cells: readonly Cell[], columns: IndicatorHeader): void {
    const fields = this.layout.fields ?? []
    const columnOf = (field: string) => cells.find((cell) => ruleOf(fields, cell.text) === field)?.column ?? null
    const project = columnOf('projectName')
    const amount =
      project === null ? null : (cells.find((cell) => measureOfLabel(this.layout, cell.text) !== null)?.column ?? null)
    const bottom = Math.max(...cells.map((cell) => cell.row + cell.rowSpan)) - 1
    this.header = { columns, row: project === null ? row : bottom, project, amount, goal: columnOf('annualGoal') }
    if (project === null && this.drafts.length === 0) this.draft(cells[0] as Cell)
  }

  /** True where the row belongs to the list of indicators. */
  private readIndicatorRow(row: number, cells: readonly Cell[]): boolean {
    if (!this.header) return false
    const { columns, project } = this.header
    if (row <= this.header.row) return true
    if (project !== null) this.readListedProject(row)
    const indicator = readIndicator(this.segment, row, columns, this.header.row)
    if (indicator) {
      this.draft(cells[0] as Cell).indicators.push(indicator)
      return true
    }
    const isField = cells.some((cell) => ruleOf(this.layout.fields ?? [], cell.text) !== null)
    if (isField) this.header = null
    return !isField
  }

  /** A project as a numbered row: name, amount and goal beside its indicators. */
  private readListedProject(row: number): void {
    const { project, amount, goal } = this.header as NonNullable<FormReader['header']>
    const cell = this.segment.rows.cellOver(row, project as number)
    if (!cell || cell.row !== row || cell.text.trim() === '') return
    const draft: Draft = {
      fields: { projectName: { text: unwrapped(cell.text), place: cell.place } },
      amounts: [],
      indicators: [],
      place: cell.place,
    }
    this.drafts.push(draft)
    const amountCell = amount === null ? undefined : this.segment.rows.cellOver(row, amount)
    const value = amountCell && amountOf(amountCell, 'currentYearBudget')
    if (value) draft.amounts.push(value)
    const goalCell = goal === null ? undefined : this.segment.rows.cellOver(row, goal)
    if (goalCell) draft.fields.annualGoal = { text: unwrapped(goalCell.text), place: goalCell.place }
  }

  private readFields(cells: readonly Cell[]): void {
    const fields = this.layout.fields ?? []
    for (const [at, cell] of cells.entries()) {
      const field = ruleOf(fields, cell.text)
      if (field) {
        const isFirst = field === 'applicant' || field === 'projectName' || field === 'department'
        if (isFirst && this.drafts.at(-1)?.fields[field] !== undefined) this.beginForm(cell)
        const value = cells[at + 1]
        const isValue = value !== undefined && ruleOf(fields, value.text) === null
        const draft = this.draft(cell)
        if (isValue) draft.fields[field] ??= { text: unwrapped(value.text), place: value.place }
        continue
      }
      this.readAmount(cells, at)
    }
  }

  private readAmount(cells: readonly Cell[], at: number): void {
    const cell = cells[at] as Cell
    const amount = parseAmount(cell.text)
    const before = cells[at - 1]
    if (!amount || (before && ruleOf(this.layout.fields ?? [], before.text) !== null)) return
    const path = pathAbove(this.segment, cell, this.headingRow)
    const measure =
      (before && measureOfLabel(this.layout, before.text)) ??
      this.layout.columns.find(({ header }) => header.test(path))?.measure
    const draft = this.draft(cell)
    const value = measure && !draft.amounts.some((other) => other.measure === measure) ? amountOf(cell, measure) : null
    if (value) draft.amounts.push(value)
    else if (/[.,]/.test(cell.text)) {
      const reason = 'no label beside or above it names a measure'
      this.diagnostics.push(
        diagnostic(
          'amount-unplaced',
          { amount: amount.text, reason },
          { table: this.layout.id, found: amount.text, places: [cell.place] },
        ),
      )
    }
  }

  private rowOf(draft: Draft): ExtractedRow {
    const isProject = this.layout.id === 'project-performance'
    const name = draft.fields.projectName?.text ?? ''
    const label = isProject ? withoutSpace(name) : ''
    const code = isProject ? withoutSpace(draft.fields.projectCode?.text ?? '') : ''
    const { amounts, place } = draft
    return {
      side: null,
      panel: 0,
      code,
      label,
      printedLabel: isProject ? name : '',
      depth: null,
      place,
      amounts,
      dashes: [],
    }
  }
}

/** Reads the labelled fields, amounts and indicators of the performance forms in a segment. */
export function extractForms(segment: Segment, layout: Layout): Extracted {
  return new FormReader(segment, layout).read()
}
