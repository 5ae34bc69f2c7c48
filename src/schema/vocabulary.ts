/**
 * Ids of the tables and of what their columns measure: the public vocabulary. `prior.` prefixes last year's figure,
 * `budget.` and `final.` the two of a final account that prints both side by side.
 */
const SOURCES_OF_REVENUE = [
  'total',
  'currentYear',
  'carriedForward',
  'fiscalAppropriation',
  'generalPublicBudget',
  'governmentFund',
  'stateCapital',
  'specialAccount',
  'unitFunds',
  'superiorSubsidy',
  'institutional',
  'institutionalNonEducation',
  'institutionalEducation',
  'businessOperations',
  'affiliateRemittance',
  'other',
  'fundOffset',
] as const

const FUND_FLOWS = [
  'total',
  'basic',
  'personnel',
  'operating',
  'project',
  'openingBalance',
  'revenue',
  'closingBalance',
] as const

const THREE_PUBLIC = [
  'total',
  'overseasTrips',
  'vehicles',
  'vehiclePurchase',
  'vehicleOperation',
  'officialReception',
  'agencyOperating',
  'meetings',
  'training',
] as const

/** Measures of each table; a two-sided table names those of each side. */
export const MEASURES = {
  'fiscal-appropriation-summary': {
    revenue: ['amount'],
    expenditure: ['total', 'generalPublicBudget', 'governmentFund', 'stateCapital'],
  },
  'general-public-budget-expenditure': [
    'total',
    'basic',
    'personnel',
    'operating',
    'project',
    'prior.total',
    'prior.basic',
    'prior.personnel',
    'prior.operating',
    'prior.project',
  ],
  'general-public-budget-basic-expenditure': ['total', 'personnel', 'operating'],
  'three-public-expenses': [
    ...THREE_PUBLIC,
    ...THREE_PUBLIC.map((id) => `prior.${id}` as const),
    ...THREE_PUBLIC.map((id) => `budget.${id}` as const),
    ...THREE_PUBLIC.map((id) => `final.${id}` as const),
  ],
  'government-fund-expenditure': FUND_FLOWS,
  'state-capital-expenditure': FUND_FLOWS,
  'department-summary': {
    revenue: ['amount'],
    expenditure: ['amount', 'total', 'personnel', 'operating', 'project'],
  },
  'department-revenue': SOURCES_OF_REVENUE,
  'department-expenditure': [
    'total',
    'basic',
    'personnel',
    'operating',
    'project',
    'remittedToSuperior',
    'businessOperations',
    'subsidiesToSubordinates',
  ],
  'government-procurement': SOURCES_OF_REVENUE,
  'department-performance': [
    'total',
    'basicTotal',
    'basicFiscal',
    'basicSpecialAccount',
    'basicUnitFunds',
    'projectTotal',
    'projectFiscal',
    'projectSpecialAccount',
    'projectUnitFunds',
  ],
  'project-performance': [
    'currentYearBudget',
    'superiorFunds',
    'localFunds',
    'otherFunds',
    'municipalExpenditure',
    'districtSubsidy',
  ],
  /** A table of no known kind: its columns go by their headers. */
  other: [],
} as const

export type TableId = keyof typeof MEASURES
export type Side = 'revenue' | 'expenditure'

type Flat<M> = M extends readonly (infer Id)[]
  ? Id
  : M extends { revenue: readonly (infer R)[]; expenditure: readonly (infer E)[] }
    ? R | E
    : never
/** A column that the vocabulary has no word for: `other:` and its header path, as printed. */
export type OtherMeasure = `other:${string}`
/** Every measure id, of whichever table. */
export type MeasureId = Flat<(typeof MEASURES)[TableId]> | OtherMeasure

export function isOtherMeasure(measure: string): measure is OtherMeasure {
  return measure.startsWith('other:')
}

/** True for an id that the vocabulary has for this kind of table. */
export function isMeasureOf(table: TableId, id: string): id is MeasureId {
  const measures = MEASURES[table]
  const ids: readonly string[] = 'revenue' in measures ? [...measures.revenue, ...measures.expenditure] : measures
  return ids.includes(id)
}

export const TABLE_IDS = Object.keys(MEASURES) as TableId[]
export const SIDES: readonly Side[] = ['revenue', 'expenditure']
export const EVIDENCE = ['printed', 'identity', 'cross-table', 'ambiguous'] as const
export type Evidence = (typeof EVIDENCE)[number]
export const PROOFS = ['proved', 'unproved', 'contradicted'] as const
export type Proof = (typeof PROOFS)[number]
