import type { Unzlib, unzlibSync } from 'fflate'
import { assertLimit, type Limits } from '../limits.js'
import { damaged } from '../read-failure.js'
import { ContentCounter } from './content-cost.js'

interface Fflate {
  Unzlib: typeof Unzlib
  unzlibSync: typeof unzlibSync
}

const CHUNK_BYTES = 32_768
/** A thousandfold may come out of it. */
const INFLATED_AT_ONCE = 8_192
/** Enough to tell what is not content, as most of what is long. */
const INFLATED_FIRST = 512
/** What inflates to less is inflated in one go: a page, as a rule. */
const SHORT_BYTES = 262_144
/** Text between streams is decoded in pieces; keywords cut in two at their seam do not matter to counts this large. */
const PIECE_BYTES = 1_000_000
/** No writer's stream dictionary is longer. */
const LONGEST_DICTIONARY = 4_096
/** More objects than this that do not end are no accident; pdfjs reads on from each to the end of the file. */
const MOST_OPEN_OBJECTS = 1_000
/** A page shows less text by far, however it is written. */
const MOST_STRING_BYTES = 4_000_000
const SAMPLE_BYTES = 2_048

const FILTER = /\/(?:\w+Decode|Fl|LZW|A85|AHx|RL|CCF|DCT)\b/g
const FLATE = /^\/(?:FlateDecode|Fl)$/
const FONT = /\/Subtype\s*\/(?:Type0|Type1|MMType1|TrueType|Type3)\b/g
/** Streams that hold no drawing operators; one whose first bytes are nothing but text is not believed. */
const OTHER_CONTENT =
  /\/Subtype\s*\/(?:Image|Type1C|CIDFontType0C|OpenType|XML)\b|\/Length[123]\b|\/Alternate\b|\/Type\s*\/(?:ObjStm|XRef|Metadata|EmbeddedFile)\b/
const PATTERN_OR_ENCRYPTED = /\/(?:Pattern|Encrypt)\b/
const TILING = /\/PatternType\s+1\b/
const OBJECTS = /\/Type\s*\/ObjStm\b/

const latin1 = new TextDecoder('latin1')

interface Unpacking {
  Unzlib: typeof Unzlib
  layers: number
}

interface Stream {
  dictionary: string
  data: Uint8Array
}

/**
 * Ends reading where a PDF's content would keep pdfjs, which cannot be interrupted within a page, busy without end:
 * content streams that are too long, or hold too many operators, states left open, or characters; fonts by the thousand;
 * a pattern painted with patterns; objects that do not end.
 *
 * What is encrypted, or packed by another filter than Flate, is not looked into.
 * `mayUsePatterns` is false where no page can paint with a pattern.
 * Diagnostics: limit-exceeded and file-damaged, as `ReadFailure`.
 */
export async function assertBounded(bytes: Uint8Array, limits: Limits): Promise<{ mayUsePatterns: boolean }> {
  const inspector = new Inspector(limits, await import('fflate'))
  for (let at = 0; at < bytes.length; ) {
    const keyword = nextStream(bytes, at)
    inspector.readObjects(bytes.subarray(at, keyword ?? bytes.length))
    if (keyword === null) break
    const dictionary = dictionaryBefore(bytes, { keyword, from: at })
    const start = dataStart(bytes, keyword)
    const end = dataEnd(bytes, start, dictionary)
    inspector.readStream({ dictionary, data: bytes.subarray(start, end) })
    at = end
  }
  inspector.end()
  return { mayUsePatterns: inspector.mayUsePatterns }
}

class Inspector {
  mayUsePatterns = false
  private inflated = 0
  private fonts = 0
  private begun = 0
  private ended = 0
  private readonly scratch = new Uint8Array(SHORT_BYTES)

  constructor(
    private readonly limits: Limits,
    private readonly fflate: Fflate,
  ) {}

  /** The text between two streams. */
  readObjects(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
      const text = latin1.decode(bytes.subarray(at, at + PIECE_BYTES))
      this.begun += count(text, /\bobj\b/g)
      this.ended += count(text, /\bendobj\b/g)
      this.readNames(text)
    }
    if (this.begun - this.ended > MOST_OPEN_OBJECTS) throw damaged('PDF', 'many of its objects do not end')
  }

  readStream({ dictionary, data }: Stream): void {
    const filters = dictionary.match(FILTER) ?? []
    if (!filters.every((name) => FLATE.test(name))) {
      this.mayUsePatterns ||= !OTHER_CONTENT.test(dictionary)
      return
    }
    const pieces =
      this.inflatedAtOnce(data, filters.length) ?? unpacked(data, { ...this.fflate, layers: filters.length })
    const isTiling = TILING.test(dictionary)
    if (OBJECTS.test(dictionary)) return this.readPackedObjects(pieces)
    const counter = new ContentCounter()
    let size = 0
    let uncounted: Uint8Array[] = []
    for (const piece of pieces) {
      if (size === 0 && OTHER_CONTENT.test(dictionary) && !isPlainText(piece)) return
      size += piece.length
      assertLimit(this.limits, 'contentBytes', size)
      this.addInflated(piece.length)
      this.mayUsePatterns ||= latin1.decode(piece).includes('/Pattern')
      uncounted.push(piece)
      if (size < 2 * this.limits.operators && size < MOST_STRING_BYTES) continue
      this.count(counter, uncounted)
      uncounted = []
    }
    if (!isTiling && countSaves(uncounted) <= this.limits.savedStates) return
    this.count(counter, uncounted)
    if (isTiling && counter.end().usesPattern) throw damaged('PDF', 'it paints a pattern with patterns')
  }

  private count(counter: ContentCounter, pieces: readonly Uint8Array[]): void {
    for (const piece of pieces) {
      counter.push(piece)
      assertLimit(this.limits, 'operators', counter.cost.operators)
      assertLimit(this.limits, 'savedStates', counter.cost.depth)
      if (counter.cost.stringBytes > MOST_STRING_BYTES) throw damaged('PDF', 'it shows more text than a page can hold')
    }
  }

  end(): void {
    if (this.begun === 0) throw damaged('PDF', 'it holds no objects')
  }

  /** Null where it is long, or broken. */
  private inflatedAtOnce(data: Uint8Array, layers: number): Uint8Array[] | null {
    if (layers !== 1 || data.length > INFLATED_AT_ONCE) return null
    try {
      const piece = this.fflate.unzlibSync(data, { out: this.scratch })
      return piece.length < SHORT_BYTES ? [piece] : null
    } catch {
      return null
    }
  }

  private readPackedObjects(pieces: Iterable<Uint8Array>): void {
    for (const piece of pieces) {
      this.addInflated(piece.length)
      this.readNames(latin1.decode(piece))
    }
  }

  private readNames(text: string): void {
    this.fonts += count(text, FONT)
    assertLimit(this.limits, 'fonts', this.fonts)
    this.mayUsePatterns ||= PATTERN_OR_ENCRYPTED.test(text)
  }

  private addInflated(bytes: number): void {
    this.inflated += bytes
    assertLimit(this.limits, 'inflatedBytes', this.inflated)
  }
}

