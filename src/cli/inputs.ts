import { createReadStream } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import type { Readable } from 'node:stream'

/** An input that cannot even be opened: a missing file, a folder. */
export class InputError extends Error {}

async function readAll(stream: Readable): Promise<Uint8Array> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks)
}

/** The bytes of a path, or of standard input for `-`. */
export async function readInput(input: string): Promise<Uint8Array> {
  if (input === '-') return readAll(process.stdin)
  const status = await stat(input).catch(() => null)
  if (!status) throw new InputError(`${input}: there is no such file.`)
  if (status.isDirectory()) throw new InputError(`${input}: this is a folder. Name the files in it (${input}/*).`)
  return status.isFile() ? readFile(input) : readAll(createReadStream(input))
}
