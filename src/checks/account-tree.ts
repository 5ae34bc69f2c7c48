import { codesOfName } from '../classification/catalogue.js'
import type { ExtractedRow } from '../extract/table.js'
import { isClassificationCode } from '../normalise/code.js'
import { ENUMERATOR_STYLES, enumeratorOf } from '../normalise/enumerator.js'
import { foldText } from '../normalise/text.js'

/** A row that is the sum of others. Numbers are indexes of rows. */
export interface Summation {
  total: number
  parts: readonly number[]
}

const TOTAL_LABEL = /^(?:合计|总计|总合计|总额)$/

/** True for 合计 and 总计 without a code. */
export function isTotalRow(row: ExtractedRow): boolean {
  return row.code === '' && TOTAL_LABEL.test(foldText(row.label))
}

/** Indexes of rows panel by panel: 302 may go on in the next panel. */
function inPanelOrder(rows: readonly ExtractedRow[]): number[] {
  return rows
    .map((_, index) => index)
    .sort((a, b) => (rows[a] as ExtractedRow).panel - (rows[b] as ExtractedRow).panel || a - b)
}

export interface CodeTree {
  /** Each parent with the rows one level down, as printed below it. */
  sums: readonly Summation[]
  /** Coded rows without a parent in the table: the 类, as a rule. */
  tops: readonly number[]
}

/** The one row that a code is a part of, wherever it stands: in text, 302 may go on alone on its lines, right of 303. */
function onlyParent(rows: readonly ExtractedRow[], code: string): number | undefined {
  for (let length = code.length - 2; length >= 3; length -= 2) {
    const found = rows.flatMap((row, at) => (row.code === code.slice(0, length) ? [at] : []))
    if (found.length > 0) return found.length === 1 ? found[0] : undefined
  }
  return undefined
}

/** The tree of a table's codes by position: a parent's children follow it, so that a code may be printed once a unit. */
export function codeTree(rows: readonly ExtractedRow[]): CodeTree {
  const children = new Map<number, number[]>()
  const tops: number[] = []
  const open: number[] = []
  for (const index of inPanelOrder(rows)) {
    const { code } = rows[index] as ExtractedRow
    const first = open[0] === undefined ? '' : (rows[open[0]] as ExtractedRow).code
    // 301 | 2 for 30102 is no code, and still a part of the 301 below which it stands.
    const isMisprint = first !== '' && /^\d{4,}$/.test(code) && code.startsWith(first)
    if (!isClassificationCode(code) && !isMisprint) continue
    while (open.length > 0) {
      const above = (rows[open.at(-1) as number] as ExtractedRow).code
      if (code.length > above.length && code.startsWith(above)) break
      open.pop()
    }
    const parent = open.at(-1) ?? onlyParent(rows, code)
    if (parent === undefined) tops.push(index)
    else if (!children.get(parent)?.push(index)) children.set(parent, [index])
    open.push(index)
  }
  return { sums: [...children].map(([total, parts]) => ({ total, parts })), tops }
}

const SUBTOTAL = /^(?:(?:本年|本期|当年)(?:收入|支出)(?:合计|小计)?|小计)$/
const GRAND = /^(?:(?:收入|支出)?(?:总计|总数|合计|总合计))$/
const CARRIED = /结转|结余|弥补收支差额|使用.{0,20}(?:基金|结余)|^上年/
const UNNUMBERED = ENUMERATOR_STYLES

export interface SideTree {
  /** 本年收入（支出）合计. */
  subtotal: number | null
  /** 收入（支出）总计. */
  grand: number | null
  /** Items of the current year, top level. */
  items: readonly number[]
  /** 上年结转, 结转下年, 用事业基金弥补收支差额 …, and what else is printed below 本年收入合计 (上级补助收入). */
  carried: readonly number[]
  sums: readonly Summation[]
}

function styleOf(row: ExtractedRow): number {
  return enumeratorOf(foldText(row.printedLabel))?.style ?? -1
}

/** Folded: a number that begins a list below 一、. */
const FIRST_NUMBER = /^(?:\(一\)|1[,.]|\(1\))/

/** True where a row without number stands right above a list that begins: 财政拨款 over 1.一般公共预算拨款. */
function headsNumbers(rows: readonly ExtractedRow[]): boolean {
  if (rows.some((row) => styleOf(row) === 0)) return false
  return rows.some((row, at) => {
    const above = rows[at - 1]
    return above && styleOf(above) < 0 && FIRST_NUMBER.test(foldText(row.printedLabel))
  })
}

/**
 * Levels of 款 and 项 by their names, below the 类 at `head`, where neither numbers nor indentation tell them: null for
 * rows of which the names do not tell whose parts they are. Empty where no row below bears the name of one.
 */
function levelsBelowClass(rows: readonly ExtractedRow[], head: number): (number | null)[] {
  const isPlain = (row: ExtractedRow | undefined) => row && row.depth === null && styleOf(row) < 0
  const [classCode] = codesOfName('function', (rows[head] as ExtractedRow).label).filter((code) => code.length === 3)
  if (classCode === undefined) return []
  let end = head + 1
  while (
    isPlain(rows[end]) &&
    !/^(?:本年|当年|收入|支出|合计|总计|年末|结转)/.test(foldText((rows[end] as ExtractedRow).label))
  )
    end += 1
  let section: string | null = null
  const levels = rows.slice(head + 1, end).map((row) => {
    const codes = codesOfName('function', row.label).filter((code) => code.startsWith(classCode) && code.length > 3)
    const own = codes.find((code) => code.length === 5)
    if (own !== undefined && codes.every((code) => code.length === 5)) {
      section = own
      return UNNUMBERED
    }
    const isItem = codes.some((code) => code.length === 7 && (section === null || code.startsWith(section)))
    return isItem && own === undefined ? UNNUMBERED + 1 : null
  })
  if (levels.every((level) => level === null)) return []
  return levels.includes(null) ? levels.map(() => null) : levels
}

