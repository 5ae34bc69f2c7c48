import { LAYOUTS } from '../layouts/index.js'
import type { Layout } from '../layouts/layout.js'
import { foldText } from '../normalise/text.js'
import { findOtherUnit } from '../normalise/unit.js'

/** Longest title seen in print, with department and year in front; prose that ends in 表 is longer. */
const LONGEST_TITLE = 70

/** Longest folded line that may be a title with its number before and a note behind it. */
const LONGEST_NUMBERED_TITLE = 150
/** Longest line that names the department, spaces and the unit at its end included. */
const LONGEST_HEADING = 300
/** Dots, spaces and the page number that end an entry of a table of contents. */
const CONTENTS_ENDING = 60

/** In every title of a table. Few lines hold it: the others need no folding. */
const TABLE = '表'

/** 财决01表, 预算01-1表, 部门公开表1, 财决公开01表, Z01表; 表一 and 附表1-1. */
const NUMBER_OF_TABLE = String.raw`(?:单位|部门|财政?)?(?:预算|决算|公开|批复|[预决附A-Z])*(?:\d+(?:-\d+)*表|\d*表\d+(?:-\d+)*)|(?:公开)?附?表[一二三四五六七八九十\d]+(?:-\d+)*`
const NUMBERING = new RegExp(
  String.raw`^(?:附件?\d*(?:-\d+)?|${NUMBER_OF_TABLE}|预算\d+|公开表|[一二三四五六七八九十]+、|\d+[.、])[:.\-、]?`,
)
const NUMBER = new RegExp(String.raw`^(?:附件?[一二三四五六七八九十\d]+(?:[-—－]\d+)*|${NUMBER_OF_TABLE})[:.、]?$`)
const ENDING = new RegExp(
  // （公开03表）, （2023年度）, （汇总）, （不含上年结转）; what tells the kind of a table (按经济分类, 政府性基金) belongs to it.
  String.raw`(?:\((?:续.*|空表|万元|单位.*|引用|部门|预算|公开|表\d+)\)|(?<=表)\((?:分(?:单位|科目)|(?![^()]*(?:分类|科目|项目|基金|资本|拨款|公共|三公|经费|支出))[^()]{1,30})\)|(?<=表)续表?\d*|(?<=表)[-—]?(?:公开|财决)\d+表)$`,
)

/** 附件4-1, 表一, 单位预算01表: the number over a table's title. */
export function isTableNumber(text: string): boolean {
  return NUMBER.test(foldText(text))
}

/** The folded title without 附件4-1, 表一, 预算01表 in front and （续） behind. */
export function titleKey(text: string): string {
  let key = foldText(text).replace(/[,;]/g, '')
  if (key.length > LONGEST_NUMBERED_TITLE) return key
  for (let before = ''; before !== key; ) {
    before = key
    key = key.replace(NUMBERING, '').replace(ENDING, '')
  }
  return key
}

/** The layout whose title this line is, or null for prose, entries of a list of tables, and other titles. */
export function layoutOfTitle(text: string): Layout | null {
  if (!text.includes(TABLE)) return null
  const key = titleKey(text)
  if (key.length < 4 || key.length > LONGEST_TITLE || /[。;:?]|见附|如下/.test(key)) return null
  return LAYOUTS.find((layout) => !layout.not?.test(key) && layout.titles.some((title) => title.test(key))) ?? null
}

/** 明细表（按经济分类）; 基本支出表--公用经费(商品和服务支出)（按部门预算经济分类） names a part of several. */
const TITLE_END = /表(?:[-—－]{1,2}[\u4e00-\u9fff][^-—－]{1,40})?(?:\(.*\))?$/

/** True for the title of some table, of a known kind or not. */
export function isTableTitle(text: string): boolean {
  if (!text.includes(TABLE)) return false
  const key = titleKey(text)
  return key.length >= 4 && key.length <= LONGEST_TITLE && !/[。;:,?]/.test(key) && TITLE_END.test(key)
}

/** True for what may be a title without 表, where the number of a table stands above it. */
export function isTitleBelowNumber(text: string): boolean {
  const key = foldText(text)
  const isName = /^(?=.*[预决]算|.*(?:经费|支出|收入|资金|拨款|采购)).{6,40}$/.test(key)
  return isName && !/[。:,;?]|^\d|^(?:合计|总计)/.test(key)
}

/** True for what may be a title without 表, where the unit of a table stands below it: 部门政府采购预算. */
export function isTitleAboveUnit(text: string): boolean {
  return isTitleBelowNumber(text) && /(?:预算|决算)$/.test(foldText(text)) && layoutOfTitle(`${text}表`) !== null
}

/** True where a line of a table of contents ends in a page number or dots. */
export function isContentsEntry(text: string): boolean {
  return /(?:\.{3}|…{2}|·{3}|-{3})\s*\d*$/.test(text.trimEnd().slice(-CONTENTS_ENDING))
}

/** The year that a title speaks of: 2023年…, 二〇二三年. */
export function yearOf(text: string): number | null {
  const folded = foldText(text)
  const digits = /(20\d{2})年?/.exec(folded)
  if (digits) return parseInt(digits[1] as string, 10)
  const chinese = /二[〇○零0]([〇○零一二三四五六七八九])([〇○零一二三四五六七八九])年/.exec(folded)
  if (!chinese) return null
  const digit = (char: string | undefined) => Math.max(0, '〇一二三四五六七八九'.indexOf(char ?? ''))
  return 2000 + digit(chinese[1]) * 10 + digit(chinese[2])
}

const ORGANIZATION_LABEL =
  /^(?:(?:编制|编报|填报|报送|公开|汇总|主管|一级预算|部门预算|预算)?(?:部门|单位)(?:[/或](?:部门|单位)|\((?:部门|单位)\))?(?:编码及名称|名称)?|资金主管部门)(?:\((?:盖章|公章)\))?[:：](.*)$/

/** [101]示例局, 101001-示例局: the number of a department before its name. */
const CODE_OF_NAME = /^(?:[[【(（]\d{3,}[\]】)）]|\d{3,}[-—－_])(?=\S)/

/** True for the label alone: 编制单位： with no name, or with the name in the cell beside it. */
export function isOrganizationLabel(text: string): boolean {
  return ORGANIZATION_LABEL.exec(foldText(text))?.[1] === ''
}

/** 单位名称：…, 编制部门：…, 部门：… → the name as printed; null where the line says none. */
export function organizationOf(text: string): string | null {
  if (text.length > LONGEST_HEADING || !/[:：]/.test(text)) return null
  const line = text.replace(/[（(]?\s*(?:金额)?单位\s*[:：]\s*(?:人民币)?万?元\s*[)）]?\s*$/, '').trim()
  const match = ORGANIZATION_LABEL.exec(line.replace(/\s+/g, '').replace('（', '(').replace('）', ')'))
  if (!match) return null
  const name = line
    .replace(/^[^:：]*[:：]/, '')
    .replace(/\s+/g, '')
    .replace(CODE_OF_NAME, '')
  if (name === '' || /^(?:万元|元)$/.test(name)) return null
  // 单位：千元 and 单位：人、辆 name no organisation; 单位：示例局 does.
  return /^\s*单\s*位/.test(line) && (name.length < 3 || /元|、/.test(name) || findOtherUnit(line) !== null)
    ? null
    : name
}
