import { type Diagnostic, diagnostic } from '../../diagnostics/diagnostic.js'
import type { Cell } from '../../grid/document.js'
import type { Layout } from '../../layouts/layout.js'
import { ONE_YEAR, SEVERAL_YEARS } from '../../layouts/performance.js'
import { isAmountCell, parseAmountCell } from '../../normalise/amount-cell.js'
import { cleanText, foldText, rowLabel, withoutSpace } from '../../normalise/text.js'
import { findUnit, type Unit } from '../../normalise/unit.js'
import type { MeasureId } from '../../schema/vocabulary.js'
import type { ExtractedAmount, ExtractedForm, ExtractedRow, FormField, Indicator } from '../table.js'
import { amountLabel, amountOf, fieldOf, measureOf, pathAbove, textBelow, unwrapped } from './form-cells.js'
import { isColumnNumberRow } from './header.js'
import {
  carryHeader,
  headsGoals,
  type IndicatorColumns,
  type IndicatorField,
  type ListHeader,
  readIndicatorColumns,
  readListHeader,
} from './list-header.js'
import type { Segment } from './segments.js'

export interface ExtractedForms {
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

/** A list of tasks or activities, each with its amounts: 任务名称, 主要内容, 预算金额. */
interface TaskList {
  /** The column of names. */
  column: number
  /** The row in which the header begins. */
  top: number
  /** The first of its rows has been read: a row without amounts ends it. */
  isBegun: boolean
}

const TASK_HEADER = /^(?:主要)?(?:任务|工作|活动|职能|职责|事项)(?:名称)?$/

function findTaskList(segment: Segment, cells: readonly Cell[]): TaskList | null {
  const name = cells.find((cell) => TASK_HEADER.test(foldText(cell.text)))
  const isPriced = cells.some(
    (cell) => name && cell.column > name.column && /金额|预算|资金/.test(amountLabel(cell.text) ?? ''),
  )
  const isHeader = name !== undefined && segment.rows.cellOver(name.row + name.rowSpan, name.column) !== undefined
  return isHeader && isPriced ? { column: name.column, top: name.row, isBegun: false } : null
}

/** Fields that stand in the head of a form, and not again. */
const FIELDS_AT_HEAD: ReadonlySet<string> = new Set(['applicant', 'implementingUnit', 'department'])
/** A project's number before its name: 11000026T000003742334-就业管理工作经费. */
const CODED_PROJECT = /^(\d{5,40}[A-Z]?\d{6,40})[-—－](.+)$/

/** 208001 beside it is a unit's. */
const WHOLE_CODE = /^[\dA-Z]{10,}$/

/** 资金金额 1620.98（万元） in one cell, beside what it consists of. */
const AMOUNT_WITHIN = /^[^\d。;]{0,12}(?:资金|金额|总额)[^\d。;]{0,4}(-?[\d,]+\.\d+)\(?万?元\)?$/
/** What a form calls money, and no indicator: 财政拨款 | 50. */
const NAME_OF_MONEY = /(?:财政拨款|资金|拨款)$/
const OF_MONEY = /资金|金额|预算|拨款|支出|收入|总额|合计/

/**
 * Reads performance forms: labelled fields, labelled amounts, indicators. One reader serves all pages of a table, since
 * forms and lists run on from page to page without a new header.
 */
export class FormReader {
  private readonly drafts: Draft[] = []
  private readonly diagnostics: Diagnostic[] = []
  private list: ListHeader | null = null
  private tasks: TaskList | null = null
  /** The row from which headers above an amount count. */
  private headingRow = 0
  /** The column of what a project costs over all its years, where what it costs in this one stands beside it. */
  private severalYears: { column: number; label: string } | null = null

  constructor(private readonly layout: Layout) {}

  /** True where something of a form was found in the segment. */
  read(segment: Segment): boolean {
    const before = this.drafts.length + this.contents()
    this.headingRow = segment.firstRow
    this.tasks = null
    this.severalYears = null
    if (this.list) this.list = carryHeader(this.list, segment.rows)
    for (let row = segment.firstRow; row < segment.endRow; row += 1) {
      const cells = segment.rows.cellsAt(row).filter((cell) => cell.text.trim() !== '')
      if (cells.length === 0 || (cells.length > 2 && isColumnNumberRow(cells.map(({ text }) => text)))) continue
      const columns = readIndicatorColumns(cells) ?? (headsGoals(cells) ? new Map() : null)
      this.tasks = findTaskList(segment, cells) ?? this.tasks
      if (columns) this.beginList(segment, cells, columns)
      else if (this.readTask(segment, row, cells)) continue
      else if (!this.readListRow(segment, row, cells)) this.readFields(segment, cells)
    }
    return this.drafts.length + this.contents() > before
  }

