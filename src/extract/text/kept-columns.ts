import type { TextLine } from '../../grid/document.js'

/** A flowing text has one space or tab between cells, at times two; three and more within a line are a column left blank. */
const WIDE_GAP = /[^\s] {3,}[^\s]/
const LEAST_SHARE = 0.1

/** True for a text that keeps its columns by runs of spaces, as `pdftotext -layout` writes. */
export function keepsColumns(lines: readonly TextLine[]): boolean {
  const printed = lines.filter((line) => line.text.trim() !== '')
  const wide = printed.filter((line) => WIDE_GAP.test(line.text) && !line.text.includes('\t'))
  return wide.length > 0 && wide.length >= printed.length * LEAST_SHARE
}
