import type { ZipArchive, ZipEntry } from '../container/zip-archive.js'
import { assertLimit, type Limits } from '../limits.js'
import { damaged, ReadFailure } from '../read-failure.js'

/** Attributes by their name as written, prefix included. Without a prototype, so that any name is harmless. */
export type Attributes = Readonly<Record<string, string>>

/** Calls as the document goes by. Element names come without their prefix. */
export interface XmlHandler {
  open?: (name: string, attributes: Attributes) => void
  /** Text between two tags, in one piece. */
  text?: (text: string) => void
  close?: (name: string) => void
}

export interface XmlSource {
  archive: ZipArchive
  entry: ZipEntry
  limits: Limits
  /** Names the file in a finding: `workbook`. */
  format: string
}

const PIECE_BYTES = 65_536
const DEEPEST_ELEMENT = 1_000
/** A cell takes up to four elements, and an empty one that only has a style takes one. */
const ELEMENTS_PER_CELL = 10

/**
 * Parses one XML part of a zip as it inflates. Declared entities stay unexpanded: a document type ends the reading.
 *
 * Diagnostics: file-damaged, limit-exceeded, as `ReadFailure`.
 */
export async function parseXml(source: XmlSource, handler: XmlHandler): Promise<void> {
  const { SaxesParser } = await import('saxes')
  const { archive, entry, limits, format } = source
  const parser = new SaxesParser({ position: false, xmlns: false })
  // Bytes since the last tag: text is handed over in one piece, so its length must be watched as it grows
  let quiet = 0
  let depth = 0
  let elements = 0
  parser.on('error', (error) => {
    throw damaged(format, `${entry.path} is not well formed (${plainReason(error.message)})`)
  })
  parser.on('doctype', () => {
    throw damaged(format, `${entry.path} declares a document type, which no office program writes`)
  })
  parser.on('opentag', (tag) => {
    quiet = 0
    elements++
    if (elements > limits.cells * ELEMENTS_PER_CELL) assertLimit(limits, 'cells', elements)
    if (++depth > DEEPEST_ELEMENT) throw damaged(format, `${entry.path} nests its elements too deeply`)
    handler.open?.(localName(tag.name), tag.attributes)
  })
  parser.on('text', (text) => handler.text?.(text))
  parser.on('cdata', (text) => handler.text?.(text))
  parser.on('closetag', (tag) => {
    quiet = 0
    depth--
    handler.close?.(localName(tag.name))
  })
  let decoder: InstanceType<typeof TextDecoder> | null = null
  await archive.inflate(entry, (chunk) => {
    decoder ??= new TextDecoder(encodingOf(chunk))
    for (let start = 0; start < chunk.length; start += PIECE_BYTES) {
      quiet += PIECE_BYTES
      parser.write(decoder.decode(chunk.subarray(start, start + PIECE_BYTES), { stream: true }))
      assertLimit(limits, 'characters', quiet)
    }
  })
  try {
    parser.close()
  } catch (error) {
    if (error instanceof ReadFailure) throw error
    throw damaged(format, `${entry.path} ends too early`)
  }
}

function encodingOf(start: Uint8Array): string {
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le'
  if (start[0] === 0xfe && start[1] === 0xff) return 'utf-16be'
  return 'utf-8'
}

function plainReason(message: string): string {
  return message.replace(/^[\d:]+\s*/, '').replace(/\.$/, '')
}

export function localName(name: string): string {
  const colon = name.indexOf(':')
  return colon < 0 ? name : name.slice(colon + 1)
}

/** The value of an attribute whose prefix the writer chose: `id` finds `r:id` and `rel:id`. */
export function attribute(attributes: Attributes, name: string): string | null {
  const plain = attributes[name]
  if (plain !== undefined) return plain
  for (const key of Object.keys(attributes)) if (key.endsWith(`:${name}`)) return attributes[key] ?? null
  return null
}
