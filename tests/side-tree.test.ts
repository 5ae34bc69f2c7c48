import { describe, expect, test } from 'vitest'
import { sideTree } from '../src/checks/account-tree.js'
import type { ExtractedRow } from '../src/extract/table.js'
import { NOWHERE } from '../src/grid/document.js'
import { rowLabel } from '../src/normalise/text.js'

function sideOf(labels: string): ExtractedRow[] {
  return labels
    .trim()
    .split('\n')
    .map((line) => ({
      side: 'revenue',
      panel: 0,
      code: '',
      label: rowLabel(line.trim()),
      printedLabel: line.trim(),
      depth: /^ *(　+)/.exec(line)?.[1]?.length ?? null,
      place: NOWHERE,
      amounts: [],
      dashes: [],
    }))
}

function treeOf(labels: string) {
  const rows = sideOf(labels)
  const name = (index: number) => rows[index]?.printedLabel
  const tree = sideTree(
    rows,
    rows.map((_, index) => index),
  )
  return {
    items: tree.items.map(name),
    carried: tree.carried.map(name),
    sums: tree.sums.map(({ total, parts }) => [name(total), parts.map(name)]),
  }
}

describe('one side of a 收支总表', () => {
  test('parts of 年初结转 below 本年收入合计 are numbered again and are no items of this year', () => {
    const tree = treeOf(`
      一、一般公共预算财政拨款
      二、政府性基金预算财政拨款
      本年收入合计
      年初财政拨款结转和结余
      一、一般公共预算财政拨款
      二、政府性基金预算财政拨款
      总计`)
    expect(tree.items).toEqual(['一、一般公共预算财政拨款', '二、政府性基金预算财政拨款'])
    expect(tree.carried).toEqual(['年初财政拨款结转和结余'])
    expect(tree.sums).toEqual([['年初财政拨款结转和结余', ['一、一般公共预算财政拨款', '二、政府性基金预算财政拨款']]])
  })

  test('a subtotal above its items leaves them items', () => {
    const tree = treeOf(`
      一、本年收入
      （一）一般公共预算资金
      （二）政府性基金预算资金
      二、上年结转
      （一）一般公共预算拨款
      收入合计`)
    expect(tree.items).toEqual(['（一）一般公共预算资金', '（二）政府性基金预算资金'])
    expect(tree.carried).toEqual(['二、上年结转'])
    expect(tree.sums).toEqual([['二、上年结转', ['（一）一般公共预算拨款']]])
  })

  test('plain rows below 其中 go on with its list, which says not all', () => {
    const tree = treeOf(`
      一、财政拨款收入
      二、事业收入
      本年收入合计
      用事业基金弥补收支差额
      结余分配
      其中：提取职工福利基金
      转入事业基金
      年初结转和结余
      总计`)
    expect(tree.items).toEqual(['一、财政拨款收入', '二、事业收入'])
    expect(tree.carried).toEqual(['用事业基金弥补收支差额', '结余分配', '年初结转和结余'])
    expect(tree.sums).toEqual([])
  })

  test('what stands below 本年收入合计 counts for the grand total only', () => {
    const tree = treeOf(`
      一、财政拨款收入
      二、其他收入
      本年收入合计
      上级补助收入
      附属单位上缴收入
      收入总计`)
    expect(tree.items).toEqual(['一、财政拨款收入', '二、其他收入'])
    expect(tree.carried).toEqual(['上级补助收入', '附属单位上缴收入'])
  })

  test('款 and 项 without indentation are told by their names, one 类 at a time', () => {
    const tree = treeOf(`
      一、一般公共服务支出
      统计信息事务
      行政运行
      专项统计业务
      二、教育支出
      进修及培训
      某项没有名目的支出
      本年支出合计`)
    expect(tree.items).toEqual(['一、一般公共服务支出', '二、教育支出'])
    expect(tree.sums).toEqual([
      ['一、一般公共服务支出', ['统计信息事务']],
      ['统计信息事务', ['行政运行', '专项统计业务']],
    ])
  })

  test('a row without number right above 1. is what the numbered ones consist of', () => {
    const tree = treeOf(`
      财政拨款
      1.一般公共预算拨款
      2.政府性基金预算拨款
      事业收入
      本年收入合计`)
    expect(tree.items).toEqual(['财政拨款', '事业收入'])
    expect(tree.sums).toEqual([['财政拨款', ['1.一般公共预算拨款', '2.政府性基金预算拨款']]])
  })

  test('财政拨款 without a number has the funds below it for its parts, and 小计 is no item', () => {
    const tree = treeOf(`
      财政拨款（补助）
      一般公共预算
      政府性基金预算
      小计
      单位资金
      收入总计`)
    expect(tree.items).toEqual(['财政拨款（补助）'])
    expect(tree.carried).toEqual(['单位资金'])
    expect(tree.sums).toEqual([['财政拨款（补助）', ['一般公共预算', '政府性基金预算']]])
  })

  test('what is indented below 上年结转 is part of it, of which 其中 says the first', () => {
    const tree = treeOf(`
      1、财政拨款
      2、事业收入
      本年收入合计
      上年结转
      　其中：财政拨款资金结转
      　　　非财政拨款资金结余
      收入总计`)
    expect(tree.carried).toEqual(['上年结转'])
    expect(tree.sums).toEqual([])
  })
})
