import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { InputRecord } from './record.js'
import { writeAtomic } from './write-atomic.js'

/** What a finished document leaves for the dataset: its record, and its facts and findings as lines of NDJSON. */
export interface Part {
  record: InputRecord
  factLines: readonly string[]
  findingLines: readonly string[]
}

/**
 * The finished documents of an output folder, each in a file of its own named by what it was made from. A run that was
 * interrupted finds there what it need not do again; the dataset is put together from them.
 */
export class PartStore {
  readonly temporary: string
  private readonly folder: string

  constructor(readonly output: string) {
    this.folder = join(output, '.yusuan', 'parts')
    this.temporary = join(output, '.yusuan', 'tmp')
  }

  prepare(): void {
    mkdirSync(this.folder, { recursive: true })
    mkdirSync(this.temporary, { recursive: true })
  }

  private path(key: string): string {
    return join(this.folder, key.slice(0, 2), `${key}.ndjson`)
  }

  /** The record of a finished document; null where there is none, or where a file that it wrote is gone. */
  findRecord(key: string): InputRecord | null {
    const path = this.path(key)
    if (!existsSync(path)) return null
    const { record } = this.read(key)
    const isGone = [record.json, record.xlsx].some((file) => file !== null && !existsSync(join(this.output, file)))
    return isGone ? null : record
  }

  read(key: string): Part {
    const lines = readFileSync(this.path(key), 'utf8').split('\n')
    const record = JSON.parse(lines[0] as string) as InputRecord
    const facts = lines.slice(1, 1 + record.facts)
    return { record, factLines: facts, findingLines: lines.slice(1 + record.facts, -1) }
  }

  write(key: string, { record, factLines, findingLines }: Part): void {
    const text = [JSON.stringify(record), ...factLines, ...findingLines, ''].join('\n')
    writeAtomic(this.path(key), text, this.temporary)
  }

  /** Removes finished documents that this run did not have among its inputs, with the files that they wrote. */
  keepOnly(keys: ReadonlySet<string>): void {
    const stale = this.keys().filter((key) => !keys.has(key))
    if (stale.length === 0) return
    const kept = new Set([...keys].flatMap((key) => outputsOf(this.read(key).record)))
    for (const key of stale) {
      for (const file of outputsOf(this.read(key).record)) {
        if (!kept.has(file)) rmSync(join(this.output, file), { force: true })
      }
      rmSync(this.path(key), { force: true })
    }
  }

  private keys(): string[] {
    return readdirSync(this.folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ndjson'))
      .map((file) => file.slice(file.lastIndexOf('.ndjson') - 64, -'.ndjson'.length))
  }
}

function outputsOf({ json, xlsx }: InputRecord): string[] {
  return [json, xlsx].filter((file) => file !== null)
}

/** Names what a document was made from: the same words, the same bytes, the same package and options. */
export function partKey(madeFrom: Readonly<Record<string, unknown>>): string {
  return createHash('sha256').update(JSON.stringify(madeFrom)).digest('hex')
}

export function contentHash(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
