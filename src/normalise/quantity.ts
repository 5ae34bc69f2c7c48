import { foldText } from './text.js'

/** Sums of money, by the word that ends the name: Chinese puts what a thing is last (单价50万元以上设备金额 is a sum). */
const MONEY =
  /(?:[额费款]|费用|经费|支出|收入|资金|补助|补贴|预算|决算|结转|结余|价值|原值|净值|成本|投资|[入出算行整款]数)$/
/** What is counted, measured or compared. */
const COUNTED =
  /数量|人数|人次|批次|面积|单价$|规格|比例|比重|占比|百分|[%％‰]|率$|幅度?$|得分|权重|分值|指标值|(?:部门|单位)(?:\((?:部门|单位)\))?(?:代码|编码|编号)|页[码数次]$|电话|手机|邮编|(?<!编)号$|(?<!总)量$/
/** 上年同期数 and 1-9月份数 are sums of money. */
const COUNTED_PIECES =
  /(?:[个件户台套辆天场册幢栋处座班名]|(?<!期)间|团组|床位|人天|(?<!本)次|(?<![本上前同])期|(?<!月)份|(?<!预算)编制|实有|保有)数$|保有量$|名额$/
/** When: a point or a stretch of time. 上年度 over a column of amounts is none. */
const TIME = /(?:时间|日期|年限|期限|工期|[息期行止]日)$|^(?!.*[本上当前去下]年度)\D*(?:年度|年份)$/

const PIECE =
  /^(?:个|人|人次|人数|次|批|批次|团组|辆|台|套|台套|件|户|份|天|期|场|册|幢|栋|间|处|座|所|名|位|只|头|株|吨|亩|公顷|公里|千米|米|平方米|平米|立方米|m2|m3|[%％‰]|百分比|小时)$/

/** What stands in brackets at the end: (台,套) of 设备(台,套). */
const IN_BRACKETS = /\(([^()]*)\)$/

/** True for a unit, or several, in which things are counted: 台,套. On folded text. */
export function isCountingUnit(unit: string): boolean {
  const parts = unit.replace(/^单位:/, '').split(/[,;/或和]/)
  return parts.every((part) => PIECE.test(part))
}

/** Rows that count what a table of money mentions beside it. Narrower than for headers: a project may be named 提高…率. */
const COUNTED_ROW = /(?:人数|人次数?|批次数?|团组数|车辆数|保有量)$/

/** True for the label of a row that counts: 公务用车购置数（辆）, 国内公务接待批次. */
export function countsPieces(label: string): boolean {
  const name = foldText(label)
  const unit = IN_BRACKETS.exec(name)?.[1]
  return unit === undefined ? COUNTED_ROW.test(name) : isCountingUnit(unit)
}

/** True for a header over shares, whatever stands below it: 2024年比2023年增减(%), 占比. On folded text. */
export function headsShares(name: string): boolean {
  return /\(?[%‰]\)?$|占比$|比重$/.test(name)
}

export type Kind = 'money' | 'quantity'

/**
 * What a header or label says of the figures under it: sums of money, or counts, shares, unit prices, dates and codes.
 *
 * Absent values: null where it says neither (小计, 其中, 行政).
 */
export function kindOfFigures(text: string): Kind | null {
  let name = foldText(text)
  for (let inner = IN_BRACKETS.exec(name); inner; inner = IN_BRACKETS.exec(name)) {
    const unit = inner[1] as string
    if (/元[/每]/.test(unit) || isCountingUnit(unit)) return 'quantity'
    name = name.slice(0, inner.index)
    if (/^(?:单位:)?(?:人民币)?[百千万亿]*元$/.test(unit)) return /单价|标准$/.test(name) ? 'quantity' : 'money'
  }
  if (COUNTED_PIECES.test(name)) return 'quantity'
  if (MONEY.test(name)) return 'money'
  return COUNTED.test(name) || TIME.test(name) ? 'quantity' : null
}
