import { Decimal } from 'decimal.js'
import { assertLimit } from '../../limits.js'
import { type Attributes, parseXml } from '../../xml/parse-xml.js'
import { type CellPosition, type CellRange, parseAddress, parseRange } from '../cell-address.js'
import { type CellStyle, PLAIN_STYLE, showNumber, showText } from '../cell-style.js'
import { type NumberFormats, storedDecimal } from '../number-format.js'
import type { RawCell, RawSheet } from '../raw-sheet.js'
import type { ReadTotals } from '../read-totals.js'
import { indexOf } from './cell-styles.js'
import { richText, unescapeText } from './shared-strings.js'
import { isTrue, type OpenPackage, type SheetPart } from './workbook-parts.js'

export interface SheetContext extends OpenPackage {
  strings: readonly string[]
  styles: readonly CellStyle[]
  formats: NumberFormats
  /** Counted over all sheets of the workbook. */
  totals: ReadTotals
}

/** A `<c>` as it goes by. */
interface OpenCell extends CellPosition {
  type: string
  style: CellStyle
  value: string
  hasValue: boolean
  hasFormula: boolean
}

/** Excel counts days from here: 1900-01-01 is day 1, and the 29 February that 1900 had not is counted too. */
const DAY_ZERO = Date.UTC(1899, 11, 30)
const DAY_MILLISECONDS = 86_400_000

/**
 * Reads the stored cells of one worksheet as its XML goes by; nothing walks the used range.
 *
 * Diagnostics: limit-exceeded and file-damaged as `ReadFailure`.
 * Source: ECMA-376 18.3.1 (worksheets), 18.18.11 (cell types).
 */
export async function sheetCells(part: SheetPart, context: SheetContext): Promise<RawSheet> {
  const collector = new SheetCollector(context)
  await parseXml(
    { ...context, entry: part.entry, format: 'workbook' },
    {
      open: (name, attributes) => collector.open(name, attributes),
      text: (text) => collector.text(text),
      close: (name) => collector.close(name),
    },
  )
  return { name: part.name, hidden: part.hidden, ...collector.sheet() }
}

class SheetCollector {
  private readonly cells: RawCell[] = []
  private readonly merges: CellRange[] = []
  private readonly withoutResult: CellPosition[] = []
  private readonly errors: (CellPosition & { error: string })[] = []
  private readonly hiddenColumns: { from: number; to: number }[] = []
  private dimension: CellRange | null = null
  private showsZeros = true
  private row = -1
  private column = -1
  private isHiddenRow = false
  private cell: OpenCell | null = null
  private isValue = false
  private readonly inline = richText()
  private isInline = false

  constructor(private readonly context: SheetContext) {}

  sheet(): Omit<RawSheet, 'name' | 'hidden'> {
    const { cells, merges, dimension, withoutResult, errors } = this
    return { cells, merges, dimension, withoutResult, errors }
  }

  open(name: string, attributes: Attributes): void {
    if (name === 'c') this.openCell(attributes)
    else if (name === 'v') this.isValue = this.cell !== null
    else if (name === 'row') this.openRow(attributes)
    else if (name === 'f') this.markFormula()
    else if (name === 'is') this.openInline()
    else if (name === 'mergeCell') this.addMerge(attributes.ref ?? '')
    else if (name === 'col' && isTrue(attributes.hidden)) this.hideColumns(attributes)
    else if (name === 'sheetView' && attributes.showZeros !== undefined) this.showsZeros = isTrue(attributes.showZeros)
    else if (name === 'dimension') this.dimension = parseRange(attributes.ref ?? '')
    if (this.isInline) this.inline.handler.open?.(name, attributes)
  }

  text(text: string): void {
    if (this.isValue && this.cell !== null) this.cell.value += text
    else if (this.isInline) this.inline.handler.text?.(text)
  }

