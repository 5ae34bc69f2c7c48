import type { Decimal } from 'decimal.js'
import type { NumberFormats } from './number-format.js'
import { INDENT } from './raw-sheet.js'

/** What of a cell's style decides how its value looks. */
export interface CellStyle {
  formatCode: string
  /** Levels of indentation at the left; 0 where the cell is aligned otherwise. */
  indent: number
}

export const PLAIN_STYLE: CellStyle = { formatCode: 'General', indent: 0 }

/** A number as the cell shows it; an empty text where its format shows nothing. */
export function showNumber(
  decimal: Decimal,
  style: CellStyle,
  formats: NumberFormats,
): { text: string; stored?: string } {
  const shown = formats(style.formatCode).number(decimal)
  return shown.text === '' ? shown : { ...shown, text: INDENT.repeat(style.indent) + shown.text }
}

/** A text as the cell shows it: indented, line breaks as `\n`, white space at its end gone; empty where nothing shows. */
export function showText(text: string, style: CellStyle, formats: NumberFormats): string {
  const shown = formats(style.formatCode).text(text.replace(/\r\n?/g, '\n')).trimEnd()
  return shown === '' ? '' : INDENT.repeat(style.indent) + shown
}
