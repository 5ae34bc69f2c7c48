import type { Block, Cell, Grid, SourceDocument } from '../src/grid/document.js'

/**
 * A grid from lines of cells between bars: `<` continues the cell to the left, `^` the cell above, an empty cell is blank.
 * Every cell gets the page and a box that tells row and column apart.
 */
export function gridOf(text: string, page = 1): Grid {
  const lines = text.split('\n').filter((line) => line.trim().startsWith('|'))
  const table = lines.map((line) =>
    line
      .trim()
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.replace(/^ /, '').trimEnd()),
  )
  const columnCount = Math.max(...table.map((line) => line.length))
  const cells: Cell[] = []
  const over = (row: number, column: number) =>
    cells.find(
      (cell) =>
        row >= cell.row &&
        row < cell.row + cell.rowSpan &&
        column >= cell.column &&
        column < cell.column + cell.columnSpan,
    )
  table.forEach((line, row) => {
    line.forEach((content, column) => {
      if (content === '<') {
        const left = over(row, column - 1)
        if (left && left.row === row) left.columnSpan = column - left.column + 1
      } else if (content === '^') {
        const above = over(row - 1, column)
        if (above) above.rowSpan = Math.max(above.rowSpan, row - above.row + 1)
      } else if (content.trim() !== '') {
        const place = { sheet: null, cell: null, page, bbox: [column, row, column + 1, row + 1] as const, line: null }
        cells.push({ text: content.replaceAll('\\n', '\n'), row, column, rowSpan: 1, columnSpan: 1, place })
      }
    })
  })
  return { rowCount: table.length, columnCount, cells }
}

/** A document of pages; each page a text of lines and, between bars, grids. */
export function documentOf(...pages: string[]): SourceDocument {
  const sheets = pages.map((text, at) => {
    const page = at + 1
    const blocks: Block[] = []
    let gridLines: string[] = []
    const endGrid = () => {
      if (gridLines.length > 0) blocks.push({ type: 'grid', grid: gridOf(gridLines.join('\n'), page) })
      gridLines = []
    }
    for (const line of text.split('\n')) {
      if (line.trim().startsWith('|')) {
        gridLines.push(line)
        continue
      }
      endGrid()
      const place = { sheet: null, cell: null, page, bbox: null, line: null }
      if (line.trim() !== '') blocks.push({ type: 'line', line: { text: line, place } })
    }
    endGrid()
    return { name: null, page, hidden: false, blocks }
  })
  return { format: 'pdf', sheets }
}
