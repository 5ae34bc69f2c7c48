import { codesOfName } from '../classification/catalogue.js'
import { foldText } from '../normalise/text.js'
import { type Account, columnEquations, footTotals, slot, totalMeasure } from './account.js'
import { codeTree, isTotalRow, type SideTree } from './account-tree.js'
import type { Equation } from './equation.js'
import { IDENTITIES } from './identities.js'
import { unitBlocks } from './unit-blocks.js'
import { purchaseSums, unitSums } from './unit-sums.js'

/** Sums over units or projects. Shares and prices do not add up. */
function unitEquations(account: Account): Equation[] {
  return unitSums(account.table).flatMap(({ total, parts }) =>
    columnEquations(account, IDENTITIES.units, total, parts).filter(
      ({ total: { measure } }) => !/[%率]|占比|单价/.test(measure),
    ),
  )
}

/** A row that carries amounts without being coded, 合计, or a heading: then 合计 = Σ 类 may not be all. */
function hasOtherRows(account: Account): boolean {
  return account.table.rows.some((row) => row.code === '' && !isTotalRow(row) && row.amounts.length > 0)
}

/** A list of purchases prints a code once for each: whether a row sums up others its code does not say. */
function isListByCode(account: Account): boolean {
  const codes = account.table.rows.flatMap(({ code }) => (code === '' ? [] : [code]))
  return account.table.id === 'government-procurement' && new Set(codes).size < codes.length
}

function codedEquations(account: Account): Equation[] {
  if (isListByCode(account))
    return purchaseSums(account.table).flatMap(({ total, parts }) =>
      columnEquations(account, IDENTITIES.units, total, parts),
    )
  const { sums, tops } = codeTree(account.table.rows)
  const equations = sums.flatMap(({ total, parts }) => columnEquations(account, IDENTITIES.hierarchy, total, parts))
  if (account.totalRow !== null && !hasOtherRows(account)) {
    equations.push(...columnEquations(account, IDENTITIES.totalRow, account.totalRow, tops))
  }
  equations.push(...unitBlocks(account, tops))
  const foot = footTotals(account)
  if (foot && tops.length > 0) {
    equations.push({
      identity: IDENTITIES.economicTotals,
      relation: '=',
      total: foot.personnel,
      addends: [foot.operating],
      parts: tops.map((top) => slot(account, top, 'total')),
    })
  }
  return equations
}

function procurementEquations(account: Account): Equation[] {
  if (account.table.id !== 'government-procurement' || account.totalRow === null) return []
  const parts = account.table.rows.flatMap((row, at) =>
    /^(?:货物|工程|服务)类?$/.test(foldText(row.label)) ? [at] : [],
  )
  return columnEquations(account, IDENTITIES.procurement, account.totalRow, parts)
}

function fundFlowEquations(account: Account): Equation[] {
  const columns = account.table.measures.all ?? []
  if (!columns.includes('openingBalance') || !columns.includes('closingBalance')) return []
  return account.table.rows.map((_, at) => ({
    identity: IDENTITIES.fundFlow,
    relation: '=' as const,
    total: slot(account, at, 'total'),
    addends: [slot(account, at, 'closingBalance')],
    parts: [slot(account, at, 'openingBalance'), slot(account, at, 'revenue')],
  }))
}

/** Items to add on a side: where 一、部门预算 is printed without an amount above its parts, the parts. */
function printedItems(account: Account, tree: SideTree, items: readonly number[]): number[] {
  return items.flatMap((item) => {
    const parts = tree.sums.find(({ total }) => total === item)?.parts
    const isBlank = account.table.rows[item]?.amounts.length === 0
    return isBlank && parts ? printedItems(account, tree, parts) : [item]
  })
}

function sideEquations(account: Account): Equation[] {
  const equations: Equation[] = []
  for (const tree of [...Object.values(account.sides), ...account.otherPanels]) {
    for (const { total, parts } of tree.sums) {
      // 行政事业单位养老支出 over its 项, without their codes.
      const isPurpose = codesOfName('function', account.table.rows[total]?.label ?? '').length > 0
      const identity = isPurpose ? IDENTITIES.hierarchy : IDENTITIES.sideItems
      equations.push(...columnEquations(account, identity, total, parts))
    }
    if (tree.subtotal !== null) {
      equations.push(
        ...columnEquations(account, IDENTITIES.sideItems, tree.subtotal, printedItems(account, tree, tree.items)),
      )
      if (tree.grand !== null) {
        equations.push(...columnEquations(account, IDENTITIES.sideTotal, tree.grand, [tree.subtotal, ...tree.carried]))
      }
    } else if (tree.grand !== null) {
      equations.push(...columnEquations(account, IDENTITIES.sideTotal, tree.grand, [...tree.items, ...tree.carried]))
    }
  }
  const revenue = account.sides.revenue?.grand
  const expenditure = account.sides.expenditure?.grand
  if (revenue != null && expenditure != null) {
    const total = totalMeasure(account, expenditure)
    if (total) {
      const slots = { total: slot(account, revenue, 'amount'), parts: [slot(account, expenditure, total)] }
      equations.push({ identity: IDENTITIES.balance, relation: '=', ...slots })
    }
  }
  return equations
}

/** The sums down the columns of a table: over units, codes, kinds of purchases and the items of a side. */
export function downColumns(account: Account): Equation[] {
  return [
    ...unitEquations(account),
    ...codedEquations(account),
    ...procurementEquations(account),
    ...fundFlowEquations(account),
    ...sideEquations(account),
  ]
}
