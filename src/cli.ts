#!/usr/bin/env node
import { run } from './cli/run.js'

run(process.argv.slice(2)).then(
  (status) => {
    process.exitCode = status
  },
  (error: unknown) => {
    process.stderr.write(`yusuan: ${error instanceof Error ? error.message : String(error)}\n`)
    process.exitCode = 2
  },
)
