import { type Box, nearestIndex, type Rule, type Rules, snapPositions } from './geometry.js'

/** A cell that rules enclose, by row and column of its table, from 0. */
export interface RuledCell extends Box {
  row: number
  column: number
  rowSpan: number
  columnSpan: number
}

/** The lines of a table and the cells between them. A table of n rows has n + 1 lines. */
export interface RuledTable {
  xs: readonly number[]
  ys: readonly number[]
  cells: readonly RuledCell[]
  /** Index in `cells` of the cell at each row and column. */
  cellAt: readonly (readonly number[])[]
}

/** No row or column is narrower than this; lines closer together are a double line. */
const NARROWEST = 3.4
/** A rule that covers this share of a cell's side parts it from its neighbour. */
const COVERED = 0.6
/** Rules that reach beyond the outermost crossing rule by this much have an open side there. */
const OPEN_SIDE = 6

/**
 * The cells that a table's rules enclose; cells with no rule between them are one, with its span.
 *
 * A missing outer border is set where the crossing rules end. Where what is open is no rectangle, it is cut into rows.
 */
export function rulesToCells(rules: Rules): RuledTable {
  const xs = linePositions(rules.columns, rules.rows)
  const ys = linePositions(rules.rows, rules.columns)
  const columnWalls = wallsBetween(rules.columns, xs, ys)
  const rowWalls = wallsBetween(rules.rows, ys, xs)
  const rowCount = Math.max(0, ys.length - 1)
  const columnCount = Math.max(0, xs.length - 1)
  const cellAt: number[][] = Array.from({ length: rowCount }, () => new Array<number>(columnCount).fill(-1))
  const cells: RuledCell[] = []
  for (let row = 0; row < rowCount; row++) {
    for (let column = 0; column < columnCount; column++) {
      if (cellAt[row]?.[column] !== -1) continue
      const span = openSpan({ row, column }, { columnWalls, rowWalls, cellAt })
      for (let r = row; r < row + span.rows; r++) cellAt[r]?.fill(cells.length, column, column + span.columns)
      cells.push({
        row,
        column,
        rowSpan: span.rows,
        columnSpan: span.columns,
        x0: xs[column] as number,
        x1: xs[column + span.columns] as number,
        y0: ys[row] as number,
        y1: ys[row + span.rows] as number,
      })
    }
  }
  return { xs, ys, cells, cellAt }
}

function linePositions(rules: readonly Rule[], crossing: readonly Rule[]): number[] {
  const positions = snapPositions(
    rules.map((rule) => rule.at),
    NARROWEST,
  )
  if (crossing.length === 0) return positions
  const start = Math.min(...crossing.map((rule) => rule.from))
  const end = Math.max(...crossing.map((rule) => rule.to))
  if (positions[0] === undefined || positions[0] - start > OPEN_SIDE) positions.unshift(start)
  if (end - (positions.at(-1) as number) > OPEN_SIDE) positions.push(end)
  return positions
}

/** `walls[i][k]`: line k is drawn along interval i of the crossing positions. */
function wallsBetween(rules: readonly Rule[], lines: readonly number[], crossing: readonly number[]): boolean[][] {
  const covered = Array.from({ length: Math.max(0, crossing.length - 1) }, () =>
    new Array<number>(lines.length).fill(0),
  )
  for (const rule of rules) {
    const line = nearestIndex(lines, rule.at)
    covered.forEach((row, i) => {
      const overlap = Math.min(rule.to, crossing[i + 1] as number) - Math.max(rule.from, crossing[i] as number)
      if (overlap > 0) row[line] = (row[line] as number) + overlap
    })
  }
  return covered.map((row, i) =>
    row.map((length) => length >= COVERED * ((crossing[i + 1] as number) - (crossing[i] as number))),
  )
}

interface Walls {
  columnWalls: readonly (readonly boolean[])[]
  rowWalls: readonly (readonly boolean[])[]
  cellAt: readonly (readonly number[])[]
}

/** The rectangle that is open from a free cell rightwards and down; as wide as its first row. */
function openSpan(start: { row: number; column: number }, { columnWalls, rowWalls, cellAt }: Walls) {
  const { row, column } = start
  const width = columnWalls[row]?.length ?? 0
  let end = column + 1
  while (end < width - 1 && !columnWalls[row]?.[end] && cellAt[row]?.[end] === -1) end++
  let bottom = row + 1
  while (bottom < cellAt.length && isOpenBelow(bottom)) bottom++
  return { rows: bottom - row, columns: end - column }

  function isOpenBelow(below: number): boolean {
    for (let c = column; c < end; c++) {
      if (rowWalls[c]?.[below] || cellAt[below]?.[c] !== -1) return false
      if (c > column && columnWalls[below]?.[c]) return false
    }
    return true
  }
}

/** The interval of ascending lines that a position lies in; -1 outside. */
export function intervalOf(lines: readonly number[], position: number): number {
  for (let i = 0; i + 1 < lines.length; i++) {
    if (position >= (lines[i] as number) && position < (lines[i + 1] as number)) return i
  }
  return -1
}
