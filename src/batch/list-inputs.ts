import { open, realpath, stat } from 'node:fs/promises'
import { basename, dirname, isAbsolute, join, resolve } from 'node:path'
import { diagnostic } from '../diagnostics/diagnostic.js'
import { decodeText } from '../read/text/decode-text.js'
import { filesBelow } from './files-below.js'
import { asDocumentName, filePath, type Input, plainInput } from './input-source.js'
import { beginsAsZip, listArchive } from './list-archive.js'
import { rawPaths } from './raw-paths.js'

/**
 * Every document that the words of a command line name: files, folders (all files below them), globs, zip archives (all
 * documents in them, those of archives in archives too). In the order of their names, each once, so that the order of
 * the words and of a folder's listing change nothing.
 *
 * `leaveOut` is a folder that is not entered, such as the one written to.
 */
export async function listInputs(words: readonly string[], leaveOut: string | null = null): Promise<Input[]> {
  // As the walk compares folders: by the bytes of their real paths
  const skipped =
    leaveOut === null ? null : Buffer.from(await realpath(leaveOut).catch(() => resolve(leaveOut))).toString('latin1')
  const inputs: Input[] = []
  for (const word of words) for (const input of await inputsOf(word, skipped)) inputs.push(input)
  return namedApart(eachOnce(inputs))
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** A file that several words name has the first of its names. Sorted by name, then by place. */
function eachOnce(inputs: readonly Input[]): Input[] {
  const here = Buffer.from(process.cwd()).toString('latin1')
  const keyed = inputs.map((input) => {
    const path = Buffer.from(filePath(input.source)).toString('latin1')
    return { input, key: JSON.stringify([resolve(here, path), input.source.entries]) }
  })
  keyed.sort((a, b) => byText(a.input.document, b.input.document) || byText(a.key, b.key))
  const seen = new Set<string>()
  return keyed.filter(({ key }) => !seen.has(key) && seen.add(key)).map(({ input }) => input)
}

/** Two files of one name, as an archive may hold them, are told apart by a number: `budget.pdf`, `budget.pdf (2)`. */
function namedApart(inputs: readonly Input[]): Input[] {
  const taken = new Set<string>()
  return inputs
    .map((input) => {
      let document = input.document
      for (let number = 2; taken.has(document); number++) document = `${input.document} (${number})`
      taken.add(document)
      return { ...input, document }
    })
    .sort((a, b) => byText(a.document, b.document))
}

function refused(input: Input, reason: string): Input {
  return { ...input, refusal: diagnostic('file-unavailable', { reason }) }
}

async function inputsOf(word: string, leaveOut: string | null): Promise<Input[]> {
  const status = await stat(word).catch(() => null)
  if (status?.isDirectory()) {
    const below = await filesBelow(word.replace(/(?<=.)[/\\]+$/, ''), leaveOut)
    return [
      ...(await expandFiles(below.files.map(inputAt))),
      ...below.refused.map(({ path, reason }) => refused(inputAt(path), `${reason}.`)),
    ]
  }
  if (status?.isFile()) return expandFiles([plainInput(word)])
  if (status) return [refused(plainInput(word), `${word}: it is neither a file nor a folder.`)]
  const matches = await expandGlob(word)
  if (matches.length > 0) return expandFiles(matches.map(inputAt))
  return [refused(plainInput(word), `${word}: there is no such file.`)]
}

/** An input by its path's bytes, named as far as they are text: in UTF-8, else in GB18030. */
function inputAt(path: Buffer): Input {
  const text = path.toString('utf8')
  if (Buffer.from(text).equals(path)) return plainInput(text)
  const input = plainInput(decodeText(path)?.text ?? path.toString('latin1'))
  return { ...input, source: { ...input.source, rawPath: path.toString('base64') } }
}

async function expandGlob(pattern: string): Promise<Buffer[]> {
  if (!/[*?[\]{}]/.test(pattern)) return []
  const { glob } = await import('tinyglobby')
  const matches = await glob(asDocumentName(pattern), { expandDirectories: false, absolute: isAbsolute(pattern) })
  // Through a link to a folder above, the same files come again, under longer names
  const once = new Map<string, string>()
  for (const path of matches.sort((a, b) => a.length - b.length || byText(a, b))) {
    const folder = await realpath(dirname(path)).catch(() => dirname(path))
    const real = join(folder, basename(path))
    if (!once.has(real)) once.set(real, path)
  }
  const paths = await Promise.all([...once.values()].map(rawPaths))
  return paths.flat()
}

async function expandFiles(files: readonly Input[]): Promise<Input[]> {
  const inputs: Input[] = []
  for (const input of files) {
    const contents = (await isZip(input)) ? await listArchive(input.source, input.document) : null
    for (const one of contents ?? [input]) inputs.push(one)
  }
  return inputs
}

async function isZip({ source }: Input): Promise<boolean> {
  const file = await open(filePath(source)).catch(() => null)
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
