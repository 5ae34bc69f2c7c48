import type { Block } from '../../grid/document.js'
import { FlowDocument } from '../flow/flow-document.js'
import { assertLimit, type Limits } from '../limits.js'
import { storedBeside, storedDecimal } from '../workbook/number-format.js'
import { type HtmlCell, layOutTable, spanOf } from './html-table.js'

type Attributes = Readonly<Record<string, string>>

interface OpenTable {
  rows: HtmlCell[][]
  cell: HtmlCell | null
  isHiddenRow: boolean
  /** Text that stands in the cell that is open. */
  text: string
  /** The `x:num` of the cell that is open: the number that Excel stored. */
  storedNumber: string | null
}

const NOT_SHOWN = new Set([
  'script',
  'style',
  'noscript',
  'template',
  'title',
  'select',
  'textarea',
  'svg',
  'object',
  'xml',
])
const BREAKS = new Set(
  'address article aside blockquote body br caption center dd div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol option p pre section ul'.split(
    ' ',
  ),
)

/**
 * The blocks of a web page: data tables as grids, and the lines of text around them, in their order.
 *
 * Absent values: empty cells are not there. Spaces are folded as a browser does; non-breaking ones stay, since they indent.
 * Diagnostics: limit-exceeded as `ReadFailure`.
 */
export async function htmlBlocks(
  markup: string,
  { limits, name }: { limits: Limits; name: string | null },
): Promise<Block[]> {
  const { Parser } = await import('htmlparser2')
  const collector = new BlockCollector(limits, name)
  const parser = new Parser({
    onopentag: (tag, attributes) => collector.open(tag, attributes),
    ontext: (text) => collector.text(text),
    onclosetag: (tag) => collector.close(tag),
  })
  parser.write(markup)
  parser.end()
  return collector.finish()
}

class BlockCollector {
  private readonly blocks: Block[] = []
  private readonly flow: FlowDocument
  private readonly tables: OpenTable[] = []
  private line = ''
  private notShown = 0
  private preformatted = 0
  private cells = 0

  constructor(
    private readonly limits: Limits,
    private readonly name: string | null,
  ) {
    this.flow = new FlowDocument(limits)
  }

  open(tag: string, attributes: Attributes): void {
    if (NOT_SHOWN.has(tag)) this.notShown++
    if (this.notShown > 0) return
    if (tag === 'table') this.openTable()
    else if (tag === 'tr') this.openRow(attributes)
    else if (tag === 'td' || tag === 'th') this.openCell(attributes)
    else if (BREAKS.has(tag)) this.breakLine()
    if (tag === 'pre') this.preformatted++
  }

  text(text: string): void {
    if (this.notShown > 0) return
    const shown = this.preformatted > 0 ? text : text.replace(/[ \t\r\n\f]+/g, ' ')
    const table = this.tables.at(-1)
    if (table === undefined) this.line = joined(this.line, shown)
    else table.text = joined(table.text, shown)
  }

  close(tag: string): void {
    if (NOT_SHOWN.has(tag)) this.notShown = Math.max(0, this.notShown - 1)
    if (this.notShown > 0) return
    if (tag === 'table') this.closeTable()
    else if (BREAKS.has(tag) && tag !== 'br') this.breakLine()
    if (tag === 'pre') this.preformatted = Math.max(0, this.preformatted - 1)
  }

  finish(): Block[] {
    while (this.tables.length > 0) this.closeTable()
    this.breakLine()
    return this.blocks
  }

  private breakLine(): void {
    const table = this.tables.at(-1)
    if (table !== undefined) {
      if (table.text !== '' && !table.text.endsWith('\n')) table.text += '\n'
      return
    }
    for (const item of this.flow.lineBlocks(plainSpaces(this.line))) this.blocks.push(item)
    this.line = ''
  }

  private openTable(): void {
    if (this.tables.length === 0) this.breakLine()
    this.takeText()
    this.tables.push({ rows: [], cell: null, isHiddenRow: false, text: '', storedNumber: null })
  }

  private openRow(attributes: Attributes): void {
    const table = this.tables.at(-1)
    if (table === undefined) return this.breakLine()
    this.closeCell(table)
    table.rows.push([])
    table.isHiddenRow = isHidden(attributes)
  }

  private openCell(attributes: Attributes): void {
    const table = this.tables.at(-1)
    if (table === undefined) return this.breakLine()
    assertLimit(this.limits, 'cells', ++this.cells)
    this.closeCell(table)
    if (table.rows.length === 0) table.rows.push([])
    const cell: HtmlCell = {
      columnSpan: spanOf(attributes.colspan, 'columns'),
      rowSpan: spanOf(attributes.rowspan, 'rows'),
      content: [],
      hidden: table.isHiddenRow || isHidden(attributes),
    }
    table.cell = cell
    table.storedNumber = attributes['x:num'] ?? null
    table.rows.at(-1)?.push(cell)
  }

  /** Moves the text gathered so far into the cell that is open; a caption, outside every cell, becomes a line. */
  private takeText(): void {
    const table = this.tables.at(-1)
    if (table === undefined) return
    const text = plainSpaces(table.text)
    table.text = ''
    if (text.trim() === '') return
    if (table.cell !== null) table.cell.content.push(text)
    else if (this.tables.length === 1) this.blocks.push(...this.flow.lineBlocks(text))
  }

  private closeCell(table: OpenTable): void {
    this.takeText()
    const { cell, storedNumber } = table
    table.cell = null
    if (cell === null || storedNumber === null) return
    const decimal = storedDecimal(storedNumber)
    const [text] = cell.content
    if (decimal === null || typeof text !== 'string') return
    const { stored } = storedBeside(text.trim(), decimal)
    if (stored !== undefined) cell.stored = stored
  }

  private closeTable(): void {
    const table = this.tables.at(-1)
    if (table === undefined) return
    this.closeCell(table)
    this.tables.pop()
    const blocks = this.flow.tableBlocks(layOutTable(table.rows, this.limits), this.name)
    const outer = this.tables.at(-1)
    if (outer === undefined) for (const item of blocks) this.blocks.push(item)
    else outer.cell?.content.push(blocks)
  }
}

/** Folds the space where two pieces meet. */
function joined(before: string, text: string): string {
  const atStart = before === '' || before.endsWith('\n') || before.endsWith(' ')
  return before + (atStart && text.startsWith(' ') ? text.slice(1) : text)
}

function plainSpaces(text: string): string {
  return text
    .replace(/(?<! ) +\n/g, '\n')
    .replaceAll('\u00a0', ' ')
    .trimEnd()
}

function isHidden(attributes: Attributes): boolean {
  return attributes.hidden !== undefined || /display\s*:\s*none/i.test(attributes.style ?? '')
}
