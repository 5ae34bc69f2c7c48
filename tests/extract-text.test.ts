import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ExtractedTable } from '../src/extract/table.js'
import { extractTextTables } from '../src/extract/text/extract-text.js'
import { DEFAULT_LIMITS } from '../src/read/limits.js'
import { textLines } from '../src/read/text/read-text.js'

function extract(text: string) {
  return extractTextTables(textLines(text, DEFAULT_LIMITS), 2024)
}

function only(text: string): ExtractedTable {
  const { value } = extract(text)
  expect(value).toHaveLength(1)
  return value[0] as ExtractedTable
}

/** `code label: amount=measure amount=a|b` a row; candidates where the column is open. */
function rowsOf(table: ExtractedTable): string[] {
  return table.rows.map((row) => {
    const amounts = row.amounts.map((amount) => `${amount.text}=${amount.measure ?? amount.candidates.join('|')}`)
    return [row.side, row.code, row.label, ...amounts].filter((part) => part !== null && part !== '').join(' ')
  })
}

function unplacedIn(text: string): string[] {
  return extract(text).diagnostics.flatMap((finding) =>
    finding.code === 'amount-unplaced' ? [`${finding.found} ${finding.message.replace(/^.*placed: /, '')}`] : [],
  )
}

const EXPENDITURE = `
附件4-2
重庆市样例区园林局一般公共预算财政拨款支出预算表
单位：万元
功能分类科目 2024年预算数
科目编码 科目名称 小计 基本支出 项目支出
 合  计 1,250.50 850.50 400
212 城乡社区支出 1,250.50 850.50 400.00
 21201  城乡社区管理事务 850.50 850.50
  2120101   行政运行 850.50 850.50
  2120199   其他城乡社区
管理事务支出
21205 城乡社区环境卫生 400.00 400.00
备注：本表反映2024年支出，含上年 12.00 万元。
`

