/**
 * For developers who import the parser: `npx tsx samples/read-one-budget.ts [FILE]`.
 *
 * Reads one disclosure, and prints what the department spends on each 类, where each figure is printed, and the
 * projects with their indicators.
 */
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { parseDisclosure, type TableId, type TableOf } from 'yusuan'

const file = process.argv[2] ?? fileURLToPath(new URL('district-budget-2023.xlsx', import.meta.url))
const { disclosure, diagnostics } = await parseDisclosure(await readFile(file), { document: file, redact: true })
if (disclosure === null) throw new Error(diagnostics.map(({ message }) => message).join('\n'))

console.log(`${disclosure.organization}, ${disclosure.fiscalYear}: ${disclosure.tables.length} tables`)

/** Tables are told apart by their id, and each has rows of its own type. */
function table<Id extends TableId>(id: Id): TableOf<Id> | undefined {
  return disclosure?.tables.find((candidate): candidate is TableOf<Id> => candidate.id === id)
}

const expenditure = table('department-expenditure')
for (const row of expenditure?.rows.filter(({ code }) => code.length === 3) ?? []) {
  // A figure is a Decimal, or null where the cell is blank.
  const { total, basic, project } = row
  const source = row.sources.total
  const printedAt = source?.place.cell ?? source?.place.page ?? source?.place.line
  console.log(
    `${row.code} ${row.label}: ${total} ${expenditure?.unit} = ${basic ?? 'blank'} + ${project ?? 'blank'} (${printedAt}, ${source?.evidence})`,
  )
}

for (const project of table('project-performance')?.rows ?? []) {
  const yuan = project.currentYearBudget?.times(10_000).toFixed()
  console.log(`${project.label}: ${yuan} 元, ${project.indicators.length} indicators`)
}

for (const { severity, code, message } of diagnostics) console.log(`${severity} ${code}: ${message}`)
