import type { Cell } from '../../grid/document.js'
import { isDash } from '../../normalise/amount.js'
import { isAmountCell } from '../../normalise/amount-cell.js'
import { isClassificationCode, parseCode, splitCodedLabel } from '../../normalise/code.js'
import { headsShares, kindOfFigures } from '../../normalise/quantity.js'
import { foldText } from '../../normalise/text.js'
import { isHeaderLine } from '../text/header-phrases.js'
import type { Segment } from './segments.js'

export type ColumnRole = 'code' | 'label' | 'ordinal' | 'amount' | 'text'

export interface HeaderColumn {
  index: number
  /** Folded header texts from the outermost to the innermost. */
  path: readonly string[]
  role: ColumnRole
}

export interface Header {
  /** The first row of the body. */
  bodyRow: number
  columns: readonly HeaderColumn[]
}

/** Longest text that may be a header of one column; anything longer is a sentence. */
const LONGEST_HEADER = 200

const TOTAL_LABEL = /^(?:合计|总计|小计|总合计)$/
const CODE_HEADER = /编码|代码|编号|^(?:类|款|项)$/
const LABEL_HEADER =
  /分(?:类)?科目(?:\(.*\))?$|名称$|(?:^|[^出])项目$|^支出项目$|^科目$|^支?出?功能分类(?:科目)?$|经济分类(?:科目)?$|(?:^|部门|预算)单位$|支出经济科目$|项目类别|采购(?:项目|品目)$|^支出$|^收入$/
/** Columns of words: empty, they are no columns of amounts. */
const TEXT_HEADER = /内容$|说明$|备注|型号$|方式$|形式$|依据$|理由$|目标$|用途$|类型$|目录$|品牌|地点$/
const ORDINAL_HEADER = /^(?:序号|行次|栏次|\*+)$/
/** 一级, 二级 and 三级 of a catalogue, a column each. */
const LEVEL_HEADER = /^[一二三四]级(?:目录|分类|科目|名称)?$/
/** Words that stand in headers only: a row of nothing else is a header row, whatever the rules around it say. */
const HEADER_WORD =
  /^(?:类|款|项|合计|小计|总计|金额|项目|科目|收入|支出|本年(?:收入|支出)|基本支出|项目支出|人员(?:经费|支出)|(?:日常)?公用(?:经费|支出)|(?:功能分类|经济分类)?科目(?:编码|名称)|科目代码|.*(?:预算数|决算数|执行数)(?:\(.*\))?|栏次|行次|序号|其中:?|备注|\*+|[一二三四]级(?:目录|分类|科目|名称)?|(?:公务用车)?购置费|(?:公务用车)?运行(?:维护)?费|财政拨款|单位资金|专户资金)$/

/** True for the header of a column of codes: 科目编码, 类. On folded text. */
export function isCodeHeader(text: string): boolean {
  return CODE_HEADER.test(text)
}

/** True for the header of one level of a catalogue, of which a row is named by the innermost. On folded text. */
export function isLevelHeader(text: string): boolean {
  return LEVEL_HEADER.test(text)
}

function hasCodeInFront(text: string): boolean {
  const alone = parseCode(text)
  if (alone !== null) return isClassificationCode(alone)
  const glued = splitCodedLabel(text)
  return glued !== null && isClassificationCode(glued.code)
}

/** Longest header over others that says what they count; a longer one is a title. */
const LONGEST_GROUP = 20

/** True where a header says that its figures are no amounts. Of 数量/合计 and 数量/金额 the innermost that says it counts. */
function headsQuantities(path: readonly string[]): boolean {
  if (path.some((text) => text.length <= LONGEST_GROUP && headsShares(text))) return true
  const kinds = path.map((text, at) => {
    const isLong = text.length > (at === path.length - 1 ? LONGEST_HEADER : LONGEST_GROUP)
    return isLong ? null : kindOfFigures(text)
  })
  return kinds.findLast((kind) => kind !== null) === 'quantity'
}

/** True for a column of quantities, dates, telephone numbers: its figures are no amounts. */
export function isCountColumn({ path, role }: HeaderColumn): boolean {
  return role === 'text' && headsQuantities(path)
}

/** Cells of a header that stand beside its column numbers. */
const LEVEL_OF_CODE = /^[类款项]$/
const COLUMN_MARK = /^(?:\*+|栏次|行次|[甲乙丙丁])$/
/** 5, or 5=6+7+8. */
const COLUMN_NUMBER = /^(\d{1,2})(?:=|$)/

/** Column numbers 1, 2, 3 … or ** under a header, 类 款 项 beside them. */
export function isColumnNumberRow(texts: readonly string[]): boolean {
  let hasMark = false
  let last: number | null = null
  let count = 0
  for (const text of texts) {
    const folded = foldText(text)
    if (LEVEL_OF_CODE.test(folded)) continue
    if (COLUMN_MARK.test(folded)) {
      hasMark = true
      continue
    }
    const digits = COLUMN_NUMBER.exec(folded)?.[1]
    if (digits === undefined) return false
    const number = parseInt(digits, 10)
    if (last !== null && number !== last + 1) return false
    last = number
    count += 1
  }
  return hasMark || count > 1
}