/** 财政拨款 without a number over the funds that it comes from, which have none either: they are its parts by their names. */
const APPROPRIATION = /^财政拨款(?:\(补助\)|收入|资金)?$/
const FUND = /^(?:一般公共预算|政府性基金|国有资本经营)/

function levelsBelowAppropriation(
  rows: readonly ExtractedRow[],
  levels: readonly (number | null)[],
): (number | null)[] {
  let level: number | null = null
  return rows.map((row, at) => {
    const label = foldText(row.label)
    const own = levels[at] ?? null
    if (APPROPRIATION.test(label)) level = own
    else if (level === null || own !== level || !FUND.test(label)) level = null
    else return level + 1
    return own
  })
}

/** Levels of a side's rows; null for rows that may be parts of one or of another. */
function levelsOf(rows: readonly ExtractedRow[]): (number | null)[] {
  // A row without number at the margin stands above numbered rows that are indented.
  const isAbove = headsNumbers(rows) || rows.some((row) => styleOf(row) > 0 && row.depth !== null)
  const levels = rows.map((row): number | null => {
    const enumerated = styleOf(row)
    if (enumerated >= 0) return enumerated
    return row.depth === null && isAbove ? 0 : UNNUMBERED + (row.depth ?? 0)
  })
  for (const [at, row] of rows.entries()) {
    if (styleOf(row) !== 0) continue
    levelsBelowClass(rows, at).forEach((level, below) => {
      levels[at + 1 + below] = level
    })
  }
  return levelsBelowAppropriation(rows, levels)
}

/**
 * The structure of one side of a 收支总表: which rows sum up which others.
 *
 * A subtotal may stand above its items (一、本年收入) or below them (本年收入合计); rows below a carried-over row are its parts.
 * `rows` are the indexes of the side's rows in printed order.
 */
export function sideTree(all: readonly ExtractedRow[], rows: readonly number[]): SideTree {
  const tree = {
    subtotal: null as number | null,
    grand: null as number | null,
    items: [] as number[],
    carried: [] as number[],
  }
  const sums: { total: number; parts: number[] }[] = []
  const open: { index: number; level: number; sum: { total: number; parts: number[] } | null }[] = []
  const levels = levelsOf(rows.map((index) => all[index] as ExtractedRow))
  const hasNumbers = rows.some(
    (index, at) =>
      (levels[at] ?? UNNUMBERED) < UNNUMBERED && !SUBTOTAL.test(foldText((all[index] as ExtractedRow).label)),
  )
  let isListed = false
  /** The depth of the row that 其中 speaks of, where its parts are indented. */
  let listedBelow: number | null = null
  // 本年收入合计 has been printed, below its items.
  let isPastSubtotal = false
  for (const [at, index] of rows.entries()) {
    const row = all[index] as ExtractedRow
    const label = foldText(row.label)
    const level = levels[at] ?? null
    if (level === null) continue
    const isItem = level >= UNNUMBERED && !SUBTOTAL.test(label) && !GRAND.test(label)
    const isPlain = isItem && !CARRIED.test(label)
    const isDeeper = (depth: number | null) => row.depth !== null && depth !== null && row.depth > depth
    if (label.startsWith('其中')) {
      const above = rows[at - 1]
      const depthAbove = above === undefined ? null : ((all[above] as ExtractedRow).depth ?? 0)
      // `      其他收入` below `其中：事业收入`: the words themselves indent the first of the list.
      listedBelow = row.depth === null || isDeeper(depthAbove) ? depthAbove : null
    }
    // 其中 says some of what the row above consists of, not all; the plain rows below it go on with the list, and what is
    // indented below that row.
    const goesOn: boolean =
      isListed && ((isPlain && (hasNumbers || isPastSubtotal)) || (isItem && isDeeper(listedBelow)))
    isListed = label.startsWith('其中') || goesOn
    if (label === '' || isListed) continue
    if (SUBTOTAL.test(label)) {
      tree.subtotal ??= index
      isPastSubtotal ||= tree.items.length > 0
      open.length = 0
      continue
    }
    if (GRAND.test(label)) {
      tree.grand ??= index
      open.length = 0
      continue
    }
    const isCarried = CARRIED.test(label)
    // Below 二、上年结转 its parts are printed without numbers or with numbers of their own: 年初财政拨款结转和结余
    // stands below 本年收入合计 and numbers its parts 一、 二、 again.
    const head = open[0]
    const headIsCarried = head !== undefined && CARRIED.test(foldText((all[head.index] as ExtractedRow).label))
    while (
      open.length > 0 &&
      (open.at(-1)?.level ?? 0) >= level &&
      !(headIsCarried && open.length === 1 && !isCarried && (!hasNumbers || isPastSubtotal))
    )
      open.pop()
    if (isCarried && !(open.length > 0 && headIsCarried)) open.length = 0
    const parent = open.at(-1)
    if (parent) {
      if (!parent.sum) {
        parent.sum = { total: parent.index, parts: [] }
        sums.push(parent.sum)
      }
      parent.sum.parts.push(index)
    } else if (isCarried || isPastSubtotal) tree.carried.push(index)
    else tree.items.push(index)
    open.push({ index, level, sum: null })
  }
  return { ...tree, sums }
}
