import { Decimal } from 'decimal.js'
import type { Amounts, CodedRow, SideCell, SidesLine } from './district-budget.js'

/** The department that the samples are about. There is no 示例区: every name, number and sentence here is made up. */
export const DEPARTMENT = '重庆市示例区政务服务管理办公室'
export const FISCAL_YEAR = 2023

const coded = (code: string, label: string, amounts: Amounts = {}): CodedRow => ({ code, label, amounts })
const cell = (label: string, amounts: Amounts = {}): SideCell => ({ label, amounts })

/** 附件4-1 财政拨款收支总表 */
export const FISCAL_APPROPRIATION_SUMMARY: readonly SidesLine[] = [
  {
    revenue: cell('一、本年收入', { amount: '1028.96' }),
    expenditure: cell('一、本年支出', { total: '1028.96', generalPublicBudget: '1028.96' }),
  },
  {
    revenue: cell('一般公共预算拨款', { amount: '1028.96' }),
    expenditure: cell('一般公共服务支出', { total: '927.60', generalPublicBudget: '927.60' }),
  },
  {
    revenue: cell('政府性基金预算拨款'),
    expenditure: cell('社会保障和就业支出', { total: '54.36', generalPublicBudget: '54.36' }),
  },
  {
    revenue: cell('国有资本经营预算拨款'),
    expenditure: cell('卫生健康支出', { total: '16.93', generalPublicBudget: '16.93' }),
  },
  {
    revenue: cell('二、上年结转'),
    expenditure: cell('住房保障支出', { total: '30.07', generalPublicBudget: '30.07' }),
  },
  { revenue: cell('一般公共预算拨款'), expenditure: null },
  { revenue: cell('政府性基金预算拨款'), expenditure: null },
  { revenue: cell('国有资本经营预算拨款'), expenditure: null },
  { revenue: null, expenditure: cell('二、结转下年') },
  {
    revenue: cell('收入总数', { amount: '1028.96' }),
    expenditure: cell('支出总数', { total: '1028.96', generalPublicBudget: '1028.96' }),
  },
]

/** 附件4-2 一般公共预算财政拨款支出预算表: prints without trailing zeros. */
export const GENERAL_PUBLIC_BUDGET_EXPENDITURE: readonly CodedRow[] = [
  coded('', '合计', { total: '1028.96', basic: '435.97', project: '592.99' }),
  coded('201', '一般公共服务支出', { total: '927.6', basic: '334.61', project: '592.99' }),
  coded('20103', '政府办公厅（室）及相关机构事务', { total: '927.6', basic: '334.61', project: '592.99' }),
  coded('2010301', '行政运行', { total: '334.61', basic: '334.61' }),
  coded('2010302', '一般行政管理事务', { total: '592.99', project: '592.99' }),
  coded('208', '社会保障和就业支出', { total: '54.36', basic: '54.36' }),
  coded('20805', '行政事业单位养老支出', { total: '54.36', basic: '54.36' }),
  coded('2080505', '机关事业单位基本养老保险缴费支出', { total: '35.97', basic: '35.97' }),
  coded('2080506', '机关事业单位职业年金缴费支出', { total: '17.99', basic: '17.99' }),
  coded('2080599', '其他行政事业单位养老支出', { total: '0.4', basic: '0.4' }),
  coded('210', '卫生健康支出', { total: '16.93', basic: '16.93' }),
  coded('21011', '行政事业单位医疗', { total: '16.93', basic: '16.93' }),
  coded('2101101', '行政单位医疗', { total: '14.37', basic: '14.37' }),
  coded('2101103', '公务员医疗补助', { total: '2.56', basic: '2.56' }),
  coded('221', '住房保障支出', { total: '30.07', basic: '30.07' }),
  coded('22102', '住房改革支出', { total: '30.07', basic: '30.07' }),
  coded('2210201', '住房公积金', { total: '30.07', basic: '30.07' }),
]

