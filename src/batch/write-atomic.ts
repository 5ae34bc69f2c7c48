import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

let written = 0

/** A name for a file in the making that no other process and no other call uses. */
export function temporaryPath(folder: string): string {
  written += 1
  return join(folder, `${process.pid}-${written}`)
}

/** Writes a file so that its name holds the whole of it or nothing: first under another name, then renamed. */
export function writeAtomic(path: string, data: string | Uint8Array, temporaryFolder: string): void {
  const temporary = temporaryPath(temporaryFolder)
  try {
    writeFileSync(temporary, data)
    renameInto(temporary, path)
  } catch (error) {
    rmSync(temporary, { force: true })
    throw error
  }
}

/** Moves a finished file to its name, making the folder where there is none. */
export function renameInto(temporary: string, path: string): void {
  mkdirSync(dirname(path), { recursive: true })
  renameSync(temporary, path)
}
