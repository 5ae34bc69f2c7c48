#!/usr/bin/env node
import { run } from './cli/run.js'
import { complain } from './cli/terminal.js'

// A reader that has seen enough (`| head`) closes the pipe.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0)
  throw error
})

run(process.argv.slice(2)).then(
  (status) => {
    process.exitCode = status
  },
  (error: unknown) => {
    complain(`yusuan: ${error instanceof Error ? error.message : String(error)}`)
    process.exitCode = 2
  },
)