describe('rows with codes', () => {
  it('keep every row, their wrapped labels whole, and leave open what the order of the figures leaves open', () => {
    const table = only(EXPENDITURE)
    expect(table).toMatchObject({ id: 'general-public-budget-expenditure', unit: '万元', unitPrinted: true })
    expect(rowsOf(table)).toEqual([
      '合计 1250.50=total 850.50=basic 400=project',
      '212 城乡社区支出 1250.50=total 850.50=basic 400.00=project',
      '21201 城乡社区管理事务 850.50=total|basic 850.50=basic|project',
      '2120101 行政运行 850.50=total|basic 850.50=basic|project',
      '2120199 其他城乡社区管理事务支出',
      '21205 城乡社区环境卫生 400.00=total|basic 400.00=basic|project',
    ])
    expect(table.rows.map((row) => row.depth)).toEqual([null, 0, 1, 2, 2, 0])
  })

  it('leave even full rows to the accounts, and point to the line of every figure', () => {
    const [total] = only(EXPENDITURE).rows
    expect(total?.amounts.map((amount) => amount.evidence)).toEqual(['ambiguous', 'ambiguous', 'ambiguous'])
    expect(total?.amounts[0]?.place.line).toBe(7)
  })

  it('are the same with CRLF, tabs, full-width digits and blank lines between', () => {
    const plain = rowsOf(only(EXPENDITURE))
    const fullWidth = EXPENDITURE.replace(/(?<= )[\d,.]+(?=[ \n])/g, (number) =>
      number.replace(/[\d.,]/g, (char) => String.fromCharCode(char.charCodeAt(0) + 0xfee0)),
    )
    for (const text of [
      EXPENDITURE.replaceAll('\n', '\r\n'),
      EXPENDITURE.replace(/(?<=\S) (?=\S)/g, ' \t'),
      EXPENDITURE.replaceAll('\n', '\n\n'),
      fullWidth,
    ]) {
      expect(rowsOf(only(text))).toEqual(plain)
    }
  })

  it('go on over pages that repeat number, title and header, or the header alone', () => {
    const header = '功能分类科目 2024年预算数\n科目编码 科目名称 小计 基本支出 项目支出\n'
    const heading = '附件4-2\n重庆市样例区园林局一般公共预算财政拨款支出预算表\n单位：万元\n'
    const plain = rowsOf(only(EXPENDITURE))
    for (const again of [`\n-- 3 of 9 --\n\n4\n${heading}${header}`, `\n— 3 —\n${header}`]) {
      expect(rowsOf(only(EXPENDITURE.replace('21205', `${again}21205`)))).toEqual(plain)
    }
  })

  it('report figures that the table has no room for', () => {
    const text = EXPENDITURE.replace('21205 城乡社区环境卫生 400.00', '21205 城乡社区环境卫生 400.00 1.00 2.00')
    expect(unplacedIn(text)).toEqual(
      ['400.00', '1.00', '2.00', '400.00'].map(
        (amount) => `${amount} the row prints 4 figures and the table has 3 columns.`,
      ),
    )
  })

  it('report all figures under a header that is not understood, rather than place them', () => {
    const text = EXPENDITURE.replace('小计 基本支出', '小计 援藏经费 基本支出')
    expect(unplacedIn(text)).toHaveLength(12)
    expect(unplacedIn(text)[0]).toBe('1250.50 “援藏” in its header is not known.')
    expect(only(text).rows.flatMap((row) => row.amounts)).toEqual([])
  })

  it('are of the first of two classifications, where names do not wrap or spell their code', () => {
    const table = (rows: string) => `一般公共预算基本支出表\n单位：万元
部门经济科目编码 部门经济科目名称 政府经济科目编码 政府经济科目名称 合计 人员经费 公用经费
合计 50.00 40.00 10.00
301 工资福利支出 501 机关工资福利支出 40.00 40.00
${rows}
302 商品和服务支出 502 机关商品和服务支出 10.00 10.00
302 01 办公费 502 01 办公经费 10.00 10.00`
    const whole = only(table('30101 基本工资 50101 工资奖金津补贴 40.00 40.00'))
    expect(whole.rows.map(({ code, label }) => `${code} ${label}`)).toEqual([
      ' 合计',
      '301 工资福利支出',
      '30101 基本工资',
      '302 商品和服务支出',
      '30201 办公费',
    ])
    const wrapped = table('30108 机关事业单位基本养老 50102 社会保障缴 40.00 40.00\n保险缴费 费')
    expect(only(wrapped).rows.some(({ code }) => code === '30108')).toBe(false)
    expect(unplacedIn(wrapped)).toEqual(
      ['40.00', '40.00'].map((amount) => `${amount} a second code stands beside it, and names wrap.`),
    )
  })

  it('of 基本支出 are of 部门经济分类, glued to its name or not, though 政府经济分类 stands before it', () => {
    const table = (rows: string) => `一般公共预算基本支出表\n单位：万元
政府支出经济分类科目 部门支出经济分类科目 合计 人员经费 公用经费
合计 40.00 30.00 10.00
${rows}`
    for (const rows of [
      '50101-工资奖金津补贴 30101-基本工资 30.00 30.00\n50201-办公经费 30201-办公费 10.00 10.00',
      '501 01 工资奖金津补贴 301 01 基本工资 30.00 30.00\n502 01 办公经费 302 01 办公费 10.00 10.00',
    ]) {
      expect(only(table(rows)).rows.map(({ code, label }) => `${code} ${label}`)).toEqual([
        ' 合计',
        '30101 基本工资',
        '30201 办公费',
      ])
    }
  })

  it('report a row that is classified twice, and figures in a label', () => {
    const text = EXPENDITURE.replace('21205 城乡社区环境卫生', '21205 环境卫生 50201-办公经费').replace(
      '2120101   行政运行',
      '2120101   行政 7.50 运行',
    )
    expect(unplacedIn(text)).toEqual([
      '7.50 it stands within the label.',
      '400.00 a second code stands beside it.',
      '400.00 a second code stands beside it.',
    ])
  })
})

