/** A form that a place prints: its tables are the kinds of `LAYOUTS`; what tells it is how it numbers and names them. */
export interface Form {
  id: string
  /** In Chinese, as its users call it. */
  name: string
  /** Folded lines that only this form prints: a number before a title, a title, a heading. */
  marks: readonly RegExp[]
}

/** Forms known by name. A document has the form whose marks stand in it most often; a new form costs an entry here. */
export const FORMS: readonly Form[] = [
  {
    id: 'chongqing-district',
    name: '重庆市区县部门预算公开表（附件4-1至4-11）',
    marks: [/^附件4-\d+$/, /财政拨款收支总表$/, /部门\(单位\)整体支出绩效目标表$/, /财政资金项目支出绩效目标表$/],
  },
  {
    id: 'chongqing-municipal',
    name: '重庆市市级部门预算公开表（表一至表十二）',
    marks: [/^表[一二三四五六七八九十]+$/, /总体情况表$/, /市级(?:重点专项资金|一般性项目)绩效目标表/],
  },
  {
    id: 'shanghai',
    name: '上海市部门、单位预算公开表（九张）',
    marks: [
      /财务收支预算总表$/,
      /支出功能分类预算表$/,
      /部门预算经济分类预算表$/,
      /机关运行经费预算表$/,
      /^编制(?:部门|单位):/,
    ],
  },
  {
    id: 'national-final-account',
    name: '部门决算公开表（九张）',
    marks: [
      /^收入支出决算总表$/,
      /^收入决算表$/,
      /^支出决算表$/,
      /财政拨款收入支出决算总表$/,
      /拨款(?:基本)?支出决算表$/,
    ],
  },
  {
    id: 'beijing',
    name: '北京市部门预算报表（预算01表至13表）',
    marks: [/^预算(?:表\d\d|\d\d表).*表$/],
  },
  { id: 'shenzhen', name: '深圳市部门预算表（表1至表11）', marks: [/^部门名称:/, /^项目支出总表$/, /^基本支出总表$/] },
  {
    id: 'guangzhou',
    name: '广州市部门预算表（表1至表12）',
    marks: [/^本年支出总体情况表$/, /行政经费及三公经费预算表$/, /\(按经济分类科目\)$/, /基本支出预算表$/],
  },
  { id: 'xian', name: '西安市部门综合预算公开报表（表1至表16）', marks: [/部门综合预算/, /明细表\(按支出/] },
  { id: 'yantai', name: '烟台市部门预算表（公开表1至12）', marks: [/^公开表\d+$/, /^部门\(单位\):/] },
  {
    id: 'fuzhou',
    name: '福州市部门预算表',
    marks: [/^20\d\d年度.*预算总表$/, /^20\d\d年度.*拨款支出预算表$/, /^20\d\d年度.*经济分类情况表$/],
  },
  {
    id: 'wuxi',
    name: '无锡市部门预算公开表（公开01表至13表）',
    marks: [/^公开\d\d表$/, /机关运行经费支出预算表$/, /三公经费,会议费,培训费支出表$/],
  },
]
