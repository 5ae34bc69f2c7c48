import type { Layout } from '../layouts/layout.js'
import { foldText } from '../normalise/text.js'
import { isMeasureOf, type MeasureId } from '../schema/vocabulary.js'

/** Whose figures a row prints in a table with a row a year: last year's, this year's, or what has changed. */
export type Period = 'prior' | 'current' | 'change'

/** 2025年, 上年, 增减变化金额; null for other text. */
export function periodOf(text: string, fiscalYear: number | null): Period | null {
  const folded = foldText(text)
  if (/^(?:比?上年)?增减(?:变化)?(?:金额|额|情况|数)?$/.test(folded)) return 'change'
  if (/^上年(?:预算)?数?$/.test(folded)) return 'prior'
  const year = /^(20\d\d)年度?(?:年初)?(?:预算)?数?$/.exec(folded)?.[1]
  if (year && fiscalYear !== null) return parseInt(year, 10) < fiscalYear ? 'prior' : 'current'
  return null
}

/** The last of the years that rows print is this year's, where nothing else says which it is. */
export function lastYearOfRows(texts: readonly string[]): number | null {
  const years = texts.flatMap((text) => (periodOf(text, 0) === null ? [] : (/20\d\d/.exec(text) ?? []).map(Number)))
  return years.length === 0 ? null : Math.max(...years)
}

/** The measure of a column in a row of last year's figures, or of changes. */
export function measureInPeriod(
  { measure, header }: { measure: MeasureId; header: string },
  period: Period,
  layout: Layout,
): MeasureId {
  if (period === 'current') return measure
  const prior = `prior.${measure}`
  if (period === 'prior' && isMeasureOf(layout.id, prior)) return prior
  return period === 'prior' ? `other:上年/${header}` : `other:增减/${header}`
}
