import { INDICATOR_COLUMNS } from '../../layouts/performance.js'
import { foldText } from '../../normalise/text.js'
import type { Indicator } from '../table.js'
import type { Token, TokenLine } from './tokens.js'

export type IndicatorField = Exclude<keyof Indicator, 'place'>

const RELATION = /^(?:[≥≤＝=＞＜><≧≦]|>=|<=|定性|定量)$/
const RELATION_GLUED = /^([≥≤＝＞＜≧≦])(\d.*)$/
const LEVEL1 = /^(?:产出|效益|效果|满意度|成本|预算执行|投入|过程|管理|社会效益|可持续影响)指标$/
const LEVEL = /指标$/
const NUMBER = /^\d+(?:\.\d+)?%?$/
/** A level name is printed in at most so many pieces. */
const MOST_PIECES = 4
/** Wrapped headers run over at most so many lines. */
const HEADER_LINES = 8

export interface IndicatorHeader {
  fields: readonly IndicatorField[]
  lines: readonly TokenLine[]
  /** Index behind its last line. */
  end: number
}

/** The column that a whole header cell names. */
export function indicatorFieldOf(text: string): IndicatorField | null {
  const folded = foldText(text)
  return (INDICATOR_COLUMNS.find(({ label }) => label.test(folded))?.field as IndicatorField | undefined) ?? null
}

/** Labels of the list's columns without their anchors, to be found within joined header lines. */
const LABELS = INDICATOR_COLUMNS.map(({ field, label }) => ({
  field: field as IndicatorField,
  label: new RegExp(`(?:${label.source.replace(/\^/g, '').replace(/\$/g, '')})`, 'y'),
}))

/** Other columns of a list that has a project a row. */
const BESIDE = /序号|项目名称|当年财政拨款预算金额|当年(?:财政拨款)?预算(?:金额)?|当年(?:整体)?绩效目标/y

/** One look instead of one a label, where none begins. */
const SOME_LABEL = new RegExp([...LABELS.map(({ label }) => label.source), BESIDE.source].join('|'), 'y')

/** No label is longer: what no label explains so far from the end stays unexplained whatever follows. */
const LONGEST_LABEL = 20

interface ReadLabels {
  fields: IndicatorField[]
  isWhole: boolean
  /** Further lines cannot make it whole. */
  isBroken: boolean
}

function readLabels(folded: string): ReadLabels {
  const fields: IndicatorField[] = []
  let isWhole = true
  let isBroken = false
  for (let at = 0; at < folded.length; ) {
    SOME_LABEL.lastIndex = at
    if (!SOME_LABEL.test(folded)) {
      isWhole = false
      isBroken ||= at + LONGEST_LABEL < folded.length
      at += 1
      continue
    }
    let length = 0
    for (const { field, label } of LABELS) {
      label.lastIndex = at
      const match = label.exec(folded)
      if (!match || match[0].length <= length) continue
      length = match[0].length
      if (!fields.includes(field)) fields.push(field)
    }
    BESIDE.lastIndex = at
    at += Math.max(length, BESIDE.exec(folded)?.[0].length ?? 0)
  }
  return { fields, isWhole, isBroken }
}

/** The header of an indicator list that begins at a line, wrapped or not; null where none does. */
export function indicatorHeaderAt(lines: readonly TokenLine[], start: number): IndicatorHeader | null {
  const first = foldText(lines[start]?.text ?? '')
  if (!/^(?:一级指标|指标名称|序号项目名称|项目名称.*指标名称)/.test(first)) return null
  let found: IndicatorHeader | null = null
  let folded = ''
  for (let end = start + 1; end <= Math.min(start + HEADER_LINES, lines.length); end += 1) {
    folded += foldText((lines[end - 1] as TokenLine).text)
    const { fields, isWhole, isBroken } = readLabels(folded)
    if (isBroken) break
    if (isWhole && fields.length >= 3 && fields.includes('target'))
      found = { fields, lines: lines.slice(start, end), end }
  }
  return found
}

export function cutRelation(token: Token): Token[] {
  const match = RELATION_GLUED.exec(token.text)
  if (!match) return [token]
  const [, relation, rest] = match as unknown as [string, string, string]
  const middle = token.x0 + relation.length
  return [
    { ...token, text: relation, x1: middle },
    { ...token, text: rest, x0: middle },
  ]
}

export function isRelation(token: Token): boolean {
  return RELATION.test(token.text)
}

function join(tokens: readonly Token[]): string | null {
  return tokens.length === 0 ? null : tokens.map((token) => token.text).join('')
}

