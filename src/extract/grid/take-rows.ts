import { type Diagnostic, diagnostic } from '../../diagnostics/diagnostic.js'
import type { Cell, Place } from '../../grid/document.js'
import type { Layout } from '../../layouts/layout.js'
import { isAmount, isDash, parseAmount } from '../../normalise/amount.js'
import { isClassificationCode, parseCode, splitCodedLabel } from '../../normalise/code.js'
import { foldText, rowLabel } from '../../normalise/text.js'
import { findUnit, withoutUnit } from '../../normalise/unit.js'
import { isOtherMeasure, type MeasureId, type TableId } from '../../schema/vocabulary.js'
import type { ExtractedAmount, ExtractedRow } from '../table.js'
import { CountedRows } from './counted-rows.js'
import { isColumnNumberRow } from './header.js'
import { type AmountColumn, isMeasureOf, type Panel } from './match-columns.js'
import type { Segment } from './segments.js'

interface Taken {
  rows: ExtractedRow[]
  diagnostics: Diagnostic[]
}

interface RowLabel {
  code: string
  label: string
  printedLabel: string
  depth: number | null
  place: Place | null
}

/** A row, and where the body begins: 类 款 项 of a header may reach down beside 合计. */
interface BodyRow {
  segment: Segment
  row: number
  bodyRow: number
}

const NOTE = /^(?:备?注|说明)\d*[:：、.]|^(?:备?注|说明)\d*[:：]?$/

function isNoteRow(cells: readonly Cell[]): boolean {
  return cells.length > 0 && NOTE.test(foldText((cells[0] as Cell).text))
}

/** The cell over a position, when it belongs to the body: a label merged downwards counts for each row it covers. */
function labelCell({ segment, row, bodyRow }: BodyRow, column: number): Cell | undefined {
  const cell = segment.rows.cellOver(row, column)
  return cell && cell.row >= bodyRow ? cell : undefined
}

function uniqueCells(body: BodyRow, columns: readonly number[]): Cell[] {
  const cells = columns.map((column) => labelCell(body, column))
  return [...new Set(cells)].filter((cell): cell is Cell => cell !== undefined && cell.text.trim() !== '')
}

function depthOf(text: string): number | null {
  const indent = /^[ \u00a0\u3000\t]*/.exec(text)?.[0].length ?? 0
  return indent > 0 ? indent : null
}

/** 类 takes three digits of a code, 款 and 项 two each. */
function lengthOfLevels(levels: number): number {
  return levels === 0 ? 0 : 1 + 2 * levels
}

/** Where 类 款 项 have a column each, a row may print its own level only: the levels before are those of the row above. */
function missingParents(columns: readonly number[], cells: readonly Cell[], codeAbove: string): string {
  const first = columns.indexOf((cells[0] as Cell).column)
  return columns.length > 1 && first > 0 ? codeAbove.slice(0, lengthOfLevels(first)) : ''
}

/** Of two classifications side by side, the name of the first stands between their codes; else the first name is it. */
function namesOfFirst(labels: readonly Cell[], codes: readonly Cell[], second: number): readonly Cell[] {
  const [first, next] = [codes[0] as Cell, codes[second] as Cell]
  const between = labels.filter(({ column }) => column > first.column && column < next.column)
  return between.length > 0 ? between : labels.slice(0, 1)
}

/** Code and label of a row: whole, split over 类 款 项 columns, or glued to the name. */
function readLabel(body: BodyRow, panel: Panel, codeAbove: string): RowLabel {
  const codeCells = uniqueCells(body, panel.codeColumns)
  const labelCells = uniqueCells(body, panel.labelColumns).filter((cell) => !codeCells.includes(cell))
  const digits = codeCells.map((cell) => parseCode(cell.text))
  const isCoded = codeCells.length > 0 && digits.every((code) => code !== null)
  // 30101 | 50101, or 302 11 | 505 02: two classifications; the row is one of the first.
  const second = digits.findIndex((code, at) => at > 0 && code !== null && code.length >= 3)
  const isTwofold = isCoded && second > 0
  const printedCode = isCoded ? digits.slice(0, isTwofold ? second : undefined).join('') : ''
  let code = isCoded ? missingParents(panel.codeColumns, codeCells, codeAbove) + printedCode : ''
  const named = isTwofold
    ? namesOfFirst(labelCells, codeCells, second)
    : isCoded
      ? labelCells
      : [...codeCells, ...labelCells]
  let printed = named.map((cell) => cell.text).join(' ')
  if (code === '' && named.length > 0) {
    const letter = named.length > 1 && /^[A-Z]\d*$/.test(foldText((named[0] as Cell).text))
    const codedCells = named.map((cell) => splitCodedLabel(cell.text)).filter((item) => item !== null)
    // 2013601-行政运行 | 50101-工资奖金津补贴 | 30101-基本工资: the row is one of the first classification.
    const glued = codedCells.length > 1 ? (codedCells[0] ?? null) : splitCodedLabel(printed)
    // A-货物 in one cell, as A | 货物 in two.
    const kind = /^([A-C])[-—－]((?:货物|工程|服务).*)$/.exec(foldText(printed))
    const alone = named.length > 1 ? parseCode((named[0] as Cell).text) : null
    if (kind) {
      code = kind[1] as string
      printed = kind[2] as string
    } else if (letter) {
      code = foldText((named[0] as Cell).text)
      printed = named
        .slice(1)
        .map((cell) => cell.text)
        .join(' ')
    } else if (glued && isClassificationCode(glued.code)) {
      code = glued.code
      printed = glued.label
    } else if (alone !== null && isClassificationCode(alone)) {
      code = alone
      printed = named
        .slice(1)
        .map((cell) => cell.text)
        .join(' ')
    }
  }
  return {
    code,
    label: rowLabel(printed),
    printedLabel: named.map((cell) => cell.text.trim()).join(' '),
    depth: depthOf((codeCells[0] ?? labelCells[0])?.text ?? ''),
    place: (codeCells[0] ?? labelCells[0])?.place ?? null,
  }
}

