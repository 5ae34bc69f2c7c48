import { type Enumerator, enumeratorOf } from '../../normalise/enumerator.js'
import { foldText } from '../../normalise/text.js'

/** The numbers that a panel has come to, the outermost style first. */
type Counts = readonly Enumerator[]

/** The counts of a panel that goes on with a number; null where it is not its next. */
function countOn(counts: Counts, { style, value }: Enumerator): Counts | null {
  const at = counts.findIndex((count) => count.style === style)
  if (at < 0) return value === 1 ? [...counts, { style, value }] : null
  return counts[at]?.value === value - 1 ? [...counts.slice(0, at), { style, value }] : null
}

/** All ways to put some labels, in their order, into some of the panels. */
function choices(labels: number, panels: number, from = 0): number[][] {
  if (labels === 0) return [[]]
  return Array.from({ length: Math.max(0, panels - labels - from + 1) }, (_, step) => from + step).flatMap((panel) =>
    choices(labels - 1, panels, panel + 1).map((rest) => [panel, ...rest]),
  )
}

/** A label in a line; `panel` is not null where its name says which panel it is of. */
export interface PanelLabel {
  text: string
  panel: number | null
}

/**
 * Which panel of a table each label of a line stands in, where several stand side by side and the text has lost what is blank
 * between them: a line with a label for each tells; else what a label is called, and how each panel counts its rows (2、 behind
 * 1、).
 */
export class PanelOrder {
  private readonly counts: Counts[]

  constructor(private readonly panels: number) {
    this.counts = Array.from({ length: panels }, () => [])
  }

  /** The panels of the labels of the next line, from 0; null where none or several are possible. */
  panelsOf(labels: readonly PanelLabel[]): readonly number[] | null {
    if (labels.length === 0 || labels.length > this.panels) return null
    const isWhole = labels.length === this.panels
    const possible = choices(labels.length, this.panels).filter((choice) => isWhole || this.allows(choice, labels))
    const [only, ...others] = possible
    if (!only || others.length > 0) return null
    for (const [at, panel] of only.entries()) {
      const number = enumeratorOf(foldText((labels[at] as PanelLabel).text))
      if (number) this.counts[panel] = countOn(this.counts[panel] as Counts, number) ?? [number]
    }
    return only
  }

  private allows(choice: readonly number[], labels: readonly PanelLabel[]): boolean {
    return choice.every((panel, at) => {
      const label = labels[at] as PanelLabel
      const number = enumeratorOf(foldText(label.text))
      return number ? countOn(this.counts[panel] as Counts, number) !== null : label.panel === panel
    })
  }
}
