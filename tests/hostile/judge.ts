import type { SourceDocument } from '../../src/grid/document.js'
import { decodeDisclosure, encodeDisclosure, type Fact, parseDisclosure, toFacts } from '../../src/index.js'
import { readSource } from '../../src/read/read-source.js'

export interface Judgement {
  /** What a document must never do, in a line each; empty where all is well. */
  faults: string[]
  facts: number
  outcome: 'facts' | 'findings' | 'unreadable'
}

/** Half-width digits and marks, without separators of thousands and white space. */
function plainNumbers(text: string): string {
  return text.normalize('NFKC').replace(/[\s,，¥]/g, '')
}

const NUMBER = /\d+(?:\.\d+)?/g
const digitsOf = (amount: string): string => amount.replace('-', '')

/** Every number that the reader found, and all text in one piece for numbers that stand without a gap. */
function printedIn(source: SourceDocument) {
  const texts = source.sheets.flatMap(({ blocks }) =>
    blocks.flatMap((block) => (block.type === 'line' ? [block.line.text] : block.grid.cells.map(({ text }) => text))),
  )
  const numbers = new Set(texts.flatMap((text) => text.normalize('NFKC').replaceAll(',', '').match(NUMBER) ?? []))
  const whole = texts.map(plainNumbers)
  return { has: (amount: string) => numbers.has(amount) || whole.some((text) => text.includes(amount)) }
}

function cellTexts(source: SourceDocument): Map<string, string> {
  const cells = source.sheets.flatMap(({ blocks }) =>
    blocks.flatMap((block) => (block.type === 'grid' ? block.grid.cells : [])),
  )
  return new Map(cells.map(({ place, text }) => [`${place.sheet}!${place.cell}`, plainNumbers(text)]))
}

function inventedAmounts(facts: readonly Fact[], source: SourceDocument): string[] {
  const printed = printedIn(source)
  const cells = cellTexts(source)
  return facts.flatMap(({ amount, sheet, cell, label }) => {
    const digits = digitsOf(amount)
    if (!printed.has(digits)) return [`the amount ${amount} of “${label}” is not in the document`]
    if (cell === null || (cells.get(`${sheet}!${cell}`) ?? '').includes(digits)) return []
    return [`the amount ${amount} of “${label}” is not in its cell ${sheet}!${cell}`]
  })
}

/**
 * Reads a document that may be anything and says what went wrong that must not, whatever the document is. With
 * `findsAmounts` it is read once more, to look for every amount where the document prints it.
 */
export async function judge(bytes: Uint8Array, { findsAmounts = true } = {}): Promise<Judgement> {
  const { disclosure, diagnostics } = await parseDisclosure(bytes, { document: 'fuzzed' })
  const facts = disclosure === null ? [] : toFacts(disclosure)
  const outcome = disclosure === null ? 'unreadable' : facts.length > 0 ? 'facts' : 'findings'
  const faults: string[] = []
  if (disclosure === null && !diagnostics.some(({ severity }) => severity === 'error'))
    faults.push('unread, without a finding')
  for (const { message } of diagnostics)
    if (/\{\w+\}|undefined|\[object/.test(message)) faults.push(`a message with a gap: ${message}`)
  if (disclosure !== null) {
    const json = JSON.stringify(encodeDisclosure(disclosure))
    const again = JSON.stringify(encodeDisclosure(decodeDisclosure(JSON.parse(json))))
    if (json !== again) faults.push('its JSON does not come back the same')
    const { value } = findsAmounts ? await readSource(bytes) : { value: null }
    if (value) faults.push(...inventedAmounts(facts, value).slice(0, 5))
  }
  return { faults, facts: facts.length, outcome }
}
