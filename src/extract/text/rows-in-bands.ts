import { isNameOfCode } from '../../classification/catalogue.js'
import { isClassificationCode } from '../../normalise/code.js'
import { foldText } from '../../normalise/text.js'
import { isPartOfCode } from '../code-parts.js'
import { isHeaderLine } from './header-phrases.js'
import { startsNote } from './prose.js'
import { firstDigitOf, isCodedWord, isFigure, isUnitNumber, joinWords, printsPart } from './row-codes.js'
import type { Token, TokenLine } from './tokens.js'

const DECIMALS = /^\.\d+$/
/** A number and its decimals, drawn apart, stand this close. */
const TOUCHING = 2

function isDecimals(token: Token | undefined): token is Token {
  return token !== undefined && DECIMALS.test(token.text)
}

function withDecimals(number: Token, decimals: Token): Token | null {
  const { amount } = number
  if (!amount || amount.decimals > 0 || Math.abs(decimals.x0 - number.x1) > TOUCHING) return null
  const text = `${amount.text}${decimals.text}`
  const value = amount.value.isNegative()
    ? amount.value.minus(`0${decimals.text}`)
    : amount.value.plus(`0${decimals.text}`)
  return {
    ...number,
    text: `${number.text}${decimals.text}`,
    x1: number.x1 + decimals.text.length,
    amount: { value, text, decimals: decimals.text.length - 1 },
  }
}

/**
 * Puts numbers together whose decimals are drawn apart: `14,770` with `.62 12,672` on the next line, and so on to the end of
 * the row.
 */
export function joinDecimals(lines: readonly TokenLine[]): TokenLine[] {
  const joined: TokenLine[] = []
  for (const line of lines) {
    const last = joined.at(-1)
    const [first, ...rest] = line.tokens
    const number = last?.tokens.at(-1)
    const whole = last && number && isDecimals(first) ? withDecimals(number, first) : null
    if (last && whole) {
      joined[joined.length - 1] = { ...last, tokens: [...last.tokens.slice(0, -1), whole, ...rest] }
    } else joined.push(line)
  }
  return joined
}

/** `.84`, `01,`, `,02`, `3,4`, `42,779.` and a comma or point alone are pieces of numbers. */
const PIECE = /^(?:[.,]|\.\d+|\d+,|,[\d,.]+|\d{1,3},\d{1,2}|\d{1,3}(?:,\d{3})+\.)$/

/** True where pieces of numbers stand alone: then no number near them can be taken for whole. */
export function hasPiecesOfNumbers(lines: readonly TokenLine[]): boolean {
  return lines.some((line) => line.tokens.some((token) => PIECE.test(token.text)))
}

/** Lines of one cell begin within so many characters. */
const SAME_MARGIN = 2

interface Kind {
  hasCode: boolean
  hasFigures: boolean
  hasWords: boolean
}

/** How the codes of some rows are printed: whole, or in parts of which a row has its own only. */
type CodeStyle = 'whole' | 'parts'

function codeStyleOf(lines: readonly TokenLine[]): CodeStyle {
  return lines.some(printsPart) ? 'parts' : 'whole'
}

/** How many tokens a line has of a code: 201 03 99, and the number of a unit behind it, where only what follows has decimals. */
function lengthOfCode({ tokens }: TokenLine, style: CodeStyle): number {
  const [first] = tokens
  const isPart = style === 'parts' && isPartOfCode(first?.text ?? '') && tokens.length > 1
  if (!isPart && !(first && isCodedWord(first))) return 0
  let length = 1
  if (/^\d{3}$/.test(first?.text ?? '')) while (length < 3 && isPartOfCode(tokens[length]?.text ?? '')) length += 1
  const unit = tokens[length]
  const figures = tokens.slice(length + 1).filter(isFigure)
  const isUnit = unit && isUnitNumber(unit) && figures.some(({ amount }) => amount)
  return isUnit && figures.every(({ amount }) => amount === null || amount.decimals > 0) ? length + 1 : length
}

function kindOf(line: TokenLine, style: CodeStyle): Kind {
  const length = lengthOfCode(line, style)
  const others = line.tokens.slice(length)
  return { hasCode: length > 0, hasFigures: others.some(isFigure), hasWords: others.some((token) => !isFigure(token)) }
}

function isNextTo(a: TokenLine | undefined, b: TokenLine | undefined): boolean {
  return a !== undefined && b !== undefined && (b.place.line ?? 0) - (a.place.line ?? 0) === 1
}

/** Lone names that stand in a table without figures of their own. */
const WHOLE_NAME = /(?:合计|总计|小计)$|^[A-Z]?(?:货物|工程|服务)类?$/

/**
 * True where names without codes wrap around the lines of their figures: then no figure's name is known. A line of words
 * right above or below figures shows it.
 */
