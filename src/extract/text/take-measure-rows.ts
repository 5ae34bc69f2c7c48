import type { Layout } from '../../layouts/layout.js'
import { foldText, hasEnumerator, rowLabel } from '../../normalise/text.js'
import type { MeasureId } from '../../schema/vocabulary.js'
import { CountedRows } from '../counted-rows.js'
import { measureOfRow, measuresOfRows, namesMeasures } from '../measure-rows.js'
import type { ExtractedAmount, ExtractedRow } from '../table.js'
import { aboveNotes } from './prose.js'
import type { TakenRows } from './row-amounts.js'
import { isFigure, joinWords } from './row-codes.js'
import { isNumberedLine } from './split-header.js'
import { takeCodedRows } from './take-coded-rows.js'
import type { TextColumn, TextColumns } from './text-columns.js'
import type { Token, TokenLine } from './tokens.js'

export interface TakenMeasures extends TakenRows {
  /** Row by row, in each from left to right. */
  measures: MeasureId[]
}

/** The columns of a table that names a measure in each row's label; those of no known name count where all rows fill them. */
function columnsOf(body: readonly TokenLine[], { all, counted, problem }: TextColumns): readonly TextColumn[] {
  if (problem === null) return all
  const lines = aboveNotes(body).filter((line) => !isNumberedLine(line))
  const figures = lines.map(({ tokens }) => tokens.filter(isFigure).length)
  return figures.every((count) => count === 0 || count === counted.length) ? counted : []
}

/** Lines that an item and the blank items above it take up. */
const LONGEST_RUN = 12

/** How the name of an item ends; 公务用车购置及 goes on. */
const WHOLE = /(?:费用?|支出|[合小总]计|[)）])$/

function wordsOf(lines: readonly TokenLine[]): Token[] {
  return lines.flatMap(({ tokens }) => tokens.filter((token) => !isFigure(token)))
}

/** True where lines name one item: two, one behind the other, are no name. */
function isItem(lines: readonly TokenLine[], { rowMeasures = [] }: Layout): boolean {
  const label = foldText(rowLabel(joinWords(wordsOf(lines))))
  const named = rowMeasures.filter((rule) => rule.label.test(label))
  return new Set(named.map(({ measure }) => measure)).size === 1
}

/** For each line of a run, whether all above it are items without figures, each whole on as many lines as it takes. */
function areBlankAbove(run: readonly TokenLine[], layout: Layout): readonly boolean[] {
  const areBlank = [true]
  for (let end = 1; end < run.length; end += 1) {
    const isWholeFrom = (start: number) => {
      const own = run.slice(start, end)
      return areBlank[start] === true && WHOLE.test(foldText(joinWords(wordsOf(own)))) && isItem(own, layout)
    }
    areBlank.push(run.slice(0, end).some((_, start) => isWholeFrom(start)))
  }
  return areBlank
}

/**
 * The row that ends a run of lines, the last of which alone has figures: its name takes up one line or more, and items whose
 * figures are blank stand above. As printed where it names none.
 */
function rowOf(run: readonly TokenLine[], layout: Layout): readonly TokenLine[] {
  const last = run.at(-1) as TokenLine
  const areBlank = areBlankAbove(run, layout)
  const start = run.findLastIndex((_, at) => areBlank[at] && isItem(run.slice(at), layout))
  if (start < 0) return run
  return [{ ...last, tokens: [...wordsOf(run.slice(start)), ...last.tokens.filter(isFigure)] }]
}

/** The rows of a table with an item a row, each on one line. Items without figures may stand above the first of them. */
function rowLines(body: readonly TokenLine[], layout: Layout): TokenLine[] {
  const lines: TokenLine[] = []
  let run: TokenLine[] = []
  for (const line of body) {
    if (hasEnumerator(line.text) && aboveNotes(run).length === run.length) run = []
    run.push(line)
    if (!line.tokens.some(isFigure)) continue
    lines.push(...(run.length > LONGEST_RUN ? run : rowOf(run, layout)))
    run = []
  }
  return [...lines, ...run]
}

/** Rows that are no items of the table: those that count, and codes in the sentences below it. */
function withoutOthers(rows: readonly ExtractedRow[], columns: readonly TextColumn[], body: readonly TokenLine[]) {
  const amountColumns = columns.map(({ path }) => ({ header: path.at(-1) ?? '' }))
  const counted = new CountedRows({ listsThings: false, amountColumns })
  const begin = body.findIndex(({ tokens }) => tokens.some(isFigure))
  const end = aboveNotes(body.slice(begin)).at(-1)?.place.line ?? 0
  return rows.filter((row) => !counted.counts(row) && (row.code === '' || (row.place.line ?? 0) <= end))
}

/**
 * “三公” printed downwards, with years or funds as its columns: one row of amounts without label.
 *
 * Null where the labels of the rows name no measures, or its columns are not known.
 */
export function takeMeasureRows(body: readonly TokenLine[], header: TextColumns, layout: Layout): TakenMeasures | null {
  const all = columnsOf(body, header)
  if (all.length === 0) return null
  const taken = takeCodedRows(rowLines(body, layout), { ...header, all, problem: null }, layout)
  const { diagnostics } = taken
  const rows = withoutOthers(taken.rows, all, body)
  const [first] = rows
  if (!first || !namesMeasures(rows, layout)) return null
  const named = measuresOfRows(rows, layout)
  const headerOf = new Map(all.map(({ measure, path }) => [measure, path.at(-1) ?? '']))
  const inRow = (measure: MeasureId, at: number): MeasureId[] => {
    const column = { measure, header: headerOf.get(measure) ?? '' }
    const own = measureOfRow(column, named[at] ?? null, (rows[at] as ExtractedRow).label)
    return own === null ? [] : [own]
  }
  const measures = rows.flatMap((_, at) => all.flatMap(({ measure, isShare }) => (isShare ? [] : inRow(measure, at))))
  if (new Set(measures).size < measures.length) return null
  const amounts = rows.flatMap((row, at) =>
    row.amounts.map((amount): ExtractedAmount => {
      const candidates = amount.candidates.flatMap((measure) => inRow(measure, at))
      return { ...amount, measure: amount.measure && (inRow(amount.measure, at)[0] ?? null), candidates }
    }),
  )
  const row = { ...first, code: '', label: '', printedLabel: '', depth: null, amounts, dashes: [] }
  return { rows: [row], diagnostics, measures }
}