function count(text: string, pattern: RegExp): number {
  let found = 0
  pattern.lastIndex = 0
  while (pattern.test(text)) found++
  return found
}

const KEYWORD = [...'stream'].map((letter) => letter.charCodeAt(0))
const END_KEYWORD = [...'endstream'].map((letter) => letter.charCodeAt(0))

function indexOf(bytes: Uint8Array, word: readonly number[], from: number): number {
  const [first = 0] = word
  for (let at = bytes.indexOf(first, from); at >= 0; at = bytes.indexOf(first, at + 1)) {
    if (word.every((byte, index) => bytes[at + index] === byte)) return at
  }
  return -1
}

/** Where the next `stream` that is no `endstream` stands; null where there is none. */
function nextStream(bytes: Uint8Array, from: number): number | null {
  for (let at = indexOf(bytes, KEYWORD, from); at >= 0; at = indexOf(bytes, KEYWORD, at + 1)) {
    if (bytes[at - 1] !== 0x64) return at
  }
  return null
}

/** From the object that begins last before a keyword, as a rule behind the stream before. */
function dictionaryBefore(bytes: Uint8Array, { keyword, from }: { keyword: number; from: number }): string {
  const first = Math.max(0, keyword - LONGEST_DICTIONARY)
  const text = latin1.decode(bytes.subarray(Math.max(first, from), keyword))
  const start = text.lastIndexOf(' obj')
  if (start >= 0 || from <= first) return text.slice(start + 1)
  return dictionaryBefore(bytes, { keyword, from: first })
}

function dataStart(bytes: Uint8Array, keyword: number): number {
  const at = keyword + KEYWORD.length
  if (bytes[at] === 0x0d) return bytes[at + 1] === 0x0a ? at + 2 : at + 1
  return bytes[at] === 0x0a ? at + 1 : at
}

/** By the declared length where the end stands there, else by the end itself, as pdfjs does it. */
function dataEnd(bytes: Uint8Array, start: number, dictionary: string): number {
  const declared = /\/Length\s+(\d{1,10})(?!\s+\d+\s+R)\b/.exec(dictionary)?.[1]
  const end = declared === undefined ? bytes.length : start + Number.parseInt(declared, 10)
  if (
    end < bytes.length &&
    latin1
      .decode(bytes.subarray(end, end + 16))
      .trimStart()
      .startsWith('endstream')
  )
    return end
  const found = indexOf(bytes, END_KEYWORD, start)
  return found < 0 ? bytes.length : found
}

const SAVE = 'q'.charCodeAt(0)

/** No fewer than the graphics states that content saves. */
function countSaves(pieces: readonly Uint8Array[]): number {
  let found = 0
  for (const piece of pieces) for (let at = piece.indexOf(SAVE); at >= 0; at = piece.indexOf(SAVE, at + 1)) found++
  return found
}

function isPlainText(piece: Uint8Array): boolean {
  return piece.subarray(0, SAMPLE_BYTES).every((byte) => (byte >= 0x20 && byte < 0x7f) || (byte >= 9 && byte <= 13))
}

/** The data in pieces, inflated as often as its filters say, up to where it is broken. */
function* unpacked(data: Uint8Array, { Unzlib, layers }: Unpacking): Generator<Uint8Array, void> {
  if (layers > 0) {
    yield* inflated(unpacked(data, { Unzlib, layers: layers - 1 }), Unzlib)
    return
  }
  for (let at = 0; at < data.length; at += CHUNK_BYTES) yield data.subarray(at, at + CHUNK_BYTES)
}

function* inflated(packed: Iterable<Uint8Array>, Inflate: typeof Unzlib): Generator<Uint8Array, void> {
  let pieces: Uint8Array[] = []
  const inflate = new Inflate((piece) => pieces.push(piece))
  let most = INFLATED_FIRST
  for (const chunk of packed) {
    for (let at = 0; at < chunk.length; ) {
      try {
        inflate.push(chunk.subarray(at, at + most))
      } catch {
        return
      }
      at += most
      most = INFLATED_AT_ONCE
      yield* pieces
      pieces = []
    }
  }
}
