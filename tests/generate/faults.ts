import { Decimal } from 'decimal.js'
import type { Amounts, AttachmentNumber, CodedRow, DistrictBudget, SidesLine } from '../../scripts/district-budget.js'
import type { MeasureId, Side, TableId } from '../../src/schema/vocabulary.js'
import { drawBudget, SOURCE_COLUMNS } from './department.js'
import type { Random } from './random.js'

/** An amount of a budget, in its place. */
export interface Cell {
  table: TableId
  side: Side | null
  code: string
  label: string
  measure: MeasureId
  /** The row's amounts, to be written to. */
  amounts: Amounts
  /** The row's columns, from left to right. */
  columns: readonly MeasureId[]
}

export const FAULTS = ['digit', 'transposed', 'swapped', 'dropped', 'moved', 'unit'] as const
export type FaultKind = (typeof FAULTS)[number]

/** A budget in which one thing is wrong, and the amounts that are. */
export interface Faulty {
  kind: FaultKind
  budget: DistrictBudget
  wrong: readonly Omit<Cell, 'amounts' | 'columns'>[]
  /** How much the amounts are off, in 万元 or, in 4-10, 元; null where a row is gone. */
  difference: Decimal | null
}

const FUNDS: readonly MeasureId[] = ['total', 'generalPublicBudget', 'governmentFund', 'stateCapital']
const KINDS: readonly MeasureId[] = ['total', 'basic', 'project']
const ALL_KINDS: readonly MeasureId[] = [
  ...KINDS,
  'remittedToSuperior',
  'businessOperations',
  'subsidiesToSubordinates',
]

const CODED: readonly [keyof DistrictBudget, TableId, readonly MeasureId[]][] = [
  ['generalPublicBudgetExpenditure', 'general-public-budget-expenditure', KINDS],
  ['basicExpenditure', 'general-public-budget-basic-expenditure', ['total', 'personnel', 'operating']],
  ['governmentFundExpenditure', 'government-fund-expenditure', KINDS],
  ['departmentRevenue', 'department-revenue', SOURCE_COLUMNS],
  ['departmentExpenditure', 'department-expenditure', ALL_KINDS],
  ['procurement', 'government-procurement', SOURCE_COLUMNS],
]
const SIDED: readonly [keyof DistrictBudget, TableId, readonly MeasureId[]][] = [
  ['fiscalAppropriationSummary', 'fiscal-appropriation-summary', FUNDS],
  ['departmentSummary', 'department-summary', ['amount']],
]

type Row = Omit<Cell, 'measure'>

function rowsOf(budget: DistrictBudget): Row[] {
  const coded = CODED.flatMap(([key, table, columns]) =>
    (budget[key] as readonly CodedRow[]).map(
      ({ code, label, amounts }): Row => ({
        table,
        side: null,
        code,
        label: label.replace(/\s/g, ''),
        amounts,
        columns,
      }),
    ),
  )
  const sided = SIDED.flatMap(([key, table, columns]) =>
    (budget[key] as readonly SidesLine[]).flatMap((line) =>
      (['revenue', 'expenditure'] as const).flatMap((side): Row[] => {
        const cell = line[side]
        const label = cell?.label.replace(/^[一二]、/, '') ?? ''
        const own = side === 'revenue' ? (['amount'] as const) : columns
        return cell === null ? [] : [{ table, side, code: '', label, amounts: cell.amounts, columns: own }]
      }),
    ),
  )
  const single = (table: TableId, amounts: Amounts, columns: readonly MeasureId[]): Row => ({
    table,
    side: null,
    code: '',
    label: '',
    amounts,
    columns,
  })
  const threePublic = [
    'total',
    'overseasTrips',
    'vehicles',
    'vehiclePurchase',
    'vehicleOperation',
    'officialReception',
  ] as const
  return [
    ...coded,
    ...sided,
    single('three-public-expenses', budget.threePublicExpenses, threePublic),
    single('department-performance', budget.departmentFunds, Object.keys(budget.departmentFunds) as MeasureId[]),
    ...budget.projects.map(
      ({ code, name, amounts }): Row => ({
        ...single('project-performance', amounts, ['currentYearBudget', 'superiorFunds', 'localFunds', 'otherFunds']),
        code,
        label: name.replace(/\s/g, ''),
      }),
    ),
  ]
}

/** The amounts of a budget that are more than nothing. */
export function cellsOf(budget: DistrictBudget): Cell[] {
  return rowsOf(budget).flatMap((row) =>
    row.columns.flatMap((measure): Cell[] => {
      const text = row.amounts[measure]
      return text === undefined || text === '-' || new Decimal(text).isZero() ? [] : [{ ...row, measure }]
    }),
  )
}

const nameOf = ({ table, side, code, label, measure }: Cell): Omit<Cell, 'amounts' | 'columns'> => ({
  table,
  side,
  code,
  label,
  measure,
})
const textOf = ({ amounts, measure }: Cell): string => amounts[measure] as string

function write(cell: Cell, text: string): Decimal {
  const difference = new Decimal(text).minus(textOf(cell))
  cell.amounts[cell.measure] = text
  return difference
}

