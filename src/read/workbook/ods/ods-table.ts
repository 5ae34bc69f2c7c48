import type { Cell } from '../../../grid/document.js'
import { assertLimit } from '../../limits.js'
import { type Attributes, attribute } from '../../xml/parse-xml.js'
import { type CellPosition, type CellRange, SHEET_COLUMNS, SHEET_ROWS } from '../cell-address.js'
import { storedBeside, storedDecimal } from '../number-format.js'
import { INDENT, type RawSheet, sheetCell } from '../raw-sheet.js'
import type { ReadTotals } from '../read-totals.js'
import type { OpenPackage } from '../xlsx/workbook-parts.js'
import type { OdsStyles } from './ods-styles.js'

export interface OdsContext extends OpenPackage {
  styles: OdsStyles
  totals: ReadTotals
  showsZeros: (sheet: string) => boolean
}

interface OdsCell {
  attributes: Attributes
  repeats: number
  isCovered: boolean
  style: string | null
  paragraphs: string[]
}

type RowCell = { column: number; repeats: number; cell: OdsCell }

const ERROR = /^(?:#(?:REF|DIV\/0|VALUE|NAME|NUM|NULL)[!?]?|#N\/A|Err:\d{3})/

/**
 * Gathers one `<table:table>` as its XML goes by. Rows and cells that are said to repeat are written out only where they
 * hold something.
 *
 * Source: OpenDocument 1.3 part 3, 9.1 (tables), 6.1 (white space), 19.
 */
export class OdsTable {
  private readonly cells: Cell[] = []
  private readonly merges: CellRange[] = []
  private readonly withoutResult: CellPosition[] = []
  private readonly errors: (CellPosition & { error: string })[] = []
  private readonly columns: { to: number; style: string | null; hidden: boolean }[] = []
  private row = 0
  private rowRepeats = 1
  private rowStyle: string | null = null
  private isHiddenRow = false
  private column = 0
  private rowCells: RowCell[] = []
  private cell: OdsCell | null = null
  private readonly name: string
  private readonly style: string | null

  constructor(
    attributes: Attributes,
    private readonly context: OdsContext,
  ) {
    this.name = attribute(attributes, 'name') ?? ''
    this.style = attribute(attributes, 'style-name')
  }

  sheet(): RawSheet {
    const { name, cells, merges, withoutResult, errors } = this
    const hidden = !this.context.styles.isDisplayed(this.style)
    return { name, hidden, cells, merges, dimension: null, withoutResult, errors }
  }

  addColumns(attributes: Attributes): void {
    const before = this.columns.at(-1)?.to ?? -1
    this.columns.push({
      to: before + countOf(attributes, 'number-columns-repeated', SHEET_COLUMNS),
      style: attribute(attributes, 'default-cell-style-name'),
      hidden: isHidden(attributes),
    })
  }

  openRow(attributes: Attributes): void {
    this.rowRepeats = countOf(attributes, 'number-rows-repeated', SHEET_ROWS)
    this.rowStyle = attribute(attributes, 'default-cell-style-name')
    this.isHiddenRow = isHidden(attributes)
    this.column = 0
    this.rowCells = []
  }

  closeRow(): void {
    const written = this.rowCells.length === 0 ? 0 : this.rowRepeats
    for (let repeat = 0; repeat < written; repeat++) {
      for (const { column, repeats, cell } of this.rowCells) {
        for (let index = 0; index < repeats; index++)
          this.addCell(cell, { row: this.row + repeat, column: column + index })
      }
    }
    this.row += this.rowRepeats
  }

  openCell(attributes: Attributes, isCovered: boolean): void {
    const repeats = countOf(attributes, 'number-columns-repeated', SHEET_COLUMNS)
    this.cell = { attributes, repeats, isCovered, style: attribute(attributes, 'style-name'), paragraphs: [] }
  }

  addParagraph(text: string): void {
    this.cell?.paragraphs.push(text)
  }

  closeCell(): void {
    const { cell } = this
    this.cell = null
    if (cell === null) return
    const isEmpty = cell.paragraphs.length === 0 && attribute(cell.attributes, 'value-type') === null
    const hasFormula = attribute(cell.attributes, 'formula') !== null
    if (!cell.isCovered && (!isEmpty || hasFormula)) {
      this.rowCells.push({ column: this.column, repeats: cell.repeats, cell })
    }
    this.column += cell.repeats
  }

  private addCell(cell: OdsCell, at: CellPosition): void {
    const { totals, limits } = this.context
    const { attributes } = cell
    const text = cell.paragraphs.join('\n').trimEnd()
    const value = attribute(attributes, 'value')
    const hasFormula = attribute(attributes, 'formula') !== null
    totals.cells++
    totals.characters += text.length
    assertLimit(limits, 'cells', totals.cells)
    assertLimit(limits, 'characters', totals.characters)
    if (hasFormula && text === '' && value === null && attribute(attributes, 'value-type') !== 'string') {
      this.withoutResult.push(at)
      return
    }
    if (hasFormula && ERROR.test(text)) this.errors.push({ ...at, error: text })
    this.addMerge(attributes, at)
    const shown = this.show(cell, { text, value, column: at.column })
    const hidden = this.isHiddenRow || (this.columnAt(at.column)?.hidden ?? false)
    if (shown.text.trim() !== '') this.cells.push(sheetCell(this.name, { ...at, ...shown, hidden }))
  }

  private show(
    cell: OdsCell,
    { text, value, column }: { text: string; value: string | null; column: number },
  ): { text: string; stored?: string } {
    const style = cell.style ?? this.rowStyle ?? this.columnAt(column)?.style ?? null
    const indent = INDENT.repeat(this.context.styles.indentOf(style))
    const decimal = value === null ? null : storedDecimal(value)
    const kind = attribute(cell.attributes, 'value-type')
    const isAmount = kind === 'float' || kind === 'currency' || kind === 'percentage'
    if (decimal === null || !isAmount || text === 'TRUE' || text === 'FALSE') return { text: indent + text }
    if (decimal.isZero() && !this.context.showsZeros(this.name)) return { text: '' }
    const shown = cell.paragraphs.length === 0 ? decimal.toFixed() : text.trim()
    return { text: shown === '' ? '' : indent + shown, ...storedBeside(shown, decimal) }
  }

  private addMerge(attributes: Attributes, { row, column }: CellPosition): void {
    const bottom = row + countOf(attributes, 'number-rows-spanned', SHEET_ROWS) - 1
    const right = column + countOf(attributes, 'number-columns-spanned', SHEET_COLUMNS) - 1
    if (bottom === row && right === column) return
    this.merges.push({ top: row, left: column, bottom, right })
    this.context.totals.merges++
    assertLimit(this.context.limits, 'merges', this.context.totals.merges)
  }

  private columnAt(column: number): { style: string | null; hidden: boolean } | null {
    return this.columns.find((columns) => column <= columns.to) ?? null
  }
}

function countOf(attributes: Attributes, name: string, most: number): number {
  const value = attribute(attributes, name)
  return value !== null && /^\d{1,9}$/.test(value) ? Math.min(Math.max(1, Number(value)), most) : 1
}

function isHidden(attributes: Attributes): boolean {
  const visibility = attribute(attributes, 'visibility')
  return visibility === 'collapse' || visibility === 'filter'
}
