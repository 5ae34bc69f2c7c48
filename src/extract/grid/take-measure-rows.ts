import { diagnostic } from '../../diagnostics/diagnostic.js'
import type { Layout } from '../../layouts/layout.js'
import { measureOfRow, measuresOfRows } from '../measure-rows.js'
import type { ExtractedAmount } from '../table.js'
import type { Panel } from './match-columns.js'
import type { TakenRows } from './take-rows.js'

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
