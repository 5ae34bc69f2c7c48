import { codesOfName } from '../../classification/catalogue.js'
import { parseAmount } from '../../normalise/amount.js'
import { rowLabel } from '../../normalise/text.js'
import type { Side, TableId } from '../../schema/vocabulary.js'
import type { ExtractedRow } from '../table.js'
import { isTableTitle } from '../titles.js'
import { takeClassCodes } from './class-codes.js'
import { isProse, startsNote } from './prose.js'
import { COLUMNS_LACK, lacksColumns, orderedAmounts, type TakenRows, unplaced } from './row-amounts.js'
import { isGlued } from './row-codes.js'
import { sideOfLabel } from './side-labels.js'
import { isNumberedLine } from './split-header.js'
import type { TextColumns } from './text-columns.js'
import type { Token, TokenLine } from './tokens.js'

/** A label of either side with the figures behind it. */
interface Entry {
  code: string
  label: string
  words: readonly Token[]
  side: Side | 'either' | null
  figures: Token[]
}

const ENUMERATED = /^(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[)）]|\d{1,2}[、.．])/
/** A label wrapped over more pieces than this was not met. */
const MOST_PIECES = 8

/** A lower cost is a better reading of some pieces as one label. */
function costOf(words: readonly Token[]): number {
  const text = words.map((word) => word.text).join('')
  if (words.slice(1).some((word) => ENUMERATED.test(word.text) || word.code !== undefined))
    return Number.POSITIVE_INFINITY
  const isKnown = sideOfLabel(text) !== null
  return isKnown ? 0.5 + (words.length - 1) * 0.1 : 3 * words.length
}

/**
 * Cuts a run of words without figures between them into labels. What is a label is known by its words, so that
 * 用事业基金弥补收支 / 差额 结转下年 is two.
 */
function cutIntoLabels(words: readonly Token[]): Token[][] {
  const best: { cost: number; from: number }[] = [{ cost: 0, from: 0 }]
  for (let end = 1; end <= words.length; end += 1) {
    let found = { cost: Number.POSITIVE_INFINITY, from: end - 1 }
    for (let from = Math.max(0, end - MOST_PIECES); from < end; from += 1) {
      const cost = (best[from] as { cost: number }).cost + costOf(words.slice(from, end))
      if (cost < found.cost) found = { cost, from }
    }
    best.push(found)
  }
  const labels: Token[][] = []
  for (let end = words.length; end > 0; ) {
    const { from } = best[end] as { from: number }
    labels.unshift(words.slice(from, end))
    end = from
  }
  return labels
}

function toEntry(words: readonly Token[]): Entry {
  const label = words.map((word) => word.text).join('')
  return { code: words[0]?.code ?? '', label, words, side: sideOfLabel(label), figures: [] }
}

/** `0住房保障支出`: a number without decimals, glued to what is a label of a side and not part of it. */
function cutWholeNumber(token: Token): Token[] {
  const match = /^(\d+)(\D.*)$/.exec(token.text)
  const [, number, label] = match ?? []
  if (number === undefined || label === undefined || sideOfLabel(label) === null) return [token]
  const middle = token.x0 + number.length
  return [
    { ...token, text: number, amount: parseAmount(number), x1: middle },
    { ...token, text: label, x0: middle },
  ]
}

/**
 * The rest of a label that stands below its figures: 一、一般公共预算 70.00 / 资金. It is added to the one above that it makes
 * whole, if it is one alone.
 */
function endsLabel(entries: readonly Entry[], rest: readonly Token[]): boolean {
  const text = rest.map((word) => word.text).join('')
  const line = rest[0]?.place.line ?? 0
  if (sideOfLabel(text) !== null) return false
  const upper = entries.filter(({ label, side, words }) => {
    const isAbove = line - (words.at(-1)?.place.line ?? 0) === 1
    const whole = isAbove ? sideOfLabel(label + text) : null
    return whole !== null && (side === whole || side === null)
  })
  const [only] = upper
  if (!only || upper.length > 1) return false
  only.label += text
  only.side = sideOfLabel(only.label)
  return true
}

