import { entryOfCode, isSpellingOf } from '../../classification/catalogue.js'
import { isClassificationCode, splitCodedLabel } from '../../normalise/code.js'
import type { Token, TokenLine } from './tokens.js'

/** A code with the name behind it that is its own: 201 一般公共服务支出, apart or glued. */
interface CodedName {
  /** The tokens that it takes, of its line, from here on. */
  at: number
  count: number
  name: Token
}

/** 类 of 政府收支分类科目 that no department spends under, and that some forms list all the same. */
const UNSEEN_CLASSES: Readonly<Record<string, RegExp>> = {
  '202': /^外交支出/,
  '209': /^社会保险基金支出/,
  '227': /^预备费/,
  '230': /^转移性支出/,
  '231': /^债务还本/,
  '232': /^债务付息/,
  '233': /^债务发行/,
  '234': /^抗疫特别国债/,
}

/** How the codes of a table that has no column for them were told from figures. */
export interface ClassCodes {
  lines: readonly TokenLine[]
  /** Whole numbers that may be the code of the name behind them, or the figure of the label before. */
  doubtful: ReadonlySet<Token>
}

function codedNameAt(tokens: readonly Token[], at: number): CodedName | null {
  const token = tokens[at] as Token
  const glued = splitCodedLabel(token.text)
  if (glued && isOwnName(glued)) {
    const x0 = token.x1 - glued.label.length
    return { at, count: 1, name: { ...token, text: glued.label, code: glued.code, x0 } }
  }
  const next = tokens[at + 1]
  if (token.amount === null || !next || next.amount !== null) return null
  const pair = { code: token.text, label: next.text }
  return isOwnName(pair) ? { at, count: 2, name: { ...next, code: token.text } } : null
}

function isOwnName({ code, label }: { code: string; label: string }): boolean {
  const entry = isClassificationCode(code) ? entryOfCode(code) : undefined
  if (entry === undefined) return UNSEEN_CLASSES[code]?.test(label) ?? false
  return isSpellingOf(entry, label)
}

/**
 * Codes in front of their own names taken into the tokens of the names, so that they are no figures. A lone whole number
 * before its name is a code where every other figure prints decimals.
 */
export function takeClassCodes(lines: readonly TokenLine[]): ClassCodes {
  const found = lines.map(({ tokens }) => tokens.flatMap((_, at) => codedNameAt(tokens, at) ?? []))
  const all = found.flat()
  const [only] = all
  if (!only) return { lines, doubtful: new Set() }
  if (all.length === 1 && !haveDecimals(lines, only)) {
    const line = lines[found.findIndex((names) => names.length > 0)] as TokenLine
    return { lines, doubtful: new Set([line.tokens[only.at] as Token]) }
  }
  const joined = lines.map((line, i) => {
    const names = found[i] as readonly CodedName[]
    return names.length === 0 ? line : { ...line, tokens: withNames(line.tokens, names) }
  })
  return { lines: joined, doubtful: new Set() }
}

function haveDecimals(lines: readonly TokenLine[], { name }: CodedName): boolean {
  const figures = lines.flatMap(({ tokens }) =>
    tokens.filter(({ amount, text }) => amount !== null && text !== name.code),
  )
  return figures.length > 0 && figures.every(({ amount }) => (amount?.decimals ?? 0) > 0)
}

function withNames(tokens: readonly Token[], names: readonly CodedName[]): Token[] {
  return tokens.flatMap((token, i) => {
    const name = names.find(({ at, count }) => i >= at && i < at + count)
    if (!name) return [token]
    return name.at === i ? [name.name] : []
  })
}
