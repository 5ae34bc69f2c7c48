import type { Block, Cell, Grid, Place } from '../../grid/document.js'
import { NOWHERE } from '../../grid/document.js'
import { withoutWidthless } from '../../normalise/text.js'
import { assertLimit, type Limits } from '../limits.js'
import { countWords } from '../text/read-text.js'
import { formatAddress } from '../workbook/cell-address.js'

/** A cell of a table in running text (a web page, a Word document), its place in the grid already known. */
export interface FlowCell {
  row: number
  column: number
  rowSpan: number
  columnSpan: number
  /** Lines of text, and what tables inside the cell became, in their order. */
  content: readonly (string | readonly Block[])[]
  hidden: boolean
  stored?: string
}

/**
 * Collects the lines and tables of running text in their order.
 *
 * Lines are numbered from 1 as a reader meets them; a cell's place is `table 3` and its A1 address in that table.
 */
export class FlowDocument {
  private lines = 0
  private words = 0
  private tables = 0
  private cells = 0
  private characters = 0

  constructor(private readonly limits: Limits) {}

  /** One block for each line of the text; none for blank ones. */
  lineBlocks(text: string): Block[] {
    this.count(text)
    return withoutWidthless(text)
      .split('\n')
      .flatMap((raw): Block[] => {
        const line = raw.trimEnd()
        if (line.trim() === '') return []
        const place = { ...NOWHERE, line: ++this.lines }
        this.words += countWords(line)
        assertLimit(this.limits, 'words', this.words)
        return [{ type: 'line', line: { text: line, place } }]
      })
  }

  /**
   * The blocks that a table becomes: one grid; or, where it only lays out a page (one cell, or tables inside its cells),
   * what is inside it, row by row.
   */
  tableBlocks(cells: readonly FlowCell[], name: string | null): Block[] {
    const filled = cells.filter((cell) => cell.content.some((part) => typeof part !== 'string' || part.trim() !== ''))
    const isLayout = filled.length <= 1 || filled.some((cell) => cell.content.some(hasGrid))
    if (isLayout) return this.layoutBlocks(filled)
    this.tables++
    const sheet = name ?? `table ${this.tables}`
    return [{ type: 'grid', grid: this.grid(filled, sheet) }]
  }

  private layoutBlocks(cells: readonly FlowCell[]): Block[] {
    const blocks: Block[] = []
    let row = -1
    let beside: string[] = []
    const flush = (): void => {
      for (const item of this.lineBlocks(beside.join('  '))) blocks.push(item)
      beside = []
    }
    for (const cell of cells) {
      if (cell.row !== row) flush()
      row = cell.row
      const text = textOf(cell)
      if (text !== null && !text.includes('\n')) {
        beside.push(text)
        continue
      }
      flush()
      for (const part of cell.content) blocks.push(...(typeof part === 'string' ? this.lineBlocks(part) : part))
    }
    flush()
    return blocks
  }

  private grid(cells: readonly FlowCell[], sheet: string): Grid {
    const laidOut = cells.map((cell) => this.cell(cell, sheet)).sort((a, b) => a.row - b.row || a.column - b.column)
    return {
      rowCount: laidOut.reduce((most, cell) => Math.max(most, cell.row + cell.rowSpan), 0),
      columnCount: laidOut.reduce((most, cell) => Math.max(most, cell.column + cell.columnSpan), 0),
      cells: laidOut,
    }
  }

  private cell({ row, column, rowSpan, columnSpan, content, hidden, stored }: FlowCell, sheet: string): Cell {
    this.cells++
    assertLimit(this.limits, 'cells', this.cells)
    const text = content.map((part) => (typeof part === 'string' ? part : part.map(lineText).join('\n'))).join('\n')
    this.count(text)
    const place: Place = { ...NOWHERE, sheet, cell: formatAddress({ row, column }) }
    const shown = withoutWidthless(text).trimEnd().replace(/^\n+/, '')
    const cell: Cell = { text: shown, row, column, rowSpan, columnSpan, place }
    if (stored !== undefined) cell.stored = stored
    if (hidden) cell.hidden = true
    return cell
  }

  private count(text: string): void {
    this.characters += text.length
    assertLimit(this.limits, 'characters', this.characters)
  }
}

function hasGrid(part: string | readonly Block[]): boolean {
  return typeof part !== 'string' && part.some((block) => block.type === 'grid')
}

/** The text of a cell that holds nothing else, or null. */
function textOf(cell: FlowCell): string | null {
  const texts = cell.content.filter((part) => typeof part === 'string')
  return texts.length === cell.content.length ? texts.join('\n').trim() : null
}

function lineText(block: Block): string {
  return block.type === 'line' ? block.line.text : ''
}
