import type { Identity } from './equation.js'

/** A rule between the columns of one row. */
export interface RowRule extends Identity {
  total: string
  parts: readonly string[]
  /** Columns that must exist for the rule to be complete; without them it is left out. */
  needs?: readonly string[]
  /** With one of these columns in the table another rule applies instead. */
  unless?: readonly string[]
  /** A part that some forms leave out where they print what it consists of. */
  opens?: string
  /** Complete by what the words mean, whatever other columns the table has. */
  isWhole?: boolean
  /** Columns without a measure that divide the total in another way, and are no part of this sum. */
  beside?: RegExp
}

const HEADING = '表式列次关系'

function row(
  id: string,
  formula: string,
  total: string,
  parts: readonly string[],
  more: Pick<RowRule, 'needs' | 'unless' | 'opens' | 'isWhole' | 'beside'> = {},
): RowRule {
  return { id, formula, source: HEADING, scope: 'within', total, parts, ...more }
}

const FUND_SOURCES = ['generalPublicBudget', 'governmentFund', 'stateCapital']
const UNIT_SOURCES = [
  'institutional',
  'institutionalNonEducation',
  'institutionalEducation',
  'superiorSubsidy',
  'businessOperations',
  'affiliateRemittance',
  'other',
]

/**
 * Rules along a row, of every table that has the columns. A total is complete only by its own level: where 财政拨款 or
 * 单位资金 has a column, what it consists of is not added a second time.
 */
export const ROW_RULES: readonly RowRule[] = [
  row('row-basic', '基本支出 = 人员经费 + 公用经费', 'basic', ['personnel', 'operating'], {
    needs: ['personnel', 'operating'],
  }),
  row(
    'row-expenditure',
    '合计 = 基本支出 + 项目支出 + 上缴上级支出 + 经营支出 + 对附属单位补助支出',
    'total',
    ['basic', 'project', 'remittedToSuperior', 'businessOperations', 'subsidiesToSubordinates'],
    { needs: ['basic', 'project'] },
  ),
  row(
    'row-expenditure-without-basic',
    '合计 = 人员经费 + 公用经费 + 项目支出',
    'total',
    ['personnel', 'operating', 'project', 'remittedToSuperior', 'businessOperations', 'subsidiesToSubordinates'],
    { needs: ['personnel', 'operating', 'project'], unless: ['basic'] },
  ),
  row('row-basic-expenditure', '合计 = 人员经费 + 公用经费', 'total', ['personnel', 'operating'], {
    needs: ['personnel', 'operating'],
    unless: ['project', 'basic'],
  }),
  row('row-funds', '合计 = 一般公共预算 + 政府性基金预算 + 国有资本经营预算', 'total', FUND_SOURCES, {
    needs: ['generalPublicBudget', 'governmentFund'],
    unless: [...UNIT_SOURCES, 'fiscalAppropriation', 'carriedForward', 'currentYear'],
  }),
  row(
    'row-fiscal-appropriation',
    '财政拨款收入 = 一般公共预算 + 政府性基金预算 + 国有资本经营预算',
    'fiscalAppropriation',
    FUND_SOURCES,
    {
      needs: ['generalPublicBudget', 'governmentFund'],
    },
  ),
  row(
    'row-unit-funds',
    '单位资金 = 事业收入 + 经营收入 + 上级补助收入 + 附属单位上缴收入 + 其他收入',
    'unitFunds',
    UNIT_SOURCES,
    {
      needs: ['institutional'],
    },
  ),
  row('row-current-year', '收入总计 = 本年收入 + 上年结转', 'total', ['currentYear', 'carriedForward'], {
    needs: ['currentYear', 'carriedForward'],
  }),
  row(
    'row-three-public',
    '“三公”经费合计 = 因公出国（境）费 + 公务用车购置及运行费 + 公务接待费',
    'total',
    ['overseasTrips', 'vehicles', 'officialReception'],
    { needs: ['overseasTrips', 'vehicles', 'officialReception'], opens: 'vehicles', isWhole: true },
  ),
  row(
    'row-vehicles',
    '公务用车购置及运行费 = 公务用车购置费 + 公务用车运行费',
    'vehicles',
    ['vehiclePurchase', 'vehicleOperation'],
    {
      needs: ['vehiclePurchase', 'vehicleOperation'],
    },
  ),
  row('row-performance', '预算支出总额 = 基本支出 + 项目支出', 'total', ['basicTotal', 'projectTotal'], {
    needs: ['basicTotal', 'projectTotal'],
    beside: /一般公共预算|政府性基金|国有资本|财政(?:性)?(?:资金|拨款)|专户|(?:单位|其他)资金|资金来源/,
  }),
  row(
    'row-performance-sources',
    '预算支出总额 = 财政拨款合计 + 其他资金合计',
    'total',
    ['other:财政拨款/合计', 'other:其他资金/合计'],
    { needs: ['other:财政拨款/合计'], isWhole: true },
  ),
  row(
    'row-performance-fiscal',
    '财政拨款合计 = 基本支出 + 项目支出',
    'other:财政拨款/合计',
    ['basicFiscal', 'projectFiscal'],
    { needs: ['basicFiscal', 'projectFiscal'] },
  ),
  row('row-performance-other', '其他资金合计 = 基本支出 + 项目支出', 'other:其他资金/合计', [
    'other:其他资金/基本支出',
    'other:其他资金/项目支出',
  ]),
  row(
    'row-performance-basic',
    '基本支出 = 财政拨款 + 专户资金 + 单位资金',
    'basicTotal',
    ['basicFiscal', 'basicSpecialAccount', 'basicUnitFunds'],
    { needs: ['basicFiscal'] },
  ),
  row(
    'row-performance-project',
    '项目支出 = 财政拨款 + 专户资金 + 单位资金',
    'projectTotal',
    ['projectFiscal', 'projectSpecialAccount', 'projectUnitFunds'],
    { needs: ['projectFiscal'] },
  ),
  row(
    'row-project-funds',
    '当年预算 = 上级资金 + 本级资金 + 其他资金',
    'currentYearBudget',
    ['superiorFunds', 'localFunds', 'otherFunds'],
    {
      needs: ['localFunds'],
    },
  ),
  row(
    'row-project-levels',
    '当年预算 = 市级支出 + 补助区县',
    'currentYearBudget',
    ['municipalExpenditure', 'districtSubsidy'],
    {
      needs: ['municipalExpenditure'],
    },
  ),
]

