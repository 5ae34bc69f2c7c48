import type { MeasureId } from '../../src/schema/vocabulary.js'
import type { Random } from './random.js'
import type { Stream } from './streams.js'

/** Rows of 4-9: a part of the projects' money, by source, for goods, services and works. */
export function drawProcurement(
  random: Random,
  streams: readonly Stream[],
  measureOf: (stream: Stream) => MeasureId,
): { label: string; fen: Partial<Record<MeasureId, number>> }[] {
  const rows = ['合计', '货物类', '服务类', '工程类'].map((label) => ({
    label,
    fen: {} as Partial<Record<MeasureId, number>>,
  }))
  if (random.chance(0.4)) return rows
  const bought = streams.filter(({ purpose, fen }) => purpose === 'project' && fen > 1_000_000 && random.chance(0.6))
  for (const stream of bought) {
    const fen = random.chance(0.3) ? stream.fen : Math.round(stream.fen * random.next() * 0.0001) * 10_000
    if (fen === 0) continue
    for (const row of [rows[0], rows[random.int(1, 3)]]) {
      if (!row) continue
      for (const measure of ['total', measureOf(stream)] as const) row.fen[measure] = (row.fen[measure] ?? 0) + fen
    }
  }
  return rows
}
