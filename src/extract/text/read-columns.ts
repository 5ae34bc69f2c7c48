import type { Layout } from '../../layouts/layout.js'
import type { MeasureId, Side } from '../../schema/vocabulary.js'
import type { HeaderColumn } from '../grid/header.js'
import { matchColumns } from '../grid/match-columns.js'
import { type Phrase, readPhrases } from './header-phrases.js'
import { headerTree, leafPaths } from './header-tree.js'

/** One amount column that the header shows. */
export interface TextColumn {
  measure: MeasureId
  /** Folded header texts from the outermost to the innermost. */
  path: readonly string[]
}

export interface TextColumns {
  /** The columns in printed order, by side. */
  all: readonly TextColumn[]
  revenue: readonly TextColumn[]
  expenditure: readonly TextColumn[]
  /** Panels of the same columns side by side, as in 基本支出决算表. */
  panels: number
  /** 行次 or 序号 beside the labels: bare numbers that are no amounts. */
  hasOrdinals: boolean
  /** Why the order of the columns cannot be told; null where it can. */
  problem: string | null
}

interface Panel {
  labels: string[]
  columns: Phrase[]
}

function panelsOf(phrases: readonly Phrase[]): Panel[] {
  const panels: Panel[] = []
  for (const phrase of phrases) {
    const last = panels.at(-1)
    if (phrase.role === 'label') {
      if (last && last.columns.length === 0) last.labels.push(phrase.text)
      else panels.push({ labels: [phrase.text], columns: [] })
    } else if (phrase.role === 'column') {
      if (last) last.columns.push(phrase)
      else panels.push({ labels: [], columns: [phrase] })
    }
  }
  return panels.filter((panel) => panel.columns.length > 0)
}

function headerColumns(paths: readonly string[][], side: Side | null): HeaderColumn[] {
  const outer = side === null ? [] : [side === 'revenue' ? '收入' : '支出']
  const label: HeaderColumn = { index: 0, path: [...outer, '项目'], role: 'label' }
  return [
    label,
    ...paths.map((path, at): HeaderColumn => ({ index: at + 1, path: [...outer, ...path], role: 'amount' })),
  ]
}

interface Matched {
  columns: TextColumn[]
  problem: string | null
}

interface Wanted {
  layout: Layout
  fiscalYear: number | null
  side: Side | null
}

function matchPhrases(phrases: readonly Phrase[], { layout, fiscalYear, side }: Wanted): Matched {
  const tree = headerTree(phrases)
  if (!tree) return { columns: [], problem: 'the header is not printed in the order of its columns' }
  const paths = leafPaths(tree)
  const [panel] = matchColumns({ bodyRow: 0, columns: headerColumns(paths, side) }, layout, fiscalYear)
  const columns: TextColumn[] = []
  for (const [at, column] of (panel?.amountColumns ?? []).entries()) {
    if (column.measure === null)
      return { columns: [], problem: `the header “${column.header}” fits no measure of this table` }
    columns.push({ measure: column.measure, path: paths[at] as string[] })
  }
  return { columns, problem: columns.length === 0 ? 'no header of its columns is printed' : null }
}

const NONE: TextColumns = {
  all: [],
  revenue: [],
  expenditure: [],
  panels: 1,
  hasOrdinals: false,
  problem: 'no header of its columns is printed',
}

function sidedColumns(panels: readonly Panel[], layout: Layout, fiscalYear: number | null): TextColumns {
  const [left, right, ...others] = panels
  if (!left || !right || others.length > 0 || left.labels.length === 0)
    return { ...NONE, problem: 'the header does not show one column of labels for revenue and one for expenditure' }
  const revenue = matchPhrases(left.columns, { layout, fiscalYear, side: 'revenue' })
  const expenditure = matchPhrases(right.columns, { layout, fiscalYear, side: 'expenditure' })
  const problem = revenue.problem ?? expenditure.problem
  return { ...NONE, revenue: revenue.columns, expenditure: expenditure.columns, problem }
}

/** Panels with one and the same column each: 决算数 | 决算数 | 决算数. */
function areAlike(panels: readonly Panel[]): boolean {
  const texts = panels.map((panel) => panel.columns.map((phrase) => phrase.text).join())
  return panels.length > 1 && panels.every((panel, at) => panel.columns.length === 1 && texts[at] === texts[0])
}

/**
 * The amount columns that a printed header shows, from its lines joined in the order of the text.
 *
 * Absent values: no columns, and `problem`, where words of the header mean nothing known or stand in an order that is not
 * that of the columns: then no amount of the table can be placed.
 */
export function readColumns(header: readonly string[], layout: Layout, fiscalYear: number | null): TextColumns {
  const { phrases, unexplained } = readPhrases(header.join(''))
  const hasOrdinals = phrases.some((phrase) => phrase.role === 'ordinal')
  const panels = panelsOf(phrases)
  if (panels.length === 0) return { ...NONE, hasOrdinals }
  if (unexplained.length > 1) return { ...NONE, hasOrdinals, problem: `“${unexplained}” in its header is not known` }
  if (layout.shape === 'sides') return { ...sidedColumns(panels, layout, fiscalYear), hasOrdinals }
  if (layout.shape === 'rows' && panels[0]?.labels.length === 0)
    return { ...NONE, hasOrdinals, problem: 'the header is not printed in the order of its columns' }
  const isAlike = areAlike(panels)
  const columns = isAlike ? (panels[0] as Panel).columns : panels.flatMap((panel) => panel.columns)
  const { columns: all, problem } = matchPhrases(columns, { layout, fiscalYear, side: null })
  return { ...NONE, all, panels: isAlike ? panels.length : 1, hasOrdinals, problem }
}
