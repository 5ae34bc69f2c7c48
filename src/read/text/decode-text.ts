export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030'

export interface DecodedText {
  text: string
  encoding: TextEncoding
}

/** So much of an input shows whether it is text, and in which encoding. */
export const SAMPLE_BYTES = 65_536
/** Every byte of a multi-byte character of GB18030, and a UTF-8 sequence, ends within four. */
export const LONGEST_CHARACTER = 4

/**
 * Text of bytes in UTF-8 (with or without BOM), UTF-16 or GB18030 (which holds GBK and GB2312).
 *
 * Absent values: null where the bytes are no text in any of them.
 */
export function decodeText(bytes: Uint8Array): DecodedText | null {
  const found = recognise(bytes)
  if (found === null) return null
  const { encoding, text } = found
  return { text: text ?? new TextDecoder(encoding).decode(bytes), encoding }
}

/** The encoding of what may be text, judged by its first 64 KB and its end; null where it is none. */
export function findEncoding(bytes: Uint8Array): TextEncoding | null {
  return recognise(bytes)?.encoding ?? null
}

/** `text` is null where the encoding is known without decoding the whole. */
function recognise(bytes: Uint8Array): { encoding: TextEncoding; text: string | null } | null {
  const unread = (encoding: TextEncoding) => ({ encoding, text: null })
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return unread('utf-16le')
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return unread('utf-16be')
  const sample = bytes.subarray(0, SAMPLE_BYTES)
  const wide = findWideEncoding(sample)
  if (wide !== null) return unread(wide)
  const text = utf8Text(bytes)
  if (text !== null) return { encoding: 'utf-8', text }
  return isText(sample, 'gb18030', 0.005) ? unread('gb18030') : null
}

/**
 * Null where it is not UTF-8. A few broken characters among many whole ones make a damaged UTF-8 text, not one in another
 * encoding.
 */
function utf8Text(bytes: Uint8Array): string | null {
  const text = new TextDecoder('utf-8').decode(bytes)
  let broken = 0
  let wide = 0
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    if (code === 0xfffd) broken++
    else if (code > 0x7f) wide++
  }
  const isUtf8 = broken <= 1 + wide / 100 && broken <= wide && controlCharacters(text) <= allowance(text, 0.1)
  return isUtf8 ? text : null
}

/** UTF-16 without a BOM: the line ends and digits have NUL as their other byte, always on the same side. */
function findWideEncoding(sample: Uint8Array): TextEncoding | null {
  if (sample.length < 4 || sample.length % 2 !== 0) return null
  const nulls: [number, number] = [0, 0]
  for (let index = 0; index < sample.length; index++) if (sample[index] === 0) nulls[(index % 2) as 0 | 1]++
  const [even, odd] = nulls
  const several = sample.length / 50
  if (odd > several && even === 0 && isText(sample, 'utf-16le', 0)) return 'utf-16le'
  if (even > several && odd === 0 && isText(sample, 'utf-16be', 0)) return 'utf-16be'
  return null
}

/** True where the bytes decode without a fault and hardly any control character; a cut last character is no fault. */
function isText(bytes: Uint8Array, encoding: TextEncoding, controlShare: number): boolean {
  for (let cut = 0; cut < LONGEST_CHARACTER && cut <= bytes.length; cut++) {
    try {
      const text = new TextDecoder(encoding, { fatal: true }).decode(bytes.subarray(0, bytes.length - cut))
      return controlCharacters(text) <= allowance(text, controlShare)
    } catch {
      // The next try leaves one byte more out.
    }
  }
  return false
}

function allowance(text: string, share: number): number {
  return Math.max(text.length * share, text.length > 16 ? 1 : 0)
}

function controlCharacters(text: string): number {
  let count = 0
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    const isControl = code < 32 ? code < 9 || code > 13 : code === 0x7f || (code >= 0xe000 && code <= 0xf8ff)
    if (isControl) count++
  }
  return count
}
