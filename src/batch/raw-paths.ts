import { readdir } from 'node:fs/promises'
import { sep } from 'node:path'

/** What stands in a path's text for bytes that are no UTF-8. */
const LOST = '\ufffd'

/**
 * The paths, as bytes, that a path's text may stand for: several names in GBK may give one text, and none of it leads back.
 *
 * Absent values: empty where there is no such path any more.
 */
export async function rawPaths(text: string): Promise<Buffer[]> {
  if (!text.includes(LOST)) return [Buffer.from(text)]
  const [first = '', ...names] = text.split(/[/\\]/)
  let paths: Buffer[] = [Buffer.from(first)]
  for (const name of names) {
    const next: Buffer[] = []
    for (const path of paths) for (const entry of await entriesNamed(path, name)) next.push(below(path, entry))
    paths = next
  }
  return paths
}

async function entriesNamed(folder: Buffer, name: string): Promise<Buffer[]> {
  if (!name.includes(LOST)) return [Buffer.from(name)]
  const listed = folder.length === 0 ? Buffer.from(sep) : folder
  const entries: Buffer[] = await readdir(listed, 'buffer').catch(() => [])
  return entries.filter((entry) => entry.toString('utf8') === name)
}

function below(folder: Buffer, entry: Buffer): Buffer {
  return Buffer.concat([folder, Buffer.from(sep), entry])
}
