import { diagnostic } from '../../diagnostics/diagnostic.js'
import type { Layout } from '../../layouts/layout.js'
import { foldText } from '../../normalise/text.js'
import { isOtherMeasure, type MeasureId } from '../../schema/vocabulary.js'
import type { ExtractedAmount, ExtractedRow } from '../table.js'
import type { Panel } from './match-columns.js'
import type { TakenRows } from './take-rows.js'

/** A column of “三公” printed downwards gives last year or this year, or another fund: the row gives the item. */
function measureOfRow(
  column: { measure: MeasureId | null; header: string },
  named: MeasureId | null,
  label: string,
): MeasureId | null {
  const { measure, header } = column
  if (measure === null || isOtherMeasure(measure)) return measure === null ? null : `${measure}/${label}`
  if (!measure.includes('.')) return named ?? `other:${label}`
  return named === null ? `other:${header}/${label}` : (`${measure.split('.')[0]}.${named}` as MeasureId)
}

/** The measure that each row's label names; of two rows that fit one, the more particular has it. */
function measuresOfRows(rows: readonly ExtractedRow[], layout: Layout): (MeasureId | null)[] {
  const labels = rows.map((row) => foldText(row.label))
  const rules = layout.rowMeasures ?? []
  const matches = labels.map((label) =>
    rules.findIndex(
      (rule) => rule.label.test(label) && !(rule.unless && labels.some((other) => rule.unless?.test(other))),
    ),
  )
  return matches.map((match, at) => {
    const measure = rules[match]?.measure ?? null
    const isBeaten = matches.some(
      (other, index) =>
        rules[other]?.measure === measure && (other < match || (other === match && index < at)) && index !== at,
    )
    return measure === null || isBeaten ? null : measure
  })
}

/** True where the labels of some rows name a measure each: a list of units names at most 合计, and 接待中心 once. */
export function namesMeasures(rows: readonly ExtractedRow[], layout: Layout): boolean {
  if (layout.rowMeasures === undefined) return false
  const isItem = (measure: MeasureId | null) => measure !== null && measure !== 'total'
  const named = measuresOfRows(rows, layout)
  // 公务接待费 alone is an item of 三公; 接待中心 is a unit.
  const namesExpense = named.some(
    (measure, at) => isItem(measure) && /(?:费用?|支出)$/.test(foldText(rows[at]?.label ?? '')),
  )
  return namesExpense || new Set(named.filter(isItem)).size > 1
}

/** Rows of a table that names a measure in each row's label (“三公” printed downwards): one row of amounts without label. */
export function takeMeasureRows({ rows, diagnostics }: TakenRows, panels: readonly Panel[], layout: Layout): TakenRows {
  const taken: TakenRows = { rows: [], diagnostics: [...diagnostics] }
  const amounts: ExtractedAmount[] = []
  const named = measuresOfRows(rows, layout)
  const columns = panels.flatMap((panel) => panel.amountColumns)
  for (const [at, row] of rows.entries()) {
    for (const amount of row.amounts) {
      const header = columns.find((column) => column.measure === amount.measure)?.header ?? ''
      const measure = measureOfRow({ measure: amount.measure, header }, named[at] ?? null, row.label)
      if (measure !== null && !amounts.some((other) => other.measure === measure)) amounts.push({ ...amount, measure })
      else {
        const reason = `its row “${row.label}” names no measure of this table`
        taken.diagnostics.push(
          diagnostic(
            'amount-unplaced',
            { amount: amount.text, reason },
            { table: layout.id, row: { code: '', label: row.label }, found: amount.text, places: [amount.place] },
          ),
        )
      }
    }
  }
  const first = rows[0]
  if (first) taken.rows.push({ ...first, code: '', label: '', printedLabel: '', depth: null, amounts, dashes: [] })
  return taken
}
