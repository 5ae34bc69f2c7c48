import type { Layout } from '../../layouts/layout.js'
import { cleanText, foldText, withoutSpace } from '../../normalise/text.js'
import { findOtherUnit, findUnit, type OtherUnit, type Unit } from '../../normalise/unit.js'
import { isProse } from '../text/prose.js'
import {
  isContentsEntry,
  isTableNumber,
  isTableTitle,
  isTitleAboveUnit,
  isTitleBelowNumber,
  layoutOfTitle,
  organizationOf,
  yearOf,
} from '../titles.js'
import type { Caption, Segment } from './segments.js'

/** What the lines above a table say of it. */
export interface Heading {
  title: string | null
  layout: Layout | null
  unit: Unit | null
  /** Where it prints another unit than the two that amounts are given in. */
  otherUnit: OtherUnit | null
  organization: string | null
  fiscalYear: number | null
}

function titleText(text: string): string {
  return withoutSpace(cleanText(text)).replace(
    /^(?:附件\d*(?:-\d+)?|附?表[一二三四五六七八九十\d]+(?!\D*表\d))[:：]?(?=.{4})/,
    '',
  )
}

/** Lines between a title at the foot of a page and its table on the next. */
const FARTHEST_TITLE = 5

/** A line above a title that is no first half of it: a cover's, a number, a unit. */
const WHOLE_LINE = /(?:预算|决算|公开|表|\d|元)$|:/

/** The last title above a table; a title broken over two lines is joined. */
function findTitle({ captions, page }: Segment): { title: string; layout: Layout | null; at: number } | null {
  let isBelowProse = false
  for (let at = captions.length - 1; at >= 0; at -= 1) {
    const { text, place } = captions[at] as Caption
    // A list of tables on an earlier page, or above sentences, names them all; a title stands just above its table.
    if ((place.page !== page || isBelowProse) && captions.length - at > FARTHEST_TITLE) break
    isBelowProse ||= isProse(text)
    if (isContentsEntry(text)) continue
    const above = captions[at - 1]?.text
    const joined =
      above === undefined || isTableTitle(above) || organizationOf(above) !== null ? null : `${above}${text}`
    const layout = layoutOfTitle(text)
    if (layout) {
      const isWhole = joined === null || foldText(text).length > 8 || WHOLE_LINE.test(foldText(above ?? ''))
      const wider = isWhole ? null : layoutOfTitle(joined as string)
      return { title: titleText(wider ? (joined as string) : text), layout: wider ?? layout, at }
    }
    const joinedLayout = joined === null || foldText(joined).length > 60 ? null : layoutOfTitle(joined)
    if (joinedLayout) return { title: titleText(joined as string), layout: joinedLayout, at }
    // 部门政府采购预算 over 单位：万元 in a workbook.
    const isAboveUnit =
      page === null && isTitleAboveUnit(text) && captions.slice(at).some((line) => findUnit(line.text))
    if (isAboveUnit) return { title: titleText(text), layout: layoutOfTitle(`${text}表`), at }
    const isBelowNumber = page === null && isTableNumber(captions[at - 1]?.text ?? '') && isTitleBelowNumber(text)
    if (isTableTitle(text) || isBelowNumber) return { title: titleText(text), layout: null, at }
  }
  return null
}

/** 3收支总表, GK01 收支总表: the name of a sheet whose table has no title of its own. */
function titleOfSheet({ sheet }: Segment): { title: string; layout: Layout; at: number } | null {
  const title = titleText(sheet ?? '').replace(/^[\w.、-]+/, '')
  const layout = layoutOfTitle(title)
  return layout && { title, layout, at: 0 }
}

/** Reads the heading of a segment; the first of a sheet may be named by the sheet. */
export function readHeading(segment: Segment, isFirstOfSheet: boolean): Heading {
  const title = findTitle(segment) ?? (isFirstOfSheet ? titleOfSheet(segment) : null)
  const near = title ? segment.captions.slice(Math.max(0, title.at - 3)) : segment.captions.slice(-4)
  const last = <T>(read: (text: string) => T | null) =>
    near.reduceRight<T | null>((found, { text }) => found ?? read(text), null)
  const unit = last((text) => (text.length < 80 ? findUnit(text) : null))
  return {
    title: title?.title ?? null,
    layout: title?.layout ?? null,
    unit,
    otherUnit: unit === null ? last((text) => (text.length < 80 ? findOtherUnit(text) : null)) : null,
    organization: last(organizationOf),
    fiscalYear: title ? yearOf(title.title) : null,
  }
}
