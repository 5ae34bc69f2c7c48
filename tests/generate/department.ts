import {
  ATTACHMENTS,
  type AttachmentNumber,
  type CodedRow,
  type DistrictBudget,
  type NumberFormat,
  type SideCell,
  type SidesLine,
} from '../../scripts/district-budget.js'
import type { MeasureId } from '../../src/schema/vocabulary.js'
import { economicItems, economicName, functionName } from './code-names.js'
import { type PrintStyle, printAmounts, type Zero } from './print.js'
import { drawProcurement } from './procurement.js'
import { drawProjects, OVERALL, personOf } from './projects.js'
import { Random } from './random.js'
import { drawEconomic, drawStreams, type EconomicStream, type Source, type Stream } from './streams.js'

/** How the department prints its form, drawn once a document. */
interface Habits {
  zeros: Readonly<Record<AttachmentNumber, Zero>>
  formats: Readonly<Record<AttachmentNumber, NumberFormat>>
  totalLabel: string
  /** 4-2 leaves out what was carried forward from last year, and says so in a note. */
  isCurrentYearOnly: boolean
  /** 4-3 prints the items that have no money. */
  listsAllItems: boolean
}

const KIND_COLUMNS: readonly MeasureId[] = ['total', 'basic', 'project']
const ALL_KINDS: readonly MeasureId[] = [
  ...KIND_COLUMNS,
  'remittedToSuperior',
  'businessOperations',
  'subsidiesToSubordinates',
]
export const SOURCE_COLUMNS: readonly MeasureId[] = [
  'total',
  'carriedForward',
  'generalPublicBudget',
  'governmentFund',
  'stateCapital',
  'institutionalNonEducation',
  'institutionalEducation',
  'businessOperations',
  'other',
  'fundOffset',
]
const FUND_COLUMNS: readonly MeasureId[] = ['total', 'generalPublicBudget', 'governmentFund', 'stateCapital']

function drawHabits(random: Random): Habits {
  const usual = random.pick<Zero>(['blank', 'blank', 'blank', '0.00', '-'])
  const isUniform = random.chance(0.6)
  const draw = <T>(values: readonly T[], common: T) => (isUniform ? common : random.pick(values))
  const format = random.pick<NumberFormat>(['#,##0.00', '0.00', 'General'])
  const each = <T>(of: () => T) =>
    Object.fromEntries(ATTACHMENTS.map((number) => [number, of()])) as Record<AttachmentNumber, T>
  return {
    zeros: each(() => draw<Zero>(['blank', 'blank', usual], usual)),
    formats: each(() => draw<NumberFormat>(['#,##0.00', '0.00', 'General'], format)),
    totalLabel: random.pick(['合计', '合  计', '合    计', '合 计']),
    isCurrentYearOnly: random.chance(0.6),
    listsAllItems: random.chance(0.6),
  }
}

type Fen = Partial<Record<MeasureId, number>>

function addTo(fen: Fen, measure: MeasureId, value: number): void {
  fen[measure] = (fen[measure] ?? 0) + value
}

/** Streams added up by 项, 款, 类 and in all, in the order of the form. */
function codedSums(
  streams: readonly { code: string }[],
  measuresOf: (stream: never) => readonly (readonly [MeasureId, number])[],
): Map<string, Fen> {
  const sums = new Map<string, Fen>()
  for (const stream of streams) {
    const { code } = stream
    const levels = ['', code.slice(0, 3), code.slice(0, 5), code.slice(0, 7)]
    for (const level of new Set(levels)) {
      const fen = sums.get(level) ?? {}
      for (const [measure, value] of measuresOf(stream as never)) addTo(fen, measure, value)
      sums.set(level, fen)
    }
  }
  return new Map([...sums].sort(([a], [b]) => (a < b ? -1 : 1)))
}

function codedRows(sums: ReadonlyMap<string, Fen>, columns: readonly MeasureId[], style: RowStyle): CodedRow[] {
  return [...sums].map(([code, fen]) => ({
    code,
    label: code === '' ? style.totalLabel : style.name(code),
    amounts: printAmounts(columns, fen, style),
  }))
}

type RowStyle = PrintStyle & { totalLabel: string; name: (code: string) => string }

