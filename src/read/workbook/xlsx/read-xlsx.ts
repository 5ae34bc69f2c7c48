import type { Diagnostic } from '../../../diagnostics/diagnostic.js'
import type { Sheet, SourceDocument } from '../../../grid/document.js'
import { openZip } from '../../container/zip-archive.js'
import type { Limits } from '../../limits.js'
import { damaged } from '../../read-failure.js'
import { numberFormats } from '../number-format.js'
import { noTotals } from '../read-totals.js'
import { sheetGrid } from '../sheet-grid.js'
import { cellStyles } from './cell-styles.js'
import { sharedStrings } from './shared-strings.js'
import { sheetCells } from './sheet-cells.js'
import { workbookParts } from './workbook-parts.js'

/**
 * Reads an xlsx workbook: every sheet as one grid of its non-empty cells, as displayed.
 *
 * Read straight from its XML (fflate, saxes) and not by exceljs, which repeats a merged value in every cell, throws on
 * overlapping merges and runs out of memory on one over the whole sheet.
 * Absent values: formulas without a stored result are no cells but a finding.
 * Diagnostics: file-damaged, file-encrypted and limit-exceeded as `ReadFailure`; those of `sheetGrid` returned.
 */
export async function readXlsx(
  bytes: Uint8Array,
  limits: Limits,
): Promise<{ value: SourceDocument; diagnostics: Diagnostic[] }> {
  const open = { archive: openZip(bytes, limits, 'workbook'), limits }
  const parts = await workbookParts(open)
  if (parts.sheets.length === 0) throw damaged('workbook', 'it has no worksheet')
  const context = {
    ...open,
    strings: await sharedStrings(open, parts.sharedStrings),
    styles: await cellStyles(open, parts.styles),
    formats: await numberFormats(parts.calendar),
    totals: noTotals(),
  }
  const sheets: Sheet[] = []
  const diagnostics: Diagnostic[] = []
  for (const part of parts.sheets) {
    const grid = sheetGrid(await sheetCells(part, context))
    sheets.push(grid.value)
    diagnostics.push(...grid.diagnostics)
  }
  return { value: { format: 'xlsx', sheets }, diagnostics }
}
