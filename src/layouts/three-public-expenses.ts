import type { ColumnRule, Layout } from './layout.js'

/** What may stand below the header of an item: a subtotal, a year, or the first of the funds that pay for it. */
const END = '(?:/(?:小计|合计|总计|一般公共预算[^/]*|[^/]*(?:预算数|决算数|金额)))*$'

/** A header that names an item, and not all of them: 三公 and what else the table has. */
const item = (words: string) => new RegExp(`(?:^|/)[^/三]*(?:${words})[^/]*${END}`)

const ITEMS: readonly ColumnRule[] = [
  { measure: 'agencyOperating', header: /(?:^|\/)[^/三]*机关运行|(?:^|\/)行政经费$/ },
  { measure: 'overseasTrips', header: item('出国') },
  { measure: 'vehiclePurchase', header: new RegExp(`(?<![及和与])购置(?:经费|费用?|支出|费支出)?${END}`) },
  {
    measure: 'vehicleOperation',
    header: new RegExp(`(?<![及和与]|[及和与]公务用车|机关)(?:运行(?:维护)?|运维)(?:经费|费用?|支出|费支出)?${END}`),
  },
  {
    measure: 'vehicles',
    header: new RegExp(
      `(?:公务用车|车辆)(?:购置[及和与](?:公务用车)?(?:运行|运维)|运行(?:维护)?费?[及和与]购置)[^/]*${END}|公务(?:用车|车辆)(?:经费|费用?|支出)?${END}`,
    ),
  },
  { measure: 'officialReception', header: item('接待') },
  { measure: 'meetings', header: item('会议') },
  { measure: 'training', header: item('培训') },
  {
    measure: 'total',
    header: new RegExp(
      `三公[^/]*(?:合计|小计|总计|总额)${END}|三公[^/]*/(?:小计|合计)${END}|三公(?:经费)?(?:预算数|决算数|支出)?$`,
    ),
  },
  // 合计 of a table that has 会议费 and 培训费 too is not that of 三公.
  { measure: 'total', header: new RegExp(`(?:合计|小计|总计)${END}`), unless: /会议|培训/ },
]

/** 一般公共预算“三公”经费支出表: trips abroad, vehicles, receptions; in some forms 机关运行经费, meetings and training. */
export const threePublicExpenses: Layout = {
  id: 'three-public-expenses',
  titles: [/三公.*(?:支出|经费|预算|决算).*表$/],
  not: /(?:政府性基金|国有资本)[^与和及]*三公/,
  shape: 'single',
  headers: [
    [
      '2023年预算数',
      '合计',
      '因公出国（境）费',
      '公务用车购置及运行费',
      '公务接待费',
      '小计',
      '公务用车购置费',
      '公务用车运行费',
    ],
  ],
  columns: [...ITEMS, { measure: 'total', header: /(?:预算数|决算数|金额|预算)$/, unless: /会议|培训/ }],
  apart: /(?:政府性基金|国有资本)[^/]*$|国内(?:公务)?接待|外事接待/,
  rowMeasures: ITEMS.map(({ measure, header, unless }) => ({ measure, label: header, ...(unless ? { unless } : {}) })),
  isByYear: true,
}
