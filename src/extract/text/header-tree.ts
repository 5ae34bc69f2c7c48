import type { Phrase } from './header-phrases.js'

/** A header cell with the cells below it. */
export interface HeaderNode {
  text: string
  /** Of its phrase. */
  at: number
  children: readonly HeaderNode[]
}

interface OpenNode {
  text: string
  at: number
  children: OpenNode[]
}

const TOTAL = /^(?:合计|小计|总计)$/
const YEAR_OR_KIND = /20\d\d年|(?:预算数|决算数|执行数)$/

/** Which header cells stand below which, where a form prints the two in rows of their own. */
const PARENTS: readonly { child: RegExp; parent: RegExp }[] = [
  { child: /^(?:人员|(?:日常)?公用)(?:经费|支出)$/, parent: /基本支出(?:预算数|预算)?$/ },
  { child: /^(?:非)?教育收费/, parent: /^事业(?:预算)?收入/ },
  { child: /^(?:公务用车)?(?:购置|运行(?:维护)?)(?:经费|费)$/, parent: /购置[及和]/ },
  { child: /^(?:一般公共预算|政府性基金|国有资本)/, parent: /^财政拨款(?:收入)?(?:预算)?$/ },
  { child: /^(?:项目支出总数|扣除.*)$/, parent: /^项目支出$/ },
  { child: /^其中:20\d\d年政府采购项目/, parent: /^20\d\d年政府采购项目$/ },
  { child: /^(?:基本支出|项目支出)$/, parent: /^本年支出$/ },
]

function parentRule(text: string) {
  return PARENTS.find(({ child }) => child.test(text))
}

/**
 * Phrases with the first where it belongs: a writer that puts upper rows before the rest prints a group before the names of
 * the rows, and its children, which only it has, where they stand.
 */
export function withGroupInPlace(phrases: readonly Phrase[]): readonly Phrase[] {
  const [group, ...others] = phrases
  const isLabelled = others[0]?.role === 'label'
  const first = others.findIndex(({ text }) => group && parentRule(text)?.parent.test(group.text))
  if (!group || group.role !== 'column' || !isLabelled || first < 0) return phrases
  const start = TOTAL.test(others[first - 1]?.text ?? '') ? first - 1 : first
  return [...others.slice(0, start), group, ...others.slice(start)]
}

/** The children that begin at `start`: a run of cells of one parent, 小计 in front of them included. */
interface Run {
  start: number
  end: number
  parent: RegExp
}

function runFrom(nodes: readonly OpenNode[], start: number): Run | null {
  const first = nodes[start] as OpenNode
  let end = start + (TOTAL.test(first.text) ? 1 : 0)
  const rule = nodes[end] && parentRule((nodes[end] as OpenNode).text)
  if (!rule) return null
  while (nodes[end] && rule.child.test((nodes[end] as OpenNode).text) && (nodes[end] as OpenNode).children.length === 0)
    end += 1
  return { start, end, parent: rule.parent }
}

/** Hangs runs of children below the first parent before them that has none. Null where it cannot be told. */
function hangRuns(nodes: readonly OpenNode[]): OpenNode[] | null {
  const result: OpenNode[] = []
  for (let at = 0; at < nodes.length; ) {
    const run = runFrom(nodes, at)
    const holder = run && result.find((node) => run.parent.test(node.text) && node.children.length === 0)
    if (!run || !holder) {
      if (run && result.length > 0 && !TOTAL.test((nodes[at] as OpenNode).text)) {
        const orphan = parentRule((nodes[at] as OpenNode).text)?.parent
        if (orphan && nodes.slice(at).some((node) => orphan.test(node.text))) return null
      }
      result.push(nodes[at] as OpenNode)
      at += 1
      continue
    }
    const children = nodes.slice(run.start, run.end)
    const isBeside = holder === result.at(-1) && (children[0] as OpenNode).at === holder.at + holder.text.length
    if (isBeside && !TOTAL.test((children[0] as OpenNode).text)) {
      // One row of headers (基本支出 人员经费 公用经费 项目支出) or two: told by what stands behind, else not at all.
      if (run.end >= nodes.length && YEAR_OR_KIND.test(holder.text) === false) return null
      result.push(...children)
    } else holder.children.push(...children)
    at = run.end
  }
  return result
}

function leavesOf(nodes: readonly OpenNode[]): OpenNode[] {
  return nodes.flatMap((node) => (node.children.length === 0 ? [node] : leavesOf(node.children)))
}

function signature(node: OpenNode): string {
  return node.children.length === 0 ? node.text : `${node.text}(${node.children.map(signature).join()})`
}

interface RepeatedTail {
  size: number
  times: number
}

function repeatedTail(nodes: readonly OpenNode[]): RepeatedTail | null {
  const texts = nodes.map(signature)
  for (let size = 1; size * 2 < nodes.length; size += 1) {
    const block = texts.slice(-size).join('|')
    let times = 1
    while (texts.slice(-size * (times + 1), -size * times).join('|') === block) times += 1
    if (times > 1 && size * times < nodes.length) return { size, times }
  }
  return null
}

/** A block of cells printed several times at the end stands below as many cells before it: 预算数 决算数 under each kind. */
function arrange(nodes: readonly OpenNode[]): OpenNode[] | null {
  const tail = repeatedTail(nodes)
  if (!tail) return hangRuns(nodes)
  const { size, times } = tail
  const rule = nodes.slice(-size).flatMap((node) => parentRule(node.text) ?? [])[0]
  const before = nodes.slice(0, nodes.length - size * times)
  const above = rule ? before : arrange(before)
  if (!above) return null
  const holders = leavesOf(above)
    .filter((node) => rule === undefined || rule.parent.test(node.text))
    .slice(-times)
  if (holders.length < times) return null
  holders.forEach((holder, index) => {
    const start = before.length + index * size
    holder.children.push(...nodes.slice(start, start + size))
  })
  return rule ? arrange(above) : above
}

/** 2023年预算数 before the columns stands above them all; of two such the last does, and the others are columns. */
function hangUnderYear(nodes: readonly OpenNode[]): OpenNode[] {
  const lastYear = nodes.findLastIndex((node) => YEAR_OR_KIND.test(node.text) && node.children.length === 0)
  const below = nodes.slice(lastYear + 1)
  if (lastYear < 0 || below.length === 0) return [...nodes]
  const isGroup = nodes.slice(0, lastYear).every((node) => YEAR_OR_KIND.test(node.text))
  if (!isGroup) return [...nodes]
  const year = nodes[lastYear] as OpenNode
  return [...nodes.slice(0, lastYear), { ...year, children: below }]
}

/**
 * The header cells of the amount columns as a tree, from the phrases in their printed order.
 *
 * Absent values: null where the printed order does not say how the columns stand.
 */
export function headerTree(phrases: readonly Phrase[]): HeaderNode[] | null {
  const nodes = phrases.map(({ text, at }): OpenNode => ({ text, at, children: [] }))
  const arranged = arrange(nodes)
  return arranged && hangUnderYear(arranged)
}

export interface HeaderLeaf {
  /** From the outermost to the innermost cell. */
  path: string[]
  at: number
}

/** The innermost cells from left to right. */
export function headerLeaves(nodes: readonly HeaderNode[]): HeaderLeaf[] {
  return nodes.flatMap(({ text, at, children }) =>
    children.length === 0
      ? [{ path: [text], at }]
      : headerLeaves(children).map((leaf) => ({ path: [text, ...leaf.path], at: leaf.at })),
  )
}
