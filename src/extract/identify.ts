import { cleanText, foldText, withoutSpace } from '../normalise/text.js'
import { layoutOfTitle, organizationOf, yearOf } from './titles.js'

/** Whose document it is, for which year, and whether it plans or accounts. */
export interface Identification {
  organization: string | null
  fiscalYear: number | null
  kind: 'budget' | 'final-account' | null
}

/** A cover page and a table of contents are over by then. */
const OPENING_LINES = 80
const COVER = /^(.*?)(?:\(汇总\)|\(本级\))?(20\d\d)年?度?(?:市级|区级|县级|本级)?(?:部门|单位)?(?:综合)?(预算|决算)/
const NAME_ENDING =
  /(?:局|委|办|厅|院|署|站|所|会|部|处|队|校|园|馆|中心|街道|镇|乡|政府|办公室|委员会|办事处|法院|检察院|政协|人大|大学|学院|医院|集团|公司|支队|总队|大队|基地|学校|幼儿园|社|联|库|台|团|区|县|市)(?:\(.*\)|（.*）)?$/

function mostFrequent<T>(values: readonly T[]): T | null {
  const counts = new Map<T, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  let best: T | null = null
  for (const [value, count] of counts) if (best === null || count > (counts.get(best) as number)) best = value
  return best
}

/** 重庆市示例局2023年一般公共预算… → 重庆市示例局; null where no name stands in front. */
function nameInTitle(title: string): string | null {
  const layout = layoutOfTitle(title)
  if (!layout) return null
  const text = withoutSpace(cleanText(title)).replace(/^(?:附件?\d*(?:-\d+)?|附?表[一二三四五六七八九十\d]+)[:：]?/, '')
  const head = text
    .replace(
      /(?:20\d\d年.*|(?:预算)?(?:部门|单位)?(?:财政拨款|一般公共预算|政府性基金|国有资本|“三公”|政府采购|部门|财务)?收?(?:入|支).*|一般公共预算.*|政府性基金.*|国有资本.*|“?三公.*|政府采购.*|部门(?:收|支).*|整体.*)$/,
      '',
    )
    .replace(/(?:部门|单位|财政拨款)$/, '')
  return head.length >= 4 && NAME_ENDING.test(head) ? head : null
}

function isName(text: string): boolean {
  return text.length >= 4 && text.length <= 40 && NAME_ENDING.test(text) && !/[，。：:]/.test(text)
}

/** The lines above the year on a cover: a name may run over several, and then stands whole somewhere else. */
function nameAbove(lines: readonly string[], at: number): string | undefined {
  const joined = [1, 2, 3].map((count) => lines.slice(Math.max(0, at - count), at).join(''))
  const elsewhere = [...lines.slice(0, Math.max(0, at - 3)), ...lines.slice(at + 1)].join('\n')
  return joined.reverse().find((name) => isName(name) && elsewhere.includes(name)) ?? lines[at - 1]
}

function nameOnCover(lines: readonly string[]): string | null {
  const opening = lines.slice(0, OPENING_LINES).map((line) => withoutSpace(cleanText(line)))
  for (const [at, line] of opening.entries()) {
    const folded = line.replaceAll('（', '(').replaceAll('）', ')')
    const match = COVER.exec(folded)
    if (!match || line.length > 60) continue
    const before = line.slice(0, (match[1] as string).length)
    if (before.length >= 4 && NAME_ENDING.test(before)) return before
    const after = /^20\d\d年度?(.{4,40}?)(?:\(.*\))?(?:部门|单位)(?:综合)?(?:预算|决算)/.exec(folded)?.[1]
    if (after && NAME_ENDING.test(after)) return after
    const around = [nameAbove(opening, at), opening[at + 1]]
    const named = around.find((name) => name !== undefined && isName(name))
    if (named !== undefined) return named
  }
  return null
}

function kindOf(texts: readonly string[]): Identification['kind'] {
  const finals = texts.filter((text) => text.includes('决算')).length
  const budgets = texts.filter((text) => text.includes('预算') && !text.includes('决算')).length
  if (finals === 0 && budgets === 0) return null
  return finals > budgets / 2 ? 'final-account' : 'budget'
}

/**
 * Reads organisation, year and kind from the document itself: the lines that name them, the titles of its tables, its cover.
 *
 * Absent values: null where the document does not say. Source: never the file's name.
 */
export function identify(lines: readonly string[]): Identification {
  const titles = lines.filter((line) => line.length <= 120 && layoutOfTitle(line) !== null)
  const cover = lines.slice(0, OPENING_LINES).filter((line) => line.length <= 80 && /预算|决算/.test(line))
  const yearsInTitles = titles.flatMap((line) => yearOf(line) ?? [])
  const yearsOnCover = cover.filter((line) => COVER.test(foldText(line))).flatMap((line) => yearOf(line) ?? [])
  const named = lines.flatMap((line) => (line.length <= 120 ? (organizationOf(cleanText(line)) ?? []) : []))
  return {
    organization:
      mostFrequent(named) ?? mostFrequent(titles.flatMap((title) => nameInTitle(title) ?? [])) ?? nameOnCover(lines),
    fiscalYear: mostFrequent(yearsInTitles) ?? mostFrequent(yearsOnCover),
    kind: kindOf(titles.map(foldText)) ?? kindOf(cover.map(foldText)),
  }
}
