/** Where something stands in the document. Only the keys that its format has are set. */
export interface Place {
  /** Worksheet name. */
  sheet: string | null
  /** A1 address in that worksheet. */
  cell: string | null
  /** PDF page, from 1. */
  page: number | null
  /** [x0, y0, x1, y1] in points from the top left of the page as a reader sees it. */
  bbox: readonly [number, number, number, number] | null
  /** Line of a text input, from 1. */
  line: number | null
}

/** A non-empty cell. Text is as printed, line breaks within the cell kept as `\n`. */
export interface Cell {
  text: string
  /** From 0. A merged cell stands once, at its top left. */
  row: number
  column: number
  rowSpan: number
  columnSpan: number
  place: Place
  /** The stored number where a workbook shows another text for it (12345.678 shown as 12,345.68). */
  stored?: string
  /** In a hidden row, column or sheet. */
  hidden?: boolean
}

/** A table whose columns are known: a worksheet, or a table on a PDF page. Cells in reading order. */
export interface Grid {
  rowCount: number
  columnCount: number
  cells: readonly Cell[]
  /** Where columns begin and end across the page, in points: `columnCount + 1` positions. PDFs with ruled tables only. */
  columnEdges?: readonly number[]
  /** Cells without text that are merged downwards: what they say, if anything, stands on another page. PDFs only. */
  blankSpans?: readonly { row: number; column: number; rowSpan: number }[]
}

/** A line of text outside every table of known columns: a title, 单位：万元, a note, or a row whose columns are lost. */
export interface TextLine {
  text: string
  place: Place
  /** Text input only: how many form feeds stand before it, where there are any. */
  formFeeds?: number
}

export type Block = { type: 'grid'; grid: Grid } | { type: 'line'; line: TextLine }

/** A worksheet, a PDF page, or a whole text: its blocks from top to bottom. */
export interface Sheet {
  name: string | null
  page: number | null
  hidden: boolean
  blocks: readonly Block[]
}

export type SourceFormat = 'xlsx' | 'xls' | 'ods' | 'pdf' | 'html' | 'docx' | 'text'

/** What a reader makes of a file. After this nobody asks which format it was. */
export interface SourceDocument {
  format: SourceFormat
  sheets: readonly Sheet[]
  /** The lines of those pages of a PDF on which tables may be and no rules draw columns, with the spaces between words kept. */
  spacedLines?: readonly TextLine[]
}

/** A place with nothing set. */
export const NOWHERE: Place = { sheet: null, cell: null, page: null, bbox: null, line: null }