const kindOf = ({ purpose }: Stream): MeasureId => (purpose === 'project' ? 'project' : 'basic')
const kinds = (stream: Stream) =>
  [
    ['total', stream.fen],
    [kindOf(stream), stream.fen],
  ] as const
const isCarried = ({ source }: Stream) => source.startsWith('carried')
const measureOfSource = (stream: Stream): MeasureId =>
  isCarried(stream) ? 'carriedForward' : (stream.source as MeasureId)

const FUND_OF: Partial<Record<Source, MeasureId>> = {
  generalPublicBudget: 'generalPublicBudget',
  carriedPublicBudget: 'generalPublicBudget',
  governmentFund: 'governmentFund',
  carriedFund: 'governmentFund',
  stateCapital: 'stateCapital',
}

function sumOf(streams: readonly Stream[]): number | undefined {
  return streams.length === 0 ? undefined : streams.reduce((sum, { fen }) => sum + fen, 0)
}

/** Lines of both sides; the totals stand on the last line, 二、结转下年 and its like above them. */
function sideLines(revenue: readonly SideCell[], expenditure: readonly SideCell[], feet: 1 | 4): SidesLine[] {
  const height = Math.max(revenue.length, expenditure.length)
  const padded = (cells: readonly SideCell[]): (SideCell | null)[] => [
    ...cells.slice(0, -feet),
    ...Array.from({ length: height - cells.length }, () => null),
    ...cells.slice(-feet),
  ]
  const right = padded(expenditure)
  return padded(revenue).map((cell, at) => ({ revenue: cell, expenditure: right[at] ?? null }))
}

function fiscalSummary(streams: readonly Stream[], style: PrintStyle): SidesLine[] {
  const fiscal = streams.filter(({ source }) => FUND_OF[source] !== undefined)
  const classes = codedSums(fiscal, (stream: Stream) => [
    ['total', stream.fen],
    [FUND_OF[stream.source] as MeasureId, stream.fen],
  ])
  const revenueCell = (label: string, of: readonly Stream[]): SideCell => {
    const fen = sumOf(of)
    return { label, amounts: printAmounts(['amount'], fen === undefined ? {} : { amount: fen }, style) }
  }
  const from = (...sources: Source[]) => fiscal.filter(({ source }) => sources.includes(source))
  const expenditureCell = (label: string, fen: Fen): SideCell => ({
    label,
    amounts: printAmounts(FUND_COLUMNS, fen, style),
  })
  const all = classes.get('') ?? {}
  return sideLines(
    [
      revenueCell('一、本年收入', from('generalPublicBudget', 'governmentFund', 'stateCapital')),
      revenueCell('一般公共预算拨款', from('generalPublicBudget')),
      revenueCell('政府性基金预算拨款', from('governmentFund')),
      revenueCell('国有资本经营预算拨款', from('stateCapital')),
      revenueCell('二、上年结转', from('carriedPublicBudget', 'carriedFund')),
      revenueCell('一般公共预算拨款', from('carriedPublicBudget')),
      revenueCell('政府性基金预算拨款', from('carriedFund')),
      revenueCell('国有资本经营预算拨款', []),
      revenueCell('收入总数', fiscal),
    ],
    [
      expenditureCell('一、本年支出', all),
      ...[...classes].flatMap(([code, fen]) => (code.length === 3 ? [expenditureCell(functionName(code), fen)] : [])),
      expenditureCell('二、结转下年', {}),
      expenditureCell('支出总数', all),
    ],
    1,
  )
}

