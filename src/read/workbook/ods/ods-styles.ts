import type { ZipEntry } from '../../container/zip-archive.js'
import { attribute, parseXml } from '../../xml/parse-xml.js'
import type { OpenPackage } from '../xlsx/workbook-parts.js'

interface OdsStyle {
  parent: string | null
  /** Points from the left edge of the cell; null where the style says nothing. */
  margin: number | null
  /** False for a style that hides a whole sheet. */
  display: boolean
}

/** Answers for the styles of an OpenDocument workbook by name. */
export interface OdsStyles {
  /** Levels of indentation at the left. */
  indentOf: (style: string | null) => number
  isDisplayed: (style: string | null) => boolean
}

/** What LibreOffice makes of one level of indentation in a workbook of Excel. */
const POINTS_PER_LEVEL = 10.5
const POINTS_PER: Readonly<Record<string, number>> = { pt: 1, in: 72, cm: 72 / 2.54, mm: 72 / 25.4, px: 0.75, pc: 12 }
const LONGEST_ANCESTRY = 20
const DEEPEST_INDENT = 50

/** Reads the styles of the parts given: those of `styles.xml`, then those that `content.xml` derives from them. */
export async function odsStyles(open: OpenPackage, entries: readonly (ZipEntry | null)[]): Promise<OdsStyles> {
  const styles = new Map<string, OdsStyle>()
  let name: string | null = null
  for (const entry of entries) {
    if (entry === null) continue
    await parseXml(
      { ...open, entry, format: 'workbook' },
      {
        open: (element, attributes) => {
          if (element === 'style') {
            name = attribute(attributes, 'name')
            const parent = attribute(attributes, 'parent-style-name')
            if (name !== null) styles.set(name, { parent, margin: null, display: true })
            return
          }
          const style = name === null ? undefined : styles.get(name)
          if (name === null || style === undefined) return
          if (element === 'table-properties' && attribute(attributes, 'display') === 'false') {
            styles.set(name, { ...style, display: false })
          } else if (element === 'paragraph-properties') {
            const align = attribute(attributes, 'text-align')
            const isLeft = align === null || align === 'start' || align === 'left'
            const margin = attribute(attributes, 'margin-left')
            if (margin !== null) styles.set(name, { ...style, margin: isLeft ? points(margin) : 0 })
          }
        },
        close: (element) => {
          if (element === 'style') name = null
        },
      },
    )
  }
  return {
    isDisplayed: (style) => (style === null ? true : (styles.get(style)?.display ?? true)),
    indentOf: (style) => Math.min(DEEPEST_INDENT, Math.round(marginOf(style, styles) / POINTS_PER_LEVEL)),
  }
}

function marginOf(name: string | null, styles: ReadonlyMap<string, OdsStyle>): number {
  let style = name === null ? undefined : styles.get(name)
  for (let step = 0; style !== undefined && step < LONGEST_ANCESTRY; step++) {
    if (style.margin !== null) return style.margin
    style = style.parent === null ? undefined : styles.get(style.parent)
  }
  return 0
}

/** A length such as `0.2917in` in points; 0 where it is none. */
function points(length: string): number {
  const match = /^(\d{0,6}(?:\.\d+)?)(pt|in|cm|mm|px|pc)$/.exec(length)
  return match === null ? 0 : Number(match[1]) * (POINTS_PER[match[2] ?? ''] ?? 0)
}
