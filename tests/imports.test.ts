import { readdirSync, readFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const src = join(root, 'src')

/** Which parts of src each part may import, beside itself. The arrow of the pipeline: a part never imports one above it. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  grid: [],
  schema: [],
  normalise: [],
  classification: ['normalise'],
  diagnostics: ['grid'],
  layouts: ['schema', 'normalise'],
  read: ['grid', 'normalise', 'diagnostics'],
  extract: ['grid', 'normalise', 'diagnostics', 'schema', 'layouts', 'classification'],
  checks: ['grid', 'normalise', 'diagnostics', 'schema', 'layouts', 'classification', 'extract'],
  resolve: ['grid', 'normalise', 'diagnostics', 'schema', 'layouts', 'extract', 'checks'],
  emit: ['grid', 'normalise', 'schema'],
}
const STAGES = Object.keys(MAY_IMPORT)
/** Files and folders that stand above the stages, each with the parts that it may import beside all stages. */
const ABOVE: Readonly<Record<string, readonly string[]>> = {
  'compose-disclosure.ts': [],
  'best-reading.ts': [],
  'parse-disclosure.ts': ['best-reading.ts', 'compose-disclosure.ts'],
  'index.ts': ['parse-disclosure.ts'],
  'testing.ts': ['parse-disclosure.ts'],
  cli: ['parse-disclosure.ts', 'batch'],
  batch: ['parse-disclosure.ts'],
  'cli.ts': ['cli'],
}
const MAY_USE_NODE = ['cli', 'cli.ts', 'batch']

interface ImportLine {
  file: string
  part: string
  target: string
}

function importLines(): ImportLine[] {
  const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'))
  return files.flatMap((file) => {
    const code = readFileSync(join(src, file), 'utf8')
    const lines = code.matchAll(/(?:^(?:import|export)[^'"]*?from\s+|^import\s+|\bimport\()['"]([^'"]+)['"]/gm)
    return [...lines].map(([, target]) => ({ file, part: file.split(/[\\/]/)[0] as string, target: target as string }))
  })
}

const lines = importLines()
const isRelative = ({ target }: ImportLine): boolean => target.startsWith('.')

/** The file in src that a relative import names, or null outside src (package.json). */
function targetFile({ file, target }: ImportLine): string | null {
  const path = relative(src, join(src, dirname(file), target)).replaceAll('\\', '/')
  return path.startsWith('..') ? null : path.replace(/\.js$/, '.ts')
}

function partOf(path: string): string {
  return path.split('/')[0] as string
}

/** Formats that are written on request: their packages are installed by who wants them. */
const OPTIONAL = Object.keys(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).peerDependencies)

describe('the import lines of src', () => {
  it('name parts that are known here', () => {
    const parts = new Set(lines.map(({ part }) => part))
    expect([...parts].filter((part) => !(part in MAY_IMPORT) && !(part in ABOVE))).toEqual([])
  })

  it('point one way, from the shell to the base', () => {
    const wrong = lines.filter(isRelative).filter((line) => {
      const target = targetFile(line)
      if (target === null) return !MAY_USE_NODE.includes(line.part)
      const allowed = MAY_IMPORT[line.part] ?? [...STAGES, ...(ABOVE[line.part] ?? [])]
      return partOf(target) !== line.part && !allowed.includes(partOf(target))
    })
    expect(wrong.map(({ file, target }) => `${file} imports ${target}`)).toEqual([])
  })

  it('make no circle of files', () => {
    const targets = new Map<string, string[]>()
    for (const line of lines.filter(isRelative)) {
      const target = targetFile(line)
      const file = line.file.replaceAll('\\', '/')
      if (target !== null) targets.set(file, [...(targets.get(file) ?? []), target])
    }
    expect(findCircle(targets)).toBeNull()
  })

  it('reach Node only from the command', () => {
    const wrong = lines.filter(({ part, target }) => {
      const isNode = target.startsWith('node:') || builtinModules.includes(target)
      return isNode && !MAY_USE_NODE.includes(part)
    })
    expect(wrong.map(({ file, target }) => `${file} imports ${target}`)).toEqual([])
  })

  it('keep packages to where they belong: file formats to read/, the shell to the command', () => {
    const anywhere = ['decimal.js', 'zod']
    const wrong = lines.filter((line) => {
      const { part, target } = line
      const mayUsePackages = part === 'read' || MAY_USE_NODE.includes(part)
      return !isRelative(line) && !target.startsWith('node:') && !anywhere.includes(target) && !mayUsePackages
    })
    expect(wrong.map(({ file, target }) => `${file} imports ${target}`)).toEqual([])
  })

  it('load optional packages only when a format asks for them', () => {
    const files = [...new Set(lines.filter(({ target }) => OPTIONAL.includes(target)).map(({ file }) => file))]
    const wrong = files.filter((file) => {
      const code = readFileSync(join(src, file), 'utf8')
      return [...code.matchAll(/^import (?!type )[^'"]*['"]([^'"]+)['"]/gm)].some(([, name]) =>
        OPTIONAL.includes(name ?? ''),
      )
    })
    expect(files).not.toEqual([])
    expect(wrong).toEqual([])
  })

  it('use every package that the package depends on, and no other', () => {
    const { dependencies, peerDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
    const used = lines
      .filter((line) => !isRelative(line) && !line.target.startsWith('node:'))
      .map(({ target }) => (target.startsWith('@') ? target.split('/').slice(0, 2).join('/') : partOf(target)))
    expect([...new Set(used)].sort()).toEqual(Object.keys({ ...dependencies, ...peerDependencies }).sort())
  })
})

/** A circle of files as a path that ends where it began, or null. */
function findCircle(targets: ReadonlyMap<string, readonly string[]>): string[] | null {
  const done = new Set<string>()
  const visit = (file: string, path: readonly string[]): string[] | null => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file]
    if (done.has(file)) return null
    for (const target of targets.get(file) ?? []) {
      const circle = visit(target, [...path, file])
      if (circle) return circle
    }
    done.add(file)
    return null
  }
  for (const file of targets.keys()) {
    const circle = visit(file, [])
    if (circle) return circle
  }
  return null
}