  result(): ExtractedForms {
    return { rows: this.drafts.map((draft) => this.rowOf(draft)), forms: this.drafts, diagnostics: this.diagnostics }
  }

  private contents(): number {
    return this.drafts.reduce(
      (sum, { fields, amounts, indicators }) => sum + Object.keys(fields).length + amounts.length + indicators.length,
      0,
    )
  }

  private draft(cell: Cell): Draft {
    return this.drafts.at(-1) ?? this.begin(cell)
  }

  private begin(cell: Cell): Draft {
    const draft: Draft = { fields: {}, amounts: [], indicators: [], place: cell.place }
    this.drafts.push(draft)
    return draft
  }

  private beginList(segment: Segment, cells: readonly Cell[], columns: IndicatorColumns): void {
    this.tasks = null
    this.list = readListHeader(segment, cells, { columns, layout: this.layout })
  }

  /** True where the row belongs to the list of indicators. */
  private readListRow(segment: Segment, row: number, cells: readonly Cell[]): boolean {
    if (!this.list) return false
    if (row <= this.list.row) return true
    const isField = cells.some((cell) => fieldOf(this.layout.fields ?? [], cell.text) !== null)
    if (isField) {
      this.list = null
      return false
    }
    const isListed = this.list.project !== null && this.readListedProject(segment, row)
    if (!isListed) this.reportWithoutProject(segment, row)
    this.reportOutsideColumns(cells)
    const indicator = this.readIndicator(segment, row)
    if (indicator) this.draft(cells[0] as Cell).indicators.push(indicator)
    return indicator !== null || isListed || this.readRestOfGoal(segment, row, cells)
  }

  /** A goal alone at the head of a page is the rest of the last one. */
  private readRestOfGoal(segment: Segment, row: number, cells: readonly Cell[]): boolean {
    const [cell, ...others] = cells
    const goal = this.drafts.at(-1)?.fields.annualGoal
    const isRest = cell?.column === this.list?.goal && others.length === 0 && row === segment.firstRow
    if (!cell || !goal || !isRest) return false
    goal.text = unwrapped(`${goal.text}\n${cell.text}`)
    return true
  }

  private readIndicator(segment: Segment, row: number): Indicator | null {
    const { columns, row: headerRow } = this.list as ListHeader
    const cells = new Map<IndicatorField, Cell>()
    for (const [field, column] of columns) {
      const cell = segment.rows.cellOver(row, column)
      if (cell && cell.row > headerRow && cell.text.trim() !== '') cells.set(field, cell)
    }
    const own = [...cells.values()].filter((cell) => cell.row === row)
    const name = cells.get('level3') ?? cells.get('level2')
    if (own.length < 2 || !name || name.row !== row) return null
    const text = (field: IndicatorField) => {
      const cell = cells.get(field)
      return cell ? (field === 'target' ? unwrapped(cell.text) : withoutSpace(cleanText(cell.text))) : null
    }
    const { place } = name
    return {
      level1: text('level1'),
      level2: text('level2'),
      level3: text('level3'),
      relation: text('relation'),
      target: text('target'),
      unit: text('unit'),
      weight: text('weight'),
      core: text('core'),
      place,
    }
  }

  /** A project as a numbered row: name, amounts and goal beside its indicators. */
  private readListedProject(segment: Segment, row: number): boolean {
    const { project, goal, amounts } = this.list as ListHeader
    const cell = segment.rows.cellOver(row, project as number)
    if (!cell || cell.text.trim() === '' || cell.row <= (this.list as ListHeader).row) return false
    const name = unwrapped(cell.text)
    // One name over several rows of amounts is a project that several units spend on.
    const isPriced = [...amounts.keys()].some((column) => {
      const own = segment.rows.cellOver(row, column)
      return own?.row === row && isAmountCell(own.text)
    })
    if (cell.row !== row && !isPriced) return false
    // On a new page the name stands again above the rest of its indicators.
    const isRepeated =
      !isPriced && row === (this.list as ListHeader).row + 1 && this.drafts.at(-1)?.fields.projectName?.text === name
    if (isRepeated) return true
    if (this.isTailOfName(segment, row, name)) return this.readTail(segment, row, name)
    const draft = this.begin(cell)
    const field = this.layout.id === 'department-performance' ? 'department' : 'projectName'
    draft.fields[field] = { text: name, place: cell.place }
    this.addListed(segment, row, draft)
    const { code } = this.list as ListHeader
    const codeCell = code === null ? undefined : segment.rows.cellOver(row, code)
    if (codeCell && WHOLE_CODE.test(withoutSpace(codeCell.text)))
      draft.fields.projectCode = { text: codeCell.text, place: codeCell.place }
    const goalCell = goal === null ? undefined : segment.rows.cellOver(row, goal)
    if (goalCell) draft.fields.annualGoal = { text: unwrapped(goalCell.text), place: goalCell.place }
    return true
  }

