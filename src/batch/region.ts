import { FORMS } from '../layouts/forms.js'
import type { Disclosure } from '../schema/disclosure.js'

const PARTY = /^(?:中共|中国共产党)/
/** 内蒙古 … are of the five regions whose names do not end in 省 or 市. */
const PROVINCE = /^[\u4e00-\u9fff]{2,3}省|^(?:内蒙古|广西壮族|西藏|宁夏回族|新疆维吾尔)自治区/
/** 西双版纳傣族自治州 is as long as they come; 市 must stand early: 人民政府驻…市 is none. */
const CITY = /^[\u4e00-\u9fff]{2,4}?市|^[\u4e00-\u9fff]{2,10}?自治州|^[\u4e00-\u9fff]{2,5}?(?:地区|盟)(?!委)/

/**
 * The city, or else the province, that a disclosure is of: as its organisation's name begins (上海市普陀区社会福利院 → 上海市,
 * 广东省广州市商务局 → 广州市), or as the form's does.
 *
 * Absent values: null where neither names one.
 */
export function regionOf({ organization, form }: Pick<Disclosure, 'organization' | 'form'>): string | null {
  const name = organization?.replace(PARTY, '') ?? ''
  const province = PROVINCE.exec(name)?.[0] ?? null
  const city = CITY.exec(name.slice(province?.length ?? 0))?.[0] ?? null
  const formName = FORMS.find(({ id }) => id === form)?.name ?? ''
  return city ?? province ?? CITY.exec(formName)?.[0] ?? null
}