/** Columns that a total over sources of revenue adds, with what stands in for them where a subtotal has its own column. */
export const SOURCE_LEVELS = {
  fiscalAppropriation: FUND_SOURCES,
  unitFunds: UNIT_SOURCES,
  institutional: ['institutionalNonEducation', 'institutionalEducation'],
  currentYear: [...FUND_SOURCES, ...UNIT_SOURCES, 'fiscalAppropriation', 'specialAccount', 'unitFunds'],
} as const

function rule(id: string, formula: string, source: string, scope: Identity['scope']): Identity {
  return { id, formula, source, scope }
}

const CLASSIFICATION = '政府收支分类科目：类、款、项逐级汇总'
const FORM = '部门预算公开表式说明'
const ACCOUNT = '部门决算编制说明'

export const IDENTITIES = {
  headerSums: rule('header-sums', '合计（小计）= 同一表头下各列之和', HEADING, 'within'),
  itemFunds: rule('item-funds', '“三公”各项合计 = 一般公共预算 + 政府性基金预算 + 国有资本经营预算', HEADING, 'within'),
  change: rule('change', '增减 = 本年 − 上年', HEADING, 'within'),
  tasks: rule('tasks', '金额合计 = 各项任务金额之和', HEADING, 'within'),
  units: rule('units', '合计 = 各单位（项目）之和', FORM, 'within'),
  projectSources: rule('project-sources', '项目资金总额 = 财政拨款（财政资金）+ 其他资金', FORM, 'within'),
  rowSources: rule('row-sources', '合计 = 各项收入来源之和', HEADING, 'within'),
  hierarchy: rule('hierarchy', '上级科目 = 下级科目之和（项 → 款 → 类）', CLASSIFICATION, 'within'),
  totalRow: rule('total-row', '合计 = 各类之和', CLASSIFICATION, 'within'),
  procurement: rule('procurement', '合计 = 货物 + 工程 + 服务', FORM, 'within'),
  economicTotals: rule('economic-totals', '人员经费合计 + 公用经费合计 = 各经济分类（类）之和', ACCOUNT, 'within'),
  sideItems: rule('side-items', '本年收入（支出）= 所列各项之和', FORM, 'within'),
  sideTotal: rule('side-total', '收入（支出）总计 = 本年收入（支出）+ 结转、结余各项', FORM, 'within'),
  balance: rule('balance', '收入总计 = 支出总计', FORM, 'within'),
  fundFlow: rule('fund-flow', '本年支出 + 年末结转和结余 = 年初结转和结余 + 本年收入', ACCOUNT, 'within'),
  summaryRevenue: rule('summary-revenue', '收支总表的收入 = 收入总表合计', FORM, 'between'),
  summaryExpenditure: rule('summary-expenditure', '收支总表的支出 = 支出总表合计', FORM, 'between'),
  summaryClasses: rule('summary-classes', '收支总表各类支出 = 支出总表同类支出', FORM, 'between'),
  summarySources: rule('summary-sources', '收支总表各项收入 = 收入总表合计行的同一来源', FORM, 'between'),
  summaryBasic: rule('summary-basic', '支出总表基本支出 = 收支总表人员经费 + 公用经费', FORM, 'between'),
  summaryProject: rule('summary-project', '支出总表项目支出 = 收支总表项目支出', FORM, 'between'),
  revenueExpenditure: rule('revenue-expenditure', '收入总表 = 支出总表（合计及同一科目）', FORM, 'between'),
  fiscalFunds: rule('fiscal-funds', '支出总计的各项预算 = 同一预算的本年收入 + 上年结转', FORM, 'within'),
  fiscalClasses: rule('fiscal-classes', '财政拨款收支总表各类支出 = 该预算支出表同类支出', FORM, 'between'),
  fiscalTotal: rule('fiscal-total', '财政拨款收支总表本年支出 = 该预算支出表合计', FORM, 'between'),
  fiscalCurrentYear: rule(
    'fiscal-current-year',
    '该预算支出表（当年）≤ 财政拨款收支总表本年支出 ≤ 该预算支出表（当年）+ 上年结转',
    '预算支出表备注：本表反映当年财政拨款支出情况',
    'between',
  ),
  fiscalSources: rule(
    'fiscal-sources',
    '收支总表的各项拨款 = 财政拨款收支总表的同一预算（收支总表未列上年结转的，含上年结转）',
    FORM,
    'between',
  ),
  basicExpenditure: rule('basic-expenditure', '一般公共预算支出表的基本支出 = 基本支出表合计', FORM, 'between'),
  basicEconomic: rule(
    'basic-economic',
    '基本支出表各经济科目 ≤ 支出表同一经济科目的基本支出之和',
    '政府收支分类科目：支出按功能分类和经济分类分别反映',
    'between',
  ),
  beyondPart: rule(
    'beyond-part',
    '支出表某科目超出所含之表的数额 ≤ 其合计超出的数额',
    '政府收支分类科目：支出按功能分类和经济分类分别反映',
    'between',
  ),
  partOfDepartment: rule('part-of-department', '各预算支出之和 ≤ 部门支出（同一科目、同一列）', FORM, 'between'),
  revenueOfFund: rule('revenue-of-fund', '部门收入总表的该项拨款 = 该预算支出表（同一科目）', FORM, 'between'),
  revenueOfFundCurrentYear: rule(
    'revenue-of-fund-current-year',
    '部门收入总表的该项拨款 ≤ 该预算支出表（同一科目，可含上年结转）',
    FORM,
    'between',
  ),
  threePublicBasic: rule(
    'three-public-basic',
    '基本支出表所列“三公”、会议费、培训费科目 ≤ 该项经费',
    '“三公”经费、会议费、培训费含基本支出和项目支出',
    'between',
  ),
  threePublicTotal: rule('three-public-total', '“三公”经费合计 ≤ 部门支出', FORM, 'between'),
  listedProject: rule(
    'listed-project',
    '项目绩效目标表当年预算 = 项目支出表同一项目（实施期资金总额不少于此数）',
    FORM,
    'between',
  ),
  projects: rule('projects', '各项目当年预算之和 ≤ 部门项目支出', FORM, 'between'),
  performance: rule('performance', '整体绩效目标表资金 = 支出总表', FORM, 'between'),
  performanceFiscal: rule('performance-fiscal', '整体绩效目标表财政拨款 = 财政拨款收支总表本年支出', FORM, 'between'),
  performanceBasicFiscal: rule(
    'performance-basic-fiscal',
    '整体绩效目标表基本支出财政拨款 = 各预算支出表基本支出之和',
    FORM,
    'between',
  ),
  procurementSource: rule('procurement-source', '政府采购预算 ≤ 收入总表同一来源', FORM, 'between'),
} as const satisfies Record<string, Identity>

/** Every identity that is declared, for documentation and for telling what was checked. */
export function allIdentities(): readonly Identity[] {
  return [...ROW_RULES, ...Object.values(IDENTITIES)].map(({ id, formula, source, scope }) => ({
    id,
    formula,
    source,
    scope,
  }))
}
