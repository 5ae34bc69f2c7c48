import { entryOfCode, isSpellingOf } from '../classification/catalogue.js'
import type { ExtractedRow } from './table.js'

/** Digits of 类, of 款, of 项. */
const CLASS = 3
const GROUP = 5
const ITEM = 7
/** 05 below 208: a row that prints its own digits of the code only. */
const PART = /^\d{2}$/

export function isPartOfCode(code: string): boolean {
  return PART.test(code)
}

/** What a part may be below a code: 款 below 208 (20805), below 20805 also 项 (2080505). Economic codes have no 项. */
function wholeCodes(part: string, above: string): string[] {
  const codes = [above.slice(0, CLASS) + part]
  if (above.startsWith('2') && above.length > CLASS) codes.push(above.slice(0, GROUP) + part)
  return codes
}

function isNamed(code: string, label: string): boolean {
  const entry = entryOfCode(code)
  return entry !== undefined && isSpellingOf(entry, label)
}

/** The code that the name goes with, or that the row below goes on with; null where neither tells 款 from 项. */
function wholeCode({ code: part, label }: ExtractedRow, above: string, below: string): string | null {
  const codes = wholeCodes(part, above)
  const named = codes.filter((code) => isNamed(code, label))
  if (named.length > 0) return named.length === 1 ? (named[0] as string) : null
  const goesOn = codes.filter((code) => code.length === GROUP && below.length === ITEM && below.startsWith(code))
  return goesOn[0] ?? null
}

/** Digits of a code whose part stands as far in as this; null where rows known otherwise do not tell. */
type LengthOfDepth = (depth: number | null) => number | null

/** Where 款 and 项 stand in columns of their own: as far in as those whose names tell. */
function lengthsByDepth(rows: readonly ExtractedRow[], known: readonly ExtractedRow[]): LengthOfDepth {
  const told = known.filter((row, at) => isPartOfCode(rows[at]?.code ?? '') && !isPartOfCode(row.code))
  const depthsOf = (length: number) => new Set(told.flatMap(({ code, depth }) => (code.length === length ? depth : [])))
  const [groups, items] = [depthsOf(GROUP), depthsOf(ITEM)]
  const isApart = groups.size > 0 && items.size > 0 && ![...groups].some((depth) => items.has(depth))
  return (depth) => {
    if (!isApart || depth === null) return null
    if (groups.has(depth)) return GROUP
    return items.has(depth) ? ITEM : null
  }
}

function withCodesTold(rows: readonly ExtractedRow[], lengthOf: LengthOfDepth): readonly ExtractedRow[] {
  const lastOf = new Map<number, string>()
  return rows.map((row, at) => {
    const above = lastOf.get(row.panel) ?? ''
    if (row.code.length >= CLASS) lastOf.set(row.panel, row.code)
    if (!isPartOfCode(row.code) || above === '') return row
    const below = rows.slice(at + 1).find(({ panel }) => panel === row.panel)?.code ?? ''
    const length = lengthOf(row.depth)
    const code =
      wholeCode(row, above, below) ?? wholeCodes(row.code, above).find((whole) => whole.length === length) ?? null
    // A row that is not told leaves open what the next stands below.
    lastOf.set(row.panel, code ?? above.slice(0, CLASS))
    return code === null ? row : { ...row, code }
  })
}

/** Rows with their whole codes, where the digits before stand in the rows above. What is not told keeps its part. */
export function withWholeCodes(rows: readonly ExtractedRow[]): readonly ExtractedRow[] {
  if (!rows.some((row) => isPartOfCode(row.code))) return rows
  const named = withCodesTold(rows, () => null)
  if (!named.some((row) => isPartOfCode(row.code))) return named
  return withCodesTold(rows, lengthsByDepth(rows, named))
}