function departmentSummary(streams: readonly Stream[], style: PrintStyle): SidesLine[] {
  const cell = (label: string, of: readonly Stream[]): SideCell => {
    const fen = sumOf(of)
    return { label, amounts: printAmounts(['amount'], fen === undefined ? {} : { amount: fen }, style) }
  }
  const from = (...sources: Source[]) => streams.filter(({ source }) => sources.includes(source))
  const classes = [...new Set(streams.map(({ code }) => code.slice(0, 3)))].sort()
  const current = streams.filter((stream) => !isCarried(stream) && stream.source !== 'fundOffset')
  const lines = sideLines(
    [
      cell('一般公共预算拨款收入', from('generalPublicBudget')),
      cell('政府性基金预算拨款收入', from('governmentFund')),
      cell('国有资本经营预算拨款收入', from('stateCapital')),
      cell('事业收入预算', from('institutionalNonEducation', 'institutionalEducation')),
      cell('事业单位经营收入预算', from('businessOperations')),
      cell('其他收入预算', from('other')),
      cell('本年收入合计', current),
      cell('用事业基金弥补收支差额', from('fundOffset')),
      cell('上年结转', streams.filter(isCarried)),
      cell('收入总计', streams),
    ],
    [
      ...classes.map((code) =>
        cell(
          functionName(code),
          streams.filter((stream) => stream.code.startsWith(code)),
        ),
      ),
      cell('本年支出合计', streams),
      cell('结转下年', []),
      { label: '', amounts: {} },
      cell('支出总计', streams),
    ],
    4,
  )
  return lines.map(({ revenue, expenditure }) => ({
    revenue,
    expenditure: expenditure?.label === '' ? null : expenditure,
  }))
}

const THREE_PUBLIC_CODES: readonly (readonly [MeasureId, string])[] = [
  ['overseasTrips', '30212'],
  ['officialReception', '30217'],
  ['vehicleOperation', '30231'],
  ['vehiclePurchase', '31013'],
]

/** “三公” items: what the basic expenditure has of them, and at times more, which projects pay. */
function threePublic(random: Random, economic: readonly EconomicStream[]): Fen {
  const fen: Fen = {}
  for (const [measure, code] of THREE_PUBLIC_CODES) {
    for (const stream of economic) if (stream.code === code) addTo(fen, measure, stream.fen)
    if (random.chance(fen[measure] === undefined ? 0.15 : 0.2)) addTo(fen, measure, random.int(1, 300) * 100_000)
  }
  const { vehiclePurchase, vehicleOperation } = fen
  if (vehiclePurchase !== undefined || vehicleOperation !== undefined) {
    fen.vehicles = (vehiclePurchase ?? 0) + (vehicleOperation ?? 0)
  }
  const items = (['overseasTrips', 'vehicles', 'officialReception'] as const).flatMap((id) => fen[id] ?? [])
  if (items.length > 0) fen.total = items.reduce((sum, value) => sum + value, 0)
  return fen
}

function fundsInYuan(streams: readonly Stream[]): Fen {
  const fen: Fen = {}
  for (const stream of streams) {
    const kind = kindOf(stream)
    const origin =
      FUND_OF[stream.source] !== undefined
        ? 'Fiscal'
        : stream.source === 'institutionalEducation'
          ? 'SpecialAccount'
          : 'UnitFunds'
    addTo(fen, 'total', stream.fen)
    addTo(fen, `${kind}Total` as MeasureId, stream.fen)
    addTo(fen, `${kind}${origin}` as MeasureId, stream.fen)
  }
  return fen
}

const PERFORMANCE_COLUMNS: readonly MeasureId[] = [
  'total',
  'basicTotal',
  'basicFiscal',
  'basicSpecialAccount',
  'basicUnitFunds',
  'projectTotal',
  'projectFiscal',
  'projectSpecialAccount',
  'projectUnitFunds',
]

const PLACES = ['江岸', '青溪', '云岭', '白石', '东湖', '永安', '三桥']
const OFFICES = [
  '水利局',
  '交通运输委员会',
  '档案馆',
  '城市管理局',
  '青年宫',
  '文化和旅游发展委员会',
  '教师进修学校',
  '人民政府石桥街道办事处',
  '疾病预防控制中心',
  '机关事务管理中心',
  '老干部局',
  '民政局',
]
const HEADS = ['重庆市{}区', '{}县', '{}区', '中共重庆市{}区委员会', '重庆市{}']

function departmentName(random: Random): string {
  return `${random.pick(HEADS).replace('{}', random.pick(PLACES))}${random.pick(OFFICES)}`
}

