import { defineConfig } from 'tsup'

export default defineConfig([
  {
    entry: { index: 'src/index.ts', testing: 'src/testing.ts', cli: 'src/cli.ts', worker: 'src/batch/worker.ts' },
    format: 'esm',
    target: 'node20',
    splitting: true,
    clean: ['!**/*.cjs'],
  },
  {
    // Split CommonJS chunks would turn import() of pdfjs-dist, an ES module, into require(), which Node 20 refuses.
    entry: { index: 'src/index.ts', testing: 'src/testing.ts' },
    format: 'cjs',
    target: 'node20',
    splitting: false,
    clean: ['!**/*.js'],
    esbuildOptions: (options) => {
      // `import.meta.url` is read only where there is no `__filename`.
      options.logOverride = { 'empty-import-meta': 'silent' }
    },
  },
  {
    entry: { index: 'src/index.ts', testing: 'src/testing.ts' },
    format: ['esm', 'cjs'],
    dts: { only: true },
  },
])
