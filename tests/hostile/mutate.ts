import { deflateSync, inflateSync } from 'node:zlib'
import { unzipSync, zipSync } from 'fflate'
import { Random as Generator } from '../generate/random.js'

const MOST_REPEATED = 500_000

/** Whole numbers below `bound`, the same for the same seed. */
export type Random = (bound: number) => number

export function randomOf(seed: number): Random {
  const source = new Generator(seed)
  return (bound) => Math.floor(source.next() * bound)
}

function pick<T>(random: Random, list: readonly T[]): T {
  return list[random(list.length)] as T
}

type Mutation = (bytes: Uint8Array, random: Random) => Uint8Array

function sliceOf(bytes: Uint8Array, random: Random, longest: number): [number, number] {
  const start = random(bytes.length + 1)
  return [start, Math.min(bytes.length, start + 1 + random(longest))]
}

const BYTE_MUTATIONS: readonly Mutation[] = [
  function flipBits(bytes, random) {
    const flipped = bytes.slice()
    for (let left = 1 + random(16); left > 0 && flipped.length > 0; left--) {
      const at = random(flipped.length)
      flipped[at] = (flipped[at] as number) ^ (1 << random(8))
    }
    return flipped
  },
  function cut(bytes, random) {
    return bytes.slice(0, random(bytes.length + 1))
  },
  function removeBlock(bytes, random) {
    const [start, end] = sliceOf(bytes, random, 4096)
    return Buffer.concat([bytes.subarray(0, start), bytes.subarray(end)])
  },
  function repeatBlock(bytes, random) {
    const [start, end] = sliceOf(bytes, random, 4096)
    const block = bytes.subarray(start, end)
    const times = Array.from({ length: 1 + random(4) }, () => block)
    return Buffer.concat([bytes.subarray(0, start), ...times, bytes.subarray(start)])
  },
  function swapBlocks(bytes, random) {
    const size = Math.min(1 + random(4096), Math.floor(bytes.length / 2))
    const [a, b] = [random(bytes.length - size + 1), random(bytes.length - size + 1)]
    const swapped = bytes.slice()
    swapped.set(bytes.subarray(b, b + size), a)
    swapped.set(bytes.subarray(a, a + size), b)
    return swapped
  },
  function blankBlock(bytes, random) {
    const [start, end] = sliceOf(bytes, random, 1024)
    return bytes.slice().fill(pick(random, [0, 0x20, 0x39, 0xff]), start, end)
  },
]

/** What has broken parsers before. */
const HOSTILE_WORDS = [
  ...[
    '__proto__',
    'constructor',
    'NaN',
    'Infinity',
    '-0',
    '1e999',
    '9'.repeat(30),
    '０．１',
    '１，２３４．５６',
    '(1,234.00)',
  ],
  ...[
    '\u202e12.34\u202c',
    '12\u200b.34',
    '2010301',
    '合　计',
    '#REF!',
    '=1+1',
    '-',
    '——',
    '\u0000',
    '\ufeff',
    '单位：元',
  ],
  ...['<', '&', ']]>', '"', '\r', '%', '1,02', '1.2.3', '２０２３年', '(((((((', '万元', '\ud800'],
]

