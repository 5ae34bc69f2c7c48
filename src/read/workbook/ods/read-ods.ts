import { type Diagnostic, diagnostic } from '../../../diagnostics/diagnostic.js'
import type { Sheet, SourceDocument } from '../../../grid/document.js'
import { openZip, type ZipEntry } from '../../container/zip-archive.js'
import { assertLimit, type Limits } from '../../limits.js'
import { damaged, encrypted, ReadFailure } from '../../read-failure.js'
import { attribute, parseXml } from '../../xml/parse-xml.js'
import { noTotals } from '../read-totals.js'
import { sheetGrid } from '../sheet-grid.js'
import type { OpenPackage } from '../xlsx/workbook-parts.js'
import { odsStyles } from './ods-styles.js'
import { type OdsContext, OdsTable } from './ods-table.js'
import { odsParagraphs } from './ods-text.js'

/**
 * Reads an OpenDocument workbook: every sheet as one grid of its non-empty cells, with the displayed text that the file
 * itself stores.
 *
 * Diagnostics: file-damaged, file-encrypted, file-type-unknown (a text or a drawing) and limit-exceeded as `ReadFailure`;
 * those of `sheetGrid` returned.
 */
export async function readOds(
  bytes: Uint8Array,
  limits: Limits,
): Promise<{ value: SourceDocument; diagnostics: Diagnostic[] }> {
  const open = { archive: openZip(bytes, limits, 'workbook'), limits }
  const part = (path: string): ZipEntry | null => open.archive.find(path)
  await refuseEncrypted(open, part('META-INF/manifest.xml'))
  const content = part('content.xml')
  if (content === null) throw damaged('workbook', 'its content is missing')
  const styles = await odsStyles(open, [part('styles.xml'), content])
  const showsZeros = await zeroSettings(open, part('settings.xml'))
  const tables = await contentTables(content, { ...open, styles, totals: noTotals(), showsZeros })
  const sheets: Sheet[] = []
  const diagnostics: Diagnostic[] = []
  for (const table of tables) {
    const grid = sheetGrid(table.sheet())
    sheets.push(grid.value)
    diagnostics.push(...grid.diagnostics)
  }
  return { value: { format: 'ods', sheets }, diagnostics }
}

async function contentTables(entry: ZipEntry, context: OdsContext): Promise<OdsTable[]> {
  const tables: OdsTable[] = []
  const paragraphs = odsParagraphs((text) => table?.addParagraph(text))
  let table: OdsTable | null = null
  let depth = 0
  let isWorkbook = false
  await parseXml(
    { ...context, entry, format: 'workbook' },
    {
      open: (name, attributes) => {
        if (name === 'spreadsheet') isWorkbook = true
        else if (name === 'table' && isWorkbook && ++depth === 1) {
          table = new OdsTable(attributes, context)
          tables.push(table)
          assertLimit(context.limits, 'sheets', tables.length)
        }
        if (depth !== 1) return
        if (name === 'table-column') table?.addColumns(attributes)
        else if (name === 'table-row') table?.openRow(attributes)
        else if (name === 'table-cell' || name === 'covered-table-cell') {
          table?.openCell(attributes, name === 'covered-table-cell')
          paragraphs.enterCell()
        } else paragraphs.open(name, attributes)
      },
      text: (text) => paragraphs.text(text),
      close: (name) => {
        if (name === 'table' && isWorkbook) depth--
        if (depth !== 1) return
        if (name === 'table-row') table?.closeRow()
        else if (name === 'table-cell' || name === 'covered-table-cell') {
          paragraphs.leaveCell()
          table?.closeCell()
        } else paragraphs.close(name)
      },
    },
  )
  if (!isWorkbook) {
    throw new ReadFailure(diagnostic('file-type-unknown', { type: 'an OpenDocument file that is no workbook' }))
  }
  return tables
}

async function refuseEncrypted(open: OpenPackage, entry: ZipEntry | null): Promise<void> {
  if (entry === null) return
  await parseXml(
    { ...open, entry, format: 'workbook' },
    {
      open: (name) => {
        if (name === 'encryption-data') throw encrypted('workbook')
      },
    },
  )
}

/** Which sheets show zeros: a setting of the view, for all sheets or for one by its name. */
async function zeroSettings(open: OpenPackage, entry: ZipEntry | null): Promise<(sheet: string) => boolean> {
  const hiding = new Set<string>()
  let general = true
  let sheet: string | null = null
  let isSetting = false
  if (entry === null) return () => true
  await parseXml(
    { ...open, entry, format: 'workbook' },
    {
      open: (name, attributes) => {
        if (name === 'config-item-map-entry') sheet = attribute(attributes, 'name')
        isSetting = name === 'config-item' && attribute(attributes, 'name') === 'ShowZeroValues'
      },
      text: (text) => {
        if (!isSetting || text.trim() !== 'false') return
        if (sheet === null) general = false
        else hiding.add(sheet)
      },
      close: (name) => {
        if (name === 'config-item') isSetting = false
        if (name === 'config-item-map-entry') sheet = null
      },
    },
  )
  return (name) => general && !hiding.has(name)
}
