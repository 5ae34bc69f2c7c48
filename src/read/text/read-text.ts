import type { Diagnostic } from '../../diagnostics/diagnostic.js'
import { type Block, NOWHERE, type SourceDocument } from '../../grid/document.js'
import { withoutWidthless } from '../../normalise/text.js'
import { assertLimit, type Limits } from '../limits.js'

/**
 * Reads a text as lines, each with its number from 1.
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
    const printed = raw.replaceAll('\f', '')
    formFeeds += raw.length - printed.length
    const line = printed.trimEnd()
    if (line === '') continue
    wordCount += countWords(line)
    assertLimit(limits, 'words', wordCount)
    const place = { ...NOWHERE, line: index + 1 }
    blocks.push({ type: 'line', line: { text: line, place, ...(formFeeds === 0 ? {} : { formFeeds }) } })
  }
  return { value: { format: 'text', sheets: [{ name: null, page: null, hidden: false, blocks }] }, diagnostics: [] }
}

/** How many pieces stand between white space. */
export function countWords(line: string): number {
  return line.trim().split(/\s+/).length
}
