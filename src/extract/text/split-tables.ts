import type { TextLine } from '../../grid/document.js'
import type { Layout } from '../../layouts/layout.js'
import { foldText } from '../../normalise/text.js'
import { findUnit, type Unit } from '../../normalise/unit.js'
import { isTableNumber, organizationOf, titleKey, yearOf } from '../titles.js'
import { type CellOrder, cellOrderOf } from './cell-lines.js'
import { type FoundTitle, withoutUnitBeside } from './find-titles.js'
import { type PagedLine, withoutPageMarks } from './page-marks.js'
import { withTitlesAbove } from './titles-above.js'

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
  /** Titles are written below their tables: whose header and rows are whose cannot be told. */
  isTitledBelow: boolean
  cellOrder: CellOrder
  /** Lines outside every known table, by stretches, with the title above them where there is one. */
  others: readonly { title: string | null; lines: readonly PagedLine[] }[]
}

interface Stretch {
  title: string | null
  layout: Layout | null
  titleLine: TextLine | null
  lines: PagedLine[]
}

/** A form's page begins with a field of it, 预算部门 or 申报单位, or with a unit above that. */
function beginsForm(lines: readonly PagedLine[], from: number, layout: Layout): boolean {
  let at = from
  while (findUnit(lines[at]?.line.text ?? '') !== null) at += 1
  const first = lines[at]
  if (!first) return false
  const label = foldText(first.line.text.trim().split(/\s/)[0] ?? '')
  return (layout.fields ?? []).some((field) => field.label.test(label))
}

/** A title with the place where its table begins: the first line of the page where the title stands below its form. */
interface Cut extends FoundTitle {
  from: number
}

/** LibreOffice draws a title of mixed scripts (2023年…绩效目标表) after the form that it heads. */
function cutsOf(lines: readonly PagedLine[], titles: readonly FoundTitle[]): Cut[] {
  const firstOfPage = new Map<number, number>()
  lines.forEach(({ page }, at) => {
    if (!firstOfPage.has(page)) firstOfPage.set(page, at)
  })
  return titles.map((title, index) => {
    const { page } = lines[title.start] as PagedLine
    const from = firstOfPage.get(page) ?? title.start
    const isFirst = (titles[index - 1]?.end ?? 0) <= from
    const isLate =
      isFirst && title.layout?.shape === 'form' && from < title.start && beginsForm(lines, from, title.layout)
    return { ...title, from: isLate ? from : title.start }
  })
}

/** 单位：元 as the first line of a page, above number and title of a table: the line that each such title has. */
function unitsAbove(lines: readonly PagedLine[], cuts: readonly Cut[]): ReadonlyMap<Cut, PagedLine> {
  const units = new Map<Cut, PagedLine>()
  for (const cut of cuts) {
    let at = cut.from - 1
    while (at >= 0 && isTableNumber((lines[at] as PagedLine).line.text)) at -= 1
    const [before, unit, title] = [lines[at - 1], lines[at], lines[cut.from]]
    const isFirst = unit?.page === title?.page && before?.page !== unit?.page
    if (unit && isFirst && /^\s*(?:金额)?单位\s*[:：]/.test(unit.line.text) && findUnit(unit.line.text) !== null)
      units.set(cut, unit)
  }
  return units
}

/**
 * Cuts at titles; a table's number, or a unit after rows, ends the stretch before the title that follows it. A number below
 * its table, on a page without a further title, ends nothing.
 */
function stretchesOf(lines: readonly PagedLine[], titles: readonly FoundTitle[]): Stretch[] {
  const cuts = cutsOf(lines, titles)
  const lastOfPage = new Map(cuts.map((cut) => [lines[cut.start]?.page, cut.start]))
  const cutAt = new Map(cuts.map((cut) => [cut.from, cut]))
  const inTitle = new Set(cuts.flatMap(({ start, end }) => Array.from({ length: end - start }, (_, at) => start + at)))
  const behindTitle = new Set(cuts.map(({ end }) => end))
  const units = unitsAbove(lines, cuts)
  const unitLines = new Set(units.values())
  const stretches: Stretch[] = [{ title: null, layout: null, titleLine: null, lines: [] }]
  lines.forEach((line, at) => {
    const cut = cutAt.get(at)
    if (cut) {
      const titleLine = (lines[cut.start] as PagedLine).line
      const unit = units.get(cut)
      stretches.push({ title: cut.text, layout: cut.layout, titleLine, lines: unit ? [unit] : [] })
    }
    if (inTitle.has(at) || unitLines.has(line)) return
    // 公开07表 right below its title
    if (behindTitle.has(at) && isTableNumber(line.line.text)) return
    if (!isTableNumber(line.line.text)) (stretches.at(-1) as Stretch).lines.push(line)
    else if ((lastOfPage.get(line.page) ?? at) >= at && !isWithinForm(cuts, at))
      stretches.push({ title: null, layout: null, titleLine: null, lines: [] })
  })
  return stretches
}

/** Between the beginning of a form and its title below. */
function isWithinForm(cuts: readonly Cut[], at: number): boolean {
  return cuts.some(({ from, start }) => from <= at && at < start)
}

/** 单位：… and 单位名称：… as they stand above the first figures of a table. */
function headingOf(stretch: Stretch): { unit: Unit | null; organization: string | null } {
  const inTitle = findUnit(stretch.title ?? '')
  const unitLine = inTitle ? undefined : stretch.lines.find(({ line }) => findUnit(line.text) !== null)
  const unit = unitLine ? findUnit(unitLine.line.text) : inTitle
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

/** Cuts a text into its tables. Pages that repeat the title of the table before go on with it. */
export function splitTables(lines: readonly TextLine[]): SplitText {
  const tables: TextTable[] = []
  const others: { title: string | null; lines: readonly PagedLine[] }[] = []
  let isOpen = false
  const { lines: paged, titles, isTitledBelow } = withTitlesAbove(withoutPageMarks(lines))
  for (const stretch of stretchesOf(paged, titles)) {
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
        title: foldText(title) === '' ? '' : withoutUnitBeside(title).trim(),
        unit,
        organization,
        fiscalYear: yearOf(title),
        parts: [part],
      })
    }
    isOpen = true
  }
  return { tables, isTitledBelow, cellOrder: cellOrderOf(paged), others }
}