/** What is left of words below figures when the ends of labels above, one for each side, are taken off. */
function withoutEnds(entries: readonly Entry[], words: readonly Token[]): readonly Token[] {
  const ends = words.findIndex((word) => !endsLabel(entries, [word]))
  return ends < 0 ? [] : words.slice(ends)
}

const ORDINAL = /^\d{1,3}$/

/** 22 二十二、国有资本经营预算支出: a line without a left side begins with the number of its row. */
function withoutOrdinal(tokens: readonly Token[], hasOrdinals: boolean): readonly Token[] {
  const [first, second] = tokens
  const isOrdinal = hasOrdinals && ORDINAL.test(first?.text ?? '') && second?.amount === null && !second.isDash
  return isOrdinal ? tokens.slice(1) : tokens
}

interface Stray {
  token: Token
  reason: string
}

/** Labels in printed order, each with the figures that follow it; figures before the first label stand alone. */
function readEntries(printed: readonly TokenLine[], hasOrdinals: boolean): { entries: Entry[]; stray: Stray[] } {
  const cut = printed.map((line) => ({ ...line, tokens: line.tokens.flatMap(cutWholeNumber) }))
  const { lines, doubtful } = takeClassCodes(cut)
  const entries: Entry[] = []
  const stray: Stray[] = []
  const ordinals = new Set<number>()
  let words: Token[] = []
  const settle = () => {
    const labels = cutIntoLabels(withoutEnds(entries, words))
    const [first] = labels
    if (first && endsLabel(entries, first)) labels.shift()
    entries.push(...labels.map(toEntry))
    words = []
  }
  for (const line of lines) {
    // 30 61: neither side of the row is filled.
    const numbers = line.tokens.map(({ text }) => (ORDINAL.test(text) ? parseInt(text, 10) : Number.NaN))
    if (hasOrdinals && numbers.every((number) => ordinals.has(number - 1))) {
      for (const number of numbers) ordinals.add(number)
      continue
    }
    for (const token of withoutOrdinal(line.tokens, hasOrdinals)) {
      if (isGlued(token)) {
        settle()
        stray.push({ token, reason: 'it is glued to another number' })
        continue
      }
      if (token.amount === null && !token.isDash) {
        words.push(token)
        continue
      }
      settle()
      if (doubtful.has(token)) {
        stray.push({ token, reason: 'it may be the code of the name behind it' })
        continue
      }
      const last = entries.at(-1)
      const number = hasOrdinals && ORDINAL.test(token.text) ? parseInt(token.text, 10) : null
      // 29 23,411.09 61: the number of a row whose right side is blank goes on with those above, and has no decimals.
      const isBehindAmount = token === line.tokens.at(-1) && (last?.figures.at(-1)?.amount?.decimals ?? 0) > 0
      const isOrdinal = last?.figures.length === 0 || (isBehindAmount && ordinals.has((number ?? 0) - 1))
      if (number !== null && isOrdinal) {
        ordinals.add(number)
        continue
      }
      if (last) last.figures.push(token)
      else stray.push({ token, reason: 'no label stands before it' })
    }
  }
  settle()
  return { entries, stray }
}

function isOnSameLine(a: Entry | undefined, b: Entry): boolean {
  return a?.words.at(-1)?.place.line === b.words[0]?.place.line && a !== undefined
}

/** Of two 合计 that follow each other, the first is the left side's; of any other it cannot be told. */
function sideOfPair(entries: readonly Entry[], at: number): Side | null {
  const isPairWith = (other: Entry | undefined) => other?.label === entries[at]?.label && other !== undefined
  if (isPairWith(entries[at + 1]) && !isPairWith(entries[at - 1])) return 'revenue'
  return isPairWith(entries[at - 1]) && !isPairWith(entries[at + 1]) ? 'expenditure' : null
}

/** True for what ends in 支出, and for the name of a 款 or 项: 行政单位离退休. */
function isExpenditure(label: string): boolean {
  return /支出$/.test(label) || codesOfName('function', rowLabel(label)).length > 0
}

