/**
 * `npm run bench -- [FOLDER [TEXT]]`: what converting costs beside bare reading, as a Markdown table. FOLDER holds real
 * disclosures, TEXT is one of them as text; without them, the samples stand in. Set PYTHON to one that has pdfplumber and camelot to compare with them.
 *
 * Processor time, not time on the clock: other programs on the machine change it little. Each section has a process of
 * its own on one core, so that what one leaves behind (garbage, compiled code) is not counted with the next.
 */
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { cpus, loadavg } from 'node:os'
import { join } from 'node:path'
import { parseDisclosure } from '../src/index.js'
import { compare, isThere, type Measured, processTime, rows } from './measure.js'
import { parseWithPdfjs, parseWithPdfParse, readWithExceljs, readWithSheetJs, tablesInPython } from './others.js'
import { measureScaling } from './scaling.js'

const SECTION = '--section='
const [, self = '', ...given] = process.argv
const chosen = given.find((argument) => argument.startsWith(SECTION))
const [folder = 'samples', textPath = 'samples/district-budget-2023.txt'] = given.filter((one) => one !== chosen)
const PDF_FILES = 6

function filesIn(extension: string): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith(extension))
  return files.sort().map((name) => join(folder, name))
}

/** Every so-manyth, so that several regions are among them. */
function spread(files: readonly string[], count: number): string[] {
  const step = Math.max(1, Math.floor(files.length / count))
  return files.filter((_, at) => at % step === 0).slice(0, count)
}

async function benchPdf(): Promise<string[]> {
  const paths = spread(filesIn('.pdf'), PDF_FILES)
  const contents = paths.map((path) => readFileSync(path))
  const each = (task: (bytes: Uint8Array) => Promise<unknown>) => async () => {
    for (const bytes of contents) await task(bytes)
  }
  let pages = 0
  for (const bytes of contents) pages += await parseWithPdfjs(bytes)
  const [ours, ...others] = (await compare(
    {
      'yusuan, everything': each((bytes) => parseDisclosure(bytes)),
      'pdf-parse getText': each(parseWithPdfParse),
      'pdfjs text': each(parseWithPdfjs),
    },
    pages,
  )) as [Measured, ...Measured[]]
  const outside: (Measured & { target: string })[] = []
  if (isThere('pdftotext', '-v')) {
    const ms = paths.reduce((sum, path) => sum + processTime(['pdftotext', '-layout', path, '-'], 3), 0) / pages
    outside.push({ name: 'pdftotext -layout, a process a file', ms, target: '' })
  }
  for (const [name, target] of [
    ['pdfplumber', '≤ 0.2'],
    ['camelot', '≤ 0.04'],
  ] as const) {
    const ms = tablesInPython(name, paths)
    if (ms !== null) outside.push({ name: `${name} tables`, ms: ms / pages, target })
  }
  const inside = others.map((one) => ({ ...one, target: '≤ 1.5' }))
  return [
    `| **PDF**, ${paths.length} files, ${pages} pages | | ours takes | target |`,
    ...rows('a page', ours, [...inside, ...outside]),
  ]
}

async function benchWorkbook(): Promise<string[]> {
  const bytes = readFileSync('samples/district-budget-2023.xlsx')
  const { readSource } = await import('../src/read/read-source.js')
  const [all, bare, ...others] = (await compare({
    'yusuan, everything': () => parseDisclosure(bytes),
    'yusuan, reading alone': () => readSource(bytes),
    exceljs: () => readWithExceljs(bytes),
    '@e965/xlsx': () => readWithSheetJs(bytes),
  })) as [Measured, Measured, ...Measured[]]
  const target = 'faster one ≤ 1.2'
  return [
    `| **Workbook**, ${Math.round(bytes.length / 1024)} KB | | ours takes | target |`,
    ...rows(
      '',
      all,
      others.map((one) => ({ ...one, target })),
    ),
    ...rows(
      '',
      bare,
      others.map((one) => ({ ...one, target: '' })),
    ).slice(0, 3),
  ]
}

async function benchText(): Promise<string[]> {
  const bytes = readFileSync(textPath)
  const [ours] = (await compare({ 'yusuan, placement included': () => parseDisclosure(bytes) })) as [Measured]
  return [
    `| **Text**, ${Math.round(bytes.length / 1024)} KB | | | target |`,
    `| ${ours.name} | ${ours.ms.toFixed(2)} ms, ${Math.round(1000 / ours.ms)} a second | | ≥ 500 a second |`,
  ]
}

function benchStart(): string[] {
  const nothing = processTime([process.execPath, '-e', '0'])
  const command = processTime([process.execPath, 'dist/cli.js', 'convert', textPath, '--to', 'facts'])
  return [
    '| **Start** of the command on a text, processor time | | more than `node -e 0` | target |',
    `| yusuan convert | ${command.toFixed(0)} ms | ${(command - nothing).toFixed(0)} ms | ≤ 150 ms |`,
  ]
}

const SECTIONS: Readonly<Record<string, () => string[] | Promise<string[]>>> = {
  pdf: benchPdf,
  workbook: benchWorkbook,
  text: benchText,
  start: benchStart,
  workers: () => measureScaling(folder),
}

/** The rows of a section, measured in a process that V8 keeps to one core. */
function apart(section: string): string {
  const command = ['--single-threaded', self, SECTION + section, folder, textPath]
  return execFileSync(process.execPath, command, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] })
}

if (chosen) {
  console.log((await SECTIONS[chosen.slice(SECTION.length)]?.())?.join('\n'))
} else {
  const [cpu] = cpus()
  const load = loadavg()[0]?.toFixed(1)
  const date = new Date().toISOString().slice(0, 10)
  console.log(`Node ${process.version}, ${cpus().length} × ${cpu?.model}, load ${load}, ${date}\n`)
  console.log('| | | | |\n| --- | --- | --- | --- |')
  for (const section of Object.keys(SECTIONS)) process.stdout.write(apart(section))
}