describe('headers', () => {
  const measures = (title: string, header: string) =>
    only(`重庆市样例区园林局${title}\n单位：万元\n${header}\n201 一般公共服务支出\n`).measures.all

  it('name sub-columns below their group, wherever the text prints them', () => {
    const header = `科目
合计 上年结转
一般公共预
算拨款收入
事业收入预算
其他收入预
算
用事业基金
弥补收支差
额科目编码 科目名称
非教育收费
收入预算
教育收费收
预算入`
    expect(measures('部门收入总表', header)).toEqual([
      'total',
      'carriedForward',
      'generalPublicBudget',
      'institutionalNonEducation',
      'institutionalEducation',
      'other',
      'fundOffset',
    ])
  })

  it('tell the year before from this year', () => {
    const header = '科目编码 科目名称 2023年预算数 2024年预算数\n小计 基本支出 项目支出'
    expect(measures('一般公共预算财政拨款支出预算表', header)).toEqual(['prior.total', 'total', 'basic', 'project'])
  })

  it('know the columns that forms print beside the statutory ones', () => {
    expect(
      measures(
        '一般公共预算支出表',
        `功能分类科目 预算数
科目编码 科目名称 合计
基本支出 项目支出
小计 人员经费 公用经费 项目支出总数 扣除基建项目后预
算数`,
      ),
    ).toEqual(['total', 'basic', 'personnel', 'operating', 'project', 'other:预算数/项目支出/扣除基建项目后预算数'])
    expect(measures('部门支出总表', '科目编码 科目名称 合计 基本支出 项目支出 结转下年')).toEqual([
      'total',
      'basic',
      'project',
      'other:结转下年',
    ])
  })

  it('put a group printed before the names of the rows where its columns stand', () => {
    const header = `2026 年政府采购项目
预算单位 科目编码 科目名称 支出总计 基本支出 项目支出 事业单位
经营支出 上缴上级支出
小计
其中：2026 年
政府采购项目
中预留给
中小企业的项
目资金规模`
    expect(measures('部门支出总表', header)).toEqual([
      'total',
      'basic',
      'project',
      'businessOperations',
      'remittedToSuperior',
      'other:2026年政府采购项目/小计',
      'other:2026年政府采购项目/其中:2026年政府采购项目中预留给中小企业的项目资金规模',
    ])
  })

  it('hang a name below the one of two groups that the form has', () => {
    const header = `单位名称 合计
财政拨款收入 财政专户拨款收入 其他资金收入
上年结转结余
一般公共预算 政府性基金预算 教育收费 其他专户
收入拨款 事业收入 其他收入`
    expect(measures('部门收入总表', header)).toEqual([
      'total',
      'generalPublicBudget',
      'governmentFund',
      'other:财政专户拨款收入/教育收费',
      'other:财政专户拨款收入/其他专户收入拨款',
      'institutional',
      'other',
      'carriedForward',
    ])
  })

  it('are read to their end where the last of three blocks is cut off', () => {
    const inEach = (cells: string) => `${cells}\n`.repeat(3)
    const header = `${inEach('“三公”经费 会议费')}${inEach('小计 公务接待费 公务用车购置及运行费')}${inEach(
      '小计 公务用车购置费 公务用车运行费',
    ).replace(/ \S+\n$/, '')}`
    expect(measures('一般公共预算“三公”经费支出表', header)).toEqual([])
  })

  it('put a group printed before the total where the line of its columns has them', () => {
    const text = `重庆市样例区园林局一般公共预算“三公”经费支出表
单位：万元
公务用车购置及运行费
合计 因公出国（境）费 小计 公务用车购置费 公务用车运行费 公务接待费
6.40 1.00 2.80 2.80 2.60
`
    expect(unplacedIn(text)).toEqual([])
    expect(only(text).measures.all).toEqual([
      'total',
      'overseasTrips',
      'vehicles',
      'vehiclePurchase',
      'vehicleOperation',
      'officialReception',
    ])
  })
})