export function hasWrappedNames(lines: readonly TokenLine[]): boolean {
  const kinds = lines.map((line) => kindOf(line, 'whole'))
  if (kinds.some((kind) => kind.hasCode)) return false
  return lines.some((line, at) => {
    const isLoose = kinds[at]?.hasWords === true && kinds[at]?.hasFigures === false
    if (!isLoose || WHOLE_NAME.test(foldText(line.text)) || startsNote(line.text) || isHeaderLine(line.text))
      return false
    const isAbove = kinds[at + 1]?.hasFigures === true && isNextTo(line, lines[at + 1])
    return isAbove || (kinds[at - 1]?.hasFigures === true && isNextTo(lines[at - 1], line))
  })
}

/** Lines of one name begin within so many characters, centred as they may be. */
const NAME_MARGIN = 10

/** Lines that follow each other, none with a code, and each with one piece of a name at most. */
function bandsOf(lines: readonly TokenLine[], kinds: readonly Kind[]): { from: number; to: number }[] {
  const bands: { from: number; to: number }[] = []
  const isPiece = (at: number) => {
    const line = lines[at] as TokenLine
    const words = line.tokens.filter((token) => !isFigure(token))
    const isName = words.length <= 1 && !WHOLE_NAME.test(foldText(words[0]?.text ?? ''))
    return isName && !kinds[at]?.hasCode && !startsNote(line.text) && !isHeaderLine(line.text)
  }
  lines.forEach((line, at) => {
    const last = bands.at(-1)
    if (!isPiece(at)) return
    if (last && last.to === at && isNextTo(lines[at - 1], line)) last.to = at + 1
    else bands.push({ from: at, to: at + 1 })
  })
  return bands
}

/**
 * The lines of each row of a band, where names stand centred around their figures: as many lines below as above, from the
 * first row to the last. Null where that does not come out.
 */
function centredRows(kinds: readonly Kind[], { from, to }: { from: number; to: number }) {
  const mains = kinds.slice(from, to).flatMap(({ hasFigures }, at) => (hasFigures ? [from + at] : []))
  const rows: { from: number; main: number; to: number }[] = []
  let start = from
  for (const main of mains) {
    const end = main + 1 + (main - start)
    if (end > to || mains.some((other) => other > main && other < end)) return null
    rows.push({ from: start, main, to: end })
    start = end
  }
  return start === to && rows.some((row) => row.to - row.from > 1) ? rows : null
}

/** A row with its name whole; the number of the unit, beside the figures and left of the name, stands before it. */
function mergeNamed(lines: readonly TokenLine[], main: TokenLine, style: CodeStyle): TokenLine {
  const [first, ...others] = main.tokens
  const name = lines.find((line) => line !== main)?.tokens[0]
  if (!first || !name || !isUnitNumber(first) || first.x1 > name.x0) return mergeRow(lines, main, style)
  const bare = lines.map((line) => (line === main ? { ...line, tokens: others } : line))
  const merged = mergeRow(bare, main, style)
  return { ...merged, tokens: [{ ...first, amount: null }, ...merged.tokens] }
}

/** Makes rows without codes whole where their names wrap around the lines of their figures. */
function joinAroundFigures(lines: readonly TokenLine[], style: CodeStyle): TokenLine[] {
  const kinds = lines.map((line) => kindOf(line, style))
  const joined: TokenLine[] = []
  let next = 0
  for (const band of bandsOf(lines, kinds)) {
    for (const row of centredRows(kinds, band) ?? []) {
      const own = lines.slice(row.from, row.to)
      const main = lines[row.main] as TokenLine
      const starts = own.flatMap(
        ({ tokens }) => tokens.find((token) => !isFigure(token) && !isUnitNumber(token))?.x0 ?? [],
      )
      if (own.length === 1 || Math.max(...starts) - Math.min(...starts) > NAME_MARGIN) continue
      joined.push(...lines.slice(next, row.from), mergeNamed(own, main, style))
      next = row.to
    }
  }
  return [...joined, ...lines.slice(next)]
}

/** True for a code alone above its own name and figures. */
function isCodeOf({ tokens, place }: TokenLine, next: TokenLine | undefined): boolean {
  const [code, ...others] = tokens
  if (!code || others.length > 0 || !next || !isClassificationCode(code.text)) return false
  const words = next.tokens.filter((token) => !isFigure(token))
  const isBelow = (next.place.line ?? 0) - (place.line ?? 0) === 1 && next.tokens.some(isFigure)
  return isBelow && words.length > 0 && isNameOfCode(joinWords(words), code.text)
}

/** 301001 before a name is the number of a unit, and no figure. */
function withUnitAsWord(tokens: readonly Token[]): readonly Token[] {
  const [first, second] = tokens
  const isUnit = first && second && isUnitNumber(first) && !isFigure(second)
  return isUnit ? [{ ...first, amount: null }, ...tokens.slice(1)] : tokens
}

/** One line of a row: its code, then the words of all its lines from top to bottom, then its figures. */
function mergeRow(lines: readonly TokenLine[], main: TokenLine, style: CodeStyle): TokenLine {
  const cut = lines.map((line) => ({ line, length: lengthOfCode(line, style) }))
  const code = cut.flatMap(({ line, length }) => line.tokens.slice(0, length))
  const others = cut.flatMap(({ line, length }) => withUnitAsWord(line.tokens.slice(length)))
  const words = others.filter((token) => !isFigure(token))
  return { ...main, tokens: [...code, ...words, ...others.filter(isFigure)] }
}

