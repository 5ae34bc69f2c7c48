/** How a printed amount may have come from the right one. */
export type Likeness = 'digit' | 'transposed' | 'digit-lost' | 'digit-added' | 'sign' | 'point' | 'unit'

const digitsOf = (text: string) => text.replace(/[^\d]/g, '')

/**
 * The slip of the pen that makes `printed` from `expected`, or null.
 *
 * Both as decimal texts with the same number of decimals: 36.97 for 35.97 is a digit, 53.97 for 35.97 a transposition,
 * 359700.00 for 35.97 a unit (元 for 万元), 359.70 for 35.97 a point.
 */
export function likenessOf(printed: string, expected: string): Likeness | null {
  if (printed === expected) return null
  if (printed.replace('-', '') === expected.replace('-', '')) return 'sign'
  if (printed.startsWith('-') !== expected.startsWith('-')) return null
  const from = digitsOf(printed)
  const to = digitsOf(expected)
  const shift = pointShift(from, to)
  if (shift !== null) return Math.abs(shift) === 4 ? 'unit' : 'point'
  if (from.length === to.length) return sameLength(from, to)
  if (from.length + 1 === to.length && isWithoutOne(to, from)) return 'digit-lost'
  if (from.length === to.length + 1 && isWithoutOne(from, to)) return 'digit-added'
  return null
}

function sameLength(from: string, to: string): Likeness | null {
  const different = [...from].flatMap((digit, index) => (digit === to[index] ? [] : [index]))
  if (different.length === 1) return 'digit'
  const [first, second] = different
  if (different.length !== 2 || second !== first! + 1) return null
  return from[first!] === to[second] && from[second] === to[first!] ? 'transposed' : null
}

function isWithoutOne(long: string, short: string): boolean {
  return [...long].some((_, index) => long.slice(0, index) + long.slice(index + 1) === short)
}

/** Places by which the point moved, where the figures are the same but for zeros at the end. */
function pointShift(from: string, to: string): number | null {
  const significantFrom = from.replace(/^0+/, '')
  const significantTo = to.replace(/^0+/, '')
  if (significantFrom === '' || significantFrom.replace(/0+$/, '') !== significantTo.replace(/0+$/, '')) return null
  return significantFrom.length - significantTo.length
}
