import type { TextLine } from '../../grid/document.js'

/**
 * A flowing text has one space or tab between cells, at times two; three and more within a line are a column left blank. A
 * code may stand that far from its name, where spaces show the level: that gap does not count.
 */
const WIDE_GAP = /[^\s\d０-９] {3,}\S|[\d０-９] {3,}-?[\d０-９]/
/** Indented names stand away from their codes in a flowing text too, and 合    计 is one word. */
const INDENTED_NAME = /^\s*\d{3,7}\s+/
const SPACED_TOTAL = /合\s+计/g
const LEAST_SHARE = 0.1

function hasWideGap({ text }: TextLine): boolean {
  return !text.includes('\t') && WIDE_GAP.test(text.replace(INDENTED_NAME, '').replace(SPACED_TOTAL, '合计'))
}

/** True for a text that keeps its columns by runs of spaces, as `pdftotext -layout` writes. */
export function keepsColumns(lines: readonly TextLine[]): boolean {
  const printed = lines.filter((line) => line.text.trim() !== '')
  const wide = printed.filter(hasWideGap)
  return wide.length > 0 && wide.length >= printed.length * LEAST_SHARE
}