  close(name: string): void {
    if (this.isInline) this.inline.handler.close?.(name)
    if (name === 'v') this.closeValue()
    else if (name === 'is') this.closeInline()
    else if (name === 'c') this.closeCell()
  }

  private openRow(attributes: Attributes): void {
    this.row = attributes.r === undefined ? this.row + 1 : indexOf(attributes.r) - 1
    this.column = -1
    this.isHiddenRow = isTrue(attributes.hidden)
  }

  private openCell(attributes: Attributes): void {
    const at = attributes.r === undefined ? { row: this.row, column: this.column + 1 } : parseAddress(attributes.r)
    if (at === null || at.row < 0) return
    this.column = at.column
    const style = this.context.styles[indexOf(attributes.s)] ?? PLAIN_STYLE
    this.cell = { ...at, type: attributes.t ?? 'n', style, value: '', hasValue: false, hasFormula: false }
  }

  private markFormula(): void {
    if (this.cell !== null) this.cell.hasFormula = true
  }

  private openInline(): void {
    this.isInline = this.cell !== null
    this.inline.start()
  }

  private closeValue(): void {
    this.isValue = false
    if (this.cell !== null) this.cell.hasValue = this.cell.value !== '' || this.cell.type === 'str'
  }

  private closeInline(): void {
    this.isInline = false
    if (this.cell === null) return
    this.cell.value = this.inline.text()
    this.cell.hasValue = true
  }

  private hideColumns(attributes: Attributes): void {
    this.hiddenColumns.push({ from: indexOf(attributes.min) - 1, to: indexOf(attributes.max) - 1 })
  }

  private addMerge(ref: string): void {
    const range = parseRange(ref)
    if (range === null) return
    this.merges.push(range)
    this.context.totals.merges++
    assertLimit(this.context.limits, 'merges', this.context.totals.merges)
  }

  private closeCell(): void {
    const { cell } = this
    this.cell = null
    if (cell === null) return
    const at = { row: cell.row, column: cell.column }
    if (!cell.hasValue) {
      if (cell.hasFormula) this.withoutResult.push(at)
      return
    }
    if (cell.type === 'e') this.errors.push({ ...at, error: cell.value })
    const shown = this.show(cell)
    if (shown.text.trim() === '') return
    const { totals, limits } = this.context
    totals.cells++
    totals.characters += shown.text.length
    assertLimit(limits, 'cells', totals.cells)
    assertLimit(limits, 'characters', totals.characters)
    const hidden =
      this.isHiddenRow || this.hiddenColumns.some((columns) => cell.column >= columns.from && cell.column <= columns.to)
    this.cells.push({ ...at, ...shown, hidden })
  }

  /** The cell as displayed; an empty text where it shows nothing. */
  private show({ type, value, style }: OpenCell): { text: string; stored?: string } {
    const { strings, formats } = this.context
    if (type === 's') return { text: showText(strings[indexOf(value.trim())] ?? '', style, formats) }
    if (type === 'inlineStr') return { text: showText(value, style, formats) }
    if (type === 'str') return { text: showText(unescapeText(value), style, formats) }
    if (type === 'b') return { text: value.trim() === '1' || value.trim() === 'true' ? 'TRUE' : 'FALSE' }
    if (type === 'e') return { text: value }
    const decimal = type === 'd' ? dayNumber(value) : storedDecimal(value.trim())
    if (decimal === null) return { text: value }
    if (decimal.isZero() && !this.showsZeros) return { text: '' }
    return showNumber(decimal, style, formats)
  }
}

/** An ISO date as the number that Excel counts it by; null where it is none. */
function dayNumber(date: string): Decimal | null {
  const milliseconds = Date.parse(/[zZ]|[+-]\d\d:\d\d$/.test(date) || !date.includes('T') ? date : `${date}Z`)
  return Number.isNaN(milliseconds) ? null : new Decimal(milliseconds).minus(DAY_ZERO).div(DAY_MILLISECONDS)
}
