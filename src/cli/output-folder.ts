import { stat } from 'node:fs/promises'
import { extname } from 'node:path'
import { type ConvertArguments, DOCUMENT_FORMATS, type DocumentFormat, UsageError } from './arguments.js'

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null))?.isDirectory() ?? false
}

/** True for a word that may name many documents: a folder, a zip archive, a glob. */
async function isMany(word: string): Promise<boolean> {
  if (/\.zip$/i.test(word)) return true
  const status = await stat(word).catch(() => null)
  return status === null ? /[*?[{]/.test(word) : status.isDirectory()
}

/**
 * The folder that `convert` writes a dataset to; null where it writes to one file or to standard output.
 *
 * PATH is a folder where it is one, ends in `/`, or has no extension while there are several inputs.
 */
export async function outputFolder({ inputs, output, filesFrom, formats }: ConvertArguments): Promise<string | null> {
  const many = filesFrom !== null || (await Promise.all(inputs.map(isMany))).includes(true)
  if (output === null) {
    if (many)
      throw new UsageError('A folder, a zip archive or a list of files is converted into a folder: add -o FOLDER.')
    return null
  }
  if (/[/\\]$/.test(output) || (await isFolder(output))) return output
  const forFolders = formats.some((format) => !(DOCUMENT_FORMATS as readonly string[]).includes(format))
  if (many || forFolders || formats.length > 1) {
    if (await stat(output).catch(() => null))
      throw new UsageError(`${output} is a file; what is asked for needs a folder.`)
    return output
  }
  return inputs.length > 1 && extname(output) === '' ? output : null
}

/** The one format of a file or of standard output. */
export function singleFormat({ formats }: ConvertArguments): DocumentFormat {
  const [format = 'json', ...more] = formats
  const known = DOCUMENT_FORMATS.find((one) => one === format)
  if (known && more.length === 0) return known
  throw new UsageError(`${formats.join(',')} is written into a folder: add -o FOLDER/.`)
}
