/** Writes the text of one generated disclosure: `npx tsx tests/generate/write-text.ts 7`. */
import { drawBudget } from './department.js'
import { flowText } from './flow-text.js'

const seed = Number.parseInt(process.argv[2] ?? '1', 10)
process.stdout.write(flowText(drawBudget(seed), seed))