function textsAt(segment: Segment, row: number): string[] {
  return segment.rows
    .cellsAt(row)
    .map((cell) => cell.text)
    .filter((text) => text.trim() !== '')
}

function isBodyRow(segment: Segment, row: number): boolean {
  const cells = segment.rows.cellsAt(row).filter((cell) => cell.text.trim() !== '')
  const texts = cells.map((cell) => cell.text)
  if (isColumnNumberRow(texts)) return false
  if (texts.some((text) => hasCodeInFront(text) || (isAmountCell(text) && !/^20\d\d$/.test(text.trim())))) return true
  const [first, ...others] = cells
  return first !== undefined && TOTAL_LABEL.test(foldText(first.text)) && others.every((cell) => isDash(cell.text))
}

/** The cell over the position in the next row above that is not empty. */
function cellAbove(segment: Segment, row: number, column: number): Cell | undefined {
  let above = row - 1
  while (above > segment.firstRow && textsAt(segment, above).length === 0) above -= 1
  return above < segment.firstRow ? undefined : segment.rows.cellOver(above, column)
}

/** True where some header cell of the rows so far spans columns that this row's cells divide. */
function dividesHeader(segment: Segment, from: number, row: number): boolean {
  const cells = segment.rows.cellsAt(row).filter((cell) => cell.text.trim() !== '')
  return cells.some((cell) => {
    const above = cellAbove(segment, row, cell.column)
    return above !== undefined && above.columnSpan > cell.columnSpan && above.row >= from
  })
}

/**
 * True for a row of words, most of them known in headers, of which some stand below nothing: a writer that merges no cells
 * prints a group over the first of its columns only.
 */
function standsBelowGroups(segment: Segment, from: number, row: number): boolean {
  const cells = segment.rows.cellsAt(row).filter((cell) => cell.text.trim() !== '')
  const isBelowNothing = ({ column }: Cell) => {
    for (let above = from; above < row; above += 1) if (segment.rows.cellOver(above, column)?.text.trim()) return false
    return true
  }
  const words = cells.map(({ text }) => foldText(text))
  const unknown = words.filter((word) => !HEADER_WORD.test(word) && !isHeaderLine(word))
  const isShort = unknown.every((word) => word.length <= LONGEST_GROUP)
  return cells.some(isBelowNothing) && isShort && unknown.length * 2 < words.length
}

function bottomOf(segment: Segment, row: number): number {
  return Math.max(row + 1, ...segment.rows.cellsAt(row).map((cell) => cell.row + cell.rowSpan))
}

/** The row after the header, or null where the segment begins with its body. */
function endOfHeader(segment: Segment): number | null {
  const first = segment.firstRow
  if (isBodyRow(segment, first)) return null
  let end = Math.min(bottomOf(segment, first), segment.endRow)
  for (let row = first + 1; row < segment.endRow; row += 1) {
    const texts = textsAt(segment, row)
    if (texts.length === 0) continue
    // 类 款 项 may reach down beside the first row of the body.
    if (isBodyRow(segment, row)) return Math.min(end, row)
    const words = texts.map(foldText)
    const inside = row < end
    const allHeaderWords =
      words.every((word) => word.length <= LONGEST_HEADER && HEADER_WORD.test(word)) &&
      (words.length > 1 || !TOTAL_LABEL.test(words[0] as string))
    if (
      !inside &&
      !isColumnNumberRow(texts) &&
      !allHeaderWords &&
      !dividesHeader(segment, first, row) &&
      !standsBelowGroups(segment, first, row)
    )
      break
    end = Math.max(end, Math.min(bottomOf(segment, row), segment.endRow))
  }
  return end
}

interface Contents {
  amounts: number
  codes: number
  texts: number
}

/** A sentence has more ideographs than what may be printed beside a figure. */
const FEWEST_OF_SENTENCE = 7

/** True for words that are no figure that cannot be read, whatever digits they hold: a note below the table. */
export function isSentence(text: string): boolean {
  if (/[。；]\s*$/.test(text)) return true
  return (text.match(/\p{Script=Han}/gu)?.length ?? 0) >= FEWEST_OF_SENTENCE
}

/** A note stands alone in its row, and says nothing of its column. */
function isNote([text, ...others]: readonly string[]): boolean {
  return text !== undefined && others.length === 0 && isSentence(text) && /[:：。，,]/.test(text)
}

function kindOfCell({ text }: Cell): keyof Contents | null {
  const code = parseCode(text)
  if (code !== null && !/[.,]/.test(text) && isClassificationCode(code)) return 'codes'
  if (isAmountCell(text) || text.trim().split(/\s+/).every(isAmountCell)) return 'amounts'
  return isDash(text) ? null : 'texts'
}

