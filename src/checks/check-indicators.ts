import { Decimal } from 'decimal.js'
import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.js'
import type { ExtractedTable } from '../extract/table.js'
import { parseAmount } from '../normalise/amount.js'

/** Weights of a form sum to 100, or to 90 where 10 are kept for 预算执行率. */
const WHOLE_WEIGHTS: readonly number[] = [100, 90]

/** Indicator weights that do not add up. Not applicable where a weight is missing or no number. */
export function checkIndicators(tables: readonly ExtractedTable[]): Diagnostic[] {
  return tables.flatMap((table) =>
    table.forms.flatMap((form, at) => {
      const weights = form.indicators.map((indicator) => parseAmount((indicator.weight ?? '').replace(/[%％分]$/, '')))
      if (weights.length === 0 || weights.some((weight) => weight === null)) return []
      const sum = weights.reduce((partial, weight) => partial.plus(weight?.value ?? 0), new Decimal(0))
      if (WHOLE_WEIGHTS.some((whole) => sum.eq(whole))) return []
      const row = table.rows[at]
      const places = form.indicators.map((indicator) => indicator.place)
      return [
        diagnostic(
          'weights-incomplete',
          { found: sum.toFixed() },
          {
            table: table.id,
            row: row ? { code: row.code, label: row.label } : null,
            expected: '100',
            found: sum.toFixed(),
            places,
          },
        ),
      ]
    }),
  )
}