function otherDigit(random: Random, text: string): string {
  const places = [...text].flatMap((char, at) => (/\d/.test(char) ? [at] : []))
  const at = random.pick(places)
  const others = '0123456789'.replace(text[at] as string, '')
  // A number does not begin with 0, but for 0.50.
  const allowed = at === 0 && text.length > 1 && text[1] !== '.' ? others.replace('0', '') : others
  return text.slice(0, at) + random.pick([...allowed]) + text.slice(at + 1)
}

function transposed(random: Random, text: string): string | null {
  const places = [...text].flatMap((char, at) => (/\d/.test(char) && /\d/.test(text[at + 1] ?? '') ? [at] : []))
  const apart = places.filter((at) => text[at] !== text[at + 1] && !(at === 0 && text[1] === '0' && text[2] !== '.'))
  if (apart.length === 0) return null
  const at = random.pick(apart)
  return `${text.slice(0, at)}${text[at + 1]}${text[at]}${text.slice(at + 2)}`
}

function swapped(random: Random, cells: readonly Cell[]): Pick<Faulty, 'wrong' | 'difference'> | null {
  const first = random.pick(cells)
  const alike = cells.filter(
    (cell) =>
      cell.table === first.table &&
      cell.side === first.side &&
      cell.measure === first.measure &&
      textOf(cell) !== textOf(first),
  )
  if (alike.length === 0) return null
  const second = random.pick(alike)
  const text = textOf(second)
  write(second, textOf(first))
  return { wrong: [nameOf(first), nameOf(second)], difference: write(first, text) }
}

function dropped(random: Random, budget: DistrictBudget): Pick<Faulty, 'wrong' | 'difference'> | null {
  const tables = CODED.filter(([key]) => key !== 'procurement').flatMap(([key, table]) => {
    const rows = budget[key] as CodedRow[]
    const meant = rows.filter(
      ({ code, amounts }) =>
        code !== '' && /\d/.test(amounts.total ?? '') && new Decimal(amounts.total ?? 0).abs().gte(1),
    )
    return meant.length > 0 ? [{ table, rows, meant }] : []
  })
  if (tables.length === 0) return null
  const { table, rows, meant } = random.pick(tables)
  const { code, label } = random.pick(meant)
  rows.splice(
    rows.findIndex((row) => row.code === code),
    1,
  )
  return { wrong: [{ table, side: null, code, label, measure: 'total' }], difference: null }
}

function moved(random: Random, cells: readonly Cell[]): Pick<Faulty, 'wrong' | 'difference'> | null {
  const free = cells.flatMap((cell) => {
    const at = cell.columns.indexOf(cell.measure)
    return [at - 1, at + 1].flatMap((next) => {
      const measure = cell.columns[next]
      const printed = measure && cell.amounts[measure]
      const isFree = printed === undefined || printed === '-' || new Decimal(printed).isZero()
      return measure && isFree && cell.columns.length > 2 ? [{ cell, measure }] : []
    })
  })
  if (free.length === 0) return null
  const { cell, measure } = random.pick(free)
  const difference = new Decimal(textOf(cell))
  const zero = cell.amounts[measure]
  cell.amounts[measure] = textOf(cell)
  if (zero === undefined) delete cell.amounts[cell.measure]
  else cell.amounts[cell.measure] = zero
  return { wrong: [nameOf(cell), { ...nameOf(cell), measure }], difference }
}

const NUMBERED: readonly [AttachmentNumber, TableId][] = [
  ['4-1', 'fiscal-appropriation-summary'],
  ['4-2', 'general-public-budget-expenditure'],
  ['4-3', 'general-public-budget-basic-expenditure'],
  ['4-4', 'three-public-expenses'],
  ['4-5', 'government-fund-expenditure'],
  ['4-6', 'department-summary'],
  ['4-7', 'department-revenue'],
  ['4-8', 'department-expenditure'],
  ['4-9', 'government-procurement'],
  ['4-10', 'department-performance'],
  ['4-11', 'project-performance'],
]

function inOtherUnit(random: Random, seed: number, cells: readonly Cell[]): Faulty {
  const [number, table] = random.pick(NUMBERED.filter(([, id]) => cells.some((cell) => cell.table === id)))
  const own = cells.filter((cell) => cell.table === table)
  const largest = Decimal.max(...own.map((cell) => new Decimal(textOf(cell)).abs()))
  return { kind: 'unit', budget: drawBudget(seed, number), wrong: own.map(nameOf), difference: largest.times(9999) }
}

/** The budget of a seed with one fault of a kind; null where it has no place for such a fault. */
export function withFault(seed: number, kind: FaultKind, random: Random): Faulty | null {
  const budget = drawBudget(seed)
  const cells = cellsOf(budget)
  const misprint = (text: (printed: string) => string | null): Pick<Faulty, 'wrong' | 'difference'> | null => {
    const cell = random.pick(cells)
    const printed = text(textOf(cell))
    return printed === null ? null : { wrong: [nameOf(cell)], difference: write(cell, printed) }
  }
  const seeded = {
    digit: () => misprint((text) => otherDigit(random, text)),
    transposed: () => misprint((text) => transposed(random, text)),
    swapped: () => swapped(random, cells),
    dropped: () => dropped(random, budget),
    moved: () => moved(random, cells),
    unit: () => inOtherUnit(random, seed, cells),
  }[kind]()
  return seeded === null ? null : { kind, budget, ...seeded }
}
