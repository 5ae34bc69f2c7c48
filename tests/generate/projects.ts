import type { Indicator, Project } from '../../scripts/district-budget.js'
import type { MeasureId } from '../../src/schema/vocabulary.js'
import { type PrintStyle, printAmounts } from './print.js'
import type { Random } from './random.js'
import type { Stream } from './streams.js'

const NAMES = [
  '运转性项目-人员经费补充',
  '“12345”热线话务外包服务费',
  '办公用房维修（护）经费',
  '智慧平台三期建设尾款（2×3）',
  '3个社区养老服务站运营补贴',
  '档案数字化加工及存储经费',
  '城区公厕、垃圾站等环卫设施改造提升和日常管护工程专项经费',
  '困难群众救助',
  '青少年宫免费开放补助资金（中央）',
  '农村公路“四好”创建',
  '规划编制与评估',
  '离退休干部活动经费',
]

const INDICATORS: readonly (readonly [string, string, string, string, string, string])[] = [
  ['产出指标', '数量指标', '维护点位', '≥', '120', '个（台、套、件、辆）'],
  ['产出指标', '质量指标', '验收合格率', '＝', '100', '%'],
  ['产出指标', '时效指标', '故障响应时间', '＜', '0.5', '天'],
  ['成本指标', '经济成本指标', '单位成本', '≤', '11538.59', '元/平方米'],
  ['效益指标', '社会效益指标', '服务覆盖人口', '≥', '75000', '人次'],
  ['满意度指标', '服务对象满意度指标', '群众满意度', '≥', '95', '%'],
  ['效益指标', '社会效益指标', '办事效率', '定性', '好', '级'],
]

export const OVERALL: { goal: string; indicators: readonly Indicator[] } = {
  goal: '围绕年度重点任务，完成全部保障工作，全年安排的 3 个重大事项按时办结，群众来信来访件件有回音。',
  indicators: [
    ['产出指标', '数量指标', '任务完成数', '≥', '12', '项', '40'],
    ['产出指标', '质量指标', '办理准确率', '＝', '100', '%', '30'],
    ['效益指标', '社会效益指标', '服务成效', '≥', '99', '%', '30'],
  ],
}

export function personOf(random: Random): { contact: string; telephone: string } {
  return { contact: random.pick(['李示例', '欧阳示例', '王样']), telephone: `0230000${random.int(1000, 9999)}` }
}

function indicatorsOf(random: Random): Indicator[] {
  const chosen = random.some(INDICATORS, random.int(2, 6))
  return chosen.map((fields, at): Indicator => {
    const weight = at === 0 ? 100 - 10 * (chosen.length - 1) : 10
    return [...fields, String(weight)]
  })
}

const LOCAL: readonly string[] = [
  'generalPublicBudget',
  'governmentFund',
  'stateCapital',
  'carriedPublicBudget',
  'carriedFund',
]

/** The forms of 4-11: the projects' money, all of it or most, in one to twelve projects. */
export function drawProjects(
  random: Random,
  streams: readonly Stream[],
  fiscalYear: number,
  style: PrintStyle,
): Project[] {
  const paid = streams.filter(({ purpose, fen }) => purpose === 'project' && fen > 0)
  const total = streams.filter(({ purpose }) => purpose === 'project').reduce((sum, { fen }) => sum + fen, 0)
  const wanted = random.int(1, 12)
  const parts = paid.flatMap((stream) => {
    const isSplit = stream.fen > 2_000_000 && random.chance(0.5)
    const first = isSplit ? Math.round(stream.fen / 30_000) * 10_000 : stream.fen
    return [{ stream, fen: first }, ...(isSplit ? [{ stream, fen: stream.fen - first }] : [])]
  })
  let left = total
  const projects: Project[] = []
  for (const [at, { stream, fen }] of parts.slice(0, wanted).entries()) {
    if (fen > left) continue
    left -= fen
    const amounts: Partial<Record<MeasureId, number>> = { currentYearBudget: fen }
    const isLocal = LOCAL.includes(stream.source)
    const superior = isLocal && random.chance(0.2) ? Math.round(fen / 20_000) * 10_000 : 0
    if (superior > 0) amounts.superiorFunds = superior
    if (fen - superior !== 0) amounts[isLocal ? 'localFunds' : 'otherFunds'] = fen - superior
    const printed = printAmounts(['currentYearBudget', 'superiorFunds', 'localFunds', 'otherFunds'], amounts, style)
    projects.push({
      code: `500199${fiscalYear % 100}T${String(random.int(1, 999_999_999_999)).padStart(12, '0')}`,
      name: `${random.chance(0.7) ? `${fiscalYear}年` : ''}${NAMES[at % NAMES.length]}`,
      amounts: printed,
      overview: random.pick([
        `按上年标准测算，共需 ${printed.currentYearBudget ?? ''} 万元。`,
        '1.材料费：16元/件*21天*12月*250人=1008000元；2.培训费 92000 元。以上两项合计 1100000 元。',
        '日常运转所需经费',
      ]),
      schedule: random.pick(['', '一季度签订合同；十二月底前完成结算。']),
      goal: random.pick([
        '按时足额支付，保障工作正常开展。',
        '全年完成 120 处维护，合格率 100%，群众满意度稳步提升；资金拨付及时，不拖欠。',
      ]),
      indicators: indicatorsOf(random),
    })
  }
  return projects
}
