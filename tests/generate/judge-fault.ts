import type { Diagnostic } from '../../src/index.js'
import type { Faulty } from './faults.js'

export interface Verdict {
  /** A finding of severity error. */
  isFound: boolean
  /** The first explanation names the amount or row that is wrong. */
  isNamedFirst: boolean
  /** Some explanation names it. */
  isNamed: boolean
}

/** Findings that name what is wrong by themselves. */
const NAMING = ['likely-culprit', 'row-missing', 'code-without-parent', 'row-without-parts']

function namesRow(finding: Diagnostic, code: string): boolean {
  const own = finding.row?.code ?? '?'
  if (finding.code === 'row-missing') return own === code
  if (finding.code === 'code-without-parent') return own.startsWith(code)
  if (finding.code === 'row-without-parts') return code.startsWith(own)
  return finding.message.includes('missing under') && code.startsWith(own)
}

function names(finding: Diagnostic, { kind, wrong }: Faulty): boolean {
  const [first] = wrong
  if (!first || finding.table !== first.table) return false
  if (kind === 'unit') return /^Most likely (?:the amounts of )?\S+ (?:is|are) in another unit/.test(finding.message)
  if (kind === 'dropped') return namesRow(finding, first.code)
  return wrong.some(
    ({ code, label, measure }) =>
      finding.row?.code === code && (code !== '' || finding.row.label === label) && finding.measure === measure,
  )
}

/** What the findings say of a fault that was put into a sound document. */
export function judge(faulty: Faulty, diagnostics: readonly Diagnostic[]): Verdict {
  const naming = diagnostics.filter(({ code }) => NAMING.includes(code))
  return {
    isFound: diagnostics.some(({ severity }) => severity === 'error'),
    isNamedFirst: naming[0] !== undefined && names(naming[0], faulty),
    isNamed: naming.some((finding) => names(finding, faulty)),
  }
}
