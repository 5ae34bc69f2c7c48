import type { Layout } from '../layouts/layout.js'
import { countsPieces } from '../normalise/quantity.js'
import { foldText } from '../normalise/text.js'
import { isOtherMeasure, type MeasureId } from '../schema/vocabulary.js'
import type { ExtractedRow } from './table.js'

/** A column of “三公” printed downwards gives last year or this year, or another fund: the row gives the item. */
export function measureOfRow(
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
export function measuresOfRows(rows: readonly ExtractedRow[], layout: Layout): (MeasureId | null)[] {
  const labels = rows.map((row) => foldText(row.label))
  const rules = layout.rowMeasures ?? []
  const matches = labels.map((label) =>
    // 因公出国（境）团组数（个） counts, whatever the item that it speaks of.
    countsPieces(label)
      ? -1
      : rules.findIndex(
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
