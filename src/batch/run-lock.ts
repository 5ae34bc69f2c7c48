import { closeSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'

/** Another run is writing to the same folder. */
export class FolderInUse extends Error {}

/** Takes a folder's lock file; what it returns gives it back. A lock whose process is gone was left by a kill. */
export function takeLock(path: string): () => void {
  for (const isLastTry of [false, true]) {
    try {
      const file = openSync(path, 'wx')
      writeSync(file, String(process.pid))
      closeSync(file)
      return () => rmSync(path, { force: true })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      const owner = readFileSync(path, 'utf8')
      if (isLastTry || isAlive(owner)) throw new FolderInUse(`Process ${owner} is writing to this folder. Wait for it.`)
      rmSync(path, { force: true })
    }
  }
  throw new FolderInUse(path)
}

function isAlive(owner: string): boolean {
  if (!/^\d+$/.test(owner)) return false
  try {
    process.kill(parseInt(owner, 10), 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
