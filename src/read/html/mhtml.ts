import { decodeText } from '../text/decode-text.js'

/** One file inside a saved web archive. */
export interface MhtmlPart {
  type: string
  /** Address or file name that it was saved from. */
  location: string
  text: string
}

const MOST_PARTS = 10_000
const DEEPEST_NESTING = 5

/**
 * The text files of a web archive (MHTML), decoded.
 *
 * Source: RFC 2557, RFC 2045 (base64, quoted-printable), RFC 2046 5.1 (multipart).
 */
export function mhtmlParts(archive: string, depth = 0): MhtmlPart[] {
  const { headers, body } = splitHead(archive)
  const type = headers.get('content-type') ?? 'text/plain'
  const boundary = /boundary="?([^";\s]+)"?/i.exec(type)?.[1]
  if (boundary !== undefined && depth < DEEPEST_NESTING) {
    const pieces = body.split(`--${boundary}`).slice(1, MOST_PARTS)
    return pieces
      .filter((piece) => !piece.startsWith('--'))
      .flatMap((piece) => mhtmlParts(piece.replace(/^\r?\n/, ''), depth + 1))
  }
  const location = headers.get('content-location') ?? ''
  return [
    { type: type.toLowerCase(), location, text: decodeBody(body, headers.get('content-transfer-encoding') ?? '') },
  ]
}

function splitHead(part: string): { headers: Map<string, string>; body: string } {
  const end = /\r?\n\r?\n/.exec(part)
  const head = end === null ? part : part.slice(0, end.index)
  const headers = new Map<string, string>()
  for (const line of head.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
    const colon = line.indexOf(':')
    if (colon > 0) headers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim())
  }
  return { headers, body: end === null ? '' : part.slice(end.index + end[0].length) }
}

function decodeBody(body: string, encoding: string): string {
  const kind = encoding.toLowerCase()
  if (kind === 'base64') return decodeBytes(base64Bytes(body))
  if (kind === 'quoted-printable') return decodeBytes(quotedBytes(body))
  return body
}

function decodeBytes(bytes: Uint8Array): string {
  return decodeText(bytes)?.text ?? ''
}

function base64Bytes(body: string): Uint8Array {
  const plain = body.replace(/[^A-Za-z0-9+/]/g, '')
  const whole = plain.slice(0, plain.length - (plain.length % 4 === 1 ? 1 : 0))
  return Uint8Array.from(atob(whole), (character) => character.charCodeAt(0))
}

/** Characters that stand unescaped are ASCII, or were decoded with the archive already. */
function quotedBytes(body: string): Uint8Array {
  const joined = body.replace(/=[ \t]*\r?\n/g, '')
  const plain = new TextEncoder().encode(joined)
  const bytes = new Uint8Array(plain.length)
  let length = 0
  for (let index = 0; index < plain.length; index++) {
    const escaped = plain[index] === 0x3d ? hexByte(plain, index + 1) : null
    bytes[length++] = escaped ?? (plain[index] as number)
    if (escaped !== null) index += 2
  }
  return bytes.subarray(0, length)
}

function hexByte(bytes: Uint8Array, start: number): number | null {
  const digits = String.fromCharCode(bytes[start] ?? 0, bytes[start + 1] ?? 0)
  return /^[0-9A-Fa-f]{2}$/.test(digits) ? Number.parseInt(digits, 16) : null
}
