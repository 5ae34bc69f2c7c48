import { Decimal } from 'decimal.js'
import { type Diagnostic, diagnostic } from '../../diagnostics/diagnostic.js'
import type { MeasureId, TableId } from '../../schema/vocabulary.js'
import type { ExtractedAmount, ExtractedRow } from '../table.js'
import type { TextColumn } from './text-columns.js'
import type { Token } from './tokens.js'

export interface TakenRows {
  rows: ExtractedRow[]
  diagnostics: Diagnostic[]
}

/** Whose amounts they are, for findings. */
export interface Owner {
  table: TableId
  code: string
  label: string
}

export function unplaced(token: Token, owner: Owner, reason: string): Diagnostic {
  const amount = token.amount?.text ?? token.text
  const { table, code, label } = owner
  const row = code === '' && label === '' ? null : { code, label }
  return diagnostic('amount-unplaced', { amount, reason }, { table, row, found: amount, places: [token.place] })
}

export interface RowAmounts {
  amounts: ExtractedAmount[]
  dashes: ExtractedRow['dashes'][number][]
  diagnostics: Diagnostic[]
}

/** An amount whose column is one of `candidates`; of a single one it is known as if printed there. */
export function openAmount(token: Token, candidates: readonly MeasureId[]): ExtractedAmount | null {
  if (!token.amount) return null
  const { value, text, decimals } = token.amount
  const [only, ...others] = candidates
  const isKnown = only !== undefined && others.length === 0
  return {
    value,
    text,
    decimals,
    place: token.place,
    measure: isKnown ? only : null,
    evidence: isKnown ? 'printed' : 'ambiguous',
    candidates: isKnown ? [] : candidates,
  }
}

interface Allowed {
  measures: readonly MeasureId[]
  /** The place on the line alone says so. */
  isPrinted: boolean
}

/** What order allows for the i-th of n figures, narrowed by where it stands on the line. */
function allowedFor(token: Token, columns: readonly TextColumn[], byOrder: readonly TextColumn[]): Allowed {
  const under = byOrder.filter((column) =>
    token.under?.some(({ measure, side }) => measure === column.measure && side === column.side),
  )
  const isPrinted = columns.length === 1 || (token.under?.length === 1 && under.length === 1)
  return { measures: (under.length > 0 ? under : byOrder).map((column) => column.measure), isPrinted }
}

/** Why no row is placed in a table where one has more figures than the header has columns. */
export const COLUMNS_LACK = 'a row of this table prints more figures than its header has columns'

/**
 * True where a header of several columns has fewer than a row has figures: then a part of it is not read, and a row with as
 * many figures as the rest may have them elsewhere.
 */
export function lacksColumns(figures: readonly Token[], columns: readonly TextColumn[]): boolean {
  return columns.length > 1 && figures.length > columns.length
}

/** 增减额 beside 增减%. */
function isChange({ path, isShare }: TextColumn): boolean {
  return !isShare && /增减|变[化动]/.test(path.at(-1) ?? '')
}

/** True where a row ends with what has changed since the year before, in per cent of it, and before that in amounts. */
function endsWithShare(tokens: readonly Token[], columns: readonly TextColumn[]): boolean {
  const [prior, total] = tokens.map(({ amount }) => amount)
  const share = tokens.at(-1)?.amount
  const change = columns.some(isChange) ? tokens.at(-2)?.amount?.value : total?.value.minus(prior?.value ?? 0)
  const isForm = columns[1]?.measure === 'total' && columns.findIndex(({ isShare }) => isShare) === columns.length - 1
  if (!isForm || tokens.length < (columns.some(isChange) ? 4 : 3)) return false
  if (!prior || !total || !change || !share || prior.value.isZero()) return false
  if (!total.value.minus(prior.value).eq(change)) return false
  const exact = change.div(prior.value).times(100)
  return exact.minus(share.value).abs().lte(new Decimal(10).pow(-share.decimals))
}

/** The figures of a row without its shares; null where blank columns leave open which these are. */
function amountsBesideShares(tokens: readonly Token[], columns: readonly TextColumn[]): readonly Token[] | null {
  if (tokens.length === 0) return tokens
  if (tokens.length === columns.length) return tokens.filter((_, at) => columns[at]?.isShare === false)
  return endsWithShare(tokens, columns) ? tokens.slice(0, -1) : null
}

/**
 * The figures of a row whose columns are lost: as they stand in printed order, the i-th of n may stand in columns i to
 * m − n + i of m. With one column they are placed, and where the line keeps their position and that names one column.
 */
export function orderedAmounts(tokens: readonly Token[], columns: readonly TextColumn[], owner: Owner): RowAmounts {
  const result: RowAmounts = { amounts: [], dashes: [], diagnostics: [] }
  const slack = columns.length - tokens.length
  const report = (reason: string) => ({
    ...result,
    diagnostics: tokens.flatMap((token) => (token.amount ? [unplaced(token, owner, reason)] : [])),
  })
  if (slack < 0) return report(`the row prints ${tokens.length} figures and the table has ${columns.length} columns`)
  if (columns.some(({ isShare }) => isShare)) {
    const amounts = amountsBesideShares(tokens, columns)
    if (!amounts) return report('some columns are blank, and one of the figures may be a share')
    return orderedAmounts(
      amounts,
      columns.filter(({ isShare }) => !isShare),
      owner,
    )
  }
  const mayBe = ({ places }: TextColumn, own: number, at: number) =>
    (places ?? [own]).some((place) => place >= at && place <= at + slack)
  tokens.forEach((token, at) => {
    const byOrder = columns.filter((column, own) => mayBe(column, own, at))
    const { measures, isPrinted } = allowedFor(token, columns, byOrder)
    if (!token.amount) {
      if (measures.length === 1)
        result.dashes.push({ measure: measures[0] as MeasureId, text: token.text, place: token.place })
      return
    }
    // A row with every column filled leaves one column for each figure too: there the accounts are to confirm it.
    const amount = openAmount(token, measures)
    if (!amount) return
    result.amounts.push(isPrinted ? amount : { ...amount, measure: null, evidence: 'ambiguous', candidates: measures })
  })
  return withoutDoubles(result)
}

/** Two figures of one row that would stand under one column: their places contradict each other, so none counts. */
function withoutDoubles(result: RowAmounts): RowAmounts {
  const placed = result.amounts.flatMap((amount) => amount.measure ?? [])
  if (new Set(placed).size === placed.length) return result
  const reopened = result.amounts.map(
    (amount): ExtractedAmount =>
      amount.measure === null || placed.filter((measure) => measure === amount.measure).length === 1
        ? amount
        : { ...amount, measure: null, evidence: 'ambiguous', candidates: [amount.measure] },
  )
  return { ...result, amounts: reopened }
}
