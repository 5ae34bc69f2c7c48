import type * as Pdfjs from 'pdfjs-dist/legacy/build/pdf.mjs'

export type PdfjsModule = typeof Pdfjs

let loading: Promise<PdfjsModule> | null = null

/**
 * pdfjs, loaded at the first call: it takes some 100 ms, which a workbook should not pay.
 *
 * The worker's code is loaded beside it and runs on this thread, so that no path to it has to be configured.
 */
export function loadPdfjs(): Promise<PdfjsModule> {
  loading ??= load().catch((error: unknown) => {
    loading = null
    throw error
  })
  return loading
}

async function load(): Promise<PdfjsModule> {
  standInForCanvas()
  const restoreWarnings = muteCanvasWarnings()
  const restoreBuiltins = keepBuiltins()
  try {
    // @ts-expect-error the worker has no declarations; it registers itself in globalThis.pdfjsWorker
    const worker: Promise<unknown> = import('pdfjs-dist/legacy/build/pdf.worker.mjs')
    const [pdfjs] = await Promise.all([import('pdfjs-dist/legacy/build/pdf.mjs'), worker])
    return pdfjs
  } finally {
    restoreWarnings()
    restoreBuiltins()
  }
}

/**
 * The legacy build of pdfjs brings core-js, which adds what Node lacks, but also puts functions of its own in place of
 * those whose behaviour differs from the standard in some odd case: `Array.prototype.push` of Node 20 becomes several
 * times as slow for the whole process. What was there before comes back; what was added stays.
 */
function keepBuiltins(): () => void {
  const kept = [Array.prototype, JSON].map((owner) => {
    const before: PropertyDescriptorMap = Object.getOwnPropertyDescriptors<object>(owner)
    return { owner, before }
  })
  return () => {
    for (const { owner, before } of kept) Object.defineProperties(owner, before)
  }
}

/**
 * pdfjs makes a DOMMatrix as it is loaded, for drawing, which is never asked of it here. In Node it takes the class from
 * the optional package @napi-rs/canvas; where that does not load, an empty class does.
 */
function standInForCanvas(): void {
  const nodeRequire = requireFromPdfjs()
  if (!nodeRequire) return
  try {
    nodeRequire('@napi-rs/canvas')
  } catch {
    const scope = globalThis as Record<string, unknown>
    scope['DOMMatrix'] ??= class DOMMatrix {}
    scope['ImageData'] ??= class ImageData {}
    scope['Path2D'] ??= class Path2D {}
  }
}

/** pdfjs warns, before its verbosity can be set, that @napi-rs/canvas is missing; other warnings pass. */
function muteCanvasWarnings(): () => void {
  const { warn } = console
  const filtered = (...message: unknown[]): void => {
    if (!/^Warning: Cannot (?:load "@napi-rs|polyfill|access the `require`)/.test(String(message[0]))) warn(...message)
  }
  console.warn = filtered
  return () => {
    if (console.warn === filtered) console.warn = warn
  }
}

interface Resources {
  cMapUrl?: string
  cMapPacked?: boolean
  standardFontDataUrl?: string
  wasmUrl?: string
}

/**
 * Where the character maps and standard fonts of the installed pdfjs-dist are. Without them, fonts that are not embedded
 * give empty text and no error. Empty outside Node: a browser build passes its own addresses.
 */
export function findResources(): Resources {
  const manifest = requireFromPdfjs()?.resolve('pdfjs-dist/package.json')
  if (!manifest) return {}
  const folder = manifest.slice(0, -'package.json'.length)
  return {
    cMapUrl: `${folder}cmaps/`,
    cMapPacked: true,
    standardFontDataUrl: `${folder}standard_fonts/`,
    wasmUrl: `${folder}wasm/`,
  }
}

/** Node's `require` as pdfjs-dist has it; null outside Node, and where a bundle left no package to find. */
function requireFromPdfjs(): NodeJS.Require | null {
  if (typeof process === 'undefined' || typeof process.getBuiltinModule !== 'function') return null
  try {
    const { createRequire } = process.getBuiltinModule('module')
    // `__filename` in the CommonJS build, `import.meta.url` in the other
    const here = typeof __filename === 'string' ? __filename : import.meta.url
    return createRequire(createRequire(here).resolve('pdfjs-dist/package.json'))
  } catch {
    return null
  }
}
