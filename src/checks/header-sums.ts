import { LONGEST_PATH } from '../extract/grid/match-columns.js'
import type { MeasureId } from '../schema/vocabulary.js'

/** A column of amounts with the headers above it, outermost first, joined by `/`. */
export interface HeadedColumn {
  measure: MeasureId
  header: string
}

/** A column that is the sum of others. */
export interface ColumnSum {
  total: MeasureId
  parts: readonly MeasureId[]
}

interface HeaderGroup {
  name: string
  measure: MeasureId | null
  children: HeaderGroup[]
}

const TOTAL = /^(?:合计|小计|总计|总额|全年数)$/
/** Columns that repeat a part of the others, and are not added. */
const MEMO = /其中|政府采购|预留|扣除/
/** Headers that hold the parts of a total together and are no kind of money themselves. */
const FRAME =
  /^(?:本年(?:收入|支出)|资金来源|资金性质|部门(?:综合)?预算|预算(?:数|金额|安排)|20\d\d年(?:度)?(?:部门)?预算(?:数)?|当年|上年|增减变化情况)$/
/** Kinds of money by which a total is divided completely: by source, by nature, and the items of 三公 with their neighbours. */
const KINDS: readonly RegExp[] = [
  /一般公共预算|政府性基金|国有资本|财政拨款|财政专户|专户资金|财政资金|事业(?:预算)?(?:单位)?收入|经营(?:预算)?收入|上级补助|附属单位上缴|其他(?:资金|收入)|单位资金|(?:上年|年初)[^/]*(?:结转|结余|余额)|非财政拨款|教育收费|弥补收支差额/,
  /^(?:基本支出|项目支出|人员(?:经费|支出)(?:支出)?|(?:日常)?公用(?:经费|支出)(?:支出)?|专项业务经费支出|上缴上级支出|(?:事业单位)?经营支出|对(?:附属|下级)单位补助(?:支出)?)$/,
  /三公|出国|接待|公务用车|购置费|运行(?:维护)?费|会议费|培训费/,
  /^(?:货物|工程|服务)类?$/,
]

function groupsOf(columns: readonly HeadedColumn[]): HeaderGroup {
  const root: HeaderGroup = { name: '', measure: null, children: [] }
  for (const { measure, header } of columns) {
    let at = root
    const names = header.split('/')
    names.forEach((name, depth) => {
      const isLeaf = depth === names.length - 1
      const last = at.children.at(-1)
      if (!isLeaf && last && last.name === name && last.measure === null) at = last
      else {
        const group: HeaderGroup = { name, measure: isLeaf ? measure : null, children: [] }
        at.children.push(group)
        at = group
      }
    })
  }
  return root
}

function totalOf(group: HeaderGroup): HeaderGroup | undefined {
  const totals = group.children.filter((child) => child.measure !== null && TOTAL.test(child.name))
  return totals.length === 1 ? totals[0] : undefined
}

/** The columns that make up a group: its own total, else all that stands below it. */
function columnsOf(group: HeaderGroup): MeasureId[] {
  if (group.measure !== null) return [group.measure]
  const total = totalOf(group)
  if (total) return columnsOf(total)
  return group.children.filter((child) => !MEMO.test(child.name)).flatMap(columnsOf)
}

function kindOf(name: string): number {
  return KINDS.findIndex((kind) => kind.test(name))
}

/** The groups that stand beside a total, frames without a total of their own opened. */
function partsBeside(group: HeaderGroup): HeaderGroup[] {
  return group.children
    .filter((child) => !MEMO.test(child.name) && child !== totalOf(group))
    .flatMap((child) =>
      child.measure === null && FRAME.test(child.name) && !totalOf(child) ? partsBeside(child) : [child],
    )
}

/**
 * Totals that a header shows to be the sum of the columns beside them: 合计 beside 一般公共预算, 政府性基金, 其他资金.
 *
 * Only where every column beside a total is known to be a part, all by one division: by source, by nature of expenditure, by
 * item, or by kind of purchase. One unknown header, and nothing follows.
 */
export function headerSums(columns: readonly HeadedColumn[]): ColumnSum[] {
  if (columns.some(({ header }) => header.length > LONGEST_PATH)) return []
  const sums: ColumnSum[] = []
  const visit = (group: HeaderGroup, isKnown: boolean): void => {
    const total = totalOf(group)
    const parts = partsBeside(group)
    const framed = parts.filter((part) => FRAME.test(part.name) && totalOf(part) !== undefined)
    const kinds = new Set(parts.filter((part) => !framed.includes(part)).map(({ name }) => kindOf(name)))
    const isComplete = kinds.size <= 1 && (isKnown || !kinds.has(-1))
    if (total?.measure && isComplete && (parts.length > 1 || framed.length === 1)) {
      sums.push({ total: total.measure, parts: parts.flatMap(columnsOf) })
    }
    for (const child of group.children) if (child.measure === null) visit(child, kindOf(child.name) >= 0)
  }
  visit(groupsOf(columns), false)
  return sums
}