function economicRows(economic: readonly EconomicStream[], habits: Habits, style: RowStyle): CodedRow[] {
  const sums = codedSums(economic, (stream: EconomicStream) => [
    ['total', stream.fen],
    [stream.purpose, stream.fen],
  ])
  const columns: MeasureId[] = ['total', 'personnel', 'operating']
  const rows = codedRows(sums, columns, style)
  if (!habits.listsAllItems) return rows
  const parents = rows.flatMap(({ code }) => (code.length === 3 ? [code] : []))
  const absent = parents.flatMap(economicItems).filter((code) => !sums.has(code))
  const empty = absent.map((code) => ({ code, label: style.name(code), amounts: printAmounts(columns, {}, style) }))
  return [...rows, ...empty].sort((a, b) => (a.code < b.code ? -1 : 1))
}

/**
 * A department's budget in the district form that adds up, apart from what rounding to 万元 takes off it.
 *
 * `inOtherUnit`: an attachment whose amounts are printed in 元 though it says 万元, or the other way round.
 */
export function drawBudget(seed: number, inOtherUnit: AttachmentNumber | null = null): DistrictBudget {
  const random = new Random(seed)
  const exact = random.chance(0.4)
  const habits = drawHabits(random)
  const streams = drawStreams(random, exact)
  const economic = drawEconomic(random, streams, exact)
  const fiscalYear = random.int(2019, 2026)
  const department = departmentName(random)
  const styleOf = (number: AttachmentNumber): RowStyle => ({
    zero: habits.zeros[number],
    isGeneral: habits.formats[number] === 'General',
    unit: (number === '4-10') === (number === inOtherUnit) ? '万元' : '元',
    totalLabel: habits.totalLabel,
    name: number === '4-3' ? economicName : functionName,
  })
  const from = (...sources: Source[]) => streams.filter(({ source }) => sources.includes(source))
  const publicBudget = from(
    'generalPublicBudget',
    ...(habits.isCurrentYearOnly ? [] : ['carriedPublicBudget' as const]),
  )
  const fund = from('governmentFund', ...(habits.isCurrentYearOnly ? [] : ['carriedFund' as const]))
  const hasNote = habits.isCurrentYearOnly && (random.chance(0.8) || streams.some(isCarried))
  return {
    department,
    fiscalYear,
    fiscalAppropriationSummary: fiscalSummary(streams, styleOf('4-1')),
    generalPublicBudgetExpenditure: codedRows(codedSums(publicBudget, kinds), KIND_COLUMNS, styleOf('4-2')),
    basicExpenditure: economicRows(economic, habits, styleOf('4-3')),
    threePublicExpenses: printAmounts(
      ['total', 'overseasTrips', 'vehicles', 'vehiclePurchase', 'vehicleOperation', 'officialReception'],
      threePublic(random, economic),
      styleOf('4-4'),
    ),
    governmentFundExpenditure: fund.length === 0 ? [] : codedRows(codedSums(fund, kinds), KIND_COLUMNS, styleOf('4-5')),
    departmentSummary: departmentSummary(streams, styleOf('4-6')),
    departmentRevenue: codedRows(
      codedSums(streams, (stream: Stream) => [
        ['total', stream.fen],
        [measureOfSource(stream), stream.fen],
      ]),
      SOURCE_COLUMNS,
      styleOf('4-7'),
    ),
    departmentExpenditure: codedRows(codedSums(streams, kinds), ALL_KINDS, styleOf('4-8')),
    procurement: drawProcurement(random, streams, measureOfSource).map(({ label, fen }) => ({
      code: '',
      label,
      amounts: printAmounts(SOURCE_COLUMNS, fen, styleOf('4-9')),
    })),
    departmentFunds: printAmounts(PERFORMANCE_COLUMNS, fundsInYuan(streams), styleOf('4-10')),
    overallGoal: OVERALL.goal,
    overallIndicators: OVERALL.indicators,
    projects: drawProjects(random, streams, fiscalYear, styleOf('4-11')),
    projectType: random.pick(['一般性项目', '重点专项', '其他运转类']),
    legalBasis: random.pick(['区政府常务会议纪要（2021年第8次）', '《示例管理办法》示例府发〔2022〕8 号', '']),
    ...personOf(random),
    style: {
      numberFormats: habits.formats,
      showsNumbers: random.chance(0.8),
      noteOnPublicBudget: hasNote ? `备注：本表反映${fiscalYear}年当年一般公共预算财政拨款支出情况。` : '',
    },
  }
}
