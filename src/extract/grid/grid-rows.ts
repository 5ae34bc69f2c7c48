import type { Cell, Grid } from '../../grid/document.js'

interface NumberedGrid extends Grid {
  /** For each column its number in the grid as it was read. */
  columnNumbers: readonly number[]
}

/** A sheet without the columns in which no text begins: they only space what stands beside them. */
function withoutEmptyColumns(grid: Grid): NumberedGrid {
  const isFilled = new Array<boolean>(grid.columnCount).fill(false)
  for (const cell of grid.cells) if (cell.text.trim() !== '') isFilled[cell.column] = true
  if (grid.columnEdges !== undefined || !isFilled.includes(false))
    return { ...grid, columnNumbers: Array.from({ length: grid.columnCount }, (_, column) => column) }
  const moved = [0]
  for (const filled of isFilled) moved.push((moved.at(-1) as number) + (filled ? 1 : 0))
  const cells = grid.cells.flatMap((cell): Cell[] => {
    const column = moved[cell.column] as number
    const end = moved[Math.min(cell.column + cell.columnSpan, grid.columnCount)] as number
    return end === column ? [] : [{ ...cell, column, columnSpan: end - column }]
  })
  const columnNumbers = isFilled.flatMap((filled, column) => (filled ? [column] : []))
  return { ...grid, columnCount: moved.at(-1) as number, cells, columnNumbers }
}

/** A grid without empty columns by rows, and by which cell covers a position: merged cells cover several. */
export class GridRows {
  readonly rowCount: number
  readonly columnCount: number
  readonly columnEdges: readonly number[] | null
  readonly columnNumbers: readonly number[]
  private readonly blankSpans: NonNullable<Grid['blankSpans']>
  private readonly rows: Cell[][]
  private readonly covering: (Cell | undefined)[][]

  constructor(printed: Grid) {
    const { columnNumbers, ...grid } = withoutEmptyColumns(printed)
    this.columnNumbers = columnNumbers
    this.rowCount = grid.rowCount
    this.columnCount = grid.columnCount
    this.columnEdges = grid.columnEdges ?? null
    this.blankSpans = grid.blankSpans ?? []
    this.rows = Array.from({ length: grid.rowCount }, () => [])
    this.covering = Array.from({ length: grid.rowCount }, () => [])
    for (const cell of grid.cells) {
      this.rows[cell.row]?.push(cell)
      const lastRow = Math.min(cell.row + cell.rowSpan, this.rowCount)
      const lastColumn = Math.min(cell.column + cell.columnSpan, this.columnCount)
      for (let row = cell.row; row < lastRow; row += 1) {
        const covered = this.covering[row] as (Cell | undefined)[]
        for (let column = cell.column; column < lastColumn; column += 1) covered[column] ??= cell
      }
    }
    for (const row of this.rows) row.sort((a, b) => a.column - b.column)
  }

  /** Cells whose top is in this row, from left to right. */
  cellsAt(row: number): readonly Cell[] {
    return this.rows[row] ?? []
  }

  /** Where the merged cell without text begins that covers this position; null where there is none. */
  blankSpanOver(row: number, column: number): number | null {
    const span = this.blankSpans.find(
      (blank) => blank.column === column && blank.row <= row && row < blank.row + blank.rowSpan,
    )
    return span?.row ?? null
  }

  /** The cell over this position, wherever it begins. */
  cellOver(row: number, column: number): Cell | undefined {
    return this.covering[row]?.[column]
  }
}
