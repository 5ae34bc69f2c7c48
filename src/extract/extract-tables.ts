import type { Diagnostic } from '../diagnostics/diagnostic.js'
import type { SourceDocument, TextLine } from '../grid/document.js'
import { findForm } from './find-form.js'
import { extractGridTables } from './grid/extract-grids.js'
import { type Identification, identify } from './identify.js'
import type { ExtractedTable } from './table.js'
import { extractTextTables } from './text/extract-text.js'

export interface Extraction extends Identification {
  /** Form known by name. */
  form: string | null
  tables: ExtractedTable[]
}

function textsOf(document: SourceDocument): string[] {
  return document.sheets.flatMap((sheet) =>
    sheet.blocks.flatMap((block) =>
      block.type === 'line' ? [block.line.text] : block.grid.cells.map((cell) => cell.text),
    ),
  )
}

/** From the blocks of a document to its tables, whose document it is, and for which year. */
export function extractTables(document: SourceDocument): { value: Extraction; diagnostics: Diagnostic[] } {
  const texts = textsOf(document)
  const identification = { ...identify(texts), form: findForm(texts) }
  if (document.format === 'text') {
    const lines = document.sheets.flatMap((sheet) =>
      sheet.blocks.flatMap((block): TextLine[] => (block.type === 'line' ? [block.line] : [])),
    )
    const { value, diagnostics } = extractTextTables(lines)
    return { value: { ...identification, tables: value }, diagnostics }
  }
  const { value, diagnostics } = extractGridTables(document, identification.fiscalYear)
  const named = value.flatMap((table) => table.forms.flatMap((form) => form.fields.department?.text ?? []))[0]
  const organization = identification.organization ?? named ?? null
  return { value: { ...identification, organization, tables: value }, diagnostics }
}
