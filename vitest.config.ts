import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const source = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

export default defineConfig({
  resolve: {
    // The samples import the package by its name: here that is its source.
    alias: { 'yusuan/testing': source('src/testing.ts'), yusuan: source('src/index.ts') },
  },
  test: {
    include: ['tests/**/*.test.ts', 'samples/**/*.test.ts'],
    testTimeout: 60_000,
    // What the command prints is compared as text, on machines too that ask for colours.
    env: { NO_COLOR: '1' },
  },
})
