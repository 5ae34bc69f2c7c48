import type { Diagnostic } from '../../diagnostics/diagnostic.js'
import { type Block, NOWHERE, type Place, type SourceDocument, type Word } from '../../grid/document.js'
import { withoutWidthless } from '../../normalise/text.js'
import { assertLimit, type Limits } from '../limits.js'

/**
 * Reads a text as lines, each with its number from 1 and its words by character columns.
 *
 * A line keeps its leading spaces, which show levels. A form feed ends a page, not the count of lines.
 * Absent values: blank lines are no blocks. Diagnostics: limit-exceeded as `ReadFailure`.
 */
export function readText(text: string, limits: Limits): { value: SourceDocument; diagnostics: Diagnostic[] } {
  assertLimit(limits, 'characters', text.length)
  const blocks: Block[] = []
  const lines = withoutWidthless(text).split(/\r\n|\n|\r/)
  let formFeeds = 0
  let wordCount = 0
  for (const [index, raw] of lines.entries()) {
    const line = raw.replace(/\f/g, '').trimEnd()
    formFeeds += raw.length - raw.replaceAll('\f', '').length
    if (line.trim() === '') continue
    const place = { ...NOWHERE, line: index + 1 }
    const words = wordsOf(line, place)
    wordCount += words.length
    assertLimit(limits, 'words', wordCount)
    blocks.push({ type: 'line', line: { text: line, words, place, ...(formFeeds === 0 ? {} : { formFeeds }) } })
  }
  return { value: { format: 'text', sheets: [{ name: null, page: null, hidden: false, blocks }] }, diagnostics: [] }
}

/** The pieces between white space, with the character columns where each begins and ends. */
export function wordsOf(line: string, place: Place): Word[] {
  return [...line.matchAll(/\S+/g)].map((match) => ({
    text: match[0],
    x0: match.index,
    x1: match.index + match[0].length,
    place,
  }))
}
