import type { MeasureId } from '../schema/vocabulary.js'
import { type Account, type Accounts, slot, totalSlot } from './account.js'
import type { Equation, Identity, Slot } from './equation.js'
import { amountIn } from './evaluate.js'
import { IDENTITIES } from './identities.js'
import { comparedWithWhole, rowsByCode } from './listed-codes.js'

/** 项 of 功能分类. */
const BY_PURPOSE = /^2\d{6}$/
/** 款 of 部门支出经济分类, or a code of local use below it. */
const BY_ECONOMICS = /^3\d{4,}$/

/** A table whose amounts are part of another's, with the measure that each of its columns is a part of. */
interface Part {
  part: Account
  whole: Account
  measures: readonly (readonly [MeasureId, MeasureId])[]
  /** The codes that rows of both have. */
  codes: RegExp
  identity: Identity
}

/** The rows of two tables that have one code. */
interface SharedCode {
  part: number[]
  whole: number[]
}

/** By code as far as both tables go: 30211 of one is 3021101 and 3021102 of the other. */
function sharedCodes({ part, whole, codes }: Part): SharedCode[] {
  const rowsOfPart = rowsByCode(part, codes)
  const rowsOfWhole = rowsByCode(whole, codes)
  const heads = [...rowsOfPart.keys(), ...rowsOfWhole.keys()].sort((a, b) => a.length - b.length)
  const shared = new Map<string, SharedCode>()
  const entryOf = (code: string) => {
    const head = heads.find((other) => code.startsWith(other)) as string
    const known = shared.get(head)
    if (known) return known
    const made: SharedCode = { part: [], whole: [] }
    shared.set(head, made)
    return made
  }
  for (const [code, rows] of rowsOfPart) entryOf(code).part.push(...rows)
  for (const [code, rows] of rowsOfWhole) entryOf(code).whole.push(...rows)
  return [...shared.values()].filter((entry) => entry.whole.length > 0)
}

function equation(
  identity: Identity,
  relation: Equation['relation'],
  totals: readonly Slot[],
  parts: readonly Slot[],
): Equation[] {
  const [total, ...addends] = totals
  return total && parts.length > 0 ? [{ identity, relation, total, addends, parts }] : []
}

/**
 * Under each code, what the part prints is at most what the whole prints, and what the whole prints beyond it is at most what
 * it does in all. With 合计 alike in both, they print the same under each code.
 */
function equationsOfPart(of: Part): Equation[] {
  const { part, whole, identity } = of
  const shared = sharedCodes(of)
  const isSorted = shared.some((code) => code.part.length > 0)
  const isTwofold = whole.table.rows.some(({ classifications }) => classifications !== undefined)
  if (!isSorted || !isTwofold) return []
  const rowsOf = (side: keyof SharedCode) => shared.flatMap((code) => code[side])
  const isComplete =
    comparedWithWhole(part, rowsOf('part')) === 'equal' && comparedWithWhole(whole, rowsOf('whole')) === 'equal'
  if (!isComplete) return []
  return of.measures.flatMap(([ofPart, ofWhole]) => {
    const totals = [totalSlot(whole, ofWhole), totalSlot(part, ofPart)] as const
    const [all, partOfAll] = totals
    if (!all || !partOfAll) return []
    const isOneUnit = part.table.unit === whole.table.unit
    const printed = amountIn(part.table, partOfAll.row, ofPart)?.value
    const isAlike =
      isOneUnit && printed !== undefined && amountIn(whole.table, all.row, ofWhole)?.value.eq(printed) === true
    return shared.flatMap((code) => {
      const parts = code.part.map((at) => slot(part, at, ofPart))
      const wholes = code.whole.map((at) => slot(whole, at, ofWhole))
      if (isAlike && parts.length > 0) return equation(identity, '=', parts, wholes)
      return [
        ...equation(identity, '≤', wholes, parts),
        ...equation(IDENTITIES.beyondPart, '≤', [...parts, all], [...wholes, partOfAll]),
      ]
    })
  })
}

/** Tables of expenditure that classify each row by purpose and by economic code, against those by one of these alone. */
export function classificationEquations(accounts: Accounts): Equation[] {
  const basic = accounts['general-public-budget-basic-expenditure']
  const functional = accounts['general-public-budget-expenditure']
  const expenditure = accounts['department-expenditure']
  const parts: Part[] = []
  for (const whole of [expenditure, functional]) {
    if (basic && whole)
      parts.push({
        part: basic,
        whole,
        measures: [['total', 'basic']],
        codes: BY_ECONOMICS,
        identity: IDENTITIES.basicEconomic,
      })
  }
  if (functional && expenditure) {
    const measures = (['total', 'basic', 'project'] as const).map((measure) => [measure, measure] as const)
    parts.push({
      part: functional,
      whole: expenditure,
      measures,
      codes: BY_PURPOSE,
      identity: IDENTITIES.partOfDepartment,
    })
  }
  return parts.flatMap(equationsOfPart)
}
