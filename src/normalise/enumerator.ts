/** How a label is counted: the 4 of 4. is of style 2. */
export interface Enumerator {
  /** How deep it stands: 0 for 一、 then （一） then 1. then （1）. */
  style: number
  value: number
}

/** Folded: 一、 is `一,`. */
const STYLES: readonly RegExp[] = [
  /^([一二三四五六七八九十]+)[,.]/,
  /^\(([一二三四五六七八九十]+)\)/,
  /^(\d+)[,.]/,
  /^\((\d+)\)/,
]

/** How many styles there are. */
export const ENUMERATOR_STYLES = STYLES.length

/** 十二 → 12, 二十 → 20. */
function chineseNumber(text: string): number {
  const digitOf = (char: string) => '一二三四五六七八九'.indexOf(char) + 1
  const [before = '', behind] = text.split('十')
  if (behind === undefined) return digitOf(text)
  return (before === '' ? 1 : digitOf(before)) * 10 + (behind === '' ? 0 : digitOf(behind))
}

/** The enumerator that a label begins with, or null. On folded text. */
export function enumeratorOf(label: string): Enumerator | null {
  for (const [style, pattern] of STYLES.entries()) {
    const number = pattern.exec(label)?.[1]
    if (number !== undefined) return { style, value: /\d/.test(number) ? parseInt(number, 10) : chineseNumber(number) }
  }
  return null
}
