import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import type { Diagnostic } from '../diagnostics/diagnostic.js'
import { CSV_HEADER, factsToCsv } from '../emit/csv.js'
import { factsToNdjson, toFacts } from '../emit/facts.js'
import type { Disclosure } from '../schema/disclosure.js'
import type { ConvertArguments, DocumentFormat } from './arguments.js'

const BYTE_ORDER_MARK = '\ufeff'

export interface OutputArguments extends Pick<ConvertArguments, 'inputs' | 'output' | 'bom' | 'defuse'> {
  to: DocumentFormat
}

export interface Output {
  write(input: string, disclosure: Disclosure, diagnostics: readonly Diagnostic[]): Promise<void>
  close(): Promise<void>
}

async function render(
  args: OutputArguments,
  disclosure: Disclosure,
  diagnostics: readonly Diagnostic[],
): Promise<string> {
  if (args.to === 'facts') return factsToNdjson(toFacts(disclosure))
  if (args.to === 'csv') return factsToCsv(toFacts(disclosure), { defuseFormulas: args.defuse })
  // The schema takes a while to build, which facts do not need
  const { encodeDisclosure } = await import('../schema/disclosure.js')
  const isAlone = args.inputs.length === 1 || args.output !== null
  return `${JSON.stringify({ ...encodeDisclosure(disclosure), diagnostics }, null, isAlone ? 2 : undefined)}\n`
}

function head(args: OutputArguments): string {
  return `${args.bom && args.to === 'csv' ? BYTE_ORDER_MARK : ''}${args.to === 'csv' ? CSV_HEADER : ''}`
}

/** Where `convert` writes what is not a folder: standard output, or one file. */
export async function openOutput(args: OutputArguments): Promise<Output> {
  const stream = args.output === null ? process.stdout : createWriteStream(args.output)
  if (args.output !== null) await once(stream, 'open')
  const put = async (text: string) => {
    if (text !== '' && !stream.write(text)) await once(stream, 'drain')
  }
  await put(head(args))
  return {
    write: async (_, disclosure, diagnostics) => put(await render(args, disclosure, diagnostics)),
    async close() {
      if (stream === process.stdout) return
      stream.end()
      await once(stream, 'finish')
    },
  }
}
