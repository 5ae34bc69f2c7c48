import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.js'
import type { ExtractedTable } from '../extract/table.js'
import type { Culprit, Fault } from './culprit.js'
import type { Slot } from './equation.js'
import { amountAt } from './evaluate.js'

/** Explanations that the sentence of a finding names beside the likeliest. */
const MOST_NAMED = 3

function rowName(tables: readonly ExtractedTable[], { table, row }: { table: number; row: number }): string {
  const printed = tables[table]?.rows[row]
  const name = printed?.code || printed?.label
  return name ? `${name} (${tables[table]?.id})` : `${tables[table]?.id}`
}

/** What a fault says, so that it can follow “most likely”. */
function faultText(tables: readonly ExtractedTable[], fault: Fault): string {
  const [first, second] = fault.changes
  const cell = (slot: Slot) => `${slot.measure} of ${rowName(tables, slot)}`
  if (fault.missing) {
    const { under, amounts, code, label } = fault.missing
    const printed = amounts.map(({ measure, amount }) => `${measure} ${amount}`).join(', ')
    const known = code || label ? `, as ${[code, label].filter(Boolean).join(' ')} elsewhere in the document` : ''
    return `a row with ${printed} is missing under ${rowName(tables, under)}${known}`
  }
  if (fault.table !== null) return `${tables[fault.table]?.id} is in another unit than it says`
  if (!first) return ''
  if (fault.kind === 'swap' && second) return `${cell(first.slot)} and ${cell(second.slot)} are swapped`
  if (fault.kind === 'column') {
    const from = fault.changes.find(({ expected }) => expected === null)
    const to = fault.changes.find(({ printed }) => printed === null)
    if (from && to) {
      return `${from.printed} of ${rowName(tables, from.slot)} belongs under ${to.slot.measure}, not ${from.slot.measure}`
    }
  }
  if (fault.kind === 'blank') return `${cell(first.slot)} is left out and should be ${first.expected}`
  if (fault.changes.length > 1 && fault.kind === 'unit')
    return `the amounts of ${rowName(tables, first.slot)} are in another unit than the table says`
  if (fault.changes.length > 1)
    return fault.changes
      .map(
        ({ slot, expected, printed }) =>
          `${cell(slot)} should be ${expected ?? 'blank'} instead of ${printed ?? 'blank'}`,
      )
      .join(' and ')
  const range = fault.range ? ` (${fault.range[0]} to ${fault.range[1]})` : ''
  return `${cell(first.slot)} should be ${first.expected}${range} instead of ${first.printed}`
}

function culpritText(tables: readonly ExtractedTable[], culprit: Culprit): string {
  return culprit.faults.map((fault) => faultText(tables, fault)).join(' and ')
}

/**
 * One finding for each group of violated identities that has an explanation: the likeliest, and the next few.
 *
 * Diagnostics: likely-culprit, at the slot that is likely wrong, with what is printed there and what it should be.
 */
export function culpritFindings(culprits: readonly Culprit[], tables: readonly ExtractedTable[]): Diagnostic[] {
  const groups = new Set(culprits.map(({ group }) => group))
  return [...groups].flatMap((group) => {
    const [likeliest, ...others] = culprits.filter((culprit) => culprit.group === group)
    if (!likeliest) return []
    const named = others.slice(0, MOST_NAMED).map((culprit) => culpritText(tables, culprit))
    const [fault] = likeliest.faults
    const whole = fault && fault.table !== null ? tables[fault.table] : undefined
    const slot = whole ? undefined : (fault?.changes[0]?.slot ?? fault?.missing?.under ?? likeliest.explains[0]?.total)
    const row = slot && tables[slot.table]?.rows[slot.row]
    const slots = likeliest.faults.flatMap(({ changes }) => changes.map((change) => change.slot))
    return diagnostic(
      'likely-culprit',
      {
        explanation: culpritText(tables, likeliest),
        count: likeliest.explains.length,
        others: named.length > 0 ? ` Otherwise: ${named.join('; or ')}.` : '',
      },
      {
        table: (whole ?? (slot && tables[slot.table]))?.id ?? null,
        row: row ? { code: row.code, label: row.label } : null,
        measure: slot?.measure ?? null,
        expected: fault?.changes[0]?.expected ?? null,
        found: fault?.changes[0]?.printed ?? null,
        places: (slots.length > 0 ? slots : slot ? [slot] : []).flatMap((one) => amountAt(tables, one)?.place ?? []),
        identity: likeliest.explains[0]?.identity.id ?? null,
      },
    )
  })
}
