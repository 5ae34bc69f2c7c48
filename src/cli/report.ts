import type { Diagnostic } from '../diagnostics/diagnostic.js'
import type { Place } from '../grid/document.js'
import type { ParseResult } from '../parse-disclosure.js'

/** p. 7, Sheet1!C12, line 40 */
function placeText(place: Place | null | undefined): string {
  if (!place) return ''
  if (place.page !== null) return `p. ${place.page}`
  if (place.sheet !== null) return place.cell === null ? place.sheet : `${place.sheet}!${place.cell}`
  return place.line === null ? '' : `line ${place.line}`
}

/** Control characters have no business on a terminal. */
function plain(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  return text.replace(/[\u0000-\u001f\u007f-\u009f]/g, ' ')
}

function findingLine(item: Diagnostic): string {
  const row = item.row ? [item.row.code, item.row.label].filter((text) => text !== '').join(' ') : ''
  const where = [placeText(item.places[0]), row, item.measure ?? ''].filter((text) => text !== '').join(' · ')
  return plain(`  ${item.severity.padEnd(7)} ${where === '' ? '' : `${where}: `}${item.message} [${item.code}]`)
}

/** Prints one document's report: what it is, its tables, its findings. */
export function printReport(input: string, { disclosure, diagnostics, accounts }: ParseResult): void {
  const lines = [plain(input)]
  if (disclosure) {
    lines.push(
      plain(
        `  ${disclosure.organization ?? 'no organisation'} · ${disclosure.fiscalYear ?? 'no year'} · ${disclosure.kind ?? 'no kind'}`,
      ),
    )
  }
  for (const account of accounts) {
    const { table, place, amounts, proved, contradicted, holds, violated } = account
    lines.push(
      plain(
        `  ${table} (${placeText(place)}): ${amounts} amounts, ${proved} proved, ${contradicted} contradicted; ${holds} identities hold, ${violated} fail`,
      ),
    )
  }
  lines.push(...diagnostics.map(findingLine))
  process.stdout.write(`${lines.join('\n')}\n`)
}