/** 317001 in the column of 部门代码. */
function unitCodeOf(segment: Segment, row: number, panel: Panel): string | null {
  for (const column of panel.unitColumns) {
    const cell = segment.rows.cellOver(row, column)
    const code = cell?.row === row ? parseCode(cell.text) : null
    if (code !== null) return code
  }
  return null
}

function placed(cell: Cell, columns: readonly AmountColumn[], label: RowLabel): ExtractedAmount | null {
  const amount = parseAmount(cell.text)
  if (!amount) return null
  const known = columns.map((column) => column.measure)
  const measure = known.length === 1 ? (known[0] as MeasureId) : null
  const unit = findUnit(label.label) ?? columns[0]?.unit ?? null
  return {
    value: amount.value,
    text: amount.text,
    decimals: amount.decimals,
    place: cell.place,
    ...(cell.stored === undefined ? {} : { stored: cell.stored }),
    measure,
    evidence: measure === null ? 'ambiguous' : 'printed',
    candidates: measure === null ? known : [],
    ...(unit === null ? {} : { unit }),
  }
}

function unplaced(table: TableId, cell: Cell, amount: string, label: RowLabel, reason: string): Diagnostic {
  const { code, label: name } = label
  return diagnostic(
    'amount-unplaced',
    { amount, reason },
    { table, row: { code, label: name }, found: amount, places: [cell.place] },
  )
}

/** Amounts that stand together in one cell, by spaces or line breaks. */
function amountsWithin(text: string): string[] {
  return text.split(/\s+/).flatMap((piece) => parseAmount(piece)?.text ?? [])
}

interface PanelRow {
  amounts: ExtractedAmount[]
  dashes: ExtractedRow['dashes'][number][]
  diagnostics: Diagnostic[]
}

/** A row of counts: its figures are no amounts, placed or not. */
const NO_AMOUNTS: PanelRow = { amounts: [], dashes: [], diagnostics: [] }

function columnsUnder(cell: Cell, columns: readonly AmountColumn[]): AmountColumn[] {
  return columns.filter((column) => column.index >= cell.column && column.index < cell.column + cell.columnSpan)
}

/** Digits; an error that a workbook shows (#N/A, #DIV/0!); a number in words (壹佰元整). Other words are a note. */
const MEANT_AS_AMOUNT =
  /\d|^#[A-Z/0]+[!?]?$|^[-+]?(?:NaN|Infinity)$|^[零〇一二三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟点元整]{2,}$/

function readAmounts(segment: Segment, row: number, panel: Panel, table: TableId, label: RowLabel): PanelRow {
  const result: PanelRow = { amounts: [], dashes: [], diagnostics: [] }
  for (const cell of segment.rows.cellsAt(row)) {
    const columns = columnsUnder(cell, panel.amountColumns)
    if (columns.length === 0 || cell.text.trim() === '') continue
    const measure = columns.length === 1 ? (columns[0] as AmountColumn).measure : null
    if (isDash(cell.text)) {
      if (measure !== null) result.dashes.push({ measure, text: cell.text.trim(), place: cell.place })
      continue
    }
    const amount = placed(cell, columns, label)
    if (amount) {
      result.amounts.push(amount)
      continue
    }
    const reason = `it stands in one cell with “${cell.text.trim().slice(0, 40)}”`
    for (const text of amountsWithin(cell.text)) result.diagnostics.push(unplaced(table, cell, text, label, reason))
    const isExpected = measure === null || !isOtherMeasure(measure)
    if (isExpected && amountsWithin(cell.text).length === 0 && MEANT_AS_AMOUNT.test(cell.text.trim())) {
      result.diagnostics.push(
        diagnostic(
          'number-unreadable',
          { text: cell.text.trim() },
          { table, row: { code: label.code, label: label.label }, places: [cell.place] },
        ),
      )
    }
  }
  return result
}

