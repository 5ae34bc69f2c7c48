import { type Box, unionBox } from './geometry.js'
import type { PdfWord } from './runs-to-words.js'
import { isWide } from './text-runs.js'

/** Words on one line, from left to right. */
export interface WordLine extends Box {
  words: PdfWord[]
  baseline: number
}

/** Two words are on one line where their baselines differ by less than this share of the smaller size. */
const SAME_LINE = 0.5
/** From this gap on, in em, a space is kept between two words of a line. */
const VISIBLE_GAP = 0.5
const VISIBLE_GAP_NARROW = 0.2

/** Words put into lines from top to bottom. */
export function wordsToLines(words: readonly PdfWord[]): WordLine[] {
  const [only] = words
  if (only && words.length === 1) return [lineOf([only])]
  const sorted = [...words].sort((a, b) => a.baseline - b.baseline)
  const lines: PdfWord[][] = []
  for (const word of sorted) {
    const line = lines.at(-1)
    const first = line?.[0]
    if (line && first && word.baseline - first.baseline < SAME_LINE * Math.min(first.size, word.size)) line.push(word)
    else lines.push([word])
  }
  return lines.map((line) => lineOf(line.sort((a, b) => a.x0 - b.x0)))
}

function lineOf(words: PdfWord[]): WordLine {
  const { x0, y0, x1, y1 } = unionBox(words)
  return { x0, y0, x1, y1, words, baseline: (words[0] as PdfWord).baseline }
}

/** The text of a line: a space where a gap is visible, none between ideographs that stand together. */
export function lineText(words: readonly PdfWord[]): string {
  let text = ''
  let last: PdfWord | null = null
  for (const word of words) {
    if (last) {
      const wide = isWide(last.text.at(-1) ?? '') && isWide(word.text[0] ?? '')
      const gap = word.x0 - last.x1
      if (gap >= (wide ? VISIBLE_GAP : VISIBLE_GAP_NARROW) * Math.min(last.size, word.size)) text += ' '
    }
    text += word.text
    last = word
  }
  return text
}
