import { Decimal } from 'decimal.js'

export type Unit = '万元' | '元'

const YUAN_PER: Readonly<Record<Unit, Decimal>> = { 元: new Decimal(1), 万元: new Decimal(10_000) }

/** Exact amount in 元. */
export function toYuan(amount: Decimal, unit: Unit): Decimal {
  return amount.times(YUAN_PER[unit])
}

/** The unit that a text names (`单位：万元`, `金额单位:人民币元`, `（元）`), or null. */
export function findUnit(text: string): Unit | null {
  if (!text.includes('元')) return null
  const folded = text.replace(/\s+/g, '')
  const match = /单位[:：]?(?:人民币)?(万元|元)|[（(](?:单位[:：]?)?(?:人民币)?(万元|元)[)）]/.exec(folded)
  return (match?.[1] ?? match?.[2] ?? null) as Unit | null
}
