import type { TextLine } from '../../grid/document.js'

/** A gap between two figures of a flowing text is one space or tab, at times two. */
const GAP = /\d(\s+)(?=-?\d[\d,]*\.\d)/g
const LEAST_GAP = 3

/** True for a text that keeps its columns by runs of spaces (`pdftotext -layout`): most gaps between figures are wide. */
export function keepsColumns(lines: readonly TextLine[]): boolean {
  const gaps = lines.flatMap((line) => [...line.text.matchAll(GAP)].map((match) => match[1] as string))
  const wide = gaps.filter((gap) => gap.length >= LEAST_GAP && !gap.includes('\t'))
  return wide.length * 2 > gaps.length
}