describe('titles', () => {
  const body = '\n单位：万元\n收入 支出\n项目 预算数 项目 预算数\n收入总计 1.00 支出总计 1.00\n'

  it.each([
    ['重庆市样例区园林局部门收支总表', 'department-summary'],
    ['重庆市样例区园\n林局部门收支总表', 'department-summary'],
    ['重庆市样例区园林局部门收\n支总表', 'department-summary'],
    ['重庆市样例区园林局\n部门收支总表', 'department-summary'],
    ['附件4-1\n重庆市样例区园林局财政\n拨款收支总表', 'fiscal-appropriation-summary'],
  ])('are whole again: %s', (title, id) => {
    const { value } = extract(title + body)
    expect(value.map((table) => table.id)).toEqual([id])
    expect(value[0]?.title).toBe(title.replace(/^附件4-1/, '').replace(/\s/g, ''))
  })

  it('do not take in the row above them', () => {
    const text = `重庆市样例区园林局政府采购预算明细表
单位：万元
项目 合计 一般公共预算拨款收入
合计
货物类
工程类
2024年部门收支总表${body}`
    const { value } = extract(text)
    expect(value.map(rowsOf)).toEqual([
      ['合计', '货物类', '工程类'],
      ['revenue 收入总计 1.00=amount', 'expenditure 支出总计 1.00=amount'],
    ])
  })

  it('do not take in figures, half width or full, whole or not', () => {
    for (const figure of ['1,030.50', '1030', '１，０３０．５０']) {
      const text = `重庆市样例区园林\n局部门收支总表\n${body.trim()}\n收入合计 ${figure}\n重庆市样例区园林\n局部门收入总表\n单位：万元\n`
      expect(extract(text).value[0]?.rows.at(-1)?.amounts).toHaveLength(1)
    }
  })

  it('in a table of contents and in sentences begin no table', () => {
    expect(extract('目录\n一、部门收支总表\n二、部门收入总表\n正文\n见部门收支总表。\n').value).toEqual([])
  })
})

it('a code in parts may be printed again as a whole', () => {
  const table = only(`示例局一般公共预算支出表
单位：万元
科目编码 单位代码 单位名称（科目） 合计 基本支出 项目支出
类 款 项
208 208 社会保障和就业支出 6.00 6.00 0.00
208 05 20805 行政事业单位养老支出 6.00 6.00 0.00
208 05 05 2080505 机关事业单位基本养老保险缴费支出 6.00 6.00 0.00
`)
  expect(table.rows.map(({ code, label }) => `${code} ${label}`)).toEqual([
    '208 社会保障和就业支出',
    '20805 行政事业单位养老支出',
    '2080505 机关事业单位基本养老保险缴费支出',
  ])
})

it('the kinds of a procurement have their letter as code, glued to the name as it may be', () => {
  const table = only('示例局政府采购预算明细表\n单位：万元\n采购类别 金额\nA-货物 11.50\nC-服务 20.00\n合 计 31.50\n')
  expect(rowsOf(table)).toEqual(['A 货物 11.50=total', 'C 服务 20.00=total', '合计 31.50=total'])
})

describe('two sides', () => {
  const text = `重庆市样例区园林局财政拨款收支总表
单位：万元
收入 支出
项目 预算数 项目 合计
一般公共预算财政
拨款
政府性基金预算财
政拨款
一、本年收入 1,030.00 一、本年支出 1,030.00 1,000.00 30.00
一般公共预算拨款 1,000.00教育支出 1,000.00 1,000.00
政府性基金预算拨款 30.00 城乡社区支
出 30.00 30.00
二、上年结转 0二、结转下年
收入总数 1,030.00支出总数 1,030.00 1,000.00 30.00
`

  it('part by their labels: glued, wrapped, and without a figure of their own', () => {
    expect(rowsOf(only(text))).toEqual([
      'revenue 本年收入 1030.00=amount',
      'expenditure 本年支出 1030.00=total 1000.00=generalPublicBudget 30.00=governmentFund',
      'revenue 一般公共预算拨款 1000.00=amount',
      'expenditure 教育支出 1000.00=total|generalPublicBudget 1000.00=generalPublicBudget|governmentFund',
      'revenue 政府性基金预算拨款 30.00=amount',
      'expenditure 城乡社区支出 30.00=total|generalPublicBudget 30.00=generalPublicBudget|governmentFund',
      'revenue 上年结转 0=amount',
      'expenditure 结转下年',
      'revenue 收入总数 1030.00=amount',
      'expenditure 支出总数 1030.00=total 1000.00=generalPublicBudget 30.00=governmentFund',
    ])
  })

  it('place the one column of revenue as printed', () => {
    const revenue = only(text).rows.filter((row) => row.side === 'revenue' && row.amounts.length > 0)
    expect(revenue.map((row) => row.amounts[0]?.evidence)).toEqual(Array(5).fill('printed'))
  })

  it('report the figures of a label that belongs to neither', () => {
    expect(unplacedIn(text.replace('二、上年结转 0', '杂项 7.00\n'))).toEqual([
      '7.00 its label belongs to neither side.',
    ])
  })

  describe('know the code of a class from a figure', () => {
    const coded = `样例区园林局部门收支总体情况表
单位：万元
收入 支出
项目 预算数 功能分类 预算数
财政拨款收入 300.00 201 一般公共服务支出
事业收入 204公共安全支出
其他收入 205 教育支出 300.00
收入总计 300.00 支出总计 300.00
`

    it('that stands before its own name, apart or glued', () => {
      expect(rowsOf(only(coded))).toEqual([
        'revenue 财政拨款收入 300.00=amount',
        'expenditure 201 一般公共服务支出',
        'revenue 事业收入',
        'expenditure 204 公共安全支出',
        'revenue 其他收入',
        'expenditure 205 教育支出 300.00=amount',
        'revenue 收入总计 300.00=amount',
        'expenditure 支出总计 300.00=amount',
      ])
      expect(unplacedIn(coded)).toEqual([])
    })

    it('and report one that stands alone among whole figures', () => {
      const whole = coded.replaceAll('.00', '').replace('201 一般', '一般').replace('205 教育', '教育')
      expect(unplacedIn(whole)).toEqual(['204 it may be the code of the name behind it.'])
      expect(unplacedIn(whole.replaceAll('300', '300.0'))).toEqual([])
    })
  })
})

