import { foldText, rowLabel } from '../../normalise/text.js'
import type { Side } from '../../schema/vocabulary.js'

/** Names of the 类 of 政府收支分类科目 (支出功能分类), past names included, that stand in a summary of both sides. */
const CLASSES =
  /^(?:一般公共服务|外交|国防|公共安全|教育|科学技术|文化(?:旅游)?体育与传媒|社会保障和就业|社会保险基金|卫生健康|医疗卫生(?:与计划生育)?|节能环保|城乡社区(?:事务)?|农林水(?:事务)?|交通运输|资源勘探(?:工业|电力)?信息等|资源勘探(?:工业|电力)?信息等事务|商业服务业等|金融|援助其他地区|自然资源海洋气象等|国土海洋气象等|住房保障|粮油物资储备|国有资本经营预算|灾害防治及应急管理|其他|转移性|往来性|债务还本|债务付息|债务发行费用|国债还本付息|抗疫特别国债安排的)支出$/
const EXPENDITURE =
  /^(?:预备费|本年支出(?:合计|小计)?|(?:支出)(?:合计|总计|总数)|结转下年(?:支出)?|年末(?:财政拨款)?结转(?:和|及)?结余|年终结转(?:和|及)?(?:结余)?|年终结余|结余分配|上缴上级(?:单位)?支出|(?:事业单位)?经营支出|对(?:下级|附属)单位(?:的)?补助支出|(?:基本|项目)支出)$/
const REVENUE =
  /^(?:本年收入(?:合计|小计)?|收入(?:合计|总计|总数)|(?:一般公共预算|政府性基金(?:预算)?|国有资本经营(?:预算)?)(?:财政)?(?:拨款)?(?:预算)?(?:收入)?(?:资金)?(?:预算)?|(?:当年|本年)?财政拨款(?:收入|资金)?|财政专户(?:管理)?资金(?:收入)?(?:预算)?|教育收费(?:收入)?(?:预算)?|单位资金(?:收入)?|(?:事业|上级补助|附属单位上缴|(?:事业单位)?经营|事业单位经营|其他|投资|捐赠|债务|非税)(?:预算)?收入(?:资金)?(?:预算)?(?:\(.*\))?|(?:上年|年初)(?:财政拨款)?结转(?:和|及)?(?:结余)?(?:收入|资金)?|上年结余(?:\(.*\))?|(?:动?用)?(?:事业|专用)基金弥补收支差额|使用(?:非财政拨款|以前年度)结余(?:\(.*\))?|使用非财政拨款结余和专用结余)$/
const EITHER = /^(?:合计|总计|小计)$/

/** Which side a whole label stands on; `either` for 合计 and 总计, null where it is no whole label of either. */
export function sideOfLabel(printed: string): Side | 'either' | null {
  const label = foldText(rowLabel(printed)).replace(/^其中:/, '')
  if (EITHER.test(label)) return 'either'
  if (CLASSES.test(label) || EXPENDITURE.test(label)) return 'expenditure'
  return REVENUE.test(label) ? 'revenue' : null
}
