import { isAmountText } from './fill-cells.js'
import type { PdfWord } from './runs-to-words.js'
import { wordsToLines } from './words-to-lines.js'

const UNIT = /^(?:金额)?单位[:：]?(?:人民币)?(?:万元|元)?$/
/** Lines with a gap this wide, in em, are rows of cells rather than prose. */
const WIDE_GAP = 1.5

/**
 * True for a page on which a table may be: two amounts that stand alone, a unit line, or three lines of text with wide gaps.
 * Reading the rules of a page takes as long as its text, so prose goes without.
 */
export function looksTabular(words: readonly PdfWord[]): boolean {
  const amounts = words.filter((word) => isAmountText(word.text)).length
  if (amounts >= 2 || words.some((word) => UNIT.test(word.text))) return true
  let gapped = 0
  for (const { words: line } of wordsToLines(words)) {
    const hasGap = line.some((word, i) => i > 0 && word.x0 - (line[i - 1] as PdfWord).x1 > WIDE_GAP * word.size)
    if (hasGap) gapped++
  }
  return gapped >= 3
}
