import type { ZipEntry } from '../../container/zip-archive.js'
import { assertLimit } from '../../limits.js'
import { parseXml, type XmlHandler } from '../../xml/parse-xml.js'
import type { OpenPackage } from './workbook-parts.js'

/**
 * The workbook's table of texts, rich text joined, phonetic guides left out.
 *
 * Source: ECMA-376 18.4.
 */
export async function sharedStrings(open: OpenPackage, entry: ZipEntry | null): Promise<string[]> {
  const strings: string[] = []
  if (entry === null) return strings
  let characters = 0
  const item = richText()
  await parseXml(
    { ...open, entry, format: 'workbook' },
    {
      open: (name, attributes) => {
        if (name === 'si') item.start()
        item.handler.open?.(name, attributes)
      },
      text: (text) => item.handler.text?.(text),
      close: (name) => {
        item.handler.close?.(name)
        if (name !== 'si') return
        const text = item.text()
        strings.push(text)
        characters += text.length
        assertLimit(open.limits, 'characters', characters)
      },
    },
  )
  return strings
}

/** Gathers the `<t>` of a text item as it goes by: a plain one, or its runs in order. */
export function richText(): { start: () => void; text: () => string; handler: XmlHandler } {
  let gathered = ''
  let isText = false
  let isPhonetic = false
  return {
    start: () => {
      gathered = ''
      isText = false
      isPhonetic = false
    },
    text: () => unescapeText(gathered),
    handler: {
      open: (name) => {
        if (name === 'rPh') isPhonetic = true
        else if (name === 't') isText = !isPhonetic
      },
      text: (text) => {
        if (isText) gathered += text
      },
      close: (name) => {
        if (name === 'rPh') isPhonetic = false
        else if (name === 't') isText = false
      },
    },
  }
}

/** Excel writes characters that XML cannot hold as `_x000D_`. Source: ECMA-376 22.9.2.19. */
export function unescapeText(text: string): string {
  if (!text.includes('_x')) return text
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
}
