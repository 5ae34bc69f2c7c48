import type { MeasureId } from '../schema/vocabulary.js'
import type { HeadedColumn } from './header-sums.js'

/** One column in each of three groups of the same columns: last year, this year, and what has changed. */
export interface ChangeColumns {
  prior: MeasureId
  current: MeasureId
  change: MeasureId
}

const CHANGE = /^(?:比.*)?增减(?:变化)?(?:情况|额|金额)?$/
const YEAR = /^(?:(20\d\d)年(?:度)?|([上去])年|[本当今]年)(?:预算|决算)?数?(?:情况)?$/

/** A year that a group of columns is of: 0 for 上年, 1 for 本年 where no number is printed. */
function yearOf(group: string): number | null {
  const [match, number, isLast] = YEAR.exec(group) ?? []
  if (match === undefined) return null
  return number === undefined ? (isLast === undefined ? 1 : 0) : parseInt(number, 10)
}

/** 上年, 当年 and 增减变化情况 over the same columns. None where two groups, or more than two years, are headed so. */
export function changeColumns(columns: readonly HeadedColumn[]): ChangeColumns[] {
  const byGroup = new Map<string, Map<string, MeasureId>>()
  for (const { header, measure } of columns) {
    const [group = '', ...rest] = header.split('/')
    const known = byGroup.get(group) ?? new Map<string, MeasureId>()
    byGroup.set(group, known.set(rest.join('/'), measure))
  }
  const groups = [...byGroup.keys()]
  const changes = groups.filter((group) => CHANGE.test(group))
  const years = groups
    .flatMap((group) => {
      const year = yearOf(group)
      return year === null ? [] : [{ group, year }]
    })
    .sort((a, b) => a.year - b.year)
  const [prior, current, ...others] = years
  if (changes.length !== 1 || !prior || !current || others.length > 0 || prior.year === current.year) return []
  const measureOf = (group: string, column: string) => byGroup.get(group)?.get(column)
  return [...(byGroup.get(changes[0] as string) ?? [])].flatMap(([column, change]) => {
    const [before, now] = [measureOf(prior.group, column), measureOf(current.group, column)]
    return before && now ? [{ prior: before, current: now, change }] : []
  })
}
