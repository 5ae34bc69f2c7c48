import { aboveNotes } from './prose.js'
import { isCodedWord, isFigure } from './row-codes.js'
import type { Token, TokenLine } from './tokens.js'

/** The rest of a name begins this many characters before or behind its first line, at most. */
const NAME_DRIFT = 12

/** A word behind a figure, or a code behind one with decimals, begins the next panel: `95.36 | 302 商品和服务支出`. */
function beginsPanel(token: Token, before: Token | undefined, next: Token | undefined): boolean {
  if (!before || !isFigure(before) || isCodedWord(before)) return false
  if (!isFigure(token)) return true
  const isLast = next === undefined && (before.isDash || before.text.includes('.'))
  return isCodedWord(token) && (isLast || (next !== undefined && !isFigure(next)))
}

/** The tokens of a line, cut where a figure ends a panel. */
function runsOf({ tokens }: TokenLine): Token[][] {
  const runs: Token[][] = [[]]
  tokens.forEach((token, at) => {
    if (beginsPanel(token, tokens[at - 1], tokens[at + 1])) runs.push([])
    runs.at(-1)?.push(token)
  })
  return runs
}

/** Where codes and names of one panel begin. */
interface PanelStart {
  code: number
  name: number
}

function startsOf(lines: readonly (readonly Token[][])[], count: number): PanelStart[] | null {
  const whole = lines.filter(
    (runs) => runs.length === count && runs.every(([first, second]) => first && isCodedWord(first) && second),
  )
  if (whole.length === 0) return null
  return Array.from({ length: count }, (_, panel) => {
    const runs = whole.map((own) => own[panel] as Token[])
    return {
      code: Math.min(...runs.map(([first]) => (first as Token).x0)),
      name: Math.min(...runs.map(([, second]) => (second as Token).x0)),
    }
  })
}

const TOTAL = /(?:合计|总计|小计)$/

/** The panel that a run stands in by where it begins, a total by where its figure stands; null where it is none's. */
function panelOf([first, figure]: readonly Token[], starts: readonly PanelStart[]): number | null {
  if (!first) return null
  if (figure && isFigure(figure) && TOTAL.test(first.text)) {
    const panel = starts.findLastIndex(({ name }) => name < figure.x0)
    return panel < 0 ? null : panel
  }
  const distances = starts.map(({ code, name }) => Math.abs(first.x0 - (isCodedWord(first) ? code : name)))
  const least = Math.min(...distances)
  return least <= NAME_DRIFT && distances.filter((distance) => distance === least).length === 1
    ? distances.indexOf(least)
    : null
}

/** Words of one line without figures between them are each in the panel whose names begin nearest. */
function piecesOf(run: readonly Token[]): Token[][] {
  return run.some(isFigure) ? [[...run]] : run.map((token) => [token])
}

/**
 * The lines of each panel of a table that has several side by side, in a text that keeps its columns: 301 工资福利支出 beside
 * 302 商品和服务支出, each with names that wrap.
 *
 * Null where it is not told which panel some words or figures are of.
 */
export function panelsByPlace(printed: readonly TokenLine[], count: number): TokenLine[][] | null {
  const lines = aboveNotes(printed)
  const runs = lines.map(runsOf)
  const starts = startsOf(runs, count)
  if (!starts) return null
  const panels: TokenLine[][] = starts.map(() => [])
  for (const [at, own] of runs.entries()) {
    const line = lines[at] as TokenLine
    const pieces = own.length === count ? own : own.flatMap(piecesOf)
    for (const [index, tokens] of pieces.entries()) {
      const panel = own.length === count ? index : panelOf(tokens, starts)
      if (panel === null) return null
      const last = panels[panel]?.at(-1)
      if (last && last.place === line.place)
        panels[panel]?.splice(-1, 1, { ...last, tokens: [...last.tokens, ...tokens] })
      else panels[panel]?.push({ ...line, tokens, indent: tokens[0]?.x0 ?? 0 })
    }
  }
  panels.at(-1)?.push(...printed.slice(lines.length))
  return panels
}
