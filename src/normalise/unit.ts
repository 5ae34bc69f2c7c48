import { Decimal } from 'decimal.js'
import { isCountingUnit } from './quantity.js'
import { foldText } from './text.js'

export type Unit = '万元' | '元'

const YUAN_PER: Readonly<Record<Unit, Decimal>> = { 元: new Decimal(1), 万元: new Decimal(10_000) }

/** Exact amount in 元. */
export function toYuan(amount: Decimal, unit: Unit): Decimal {
  return amount.times(YUAN_PER[unit])
}

/**
 * 单位：万元, with what else the table counts in before it (单位：辆、台、万元). 编制单位：元谋县财政局 says no unit: after 元 no name
 * goes on, but the next heading may stand close to it.
 */
const AFTER_LABEL =
  /单 ?位 ?[:：]? ?(?:[^\s:：元、,，;；/]{1,6}[、,，;；/] ?)*(?:人 ?民 ?币 ?)?(万 ?元|元(?![\u4e00-\u9fff])|元(?=部门|单位|编制|公开|填报|预算|金额|收入|支出|项目|科目))/
const IN_BRACKETS = /[（(] ?(?:单 ?位 ?[:：]? ?)?(?:人 ?民 ?币 ?)?(万 ?元|元) ?[)）]/

/** 单位：万 whose 元 the edge of its box has cut off. */
const CUT_OFF = /单 ?位 ?[:：] ?万$/

/** The unit that a text names (`单位：万元`, `金额单位:人民币元`, `（元）`), or null. */
export function findUnit(text: string): Unit | null {
  if (!text.includes('元')) return text.endsWith('万') && CUT_OFF.test(text) ? '万元' : null
  const line = text.replace(/\s+/g, ' ')
  const unit = AFTER_LABEL.exec(line)?.[1] ?? IN_BRACKETS.exec(line)?.[1]
  return unit === undefined ? null : (unit.replace(' ', '') as Unit)
}

/** A unit in which this package gives no amounts: 千元, 亿元, 美元; or one of things: 人, 辆. */
export interface OtherUnit {
  name: string
  isMoney: boolean
}

/** The unit that a text names where it is neither 万元 nor 元; null where it names one of these or none. */
export function findOtherUnit(text: string): OtherUnit | null {
  if (!/单\s*位|[（(]/.test(text) || findUnit(text) !== null) return null
  const folded = foldText(text)
  const money = /单位:?(?:人民币)?((?:[十百千亿]+|百万|千万|万?[美欧港])元)|\(((?:[十百千亿]|百万|千万)元)\)/.exec(
    folded,
  )
  if (money) return { name: (money[1] ?? money[2]) as string, isMoney: true }
  const things = /单位:(.{1,8})$/.exec(folded)?.[1]?.replace(/\)$/, '')
  return things !== undefined && isCountingUnit(things) ? { name: things, isMoney: false } : null
}

/** A header without the unit at its end: 预算数（万元） is 预算数. On folded text. */
export function withoutUnit(header: string): string {
  const bare = header.replace(/\((?:单位:)?(?:人民币)?万?元\)$/, '')
  return bare === '' ? header : bare
}
