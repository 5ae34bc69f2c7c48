import { isAmountText } from './fill-cells.js'
import type { PdfWord } from './runs-to-words.js'
import { wordsToLines } from './words-to-lines.js'

const UNIT = /^(?:金额)?单位[:：]?(?:人民币)?(?:万元|元)?$/
/** What follows an amount in prose, with hardly a gap. */
const PROSE_AFTER = /^(?:[万亿元人个平台套辆次件户家年月日%％]|[,，、。；;）)])/
/** Lines with a gap this wide, in em, are rows of cells rather than prose. */
const WIDE_GAP = 1.5
const GAPPED_LINES = 2

/**
 * True for a page on which a table may be: an amount that no 万元 follows, a unit line, or two lines with wide gaps.
 * The rules of other pages are frames around prose, lines under headings and drawings.
 */
export function looksTabular(words: readonly PdfWord[]): boolean {
  if (words.some((word) => UNIT.test(word.text))) return true
  let gapped = 0
  for (const { words: line } of wordsToLines(words)) {
    if (line.some((word, i) => isAmountText(word.text) && !isInProse(line, i))) return true
    const hasGap = line.some((word, i) => i > 0 && word.x0 - (line[i - 1] as PdfWord).x1 > WIDE_GAP * word.size)
    if (hasGap) gapped++
  }
  return gapped >= GAPPED_LINES
}

/** Part of a sentence: a unit or punctuation follows, or a line of prose ends. */
function isInProse(line: readonly PdfWord[], index: number): boolean {
  const word = line[index] as PdfWord
  const next = line[index + 1]
  if (next) return PROSE_AFTER.test(next.text)
  const last = line[index - 1]
  return last !== undefined && word.x0 - last.x1 < 0.5 * word.size
}
