import type { TextLine } from '../../grid/document.js'
import type { Layout } from '../../layouts/layout.js'
import { foldText } from '../../normalise/text.js'
import { findUnit, type Unit } from '../../normalise/unit.js'
import { organizationOf, titleKey, yearOf } from '../titles.js'
import { findTitles, isTableNumber } from './find-titles.js'
import { type PagedLine, withoutPageMarks } from './page-marks.js'

/** The lines of one table on one page, from below its title to the next title or number of a table. */
export interface TablePart {
  title: TextLine
  lines: readonly PagedLine[]
}

/** A table in the text, with the parts that pages cut it into. */
export interface TextTable {
  layout: Layout
  title: string
  unit: Unit | null
  organization: string | null
  fiscalYear: number | null
  parts: readonly TablePart[]
}

export interface SplitText {
  tables: readonly TextTable[]
  /** Lines outside every known table, by stretches, with the title above them where there is one. */
  /** Titles are written below their tables: whose header and rows are whose cannot be told. */
  isTitledBelow: boolean
  others: readonly { title: string | null; lines: readonly PagedLine[] }[]
}

interface Stretch {
  title: string | null
  layout: Layout | null
  titleLine: TextLine | null
  lines: PagedLine[]
}

/** Cuts at titles; a table's number, or a unit after rows, ends the stretch before the title that follows it. */
function stretchesOf(lines: readonly PagedLine[]): Stretch[] {
  const titles = new Map(findTitles(lines).map((title) => [title.start, title]))
  const stretches: Stretch[] = [{ title: null, layout: null, titleLine: null, lines: [] }]
  for (let at = 0; at < lines.length; ) {
    const { line } = lines[at] as PagedLine
    const title = titles.get(at)
    if (title) {
      stretches.push({ title: title.text, layout: title.layout, titleLine: line, lines: [] })
      at = title.end
      continue
    }
    if (isTableNumber(line.text)) stretches.push({ title: null, layout: null, titleLine: null, lines: [] })
    else (stretches.at(-1) as Stretch).lines.push(lines[at] as PagedLine)
    at += 1
  }
  return stretches
}

/** 单位：… and 单位名称：… as they stand above the first figures of a table. */
function headingOf(stretch: Stretch): { unit: Unit | null; organization: string | null } {
  const texts = [stretch.title ?? '', ...stretch.lines.map(({ line }) => line.text)]
  const unit = texts.flatMap((text) => findUnit(text) ?? [])[0] ?? null
  const organization = stretch.lines.slice(0, 6).flatMap(({ line }) => organizationOf(line.text) ?? [])[0] ?? null
  return { unit, organization }
}

/** The same table again: the same kind under the same title, or a form of that kind, and no other department. */
function continues(table: TextTable, stretch: Stretch, organization: string | null): boolean {
  return (
    table.layout.id === stretch.layout?.id &&
    (table.layout.shape === 'form' || titleKey(table.title) === titleKey(stretch.title ?? '')) &&
    (organization === null || table.organization === null || organization === table.organization)
  )
}

function isRowLine({ line }: PagedLine): boolean {
  return /^\s*[235]\d{2}(?:\d{2})*\s.*\d\s*$/.test(line.text)
}

/**
 * True where on some page a unit or a table's number is followed by rows, and only then by the page's first title: some
 * writers of PDFs put the words of a page in such an order.
 */
function isTitledBelow(lines: readonly PagedLine[]): boolean {
  const titles = findTitles(lines)
  return titles.some(({ start, end }) => {
    const { page } = lines[start] as PagedLine
    if (titles.some((other) => other.start < start && lines[other.start]?.page === page)) return false
    const before = lines.slice(0, start).filter((line) => line.page === page)
    const after = lines.slice(end).filter((line) => line.page === page)
    const head = before.findIndex(({ line }) => findUnit(line.text) !== null || isTableNumber(line.text))
    return head >= 0 && before.slice(head).some(isRowLine) && !after.some(isRowLine)
  })
}

/** Cuts a text into its tables. Pages that repeat the title of the table before go on with it. */
export function splitTables(lines: readonly TextLine[]): SplitText {
  const tables: TextTable[] = []
  const others: { title: string | null; lines: readonly PagedLine[] }[] = []
  let isOpen = false
  const paged = withoutPageMarks(lines)
  for (const stretch of stretchesOf(paged)) {
    const { layout, titleLine } = stretch
    if (!layout || !titleLine) {
      if (stretch.lines.length > 0 || stretch.title !== null) {
        others.push({ title: stretch.title, lines: stretch.lines })
        isOpen = false
      }
      continue
    }
    const { unit, organization } = headingOf(stretch)
    const part: TablePart = { title: titleLine, lines: stretch.lines }
    const last = tables.at(-1)
    if (isOpen && last && continues(last, stretch, organization)) {
      tables[tables.length - 1] = { ...last, unit: last.unit ?? unit, parts: [...last.parts, part] }
    } else {
      const title = stretch.title as string
      tables.push({
        layout,
        title: foldText(title) === '' ? '' : title.trim(),
        unit,
        organization,
        fiscalYear: yearOf(title),
        parts: [part],
      })
    }
    isOpen = true
  }
  return { tables, isTitledBelow: isTitledBelow(paged), others }
}
