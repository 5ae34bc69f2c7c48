import type { Cell, Place } from '../../grid/document.js'
import { isClassificationCode, parseCode, splitCodedLabel, splitProcurementKind } from '../../normalise/code.js'
import { foldText, rowLabel } from '../../normalise/text.js'
import type { Panel } from './match-columns.js'
import type { Segment } from './segments.js'

export interface RowLabel {
  code: string
  label: string
  printedLabel: string
  depth: number | null
  place: Place | null
}

/** A row, and where the body begins: 类 款 项 of a header may reach down beside 合计. */
export interface BodyRow {
  segment: Segment
  row: number
  bodyRow: number
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

/**
 * Where 类 款 项 have a column each, a row may print its own level only: the levels before are those of the row above, unless
 * a cell of their own without text covers it.
 */
function missingParents(columns: readonly number[], cells: readonly Cell[], codeAbove: string, body: BodyRow): string {
  const first = columns.indexOf((cells[0] as Cell).column)
  const isOwnBlank = columns.slice(0, Math.max(0, first)).some((column) => {
    const start = body.segment.rows.blankSpanOver(body.row, column)
    return start !== null && start > body.bodyRow
  })
  return columns.length > 1 && first > 0 && !isOwnBlank ? codeAbove.slice(0, lengthOfLevels(first)) : ''
}

const LETTER = /^[A-Z]\d*$/

/** 201 | 03 | 01 is one code, and so is 201 | 20103 | 2010301. */
function joinedCode(digits: readonly (string | null)[]): string {
  return digits.reduce<string>((code, part) => (part?.startsWith(code) ? part : `${code}${part}`), '')
}

/** Of two classifications side by side, the name of the first stands between their codes; else the first name is it. */
function namesOfFirst(labels: readonly Cell[], codes: readonly Cell[], second: number): readonly Cell[] {
  const [first, next] = [codes[0] as Cell, codes[second] as Cell]
  const between = labels.filter(({ column }) => column > first.column && column < next.column)
  return between.length > 0 ? between : labels.slice(0, 1)
}

/** Where the second classification is the one whose rows a table has, what stands before it is left out. */
function wantedOf<Item>(items: readonly Item[], codeOf: (item: Item) => string, wanted: string | null): Item | null {
  return items.find((item) => wanted !== null && codeOf(item).startsWith(wanted)) ?? items[0] ?? null
}

function textOf(cells: readonly Cell[]): string {
  return cells.map((cell) => cell.text).join(' ')
}

/**
 * True where 款 and 项 in columns of their own are stored as numbers, which have lost the zero of 05: some of one digit, and
 * none with a zero. One of one digit among others with theirs is a misprint.
 */
export function lostZeros({ rows, endRow }: Segment, bodyRow: number, { codeColumns }: Panel): boolean {
  const parts = codeColumns
    .slice(1)
    .flatMap((column) =>
      Array.from({ length: endRow - bodyRow }, (_, at) => rows.cellOver(bodyRow + at, column)?.text.trim() ?? ''),
    )
  return parts.some((text) => /^\d$/.test(text)) && !parts.some((text) => /^0\d/.test(text))
}

/** Code and label of a row: whole, split over 类 款 项 columns, or glued to the name. */
export function readLabel(
  body: BodyRow,
  panel: Panel,
  { codeAbove, hasLostZeros, wanted }: { codeAbove: string; hasLostZeros: boolean; wanted: string | null },
): RowLabel {
  const codeCells = uniqueCells(body, panel.codeColumns)
  const words = uniqueCells(body, panel.labelColumns).filter((cell) => !codeCells.includes(cell))
  // A and C before 货物 and 服务 are codes, wherever they stand.
  const names = words.filter(
    (cell) => !panel.qualifierColumns.includes(cell.column) || LETTER.test(foldText(cell.text)),
  )
  const labelCells = names.length > 0 ? names : words
  const [firstColumn] = panel.codeColumns
  const digits = codeCells.map((cell) => {
    const code = parseCode(cell.text)
    return hasLostZeros && cell.column !== firstColumn ? (code?.padStart(2, '0') ?? null) : code
  })
  const isCoded = codeCells.length > 0 && digits.every((code) => code !== null)
  // 30101 | 50101, or 302 11 | 505 02: two classifications; the row is one of the first, or of the one that is wanted.
  const second = digits.findIndex(
    (code, at) => at > 0 && code !== null && code.length >= 3 && !code.startsWith(digits[0] ?? ''),
  )
  const isTwofold = isCoded && second > 0
  const isOfSecond =
    isTwofold && wanted !== null && digits[second]?.startsWith(wanted) && !digits[0]?.startsWith(wanted)
  const own = isOfSecond ? digits.slice(second) : digits.slice(0, isTwofold ? second : undefined)
  const printedCode = isCoded ? joinedCode(own) : ''
  const isWhole = printedCode.length > 2 && isClassificationCode(printedCode)
  let code = isCoded ? (isWhole ? '' : missingParents(panel.codeColumns, codeCells, codeAbove, body)) + printedCode : ''
  const named = isOfSecond
    ? labelCells.filter(({ column }) => column > (codeCells[second] as Cell).column)
    : isTwofold
      ? namesOfFirst(labelCells, codeCells, second)
      : isCoded
        ? labelCells
        : [...codeCells, ...labelCells]
  let printed = textOf(named)
  if (code === '' && named.length > 0) {
    const letter = named.length > 1 && LETTER.test(foldText((named[0] as Cell).text))
    const codedCells = named.map((cell) => splitCodedLabel(cell.text)).filter((item) => item !== null)
    // 2013601-行政运行 | 50101-工资奖金津补贴 | 30101-基本工资: the row is one of the first classification.
    const glued = codedCells.length > 1 ? wantedOf(codedCells, (item) => item.code, wanted) : splitCodedLabel(printed)
    // A-货物 in one cell, as A | 货物 in two.
    const kind = splitProcurementKind(foldText(printed))
    const alone = named.length > 1 ? parseCode((named[0] as Cell).text) : null
    if (kind) {
      code = kind.code
      printed = kind.label
    } else if (letter) {
      code = foldText((named[0] as Cell).text)
      printed = textOf(named.slice(1))
    } else if (glued && isClassificationCode(glued.code)) {
      code = glued.code
      printed = glued.label
    } else if (alone !== null && isClassificationCode(alone)) {
      code = alone
      printed = textOf(named.slice(1))
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
export function unitCodeOf(segment: Segment, row: number, panel: Panel): string | null {
  for (const column of panel.unitColumns) {
    const cell = segment.rows.cellOver(row, column)
    const code = cell?.row === row ? parseCode(cell.text) : null
    if (code !== null) return code
  }
  return null
}
