import { closeSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'

/** Another run is writing to the same folder. */
export class FolderInUse extends Error {}

/** Takes a folder's lock file; what it returns gives it back. A lock whose process is gone was left by a kill. */
export function takeLock(path: string): () => void {
  for (const isLastTry of [false, true]) {
    try {
      const file = openSync(path, 'wx')
      writeSync(file, identity(process.pid))
      closeSync(file)
      return () => rmSync(path, { force: true })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      const owner = readFileSync(path, 'utf8')
      if (isLastTry || isAlive(owner))
        throw new FolderInUse(`Process ${owner.split(' ')[0]} is writing to this folder. Wait for it.`)
      rmSync(path, { force: true })
    }
  }
  throw new FolderInUse(path)
}

/** A number alone is given again, in containers at once; with the time of its start a process is itself. */
function identity(pid: number): string {
  try {
    // Its start, in ticks since the system's, is the 20th field behind the name in brackets (proc(5))
    const fields = readFileSync(`/proc/${pid}/stat`, 'latin1')
      .replace(/^.*\) /s, '')
      .split(' ')
    return `${pid} ${fields[19]}`
  } catch {
    return String(pid)
  }
}

function isAlive(owner: string): boolean {
  const pid = parseInt(owner, 10)
  if (!/^\d+(?: \d+)?$/.test(owner) || owner !== identity(pid)) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
