import { Decimal } from 'decimal.js'
import { parseAmount } from '../../normalise/amount.js'

/** Formats that the Chinese edition of Excel gives these ids, where they differ from the rest. Source: ECMA-376 18.8.30. */
const CHINESE_DATES: Readonly<Record<number, string>> = {
  27: 'yyyy"年"m"月"',
  28: 'm"月"d"日"',
  29: 'm"月"d"日"',
  30: 'm-d-yy',
  31: 'yyyy"年"m"月"d"日"',
  32: 'h"时"mm"分"',
  33: 'h"时"mm"分"ss"秒"',
  34: 'AM/PMh"时"mm"分"',
  35: 'AM/PMh"时"mm"分"ss"秒"',
  36: 'yyyy"年"m"月"',
  50: 'yyyy"年"m"月"',
  51: 'm"月"d"日"',
  52: 'yyyy"年"m"月"',
  53: 'm"月"d"日"',
  54: 'm"月"d"日"',
  55: 'AM/PMh"时"mm"分"',
  56: 'AM/PMh"时"mm"分"ss"秒"',
  57: 'yyyy"年"m"月"',
  58: 'm"月"d"日"',
}
const LOCALE = 'zh-CN'
/** Days between the two calendars that a workbook may count from: 1900 and 1904. */
const DAYS_TO_1904 = 1462
const EXCEL_DIGITS = 15
/** Stands for the text of a cell inside a format such as `"项目："@`. */
const SLOT = '\ue000'

export interface DisplayedNumber {
  text: string
  /** Decimal text at 15 significant digits, where `text` shows another value; not for dates, which are no amounts. */
  stored?: string
}

/** What Excel shows for a number or a text under one number format. */
export interface NumberFormat {
  /** Null where the stored text is no number. */
  number: (stored: string) => DisplayedNumber | null
  text: (text: string) => string
}

/** Makes the display of each format code once. */
export type NumberFormats = (code: string) => NumberFormat

/** The code of a built-in format, as the Chinese edition has it. */
export async function builtInFormats(): Promise<(id: number) => string> {
  const { getFormatFromId } = await import('numfmt')
  return (id) => CHINESE_DATES[id] ?? getFormatFromId(id, LOCALE)
}

/**
 * Number formats as Excel displays them, outer spaces trimmed: `_ * "-"??_ ` shows zero as `-`.
 *
 * Absent values: an empty text where the format shows nothing (`0.00;-0.00;` for zero).
 * Source: numfmt, for ECMA-376 18.8.31; a code that it cannot read displays as General.
 */
export async function numberFormats(calendar: 1900 | 1904): Promise<NumberFormats> {
  const numfmt = await import('numfmt')
  const made = new Map<string, NumberFormat>()
  const make = (code: string): NumberFormat => {
    const pattern = numfmt.isValidFormat(backslashed(code)) ? backslashed(code) : 'General'
    const isDate = numfmt.isDateFormat(pattern)
    const shift = isDate && calendar === 1904 ? DAYS_TO_1904 : 0
    const show = (value: number | string) => numfmt.format(pattern, value, { locale: LOCALE, throws: false })
    const aroundText = pattern.includes('@') || pattern.includes(';') ? show(SLOT).trim() : SLOT
    return {
      number: (stored) => {
        if (pattern === 'General' && isShort(stored)) return { text: stored }
        const decimal = storedDecimal(stored)
        if (decimal === null) return null
        const text = show(decimal.toNumber() + shift).trim()
        return isDate ? { text } : { text, ...storedBeside(text, decimal) }
      },
      text: (text) => (aroundText === SLOT ? text : aroundText.replaceAll(SLOT, () => text)),
    }
  }
  return (code) => {
    const before = made.get(code)
    if (before !== undefined) return before
    const format = make(code)
    made.set(code, format)
    return format
  }
}

/** What General shows as it is: up to ten characters, without an exponent or a superfluous zero. */
function isShort(stored: string): boolean {
  return stored.length <= 10 && /^-?(?:0|[1-9]\d*)(?:\.\d*[1-9])?$/.test(stored)
}

export function isZero(stored: string): boolean {
  return /^[-+]?0*(?:\.0*)?(?:[eE][-+]?\d+)?$/.test(stored) && stored.includes('0')
}

/** A stored double, once, at the 15 digits that Excel keeps and shows: 0.30000000000000004 is 0.3. */
export function storedDecimal(stored: string): Decimal | null {
  if (!/^[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d{1,3})?$/.test(stored)) return null
  const decimal = new Decimal(stored).toSignificantDigits(EXCEL_DIGITS)
  return decimal.abs().lessThan('1e309') ? decimal : null
}

/** The stored number as a decimal text, where the displayed text says another one or none. */
export function storedBeside(text: string, decimal: Decimal): { stored?: string } {
  return parseAmount(text)?.value.equals(decimal) ? {} : { stored: decimal.toFixed() }
}

/** WPS and Excel in Chinese write `!` for the backslash that takes the next character as it is: `0!.0,`. */
function backslashed(code: string): string {
  return code.replace(/"[^"]*"|\\.|!(.)/gs, (part, literal: string | undefined) =>
    literal === undefined ? part : `\\${literal}`,
  )
}
