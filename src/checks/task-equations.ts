import { isOtherMeasure, type MeasureId } from '../schema/vocabulary.js'
import { type Account, equal, slot } from './account.js'
import type { Equation } from './equation.js'
import { IDENTITIES } from './identities.js'

/** An amount of a task: 任务名称/预算金额/总额. */
interface TaskAmount {
  task: string
  header: string
  measure: MeasureId
}

const ALL_TASKS = /^(?:金额|资金)?(?:合计|总计)$/
const WHOLE = /(?:^|\/)(?:总额|合计|小计|总计|金额)$/
const SOURCE = /(?:^|\/)(?:其中:)?(?:财政拨款|财政资金|其他资金|单位资金|其他)$/

function taskAmount(measure: MeasureId | null): TaskAmount[] {
  if (measure === null || !isOtherMeasure(measure)) return []
  const path = measure.slice('other:'.length)
  const at = path.indexOf('/')
  return at < 0 ? [] : [{ task: path.slice(0, at), header: path.slice(at + 1), measure }]
}

/** The tasks of a 部门整体支出绩效目标表 against 金额合计 below them, and each against the money that it is paid with. */
export function taskEquations(account: Account): Equation[] {
  if (account.table.id !== 'department-performance') return []
  return account.table.rows.flatMap((row, at) => {
    const amounts = row.amounts.flatMap(({ measure }) => taskAmount(measure))
    const sums = amounts.filter(({ task }) => ALL_TASKS.test(task))
    if (sums.length === 0) return []
    const slotOf = ({ measure }: TaskAmount) => slot(account, at, measure)
    const down = sums.flatMap((sum) => {
      const parts = amounts.filter(({ task, header }) => !ALL_TASKS.test(task) && header === sum.header)
      return equal(IDENTITIES.tasks, slotOf(sum), parts.map(slotOf))
    })
    const along = amounts.flatMap((whole) => {
      const parts = amounts.filter((part) => part.task === whole.task && part !== whole)
      if (!WHOLE.test(whole.header) || !parts.every(({ header }) => SOURCE.test(header))) return []
      return equal(IDENTITIES.headerSums, slotOf(whole), parts.map(slotOf))
    })
    return [...down, ...along]
  })
}