/** 合计 stands left where another label follows on its line, right behind one; alone it is the side's that has none yet. */
function settleSides(entries: readonly Entry[], isCells: boolean): { entry: Entry; side: Side | null }[] {
  const settled: { entry: Entry; side: Side | null }[] = []
  entries.forEach((entry, at) => {
    const before = isOnSameLine(entries[at - 1], entry) ? settled[at - 1]?.side : undefined
    const opposite = before === 'revenue' ? 'expenditure' : before === 'expenditure' ? 'revenue' : null
    const { side } = entry
    if (side === 'revenue' || side === 'expenditure') settled.push({ entry, side })
    else if (side === 'either' && (isCells || sideOfPair(entries, at) === 'expenditure'))
      settled.push({ entry, side: sideOfPair(entries, at) })
    else if (before !== undefined) settled.push({ entry, side: opposite })
    else if (entries[at + 1] && isOnSameLine(entry, entries[at + 1] as Entry)) settled.push({ entry, side: 'revenue' })
    else
      settled.push({ entry, side: side === 'either' ? 'revenue' : isExpenditure(entry.label) ? 'expenditure' : null })
  })
  return settled
}

function startOf({ words }: Entry): number {
  return (words[0] as Token).x0
}

/** White space in front of a label of the left side; what is before one of the right side is not told. */
function indentOf(entry: Entry, margin: number): number | null {
  const indent = startOf(entry) - margin
  return indent > 0 ? indent : null
}

/**
 * The rows of both sides of a table, each side's in printed order. Every label is a row, with figures or without.
 * `isCells`: lines show nothing of what stands beside what.
 */
export function takeSidedRows(
  body: readonly TokenLine[],
  columns: TextColumns,
  { table, isCells }: { table: TableId; isCells: boolean },
): TakenRows {
  const lines = body.filter((line) => !isNumberedLine(line))
  const noteAt = lines.findIndex((line) => startsNote(line.text) || isProse(line.text) || isTableTitle(line.text))
  const { entries, stray } = readEntries(noteAt < 0 ? lines : lines.slice(0, noteAt), columns.hasOrdinals)
  const nobody = { table, code: '', label: '' }
  const taken: TakenRows = {
    rows: [],
    diagnostics: stray.flatMap(({ token, reason }) =>
      token.amount || isGlued(token) ? [unplaced(token, nobody, reason)] : [],
    ),
  }
  const settled = settleSides(entries, isCells)
  // 财政拨款 100.00 40.00: the second is of a label of the other side, which stands elsewhere, as those of other figures may.
  const isTorn = settled.some(({ entry, side }) => {
    const count = side === null ? Math.max(columns.revenue.length, columns.expenditure.length) : columns[side].length
    return count === 1 && entry.figures.filter(({ amount }) => amount !== null).length > 1
  })
  const overfull = (['revenue', 'expenditure'] as const).filter((side) =>
    settled.some((item) => item.side === side && lacksColumns(item.entry.figures, columns[side])),
  )
  const margin = Math.min(...settled.map(({ entry }) => startOf(entry)))
  for (const { entry, side } of settled) {
    const { code } = entry
    const label = rowLabel(entry.label)
    const owner = { table, code, label }
    const reason =
      columns.problem ??
      (side === null ? 'its label belongs to neither side' : isTorn || overfull.includes(side) ? COLUMNS_LACK : null)
    if (side === null || (reason !== null && entry.figures.length > 0)) {
      const why = reason ?? ''
      taken.diagnostics.push(...entry.figures.flatMap((token) => (token.amount ? [unplaced(token, owner, why)] : [])))
    }
    if (side === null) continue
    const { amounts, dashes, diagnostics } = orderedAmounts(reason === null ? entry.figures : [], columns[side], owner)
    for (const item of diagnostics) taken.diagnostics.push(item)
    const row: ExtractedRow = {
      side,
      panel: side === 'revenue' ? 0 : 1,
      code,
      label,
      printedLabel: entry.label,
      depth: side === 'revenue' ? indentOf(entry, margin) : null,
      place: (entry.words[0] as Token).place,
      amounts,
      dashes,
      ...(side === 'expenditure' && columns.orders.length > 0 ? { orders: columns.orders } : {}),
      ...(diagnostics.length > 0 || (reason !== null && entry.figures.length > 0) ? { hasUnplaced: true } : {}),
    }
    taken.rows.push(row)
  }
  return taken
}
