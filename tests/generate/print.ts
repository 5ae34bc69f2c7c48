import type { Amounts } from '../../scripts/district-budget.js'
import type { MeasureId } from '../../src/schema/vocabulary.js'

/** How a table prints nothing. */
export type Zero = 'blank' | '0.00' | '-'

/** fen → 万元 with two decimals, each figure rounded by itself: `1028.96`. */
export function inWan(fen: number): string {
  const hundredths = Math.round(Math.abs(fen) / 10_000)
  const text = `${Math.floor(hundredths / 100)}.${String(hundredths % 100).padStart(2, '0')}`
  return fen < 0 && hundredths > 0 ? `-${text}` : text
}

/** fen → 元 with two decimals: `10289606.32`. */
export function inYuan(fen: number): string {
  const size = Math.abs(fen)
  return `${fen < 0 ? '-' : ''}${Math.floor(size / 100)}.${String(size % 100).padStart(2, '0')}`
}

export interface PrintStyle {
  zero: Zero
  /** 927.60 as 927.6, as a workbook shows a number without a format. */
  isGeneral: boolean
  unit: '万元' | '元'
}

function shortened(text: string): string {
  return text.replace(/\.?0+$/, '')
}

/** The amounts of a row under its columns; those without money are printed as the table prints nothing. */
export function printAmounts(
  columns: readonly MeasureId[],
  fen: Partial<Record<MeasureId, number>>,
  { zero, isGeneral, unit }: PrintStyle,
): Amounts {
  const amounts: Amounts = {}
  for (const column of columns) {
    const value = fen[column]
    if (value === undefined && zero === 'blank') continue
    const text = value === undefined && zero === '-' ? '-' : (unit === '元' ? inYuan : inWan)(value ?? 0)
    amounts[column] = isGeneral && text !== '-' ? shortened(text) : text
  }
  return amounts
}
