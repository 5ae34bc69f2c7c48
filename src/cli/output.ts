import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { mkdir, stat, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { Diagnostic } from '../diagnostics/diagnostic.js'
import { CSV_HEADER, factsToCsv } from '../emit/csv.js'
import { factsToNdjson, toFacts } from '../emit/facts.js'
import { type Disclosure, encodeDisclosure } from '../schema/disclosure.js'
import type { ConvertArguments } from './arguments.js'

const EXTENSION = { json: 'json', facts: 'ndjson', csv: 'csv' } as const
const BYTE_ORDER_MARK = '\ufeff'

export interface Output {
  write(input: string, disclosure: Disclosure, diagnostics: readonly Diagnostic[]): Promise<void>
  close(): Promise<void>
}

function render(args: ConvertArguments, disclosure: Disclosure, diagnostics: readonly Diagnostic[]): string {
  if (args.to === 'facts') return factsToNdjson(toFacts(disclosure))
  if (args.to === 'csv') return factsToCsv(toFacts(disclosure))
  const isAlone = args.inputs.length === 1 || args.output !== null
  return `${JSON.stringify({ ...encodeDisclosure(disclosure), diagnostics }, null, isAlone ? 2 : undefined)}\n`
}

function head(args: ConvertArguments): string {
  return `${args.bom && args.to === 'csv' ? BYTE_ORDER_MARK : ''}${args.to === 'csv' ? CSV_HEADER : ''}`
}

async function isFolder(path: string): Promise<boolean> {
  if (/[/\\]$/.test(path)) return true
  return (await stat(path).catch(() => null))?.isDirectory() ?? false
}

/** One file an input, named after it; a second input of the same name gets a number. */
async function openFolder(folder: string, args: ConvertArguments): Promise<Output> {
  await mkdir(folder, { recursive: true })
  const taken = new Map<string, number>()
  return {
    async write(input, disclosure, diagnostics) {
      const name = input === '-' ? 'stdin' : basename(input)
      const count = (taken.get(name) ?? 0) + 1
      taken.set(name, count)
      const file = `${name}${count > 1 ? `-${count}` : ''}.${EXTENSION[args.to]}`
      await writeFile(join(folder, file), head(args) + render(args, disclosure, diagnostics))
    },
    async close() {},
  }
}

/** Where `convert` writes: standard output, one file, or a folder with a file an input. */
export async function openOutput(args: ConvertArguments): Promise<Output> {
  if (args.output !== null && (await isFolder(args.output))) return openFolder(args.output, args)
  const stream = args.output === null ? process.stdout : createWriteStream(args.output)
  if (args.output !== null) await once(stream, 'open')
  const put = async (text: string) => {
    if (text !== '' && !stream.write(text)) await once(stream, 'drain')
  }
  await put(head(args))
  return {
    write: (_, disclosure, diagnostics) => put(render(args, disclosure, diagnostics)),
    async close() {
      if (stream === process.stdout) return
      stream.end()
      await once(stream, 'finish')
    },
  }
}
