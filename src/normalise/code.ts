/** A classification code found at the head of a cell, and what stands behind it. */
export interface CodedLabel {
  code: string
  label: string
}

const GLUED = /^\s*(?:[[［【]\s*)?(\d{3,9})\s*(?:[\]］】]\s*)?(?:[-—－–]\s*)?(?=[^\d\s.,，．%])(.*)$/s
const ALONE = /^\s*(?:[[［【(（]\s*)?(\d[\d\s]*)(?:[\]］】)）]\s*)?$/

/** `201`, `20103`, ` 2010301 `, `[30201]` → the digits; null for amounts and words. A part of a split code may have 1 digit. */
export function parseCode(text: string): string | null {
  const match = ALONE.exec(text)
  if (!match) return null
  const digits = (match[1] as string).replace(/\s+/g, '')
  return digits.length <= 9 ? digits : null
}

/** `2010601-行政运行`, `[302]商品和服务支出`, `201 一般公共服务支出` → code and label; null where no code stands in front. */
export function splitCodedLabel(text: string): CodedLabel | null {
  const match = GLUED.exec(text)
  if (!match) return null
  const code = match[1] as string
  const label = (match[2] as string).trim()
  return /^年/.test(label) ? null : { code, label }
}

/** `A-货物`, `C－服务类` → letter and name of what is procured; null for other text. */
export function splitProcurementKind(text: string): CodedLabel | null {
  const match = /^([A-C])[-—－]((?:货物|工程|服务).*)$/.exec(text)
  return match && { code: match[1] as string, label: match[2] as string }
}

/** True for codes of 功能分类 (2…, 类 3, 款 5, 项 7 digits) and 经济分类 (3… and 5…). */
export function isClassificationCode(code: string): boolean {
  return /^[235]\d{2}(?:\d{2}){0,3}$/.test(code)
}
