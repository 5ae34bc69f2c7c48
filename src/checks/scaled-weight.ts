import type { Equation } from './equation.js'

/** Rounds half away from zero to a multiple of `unit`; all integers. */
export function roundTo(value: number, unit: number): number {
  const size = Math.abs(value) + unit / 2
  const rounded = size - (size % unit)
  return value < 0 ? -rounded : rounded
}

/**
 * Weighs total − Σ parts on scaled integers, as `evaluate` does on decimals.
 *
 * `allowance`: half the printed unit for each printed amount. For `same` the amounts are rounded to the coarser unit
 * before they are subtracted.
 */
export function isWithinAllowance(relation: Equation['relation'], difference: number, allowance: number): boolean {
  if (relation === 'same') return difference === 0
  return relation === '=' ? Math.abs(difference) <= allowance : difference >= -allowance
}
