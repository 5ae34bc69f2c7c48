import { isClassificationCode } from '../normalise/code.js'
import { type Account, columnEquations } from './account.js'
import { isTotalRow, type Summation } from './account-tree.js'
import type { Equation, Slot } from './equation.js'
import { evaluate } from './evaluate.js'
import { IDENTITIES } from './identities.js'

const WHOLE = /^(?:total|other:(?:支出|收入)?(?:合计|总计))$/

/** True where the column of totals adds up, or another with several parts: then all columns have to. */
function addsUp(account: Account, total: number, parts: readonly number[]): boolean {
  const alone = { ...account, index: 0 }
  const printed = ({ row, measure }: Slot) =>
    account.table.rows[row]?.amounts.some((amount) => amount.measure === measure && !amount.value.isZero()) ?? false
  return columnEquations(alone, IDENTITIES.units, total, parts).some((equation) => {
    const tells = WHOLE.test(equation.total.measure) || equation.parts.filter(printed).length > 1
    return tells && evaluate(equation, [account.table]).outcome === 'holds'
  })
}

/**
 * A table that prints each unit by its name or number above its codes: a unit is the sum of its 类, 合计 that of the units.
 * `tops` are the rows of codes that are part of no other. Only their sums tell whether a name is a unit's.
 */
export function unitBlocks(account: Account, tops: readonly number[]): Equation[] {
  const { rows, measures } = account.table
  const isOpen = rows.some((row) => row.amounts.some(({ measure }) => measure === null))
  if (measures.all === undefined || isOpen) return []
  const heads = rows.flatMap((row, at) =>
    row.amounts.length > 0 && !isTotalRow(row) && !isClassificationCode(row.code) ? [at] : [],
  )
  if (heads.length === 0 || tops.some((top) => top < (heads[0] as number))) return []
  const blocks = heads.map((total, at) => {
    const end = heads[at + 1] ?? rows.length
    return { total, parts: tops.filter((top) => top > total && top < end) }
  })
  const listed = blocks.filter(({ parts }) => parts.length > 0)
  const adding = listed.filter(({ total, parts }) => addsUp(account, total, parts))
  // Where most units add up, or they are numbered and some do, one that does not is wrong.
  const areNumbered = adding.length > 0 && listed.every(({ total }) => rows[total]?.unitCode !== undefined)
  const ofUnits = areNumbered || adding.length * 2 > listed.length ? listed : adding
  const departments = departmentsOf(blocks).filter(({ total, parts }) => addsUp(account, total, parts))
  const units = departments.length > 0 ? departments.map(({ total }) => total) : heads
  const isKnown = ofUnits.length + departments.length === heads.length
  const whole = account.totalRow
  const isWhole = whole !== null && isKnown && addsUp(account, whole, units)
  return [
    ...ofUnits.flatMap(({ total, parts }) => columnEquations(account, IDENTITIES.totalRow, total, parts)),
    ...(isKnown
      ? departments.flatMap(({ total, parts }) => columnEquations(account, IDENTITIES.units, total, parts))
      : []),
    ...(isWhole ? columnEquations(account, IDENTITIES.units, whole, units) : []),
  ]
}

/** Heads with nothing below them but other heads: the department above its units. */
function departmentsOf(blocks: readonly Summation[]): Summation[] {
  return blocks.flatMap(({ total, parts }, at) => {
    if (parts.length > 0) return []
    const next = blocks.findIndex((block, index) => index > at && block.parts.length === 0)
    return [{ total, parts: blocks.slice(at + 1, next < 0 ? undefined : next).map((block) => block.total) }]
  })
}
