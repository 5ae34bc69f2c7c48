/**
 * For data teams who convert many files: `npx tsx samples/convert-folder.ts FOLDER OUTPUT`.
 *
 * Writes OUTPUT/facts.csv with a line a printed amount, and OUTPUT/findings.ndjson with a line a finding. Every number
 * comes with its file, its place and how far it is proved, so that a reader can keep what is proved and look at the rest.
 */
import { createWriteStream } from 'node:fs'
import { mkdir, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { CSV_HEADER, factsToCsv, parseDisclosure, toFacts } from 'yusuan'

const [folder = fileURLToPath(new URL('.', import.meta.url)), output = 'converted'] = process.argv.slice(2)
const names = (await readdir(folder)).filter((name) => /\.(xlsx?|ods|pdf|txt|html?|docx)$/i.test(name)).sort()

await mkdir(output, { recursive: true })
const facts = createWriteStream(join(output, 'facts.csv'))
const findings = createWriteStream(join(output, 'findings.ndjson'))
facts.write(CSV_HEADER)

for (const name of names) {
  // One file after the other: a bad file gives findings and no disclosure, and the next one is read.
  const { disclosure, diagnostics } = await parseDisclosure(await readFile(join(folder, name)), { document: name })
  const rows = disclosure === null ? [] : toFacts(disclosure)
  facts.write(factsToCsv(rows, { defuseFormulas: true }))
  for (const finding of diagnostics) findings.write(`${JSON.stringify(finding)}\n`)

  const proved = rows.filter(({ proof }) => proof === 'proved').length
  const open = rows.filter(({ evidence }) => evidence === 'ambiguous').length
  console.log(`${name}: ${rows.length} facts, ${proved} proved, ${open} ambiguous, ${diagnostics.length} findings`)
}

facts.end()
findings.end()
await Promise.all([finished(facts), finished(findings)])
