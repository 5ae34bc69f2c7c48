import { type Block, type Cell, type Grid, NOWHERE } from '../../grid/document.js'
import { isPlainNumber } from '../../normalise/amount.js'
import { withoutSpace } from '../../normalise/text.js'
import { assertLimit, type Limits } from '../limits.js'
import { ReadFailure } from '../read-failure.js'
import { formatAddress } from '../workbook/cell-address.js'

/** What stands on a line, or between quotes on several: its cells, the empty ones too. `line` is from 1. */
interface Row {
  fields: readonly string[]
  line: number
}

type Delimiter = '\t' | ',' | '|'

const LEAST_ROWS = 2
/** So many rows of a table between commas have an empty cell or one in quotes: prose and amounts have commas, too. */
const LEAST_SHARE_OF_MARKS = 0.25
const MOST_SHARE_OF_CUT_NUMBERS = 0.1
/** In characters. */
const LONGEST_ROW = 100_000

/** A tab that separates cells: where a program has put one behind the space of each word, empty cells have none. */
const BARE_TAB = /(?<![ \t])\t|^\t/gm
const TAB_BEHIND_SPACE = / \t/g
const EMPTY_BETWEEN_TABS = /\t\t|^\t/m
const EMPTY_BETWEEN_COMMAS = /,,|^,|,$/m
const MARKDOWN_ROW = /^\s*\|.*\|\s*$/
const MARKDOWN_RULE = /^\s*\|(?:\s*:?-+:?\s*\|)+\s*$/
const MARKDOWN_BREAK = /<br\s*\/?>/gi

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0
}

/** What separates the cells of a text that has its empty ones; null for a text that has lost its columns. */
function delimiterOf(lines: readonly string[], text: string): Delimiter | null {
  if (lines.some((line, at) => at > 0 && MARKDOWN_RULE.test(line) && MARKDOWN_ROW.test(lines[at - 1] as string)))
    return '|'
  if (EMPTY_BETWEEN_TABS.test(text) && count(text, BARE_TAB) > 10 * count(text, TAB_BEHIND_SPACE)) return '\t'
  return EMPTY_BETWEEN_COMMAS.test(text) ? ',' : null
}

function markdownFields(line: string): string[] {
  const cells = line
    .trim()
    .slice(1, -1)
    .split(/(?<!\\)\|/)
  return cells.map((cell) => cell.replace(/\\\|/g, '|').replace(MARKDOWN_BREAK, '\n').trim())
}

function markdownRows(lines: readonly string[], limits: Limits): Row[] {
  let fieldCount = 0
  return lines.flatMap((line, at): Row[] => {
    if (MARKDOWN_RULE.test(line)) return []
    if (!MARKDOWN_ROW.test(line)) return [{ fields: [line], line: at + 1 }]
    const fields = markdownFields(line)
    fieldCount += fields.length
    assertLimit(limits, 'words', fieldCount)
    return [{ fields, line: at + 1 }]
  })
}

/** Null where quotes are not closed. Diagnostics: limit-exceeded as `ReadFailure`. */
async function separatedRows(text: string, delimiter: ',' | '\t', limits: Limits): Promise<Row[] | null> {
  const { parse } = await import('csv-parse/sync')
  const rows: Row[] = []
  let fieldCount = 0
  try {
    parse(text, {
      delimiter,
      relax_column_count: true,
      relax_quotes: true,
      max_record_size: LONGEST_ROW,
      on_record: (fields: string[], { lines }) => {
        fieldCount += fields.length
        assertLimit(limits, 'words', fieldCount)
        rows.push({ fields, line: lines - count(fields.join(), /\n/g) })
        return null
      },
    })
    return rows
  } catch (error) {
    if (error instanceof ReadFailure) throw error
    return null
  }
}

/** Rows in one table have as many cells; between tabs the last empty ones may be cut off. */
function runsOf(rows: readonly Row[], delimiter: Delimiter): Row[][] {
  const runs: Row[][] = []
  for (const row of rows) {
    const last = runs.at(-1)?.at(-1)
    const isAlike = last && (delimiter === '\t' ? last.fields.length > 1 : last.fields.length === row.fields.length)
    if (isAlike && row.fields.length > 1) runs.at(-1)?.push(row)
    else runs.push([row])
  }
  return runs
}

function isTable(run: readonly Row[]): boolean {
  return run.length >= LEAST_ROWS && (run[0] as Row).fields.length > 1
}

