import type { TokenLine } from './tokens.js'

/** A label set down the side of the form, a character a line. */
const LEAST_VERTICAL = 3

/** Leaves out 部/门/整/体/绩/效/情/况. */
export function withoutVerticalText(lines: readonly TokenLine[]): TokenLine[] {
  const isSingle = lines.map((line) => /^[\u4e00-\u9fff]$/.test(line.text))
  const kept: TokenLine[] = []
  for (let at = 0; at < lines.length; ) {
    let end = at + 1
    if (isSingle[at]) while (isSingle[end]) end += 1
    if (!isSingle[at] || end - at < LEAST_VERTICAL) kept.push(...lines.slice(at, end))
    at = end
  }
  return kept
}

/** 项目 / 名称 综合工作经费: a label wrapped in its narrow cell. */
export function withWholeLabels(lines: readonly TokenLine[], isLabelText: (text: string) => boolean): TokenLine[] {
  const joined: TokenLine[] = []
  for (const line of lines) {
    const [upper, ...others] = joined.at(-1)?.tokens ?? []
    const [first, ...rest] = line.tokens
    const label = `${upper?.text ?? ''}${first?.text ?? ''}`
    const isLabel = upper && first && others.length === 0 && !isLabelText(upper.text)
    if (isLabel && !isLabelText(first.text) && isLabelText(label)) {
      const whole = { ...upper, text: label }
      joined[joined.length - 1] = {
        ...line,
        text: [label, ...rest.map((token) => token.text)].join(' '),
        tokens: [whole, ...rest],
      }
    } else joined.push(line)
  }
  return joined
}
