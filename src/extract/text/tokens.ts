import type { Place } from '../../grid/document.js'
import { isDash, type PrintedAmount, parseAmount } from '../../normalise/amount.js'
import { cleanText } from '../../normalise/text.js'
import { type CharacterWidth, columnsOf } from './character-width.js'
import type { PagedLine } from './page-marks.js'
import type { TextColumn } from './text-columns.js'

/** A piece of a line between white space, or between a number and the label glued to it. Columns are counted from 0. */
export interface Token {
  text: string
  /** Null where the piece is not a number as a whole. */
  amount: PrintedAmount | null
  isDash: boolean
  x0: number
  x1: number
  place: Place
  /** Figures of a text that keeps its columns: the columns that its position allows, from left to right. */
  under?: readonly TextColumn[]
  /** The classification code printed in front of a name, in a table that has no column for codes. */
  code?: string
}

/** A line cut into tokens; `text` is without the white space around it. */
export interface TokenLine {
  text: string
  /** White space in front. */
  indent: number
  tokens: readonly Token[]
  place: Place
  /** Lines of one page share their columns. */
  page: number
  /** The panel that it is cut out of, where the table has several side by side. */
  panel?: number
}

/** A number with separators or decimals. */
export const NUMBER = String.raw`-?(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d+)`
/** `1,028.96一般公共服务支出`: what may follow a number in a sentence (年, 元, %) is no label. */
const NUMBER_THEN_LABEL = new RegExp(`^(${NUMBER})(?=[^\\d\\s.,%％‰°年月日元万亿个人次项号岁级类倍、)）/-])(.+)$`)
const LABEL_THEN_NUMBER = new RegExp(`^(.*[^\\d\\s.,\\-(（第≥≤＝=＞＜><])(${NUMBER})$`)
const NUMBERS_GLUED = /^(?:-?(?:\d{1,3}(?:,\d{3})+|\d+)\.\d{2}){2,}$/
const ONE_OF_GLUED = /-?(?:\d{1,3}(?:,\d{3})+|\d+)\.\d{2}/g

/** Full-width digits, and points and commas between them, in half width; as many characters as before. */
function halfWidthNumbers(text: string): string {
  if (!/[０-９．，－−﹣]/.test(text)) return text
  return text
    .replace(/[０-９]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0))
    .replace(/(?<=\d)[．，](?=\d)/g, (mark) => (mark === '．' ? '.' : ','))
    .replace(/(?<=^|\s)[－−﹣](?=\d)/g, '-')
}

/** Longest piece without white space that may hold cells glued together. */
const LONGEST_CHUNK = 1_000

/** Cuts `1,028.96一般公共服务支出`, `支出总计1,028.96` and `54.3616.93` where one cell ends and the next begins. */
function cutGlued(chunk: string): string[] {
  if (chunk.length > LONGEST_CHUNK || !/[.,]/.test(chunk)) return [chunk]
  if (NUMBERS_GLUED.test(chunk)) return chunk.match(ONE_OF_GLUED) ?? [chunk]
  const before = NUMBER_THEN_LABEL.exec(chunk)
  if (before) return [before[1] as string, ...cutGlued(before[2] as string)]
  const after = LABEL_THEN_NUMBER.exec(chunk)
  if (after) return [after[1] as string, after[2] as string]
  return [chunk]
}

/** A number in brackets counts as negative only where it has decimals: （1） is an enumerator. 043 is the number of a unit. */
function amountOf(text: string): PrintedAmount | null {
  if (/^0\d+$/.test(text) || (/^[(（]/.test(text) && !text.includes('.'))) return null
  return parseAmount(text)
}

/** Cuts a line into tokens. */
export function tokenLine({ line, page }: PagedLine, width: CharacterWidth): TokenLine {
  const text = halfWidthNumbers(cleanText(line.text))
  const tokens: Token[] = []
  let from = 0
  let x0 = 0
  for (const chunk of text.split(/\s+/)) {
    if (chunk === '') continue
    const start = text.indexOf(chunk, from)
    x0 += columnsOf(text.slice(from, start), width)
    from = start + chunk.length
    for (const piece of cutGlued(chunk)) {
      const last = tokens.at(-1)
      if (last && isYear(last, piece)) tokens[tokens.length - 1] = { ...last, amount: null }
      const x1 = x0 + columnsOf(piece, width)
      tokens.push({ text: piece, amount: amountOf(piece), isDash: isDash(piece), x0, x1, place: line.place })
      x0 = x1
    }
  }
  return { text: text.trim(), indent: tokens[0]?.x0 ?? 0, tokens, place: line.place, page }
}

/** `2026 年部门收支总表`: a year set apart from its 年. */
function isYear(token: Token, next: string): boolean {
  return next.startsWith('年') && /^20\d\d$/.test(token.text)
}