/** Takes a level's name off the front of the pieces: they go on until one ends in 指标. Null where none begins here. */
function takeLevel(pieces: Token[]): string | null {
  for (let length = 1; length <= Math.min(MOST_PIECES, pieces.length - 1); length += 1) {
    const name = pieces
      .slice(0, length)
      .map((piece) => piece.text)
      .join('')
    if (!LEVEL.test(name)) continue
    if (name.length > 12) return null
    pieces.splice(0, length)
    return name
  }
  return null
}

type Names = Pick<Indicator, 'level1' | 'level2' | 'level3'>

/** Levels and name before a relation. A level that is not printed again is that of the row above. */
function readNames(tokens: readonly Token[], fields: readonly IndicatorField[], above: Names | null): Names {
  const pieces = [...tokens]
  const hasLevels = fields.includes('level1') || fields.includes('level2')
  const first = hasLevels ? takeLevel(pieces) : null
  const second = first !== null && fields.includes('level1') && fields.includes('level2') ? takeLevel(pieces) : null
  const level3 = join(pieces)
  if (!hasLevels) return { level1: null, level2: null, level3 }
  if (first === null) return { level1: above?.level1 ?? null, level2: above?.level2 ?? null, level3 }
  if (second !== null) return { level1: first, level2: second, level3 }
  if (LEVEL1.test(first) && above === null) return { level1: first, level2: null, level3 }
  return { level1: above?.level1 ?? null, level2: first, level3 }
}

interface Values {
  target: string | null
  unit: string | null
  weight: string | null
  core: string | null
  /** How many tokens it took. */
  length: number
}

/** True where an opened bracket is not closed: 个（台、 */
function isUnclosed(text: string | null): boolean {
  const folded = (text ?? '').replaceAll('（', '(').replaceAll('）', ')')
  return folded.split('(').length > folded.split(')').length
}

/** Target, unit, weight and 是否核心 behind a relation: the weight is the number that ends the row. */
function readValues(tokens: readonly Token[], fields: readonly IndicatorField[]): Values {
  const [target, ...others] = tokens
  const values: Values = { target: target?.text ?? null, unit: null, weight: null, core: null, length: target ? 1 : 0 }
  const line = target?.place.line
  for (const token of others) {
    const isDone = values.weight !== null || !fields.includes('weight')
    if (!isDone && NUMBER.test(token.text)) values.weight = token.text
    else if (fields.includes('core') && /^[是否]$/.test(token.text) && values.core === null) values.core = token.text
    else if (isDone && !isUnclosed(values.unit)) break
    else if (fields.includes('unit')) values.unit = (values.unit ?? '') + token.text
    else if (token.place.line === line) values.target = `${values.target ?? ''}${token.text}`
    else break
    values.length += 1
  }
  return values
}

/** Where the values of a row may end at the latest: before the next level name, or the next row's own words. */
function endOfValues(tokens: readonly Token[], from: number, next: number, hasLevels: boolean): number {
  for (let at = from + 1; at < next; at += 1) {
    const token = tokens[at] as Token
    if (hasLevels && LEVEL1.test(token.text)) return at
    const isNewLine = token.place.line !== (tokens[at - 1] as Token).place.line
    const isBare = NUMBER.test(token.text) || /^[是否]$/.test(token.text)
    if (!hasLevels && isNewLine && !isBare && !isUnclosed(join(tokens.slice(from, at)))) return at
  }
  return next
}

/** Indicators from the lines below a list's header, each found by its relation (≥ ≤ ＝ 定性). Wrapped cells are whole again. */
export function readIndicators(lines: readonly TokenLine[], fields: readonly IndicatorField[]): Indicator[] {
  const tokens: Token[] = []
  const anchors: number[] = []
  for (const line of lines) {
    for (const token of line.tokens) {
      for (const piece of cutRelation(token)) {
        if (isRelation(piece)) anchors.push(tokens.length)
        tokens.push(piece)
      }
    }
  }
  const hasLevels = fields.includes('level1')
  const indicators: Indicator[] = []
  let from = 0
  anchors.forEach((anchor, index) => {
    const next = anchors[index + 1] ?? tokens.length
    const above = indicators.at(-1) ?? null
    const names = readNames(tokens.slice(from, anchor), fields, above)
    const end = endOfValues(tokens, anchor + 1, next, hasLevels)
    const { length, ...values } = readValues(tokens.slice(anchor + 1, end), fields)
    const relation = (tokens[anchor] as Token).text
    const place = (tokens[from] ?? (tokens[anchor] as Token)).place
    indicators.push({ ...names, relation, ...values, place })
    from = Math.min(anchor + 1 + length, next)
  })
  return indicators
}
