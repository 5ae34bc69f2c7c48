import type { Layout } from '../../layouts/layout.js'
import { isClassificationCode, splitCodedLabel, splitProcurementKind } from '../../normalise/code.js'
import { isPartOfCode } from '../code-parts.js'
import type { Token, TokenLine } from './tokens.js'

const LETTER = /^[A-Z]\d{0,6}$/

/** How the rows of a table print their codes. */
export interface RowStyle {
  /** The numbers before names are those of units. */
  isByUnit: boolean
  /** Some row begins with a code of a classification. */
  isCoded: boolean
  /** Amounts of the table are printed with decimals. */
  hasDecimals: boolean
  /** A, B, C before the names. */
  isLettered: boolean
  /** 类, 款 and 项 in columns of their own: 201 | 03 | 01. */
  isSplit: boolean
  /** Rows print their own part of the code only: 201, then 03, then 01. */
  isInParts: boolean
  /** The first digit of the first classification, where rows are classified twice. */
  firstOfTwo: string | null
  /** The table has rows by the second. */
  isOfSecond: boolean
  /** Then names that wrap lie between each other: of words on a line of their own nothing says which they belong to. */
  isInterleaved: boolean
}

/** A code, and the words of its name. */
export interface CodedWords {
  code: string
  words: Token[]
}

const GLUED = /^\d{4,}(?:,\d{3})+(?:\.\d+)?$/

/** 3210,127,927.46: the number of a row, or a code, and an amount with nothing between them: no figure, and no word. */
export function isGlued({ text }: Token): boolean {
  return GLUED.test(text)
}

export function isFigure(token: Token): boolean {
  return token.amount !== null || token.isDash
}

/** 50101-工资奖金津贴补贴 behind a first code: a table that classifies each row twice. */
export function isCodedWord(word: Token): boolean {
  return isClassificationCode(splitCodedLabel(word.text)?.code ?? word.text)
}

/** 043 or 101001: the number of a unit, as far as its digits tell. */
export function isUnitNumber({ text }: Token): boolean {
  return /^\d{3}(?:\d{3})?$/.test(text)
}

/** How many tokens at the head are the code, and the code. Split codes (201 | 03 | 01) are joined. */
export function readCode(
  tokens: readonly Token[],
  { isByUnit, isLettered, isSplit }: RowStyle,
): { code: string; length: number; rest: Token | null } {
  const first = tokens[0]
  if (!first || isByUnit) return { code: '', length: 0, rest: null }
  if (isClassificationCode(first.text)) {
    let code = first.text
    let length = 1
    const isPart = (token: Token | undefined, next: Token | undefined) =>
      next !== undefined &&
      // 301 | 2 | 津贴补贴: misprinted, and given as printed.
      (/^\d{2}$/.test(token?.text ?? '') || (isSplit && /^\d$/.test(token?.text ?? '') && !isFigure(next)))
    while (code.length < 7 && isPart(tokens[length], tokens[length + 1])) {
      code += (tokens[length] as Token).text
      length += 1
    }
    return { code, length, rest: null }
  }
  const coded = splitCodedLabel(first.text)
  const glued = coded && isClassificationCode(coded.code) ? coded : splitProcurementKind(first.text)
  if (glued) {
    const rest = { ...first, text: glued.label, x0: first.x1 - glued.label.length }
    return { code: glued.code, length: 1, rest }
  }
  const parts = tokens.findIndex((token, at) => !(at === 0 ? /^\d{1,3}$/ : /^\d{2}$/).test(token.text))
  if (isSplit && parts > 1 && !isFigure(tokens[parts] as Token)) {
    // A misprinted 类 (7 | 11 | 02) is given as printed.
    const code = tokens
      .slice(0, parts)
      .map((token) => token.text)
      .join('')
    return { code, length: parts, rest: null }
  }
  if (isLettered && LETTER.test(first.text)) return { code: first.text, length: 1, rest: null }
  return { code: '', length: 0, rest: null }
}

/** 2013601-行政运行 50101-工资奖金津贴补贴 30101-基本工资: each code of a row, with the words up to the next. */
export function classificationsOf({ code, words }: CodedWords): [CodedWords, ...CodedWords[]] {
  const found: [CodedWords, ...CodedWords[]] = [{ code, words: [] }]
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] as Token
    if (!isCodedWord(word)) {
      found.at(-1)?.words.push(word)
      continue
    }
    const glued = splitCodedLabel(word.text)
    let own = glued?.code ?? word.text
    while (!glued && /^\d{2}$/.test(words[at + 1]?.text ?? '')) {
      at += 1
      own += (words[at] as Token).text
    }
    found.push({ code: own, words: glued ? [{ ...word, text: glued.label }] : [] })
  }
  return found
}

export function joinWords(words: readonly Token[]): string {
  return words.map((word) => word.text).join('')
}

/** True where most rows with a code have another behind their name. */
function isClassifiedTwice(body: readonly TokenLine[]): boolean {
  const rows = body.filter(({ tokens: [first] }) => first !== undefined && isCodedWord(first))
  const twice = rows.filter(({ tokens: [, ...others] }) => {
    return others.slice(0, others.findLastIndex((token) => !isFigure(token)) + 1).some(isCodedWord)
  })
  return twice.length * 2 > rows.length
}

/** Words without a code or figures, or put together with a line that has them: the rest of a name. */
function isLoose({ tokens, place }: TokenLine): boolean {
  const isOfOtherLine = (token: Token) => token.place.line !== place.line
  return (
    tokens.length > 0 && (tokens.some(isOfOtherLine) || !tokens.some((token) => isFigure(token) || isCodedWord(token)))
  )
}

export function firstDigitOf(head: string): string | null {
  const code = splitCodedLabel(head)?.code ?? head
  return isClassificationCode(code) ? code.slice(0, 1) : null
}

function mostCommon(values: readonly string[]): string | null {
  const counts = new Map<string, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? null
}

/** 05 | 行政事业单位养老支出 | 599.16, below 208: a row with its own part of the code. */
export function printsPart({ tokens: [first, second, ...rest] }: TokenLine): boolean {
  return isPartOfCode(first?.text ?? '') && second !== undefined && !isFigure(second) && rest.some(isFigure)
}

/** Reads off the rows of a table how they print their codes. */
export function rowStyleOf(body: readonly TokenLine[], layout: Layout, isByUnit: boolean): RowStyle {
  const heads = body.map((line) => line.tokens[0]?.text ?? '')
  const isCoded = !isByUnit && heads.some((head) => firstDigitOf(head) !== null)
  const isLettered = body.some((line) => /^[A-Z]$/.test(line.tokens[0]?.text ?? '') && line.tokens.length > 1)
  const isSplit = body.some(
    ({ tokens: [first, second] }) => isClassificationCode(first?.text ?? '') && /^\d{2}$/.test(second?.text ?? ''),
  )
  const hasDecimals = body.some((line) => line.tokens.some((token) => (token.amount?.decimals ?? 0) > 0))
  const isInParts = body.some(printsPart)
  const firstOfTwo = isClassifiedTwice(body) ? mostCommon(heads.flatMap((head) => firstDigitOf(head) ?? [])) : null
  const isInterleaved = firstOfTwo !== null && body.some(isLoose)
  const isOfSecond = firstOfTwo !== null && layout.classification !== undefined && firstOfTwo !== layout.classification
  return { isByUnit, isCoded, isOfSecond, isLettered, isSplit, isInParts, hasDecimals, firstOfTwo, isInterleaved }
}
