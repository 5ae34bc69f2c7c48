import type { Cell } from '../../grid/document.js'
import type { Layout } from '../../layouts/layout.js'
import { INDICATOR_COLUMNS, LISTED_PROJECT } from '../../layouts/performance.js'
import { isAmountCell } from '../../normalise/amount-cell.js'
import { foldText } from '../../normalise/text.js'
import type { Indicator } from '../table.js'
import { amountLabel, fieldOf, pathAbove } from './form-cells.js'
import { columnsOnPage, type GridColumns } from './match-columns.js'
import type { Segment } from './segments.js'

export type IndicatorField = Exclude<keyof Indicator, 'place'>
export type IndicatorColumns = ReadonlyMap<IndicatorField, number>

/** The header of a list of indicators; where it lists projects too, their columns. */
export interface ListHeader {
  columns: IndicatorColumns
  /** The last row of the header. */
  row: number
  project: number | null
  code: number | null
  goal: number | null
  /** Columns of amounts, with the headers above them. */
  amounts: ReadonlyMap<number, string>
  /** The grid whose columns these are. */
  page: GridColumns
  /** On later pages: the header as it was printed, so that a page that lacks a column loses it for itself alone. */
  printed?: ListHeader
}

/** Columns of numbers that are no amounts. */
const NUMBER = /序号|(?:代码|编码|编号)\)?$/
const CODE_OF_PROJECT = /项目(?:代码|编码|编号)\)?$/
/** The header for the next page, whose grid may count its columns otherwise. */
export function carryHeader(last: ListHeader, page: GridColumns): ListHeader {
  const header = last.printed ?? last
  const columnOn = columnsOnPage(header.page, page)
  const moved = (column: number | null) => (column === null ? null : (columnOn[column] ?? -1))
  return {
    row: -1,
    page,
    printed: header,
    columns: new Map([...header.columns].map(([field, column]) => [field, moved(column) as number])),
    amounts: new Map([...header.amounts].map(([column, path]) => [moved(column) as number, path])),
    project: moved(header.project),
    code: moved(header.code),
    goal: moved(header.goal),
  }
}

export function readIndicatorColumns(cells: readonly Cell[]): IndicatorColumns | null {
  const columns = new Map<IndicatorField, number>()
  for (const cell of cells) {
    const field = fieldOf(INDICATOR_COLUMNS, cell.text) as IndicatorField | null
    if (field && !columns.has(field)) columns.set(field, cell.column)
  }
  return columns.size >= 3 && columns.has('target') ? columns : null
}

/** Columns of projects, what they are to have and what they are for: a list without indicators. */
export function headsGoals(cells: readonly Cell[]): boolean {
  const words = cells.map(({ text }) => foldText(text))
  const priced = cells.some(({ text }) => /预算|金额|资金/.test(amountLabel(text) ?? ''))
  return (
    priced &&
    words.some((word) => LISTED_PROJECT.test(word)) &&
    words.some((word) => /^(?:年度)?(?:总体)?绩效目标$/.test(word)) &&
    !cells.some(({ text }) => isAmountCell(text))
  )
}

/** True for a table that lists projects with their amounts and goals: its header says what it is. */
export function listsGoals(segment: Segment): boolean {
  return headsGoals(segment.rows.cellsAt(segment.firstRow).filter((cell) => cell.text.trim() !== ''))
}

/** The columns of a list, from the row of its header that names the indicators, or the goals. */
export function readListHeader(
  segment: Segment,
  cells: readonly Cell[],
  { columns, layout }: { columns: IndicatorColumns; layout: Layout },
): ListHeader {
  const fields = layout.fields ?? []
  const own = (cells[0] as Cell).row
  // 绩效指标 over 一级指标: the names of the other columns stand in the row above.
  const isBelow = own > segment.firstRow && !cells.some((cell) => fieldOf(fields, cell.text) !== null)
  const isFree = ({ column }: Cell) =>
    !cells.some((cell) => column >= cell.column && column < cell.column + cell.columnSpan)
  const printedAbove = isBelow ? segment.rows.cellsAt(own - 1) : []
  const above = printedAbove.filter((cell) => cell.text.trim() !== '' && isFree(cell))
  const heads = above.some(({ text }) => isAmountCell(text)) ? cells : [...cells, ...above]
  const columnOf = (field: string) => heads.find((cell) => fieldOf(fields, cell.text) === field)?.column ?? null
  const listed = heads.find(({ text }) => LISTED_PROJECT.test(foldText(text)))?.column ?? null
  const isOfUnits = layout.id === 'department-performance'
  const project = isOfUnits ? (isBelow ? columnOf('department') : null) : (columnOf('projectName') ?? listed)
  const top = project === null ? own : Math.min(...heads.map(({ row }) => row))
  const bottom = project === null ? own : Math.max(...cells.map((cell) => cell.row + cell.rowSpan)) - 1
  const goal = columnOf('annualGoal')
  const amounts = new Map<number, string>()
  for (let column = 0; project !== null && column < segment.rows.columnCount; column += 1) {
    if (column === project || column === goal || [...columns.values()].includes(column)) continue
    const path = pathAbove(segment, { row: bottom + 1, column }, top)
    if (path !== '' && !NUMBER.test(path)) amounts.set(column, path)
  }
  const code = heads.find(({ text }) => CODE_OF_PROJECT.test(foldText(text)))?.column ?? null
  return { columns, row: bottom, project, code, goal, amounts, page: segment.rows }
}
