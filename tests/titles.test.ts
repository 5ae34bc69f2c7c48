import { describe, expect, it } from 'vitest'
import { isTableNumber, layoutOfTitle, organizationOf } from '../src/extract/titles.js'
import { findUnit } from '../src/normalise/unit.js'

describe('the number of a table', () => {
  it.each([
    '附件4-1',
    '表一',
    '附表1-1',
    '预算01表',
    '预算01-1表',
    '单位预算01表',
    '部门公开表1',
    '公开01表',
    '财决01表',
    '财决公开01表',
    'Z01表',
  ])('%s is one, and no part of the title behind it', (number) => {
    expect(isTableNumber(number)).toBe(true)
    expect(layoutOfTitle(`${number} 部门收支总表`)?.id).toBe('department-summary')
  })

  it.each(['收支总表', '2024年收支总表', '12辆', '预算表'])('%s is none', (text) =>
    expect(isTableNumber(text)).toBe(false),
  )
})

describe('titles', () => {
  it.each([
    ['一般公共预算支出预算表（按功能科目分类）', 'general-public-budget-expenditure'],
    ['一般公共预算财政拨款收入支出决算表', 'general-public-budget-expenditure'],
    ['一般公共预算财政拨款收支总表', 'fiscal-appropriation-summary'],
    ['财政拨款收入支出决算总表', 'fiscal-appropriation-summary'],
    ['财政拨款收支总表（引用）', 'fiscal-appropriation-summary'],
    ['部门收支总体情况表（表1）', 'department-summary'],
    ['部门综合收支预算表', 'department-summary'],
    ['收入预算情况表', 'department-revenue'],
    ['支出总表（按功能分类）', 'department-expenditure'],
    ['一般公共预算支出总表', 'general-public-budget-expenditure'],
    ['一般公共预算基本支出表（部门经济分类科目）', 'general-public-budget-basic-expenditure'],
    ['政府性基金预算支出明细表', 'government-fund-expenditure'],
    ['国有资本经营预算支出总体情况表', 'state-capital-expenditure'],
    ['政府采购安排情况表', 'government-procurement'],
  ])('%s: %s', (title, id) => expect(layoutOfTitle(title)?.id).toBe(id))
})

describe('lines that no one prints', () => {
  it.each(['A'.repeat(20_000), '预算'.repeat(10_000), '1-'.repeat(10_000)])('take no time', (text) => {
    expect(isTableNumber(`${text}表`)).toBe(false)
  })

  it.each([' '.repeat(100_000), '、'.repeat(20_000)])('name no unit, nor take time', (gap) => {
    expect(findUnit(`单位${gap}元谋`)).toBeNull()
  })
})

describe('titles of other tables', () => {
  it.each([
    '财政拨款支出预算表',
    '项目支出情况表',
    '机关运行经费支出情况表',
    '一般公共预算基本支出表（政府预算支出经济分类）',
    '支出分类预算表',
  ])('%s is none of a statutory table', (title) => expect(layoutOfTitle(title)).toBeNull())
})

describe('the name of a department', () => {
  it.each(['填报单位：[101]示例局', '部门名称：101001-示例局', '编制单位：示例局'])(
    'stands without its number: %s',
    (line) => expect(organizationOf(line)).toBe('示例局'),
  )
})