const DEPARTMENT_FORM = `附件4-10
2024年部门（单位）整体支出绩效目标表
预算部门 重庆市样例区园林局
总体资金情况（元）
预算支出总额
基本支出 项目支出
合计 财政拨款 专户资金 单位资金 合计 财政拨款 专户资金 单位资金
12505000.00  8505000.00  8505000.00  4000000.00  4000000.00
部
门
整
体
整体绩效目标
种树 1,200.50 亩，
养护公园。
年度绩效指标
一级指标 二级指标  三级指标 绩效指标性质 绩效指标值 绩效度量单位 权重
产出指标 数量指标 种树面积 ≥ 1200.5 亩 60
其他说明
无
`

const PROJECT_FORMS = `附件4-11
2024年财政资金项目支出绩效目标表
单位：万元
申报单位 重庆市样例区园林局 项目编码 50099924T000000000011
项目名称 2024年公园养护
项目类型 一般性项目 联系人 某甲 联系电话 02300000000
当年预算（万元) 400.00
上级资金
本级资金 380.00
其他资金 20.00
项目概况
每亩 1,500.00 元，共
400.00 万元。
立项依据 样例文件
当年实施进度计划
当年整体绩效目标 公园整洁。
当年绩效指标
一级指标 二级指标 三级指标  指标性质 指标值 度量单位 权重
产出指标 数量指标 设备数量 ＝ 1
个（台、
套、件、
辆）
10
满意度指标
服务对象满意
度指标
游客满意度 ≥ 95 % 20
成本指标 经济成本指标 养护单价 ＝ 4 元/平方
米
20
效益指标 社会效益指标 公园开放 定性 优 10
单位：万元
申报单位 重庆市样例区园林局 项目编码 50099924T000000000028
项目名称 2024年苗木
采购
当年预算（万元) 9.50
`

