/** What a content stream makes its reader do. */
export interface ContentCost {
  operators: number
  /** Most graphics states saved and not restored. */
  depth: number
  /** Bytes in strings: about the characters that it shows, or twice as many. */
  stringBytes: number
  /** True where a pattern is chosen as the colour to paint with. */
  usesPattern: boolean
}

const NOTHING = 0
const IN_STRING = 1
const IN_HEX = 2
const IN_COMMENT = 3
const IN_NAME = 4
const IN_WORD = 5
const IN_IMAGE = 6

const SPACE = 0x20
const LINE_FEED = 0x0a
const RETURN = 0x0d
const isSpace = (byte: number): boolean => byte === SPACE || (byte >= 9 && byte <= RETURN) || byte === 0
/** Letters, ' and ": what operators are made of; numbers begin with something else. */
const beginsOperator = (byte: number): boolean =>
  (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a) || byte === 0x22 || byte === 0x27
const DELIMITERS = new Set([...'()<>[]{}/%'].map((mark) => mark.charCodeAt(0)))
const LONGEST_OPERATOR = 4
const ESCAPE = 0x5c

/**
 * Counts the operators of a content stream as its bytes go by, without running any.
 *
 * Source: ISO 32000-1, 7.2 (tokens), 7.8.2 (content streams), 8.9.7 (inline images).
 */
export class ContentCounter {
  readonly cost: ContentCost = { operators: 0, depth: 0, stringBytes: 0, usesPattern: false }
  private state = NOTHING
  private brackets = 0
  private isEscaped = false
  private word = ''
  private open = 0
  private isAfterName = false
  /** The last three bytes of inline image data, which ends with white space, E, I. */
  private tail = 0

  push(bytes: Uint8Array): void {
    for (let index = 0; index < bytes.length; index++) this.take(bytes[index] as number)
  }

  end(): ContentCost {
    this.endWord()
    return this.cost
  }

  private take(byte: number): void {
    switch (this.state) {
      case IN_STRING:
        this.takeString(byte)
        return
      case IN_HEX:
        if (byte === 0x3e) this.state = NOTHING
        else this.cost.stringBytes += 0.5
        return
      case IN_COMMENT:
        if (byte === LINE_FEED || byte === RETURN) this.state = NOTHING
        return
      case IN_IMAGE:
        this.tail = ((this.tail << 8) | byte) & 0xffffffff
        if (isSpace(byte) && (this.tail & 0xffff00) === 0x454900 && isSpace(this.tail >>> 24)) this.state = NOTHING
        return
      case IN_NAME:
        if (!isSpace(byte) && !DELIMITERS.has(byte)) return
        this.state = NOTHING
        break
      case IN_WORD:
        if (!isSpace(byte) && !DELIMITERS.has(byte)) {
          if (this.word.length <= LONGEST_OPERATOR) this.word += String.fromCharCode(byte)
          return
        }
        if (this.endWord()) return
        break
    }
    this.begin(byte)
  }

  private begin(byte: number): void {
    if (isSpace(byte)) return
    if (byte === 0x28) {
      this.state = IN_STRING
      this.brackets = 1
    } else if (byte === 0x3c) this.state = IN_HEX
    else if (byte === 0x25) this.state = IN_COMMENT
    else if (byte === 0x2f) {
      this.state = IN_NAME
      this.isAfterName = true
    } else if (!DELIMITERS.has(byte)) {
      this.state = IN_WORD
      this.word = String.fromCharCode(byte)
    }
  }

  private takeString(byte: number): void {
    this.cost.stringBytes++
    if (this.isEscaped) this.isEscaped = false
    else if (byte === ESCAPE) this.isEscaped = true
    else if (byte === 0x28) this.brackets++
    else if (byte === 0x29 && --this.brackets === 0) this.state = NOTHING
  }

  /** True where the word was the operator after which image data begins. */
  private endWord(): boolean {
    if (this.state !== IN_WORD) return false
    const { word, cost } = this
    this.state = NOTHING
    if (!beginsOperator(word.charCodeAt(0))) return false
    cost.operators++
    if (word === 'q') cost.depth = Math.max(cost.depth, ++this.open)
    else if (word === 'Q') this.open = Math.max(0, this.open - 1)
    else if (this.isAfterName && (word === 'scn' || word === 'SCN')) cost.usesPattern = true
    this.isAfterName = false
    if (word !== 'ID') return false
    this.state = IN_IMAGE
    this.tail = 0
    return true
  }
}
