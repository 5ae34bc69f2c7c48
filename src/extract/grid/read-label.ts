import type { Cell, Place } from '../../grid/document.js'
import {
  type CodedLabel,
  isClassificationCode,
  parseCode,
  splitCodedLabel,
  splitProcurementKind,
} from '../../normalise/code.js'
import { foldText, rowLabel } from '../../normalise/text.js'
import type { Panel } from './match-columns.js'
import type { Segment } from './segments.js'

export interface RowLabel {
  code: string
  label: string
  printedLabel: string
  depth: number | null
  place: Place | null
  /** The other classifications of the row. */
  classifications: readonly CodedLabel[]
}

export const NO_LABEL: RowLabel = {
  code: '',
  label: '',
  printedLabel: '',
  depth: null,
  place: null,
  classifications: [],
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
  // 037001 beside 款 and 项 is neither.
  const isPart = (parseCode((cells[0] as Cell).text)?.length ?? 0) <= 2
  return columns.length > 1 && first > 0 && isPart && !isOwnBlank ? codeAbove.slice(0, lengthOfLevels(first)) : ''
}

const LETTER = /^[A-Z]\d*$/

/** 201 | 03 | 01 is one code, and so is 201 | 20103 | 2010301. */
function joinedCode(digits: readonly (string | null)[]): string {
  return digits.reduce<string>((code, part) => (part?.startsWith(code) ? part : `${code}${part}`), '')
}

/** The parts of one classification's code, and the cells of its name. */
interface Classification {
  digits: readonly (string | null)[]
  names: readonly Cell[]
}

/**
 * 30101 | 50101, or 302 11 | 505 02: the code cells of each classification by itself. The name of each stands behind its
 * code; where all names stand behind all codes, in their order.
 */
function classificationsOf(
  cells: readonly Cell[],
  digits: readonly (string | null)[],
  labels: readonly Cell[],
): Classification[] {
  const starts = digits.flatMap((code, at) => {
    const isOther = at > 0 && code !== null && code.length >= 3 && !code.startsWith(digits[0] ?? '')
    return at === 0 || isOther ? [at] : []
  })
  return starts.map((start, at) => {
    const end = starts[at + 1] ?? cells.length
    const from = (cells[start] as Cell).column
    const to = cells[end]?.column ?? Number.POSITIVE_INFINITY
    const behind = labels.filter(({ column }) => column > from && column < to)
    const isInTurn = labels.length === starts.length && behind.length !== 1
    const names = isInTurn || behind.length === 0 ? labels.slice(at, at + 1) : behind
    return { digits: digits.slice(start, end), names }
  })
}

/** The one of the classification whose rows a table has; else the first. */
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
  const innermost = uniqueCells(body, panel.levelColumns).at(-1)
  const isOuter = (cell: Cell) => panel.levelColumns.includes(cell.column) && cell !== innermost
  const words = uniqueCells(body, panel.labelColumns).filter((cell) => !codeCells.includes(cell) && !isOuter(cell))
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
  const classified = isCoded ? classificationsOf(codeCells, digits, labelCells) : []
  const codeOf = (one: Classification) => joinedCode(one.digits)
  const own = wantedOf(classified, codeOf, wanted)
  let others = classified.flatMap((one) =>
    one === own ? [] : [{ code: codeOf(one), label: rowLabel(textOf(one.names)) }],
  )
  const printedCode = own ? codeOf(own) : ''
  const isWhole = printedCode.length > 2 && isClassificationCode(printedCode)
  let code = isCoded ? (isWhole ? '' : missingParents(panel.codeColumns, codeCells, codeAbove, body)) + printedCode : ''
  const named = own === null ? [...codeCells, ...labelCells] : others.length > 0 ? own.names : labelCells
  let printed = textOf(named)
  if (code === '' && named.length > 0) {
    const letter = named.length > 1 && LETTER.test(foldText((named[0] as Cell).text))
    const codedCells = named.map((cell) => splitCodedLabel(cell.text)).filter((item) => item !== null)
    // 2013601-行政运行 | 50101-工资奖金津贴补贴 | 30101-基本工资: the row is one of the first classification.
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
      others = codedCells
        .filter((item) => item !== glued && codedCells.length > 1 && isClassificationCode(item.code))
        .map((item) => ({ code: item.code, label: rowLabel(item.label) }))
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
    classifications: others,
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
