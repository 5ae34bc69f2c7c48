import type { Diagnostic } from '../../diagnostics/diagnostic.js'
import type { SourceDocument } from '../../grid/document.js'
import { openZip } from '../container/zip-archive.js'
import type { Limits } from '../limits.js'
import { damaged } from '../read-failure.js'
import { parseXml } from '../xml/parse-xml.js'
import { DocxBlocks } from './docx-blocks.js'

/**
 * Reads a Word document: one sheet with a grid for each table and a line for each paragraph, in their order.
 *
 * Absent values: empty cells and paragraphs are not there. Headers, footers, notes and text boxes are not read.
 * Diagnostics: file-damaged, file-encrypted and limit-exceeded as `ReadFailure`.
 */
export async function readDocx(
  bytes: Uint8Array,
  limits: Limits,
): Promise<{ value: SourceDocument; diagnostics: Diagnostic[] }> {
  const archive = openZip(bytes, limits, 'document')
  const entry =
    archive.find('word/document.xml') ?? archive.entries.find(({ path }) => /(?:^|\/)document2?\.xml$/i.test(path))
  if (entry === undefined) throw damaged('document', 'its text is missing')
  const collector = new DocxBlocks(limits)
  await parseXml(
    { archive, entry, limits, format: 'document' },
    {
      open: (name, attributes) => collector.open(name, attributes),
      text: (text) => collector.text(text),
      close: (name) => collector.close(name),
    },
  )
  const blocks = collector.finish()
  return { value: { format: 'docx', sheets: [{ name: null, page: null, hidden: false, blocks }] }, diagnostics: [] }
}
