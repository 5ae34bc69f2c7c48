import type { Layout } from '../../layouts/layout.js'
import { foldText } from '../../normalise/text.js'
import { isLabelPhrase, type Phrase, readPhrases } from './header-phrases.js'
import { FRONT, mayStandBelow, repeatedTail } from './header-tree.js'
import type { Token, TokenLine } from './tokens.js'

/** A column whose place among the others is known in part. */
export interface LooseColumn {
  /** Header cells from the outermost to the innermost. */
  path: readonly string[]
}

/** The columns of a header, and every order that they may stand in, each as a list of indexes. */
export interface LooseHeader {
  columns: readonly LooseColumn[]
  orders: readonly (readonly number[])[]
}

/** More orders than this say too little. */
const MOST_ORDERS = 400
/** Cells that may be put one behind the other before the search for orders ends. */
const MOST_STEPS = 20_000
/** The widest header that was met drawn out of order has eleven columns. */
const MOST_COLUMNS = 14

/** A tab without a space stands where a writer goes on elsewhere in the page. */
function isStepBack(line: TokenLine, left: Token, right: Token): boolean {
  return line.text.slice(left.x1 - line.indent, right.x0 - line.indent) === '\t'
}

/** Cells that are drawn one after the other. */
interface Run {
  /** Folded, with a bar behind what heads codes or names. */
  text: string
  /** They stand from left to right: not behind a step back, where cells of several rows may follow each other. */
  isInOrder: boolean
}

function runsOf(lines: readonly TokenLine[]): Run[] {
  const runs: Run[] = []
  for (const line of lines) {
    line.tokens.forEach((token, at) => {
      const left = line.tokens[at - 1]
      const last = runs.at(-1)
      const isFirst = left === undefined || isStepBack(line, left, token)
      const text = foldText(token.text) + (token.text.length > 1 && isLabelPhrase(token.text) ? '|' : '')
      if (isFirst || !last) runs.push({ text, isInOrder: left === undefined })
      else last.text += text
    })
  }
  return runs
}

interface Cell {
  phrase: Phrase
  /** Numbers of the runs that it stands in: two or more where it wraps. Of a run without order each cell has its own. */
  runs: number[]
}

/** The cells of a header, each with its runs. Null where some words mean nothing known. */
function cellsOf(lines: readonly TokenLine[]): Cell[] | null {
  const runs = runsOf(lines)
  const { phrases, unexplained } = readPhrases(runs.map(({ text }) => text).join(''))
  if (unexplained.length > 1) return null
  const starts: number[] = []
  let length = 0
  for (const { text } of runs) {
    starts.push(length)
    length += text.length
  }
  const hasColumn = new Set<number>()
  const hasOrder = runs.map(({ isInOrder }) => isInOrder)
  let own = runs.length
  return phrases.map((phrase) => {
    const end = phrase.at + phrase.text.length
    const isIn = (run: number) => (starts[run] as number) < end && (starts[run + 1] ?? length) > phrase.at
    const within = [...runs.keys()].filter(isIn)
    for (const run of within) {
      // 预算单位 behind 财政拨款: a row of cells ends here, and what follows is of the whole header.
      if (phrase.role === 'label' && hasColumn.has(run)) hasOrder[run] = false
      if (phrase.role === 'column') hasColumn.add(run)
    }
    return { phrase, runs: within.map((run) => (hasOrder[run] ? run : own++)) }
  })
}

interface Node {
  cell: Cell
  parent: Node | null
  children: Node[]
}

function sharesRun(left: Cell, right: Cell): boolean {
  return left.runs.some((run) => right.runs.includes(run))
}

/** 2026年预算数, 预算数: over all columns, or a column itself. */
const YEAR_OR_KIND = /(?<![本当])年|(?:预算|决算|执行)数$|^金额$/
/** 一般公共预算支出 over the columns of the table of that name. */
const FUND = /^(?:一般公共预算|政府性基金|国有资本|财政拨款)/