describe('forms', () => {
  it('give a department its funds, texts and indicators', () => {
    const table = only(DEPARTMENT_FORM)
    expect(table.unit).toBe('元')
    expect(table.rows[0]?.amounts.map((amount) => [amount.text, amount.candidates.length])).toEqual([
      ['12505000.00', 5],
      ['8505000.00', 5],
      ['8505000.00', 5],
      ['4000000.00', 5],
      ['4000000.00', 5],
    ])
    const [form] = table.forms
    expect(form?.fields.goal?.text).toBe('种树 1,200.50 亩，养护公园。')
    expect(form?.fields.notes?.text).toBe('无')
    expect(form?.indicators).toMatchObject([{ level1: '产出指标', level3: '种树面积', target: '1200.5', weight: '60' }])
    expect(unplacedIn(DEPARTMENT_FORM)).toEqual([])
  })

  it('begin again for each project; their labels name the measures, and running text holds none', () => {
    const table = only(PROJECT_FORMS)
    expect(rowsOf(table)).toEqual([
      '50099924T000000000011 2024年公园养护 400.00=currentYearBudget 380.00=localFunds 20.00=otherFunds',
      '50099924T000000000028 2024年苗木采购 9.50=currentYearBudget',
    ])
    expect(table.forms[0]?.fields).toMatchObject({
      applicant: { text: '重庆市样例区园林局' },
      contact: { text: '某甲' },
      telephone: { text: '02300000000' },
      overview: { text: '每亩 1,500.00 元，共400.00 万元。' },
      legalBasis: { text: '样例文件' },
      annualGoal: { text: '公园整洁。' },
    })
    expect(unplacedIn(PROJECT_FORMS)).toEqual([])
  })

  it('make wrapped cells of indicators whole', () => {
    const indicators = only(PROJECT_FORMS).forms[0]?.indicators.map(({ place: _, core: __, ...texts }) =>
      Object.values(texts).join(' '),
    )
    expect(indicators).toEqual([
      '产出指标 数量指标 设备数量 ＝ 1 个（台、套、件、辆） 10',
      '满意度指标 服务对象满意度指标 游客满意度 ≥ 95 % 20',
      '成本指标 经济成本指标 养护单价 ＝ 4 元/平方米 20',
      '效益指标 社会效益指标 公园开放 定性 优  10',
    ])
  })

  it('keep a weight that stands alone at the end of a page, and drop page numbers', () => {
    const pages = PROJECT_FORMS.replace('辆）\n10\n', '辆）\n10\n\n-- 1 of 3 --\n\n2\n')
      .replace('效益指标 社会', '-- 2 of 3 --\n\n3\n效益指标 社会')
      .concat('4\n')
    const weights = only(pages).forms[0]?.indicators.map((indicator) => indicator.weight)
    expect(weights).toEqual(['10', '20', '20', '10'])
  })

  it('report the amounts of a project without a name', () => {
    const text = PROJECT_FORMS.replace('项目编码 50099924T000000000028\n项目名称 2024年苗木\n采购', '')
    expect(unplacedIn(text)).toEqual(['9.50 its project has no name.'])
  })

  it('read projects listed by number', () => {
    const text = `2024年市级一般性项目绩效目标表（一级项目）
资金主管部门：重庆市样例局 单位：万元
序号 项目名称 当年财政拨款
预算金额 当年绩效目标 指标名称 指标性质 指标值 计量单位 指标权重(%)
1 巡查养护经费 1,299.10
巡查全部
公园。
巡查次数 ≥ 60 次 50
年度预算执行率 = 100 % 50
`
    const table = only(text)
    expect(rowsOf(table)).toEqual(['巡查养护经费 1299.10=currentYearBudget'])
    expect(table.forms[0]?.fields.annualGoal?.text).toBe('巡查全部公园。')
    expect(table.forms[0]?.indicators.map((one) => [one.level3, one.weight])).toEqual([
      ['巡查次数', '50'],
      ['年度预算执行率', '50'],
    ])
  })
})

/** A line with each text ending at a character column, or beginning there. */
function kept(...cells: readonly (readonly ['to' | 'from', number, string])[]): string {
  return cells.reduce(
    (line, [side, column, text]) => line.padEnd(side === 'to' ? column - text.length : column) + text,
    '',
  )
}

const row = (code: string, label: string, ...figures: readonly string[]) =>
  kept(['from', 0, code], ['from', 12, label], ...figures.map((text, at) => ['to', 60 + at * 26, text] as const))

const KEPT = [
  '重庆市样例区园林局一般公共预算财政拨款支出预算表',
  kept(['to', 110, '单位：万元']),
  '',
  kept(['from', 14, '功能分类科目'], ['from', 72, '2024年预算数']),
  kept(
    ['from', 3, '科目编码'],
    ['from', 18, '科目名称'],
    ['to', 52, '小计'],
    ['to', 80, '基本支出'],
    ['to', 106, '项目支出'],
  ),
  '',
  row('', '合 计', '1250.50', '850.50', '400.00'),
  '',
  row('212', '城乡社区支出', '1250.50', '850.50', '400.00'),
  '',
  row('2120501', '城乡社区环境卫生', '400.00', '', '400.00'),
  kept(['from', 12, '其他城乡社区公共']),
  row('2120303', '', '850.50', '850.50'),
  kept(['from', 12, '设施支出']),
  '',
].join('\n')

