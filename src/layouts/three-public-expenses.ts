import type { ColumnRule, Layout } from './layout.js'

const ITEMS: readonly ColumnRule[] = [
  { measure: 'agencyOperating', header: /机关运行/ },
  { measure: 'overseasTrips', header: /出国/ },
  { measure: 'vehiclePurchase', header: /购置(?:经费|费)?(?:\/|$)|公务用车购置(?:支出)?$/ },
  { measure: 'vehicleOperation', header: /(?:^|\/|[^及和])(?:公务用车)?运行(?:维护)?费?(?:支出)?$/ },
  { measure: 'vehicles', header: /公务用车购置[及和](?:公务用车)?运行|公务用车(?:\/(?:小计|合计))?$/ },
  { measure: 'officialReception', header: /接待/ },
  { measure: 'meetings', header: /会议/ },
  { measure: 'training', header: /培训/ },
  { measure: 'total', header: /(?:合计|小计|总计)$|三公经费(?:预算数|支出)?$/ },
]

/** 一般公共预算“三公”经费支出表: trips abroad, vehicles, receptions; in some forms 机关运行经费, meetings and training. */
export const threePublicExpenses: Layout = {
  id: 'three-public-expenses',
  titles: [/三公.*(?:支出|经费|预算|决算).*表$/],
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
  columns: [...ITEMS, { measure: 'total', header: /(?:预算数|决算数|金额|预算)$/ }],
  rowMeasures: ITEMS.map(({ measure, header }) => ({ measure, label: header })),
}