/** Heads of the two sides. */
const SIDE = /^本年(?:收入|支出)$/

function namesTable({ phrase: { text } }: Cell, layout: Layout): boolean {
  return FUND.test(text) && layout.columns.every(({ measure, header }) => measure === 'total' || !header.test(text))
}

/** The column behind a 小计 on its line: of what it is the sum, where that stands below a group. */
function behind(front: Node, nodes: readonly Node[]): Node | undefined {
  const next = nodes[nodes.indexOf(front) + 1]
  return next && sharesRun(front.cell, next.cell) ? next : undefined
}

/** Hangs each cell below the group that it belongs to; null where that is not told. */
function hang(cells: readonly Cell[]): Node[] | null {
  const nodes = cells.map((cell): Node => ({ cell, parent: null, children: [] }))
  const isFront = ({ cell }: Node) => FRONT.test(cell.phrase.text)
  for (const node of nodes) {
    if (isFront(node)) continue
    const above = nodes.filter(
      (other) => mayStandBelow(node.cell.phrase.text, other.cell.phrase.text) && !sharesRun(node.cell, other.cell),
    )
    if (above.length > 1) return null
    node.parent = above[0] ?? null
  }
  for (const node of nodes) if (isFront(node)) node.parent = behind(node, nodes)?.parent ?? null
  for (const node of nodes) node.parent?.children.push(node)
  const fronts = nodes.filter(isFront)
  const isAlone = fronts.every((front) => fronts.every((other) => other === front || other.parent !== front.parent))
  const names = nodes.filter((node) => !isFront(node)).map(({ cell }) => cell.phrase.text)
  return isAlone && new Set(names).size === names.length ? nodes : null
}

function ancestors(node: Node): Node[] {
  return node.parent === null ? [node] : [...ancestors(node.parent), node]
}

/** For cells of one run the nodes of one group, or of the whole header, that hold them. */
function siblings(left: Node, right: Node): [Node, Node] | null {
  const [ofLeft, ofRight] = [ancestors(left), ancestors(right)]
  const at = ofLeft.findIndex((node, index) => node !== ofRight[index])
  const [one, other] = [ofLeft[at], ofRight[at]]
  return one && other ? [one, other] : null
}

/** By node, those of its group that stand before it. */
function precedences(nodes: readonly Node[]): Map<Node, Set<Node>> {
  const before = new Map(nodes.map((node) => [node, new Set<Node>()]))
  nodes.forEach((right, at) => {
    for (const left of nodes.slice(0, at)) {
      if (!left.cell.runs.some((run) => right.cell.runs.includes(run))) continue
      const pair = siblings(left, right)
      if (pair) before.get(pair[1])?.add(pair[0])
    }
    const front = right.parent?.children.find(({ cell }) => FRONT.test(cell.phrase.text))
    if (front && front !== right) before.get(right)?.add(front)
  })
  return before
}

/** All orders of the leaves below some nodes; null where they are too many, or the search ends before. */
function ordersOf(
  nodes: readonly Node[],
  before: ReadonlyMap<Node, ReadonlySet<Node>>,
  steps = { left: MOST_STEPS },
): Node[][] | null {
  const found: Node[][] = []
  const place = (left: readonly Node[], placed: readonly Node[]): boolean => {
    steps.left -= 1
    if (steps.left < 0) return false
    if (left.length === 0) return found.push([...placed]) <= MOST_ORDERS
    return left
      .filter((node) => left.every((other) => !before.get(node)?.has(other)))
      .every((node) => {
        const own = node.children.length === 0 ? [[node]] : ordersOf(node.children, before, steps)
        const rest = left.filter((other) => other !== node)
        return own?.every((leaves) => place(rest, [...placed, ...leaves])) ?? false
      })
  }
  return place(nodes, []) ? found : null
}

