import { isRelation } from './read-indicators.js'
import type { TokenLine } from './tokens.js'

/** A label with running text beside it, or one with a short value on its line. */
export type LabelKind = 'text' | 'short'

function lineNumber(line: TokenLine | undefined): number {
  return line?.place.line ?? 0
}

/** No blank line stands between two lines. */
function isNextTo(a: TokenLine | undefined, b: TokenLine | undefined): boolean {
  return a !== undefined && b !== undefined && lineNumber(b) - lineNumber(a) === 1
}

/**
 * How many lines of a run between two labels belong to the upper one. A blank line parts them; else, as labels stand in
 * the middle of their text, the upper one has as many lines below as it had above.
 */
function countOfUpper(
  run: readonly TokenLine[],
  upper: TokenLine | undefined,
  lower: TokenLine | undefined,
  above: number,
) {
  const lines = [upper, ...run, lower]
  for (let at = 0; at <= run.length; at += 1) if (!isNextTo(lines[at], lines[at + 1])) return at
  return Math.min(above, run.length)
}

/**
 * Puts the lines of a form that keeps its columns in the order of a flowing text: a label that stands beside the middle of
 * its text comes before it.
 */
export function linesInOrder(lines: readonly TokenLine[], kindOf: (text: string) => LabelKind | null): TokenLine[] {
  const kinds = lines.map((line) => (line.tokens.some(isRelation) ? 'short' : kindOf(line.tokens[0]?.text ?? '')))
  const ordered: TokenLine[] = []
  let above: TokenLine[] = []
  for (let at = 0; at < lines.length; ) {
    const line = lines[at] as TokenLine
    const isLabel = kinds[at] !== null
    let next = isLabel ? at + 1 : at
    while (next < lines.length && kinds[next] === null) next += 1
    const run = lines.slice(isLabel ? at + 1 : at, next)
    const upper =
      kinds[next] !== 'text'
        ? run.length
        : kinds[at] === 'text'
          ? countOfUpper(run, line, lines[next], above.length)
          : run.length - countBeside(run, lines[next] as TokenLine)
    if (isLabel && above.length > 0) for (const item of withLabelFirst(line, above)) ordered.push(item)
    else if (isLabel) ordered.push(line)
    for (const item of run.slice(0, upper)) ordered.push(item)
    above = run.slice(upper)
    at = next
  }
  return ordered
}

/** How many lines at the end of a run stand together with the label below it. */
function countBeside(run: readonly TokenLine[], label: TokenLine): number {
  let count = 0
  while (count < run.length && isNextTo(run[run.length - 1 - count], run[run.length - count] ?? label)) count += 1
  return count
}

function withLabelFirst(line: TokenLine, above: readonly TokenLine[]): TokenLine[] {
  const [label, ...rest] = line.tokens
  if (!label) return [...above, line]
  const own = rest.length === 0 ? [] : [{ ...line, tokens: rest, text: rest.map((token) => token.text).join(' ') }]
  return [{ ...line, tokens: [label], text: label.text }, ...above, ...own]
}
