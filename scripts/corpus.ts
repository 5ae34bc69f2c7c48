/**
 * The ledger of a folder of disclosures: for each document, page and table what is printed, placed, reported and proved.
 *
 * Usage: npm run corpus -- DIR [LEDGER.json]
 *
 * Printed is counted apart from the reader that places: from the text that pdf-parse takes out of a page. A page counts
 * where a statutory table was recognised on it; lines of prose on such a page (a full stop or comma of Chinese text, or a
 * note) do not. An amount is a number with decimals or thousands separators.
 */
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { PDFParse } from 'pdf-parse'
import { type Diagnostic, type Fact, parseDisclosure, toFacts } from '../src/index.js'

const AMOUNT = /(?<![\d.,])-?(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d+)(?![\d%％])/g

interface PageEntry {
  page: number
  tables: string[]
  printed: number
  placed: number
  reported: number
  /** Printed amounts that are neither placed nor reported. */
  missing: string[]
}

interface DocumentEntry {
  document: string
  organization: string | null
  fiscalYear: number | null
  kind: string | null
  form: string | null
  tables: {
    id: string
    title: string | null
    page: number | null
    amounts: number
    proved: number
    contradicted: number
    ambiguous: number
  }[]
  others: number
  otherAmounts: number
  facts: number
  proved: number
  errors: number
  printed: number
  placed: number
  reported: number
  missing: number
  milliseconds: number
  pages: PageEntry[]
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true })
  return entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}

/** A thousands separator may be the only mark of an amount: comparison is by digits. */
function plain(amount: string): string {
  return amount.replaceAll(',', '')
}

async function printedByPage(bytes: Uint8Array): Promise<Map<number, string[]>> {
  const parser = new PDFParse({ data: new Uint8Array(bytes) })
  try {
    const { pages } = await parser.getText()
    return new Map(
      pages.map(({ num, text }) => {
        const lines = text
          .split('\n')
          .filter((line) => !/[。；]|^\s*(?:备?注|说明)\s*[:：]|，.*[\u4e00-\u9fff]{8}/.test(line))
        return [num, lines.flatMap((line) => line.match(AMOUNT) ?? []).map(plain)]
      }),
    )
  } finally {
    await parser.destroy()
  }
}

/** Takes each of `known` once out of `amounts`; what is left is missing. */
function without(amounts: readonly string[], known: readonly string[]): string[] {
  const left = new Map<string, number>()
  for (const amount of known) left.set(amount, (left.get(amount) ?? 0) + 1)
  return amounts.filter((amount) => {
    const count = left.get(amount) ?? 0
    left.set(amount, count - 1)
    return count <= 0
  })
}

function pageEntries(
  printed: Map<number, string[]>,
  facts: readonly Fact[],
  diagnostics: readonly Diagnostic[],
): PageEntry[] {
  const pages = [...new Set(facts.flatMap((fact) => fact.page ?? []))].sort((a, b) => a - b)
  return pages.map((page) => {
    const own = facts.filter((fact) => fact.page === page)
    const reported = diagnostics.filter(
      ({ code, places }) => code === 'amount-unplaced' && places.some((place) => place.page === page),
    )
    const amounts = printed.get(page) ?? []
    const found = reported.flatMap((item) => item.found ?? [])
    const missing = without(amounts, [...own.map((fact) => fact.amount), ...found])
    return {
      page,
      tables: [...new Set(own.map((fact) => fact.table))],
      printed: amounts.length,
      placed: amounts.length - missing.length - reported.length,
      reported: reported.length,
      missing,
    }
  })
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, value) => total + value, 0)

async function entryOf(path: string, folder: string): Promise<DocumentEntry> {
  const bytes = await readFile(path)
  const start = performance.now()
  const { disclosure, diagnostics, accounts } = await parseDisclosure(bytes, {
    document: path.slice(folder.length + 1),
  })
  const milliseconds = performance.now() - start
  const facts = disclosure ? toFacts(disclosure) : []
  const isPdf = disclosure?.format === 'pdf'
  const pages = isPdf ? pageEntries(await printedByPage(bytes), facts, diagnostics) : []
  const unrecognised = diagnostics.filter(({ code }) => code === 'table-unrecognised')
  return {
    document: path.slice(folder.length + 1),
    organization: disclosure?.organization ?? null,
    fiscalYear: disclosure?.fiscalYear ?? null,
    kind: disclosure?.kind ?? null,
    form: disclosure?.form ?? null,
    tables: accounts.map(({ table, title, place, amounts, proved, contradicted, ambiguous }) => ({
      id: table,
      title,
      page: place?.page ?? null,
      amounts,
      proved,
      contradicted,
      ambiguous,
    })),
    others: unrecognised.length,
    otherAmounts: sum(unrecognised.map(({ message }) => parseInt(/with (\d+) amounts/.exec(message)?.[1] ?? '0', 10))),
    facts: facts.length,
    proved: facts.filter((fact) => fact.proof === 'proved').length,
    errors: diagnostics.filter(({ severity }) => severity === 'error').length,
    printed: sum(pages.map((page) => page.printed)),
    placed: sum(pages.map((page) => page.placed)),
    reported: sum(pages.map((page) => page.reported)),
    missing: sum(pages.map((page) => page.missing.length)),
    milliseconds: Math.round(milliseconds),
    pages,
  }
}

const [folder, ledger] = process.argv.slice(2)
if (!folder) {
  process.stderr.write('usage: npm run corpus -- DIR [LEDGER.json]\n')
  process.exit(2)
}
const entries: DocumentEntry[] = []
for (const path of await filesIn(folder)) {
  const entry = await entryOf(path, folder)
  entries.push(entry)
  const {
    document,
    form,
    tables,
    others,
    otherAmounts,
    facts,
    proved,
    errors,
    printed,
    placed,
    reported,
    missing,
    milliseconds,
  } = entry
  process.stdout.write(
    `${document} (${form ?? 'no known form'}): ${tables.length} tables, ${others} others (${otherAmounts}); printed ${printed} placed ${placed} reported ${reported} missing ${missing}; facts ${facts} proved ${proved}; ${errors} errors; ${milliseconds} ms\n`,
  )
}
const total = (
  key: 'printed' | 'placed' | 'reported' | 'missing' | 'facts' | 'proved' | 'errors' | 'otherAmounts' | 'milliseconds',
) => sum(entries.map((entry) => entry[key]))
process.stdout.write(
  `all: printed ${total('printed')} placed ${total('placed')} reported ${total('reported')} missing ${total('missing')}; other amounts ${total('otherAmounts')}; facts ${total('facts')} proved ${total('proved')}; errors ${total('errors')}; ${total('milliseconds')} ms\n`,
)
if (ledger) await writeFile(ledger, `${JSON.stringify(entries, null, 1)}\n`)