function looseHeader(cells: readonly Cell[]): LooseHeader | null {
  const nodes = hang(cells)
  if (!nodes) return null
  const leaves = nodes.filter(({ children }) => children.length === 0)
  if (leaves.length === 0 || leaves.length > MOST_COLUMNS) return null
  const roots = nodes.filter(({ parent }) => parent === null)
  const orders = ordersOf(roots, precedences(nodes))
  if (!orders || orders.length === 0) return null
  const columns = leaves.map((leaf) => ({ path: ancestors(leaf).map(({ cell }) => cell.phrase.text) }))
  return { columns, orders: orders.map((order) => order.map((leaf) => leaves.indexOf(leaf))) }
}

/** 合计 in a run of its own beside the 合计 of the header: the label of a row, drawn apart from its figures. */
function namesRow(cell: Cell, cells: readonly Cell[]): boolean {
  const isAlone = (one: Cell) => cells.every((other) => other === one || !sharesRun(one, other))
  const { text } = cell.phrase
  return FRONT.test(text) && isAlone(cell) && cells.some((other) => other.phrase.text === text && !isAlone(other))
}

/** The same where the last row prints one block of cells below each column: 一般公共预算 and 政府性基金预算 of every item. */
function looseBlocks(cells: readonly Cell[]): LooseHeader | null {
  const tail = repeatedTail(cells.map(({ phrase }) => phrase.text))
  if (!tail) return looseHeader(cells)
  const { size, times } = tail
  const above = looseHeader(cells.slice(0, -size * times))
  if (above?.columns.length !== times) return null
  const block = cells.slice(-size).map(({ phrase }) => phrase.text)
  return {
    columns: above.columns.flatMap(({ path }) => block.map((text) => ({ path: [...path, text] }))),
    orders: above.orders.map((order) => order.flatMap((column) => block.map((_, at) => column * size + at))),
  }
}

function columnCells(lines: readonly TokenLine[], layout: Layout): Cell[] | null {
  const cells = cellsOf(lines)
  const printed = cells?.filter(({ phrase }) => phrase.role === 'column')
  const names = printed?.filter((cell) => namesTable(cell, layout)) ?? []
  const columns = names.length > 1 ? printed : printed?.filter((cell) => !names.includes(cell))
  return columns?.filter((cell) => !namesRow(cell, columns)) ?? null
}

/**
 * The columns of a header whose cells are drawn in another order than they stand in: cells that one line prints stand from
 * left to right, a total before its parts, and the columns of a group beside each other.
 *
 * Absent values: null where this leaves too much open.
 */
export function readLooseHeader(lines: readonly TokenLine[], layout: Layout): LooseHeader | null {
  const cells = columnCells(lines, layout)
  const over = cells?.filter(({ phrase }) => YEAR_OR_KIND.test(phrase.text) && !/经费/.test(phrase.text)) ?? []
  if (!cells || over.length > 1) return null
  const others = cells.filter((cell) => !over.includes(cell))
  const found = looseBlocks(others.length === 0 ? cells : others)
  const [kind] = others.length === 0 ? [] : over
  if (!found || !kind) return found
  return { ...found, columns: found.columns.map(({ path }) => ({ path: [kind.phrase.text, ...path] })) }
}

/** The same of a table of two sides: the one column of revenue, and those of expenditure. */
export function readLooseSides(
  lines: readonly TokenLine[],
  layout: Layout,
): { revenue: LooseColumn; expenditure: LooseHeader } | null {
  const cells = columnCells(lines, layout)
  if (!cells) return null
  const kinds = cells.filter(({ phrase }) => YEAR_OR_KIND.test(phrase.text))
  const others = cells.filter((cell) => !kinds.includes(cell) && !SIDE.test(cell.phrase.text))
  const [kind] = kinds
  if (!kind || kinds.length > 2 || kinds.some(({ phrase }) => phrase.text !== kind.phrase.text)) return null
  const expenditure = others.length === 0 ? null : looseHeader(others)
  return expenditure && { revenue: { path: [kind.phrase.text] }, expenditure }
}
