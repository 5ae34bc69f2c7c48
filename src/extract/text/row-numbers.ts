import { isNumberedLine } from './split-header.js'
import type { TokenLine } from './tokens.js'

/** 1 合计, 2 201, 3 20103 under 序号: the numbers of a table's rows count on, and are neither names nor amounts. */
export class RowNumbers {
  private next = 1

  /** The next lines of the table without their numbers. One number alone is none. */
  without(lines: readonly TokenLine[]): readonly TokenLine[] {
    let next = this.next
    const bare = lines.map((line) => {
      const [first, ...rest] = line.tokens
      if (first?.text !== `${next}` || rest.length === 0 || isNumberedLine(line)) return line
      next += 1
      return { ...line, tokens: rest }
    })
    if (next <= 2) return lines
    this.next = next
    return bare
  }
}
