/** A stream of numbers that a seed fixes (mulberry32). */
export class Random {
  private state: number

  constructor(seed: number) {
    this.state = seed >>> 0
  }

  /** In [0, 1). */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }

  /** From `least` to `most`, both included. */
  int(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1))
  }

  chance(probability: number): boolean {
    return this.next() < probability
  }

  pick<T>(values: readonly T[]): T {
    return values[this.int(0, values.length - 1)] as T
  }

  /** So many of the values, in their own order. */
  some<T>(values: readonly T[], count: number): T[] {
    const left = values.map((_, index) => index)
    const chosen = new Set<number>()
    while (chosen.size < Math.min(count, values.length))
      chosen.add(left.splice(this.int(0, left.length - 1), 1)[0] as number)
    return values.filter((_, index) => chosen.has(index))
  }
}
