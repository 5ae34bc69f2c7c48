import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const readJson = (file: string) => JSON.parse(readFileSync(join(root, file), 'utf8'))
const manifest = readJson('package.json')
const lock = readJson('package-lock.json')

interface LockedPackage {
  dependencies?: Record<string, string>
  optionalDependencies?: Record<string, string>
  resolved?: string
  link?: boolean
  integrity?: string
}
const locked = Object.entries(lock.packages as Record<string, LockedPackage>)

/** Node's look-up: the package beside the one that asks, or in a folder above it. */
function isLocked(name: string, from: string): boolean {
  const folders = from === '' ? [] : from.split('/node_modules/')
  return [...folders.keys(), folders.length].some((depth) => {
    const folder = folders.slice(0, depth).join('/node_modules/')
    return `${folder === '' ? '' : `${folder}/`}node_modules/${name}` in lock.packages
  })
}

describe('the lockfile', () => {
  it('is of this package, with its dependencies', () => {
    const { name, version, dependencies, devDependencies } = lock.packages['']
    expect({ name, version, dependencies, devDependencies }).toEqual({
      name: manifest.name,
      version: manifest.version,
      dependencies: manifest.dependencies,
      devDependencies: manifest.devDependencies,
    })
  })

  // npm ci refuses a lockfile that lacks them, and npm install leaves them out where a version is not published.
  it('holds every dependency of every package, those for other platforms too', () => {
    const missing = locked.flatMap(([path, { dependencies, optionalDependencies }]) =>
      Object.keys({ ...dependencies, ...optionalDependencies })
        .filter((name) => !isLocked(name, path))
        .map((name) => `${name} of ${path}`),
    )
    expect(missing).toEqual([])
  })

  it('names no place other than the public registry, and has a checksum for each package', () => {
    const packages = locked.filter(([path]) => path !== '')
    const elsewhere = packages.filter(([, { resolved, link }]) => {
      return link || (resolved !== undefined && !resolved.startsWith('https://registry.npmjs.org/'))
    })
    expect(elsewhere.map(([path]) => path)).toEqual([])
    expect(packages.filter(([, { integrity }]) => !integrity).map(([path]) => path)).toEqual([])
  })
})

describe('the manifest', () => {
  const entries = Object.entries(manifest.exports as Record<string, unknown>).filter(([, entry]) => {
    return typeof entry === 'object'
  }) as [string, Record<string, { types: string; default: string }>][]

  it.each(entries)('gives types beside the code for %s', (_, entry) => {
    expect(Object.keys(entry)).toEqual(['import', 'require'])
    for (const [condition, extension] of [
      ['import', 'js'],
      ['require', 'cjs'],
    ] as const) {
      const { types, default: code } = entry[condition] as { types: string; default: string }
      expect(code).toMatch(new RegExp(`^\\./dist/\\w+\\.${extension}$`))
      expect(types).toBe(code.replace(/\.(c?)js$/, '.d.$1ts'))
    }
  })

  it('says what bundlers and installers need', () => {
    expect(manifest).toMatchObject({ name: 'yusuan', license: 'MIT', type: 'module', sideEffects: false })
    expect(manifest.engines.node).toBe('>=20.16')
    expect(manifest.files).toEqual(['dist', 'CHANGELOG.md'])
  })

  it('has a command that a shell can start', () => {
    expect(manifest.bin).toEqual({ yusuan: './dist/cli.js' })
    expect(readFileSync(join(root, 'src/cli.ts'), 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/)
  })

  it('keeps pdfjs-dist at the version that pdf-parse wraps', () => {
    expect(manifest.dependencies['pdfjs-dist']).toBe(lock.packages['node_modules/pdf-parse'].dependencies['pdfjs-dist'])
  })
})
