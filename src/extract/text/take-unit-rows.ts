import type { Layout } from '../../layouts/layout.js'
import { withoutSpace } from '../../normalise/text.js'
import { lastYearOfRows, measureInPeriod, type Period, periodOf } from '../periods.js'
import type { ExtractedAmount, ExtractedRow } from '../table.js'
import { aboveNotes } from './prose.js'
import type { TakenRows } from './row-amounts.js'
import { isFigure, isUnitNumber } from './row-codes.js'
import { joinBands } from './rows-in-bands.js'
import { isNumberedLine } from './split-header.js'
import { takeCodedRows } from './take-coded-rows.js'
import type { TextColumns } from './text-columns.js'
import type { Token, TokenLine } from './tokens.js'

/** 2025 年 is a year, and no figure before a word. */
function withYears(tokens: readonly Token[]): readonly Token[] {
  const at = tokens.findIndex(({ text }, i) => /^20\d\d$/.test(text) && /^年度?$/.test(tokens[i + 1]?.text ?? ''))
  if (at < 0) return tokens
  const [year, word] = [tokens[at] as Token, tokens[at + 1] as Token]
  const whole: Token = { ...year, text: year.text + word.text, amount: null, x1: word.x1 }
  return [...tokens.slice(0, at), whole, ...tokens.slice(at + 2)]
}

/** 示例局2025年, 2025年预算数, 增减变化金额: a name, if it is printed, and the period of the row. */
const PERIOD_BEHIND = /^(.*?)((?:20\d\d年度?|上年)(?:年初)?(?:预算)?数?|(?:比?上年)?增减(?:变化)?(?:金额|额|情况|数)?)$/

function splitPeriod(label: string, fiscalYear: number | null): { name: string; period: Period } | null {
  const [, name = '', printed = ''] = PERIOD_BEHIND.exec(label) ?? []
  const period = printed === '' ? null : periodOf(printed, fiscalYear)
  return period && { name, period }
}

/** Rows of a unit's years bear its name once; a period alone names its row. */
function withPeriods(rows: readonly ExtractedRow[], columns: TextColumns, layout: Layout, documentYear: number | null) {
  const fiscalYear =
    documentYear ?? lastYearOfRows(rows.map(({ label }) => PERIOD_BEHIND.exec(withoutSpace(label))?.[2] ?? ''))
  const headerOf = new Map(columns.all.map(({ measure, path }) => [measure, path.join('/')]))
  let unit = ''
  return rows.map((row): ExtractedRow => {
    const split = splitPeriod(withoutSpace(row.label), fiscalYear)
    unit = split === null ? row.label : split.name || unit
    if (split === null) return row
    const measureOf = (measure: NonNullable<ExtractedAmount['measure']>) =>
      measureInPeriod({ measure, header: headerOf.get(measure) ?? measure }, split.period, layout)
    const amounts = row.amounts.map(
      (amount): ExtractedAmount => ({
        ...amount,
        measure: amount.measure && measureOf(amount.measure),
        candidates: amount.candidates.map(measureOf),
      }),
    )
    const label = unit || row.label
    const orders = row.orders?.map((order) => order.map(measureOf))
    return { ...row, label, printedLabel: label, amounts, ...(orders ? { orders } : {}) }
  })
}

/**
 * Names that go on below the line of their figures put on it. Null where a name goes on elsewhere, or may be that of the row
 * below: each row has a name beside its figures, and the first has none above.
 */
function withWholeNames(printed: readonly TokenLine[]): TokenLine[] | null {
  const whole: TokenLine[] = []
  for (const line of joinBands(printed)) {
    const last = whole.at(-1)
    const [first, second] = line.tokens
    // 318001 before a name is the number of a unit, and no figure.
    const isNumbered = first && second && isUnitNumber(first) && !isFigure(second)
    const tokens = isNumbered ? [{ ...first, amount: null }, ...line.tokens.slice(1)] : line.tokens
    if (tokens.some(isFigure)) {
      if (tokens.every(isFigure)) return null
      whole.push({ ...line, tokens })
    } else if (last === undefined) return null
    else {
      const words = [...last.tokens.filter((token) => !isFigure(token)), ...tokens]
      whole[whole.length - 1] = { ...last, tokens: [...words, ...last.tokens.filter(isFigure)] }
    }
  }
  return whole
}

/** Rows of “三公” by units, by years, or both; null where the table has one row, or a line of figures has no name. */
export function takeUnitRows(
  body: readonly TokenLine[],
  columns: TextColumns,
  { layout, fiscalYear, keepsColumns }: { layout: Layout; fiscalYear: number | null; keepsColumns: boolean },
): TakenRows | null {
  if (layout.isByYear !== true || columns.problem !== null) return null
  const printed = aboveNotes(body)
    .filter((line) => !isNumberedLine(line))
    .map((line) => ({ ...line, tokens: withYears(line.tokens) }))
  const lines = keepsColumns ? withWholeNames(printed) : printed
  if (lines === null) return null
  const rows = lines.filter(({ tokens }) => tokens.some(({ amount }) => amount))
  const isNamed = ({ tokens }: TokenLine) => tokens.some((token) => !isFigure(token))
  if (rows.length < 2 || !rows.every(isNamed)) return null
  const taken = takeCodedRows(lines, columns, layout)
  return { ...taken, rows: withPeriods(taken.rows, columns, layout, fiscalYear) }
}
