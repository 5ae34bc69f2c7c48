import type { Layout } from '../../layouts/layout.js'
import { foldText, rowLabel } from '../../normalise/text.js'
import type { MeasureId } from '../../schema/vocabulary.js'
import type { ExtractedAmount } from '../table.js'
import { aboveNotes } from './prose.js'
import { openAmount, orderedAmounts, type TakenRows, unplaced } from './row-amounts.js'
import { isFigure, joinWords } from './row-codes.js'
import { isNumberedLine } from './split-header.js'
import type { TextColumns } from './text-columns.js'
import type { Token, TokenLine } from './tokens.js'

function labelOf(line: TokenLine): string {
  return joinWords(line.tokens.filter((token) => !isFigure(token)))
}

/** A measure a row: 因公出国（境）费 5.00. */
function measureOfRow(line: TokenLine, layout: Layout): MeasureId | null {
  const label = foldText(rowLabel(labelOf(line)))
  if (label === '') return null
  return layout.rowMeasures?.find((rule) => rule.label.test(label))?.measure ?? null
}

/** The one row of a table of one row of amounts, or of one column with a measure a row. */
export function takeSingleRow(body: readonly TokenLine[], columns: TextColumns, layout: Layout): TakenRows {
  const table = layout.id
  const owner = { table, code: '', label: '' }
  const lines = aboveNotes(body).filter((line) => !isNumberedLine(line))
  const across: Token[] = []
  const taken: TakenRows = { rows: [], diagnostics: [] }
  const down: ExtractedAmount[] = []
  for (const line of lines) {
    const figures = line.tokens.filter(isFigure)
    const label = labelOf(line)
    const amounts = figures.filter((token) => token.amount)
    if (label === '' || amounts.length > 1 || columns.problem !== null) for (const item of figures) across.push(item)
    else {
      const measure = measureOfRow(line, layout)
      const [token] = amounts
      if (!token) continue
      const amount = measure === null ? null : openAmount(token, [measure])
      if (amount && !down.some((other) => other.measure === measure)) down.push(amount)
      else
        taken.diagnostics.push(
          unplaced(token, owner, `its label “${label}” names no measure of this table, or one twice`),
        )
    }
  }
  const isMixed = across.some((token) => token.amount) && down.length > 0
  const mixed = isMixed ? 'other amounts of this table have a label of their own' : null
  const problem = across.length > 0 ? (columns.problem ?? mixed) : null
  if (problem !== null) {
    for (const item of across.flatMap((token) => (token.amount ? [unplaced(token, owner, problem)] : [])))
      taken.diagnostics.push(item)
  }
  const { amounts, dashes, diagnostics } = orderedAmounts(problem === null ? across : [], columns.all, owner)
  for (const item of diagnostics) taken.diagnostics.push(item)
  const all = [...amounts, ...down]
  const place = all[0]?.place ?? dashes[0]?.place ?? lines[0]?.place
  if (place && (all.length > 0 || dashes.length > 0)) {
    taken.rows.push({
      side: null,
      panel: 0,
      code: '',
      label: '',
      printedLabel: '',
      depth: null,
      place,
      amounts: all,
      dashes,
      ...(columns.orders.length > 0 ? { orders: columns.orders } : {}),
    })
  }
  return taken
}
