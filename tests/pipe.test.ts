import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { PassThrough, Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { pipe } from '../src/batch/pipe.js'

const sample = join(dirname(dirname(fileURLToPath(import.meta.url))), 'samples', 'district-budget-2023.txt')
const LIMITS = { workers: 2, seconds: 60, megabytes: 400, recycleAfter: 100 }

async function answers(lines: readonly string[]) {
  const output = new PassThrough()
  const input = Readable.from(lines.map((line) => `${line}\n`))
  const [, written] = await Promise.all([
    pipe({ input, output, to: 'facts', redact: false, password: null, limits: LIMITS }).then(() => output.end()),
    text(output),
  ])
  return written === ''
    ? []
    : written
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line))
}

describe('yusuan pipe', () => {
  it('answers every line with one line, in order, errors too', async () => {
    const base64 = readFileSync(sample).toString('base64')
    const lines = [
      JSON.stringify({ path: sample }),
      JSON.stringify({ name: 'empty', base64: '' }),
      'no json',
      JSON.stringify({ path: '/no/such/file' }),
      JSON.stringify({ name: 'by bytes', base64 }),
    ]
    const got = await answers(lines)
    expect(got.map(({ document, status, code, output }) => [document, status, code, output?.length])).toEqual([
      [sample, 'done', null, 217],
      ['empty', 'unreadable', 'file-empty', 0],
      ['', 'failed', 'request-malformed', undefined],
      ['/no/such/file', 'unreadable', 'file-unavailable', 0],
      ['by bytes', 'done', null, 217],
    ])
    expect(got[3].diagnostics[0].document).toBe('/no/such/file')
  })

  it('answers nothing to an empty input', async () => {
    expect(await answers([])).toEqual([])
  })
})
