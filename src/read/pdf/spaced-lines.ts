import type { Place, TextLine } from '../../grid/document.js'
import type { Box } from './geometry.js'
import { isPageNumber } from './page-text.js'
import { type PdfWord, partAtSeams } from './runs-to-words.js'
import { isWide } from './text-runs.js'
import { type WordLine, wordsToLines } from './words-to-lines.js'

/** Lines further apart than this, in heights of the upper one, do not follow each other. */
const FAR = 1.9

function columnsOf(text: string): number {
  let columns = 0
  for (const char of text) columns += isWide(char) ? 2 : 1
  return columns
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[sorted.length >> 1] ?? 0
}

/** The words of a line as far apart as on the page, in columns of half an em: an ideograph takes two. */
function spacedText({ words }: WordLine, column: number): string {
  let text = ''
  let width = 0
  for (const word of words.flatMap(partAtSeams)) {
    const start = Math.max(Math.round(word.x0 / column), text === '' ? 0 : width + 1)
    text += ' '.repeat(start - width) + word.text
    width = start + columnsOf(word.text)
  }
  return text
}

/**
 * All lines of a page with the spaces between their words kept, for pages on which no rules draw tables. Their places have a
 * line number beside the box: lines that follow each other on the page do so by number.
 */
export function spacedLines(
  words: readonly PdfWord[],
  page: { height: number; placeOf: (box: Box) => Place; firstLine: number; formFeeds: number },
): TextLine[] {
  const column = median(words.map(({ size }) => size)) / 2
  if (!(column > 0)) return []
  let number = page.firstLine
  let above: WordLine | null = null
  return wordsToLines(words)
    .filter((line) => !isPageNumber(line.words.map(({ text }) => text).join(''), line, page.height))
    .map((line) => {
      number += above !== null && line.y0 - above.y0 > FAR * (above.y1 - above.y0) ? 2 : 1
      above = line
      const place = { ...page.placeOf(line), line: number }
      return { text: spacedText(line, column), place, formFeeds: page.formFeeds }
    })
}
