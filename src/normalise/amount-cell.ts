import { isAmount, type PrintedAmount, parseAmount } from './amount.js'
import type { Unit } from './unit.js'

/** An amount that fills a cell, with the unit that may stand behind it. */
export interface AmountCell extends PrintedAmount {
  /** Of 2,080.76万元 or 173.41（元）; null where the cell prints the figure alone. */
  unit: Unit | null
}

const WITH_UNIT = /^([^元]*[\d０-９])\s*(?:[(（]\s*(万\s*元|元)\s*[)）]|(万\s*元|元))$/

function partsOf(printed: string): { figure: string; unit: Unit | null } {
  if (!printed.includes('元')) return { figure: printed, unit: null }
  const match = WITH_UNIT.exec(printed.trim())
  const unit = match?.[2] ?? match?.[3]
  return { figure: match?.[1] ?? printed, unit: unit === undefined ? null : unit.startsWith('万') ? '万元' : '元' }
}

/** True for what `parseAmountCell` reads. */
export function isAmountCell(printed: string): boolean {
  return isAmount(partsOf(printed).figure)
}

/** Reads a cell that holds one amount, with or without its unit; null for whatever else it holds. */
export function parseAmountCell(printed: string): AmountCell | null {
  const { figure, unit } = partsOf(printed)
  const amount = parseAmount(figure)
  return amount && { ...amount, unit }
}
