import type { DisplayedNumber, NumberFormats } from './number-format.js'
import { INDENT } from './raw-sheet.js'

/** What of a cell's style decides how its value looks. */
export interface CellStyle {
  formatCode: string
  /** Levels of indentation at the left; 0 where the cell is aligned otherwise. */
  indent: number
}

export const PLAIN_STYLE: CellStyle = { formatCode: 'General', indent: 0 }

/** A number as the cell shows it, an empty text where its format shows nothing; null where it is no number. */
export function showNumber(stored: string, style: CellStyle, formats: NumberFormats): DisplayedNumber | null {
  const shown = formats(style.formatCode).number(stored)
  if (shown === null || shown.text === '' || style.indent === 0) return shown
  return { ...shown, text: INDENT.repeat(style.indent) + shown.text }
}

/** A text as the cell shows it: indented, line breaks as `\n`, white space at its end gone; empty where nothing shows. */
export function showText(text: string, style: CellStyle, formats: NumberFormats): string {
  const shown = formats(style.formatCode)
    .text(text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text)
    .trimEnd()
  return shown === '' ? '' : INDENT.repeat(style.indent) + shown
}
