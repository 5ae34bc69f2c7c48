import type { Cell } from '../../grid/document.js'
import type { FieldRule, Layout } from '../../layouts/layout.js'
import { isAmountCell, parseAmountCell } from '../../normalise/amount-cell.js'
import { cleanText, foldText } from '../../normalise/text.js'
import type { Unit } from '../../normalise/unit.js'
import type { MeasureId } from '../../schema/vocabulary.js'
import type { ExtractedAmount } from '../table.js'
import { groupBeside } from './header.js'
import type { Segment } from './segments.js'

const LONGEST_LABEL = 20
/** Text of a cell on one line: a break between Chinese characters is a wrap, others become a space. */
export function unwrapped(text: string): string {
  return cleanText(text)
    .split('\n')
    .map((line) => line.trim())
    .reduce((joined, line) => (/[\w.]$/.test(joined) && /^[\w.]/.test(line) ? `${joined} ${line}` : joined + line), '')
    .trim()
}

export function fieldOf(rules: readonly FieldRule[], text: string): string | null {
  const folded = foldText(text).replace(/:$/, '')
  if (folded.length > LONGEST_LABEL) return null
  return rules.find(({ label }) => label.test(folded))?.field ?? null
}

/** A label of an amount without unit and colon: 资金总额（万元）： → 资金总额; null for figures, sentences and blanks. */
export function amountLabel(text: string): string | null {
  const whole = foldText(text)
  if (whole.length > 2 * LONGEST_LABEL) return null
  const folded = whole
    .replace(/\((?:万元|元|单位:.*)\)/g, '')
    .replace(/^\d{1,2}[.,、](?=[\u4e00-\u9fff])/, '')
    .replace(/^其中:|:$/g, '')
  return folded === '' || folded.length > LONGEST_LABEL || /^[-\d≥≤=<>]/.test(folded) ? null : folded
}

/** What a label or the headers above an amount name; `other:` with them where that is no measure. */
export function measureOf(layout: Layout, path: string): MeasureId {
  return layout.columns.find(({ header }) => header.test(path))?.measure ?? `other:${path}`
}

/** Headers above a position, outermost first, joined by `/`. */
export function pathAbove(segment: Segment, { row, column }: { row: number; column: number }, from: number): string {
  const path: string[] = []
  let last: Cell | undefined
  for (let at = from; at < row; at += 1) {
    const own = segment.rows.cellOver(at, column)
    const above = own && own.text.trim() !== '' ? own : groupBeside(segment, at, { column, bodyRow: row })
    const label = above && above !== last ? amountLabel(above.text) : null
    last = above ?? last
    if (label !== null && !isAmountCell(label) && !hasAmountBeside(segment, above as Cell)) path.push(label)
  }
  return path.join('/')
}

/** 项目当年预算 | 556.93: a label with its amount beside it heads nothing below. */
function hasAmountBeside(segment: Segment, label: Cell): boolean {
  const beside = segment.rows.cellOver(label.row, label.column + label.columnSpan)
  return beside?.row === label.row && isAmountCell(beside.text)
}

/** What stands below a label that fills its row: 当年整体绩效目标 over its text. */
export function textBelow(segment: Segment, label: Cell): Cell | undefined {
  const below = segment.rows.cellsAt(label.row + label.rowSpan).filter((cell) => cell.text.trim() !== '')
  return below.length === 1 ? below[0] : undefined
}

export function amountOf(cell: Cell, measure: MeasureId, unit: Unit | null): ExtractedAmount | null {
  const amount = parseAmountCell(cell.text)
  if (!amount) return null
  const { value, text, decimals } = amount
  const ownUnit = amount.unit ?? unit
  const own = { ...(cell.stored === undefined ? {} : { stored: cell.stored }), ...(ownUnit && { unit: ownUnit }) }
  return { value, text, decimals, place: cell.place, ...own, measure, evidence: 'printed', candidates: [] }
}