describe('a text that keeps its columns', () => {
  it('places figures that stand clearly under one header, and puts wrapped labels beside their codes', () => {
    expect(rowsOf(only(KEPT))).toEqual([
      '合计 1250.50=total 850.50=basic 400.00=project',
      '212 城乡社区支出 1250.50=total 850.50=basic 400.00=project',
      '2120501 城乡社区环境卫生 400.00=total 400.00=project',
      '2120303 其他城乡社区公共设施支出 850.50=total 850.50=basic',
    ])
    expect(only(KEPT).rows[2]?.amounts.map((amount) => amount.evidence)).toEqual(['printed', 'printed'])
  })

  it('counts an ideograph as two columns where the figures stand below each other by that', () => {
    const widthOf = (text: string) => [...text].reduce((sum, char) => sum + (char > '\u2e7f' ? 2 : 1), 0)
    const padded = (text: string, width: number) => ' '.repeat(Math.max(0, width - widthOf(text)))
    const line = (code: string, name: string, ...cells: string[]) =>
      `${code}${padded(code, 10)}${name}${padded(name, 40)}${cells.map((cell) => padded(cell, 16) + cell).join('')}`
    const text = [
      '部门支出总表',
      '部门：示例局                    单位：万元',
      line('科目编码', '科目名称', '合计', '基本支出', '项目支出', '上缴上级支出', '经营支出'),
      line('合计', '', '1028.96', '500.10', '528.86'),
      line('201', '一般公共服务支出', '800.00', '400.10', '399.90'),
      line('20103', '政府办公厅（室）及相关机构事务', '800.00', '400.10', '399.90'),
      line('2010301', '行政运行', '400.10', '400.10'),
      line('2010302', '一般行政管理事务', '399.90', '', '399.90'),
      line('208', '社会保障和就业支出', '228.96', '100.00', '128.96'),
      line('20805', '行政事业单位养老支出', '228.96', '100.00', '128.96'),
      line('2080505', '机关事业单位基本养老保险缴费支出', '100.00', '100.00'),
      line('2080506', '机关事业单位职业年金缴费支出', '128.96', '', '128.96'),
    ].join('\n')
    expect(rowsOf(only(text))).toEqual([
      '合计 1028.96=total 500.10=basic 528.86=project',
      '201 一般公共服务支出 800.00=total 400.10=basic 399.90=project',
      '20103 政府办公厅（室）及相关机构事务 800.00=total 400.10=basic 399.90=project',
      '2010301 行政运行 400.10=total 400.10=basic',
      '2010302 一般行政管理事务 399.90=total 399.90=basic|project',
      '208 社会保障和就业支出 228.96=total 100.00=basic 128.96=project',
      '20805 行政事业单位养老支出 228.96=total 100.00=basic 128.96=project',
      '2080505 机关事业单位基本养老保险缴费支出 100.00=total 100.00=basic',
      '2080506 机关事业单位职业年金缴费支出 128.96=total 128.96=basic|project',
    ])
  })

  it('does not carry columns to a page that prints no header', () => {
    const [row] = only(`${KEPT}\f2120502          公园                        30.00         30.00\n`).rows.slice(-1)
    expect(row?.amounts.map((amount) => amount.candidates)).toEqual([
      ['total', 'basic'],
      ['basic', 'project'],
    ])
  })

  it('joins decimals that are drawn on the line below, and trusts no number where some stay apart', () => {
    const apart = [
      row('2120501', '城乡社区环境卫生', '400'),
      kept(['from', 60, '.00'], ['to', 112, '400']),
      kept(['from', 112, '.00']),
    ]
    const split = KEPT.replace(/2120501.*/, apart.join('\n'))
    expect(rowsOf(only(split))).toContain('2120501 城乡社区环境卫生 400.00=total 400.00=project')
    const loose = KEPT.replace('2120303   ', '2120303 .5')
    expect(unplacedIn(loose)[0]).toBe('1250.50 numbers of this table are printed in pieces.')
    const wrapped = KEPT.replace('2120303   ', '2120303 42,779.')
    expect(unplacedIn(wrapped)[0]).toBe('1250.50 numbers of this table are printed in pieces.')
  })

  it('reads header cells from top to bottom', () => {
    const text = `重庆市样例区园林局部门收入总表
                                                                                        单位：万元

                                     一般公共预算拨                  事业单位经营收
      科目编码        科目名称        合计                        上年结转                      其他收入预算
                                       款收入                        入预算

201       一般公共服务支出                 5.00            5.00
`
    expect(only(text).measures.all).toEqual([
      'total',
      'generalPublicBudget',
      'carriedForward',
      'businessOperations',
      'other',
    ])
  })

  it('makes indicators and texts whole whose label stands beside their middle', () => {
    const text = `2024年财政资金项目支出绩效目标表
                                                                                  单位：万元

  申报单位               重庆市样例区园林局                    项目编码    50099924T000000000011

  项目名称                                 2024年公园养护

当年预算（万元)                                        10.00

           每亩 1,500.00 元，
  项目概况     共 10.00
           万元。

              一级指标        二级指标         三级指标             指标性质   指标值       度量单位       权重

                                                                         个（台、
              产出指标        数量指标         单位数量              ＝       1       套、件、           40
                                                                          辆）
                        服务对象满意度
             满意度指标                   群众满意度            ≥      98          %           10
                       指标
`
    const [form] = only(text).forms
    expect(form?.fields.overview?.text).toBe('每亩 1,500.00 元，共 10.00万元。')
    expect(form?.indicators.map((one) => [one.level2, one.unit, one.weight])).toEqual([
      ['数量指标', '个（台、套、件、辆）', '40'],
      ['服务对象满意度指标', '%', '10'],
    ])
    expect(unplacedIn(text)).toEqual([])
  })
})

