import type { Diagnostic } from '../diagnostics/diagnostic.js'
import type { Block, Sheet, SourceDocument, TextLine } from '../grid/document.js'
import { rowLabel, withoutSpace } from '../normalise/text.js'
import { findForm } from './find-form.js'
import { extractGridTables } from './grid/extract-grids.js'
import { type Identification, identify } from './identify.js'
import type { ExtractedRow, ExtractedTable } from './table.js'
import { extractTextTables } from './text/extract-text.js'
import { withoutLines, withPagePlaces } from './without-lines.js'

/** Longest name of a department. */
const LONGEST_NAME = 40

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

export interface Extracted {
  value: Extraction
  diagnostics: Diagnostic[]
}

/** A line with a number that has decimals or separators. */
const AMOUNT = /\d[.,]\d/

/** The lines below the last figures of a page. */
function footOf({ blocks }: Sheet): Sheet['blocks'] {
  return blocks.slice(blocks.findLastIndex((block) => block.type === 'grid' || AMOUNT.test(block.line.text)) + 1)
}

/** The document with some of its pages read by their lines; null where these tell nothing. */
function withPagesByLines(
  document: SourceDocument,
  byColumns: Extracted,
  pages: ReadonlySet<number | null>,
): Extracted | null {
  const lines = document.spacedLines?.filter(({ place }) => pages.has(place.page)) ?? []
  const { value: read, diagnostics: inLines } = extractTextTables(lines, byColumns.value.fiscalYear)
  if (!read.some(({ rows }) => rows.length > 0) && inLines.length === 0) return null
  const drawn = document.sheets.map((sheet) => (pages.has(sheet.page) ? { ...sheet, blocks: footOf(sheet) } : sheet))
  const { value: others, diagnostics } = extractGridTables({ ...document, sheets: drawn }, byColumns.value.fiscalYear)
  // A title at the foot of a page heads the table that is drawn on the next.
  const isDrawn = (table: ExtractedTable) =>
    table.rows.length === 0 && others.some(({ id, title }) => id === table.id && title === table.title)
  const inText = read.filter((table) => !isDrawn(table)).map(withoutLines)
  const pageOf = ({ places }: ExtractedTable) => places[0]?.page ?? 0
  const tables = [...others, ...inText].sort((a, b) => pageOf(a) - pageOf(b))
  const { tables: _, ...identification } = byColumns.value
  return {
    value: withTables(identification, tables),
    diagnostics: [...diagnostics, ...inLines.map(withPagePlaces)],
  }
}

/**
 * What may be read out of a document: its tables by their columns; and where rules draw no columns on some pages, with those
 * pages read by their lines, or with those of them on which no columns are found. Which is right, the accounts tell.
 */
export function readingsOf(document: SourceDocument): [Extracted, ...Extracted[]] {
  const byColumns = extractTables(document)
  const spaced = new Set(document.spacedLines?.map(({ place }) => place.page))
  const bare = document.sheets.filter(({ page, blocks }) => spaced.has(page) && !blocks.some(isGrid))
  const some = bare.length < spaced.size ? [new Set(bare.map(({ page }) => page))] : []
  const sets = [spaced, ...some].filter(({ size }) => size > 0)
  return [byColumns, ...sets.flatMap((pages) => withPagesByLines(document, byColumns, pages) ?? [])]
}

function isGrid({ type }: Block): boolean {
  return type === 'grid'
}

/** From the blocks of a document to its tables, whose document it is, and for which year. */
export function extractTables(document: SourceDocument): Extracted {
  const texts = textsOf(document)
  const identification = { ...identify(texts), form: findForm(texts) }
  const blocks = document.sheets.flatMap((sheet) => sheet.blocks)
  if (document.format === 'text' && !blocks.some(isGrid)) {
    const lines = blocks.flatMap((block): TextLine[] => (block.type === 'line' ? [block.line] : []))
    const { value, diagnostics } = extractTextTables(lines)
    return { value: withTables(identification, value), diagnostics }
  }
  const { value, diagnostics } = extractGridTables(document, identification.fiscalYear)
  return { value: withTables(identification, value), diagnostics }
}

/** True unless a text without columns has put other headers behind the name. */
function isPlainName(text: string): boolean {
  return text.length <= LONGEST_NAME && !/\s|拨款|资金|支出|收入|万元/.test(text)
}

/** A form for each of several departments has the name of its own for a label. */
function withDepartments(table: ExtractedTable): ExtractedTable {
  const filled = table.rows.filter(({ amounts }) => amounts.length > 0)
  if (table.id !== 'department-performance' || filled.length < 2) return table
  const rows = table.rows.map((row, at): ExtractedRow => {
    const name = table.forms[at]?.fields.department?.text ?? ''
    return row.label === '' && isPlainName(name)
      ? { ...row, label: rowLabel(name), printedLabel: withoutSpace(name) }
      : row
  })
  return { ...table, rows }
}

/** Where no line names the organisation, the performance forms may: 预算部门, 申报单位. */
function withTables(identification: Omit<Extraction, 'tables'>, tables: ExtractedTable[]): Extraction {
  const fields = tables.flatMap((table) => table.forms.map((form) => form.fields))
  const named = fields.flatMap(({ department }) => department?.text ?? []).find(isPlainName)
  const applicants = new Set(fields.flatMap(({ applicant }) => applicant?.text ?? []).filter(isPlainName))
  const only = applicants.size === 1 ? [...applicants][0] : undefined
  const organization = identification.organization ?? named ?? only ?? null
  return { ...identification, organization, tables: tables.map(withDepartments) }
}
