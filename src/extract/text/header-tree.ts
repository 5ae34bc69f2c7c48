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
const CURRENT = /^本年收入$/
const YEAR_OR_KIND = /20\d\d年|(?:预算数|决算数|执行数)$/

/** 2026年预算数比2025年执行数, over 增减额 and 增减%. */
const COMPARISON = /[比较](?:20\d\d年|上年)/

const SOURCE =
  /^(?:一般公共预算|政府性基金|国有资本|财政拨款|财政专户|教育收费资金|(?:事业|事业单位经营|经营|上级(?:单位)?补助|对?附属单位上缴|其他)(?:预算)?收入|单位资金)/
const OF_UNIT = /^(?:事业|事业单位经营|经营|上级(?:单位)?补助|附属单位上缴|其他)(?:预算)?收入/
const UNIT_FUNDS = /^单位资金(?:收入)?$/
/** A group over all columns that goes with the name of each. */
export const OVER_ALL = /^部门(?:综合)?预算$/
/** What may stand in front of the parts of a group: 金额 beside 其中：教育收费. */
export const FRONT = /^(?:合计|小计|总计|金额)$/

/** Which header cells stand below which, where a form prints the two in rows of their own. */
const PARENTS: readonly { child: RegExp; parent: RegExp }[] = [
  { child: /^(?:人员(?:类)?|(?:日常)?公用)(?:经费|支出)$|^人员类项目$/, parent: /基本支出(?:预算数|预算)?$/ },
  { child: /^(?:非)?教育收费(?!资金)/, parent: /^事业(?:预算)?收入/ },
  { child: /^(?:教育收费|其他专户收入拨款)$/, parent: /^财政专户拨款收入$/ },
  { child: /^(?:事业收入|事业单位经营收入|其他收入)$/, parent: /^其他资金收入$/ },
  { child: /^(?:公务用车)?(?:购置|运行(?:维护)?)(?:经费|费)$/, parent: /购置[及和]|[及和]购置/ },
  { child: /^(?:因公出国|公务接待|公务用车购置[及和])/, parent: /^(?:一般公共预算.*的)?三公经费(?:预算数?|支出)?$/ },
  { child: /^(?:一般公共预算|政府性基金|国有资本)/, parent: /^财政拨款(?:收入)?(?:预算)?$/ },
  { child: /^其中:(?:财政拨款|专项资金列入部门预算的?项目)$/, parent: /^一般公共预算/ },
  { child: /^(?:其他运转类|特定目标类)/, parent: /^项目支出$/ },
  { child: /^(?:项目支出总数|扣除.*)$/, parent: /^项目支出$/ },
  { child: /^其中:20\d\d年政府采购项目/, parent: /^20\d\d年政府采购项目$/ },
  { child: /^增减/, parent: COMPARISON },
  { child: /^(?:基本支出|项目支出)$/, parent: /^本年支出$/ },
  { child: OF_UNIT, parent: UNIT_FUNDS },
]

type ParentRule = (typeof PARENTS)[number]

/** 教育收费 stands below 事业收入 in one form, and below 财政专户拨款收入 in another. */
function parentRules(text: string): ParentRule[] {
  return PARENTS.filter(({ child }) => child.test(text))
}

/** True where a form prints the first of two header cells in a row below the second. */
export function mayStandBelow(text: string, above: string): boolean {
  return parentRules(text).some(({ parent }) => parent.test(above))
}

/** 其中-columns stand behind all others. */
const MEMO = /^20\d\d年政府采购项目$/

/**
 * Phrases with groups where they belong: a writer that puts upper rows before the rest prints groups before the names of the
 * rows, and their children, which only they have, where they stand.
 *
 * As printed where this is not told: where other columns than a total stand before all children, these may be of the upper
 * row, right of a group.
 */
export function withGroupsInPlace(printed: readonly Phrase[]): readonly Phrase[] {
  const count = printed.findIndex(({ role }) => role !== 'column')
  if (count < 1 || printed[count]?.role !== 'label') return printed
  const groups = printed.slice(0, count).filter(({ text }) => !CURRENT.test(text))
  const others = printed.slice(count)
  const first = others.findIndex(({ text }) => groups.some((group) => mayStandBelow(text, group.text)))
  const isTold = others.slice(0, first).every(({ role, text }) => role !== 'column' || TOTAL.test(text))
  if (!isTold && !groups.every(({ text }) => MEMO.test(text))) return printed
  return groups.reduce<readonly Phrase[] | null>(withGroup, others) ?? printed
}

/** Phrases with a group before the first of its children; null where it has none. */
function withGroup(phrases: readonly Phrase[] | null, group: Phrase): readonly Phrase[] | null {
  const first = phrases?.findIndex(({ text }) => mayStandBelow(text, group.text)) ?? -1
  if (!phrases || first < 0) return null
  const start = TOTAL.test(phrases[first - 1]?.text ?? '') ? first - 1 : first
  return [...phrases.slice(0, start), group, ...phrases.slice(start)]
}

