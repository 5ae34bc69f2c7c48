import { open, readdir, realpath, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { diagnostic } from '../diagnostics/diagnostic.js'
import { asDocumentName, type Input, plainInput } from './input-source.js'
import { beginsAsZip, listArchive } from './list-archive.js'

/** `.git`, `.DS_Store`, and the lock files that office programs leave. */
const HIDDEN = /^(?:\.|~\$)|^(?:Thumbs\.db|desktop\.ini)$/i

/**
 * Every document that the words of a command line name: files, folders (all files below them), globs, zip archives (all
 * documents in them, those of archives in archives too). In the order of their names, each once, so that the order of
 * the words and of a folder's listing change nothing.
 *
 * `leaveOut` is a folder that is not entered, such as the one written to.
 */
export async function listInputs(words: readonly string[], leaveOut: string | null = null): Promise<Input[]> {
  const skipped = leaveOut === null ? null : await realpath(leaveOut).catch(() => resolve(leaveOut))
  const byName = new Map<string, Input>()
  for (const word of words) {
    for (const input of await inputsOf(word, skipped))
      if (!byName.has(input.document)) byName.set(input.document, input)
  }
  return [...byName.values()].sort((a, b) => (a.document < b.document ? -1 : a.document > b.document ? 1 : 0))
}

async function inputsOf(word: string, leaveOut: string | null): Promise<Input[]> {
  const status = await stat(word).catch(() => null)
  if (status?.isDirectory()) return expandFiles(await filesBelow(word.replace(/(?<=.)[/\\]+$/, ''), leaveOut))
  if (status) return expandFiles([word])
  const matches = await expandGlob(word)
  if (matches.length > 0) return expandFiles(matches)
  const reason = `${word}: there is no such file.`
  return [{ ...plainInput(word), refusal: diagnostic('file-unavailable', { reason }) }]
}

async function filesBelow(folder: string, leaveOut: string | null): Promise<string[]> {
  if (leaveOut !== null && (await realpath(folder)) === leaveOut) return []
  const files: string[] = []
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (HIDDEN.test(entry.name)) continue
    const path = join(folder, entry.name)
    if (entry.isDirectory()) files.push(...(await filesBelow(path, leaveOut)))
    // A link to a folder may lead back to where it stands; a link to a file is a file
    else if (entry.isFile() || (entry.isSymbolicLink() && (await stat(path).catch(() => null))?.isFile()))
      files.push(path)
  }
  return files
}

async function expandGlob(pattern: string): Promise<string[]> {
  if (!/[*?[\]{}]/.test(pattern)) return []
  const { glob } = await import('tinyglobby')
  return glob(asDocumentName(pattern), { expandDirectories: false })
}

async function expandFiles(paths: readonly string[]): Promise<Input[]> {
  const inputs: Input[] = []
  for (const path of paths) {
    const contents = (await isZip(path)) ? await listArchive(path, asDocumentName(path)) : null
    inputs.push(...(contents ?? [plainInput(path)]))
  }
  return inputs
}

async function isZip(path: string): Promise<boolean> {
  const file = await open(path).catch(() => null)
  if (!file) return false
  try {
    const { buffer } = await file.read(Buffer.alloc(4), 0, 4, 0)
    return beginsAsZip(buffer)
  } catch {
    return false
  } finally {
    await file.close()
  }
}