  /**
   * At the head of a page, a name without a number where all before have one, or a name that makes one with the part of a
   * number before it: the end of a name that the page cuts.
   */
  private isTailOfName(segment: Segment, row: number, name: string): boolean {
    const names = this.drafts.flatMap(({ fields }) => fields.projectName?.text ?? [])
    const isCoded = (text: string) => CODED_PROJECT.test(withoutSpace(text))
    if (row !== segment.firstRow || names.length < 2 || isCoded(name)) return false
    const last = names.at(-1) as string
    const isNumberCut = /^\d{5,40}[A-Z]?\d*$/.test(withoutSpace(last)) && isCoded(last + name)
    return isNumberCut || names.every(isCoded)
  }

  /** The amounts beside such an end belong to the name before it, where that has none yet. */
  private readTail(segment: Segment, row: number, name: string): boolean {
    const draft = this.drafts.at(-1)
    const head = draft?.fields.projectName
    if (!draft || !head || draft.amounts.length > 0) return false
    draft.fields.projectName = { ...head, text: unwrapped(`${head.text}\n${name}`) }
    this.addListed(segment, row, draft)
    return true
  }

  private addListed(segment: Segment, row: number, draft: Draft): void {
    const { amounts } = this.list as ListHeader
    for (const [column, path] of amounts) {
      const amountCell = segment.rows.cellOver(row, column)
      if (amountCell?.row === row) this.addAmount(draft, amountCell, measureOf(this.layout, path))
    }
  }

  /** Amounts of a list whose project has no cell of its own beside them. */
  private reportWithoutProject(segment: Segment, row: number): void {
    for (const column of this.list?.amounts.keys() ?? []) {
      const cell = segment.rows.cellOver(row, column)
      if (cell?.row === row) this.reportUnnamed(cell, 'no project is named beside it')
    }
  }

  /** Amounts under no header of the list. */
  private reportOutsideColumns(cells: readonly Cell[]): void {
    const { columns, amounts, project, code, goal } = this.list as ListHeader
    const known = new Set([...columns.values(), ...amounts.keys(), project, code, goal])
    for (const cell of cells) {
      if (!known.has(cell.column) && (parseAmountCell(cell.text)?.decimals ?? 0) > 0)
        this.reportUnnamed(cell, 'no header of its list names a measure')
    }
  }

  private reportUnnamed(cell: Cell, reason: string, amount = parseAmountCell(cell.text)?.text): void {
    if (amount === undefined) return
    const details = { table: this.layout.id, found: amount, places: [cell.place] }
    this.diagnostics.push(diagnostic('amount-unplaced', { amount, reason }, details))
  }

  /** A task by its name; 金额合计 below them is the sum of those listed, which need not be all. */
  private readTask(segment: Segment, row: number, cells: readonly Cell[]): boolean {
    if (!this.tasks) return false
    const { column, top } = this.tasks
    const name = segment.rows.cellOver(row, column)
    const amounts = cells.filter((cell) => cell.column > column && isAmountCell(cell.text))
    if (amounts.length === 0) {
      if (this.tasks.isBegun) this.tasks = null
      return false
    }
    this.tasks = { ...this.tasks, isBegun: true }
    if (name?.row !== row || name.text.trim() === '') {
      for (const cell of amounts) this.reportUnnamed(cell, 'no task is named beside it')
      return true
    }
    const task = rowLabel(name.text)
    for (const cell of amounts) this.addAmount(this.draft(cell), cell, `other:${task}/${pathAbove(segment, cell, top)}`)
    return true
  }

  private addAmount(draft: Draft, cell: Cell, measure: MeasureId, unit: Unit | null = null): void {
    const known = amountOf(cell, measure, unit)
    if (!known) return
    const isTaken = draft.amounts.some((other) => other.measure === measure)
    if (!isTaken) draft.amounts.push(known)
    else {
      const reason = `its form has another amount under the same label`
      const details = { table: this.layout.id, found: known.text, places: [cell.place] }
      this.diagnostics.push(diagnostic('amount-unplaced', { amount: known.text, reason }, details))
    }
  }