/** What stands in a column. Words alone in their rows, as notes below a table, count where no row has more to tell. */
function contentsOf(segment: Segment, column: number, bodyRow: number): Contents {
  const contents: Contents = { amounts: 0, codes: 0, texts: 0 }
  const inRows: Contents = { amounts: 0, codes: 0, texts: 0 }
  for (let row = bodyRow; row < segment.endRow; row += 1) {
    const cell = segment.rows.cellOver(row, column)
    if (!cell || cell.row !== row || cell.column !== column || cell.text.trim() === '') continue
    const texts = textsAt(segment, row)
    const kind = isNote(texts) ? null : kindOfCell(cell)
    if (!kind) continue
    contents[kind] += 1
    if (texts.length > 1) inRows[kind] += 1
  }
  return inRows.codes + inRows.amounts > 0 ? { ...contents, texts: inRows.texts } : contents
}

function roleOf(path: readonly string[], contents: Contents): ColumnRole {
  const innermost = path.at(-1) ?? ''
  const leaf = innermost.length > LONGEST_HEADER ? '' : innermost
  if (path.length === 0 && contents.amounts + contents.codes + contents.texts === 0) return 'text'
  if (ORDINAL_HEADER.test(leaf)) return 'ordinal'
  if (kindOfFigures(leaf) === 'quantity' || (TEXT_HEADER.test(leaf) && contents.amounts === 0)) return 'text'
  // 其中：专项资金列入部门预算项目 heads amounts; 单位名称（科目） and 项目（按功能分类） head names.
  const name = leaf.replace(/(?<=[称目位])\([^()元]*\)$/, '')
  const isLabel = ((LABEL_HEADER.test(name) || isLevelHeader(leaf)) && !leaf.startsWith('其中')) || path.length === 0
  const named = isCodeHeader(leaf) ? 'code' : isLabel ? 'label' : null
  const { amounts, codes, texts } = contents
  // 经济科目 over 30299: the code of what is bought.
  if (/科目$/.test(leaf) && codes > texts && codes >= amounts) return 'code'
  // The lines below a table of one row stand in its first column.
  if (TOTAL_LABEL.test(leaf) && amounts > 0 && !headsQuantities(path)) return 'amount'
  if (named !== null) {
    if (named === 'code') return texts > codes + amounts ? 'label' : 'code'
    if (codes > texts && codes >= amounts) return 'code'
    return amounts > texts + codes && amounts > 1 ? 'amount' : 'label'
  }
  return texts > amounts + codes || headsQuantities(path) ? 'text' : 'amount'
}

function hasTextBelow({ rows }: Segment, row: number, column: number, bodyRow: number): boolean {
  for (let below = row + 1; below < bodyRow; below += 1) {
    const cell = rows.cellOver(below, column)
    if (cell && cell.row > row && cell.text.trim() !== '') return true
  }
  return false
}

/** The group that a column without a cell of its own in this row stands below, where cells are not merged. */
export function groupBeside(
  segment: Segment,
  row: number,
  { column, bodyRow }: { column: number; bodyRow: number },
): Cell | undefined {
  if (!hasTextBelow(segment, row, column, bodyRow)) return undefined
  for (let left = column - 1; left >= 0; left -= 1) {
    const cell = segment.rows.cellOver(row, left)
    if (!cell || cell.text.trim() === '') continue
    const isGroup = cell.columnSpan === 1 && cell.row === row && hasTextBelow(segment, row, left, bodyRow)
    return isGroup ? cell : undefined
  }
  return undefined
}

function pathOf(segment: Segment, column: number, bodyRow: number): string[] {
  const path: string[] = []
  let last: unknown
  for (let row = segment.firstRow; row < bodyRow; row += 1) {
    const own = segment.rows.cellOver(row, column)
    const cell = own && own.text.trim() !== '' ? own : groupBeside(segment, row, { column, bodyRow })
    if (!cell || cell === last || cell.row < segment.firstRow) continue
    last = cell
    const text = foldText(cell.text)
    if (text === '') continue
    if (LEVEL_OF_CODE.test(text) || !isColumnNumberRow(textsAt(segment, cell.row))) path.push(text)
  }
  return path
}

/**
 * Words in the first column name its rows, whatever stands above them: 采购类别, 采购品目大类. Beside codes that have no names,
 * the last words before the amounts do: 功能科目, 支出内容.
 */
function withFirstAsLabel(columns: readonly HeaderColumn[]): readonly HeaderColumn[] {
  const isWords = ({ role, path }: HeaderColumn) => role === 'text' && path.length > 0 && !headsQuantities(path)
  const before = columns.slice(
    0,
    columns.findIndex(({ role }) => role === 'amount'),
  )
  const first = before.find(({ role }) => role !== 'ordinal')
  const isNamed = before.some(({ role }) => role === 'label')
  const name = first && isWords(first) ? first : isNamed ? undefined : before.findLast(isWords)
  return columns.map((column) => (column === name ? { ...column, role: 'label' } : column))
}

/** Reads the header of a segment; null where it has none (a continued page that does not repeat it). */
export function readHeader(segment: Segment): Header | null {
  const bodyRow = endOfHeader(segment)
  if (bodyRow === null) return null
  const columns = Array.from({ length: segment.rows.columnCount }, (_, index): HeaderColumn => {
    const path = pathOf(segment, index, bodyRow)
    return { index, path, role: roleOf(path, contentsOf(segment, index, bodyRow)) }
  })
  return { bodyRow, columns: withFirstAsLabel(columns) }
}
