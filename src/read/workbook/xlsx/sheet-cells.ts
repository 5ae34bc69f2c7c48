import { Decimal } from 'decimal.js'
import type { Cell } from '../../../grid/document.js'
import { assertLimit } from '../../limits.js'
import { damaged } from '../../read-failure.js'
import { type Attributes, parseXml } from '../../xml/parse-xml.js'
import {
  type CellPosition,
  type CellRange,
  parseAddress,
  parseRange,
  SHEET_COLUMNS,
  SHEET_ROWS,
} from '../cell-address.js'
import { type CellStyle, PLAIN_STYLE, showNumber, showText } from '../cell-style.js'
import { type DisplayedNumber, isZero, type NumberFormats } from '../number-format.js'
import { type RawSheet, sheetCell } from '../raw-sheet.js'
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
  const collector = new SheetCollector(part.name, context)
  await parseXml(
    { ...context, entry: part.entry, format: 'workbook' },
    {
      open: (name, attributes) => collector.open(name, attributes),
      text: (text) => collector.text(text),
      close: (name) => collector.close(name),
    },
  )
  return collector.sheet(part)
}

class SheetCollector {
  private readonly cells: Cell[] = []
  private readonly merges: CellRange[] = []
  private readonly withoutResult: CellPosition[] = []
  private readonly errors: (CellPosition & { error: string })[] = []
  private readonly hiddenColumns: { from: number; to: number }[] = []
  private dimension: CellRange | null = null
  private showsZeros = true
  private row = -1
  private column = -1
  private isHiddenRow = false
  // The `<c>` that is open, in fields and not in an object of its own: a large sheet has a million
  private isCell = false
  private type = 'n'
  private style = PLAIN_STYLE
  private value = ''
  private hasValue = false
  private hasFormula = false
  private isValue = false
  private readonly inline = richText()
  private isInline = false

  constructor(
    private readonly name: string,
    private readonly context: SheetContext,
  ) {}

  sheet({ name, hidden }: SheetPart): RawSheet {
    const { cells, merges, dimension, withoutResult, errors } = this
    return { name, hidden, cells, merges, dimension, withoutResult, errors }
  }

  open(name: string, attributes: Attributes): void {
    if (name === 'c') this.openCell(attributes)
    else if (name === 'v') this.isValue = this.isCell
    else if (name === 'row') this.openRow(attributes)
    else if (name === 'f') this.hasFormula = true
    else if (name === 'is') this.openInline()
    else if (name === 'mergeCell') this.addMerge(attributes.ref ?? '')
    else if (name === 'col' && isTrue(attributes.hidden)) this.hideColumns(attributes)
    else if (name === 'sheetView' && attributes.showZeros !== undefined) this.showsZeros = isTrue(attributes.showZeros)
    else if (name === 'dimension') this.dimension = parseRange(attributes.ref ?? '')
    if (this.isInline) this.inline.handler.open?.(name, attributes)
  }

  text(text: string): void {
    if (this.isValue) this.value += text
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
    this.column++
    if (attributes.r !== undefined) {
      const at = parseAddress(attributes.r)
      if (at === null)
        throw damaged('workbook', `the sheet “${this.name}” has a cell with the address “${attributes.r}”`)
      this.row = at.row
      this.column = at.column
    }
    this.isCell = this.row >= 0 && this.row < SHEET_ROWS && this.column < SHEET_COLUMNS
    this.type = attributes.t ?? 'n'
    this.style = this.context.styles[indexOf(attributes.s)] ?? PLAIN_STYLE
    this.value = ''
    this.hasValue = false
    this.hasFormula = false
  }

  private openInline(): void {
    this.isInline = this.isCell
    this.inline.start()
  }

  private closeValue(): void {
    this.isValue = false
    this.hasValue = this.value !== '' || this.type === 'str'
  }

  private closeInline(): void {
    if (!this.isInline) return
    this.isInline = false
    this.value = this.inline.text()
    this.hasValue = true
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
    if (!this.isCell) return
    this.isCell = false
    const { row, column } = this
    if (!this.hasValue) {
      if (this.hasFormula) this.withoutResult.push({ row, column })
      return
    }
    if (this.type === 'e') this.errors.push({ row, column, error: this.value })
    const { text, stored } = this.show()
    if (text.trim() === '') return
    const { totals, limits } = this.context
    totals.cells++
    totals.characters += text.length
    assertLimit(limits, 'cells', totals.cells)
    assertLimit(limits, 'characters', totals.characters)
    const hidden = this.isHiddenRow || this.hiddenColumns.some(({ from, to }) => column >= from && column <= to)
    this.cells.push(sheetCell(this.name, { row, column, text, stored, hidden }))
  }

  /** The cell as displayed; an empty text where it shows nothing. */
  private show(): DisplayedNumber {
    const { type, value, style } = this
    const { strings, formats } = this.context
    if (type === 's') {
      const text = /^\s*\d+\s*$/.test(value) ? strings[indexOf(value.trim())] : undefined
      if (text === undefined) throw damaged('workbook', `the sheet “${this.name}” has a cell whose text is missing`)
      return { text: showText(text, style, formats) }
    }
    if (type === 'inlineStr') return { text: showText(value, style, formats) }
    if (type === 'str') return { text: showText(unescapeText(value), style, formats) }
    if (type === 'b') return { text: value.trim() === '1' || value.trim() === 'true' ? 'TRUE' : 'FALSE' }
    if (type === 'e') return { text: value }
    const number = type === 'd' ? dayNumber(value) : value.trim()
    if (!this.showsZeros && isZero(number)) return { text: '' }
    const shown = showNumber(number, style, formats) ?? { text: value }
    // A date that no format shows as one is no number of days to whoever reads the file
    return type === 'd' && /^[\d.,]+$/.test(shown.text) ? { text: value } : shown
  }
}

/** An ISO date as the number that Excel counts it by; the text itself where it is none. */
function dayNumber(date: string): string {
  const milliseconds = Date.parse(/[zZ]|[+-]\d\d:\d\d$/.test(date) || !date.includes('T') ? date : `${date}Z`)
  return Number.isNaN(milliseconds) ? date : new Decimal(milliseconds).minus(DAY_ZERO).div(DAY_MILLISECONDS).toFixed()
}
