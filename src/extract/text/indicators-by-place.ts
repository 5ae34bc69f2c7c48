import type { Indicator } from '../table.js'
import {
  cutRelation,
  type IndicatorField,
  type IndicatorHeader,
  indicatorFieldOf,
  isRelation,
} from './read-indicators.js'
import type { Token, TokenLine } from './tokens.js'

/** Where a column of the list stands across the line. */
interface Band {
  field: IndicatorField
  x0: number
  x1: number
}

interface Row {
  anchor: TokenLine
  /** Its lines from top to bottom. */
  lines: TokenLine[]
}

const SIDE_LABEL = /^(?:年度|当年)?绩效指标$/

function widen(bands: Band[], field: IndicatorField, token: Token): void {
  const band = bands.find((other) => other.field === field)
  if (!band) bands.push({ field, x0: token.x0, x1: token.x1 })
  else {
    band.x0 = Math.min(band.x0, token.x0)
    band.x1 = Math.max(band.x1, token.x1)
  }
}

/** Bands from the header and from rows that print every column on one line. */
function bandsOf(lines: readonly TokenLine[], header: IndicatorHeader): Band[] {
  const bands: Band[] = []
  for (const line of header.lines) {
    for (const token of line.tokens) {
      const field = indicatorFieldOf(token.text)
      if (field) widen(bands, field, token)
    }
  }
  for (const { tokens } of lines) {
    const own = tokens.filter((token) => !SIDE_LABEL.test(token.text))
    const relation = own[header.fields.indexOf('relation')]
    if (own.length !== header.fields.length || !relation || !isRelation(relation)) continue
    own.forEach((token, at) => {
      widen(bands, header.fields[at] as IndicatorField, token)
    })
  }
  return bands.sort((a, b) => a.x0 - b.x0)
}

function bandOf(token: Token, bands: readonly Band[]): Band | undefined {
  const middle = (token.x0 + token.x1) / 2
  const distance = (band: Band) => Math.max(band.x0 - middle, middle - band.x1, 0)
  return [...bands].sort((a, b) => distance(a) - distance(b))[0]
}

function isNextTo(a: TokenLine, b: TokenLine): boolean {
  return (b.place.line ?? 0) - (a.place.line ?? 0) === 1
}

/** How many lines between two rows belong to the upper: a blank line parts them; else as many as it has above its own. */
function countOfUpper(between: readonly TokenLine[], upper: Row, lower: TokenLine): number {
  const lines = [upper.anchor, ...between, lower]
  for (let at = 0; at <= between.length; at += 1) {
    if (!isNextTo(lines[at] as TokenLine, lines[at + 1] as TokenLine)) return at
  }
  return Math.min(upper.lines.indexOf(upper.anchor), between.length)
}

/** Rows of the list: a relation stands on the middle line of each. */
function rowsOf(lines: readonly TokenLine[]): Row[] {
  const rows: Row[] = []
  let loose: TokenLine[] = []
  for (const line of lines) {
    if (!line.tokens.some(isRelation)) {
      loose.push(line)
      continue
    }
    const upper = rows.at(-1)
    const count = upper ? countOfUpper(loose, upper, line) : 0
    for (const item of loose.slice(0, count)) upper?.lines.push(item)
    rows.push({ anchor: line, lines: [...loose.slice(count), line] })
    loose = []
  }
  for (const item of loose) rows.at(-1)?.lines.push(item)
  return rows
}

/** Indicators of a list that keeps its columns: what a piece is follows from where it stands. */
export function indicatorsByPlace(lines: readonly TokenLine[], header: IndicatorHeader): Indicator[] {
  const cut = lines.map((line) => ({ ...line, tokens: line.tokens.flatMap(cutRelation) }))
  const bands = bandsOf(cut, header)
  const first = bands[0]
  return rowsOf(cut).map(({ anchor, lines: own }): Indicator => {
    const texts: Partial<Record<IndicatorField, string>> = {}
    for (const token of own.flatMap((line) => line.tokens)) {
      if (SIDE_LABEL.test(token.text) || (first && token.x1 <= first.x0)) continue
      const field = isRelation(token) ? 'relation' : bandOf(token, bands)?.field
      if (field) texts[field] = (texts[field] ?? '') + token.text
    }
    const text = (field: IndicatorField) => texts[field] ?? null
    return {
      level1: text('level1'),
      level2: text('level2'),
      level3: text('level3'),
      relation: text('relation'),
      target: text('target'),
      unit: text('unit'),
      weight: text('weight'),
      core: text('core'),
      place: anchor.place,
    }
  })
}
