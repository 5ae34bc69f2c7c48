import type { Block } from '../../grid/document.js'
import { type FlowCell, FlowDocument } from '../flow/flow-document.js'
import { assertLimit, type Limits } from '../limits.js'
import { INDENT } from '../workbook/raw-sheet.js'
import { type Attributes, attribute } from '../xml/parse-xml.js'

interface OpenTable {
  cells: (FlowCell & { content: FlowCell['content'][number][] })[]
  row: number
  column: number
  /** For each column, the cell that a vertical merge may continue. */
  above: Map<number, OpenTable['cells'][number]>
  cell: OpenTable['cells'][number] | null
  isMergedOn: boolean
}

/** What is in the file and not on the page: deleted text, field codes, the older copy of a drawing, comments, text boxes. */
const NOT_SHOWN = new Set(['delText', 'instrText', 'Fallback', 'txbxContent', 'del', 'moveFrom', 'pict'])
const MOST_COLUMNS = 16_384
/** Twentieths of a point to one level, which is two characters at 10.5 points. */
const TWIPS_PER_LEVEL = 420
const DEEPEST_INDENT = 20

/**
 * Gathers the blocks of a Word document as its XML goes by.
 *
 * Source: ECMA-376 part 1, 17.3 (paragraphs), 17.4 (tables: 17.4.17 gridSpan, 17.4.84 vMerge).
 */
export class DocxBlocks {
  private readonly blocks: Block[] = []
  private readonly flow: FlowDocument
  private readonly tables: OpenTable[] = []
  private paragraph = ''
  private indent = 0
  private notShown = 0
  private isText = false

  constructor(private readonly limits: Limits) {
    this.flow = new FlowDocument(limits)
  }

  open(name: string, attributes: Attributes): void {
    if (NOT_SHOWN.has(name)) this.notShown++
    if (this.notShown > 0) return
    if (name === 't') this.isText = true
    else if (name === 'tab') this.paragraph += this.paragraph === '' ? '' : '\t'
    else if (name === 'br' || name === 'cr') this.paragraph += '\n'
    else if (name === 'noBreakHyphen') this.paragraph += '-'
    else if (name === 'ind') this.indent = twips(attribute(attributes, 'left') ?? attribute(attributes, 'start'))
    else if (name === 'p') this.openParagraph()
    else this.openTablePart(name, attributes)
  }

  text(text: string): void {
    if (this.isText && this.notShown === 0) this.paragraph += text.replaceAll('\u00a0', ' ')
  }

  close(name: string): void {
    if (NOT_SHOWN.has(name)) this.notShown--
    if (this.notShown > 0) return
    if (name === 't') this.isText = false
    else if (name === 'p') this.closeParagraph()
    else if (name === 'tc') this.closeCell()
    else if (name === 'tbl') this.closeTable()
  }

  finish(): Block[] {
    return this.blocks
  }

  private openTablePart(name: string, attributes: Attributes): void {
    const table = this.tables.at(-1)
    if (name === 'tbl') {
      this.tables.push({ cells: [], row: -1, column: 0, above: new Map(), cell: null, isMergedOn: false })
    } else if (table === undefined) return
    else if (name === 'tr') {
      table.row++
      table.column = 0
    } else if (name === 'gridBefore') table.column += countOf(attributes)
    else if (name === 'tc') this.openCell(table)
    else if (name === 'gridSpan' && table.cell !== null) table.cell.columnSpan = Math.max(1, countOf(attributes))
    else if (name === 'vMerge' && attribute(attributes, 'val') !== 'restart') table.isMergedOn = true
  }

  private openCell(table: OpenTable): void {
    const { row, column } = table
    table.cell = { row, column, rowSpan: 1, columnSpan: 1, content: [], hidden: false }
    table.isMergedOn = false
  }

  private closeCell(): void {
    const table = this.tables.at(-1)
    const cell = table?.cell
    if (table === undefined || cell === null || cell === undefined) return
    const above = table.above.get(cell.column)
    const continues = table.isMergedOn && above !== undefined && above.row + above.rowSpan === cell.row
    if (continues) above.rowSpan++
    else {
      table.cells.push(cell)
      table.above.set(cell.column, cell)
      assertLimit(this.limits, 'cells', table.cells.length)
    }
    table.column += cell.columnSpan
    if (table.column > MOST_COLUMNS) assertLimit(this.limits, 'cells', Number.POSITIVE_INFINITY)
    table.cell = null
  }

  private closeTable(): void {
    const table = this.tables.pop()
    if (table === undefined) return
    const blocks = this.flow.tableBlocks(table.cells, null)
    const outer = this.tables.at(-1)
    if (outer === undefined) for (const item of blocks) this.blocks.push(item)
    else outer.cell?.content.push(blocks)
  }

  private openParagraph(): void {
    this.paragraph = ''
    this.indent = 0
  }

  /** In a cell the indentation of a paragraph shows a level; elsewhere it only begins a paragraph. */
  private closeParagraph(): void {
    const text = this.paragraph.trimEnd()
    this.paragraph = ''
    const table = this.tables.at(-1)
    if (table === undefined) for (const item of this.flow.lineBlocks(text)) this.blocks.push(item)
    else if (text !== '') {
      const level = Math.min(DEEPEST_INDENT, Math.round(this.indent / TWIPS_PER_LEVEL))
      table.cell?.content.push(INDENT.repeat(level) + text)
    }
  }
}

function countOf(attributes: Attributes): number {
  const value = attribute(attributes, 'val')
  return value !== null && /^\d{1,5}$/.test(value) ? Number(value) : 0
}

function twips(value: string | null): number {
  return value !== null && /^\d{1,6}$/.test(value) ? Number(value) : 0
}