/** Of text: characters, words and lines. */
const TEXT_MUTATIONS: readonly ((text: string, random: Random) => string)[] = [
  function changeDigits(text, random) {
    const digits = [...text.matchAll(/\d/g)].map(({ index }) => index)
    const changed = [...text]
    if (changed.length !== text.length) return text
    for (let left = Math.min(digits.length, 1 + random(8)); left > 0; left--)
      changed[pick(random, digits)] = String(random(10))
    return changed.join('')
  },
  function insertWord(text, random) {
    const at = random(text.length + 1)
    return text.slice(0, at) + pick(random, HOSTILE_WORDS) + text.slice(at)
  },
  function replaceNumber(text, random) {
    const numbers = [...text.matchAll(/\d[\d,.]*/g)]
    if (numbers.length === 0) return text
    const { index, 0: number } = pick(random, numbers)
    return text.slice(0, index) + pick(random, HOSTILE_WORDS) + text.slice(index + number.length)
  },
  function removeText(text, random) {
    const at = random(text.length + 1)
    return text.slice(0, at) + text.slice(at + 1 + random(200))
  },
  function moveLines(text, random) {
    const lines = text.split('\n')
    const taken = lines.splice(random(lines.length), 1 + random(5))
    if (random(3) > 0) lines.splice(random(lines.length + 1), 0, ...taken)
    return lines.join('\n')
  },
  function repeatLines(text, random) {
    const lines = text.split('\n')
    const at = random(lines.length)
    const taken = lines.slice(at, at + 1 + random(20))
    // A page that is one line of megabytes is not made fifty times as long: that is the mutation's memory, not the reader's
    const times = random(10) === 0 && taken.join('').length < MOST_REPEATED ? 50 : 1
    return lines.toSpliced(random(lines.length + 1), 0, ...Array.from({ length: times }, () => taken).flat()).join('\n')
  },
  function joinLines(text, random) {
    const lines = text.split('\n')
    const at = random(lines.length)
    const joined = lines.splice(at, 1 + random(4)).join(pick(random, ['', ' ', '\t']))
    return lines.toSpliced(at, 0, joined).join('\n')
  },
  function breakLine(text, random) {
    const at = random(text.length + 1)
    return `${text.slice(0, at)}${pick(random, ['\n', '\r\n', '\f', '\u2028'])}${text.slice(at)}`
  },
  function swapTags(text, random) {
    const tags = [...text.matchAll(/<[^<>]{1,200}>/g)]
    if (tags.length < 2) return text
    const [a, b] = [pick(random, tags), pick(random, tags)].sort((one, other) => one.index - other.index)
    if (!a || !b || a.index === b.index) return text
    const between = text.slice(a.index + a[0].length, b.index)
    return text.slice(0, a.index) + b[0] + between + a[0] + text.slice(b.index + b[0].length)
  },
  function changeAttribute(text, random) {
    const values = [...text.matchAll(/="[^"<>]{0,200}"/g)]
    if (values.length === 0) return text
    const { index, 0: value } = pick(random, values)
    const other =
      random(2) === 0
        ? pick(random, values)[0]
        : `="${pick(random, ['', '-1', '0', '4294967296', 'A1:XFD1048576', '__proto__'])}"`
    return text.slice(0, index) + other + text.slice(index + value.length)
  },
]

function mutateText(bytes: Uint8Array, random: Random): Uint8Array {
  let text = Buffer.from(bytes).toString('utf8')
  for (let left = 1 + random(4); left > 0; left--) text = pick(random, TEXT_MUTATIONS)(text, random)
  return Buffer.from(text, 'utf8')
}

function mutateBytes(bytes: Uint8Array, random: Random): Uint8Array {
  return pick(random, BYTE_MUTATIONS)(bytes, random)
}

/** One of a zip's entries changed, and the zip made anew, so that the change gets past the checksums. */
function mutateZip(bytes: Uint8Array, random: Random): Uint8Array {
  const entries = unzipSync(bytes)
  const names = Object.keys(entries).filter((name) => !name.endsWith('/'))
  for (let left = 1 + random(3); left > 0; left--) {
    const name = pick(random, names)
    const entry = entries[name]
    if (entry === undefined) continue
    const how = random(12)
    if (how === 0) delete entries[name]
    else if (how === 1) entries[pick(random, names)] = entry
    else if (how < 4) entries[name] = new Uint8Array(mutateBytes(entry, random))
    else entries[name] = new Uint8Array(mutateText(entry, random))
  }
  return zipSync(entries, { level: 1 })
}

/** One of a PDF's streams changed, filled up to the length that it had where that can be, so that the offsets hold. */
function mutatePdfStream(bytes: Uint8Array, random: Random): Uint8Array {
  const text = Buffer.from(bytes).toString('latin1')
  const streams = [...text.matchAll(/\/FlateDecode[^]{0,400}?stream\r?\n/g)]
  if (streams.length === 0) return mutateBytes(bytes, random)
  const { index, 0: head } = pick(random, streams)
  const start = index + head.length
  const end = text.indexOf('endstream', start)
  let content: Uint8Array
  try {
    content = inflateSync(bytes.subarray(start, end))
  } catch {
    return mutateBytes(bytes, random)
  }
  const isText = content.subarray(0, 200).every((byte) => byte < 128)
  const changed = isText && random(3) > 0 ? latin1Mutation(content, random) : mutateBytes(content, random)
  const packed = deflateSync(changed, { level: 9 })
  const filling = Buffer.alloc(Math.max(0, end - start - packed.length), 0x20)
  return Buffer.concat([bytes.subarray(0, start), packed, filling, bytes.subarray(end)])
}

function latin1Mutation(content: Uint8Array, random: Random): Uint8Array {
  const text = Buffer.from(content).toString('latin1')
  return Buffer.from(pick(random, TEXT_MUTATIONS)(text, random), 'latin1')
}

/** Two documents spliced, as a crawler that writes into the wrong file leaves them. */
export function splice(a: Uint8Array, b: Uint8Array, random: Random): Uint8Array {
  return Buffer.concat([a.subarray(0, random(a.length + 1)), b.subarray(random(b.length + 1))])
}

/** A document changed at random, the same for the same seed: its bytes, or what its container or its streams hold. */
export function mutate(document: Uint8Array, seed: number): Uint8Array {
  const random = randomOf(seed)
  // A Buffer's slice() would be a view of the same bytes
  const bytes = new Uint8Array(document)
  const head = Buffer.from(bytes.subarray(0, 4)).toString('latin1')
  if (random(4) === 0) return mutateBytes(bytes, random)
  if (head.startsWith('PK')) return mutateZip(bytes, random)
  if (head === '%PDF') return mutatePdfStream(bytes, random)
  if (bytes[0] === 0xd0 && bytes[1] === 0xcf) return mutateBytes(bytes, random)
  return mutateText(bytes, random)
}