/** Columns in which figures are expected, or mean something else than amounts. */
function coveredColumns(panels: readonly Panel[]): ReadonlySet<number> {
  return new Set(
    panels.flatMap((panel) => [
      ...panel.amountColumns.map((column) => column.index),
      ...panel.codeColumns,
      ...panel.labelColumns,
      ...panel.countColumns,
    ]),
  )
}

/** An amount that stands where no panel has an amount column. */
function strayAmount(cell: Cell, table: TableId, label: RowLabel): Diagnostic[] {
  if (!/[.,]/.test(cell.text)) return []
  const amount = parseAmount(cell.text)
  return amount ? [unplaced(table, cell, amount.text, label, 'its column has no header that names a measure')] : []
}

function headerWords(panels: readonly Panel[]): ReadonlySet<string> {
  return new Set(panels.flatMap((panel) => panel.amountColumns.flatMap((column) => column.header.split('/'))))
}

function isHeaderAgain(cells: readonly Cell[], headers: ReadonlySet<string>): boolean {
  if (cells.some((cell) => isAmount(cell.text))) return false
  const matching = cells.filter((cell) => headers.has(withoutUnit(foldText(cell.text))))
  return matching.length >= Math.min(2, cells.length)
}

/** 公用经费合计 over one panel and the labels of the next is the row of the next, which has its amount. */
function isHeldByNext(row: ExtractedRow, line: readonly ExtractedRow[]): boolean {
  const isEmpty = row.amounts.length === 0 && row.dashes.length === 0
  return isEmpty && line.some((other) => other.panel > row.panel && other.place === row.place)
}

type Period = 'prior' | 'current' | 'change'

/** Whose figures a row prints, where a column beside the labels says so: 2025年, 上年, 增减变化金额. */
function periodOf(cells: readonly Cell[], fiscalYear: number | null): Period | null {
  for (const { text } of cells) {
    const folded = foldText(text)
    if (/^(?:比?上年)?增减(?:变化)?(?:金额|额|情况|数)?$/.test(folded)) return 'change'
    if (/^上年(?:预算)?数?$/.test(folded)) return 'prior'
    const year = /^(20\d\d)年度?(?:年初)?(?:预算)?数?$/.exec(folded)?.[1]
    if (year && fiscalYear !== null) return parseInt(year, 10) < fiscalYear ? 'prior' : 'current'
  }
  return null
}

/** A panel for a row of last year's figures, or of changes. */
function panelInPeriod(panel: Panel, layout: Layout, period: Period): Panel {
  if (period === 'current') return panel
  const measureOf = ({ measure, header }: AmountColumn): MeasureId => {
    const prior = `prior.${measure}`
    if (period === 'prior' && isMeasureOf(layout, prior)) return prior
    return period === 'prior' ? `other:上年/${header}` : `other:增减/${header}`
  }
  return { ...panel, amountColumns: panel.amountColumns.map((column) => ({ ...column, measure: measureOf(column) })) }
}

/** The rows of one segment's body, panel by panel within each line, with what could not be placed. */
export function takeRows(
  segment: Segment,
  bodyRow: number,
  panels: readonly Panel[],
  { layout, fiscalYear, before }: { layout: Layout; fiscalYear: number | null; before: readonly ExtractedRow[] },
): Taken {
  const table = layout.id
  const taken: Taken = { rows: [], diagnostics: [] }
  const headers = headerWords(panels)
  const covered = coveredColumns(panels)
  const counted = panels.map((panel) => new CountedRows(panel))
  const codesAbove = new Map(before.filter((row) => row.code !== '').map((row) => [row.panel, row.code]))
  for (let row = bodyRow; row < segment.endRow; row += 1) {
    const cells = segment.rows.cellsAt(row).filter((cell) => cell.text.trim() !== '')
    if (cells.length === 0 || isNoteRow(cells) || isHeaderAgain(cells, headers)) continue
    if (isColumnNumberRow(cells.map((cell) => cell.text))) continue
    const firstOfLine = taken.rows.length
    let firstLabel: RowLabel | null = null
    const period = layout.isByYear ? periodOf(cells, fiscalYear) : null
    panels.forEach((panel, at) => {
      const own = readLabel({ segment, row, bodyRow }, panel, codesAbove.get(at) ?? '')
      const above = taken.rows.at(-1)
      // The rows of a unit's years bear its name once.
      const isGoneOn = period !== null && own.label === '' && above?.panel === at
      const label = isGoneOn ? { ...own, label: above.label, printedLabel: above.printedLabel } : own
      firstLabel ??= label
      if (label.code !== '') codesAbove.set(at, label.code)
      const { amounts, dashes, diagnostics } = counted[at]?.counts(label)
        ? NO_AMOUNTS
        : readAmounts(segment, row, period === null ? panel : panelInPeriod(panel, layout, period), table, label)
      for (const item of diagnostics) taken.diagnostics.push(item)
      if (label.label === '' && label.code === '' && amounts.length === 0 && dashes.length === 0) return
      const place = label.place ?? amounts[0]?.place ?? dashes[0]?.place ?? (cells[0] as Cell).place
      const { code, label: name, printedLabel, depth } = label
      const unitCode = unitCodeOf(segment, row, panel)
      taken.rows.push({
        side: panel.side,
        panel: at,
        code,
        label: name,
        printedLabel,
        depth,
        place,
        amounts,
        dashes,
        ...(unitCode === null ? {} : { unitCode }),
      })
    })
    const line = taken.rows.splice(firstOfLine)
    for (const item of line) if (!isHeldByNext(item, line)) taken.rows.push(item)
    const label = firstLabel ?? { code: '', label: '', printedLabel: '', depth: null, place: null }
    for (const cell of cells) {
      if (!covered.has(cell.column)) taken.diagnostics.push(...strayAmount(cell, table, label))
    }
  }
  return taken
}