  /** True for a label at the head of a form, where the form before is at an end. */
  private beginsForm(field: string): boolean {
    const draft = this.drafts.at(-1)
    if (!draft) return false
    const isRepeated = draft.fields[field] !== undefined
    const hasBody = draft.amounts.length > 0 || draft.indicators.length > 0
    if (field === 'projectName') return isRepeated || hasBody
    // 主管部门 and 实施单位 stand in the head of one form.
    return FIELDS_AT_HEAD.has(field) && isRepeated && hasBody
  }

  /** 实施期资金总额 | 90.00 | 年度资金总额 | 30.00: what stands below 90.00 is of all years too. */
  private findBlocks(cells: readonly Cell[]): void {
    const labels = cells.map(({ text }) => amountLabel(text) ?? '')
    const at = labels.findIndex((label) => SEVERAL_YEARS.test(label))
    const amount = cells[at + 1]
    const isTwofold = at >= 0 && labels.some((label) => ONE_YEAR.test(label))
    if (amount && isTwofold) this.severalYears = { column: amount.column, label: labels[at] as string }
  }

  private readFields(segment: Segment, cells: readonly Cell[]): void {
    const fields = this.layout.fields ?? []
    this.findBlocks(cells)
    for (const [at, cell] of cells.entries()) {
      const field = fieldOf(fields, cell.text)
      if (field === null) {
        this.readAmount(segment, cells, at)
        continue
      }
      // What stands beside a field is its value, not a header of the amounts below.
      this.headingRow = Math.max(this.headingRow, cell.row + 1)
      if (this.beginsForm(field)) {
        this.list = null
        this.headingRow = cell.row
        this.severalYears = null
        this.begin(cell)
      }
      const value = cells[at + 1] ?? (cells.length === 1 ? textBelow(segment, cell) : undefined)
      const draft = this.draft(cell)
      if (value && fieldOf(fields, value.text) === null) {
        draft.fields[field] ??= { text: unwrapped(value.text), place: value.place }
      }
    }
  }

  /** An amount with its label at its left, or headers above it. */
  private readAmount(segment: Segment, cells: readonly Cell[], at: number): void {
    const cell = cells[at] as Cell
    const before = cells[at - 1]
    const amount = parseAmountCell(cell.text)
    const within = amount ? null : AMOUNT_WITHIN.exec(foldText(cell.text))?.[1]
    if (within) this.reportUnnamed(cell, 'it stands within a label', within.replaceAll(',', ''))
    if (!amount || (before && fieldOf(this.layout.fields ?? [], before.text) !== null)) return
    const label = before ? amountLabel(before.text) : null
    const path = pathAbove(segment, cell, this.headingRow)
    const byLabel = label === null ? undefined : this.layout.columns.find(({ header }) => header.test(label))?.measure
    const byPath = this.layout.columns.find(({ header }) => header.test(path))?.measure
    const several = this.severalYears?.column === cell.column ? this.severalYears.label : null
    const known = several === null ? (byLabel ?? byPath) : undefined
    const own = label ?? path
    const measure = known ?? (`other:${several === null || several === own ? own : `${several}/${own}`}` as const)
    const isMoney = label !== null && NAME_OF_MONEY.test(label)
    const isCount = amount.decimals === 0 && !cell.text.includes(',') && !isMoney
    // 成本指标 | 20.5万元 is a target.
    const isTarget = amount.unit !== null && !OF_MONEY.test(measure)
    if (known === undefined && (isCount || isTarget)) return
    if (measure !== 'other:') this.addAmount(this.draft(cell), cell, measure, before ? findUnit(before.text) : null)
    else {
      const reason = 'no label beside or above it names a measure'
      const details = { table: this.layout.id, found: amount.text, places: [cell.place] }
      this.diagnostics.push(diagnostic('amount-unplaced', { amount: amount.text, reason }, details))
    }
  }

  private rowOf(draft: Draft): ExtractedRow {
    const isProject = this.layout.id === 'project-performance'
    const name = draft.fields.projectName?.text ?? ''
    const glued = CODED_PROJECT.exec(withoutSpace(name))
    const label = isProject ? (glued?.[2] ?? withoutSpace(name)) : ''
    const code = isProject ? withoutSpace(draft.fields.projectCode?.text ?? glued?.[1] ?? '') : ''
    const { amounts, place } = draft
    const printedLabel = isProject ? name : ''
    return { side: null, panel: 0, code, label, printedLabel, depth: null, place, amounts, dashes: [] }
  }
}