describe('whatever the text', () => {
  const texts = [EXPENDITURE, DEPARTMENT_FORM, PROJECT_FORMS, KEPT]
  const pieces = texts.flatMap((text) => text.split('\n'))

  it('nothing throws on shuffled lines', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(pieces, { minLength: 1 }), fc.string(), (lines, noise) => {
        extract([...lines, noise].join('\n'))
      }),
      { numRuns: 200 },
    )
  })

  it('every figure in the rows of a table is extracted or reported', () => {
    const [heading, rows] = [EXPENDITURE.split('\n').slice(0, 6), EXPENDITURE.split('\n').slice(6, 13)]
    const words = rows.flatMap((row) => row.trim().split(/\s+/)).filter((word) => !/^\d{3,7}$/.test(word))
    fc.assert(
      fc.property(fc.array(fc.shuffledSubarray(words, { maxLength: 6 }), { maxLength: 8 }), (lines) => {
        const text = [...heading, ...lines.map((line) => `212 ${line.join(' ')}`)].join('\n')
        const printed = lines.flat().filter((word) => /^[\d,]+\.\d+$|^400$/.test(word)).length
        const { value, diagnostics } = extract(text)
        const extracted = value.flatMap((table) => table.rows.flatMap((row) => row.amounts)).length
        const reported = diagnostics.filter((finding) => finding.code === 'amount-unplaced').length
        expect(extracted + reported).toBe(printed)
      }),
      { numRuns: 300 },
    )
  })
})

const seed = join(dirname(dirname(dirname(fileURLToPath(import.meta.url)))), 'shared/seed')

describe.skipIf(!existsSync(seed))('the text of a real disclosure (skipped where ../shared/seed is absent)', () => {
  it('gives all tables, projects, indicators and amounts', () => {
    const [file] = readdirSync(seed).filter((name) => name.endsWith('.txt'))
    const { value, diagnostics } = extract(readFileSync(join(seed, file as string), 'utf8'))
    const amounts = value.map((table) => table.rows.flatMap((row) => row.amounts).length)
    expect(amounts).toEqual([15, 37, 56, 4, 0, 9, 34, 37, 0, 5, 20])
    expect(value.at(-1)?.forms).toHaveLength(10)
    expect(value.flatMap((table) => table.forms.flatMap((form) => form.indicators))).toHaveLength(74)
    expect(diagnostics).toEqual([])
  })
})
