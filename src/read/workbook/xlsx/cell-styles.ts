import type { ZipEntry } from '../../container/zip-archive.js'
import { parseXml } from '../../xml/parse-xml.js'
import type { CellStyle } from '../cell-style.js'
import { builtInFormats } from '../number-format.js'
import type { OpenPackage } from './workbook-parts.js'

/** No cell is indented further; Excel's own bound. */
const DEEPEST_INDENT = 250

/**
 * The styles that cells point to by index: number format and indentation.
 *
 * Source: ECMA-376 18.8.10 (cellXfs), 18.8.30 (numFmt), 18.8.1 (alignment).
 */
export async function cellStyles(open: OpenPackage, entry: ZipEntry | null): Promise<CellStyle[]> {
  const styles: CellStyle[] = []
  if (entry === null) return styles
  const builtIn = await builtInFormats()
  const codes = new Map<number, string>()
  let isCellFormat = false
  await parseXml(
    { ...open, entry, format: 'workbook' },
    {
      open: (name, attributes) => {
        if (name === 'numFmt') codes.set(indexOf(attributes.numFmtId), attributes.formatCode ?? 'General')
        else if (name === 'cellXfs') isCellFormat = true
        else if (isCellFormat && name === 'xf') {
          const id = indexOf(attributes.numFmtId)
          styles.push({ formatCode: codes.get(id) ?? builtIn(id), indent: 0 })
        } else if (isCellFormat && name === 'alignment') {
          const style = styles.at(-1)
          if (style !== undefined && isAtLeft(attributes.horizontal)) {
            styles[styles.length - 1] = { ...style, indent: Math.min(indexOf(attributes.indent), DEEPEST_INDENT) }
          }
        }
      },
      close: (name) => {
        if (name === 'cellXfs') isCellFormat = false
      },
    },
  )
  return styles
}

/** Indentation from the right moves a number, and shows no level. */
function isAtLeft(horizontal: string | undefined): boolean {
  return horizontal === undefined || horizontal === 'left' || horizontal === 'general' || horizontal === 'distributed'
}

/** A count or index that an attribute holds; 0 where it holds none. */
export function indexOf(attribute: string | undefined): number {
  return attribute !== undefined && /^\d{1,9}$/.test(attribute) ? Number(attribute) : 0
}
