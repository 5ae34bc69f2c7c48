import { page, table } from './html-page.js'

/** How long one input took, from its worker's start on it to its end. */
export interface Timing {
  document: string
  milliseconds: number
}

const SHOWN = 100

function slowest(timings: readonly Timing[]): Timing[] {
  return [...timings].sort((a, b) => b.milliseconds - a.milliseconds || (a.document < b.document ? -1 : 1))
}

/** The slowest files first. These files differ from run to run; nothing else does. */
export function timingsJson(timings: readonly Timing[]): string {
  return `${JSON.stringify(slowest(timings), null, 2)}\n`
}

export function timingsHtml(timings: readonly Timing[]): string {
  const rows = slowest(timings)
    .slice(0, SHOWN)
    .map(({ document, milliseconds }) => [document, milliseconds])
  return page('Slowest files', table(['file', 'milliseconds'], rows))
}
