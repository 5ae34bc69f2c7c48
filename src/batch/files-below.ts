import { readdir, realpath, stat } from 'node:fs/promises'
import { sep } from 'node:path'

/** `.git`, `.DS_Store`, and the lock files that office programs leave. */
const HIDDEN = /^(?:\.|~\$)|^(?:Thumbs\.db|desktop\.ini)$/i

/** Paths are bytes: names in GBK, as an archive unpacked on Linux leaves them, are no text that leads back to the file. */
export interface Found {
  files: Buffer[]
  /** Folders that cannot be listed. */
  refused: { path: Buffer; reason: string }[]
}

/**
 * All files below a folder. Links to folders are followed where they lead to what was not listed yet, so that none is
 * listed twice and no circle is endless. `leaveOut` is the real path of a folder that is not entered.
 */
export async function filesBelow(folder: string, leaveOut: string | null): Promise<Found> {
  const found: Found = { files: [], refused: [] }
  const visited = new Set<string>(leaveOut === null ? [] : [leaveOut])
  let waiting: Buffer[] = [Buffer.from(folder)]
  while (waiting.length > 0) {
    const links: Buffer[] = []
    for (const path of waiting) await walk(path, { found, visited, links })
    waiting = links.sort(Buffer.compare)
  }
  return found
}

interface Walk {
  found: Found
  visited: Set<string>
  links: Buffer[]
}

async function walk(folder: Buffer, { found, visited, links }: Walk): Promise<void> {
  try {
    const real = (await realpath(folder, 'buffer')).toString('latin1')
    if (visited.has(real)) return
    visited.add(real)
    for (const entry of await readdir(folder, { withFileTypes: true, encoding: 'buffer' })) {
      if (HIDDEN.test(entry.name.toString('latin1'))) continue
      const path = Buffer.concat([folder, Buffer.from(endsInSeparator(folder) ? '' : sep), entry.name])
      if (entry.isDirectory()) await walk(path, { found, visited, links })
      else if (entry.isSymbolicLink() && (await stat(path).catch(() => null))?.isDirectory()) links.push(path)
      // A link that leads nowhere is an input that cannot be opened; a socket or a pipe is none
      else if (entry.isFile() || entry.isSymbolicLink()) found.files.push(path)
    }
  } catch (error) {
    found.refused.push({ path: folder, reason: error instanceof Error ? error.message : String(error) })
  }
}

function endsInSeparator(folder: Buffer): boolean {
  return folder.at(-1) === sep.charCodeAt(0)
}
