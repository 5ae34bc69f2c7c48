import { economicItems, FUND_ITEMS, OWN_ITEMS } from './code-names.js'
import type { Random } from './random.js'

/** Where money comes from; the last three are left from last year. */
export const SOURCES = [
  'generalPublicBudget',
  'governmentFund',
  'stateCapital',
  'institutionalNonEducation',
  'institutionalEducation',
  'businessOperations',
  'other',
  'fundOffset',
  'carriedPublicBudget',
  'carriedFund',
  'carriedUnit',
] as const
export type Source = (typeof SOURCES)[number]

/** Money of one source for one purpose under one 项. */
export interface Stream {
  code: string
  source: Source
  purpose: 'personnel' | 'operating' | 'project'
  /** In fen, 1/100 元. */
  fen: number
}

/** Money of the basic expenditure by 经济分类. */
export interface EconomicStream {
  code: string
  purpose: 'personnel' | 'operating'
  fen: number
}

const WAN = 1_000_000

/** An amount of money: to the fen, to a hundred 元, or in round 万元, as they occur. */
export function money(random: Random, exact: boolean): number {
  const size = random.pick([0.4, 3, 20, 60, 300, 2000])
  const kind = random.next()
  if (kind < 0.25) return random.pick([1, 2, 3, 5, 8, 10, 20, 30, 50, 100]) * WAN
  if (kind < 0.55 || exact) return Math.max(1, Math.round(random.next() * size * 100)) * 10_000
  return Math.max(1, Math.round(random.next() * size * WAN))
}

const MANAGING = /(?:01|50)$/

function ownItems(random: Random): string[] {
  const groups = [...OWN_ITEMS.keys()]
  const first = random.pick(groups)
  const own = random.some(
    groups.filter((group) => group.startsWith(first.slice(0, 3))),
    random.int(0, 2),
  )
  const others = random.chance(0.35) ? [random.pick(groups)] : []
  return [...new Set([first, ...own, ...others])].flatMap((group) =>
    random.some(OWN_ITEMS.get(group) ?? [], random.int(1, 5)),
  )
}

function publicBudget(random: Random, exact: boolean): Stream[] {
  const source = 'generalPublicBudget'
  const streams: Stream[] = []
  const add = (code: string, purpose: Stream['purpose']) =>
    streams.push({ code, source, purpose, fen: money(random, exact) })
  for (const code of ownItems(random)) {
    const isManaging = MANAGING.test(code)
    if (isManaging || random.chance(0.15)) {
      add(code, 'personnel')
      if (random.chance(0.8)) add(code, 'operating')
    }
    if (!isManaging || random.chance(0.1)) add(code, 'project')
  }
  const staff = ['2080505', '2080506', random.pick(['2101101', '2101102']), '2210201']
  const more = random.some(['2080501', '2080599', '2080801', '2101103', '2101199', '2210203'], random.int(0, 3))
  for (const code of [...staff, ...more]) {
    add(code, 'personnel')
    if (code.endsWith('01') && random.chance(0.2)) add(code, 'operating')
    if (random.chance(0.05)) add(code, 'project')
  }
  if (!streams.some(({ purpose }) => purpose === 'operating')) add(streams[0]?.code ?? '2080505', 'operating')
  return streams
}

function funds(random: Random, exact: boolean): Stream[] {
  if (!random.chance(0.35)) return []
  const items = random.some(FUND_ITEMS.flat(), random.int(1, 4))
  return items.flatMap((code): Stream[] => {
    const purpose = random.chance(0.08) ? 'operating' : 'project'
    const current: Stream = { code, source: 'governmentFund', purpose, fen: money(random, exact) }
    if (!random.chance(0.2)) return [current]
    const carried: Stream = { code, source: 'carriedFund', purpose: 'project', fen: money(random, exact) }
    return random.chance(0.3) ? [carried] : [current, carried]
  })
}

/** Money that is not appropriated by the treasury. */
function unitFunds(random: Random, exact: boolean, codes: readonly string[]): Stream[] {
  if (!random.chance(0.5)) return []
  const sources = random.some<Source>(
    [
      'institutionalNonEducation',
      'institutionalEducation',
      'businessOperations',
      'other',
      'other',
      'fundOffset',
      'carriedUnit',
    ],
    random.int(1, 3),
  )
  return sources.flatMap((source) =>
    random.some(codes, random.int(1, 3)).map((code): Stream => {
      const purpose = random.pick(['project', 'project', 'personnel', 'operating'] as const)
      return { code, source, purpose, fen: money(random, exact) }
    }),
  )
}

/** All the money of a department, by 项, source and purpose. */
export function drawStreams(random: Random, exact: boolean): Stream[] {
  const own = publicBudget(random, exact)
  const codes = [...new Set(own.map(({ code }) => code))]
  const streams = [...own, ...funds(random, exact), ...unitFunds(random, exact, codes)]
  if (random.chance(0.05)) {
    streams.push({ code: '2230105', source: 'stateCapital', purpose: 'project', fen: money(random, exact) })
  }
  if (random.chance(0.25)) {
    for (const code of random.some(codes, random.int(1, 3)))
      streams.push({ code, source: 'carriedPublicBudget', purpose: 'project', fen: money(random, exact) })
  }
  if (random.chance(0.05)) takeBack(random, streams)
  return streams
}

/** A project that gives money back: a negative amount. */
function takeBack(random: Random, streams: Stream[]): void {
  const projects = streams.filter(({ source, purpose }) => source === 'generalPublicBudget' && purpose === 'project')
  const given = projects.length < 2 ? undefined : random.pick(projects)
  if (given) given.fen = -Math.min(given.fen, 3 * WAN)
}

const PERSONNEL = ['301', '303']
const OPERATING = ['302', '310']

/** Cuts a sum into as many parts as there are codes, each above nothing where it can be. */
function cut(random: Random, fen: number, codes: readonly string[], exact: boolean): [string, number][] {
  const unit = exact || random.chance(0.3) ? 10_000 : 1
  let left = fen
  return codes.map((code, at) => {
    const isLast = at === codes.length - 1
    const part = isLast ? left : Math.round((left * random.next() * 0.6) / unit) * unit
    left -= part
    return [code, part]
  })
}

/** Basic expenditure of the general public budget by economic item; the sums are those of the streams. */
export function drawEconomic(random: Random, streams: readonly Stream[], exact: boolean): EconomicStream[] {
  return (['personnel', 'operating'] as const).flatMap((purpose) => {
    const fen = streams
      .filter((stream) => stream.source === 'generalPublicBudget' && stream.purpose === purpose)
      .reduce((sum, stream) => sum + stream.fen, 0)
    const parents = purpose === 'personnel' ? PERSONNEL : OPERATING
    const used = random.chance(0.6) ? parents : parents.slice(0, 1)
    const codes = used.flatMap((parent) => random.some(economicItems(parent), random.int(2, 9)))
    if (purpose === 'personnel' && random.chance(0.2)) codes.push('30299')
    return cut(random, fen, codes, exact)
      .filter(([, part]) => part !== 0)
      .map(([code, part]) => ({ code, purpose, fen: part }))
  })
}
