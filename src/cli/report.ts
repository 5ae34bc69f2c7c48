import picocolors from 'picocolors'
import type { TableAccount } from '../checks/account-summary.js'
import type { Diagnostic } from '../diagnostics/diagnostic.js'
import type { Place } from '../grid/document.js'
import type { ParseResult } from '../parse-disclosure.js'
import { plain } from './terminal.js'

/** Colours for a person at a terminal only: what goes into a file or another program is plain, on a CI machine too. */
const pc = picocolors.createColors(
  picocolors.isColorSupported && (process.stdout.isTTY === true || process.env.FORCE_COLOR !== undefined),
)

/** p. 7 · Sheet1!C12 · line 40; '' for no place. */
export function placeText(place: Place | null | undefined): string {
  if (!place) return ''
  if (place.page !== null) return `p. ${place.page}`
  if (place.sheet !== null) return place.cell === null ? place.sheet : `${place.sheet}!${place.cell}`
  return place.line === null ? '' : `line ${place.line}`
}

const MARKS = { error: pc.red('✗ error'), warning: pc.yellow('! warning'), info: pc.dim('· info') }

/** Where, what row and column, then the message; below it what the sums come to. */
function findingLines(item: Diagnostic): string[] {
  const row = item.row ? [item.row.code, item.row.label].filter((text) => text !== '').join(' ') : ''
  const places = [...new Set(item.places.slice(0, 1).map(placeText))]
  const subject = [...places, row, item.measure ?? ''].filter((text) => text !== '').join(' · ')
  const head = `    ${MARKS[item.severity]} ${subject === '' ? '' : `${plain(subject)}: `}${plain(item.message)} ${pc.dim(`[${item.code}]`)}`
  const others = item.places.length > 1 ? [...new Set(item.places.map(placeText))].filter((text) => text !== '') : []
  return item.identity !== null && others.length > 1
    ? [head, pc.dim(`        ${plain(others.slice(0, 12).join(', '))}`)]
    : [head]
}

function accountLine(account: TableAccount, hasErrors: boolean): string {
  const { table, title, place, amounts, proved, contradicted, ambiguous, holds, violated } = account
  const isWrong = hasErrors || violated > 0 || contradicted > 0
  const mark = isWrong ? pc.red('✗') : proved === amounts ? pc.green('✓') : pc.yellow('~')
  const share = amounts === 0 ? 'no amounts' : `${proved} of ${amounts} amounts proved`
  const rest = [
    contradicted > 0 ? pc.red(`${contradicted} contradicted`) : '',
    ambiguous > 0 ? pc.yellow(`${ambiguous} ambiguous`) : '',
    holds > 0 ? `${holds} identities hold` : '',
    violated > 0 ? pc.red(`${violated} fail`) : '',
  ].filter((text) => text !== '')
  const at = pc.dim(`${table}, ${plain(placeText(place))}`)
  return `  ${mark} ${plain(title ?? table)} ${at}: ${[share, ...rest].join(', ')}`
}

const SEVERITIES = ['error', 'warning', 'info'] as const

function total(accounts: readonly TableAccount[], diagnostics: readonly Diagnostic[]): string {
  const amounts = accounts.reduce((sum, account) => sum + account.amounts, 0)
  const proved = accounts.reduce((sum, account) => sum + account.proved, 0)
  const counts = SEVERITIES.map(
    (severity) => `${diagnostics.filter((item) => item.severity === severity).length} ${severity}`,
  )
  const share =
    amounts === 0 ? '' : `${proved} of ${amounts} amounts proved (${((100 * proved) / amounts).toFixed(1)} %); `
  return `  ${share}${counts.join(', ')}`
}

/** One document's report for people: by table what holds and what fails, each finding below its table. */
export function reportText(input: string, { disclosure, diagnostics, accounts }: ParseResult): string {
  const lines = [pc.bold(plain(input))]
  if (disclosure) {
    const { organization, fiscalYear, kind, form } = disclosure
    const facts = [
      organization ?? 'no organisation',
      fiscalYear ?? 'no year',
      kind ?? 'no kind',
      form ?? 'no known form',
    ]
    lines.push(plain(`  ${facts.join(' · ')}`))
  }
  const rank = (item: Diagnostic) => SEVERITIES.indexOf(item.severity)
  const left = new Set([...diagnostics].sort((a, b) => rank(a) - rank(b)))
  accounts.forEach((account, at) => {
    const isLast = !accounts.slice(at + 1).some((other) => other.table === account.table)
    const own = [...left].filter(
      (item) => item.table === account.table && (isLast || item.places[0]?.page === account.place?.page),
    )
    lines.push(
      accountLine(
        account,
        own.some((item) => item.severity === 'error'),
      ),
    )
    for (const item of own) {
      lines.push(...findingLines(item))
      left.delete(item)
    }
  })
  for (const item of left) lines.push(...findingLines(item))
  lines.push(total(accounts, diagnostics))
  return `${lines.join('\n')}\n`
}
