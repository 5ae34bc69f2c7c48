import { createHash } from 'node:crypto'
import { deflateSync } from 'node:zlib'

/** An object as it stands in the file: a dictionary or array as text, or a stream with the rest of its dictionary. */
export type PdfObject = string | { dictionary: string; data: Uint8Array }

export function packed(content: string | Uint8Array): PdfObject {
  return { dictionary: '/Filter /FlateDecode', data: deflateSync(bytesOf(content)) }
}

export function unpacked(content: string, dictionary = ''): PdfObject {
  return { dictionary, data: bytesOf(content) }
}

function bytesOf(content: string | Uint8Array): Uint8Array {
  return typeof content === 'string' ? Buffer.from(content, 'latin1') : content
}

/** A file of these objects, numbered from 1, which is the catalogue. */
export function pdfOf(objects: readonly PdfObject[], trailer = ''): Uint8Array {
  const parts: Uint8Array[] = []
  let length = 0
  const put = (part: string | Uint8Array) => {
    const bytes = bytesOf(part)
    parts.push(bytes)
    length += bytes.length
  }
  put('%PDF-1.4\n')
  const offsets = objects.map((object, index) => {
    const offset = length
    put(`${index + 1} 0 obj\n`)
    if (typeof object === 'string') put(object)
    else {
      put(`<< /Length ${object.data.length} ${object.dictionary} >>\nstream\n`)
      put(object.data)
      put('\nendstream')
    }
    put('\nendobj\n')
    return offset
  })
  const start = length
  const entries = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  put(`xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${entries}`)
  put(`trailer\n<< /Size ${objects.length + 1} /Root 1 0 R ${trailer} >>\nstartxref\n${start}\n%%EOF\n`)
  return Buffer.concat(parts)
}

export const HELVETICA = '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>'

interface OnePage {
  content: PdfObject
  resources?: string
  box?: string
  catalogue?: string
  /** Objects from 6 on. */
  more?: readonly PdfObject[]
}

/** One page: objects 1 to 5 are the catalogue, the page tree, the page, a font, and what the page draws. */
export function onePage({
  content,
  resources = '',
  box = '0 0 600 400',
  catalogue = '',
  more = [],
}: OnePage): Uint8Array {
  const fonts = resources.includes('/Font') ? '' : '/Font << /F 4 0 R >>'
  return pdfOf([
    `<< /Type /Catalog /Pages 2 0 R ${catalogue} >>`,
    '<< /Type /Pages /Count 1 /Kids [3 0 R] >>',
    `<< /Type /Page /Parent 2 0 R /MediaBox [${box}] /Resources << ${fonts} ${resources} >> /Contents 5 0 R >>`,
    HELVETICA,
    content,
    ...more,
  ])
}

/** Six rows of a name and two amounts. */
export const ROWS = Array.from({ length: 6 }, (_, row) =>
  [`(row ${row}) 50`, `(${row}1.00) 200`, `(${row}2.00) 300`]
    .map((cell) => cell.replace(/(\(.*\)) (\d+)/, `BT /F 10 Tf $2 ${350 - 20 * row} Td $1 Tj ET\n`))
    .join(''),
).join('')

const PADDING = Buffer.from('28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a', 'hex')

function md5(...parts: Uint8Array[]): Buffer {
  return createHash('md5').update(Buffer.concat(parts)).digest()
}

function rc4(key: Uint8Array, data: Uint8Array): Uint8Array {
  const state = Array.from({ length: 256 }, (_, index) => index)
  const swap = (a: number, b: number) => {
    const [one, other] = [state[a] as number, state[b] as number]
    state[a] = other
    state[b] = one
  }
  for (let i = 0, j = 0; i < 256; i++) {
    j = (j + (state[i] as number) + (key[i % key.length] as number)) % 256
    swap(i, j)
  }
  let [i, j] = [0, 0]
  return data.map((byte) => {
    i = (i + 1) % 256
    j = (j + (state[i] as number)) % 256
    swap(i, j)
    return byte ^ (state[((state[i] as number) + (state[j] as number)) % 256] as number)
  })
}

/** One page behind a password. Source: ISO 32000-1, 7.6.3, revision 2 (RC4 with 40 bits). */
export function lockedPage(content: string, password: string): Uint8Array {
  const padded = Buffer.concat([Buffer.from(password), PADDING]).subarray(0, 32)
  const owner = rc4(md5(padded).subarray(0, 5), padded)
  const id = Buffer.alloc(16, 7)
  const permissions = Buffer.from([0xd4, 0xff, 0xff, 0xff])
  const key = md5(padded, owner, permissions, id).subarray(0, 5)
  const user = rc4(key, PADDING)
  const hex = (bytes: Uint8Array) => `<${Buffer.from(bytes).toString('hex')}>`
  const ofObject = (number: number) => md5(key, Buffer.from([number, 0, 0, 0, 0])).subarray(0, 10)
  return pdfOf(
    [
      '<< /Type /Catalog /Pages 2 0 R >>',
      '<< /Type /Pages /Count 1 /Kids [3 0 R] >>',
      '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 400] /Resources << /Font << /F 4 0 R >> >> /Contents 5 0 R >>',
      HELVETICA,
      { dictionary: '', data: rc4(ofObject(5), Buffer.from(content)) },
    ],
    `/Encrypt << /Filter /Standard /V 1 /R 2 /O ${hex(owner)} /U ${hex(user)} /P -44 >> /ID [${hex(id)} ${hex(id)}]`,
  )
}