/** A column of “三公” printed downwards gives last year or this year, or another fund: the row gives the item. */
function measureOfRow(
  column: { measure: MeasureId | null; header: string },
  named: MeasureId | null,
  label: string,
): MeasureId | null {
  const { measure, header } = column
  if (measure === null || isOtherMeasure(measure)) return measure === null ? null : `${measure}/${label}`
  if (!measure.includes('.')) return named ?? `other:${label}`
  return named === null ? `other:${header}/${label}` : (`${measure.split('.')[0]}.${named}` as MeasureId)
}

/** The measure that each row's label names; of two rows that fit one, the more particular has it. */
function measuresOfRows(rows: readonly ExtractedRow[], layout: Layout): (MeasureId | null)[] {
  const labels = rows.map((row) => foldText(row.label))
  const rules = layout.rowMeasures ?? []
  const matches = labels.map((label) =>
    rules.findIndex(
      (rule) => rule.label.test(label) && !(rule.unless && labels.some((other) => rule.unless?.test(other))),
    ),
  )
  return matches.map((match, at) => {
    const measure = rules[match]?.measure ?? null
    const isBeaten = matches.some(
      (other, index) =>
        rules[other]?.measure === measure && (other < match || (other === match && index < at)) && index !== at,
    )
    return measure === null || isBeaten ? null : measure
  })
}

/** True where the labels of some rows name a measure each: a list of units names at most 合计, and 接待中心 once. */
export function namesMeasures(rows: readonly ExtractedRow[], layout: Layout): boolean {
  if (layout.rowMeasures === undefined) return false
  const isItem = (measure: MeasureId | null) => measure !== null && measure !== 'total'
  const named = measuresOfRows(rows, layout)
  // 公务接待费 alone is an item of 三公; 接待中心 is a unit.
  const namesExpense = named.some(
    (measure, at) => isItem(measure) && /(?:费用?|支出)$/.test(foldText(rows[at]?.label ?? '')),
  )
  return namesExpense || new Set(named.filter(isItem)).size > 1
}

/** Rows of a table that names a measure in each row's label (“三公” printed downwards): one row of amounts without label. */
export function takeMeasureRows({ rows, diagnostics }: Taken, panels: readonly Panel[], layout: Layout): Taken {
  const taken: Taken = { rows: [], diagnostics: [...diagnostics] }
  const amounts: ExtractedAmount[] = []
  const named = measuresOfRows(rows, layout)
  const columns = panels.flatMap((panel) => panel.amountColumns)
  for (const [at, row] of rows.entries()) {
    for (const amount of row.amounts) {
      const header = columns.find((column) => column.measure === amount.measure)?.header ?? ''
      const measure = measureOfRow({ measure: amount.measure, header }, named[at] ?? null, row.label)
      if (measure !== null && !amounts.some((other) => other.measure === measure)) amounts.push({ ...amount, measure })
      else {
        const reason = `its row “${row.label}” names no measure of this table`
        taken.diagnostics.push(
          diagnostic(
            'amount-unplaced',
            { amount: amount.text, reason },
            { table: layout.id, row: { code: '', label: row.label }, found: amount.text, places: [amount.place] },
          ),
        )
      }
    }
  }
  const first = rows[0]
  if (first) taken.rows.push({ ...first, code: '', label: '', printedLabel: '', depth: null, amounts, dashes: [] })
  return taken
}