/** The children that begin at `start`: a run of cells of one parent, 小计 in front of them included. */
interface Run {
  start: number
  end: number
}

function runFrom(nodes: readonly OpenNode[], start: number, child: RegExp): Run {
  let end = start + (FRONT.test((nodes[start] as OpenNode).text) ? 1 : 0)
  while (nodes[end] && child.test((nodes[end] as OpenNode).text)) end += 1
  return { start, end }
}

const CARRIED = /^(?:上年|年初)(?:财政拨款)?(?:结转|结余)/

interface Hung {
  run: Run
  holder: OpenNode
}

/**
 * 小计 and the sources behind it, printed below 本年收入 and 上年结转: groups have their columns in the order in which they
 * stand. `unknown` where those of another may be left out.
 */
function sourcesBelow(nodes: readonly OpenNode[], start: number, before: readonly OpenNode[]): Hung | 'unknown' | null {
  const first = nodes[start + 1]
  if (!first || !TOTAL.test((nodes[start] as OpenNode).text) || !SOURCE.test(first.text)) return null
  const behind = before.slice(before.findLastIndex(({ children }) => children.length > 0) + 1)
  const groups = behind.filter(({ text }) => CURRENT.test(text) || CARRIED.test(text))
  const ofUnit = OF_UNIT.test(first.text) ? leavesOf(before).filter(({ text }) => UNIT_FUNDS.test(text)) : []
  // 事业收入 begins the parts of 单位资金; those of 上年结转 begin with a fund.
  const [holder, ...others] = ofUnit.length > 0 ? ofUnit : groups
  if (!holder) return null
  const isFirstOfTwo = ofUnit.length === 0 && groups.length === 2 && CURRENT.test(holder.text)
  if (others.length > 0 && !isFirstOfTwo) return 'unknown'
  const child = ofUnit.length > 0 ? OF_UNIT : SOURCE
  return { run: runFrom(nodes, start, child), holder }
}

/** The run that begins at `start`, and the first cell before it that it may hang below; null where none is, `unknown` as above. */
function runBelow(nodes: readonly OpenNode[], start: number, before: readonly OpenNode[]): Hung | 'unknown' | null {
  const hasFront = FRONT.test((nodes[start] as OpenNode).text)
  const first = nodes[hasFront ? start + 1 : start]
  for (const rule of first ? parentRules(first.text) : []) {
    const holder = leavesOf(before).find((node) => rule.parent.test(node.text))
    if (holder) return { run: runFrom(nodes, start, rule.child), holder }
  }
  return sourcesBelow(nodes, start, before)
}

/** Hangs runs of children below the first parent before them that has none. Null where it cannot be told. */
function hangRuns(nodes: readonly OpenNode[]): OpenNode[] | null {
  const result: OpenNode[] = []
  for (let at = 0; at < nodes.length; ) {
    const node = nodes[at] as OpenNode
    const found = runBelow(nodes, at, result)
    if (found === 'unknown') return null
    if (!found) {
      const orphaned = result.length > 0 ? parentRules(node.text) : []
      if (orphaned.some(({ parent }) => nodes.slice(at).some(({ text }) => parent.test(text)))) return null
      result.push(node)
      at += 1
      continue
    }
    const { run, holder } = found
    const children = nodes.slice(run.start, run.end)
    const isBeside = holder === result.at(-1) && (children[0] as OpenNode).at === holder.at + holder.text.length
    if (isBeside && !FRONT.test((children[0] as OpenNode).text)) {
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

/** What is printed several times at the end; the shortest such block. */
export function repeatedTail(texts: readonly string[]): RepeatedTail | null {
  for (let size = 1; size * 2 < texts.length; size += 1) {
    const block = texts.slice(-size).join('|')
    let times = 1
    while (texts.slice(-size * (times + 1), -size * times).join('|') === block) times += 1
    if (times > 1 && size * times < texts.length) return { size, times }
  }
  return null
}

/** A block of cells printed several times at the end stands below as many cells before it: 预算数 决算数 under each kind. */
function arrange(nodes: readonly OpenNode[]): OpenNode[] | null {
  const tail = repeatedTail(nodes.map(signature))
  if (!tail) return hangRuns(nodes)
  const { size, times } = tail
  const before = nodes.slice(0, nodes.length - size * times)
  const isThere = ({ parent }: ParentRule) => before.some((node) => parent.test(node.text))
  const rule = nodes
    .slice(-size)
    .flatMap((node) => parentRules(node.text))
    .find(isThere)
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
  // 2026年预算数比2025年执行数 stands beside the year, printed above what is below it.
  const beside = below.filter(({ text }) => COMPARISON.test(text) || text.startsWith('增减'))
  const children = below.filter((node) => !beside.includes(node))
  return [...nodes.slice(0, lastYear), { ...year, children }, ...beside]
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
