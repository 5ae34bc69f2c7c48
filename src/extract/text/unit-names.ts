import { isClassificationCode } from '../../normalise/code.js'
import { isFigure } from './row-codes.js'
import type { TokenLine } from './tokens.js'

function beginsWithCode({ tokens: [code, name] }: Pick<TokenLine, 'tokens'>): boolean {
  return isClassificationCode(code?.text ?? '') && name !== undefined && !isFigure(name)
}

/** 示例局本级 2011301 行政运行 200.00: whose row it is, before its code and name. */
function beginsWithUnit({ tokens: [unit, ...rest] }: TokenLine): boolean {
  const isUnit = unit !== undefined && !isFigure(unit) && /\p{Script=Han}/u.test(unit.text)
  return isUnit && beginsWithCode({ tokens: rest })
}

/**
 * Lines of a table by unit without the names of the units, where these stand in a column before codes: its rows are known by
 * their codes. As they are where codes stand first.
 */
export function withoutUnitNames(lines: readonly TokenLine[]): readonly TokenLine[] {
  const ofUnits = lines.filter(beginsWithUnit)
  if (ofUnits.length === 0 || lines.some(beginsWithCode)) return lines
  return lines.map((line) => (beginsWithUnit(line) ? { ...line, tokens: line.tokens.slice(1) } : line))
}
