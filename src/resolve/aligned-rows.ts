import type { Placement, Placements, RowDomains } from './row-placements.js'
import type { AccountRow, ScaledAccounts } from './scaled-accounts.js'

/** Figures of one column end within so many characters of the next one, and of all others in it. */
const NEXT = 1
const WIDEST = 3

/** How far each amount ends from the first of its row. */
function distances({ source }: AccountRow): number[] {
  const [first = 0, ...others] = source.ends?.at ?? []
  return others.map((end) => end - first)
}

/** The number of the cluster that each distance belongs to: columns of one page stand at one distance each. */
function clustersOf(all: readonly number[]): ReadonlyMap<number, number> {
  const clusters = new Map<number, number>()
  let cluster = 0
  let from = Number.NEGATIVE_INFINITY
  let last = Number.NEGATIVE_INFINITY
  for (const distance of [...new Set(all)].sort((a, b) => a - b)) {
    if (distance - last > NEXT || distance - from > WIDEST) {
      cluster += 1
      from = distance
    }
    last = distance
    clusters.set(distance, cluster)
  }
  return clusters
}

function groupsBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Item[][] {
  const groups = new Map<string, Item[]>()
  for (const item of items) {
    const group = groups.get(keyOf(item))
    if (group) group.push(item)
    else groups.set(keyOf(item), [item])
  }
  return [...groups.values()]
}

/** The placements that all of some rows have. */
function common(domains: readonly (readonly Placement[])[]): readonly Placement[] {
  const [first = [], ...others] = domains
  const keys = others.map((placements) => new Set(placements.map((placement) => placement.join())))
  return first.filter((placement) => keys.every((own) => own.has(placement.join())))
}

/**
 * The open rows of a table whose columns may stand in several orders, with one list of placements for those that fill them
 * all: the order is the same in each.
 */
export function joinFull(accounts: ScaledAccounts, domains: ReadonlyMap<number, Placements>): RowDomains {
  const rows = [...domains].flatMap(([number, placements]) => {
    const { columns, values } = accounts.rows[number] as AccountRow
    return placements && columns.orders.length > 0 && values.length === columns.columns.length
      ? [{ number, placements }]
      : []
  })
  const placements = common(rows.map((row) => row.placements))
  const joined = new Map(domains)
  if (rows.length > 1 && placements.length > 0) for (const { number } of rows) joined.set(number, placements)
  return joined
}

/**
 * The open rows of a table with one list of placements for those whose amounts stand at the same places of one page: in a
 * text that keeps its columns, these are in the same columns.
 *
 * Null where no rows do.
 */
export function joinAligned(accounts: ScaledAccounts, domains: ReadonlyMap<number, Placements>): RowDomains | null {
  const rows = [...domains].flatMap(([number, placements]) => {
    const row = accounts.rows[number]
    return placements && row?.source.ends && row.source.ends.at.length > 1 ? [{ number, placements, row }] : []
  })
  const joined = new Map(domains)
  let isJoined = false
  for (const own of groupsBy(rows, ({ row }) => `${row.source.ends?.page}`)) {
    const clusters = clustersOf(own.flatMap(({ row }) => distances(row)))
    const alike = groupsBy(own, ({ row }) =>
      [...row.columns.columns, ...distances(row).map((distance) => clusters.get(distance))].join(),
    )
    for (const group of alike) {
      const placements = common(group.map((member) => member.placements))
      if (group.length < 2 || placements.length === 0) continue
      for (const { number } of group) joined.set(number, placements)
      isJoined = true
    }
  }
  return isJoined ? joined : null
}
