import type { Diagnostic } from '../../diagnostics/diagnostic.js'
import { type Block, NOWHERE, type SourceDocument, type TextLine } from '../../grid/document.js'
import { withoutWidthless } from '../../normalise/text.js'
import { assertLimit, type Limits } from '../limits.js'
import { delimitedBlocks } from './delimited-tables.js'

/**
 * Reads a text as tables where its cells are separated, the empty ones too, and else as lines.
 *
 * Diagnostics: limit-exceeded as `ReadFailure`.
 */
export async function readText(
  text: string,
  limits: Limits,
): Promise<{ value: SourceDocument; diagnostics: Diagnostic[] }> {
  assertLimit(limits, 'characters', text.length)
  const printed = withoutWidthless(text)
  const asLines = () => textLines(printed, limits).map((line): Block => ({ type: 'line', line }))
  const blocks = (await delimitedBlocks(printed, limits)) ?? asLines()
  return { value: { format: 'text', sheets: [{ name: null, page: null, hidden: false, blocks }] }, diagnostics: [] }
}

/**
 * The lines of a text, each with its number from 1. A line keeps its leading spaces, which show levels. A form feed ends a
 * page, not the count of lines.
 *
 * Absent values: blank lines are left out. Diagnostics: limit-exceeded as `ReadFailure`.
 */
export function textLines(text: string, limits: Limits): TextLine[] {
  const lines: TextLine[] = []
  let formFeeds = 0
  let wordCount = 0
  for (const [index, raw] of text.split(/\r\n|\n|\r/).entries()) {
    const printed = raw.replaceAll('\f', '')
    formFeeds += raw.length - printed.length
    const line = printed.trimEnd()
    if (line === '') continue
    wordCount += countWords(line)
    assertLimit(limits, 'words', wordCount)
    const place = { ...NOWHERE, line: index + 1 }
    lines.push({ text: line, place, ...(formFeeds === 0 ? {} : { formFeeds }) })
  }
  return lines
}

/** How many pieces stand between white space. */
export function countWords(line: string): number {
  return line.trim().split(/\s+/).length
}