/** True where the commas are between cells, and not within amounts and sentences. */
function isSeparatedByCommas(runs: readonly (readonly Row[])[], lines: readonly string[]): boolean {
  const inTables = runs.filter(isTable).flat()
  const marked = inTables.filter(({ fields, line }) => fields.includes('') || /(?:^|,)"/.test(lines[line - 1] ?? ''))
  const pairs = inTables.flatMap(({ fields }) =>
    fields.slice(1).map((field, at) => [fields[at] as string, field] as const),
  )
  const cut = pairs.filter(([left, right]) => /\d$/.test(left) && /^\d{3}(?!\d)/.test(right))
  return (
    marked.length >= LEAST_SHARE_OF_MARKS * inTables.length && cut.length <= MOST_SHARE_OF_CUT_NUMBERS * pairs.length
  )
}

/** How many rows and columns, from a place on, all say the same as it does. */
function spanOf(rows: readonly Row[], at: { row: number; column: number }): { rowSpan: number; columnSpan: number } {
  const own = rows[at.row]?.fields ?? []
  const text = own[at.column]
  let columnSpan = 1
  while (own[at.column + columnSpan] === text) columnSpan += 1
  const isSame = ({ fields }: Row) => fields.slice(at.column, at.column + columnSpan).every((field) => field === text)
  let rowSpan = 1
  while (rows[at.row + rowSpan] && isSame(rows[at.row + rowSpan] as Row)) rowSpan += 1
  return { rowSpan, columnSpan }
}

/** The rows above the first that prints an amount; none where none does. */
function headerOf(rows: readonly Row[]): readonly Row[] {
  const first = rows.findIndex(({ fields }) => fields.some((field) => isPlainNumber(withoutSpace(field))))
  return rows.slice(0, Math.max(0, first))
}

/** A goal, not the name of a 款 and of its only 项: no two rows have the same by chance. */
const LONG_TEXT = 30

/** True where a row prints the cells again that are merged with those of the row above: its first is one of them. */
function isMergedUp(row: Row, above: Row | undefined): boolean {
  const first = row.fields.findIndex((field) => field !== '')
  if (first < 0 || row.fields[first] !== above?.fields[first]) return false
  return row.fields.some((field, column) => field.length >= LONG_TEXT && field === above?.fields[column])
}

/** How many rows from a place on have the same cell, where long texts tell that they are merged. */
function depthOf(rows: readonly Row[], { row, column }: { row: number; column: number }): number {
  let depth = 1
  while (rows[row + depth]?.fields[column] === rows[row]?.fields[column]) {
    if (!isMergedUp(rows[row + depth] as Row, rows[row + depth - 1])) break
    depth += 1
  }
  return depth
}

/** `isMarkdown`: a merged cell may be printed again in each place that it covers, and is one cell. */
function gridOf(rows: readonly Row[], isMarkdown: boolean): Grid {
  const cells: Cell[] = []
  const head = isMarkdown ? headerOf(rows) : []
  const covered = new Set<string>()
  for (const [row, { fields, line }] of rows.entries()) {
    for (const [column, field] of fields.entries()) {
      if (field.trim() === '' || covered.has(`${row} ${column}`)) continue
      const place = { ...NOWHERE, line, cell: formatAddress({ row: line - 1, column }) }
      const isInHead = row < head.length
      const span = isInHead ? spanOf(head, { row, column }) : { rowSpan: 1, columnSpan: 1 }
      if (isMarkdown && !isInHead) span.rowSpan = depthOf(rows, { row, column })
      for (let down = 0; down < span.rowSpan; down += 1)
        for (let beside = 0; beside < span.columnSpan; beside += 1) covered.add(`${row + down} ${column + beside}`)
      cells.push({ text: field.trimEnd(), row, column, ...span, place })
    }
  }
  return {
    rowCount: rows.length,
    columnCount: rows.reduce((most, { fields }) => Math.max(most, fields.length), 0),
    cells,
  }
}

/**
 * The tables and lines of a text whose cells are separated, the empty ones too: CSV, cells between tabs, tables in Markdown.
 *
 * A cell's place is its line and an address of column and line, as a spreadsheet shows it.
 * Absent values: null for any other text. Diagnostics: limit-exceeded as `ReadFailure`.
 */
export async function delimitedBlocks(text: string, limits: Limits): Promise<Block[] | null> {
  const lines = text.split(/\r\n|\n|\r/)
  const delimiter = lines.some(({ length }) => length > LONGEST_ROW) ? null : delimiterOf(lines, text)
  if (delimiter === null) return null
  const rows =
    delimiter === '|' ? markdownRows(lines, limits) : await separatedRows(lines.join('\n'), delimiter, limits)
  if (rows === null) return null
  const runs = runsOf(rows, delimiter)
  if (!runs.some(isTable) || (delimiter === ',' && !isSeparatedByCommas(runs, lines))) return null
  let cellCount = 0
  return runs.flatMap((run): Block[] => {
    if (isTable(run)) {
      const grid = gridOf(run, delimiter === '|')
      cellCount += grid.cells.length
      assertLimit(limits, 'cells', cellCount)
      return [{ type: 'grid', grid }]
    }
    return run.flatMap(({ fields, line }): Block[] => {
      const printed = fields.join('  ').trimEnd()
      return printed === '' ? [] : [{ type: 'line', line: { text: printed, place: { ...NOWHERE, line } } }]
    })
  })
}
