import type { Box, Rule, Rules } from './geometry.js'

/** Rules this close across are one line. */
const SAME_LINE = 1.2
/** Pieces of one line this far apart are joined: dashes, and the squares that Word leaves at corners. */
const PIECE_GAP = 2.6
/** A rule ends this far from another that it meets. */
const TOUCH = 2.6
/** Shorter than this after joining, a rule is a mark in the text. */
const SHORTEST = 5

/** Rules with their pieces joined: near-equal positions are snapped, collinear pieces merged, what stays short is gone. */
export function joinRules(rules: Rules): Rules {
  return { rows: joinCollinear(rules.rows), columns: joinCollinear(rules.columns) }
}

function joinCollinear(rules: readonly Rule[]): Rule[] {
  // A matrix of absurd numbers draws lines that are nowhere
  const placed = rules.filter(({ at, from, to }) => [at, from, to].every(Number.isFinite))
  const sorted = placed.sort((a, b) => a.at - b.at)
  const joined: Rule[] = []
  for (let start = 0; start < sorted.length; ) {
    const first = (sorted[start] as Rule).at
    let end = start
    while (end < sorted.length && (sorted[end] as Rule).at - first <= SAME_LINE) end++
    joined.push(...mergePieces(sorted.slice(start, end)))
    start = end
  }
  return joined.filter((rule) => rule.to - rule.from >= SHORTEST)
}

function mergePieces(pieces: Rule[]): Rule[] {
  pieces.sort((a, b) => a.from - b.from)
  const merged: Rule[] = []
  let open: Rule | null = null
  for (const piece of pieces) {
    if (open && piece.from - open.to <= PIECE_GAP) {
      open.to = Math.max(open.to, piece.to)
    } else {
      open = { ...piece }
      merged.push(open)
    }
  }
  return merged
}

/**
 * Groups of rules that touch one another, each with the box around it: a table's rules, from top to bottom. Groups whose
 * boxes overlap are one (a frame drawn apart from the lines within it). Lone lines come as groups of one.
 */
export function connectRules(rules: Rules): { rules: Rules; box: Box }[] {
  const all = [...rules.rows, ...rules.columns]
  const parents = all.map((_, i) => i)
  const root = (i: number): number => {
    let at = i
    while (parents[at] !== at) {
      parents[at] = parents[parents[at] as number] as number
      at = parents[at] as number
    }
    return at
  }
  const columns = rules.columns
    .map((rule, i) => ({ rule, id: rules.rows.length + i }))
    .sort((a, b) => a.rule.at - b.rule.at)
  rules.rows.forEach((row, rowId) => {
    for (let i = firstAtOrAfter(columns, row.from - TOUCH); i < columns.length; i++) {
      const { rule, id } = columns[i] as (typeof columns)[number]
      if (rule.at > row.to + TOUCH) break
      if (rule.from - TOUCH <= row.at && row.at <= rule.to + TOUCH) parents[root(rowId)] = root(id)
    }
  })
  const groups = new Map<number, { rules: Rules; box: Box }>()
  all.forEach((rule, i) => {
    const isRow = i < rules.rows.length
    const box = isRow
      ? { x0: rule.from, x1: rule.to, y0: rule.at, y1: rule.at }
      : { x0: rule.at, x1: rule.at, y0: rule.from, y1: rule.to }
    const one = { rules: { rows: isRow ? [rule] : [], columns: isRow ? [] : [rule] }, box }
    const group = groups.get(root(i))
    groups.set(root(i), group ? union(group, one) : one)
  })
  const connected = mergeParallel([...groups.values()])
  return mergeOverlapping(connected).sort((a, b) => a.box.y0 - b.box.y0)
}

function firstAtOrAfter(sorted: readonly { rule: Rule }[], at: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle] as { rule: Rule }).rule.at < at) low = middle + 1
    else high = middle
  }
  return low
}

type Group = { rules: Rules; box: Box }

function union(a: Group, b: Group): Group {
  a.rules.rows.push(...b.rules.rows)
  a.rules.columns.push(...b.rules.columns)
  return {
    rules: a.rules,
    box: {
      x0: Math.min(a.box.x0, b.box.x0),
      y0: Math.min(a.box.y0, b.box.y0),
      x1: Math.max(a.box.x1, b.box.x1),
      y1: Math.max(a.box.y1, b.box.y1),
    },
  }
}

/** Parallel lines end at the same places up to this. */
const SAME_END = 4
/** Lines of one table stand no farther apart than this: a wide column of text, a row of many lines. */
const FARTHEST = { columns: 260, rows: 90 }

/**
 * Joins what no crossing rule connects: columns without a rule above and below (a row that goes on over the page), and rows
 * without rules at their sides. Such lines begin and end alike, or where a table beside them does.
 */
function mergeParallel(groups: readonly Group[]): Group[] {
  const merged: Group[] = groups.filter(isTable)
  const columns = groups.filter(({ rules }) => rules.rows.length === 0).sort((a, b) => a.box.x0 - b.box.x0)
  // To a table first, from both of its sides outwards: what is too far from it may be near a line that it takes in.
  const alone = new Set(columns)
  for (const group of [...columns, ...columns.toReversed()]) {
    if (alone.has(group) && joinBeside(merged.filter(isTable), group, 'columns')) alone.delete(group)
  }
  for (const group of alone) mergeBeside(merged, group, 'columns')
  const rows = groups.filter(({ rules }) => rules.columns.length === 0).sort((a, b) => a.box.y0 - b.box.y0)
  for (const group of rows) mergeBeside(merged, group, 'rows')
  return merged
}

function isTable({ rules }: Group): boolean {
  return rules.rows.length > 0 && rules.columns.length > 0
}

function mergeBeside(merged: Group[], group: Group, kind: 'rows' | 'columns'): void {
  if (!joinBeside(merged, group, kind)) merged.push(group)
}

/** True where the lines go on with one of the groups, and are taken into it. */
function joinBeside(groups: readonly Group[], group: Group, kind: 'rows' | 'columns'): boolean {
  const host = groups.find((other) => {
    const { box } = other
    if (isTable(other) && kind === 'rows') return false
    const [start, end] = kind === 'columns' ? (['y0', 'y1'] as const) : (['x0', 'x1'] as const)
    const [near, far] = kind === 'columns' ? (['x0', 'x1'] as const) : (['y0', 'y1'] as const)
    const distance = Math.max(box[near] - group.box[far], group.box[near] - box[far])
    const isWithin = group.box[start] > box[start] - SAME_END && group.box[end] < box[end] + SAME_END
    const isAlike = Math.abs(group.box[start] - box[start]) < SAME_END && Math.abs(group.box[end] - box[end]) < SAME_END
    return distance < FARTHEST[kind] && (isTable(other) ? isWithin : isAlike)
  })
  if (host) Object.assign(host, union(host, group))
  return host !== undefined
}

/** Largest first, so that what lies in a table is taken into it. */
function mergeOverlapping(groups: Group[]): Group[] {
  const area = ({ box }: Group): number => (box.x1 - box.x0) * (box.y1 - box.y0)
  const merged: Group[] = []
  for (const group of groups.sort((a, b) => area(b) - area(a))) {
    const host = merged.findIndex((other) => overlaps(other.box, group.box))
    if (host < 0) merged.push(group)
    else merged[host] = union(merged[host] as Group, group)
  }
  return merged
}

function overlaps(a: Box, b: Box): boolean {
  return a.x0 < b.x1 + 1 && b.x0 < a.x1 + 1 && a.y0 < b.y1 - 1 && b.y0 < a.y1 - 1
}
