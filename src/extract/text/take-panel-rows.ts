import { rowLabel } from '../../normalise/text.js'
import type { TableId } from '../../schema/vocabulary.js'
import type { ExtractedRow } from '../table.js'
import { PanelOrder } from './panel-order.js'
import { aboveNotes } from './prose.js'
import { orderedAmounts, type TakenRows, unplaced } from './row-amounts.js'
import { sideOfLabel } from './side-labels.js'
import { isNumberedLine } from './split-header.js'
import type { TextColumns } from './text-columns.js'
import type { Token, TokenLine } from './tokens.js'

/** A label with the figures behind it on its line. */
interface Entry {
  word: Token
  figures: Token[]
}

/** `stray` are the figures in front of the first label. */
function entriesOf({ tokens }: TokenLine): { entries: Entry[]; stray: Token[] } {
  const entries: Entry[] = []
  const stray: Token[] = []
  for (const token of tokens) {
    const last = entries.at(-1)
    if (token.amount === null && !token.isDash) entries.push({ word: token, figures: [] })
    else if (last) last.figures.push(token)
    else stray.push(token)
  }
  return { entries, stray }
}

/** A panel is by its name known to be the first, of revenue; of expenditure there are several. */
function panelByName(label: string): number | null {
  return sideOfLabel(label) === 'revenue' ? 0 : null
}

/**
 * The rows of a summary with one panel of revenue and several of expenditure (by function, by economic classification), each
 * with one column of amounts, which stands behind its label.
 */
export function takePanelRows(
  body: readonly TokenLine[],
  columns: TextColumns,
  { table }: { table: TableId },
): TakenRows {
  const order = new PanelOrder(columns.panels)
  const taken: TakenRows = { rows: [], diagnostics: [] }
  const report = (tokens: readonly Token[], label: string, reason: string) => {
    for (const token of tokens)
      if (token.amount) taken.diagnostics.push(unplaced(token, { table, code: '', label: rowLabel(label) }, reason))
  }
  for (const line of aboveNotes(body.filter((printed) => !isNumberedLine(printed)))) {
    const { entries, stray } = entriesOf(line)
    report(stray, '', 'no label stands before it')
    const panels = order.panelsOf(entries.map(({ word: { text } }) => ({ text, panel: panelByName(text) })))
    for (const [at, { word, figures }] of entries.entries()) {
      const panel = panels?.[at]
      const isOver = figures.length > 1
      if (panel === undefined || isOver) {
        report(
          figures,
          word.text,
          isOver ? 'two figures stand behind one label' : 'it is not told which panel it is of',
        )
        continue
      }
      const side = panel === 0 ? 'revenue' : 'expenditure'
      const label = rowLabel(word.text)
      const { amounts, dashes } = orderedAmounts(figures, columns[side], { table, code: '', label })
      const own = { side, panel, code: '', label, printedLabel: word.text } as const
      const row: ExtractedRow = { ...own, depth: null, place: word.place, amounts, dashes }
      taken.rows.push(row)
    }
  }
  return taken
}