/**
 * True where labels stand in the middle of their rows: then some code, or some figures, have no word of the label beside
 * them. Otherwise a wrapped label begins on the line of its code, and what is below goes on with it.
 */
function standsCentred(lines: readonly TokenLine[], kinds: readonly Kind[]): boolean {
  return kinds.some((kind, at) => {
    if (kind.hasCode) return !kind.hasWords && isNextTo(lines[at - 1], lines[at])
    return kind.hasFigures && kinds[at + 1]?.hasCode === true && kinds[at + 1]?.hasFigures === false
  })
}

function headOf(line: TokenLine | undefined): string {
  return line?.tokens[0]?.text ?? ''
}

/**
 * Rows that are classified twice, with the name of the first code wrapped around the line of the second:
 * `2080111-…鉴定机`, `50502-… 30207-… 16.46` further in, `构`.
 */
function joinAroundSecond(lines: readonly TokenLine[]): TokenLine[] {
  const joined: TokenLine[] = []
  for (let at = 0; at < lines.length; at += 1) {
    const [first, row, rest] = lines.slice(at, at + 3) as [TokenLine, TokenLine?, TokenLine?]
    const isFirst = firstDigitOf(headOf(first)) !== null && !first.tokens.some(isFigure)
    const second = firstDigitOf(headOf(row))
    const isRow = isFirst && second !== null && second !== firstDigitOf(headOf(first)) && row?.tokens.some(isFigure)
    if (!row || !isRow || row.indent <= first.indent + SAME_MARGIN || !isNextTo(first, row)) {
      joined.push(first)
      continue
    }
    const isRest =
      rest !== undefined &&
      isNextTo(row, rest) &&
      Math.abs(rest.indent - first.indent) <= SAME_MARGIN &&
      firstDigitOf(headOf(rest)) === null &&
      !rest.tokens.some(isFigure)
    joined.push({ ...row, tokens: [...first.tokens, ...(isRest ? rest.tokens : []), ...row.tokens] })
    at += isRest ? 2 : 1
  }
  return joined
}

/**
 * Makes rows whole in a text that keeps its columns, where a wrapped label lies around the line of its figures and the code
 * may stand lower still.
 */
export function joinBands(printed: readonly TokenLine[]): TokenLine[] {
  const style = codeStyleOf(printed)
  const lines = joinAroundFigures(joinAroundSecond(printed), style)
  const kinds = lines.map((line) => kindOf(line, style))
  if (!standsCentred(lines, kinds)) return lines
  const joined: TokenLine[] = []
  let above: TokenLine[] = []
  const isText = (at: number) => kinds[at]?.hasWords === true && !kinds[at]?.hasCode && !kinds[at]?.hasFigures
  for (let at = 0; at < lines.length; ) {
    const line = lines[at] as TokenLine
    const kind = kinds[at] as Kind
    if (isText(at)) {
      above.push(line)
      at += 1
      continue
    }
    const isBeside = above.length > 0 && isNextTo(above.at(-1), line)
    const upper = isBeside ? above : []
    if (!isBeside) joined.push(...above)
    above = []
    const below = kinds[at + 1]
    // [2010399]其他…机 / 300.00 / 构事务支出: the name begins beside its code, and ends below its figures.
    const isBegun = kind.hasCode && !kind.hasFigures && below?.hasFigures && !below.hasCode && !below.hasWords
    if (isBegun && upper.length === 0 && isNextTo(line, lines[at + 1])) {
      const end = isText(at + 2) && isNextTo(lines[at + 1], lines[at + 2]) ? at + 3 : at + 2
      joined.push(mergeRow(lines.slice(at, end), lines[at + 1] as TokenLine, style))
      at = end
      continue
    }
    if (isCodeOf(line, lines[at + 1])) {
      joined.push(...upper, mergeRow([line, lines[at + 1] as TokenLine], lines[at + 1] as TokenLine, style))
      at += 2
      continue
    }
    const isTotal = WHOLE_NAME.test(foldText(line.tokens.find((token) => !isFigure(token))?.text ?? ''))
    const isAbove = !kind.hasCode && kind.hasFigures && below?.hasCode && !below.hasFigures && !isTotal
    if (isAbove && isNextTo(line, lines[at + 1])) {
      joined.push(mergeRow([...upper, line, lines[at + 1] as TokenLine], line, style))
      at += 2
      continue
    }
    let run = at + 1
    while (isText(run) && isNextTo(lines[run - 1], lines[run])) run += 1
    // As many lines below as above, but a row that has no word beside its code needs one of them.
    const isWanted = kinds[run]?.hasWords === false && isNextTo(lines[run - 1], lines[run])
    const end = at + 1 + Math.max(0, Math.min(upper.length, run - at - (isWanted ? 2 : 1)))
    joined.push(upper.length === 0 ? line : mergeRow([...upper, ...lines.slice(at, end)], line, style))
    at = upper.length === 0 ? at + 1 : end
  }
  return [...joined, ...above]
}
