import { Decimal } from 'decimal.js'

/** An amount as printed: its value, and how many decimals the print has. */
export interface PrintedAmount {
  value: Decimal
  /** Thousands separators removed, half-width, decimals as printed: `1028.96`, `-3.00`. */
  text: string
  decimals: number
}

const FULL_WIDTH: Readonly<Record<string, string>> = {
  '，': ',',
  '．': '.',
  '－': '-',
  '−': '-',
  '–': '-',
  '﹣': '-',
  '（': '(',
  '）': ')',
}
/** Decimal rounds sums at 20 digits; what has more than this is a number of an account or a person, and no amount. */
const MOST_DIGITS = 18
/** Longer text is no amount, and would keep the patterns below busy. */
const LONGEST_PRINTED = 200
const HAS_DIGIT = /[\d０-９]/
const PLAIN = /^-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?$/
const PARENTHESISED = /^\((\d[\d,]*(?:\.\d+)?)\)$/

/** Nothing to fold: most of what is asked about is a label, and most numbers are printed like this. */
const FOLDED = /^[\d.,-]*$/

/** A space between two digits parts two numbers, 20 15, unless an amount that is too long for its cell is broken there. */
const PARTED = /[\d０-９][^\S\n]+[\d０-９]/

/**
 * True where a line break between digits is that of a narrow cell: the first line fills it, and a point or comma shows that
 * it is one amount (1234 / 56.78). 20 / 15 and 20 / 15.50 are two.
 */
function isBroken(printed: string): boolean {
  const lines = printed.split(/\s*\n\s*/)
  const last = lines.at(-1) ?? ''
  return /[.．,，]/.test(printed) && lines.every((line) => line.length >= last.length)
}

/** True where white space parts what may be several numbers. */
function isParted(printed: string): boolean {
  return PARTED.test(printed) || (/[\d０-９]\s*\n\s*[\d０-９]/.test(printed) && !isBroken(printed))
}

/** Half-width form of what may be a number; spaces, currency marks and characters without width gone. */
function plainForm(text: string): string {
  if (FOLDED.test(text)) return text
  return text
    .replace(/[０-９]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0))
    .replace(/[，．－−–﹣（）]/g, (mark) => FULL_WIDTH[mark] ?? mark)
    .replace(/[\s\u00a0\u3000¥￥\u00ad\u200b-\u200d\u2060\ufeff]/g, '')
}

/** An amount without separators, half-width; null for what is no amount as a whole. */
function amountText(printed: string): string | null {
  if (!HAS_DIGIT.test(printed)) return null
  const shown = printed.trim()
  if (shown.length > LONGEST_PRINTED) return null
  let plain = plainForm(shown)
  if (plain.length < shown.length && isParted(shown)) return null
  const negative = PARENTHESISED.exec(plain)
  if (negative) plain = `-${negative[1]}`
  if (plain.length > 2 * MOST_DIGITS || !PLAIN.test(plain)) return null
  const text = plain.replaceAll(',', '')
  return text.replace(/[-.]/g, '').length > MOST_DIGITS ? null : text
}

/** True for what `parseAmount` reads. */
export function isAmount(printed: string): boolean {
  return amountText(printed) !== null
}

/** True for an amount that separators or decimals tell from a count, a code or a year. */
export function isPlainNumber(text: string): boolean {
  return /[.,]/.test(text) && isAmount(text)
}

/**
 * Reads one printed amount exactly.
 *
 * Absent values: null for blank, a dash, and whatever is not a number as a whole (`5%`, `2023年`, `1,02`, `20 15`).
 * Units: none; the table says 元 or 万元.
 */
export function parseAmount(printed: string): PrintedAmount | null {
  const text = amountText(printed)
  if (text === null) return null
  const point = text.indexOf('.')
  return { value: new Decimal(text), text, decimals: point < 0 ? 0 : text.length - point - 1 }
}

/** Somewhere in every such mark. */
const DASH = /[-—–－―─−﹣/／无]/

/** True for a mark that stands for “nothing here”: -, —, ——, –, －, /, 无. */
export function isDash(printed: string): boolean {
  if (!DASH.test(printed)) return false
  return /^(?:[-—–－―─]+|[/／]|无)$/.test(plainForm(printed).replace(/-/g, '-')) || /^[-—–－―─]+$/.test(printed.trim())
}
