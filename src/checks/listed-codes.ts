import { Decimal } from 'decimal.js'
import { entryOfCode, isSpellingOf } from '../classification/catalogue.js'
import type { ExtractedRow } from '../extract/table.js'
import { foldText } from '../normalise/text.js'
import { type Account, classRows, slot } from './account.js'
import type { Slot } from './equation.js'
import { allowanceIn } from './evaluate.js'

/** Digits of 类. */
const CLASS = 3
const BY_PURPOSE = /^2\d{2,6}$/

/** Rows by the code of a classification; those of a code whose own parts are listed too left out. */
export function rowsByCode({ table }: Account, codes: RegExp): Map<string, number[]> {
  const byCode = new Map<string, number[]>()
  const codesOf = ({ code, classifications = [] }: ExtractedRow) => [
    code,
    ...classifications.map((other) => other.code),
  ]
  table.rows.forEach((row, at) => {
    const code = row.amounts.length > 0 ? codesOf(row).find((each) => codes.test(each)) : undefined
    if (code === undefined) return
    const rows = byCode.get(code)
    if (rows) rows.push(at)
    else byCode.set(code, [at])
  })
  const all = [...byCode.keys()]
  for (const code of all) if (all.some((other) => other !== code && other.startsWith(code))) byCode.delete(code)
  return byCode
}

/** A row that prints a total prints it first. */
function firstOf({ table }: Account, at: number): Decimal {
  return table.rows[at]?.amounts[0]?.value ?? new Decimal(0)
}

/**
 * What some rows come to beside 合计, by the first amount of each: `less` where some are not published, `more` where they are
 * listed again for each unit; null without 合计.
 */
export function comparedWithWhole(account: Account, rows: readonly number[]): 'less' | 'equal' | 'more' | null {
  if (account.totalRow === null) return null
  const sum = rows.reduce((partial, at) => partial.plus(firstOf(account, at)), new Decimal(0))
  const difference = sum.minus(firstOf(account, account.totalRow))
  if (difference.abs().lte(allowanceIn(account.table, rows.length))) return 'equal'
  return difference.isNegative() ? 'less' : 'more'
}

/** Finds what a table spends under a 类, by its name: its row, or, in a table without such rows, all of the 项 in it. */
export function classSlots(account: Account | undefined): (name: string) => Slot[] {
  if (!account) return () => []
  const classes = classRows(account)
  if (classes.size > 0)
    return (name) => {
      const at = classes.get(foldText(name))
      return at === undefined ? [] : [slot(account, at, 'total')]
    }
  const rows = rowsByCode(account, BY_PURPOSE)
  const order = comparedWithWhole(account, [...rows.values()].flat())
  if (order === null || order === 'more') return () => []
  const prefixes = [...new Set([...rows.keys()].map((code) => code.slice(0, CLASS)))]
  return (name) => {
    const prefix = prefixes.find((each) => {
      const entry = entryOfCode(each)
      return entry !== undefined && isSpellingOf(entry, name)
    })
    const own = [...rows].flatMap(([code, at]) => (prefix !== undefined && code.startsWith(prefix) ? at : []))
    return own.map((at) => slot(account, at, 'total'))
  }
}
