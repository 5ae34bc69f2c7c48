import { readFile, writeFile } from 'node:fs/promises'
import { withTables } from './readme-tables.js'

const path = new URL('../README.md', import.meta.url)
await writeFile(path, withTables(await readFile(path, 'utf8')))