/** 附件4-3 一般公共预算财政拨款基本支出预算表: 301 is 0.01 less than its printed parts, by rounding. */
export const GENERAL_PUBLIC_BUDGET_BASIC_EXPENDITURE: readonly CodedRow[] = [
  coded('', '合计', { total: '435.97', personnel: '360.24', operating: '75.73' }),
  coded('301', '工资福利支出', { total: '355.14', personnel: '355.14' }),
  coded('30101', '基本工资', { total: '84.93', personnel: '84.93' }),
  coded('30102', '津贴补贴', { total: '57.35', personnel: '57.35' }),
  coded('30103', '奖金', { total: '108.30', personnel: '108.30' }),
  coded('30107', '绩效工资'),
  coded('30108', '机关事业单位基本养老保险缴费', { total: '35.97', personnel: '35.97' }),
  coded('30109', '职业年金缴费', { total: '17.99', personnel: '17.99' }),
  coded('30110', '职工基本医疗保险缴费', { total: '14.37', personnel: '14.37' }),
  coded('30111', '公务员医疗补助缴费'),
  coded('30112', '其他社会保障缴费', { total: '3.59', personnel: '3.59' }),
  coded('30113', '住房公积金', { total: '30.07', personnel: '30.07' }),
  coded('30114', '医疗费', { total: '2.56', personnel: '2.56' }),
  coded('30199', '其他工资福利支出'),
  coded('302', '商品和服务支出', { total: '75.83', personnel: '0.10', operating: '75.73' }),
  coded('30201', '办公费', { total: '8.30', operating: '8.30' }),
  coded('30202', '印刷费'),
  coded('30203', '咨询费'),
  coded('30204', '手续费'),
  coded('30205', '水费'),
  coded('30206', '电费'),
  coded('30207', '邮电费', { total: '4.99', operating: '4.99' }),
  coded('30208', '取暖费'),
  coded('30209', '物业管理费'),
  coded('30211', '国内差旅费', { total: '1.00', operating: '1.00' }),
  coded('30212', '因公出国（境）费用'),
  coded('30213', '维修(护)费'),
  coded('30214', '租赁费'),
  coded('30215', '会议费', { total: '2.00', operating: '2.00' }),
  coded('30216', '培训费', { total: '4.13', operating: '4.13' }),
  coded('30217', '公务接待费', { total: '0.80', operating: '0.80' }),
  coded('30218', '专用材料费'),
  coded('30223', '购买服务'),
  coded('30224', '被装购置费'),
  coded('30225', '专用燃料费'),
  coded('30226', '劳务费', { total: '3.78', operating: '3.78' }),
  coded('30227', '委托业务费'),
  coded('30228', '工会经费', { total: '22.85', operating: '22.85' }),
  coded('30229', '福利费', { total: '4.65', operating: '4.65' }),
  coded('30231', '公务用车运行维护费', { total: '3.50', operating: '3.50' }),
  coded('30239', '其他交通费用', { total: '19.73', operating: '19.73' }),
  coded('30240', '税金及附加费用'),
  coded('30299', '其他商品和服务支出', { total: '0.10', personnel: '0.10' }),
  coded('303', '对个人和家庭的补助', { total: '5.00', personnel: '5.00' }),
  coded('30305', '生活补助'),
  coded('30306', '救济费'),
  coded('30307', '医疗费', { total: '0.40', personnel: '0.40' }),
  coded('30308', '助学金'),
  coded('30309', '奖励金'),
  coded('30310', '生产补贴'),
  coded('30399', '其他对个人和家庭的补助支出', { total: '4.60', personnel: '4.60' }),
]

/** 附件4-4 “三公”经费支出表: one row. */
export const THREE_PUBLIC_EXPENSES: Amounts = {
  total: '4.30',
  vehicles: '3.50',
  vehicleOperation: '3.50',
  officialReception: '0.80',
}

/** 附件4-6 部门收支总表 */
export const DEPARTMENT_SUMMARY: readonly SidesLine[] = [
  {
    revenue: cell('一般公共预算拨款收入', { amount: '1028.96' }),
    expenditure: cell('一般公共服务支出', { amount: '927.60' }),
  },
  { revenue: cell('政府性基金预算拨款收入'), expenditure: cell('社会保障和就业支出', { amount: '54.36' }) },
  { revenue: cell('国有资本经营预算拨款收入'), expenditure: cell('卫生健康支出', { amount: '16.93' }) },
  { revenue: cell('事业收入预算'), expenditure: cell('住房保障支出', { amount: '30.07' }) },
  { revenue: cell('事业单位经营收入预算'), expenditure: null },
  { revenue: cell('其他收入预算'), expenditure: null },
  {
    revenue: cell('本年收入合计', { amount: '1028.96' }),
    expenditure: cell('本年支出合计', { amount: '1028.96' }),
  },
  { revenue: cell('用事业基金弥补收支差额'), expenditure: cell('结转下年') },
  { revenue: cell('上年结转'), expenditure: null },
  { revenue: cell('收入总计', { amount: '1028.96' }), expenditure: cell('支出总计', { amount: '1028.96' }) },
]

/** 附件4-8 部门支出总表: the rows of 4-2, printed with two decimals. */
export const DEPARTMENT_EXPENDITURE: readonly CodedRow[] = GENERAL_PUBLIC_BUDGET_EXPENDITURE.map((row) => ({
  ...row,
  amounts: Object.fromEntries(
    Object.entries(row.amounts as Record<string, string>).map(([id, amount]) => [id, new Decimal(amount).toFixed(2)]),
  ),
}))

/** 附件4-7 部门收入总表: every row is paid from 一般公共预算. */
export const DEPARTMENT_REVENUE: readonly CodedRow[] = DEPARTMENT_EXPENDITURE.map(({ code, label, amounts }) => {
  const total = amounts.total as string
  return { code, label, amounts: { total, generalPublicBudget: total } }
})

/** 附件4-9 政府采购预算明细表: rows without an amount. */
export const PROCUREMENT_ROWS = ['合计', '货物类', '服务类', '工程类'] as const

/** 附件4-10 部门（单位）整体支出绩效目标表: funds in 元. */
export const DEPARTMENT_FUNDS: Amounts = {
  total: '10289606.32',
  basicTotal: '4359693.32',
  basicFiscal: '4359693.32',
  projectTotal: '5929913.00',
  projectFiscal: '5929913.00',
}
