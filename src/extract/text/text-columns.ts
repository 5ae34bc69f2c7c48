import type { MeasureId, Side } from '../../schema/vocabulary.js'

/** One amount column that the header shows. */
export interface TextColumn {
  measure: MeasureId
  /** Folded header texts from the outermost to the innermost. */
  path: readonly string[]
  side: Side | null
  /** Its figures are shares (增减%), and no amounts. */
  isShare: boolean
  /** Middle of its header cell, in columns of the line; null where the text keeps no columns. */
  centre: number | null
  /** Which of the columns from the left it may be, from 0, where the header does not tell the order of all. */
  places?: readonly number[]
}

/** 增减%, 增减比例, 2025年比2024年增减(%). */
const SHARE = /增减.*(?:%\)?|比例|率)$/

export function headsShares(path: readonly string[]): boolean {
  return SHARE.test(path.at(-1) ?? '')
}

export interface TextColumns {
  /** The columns in printed order, by side. */
  all: readonly TextColumn[]
  /** The same where some fit no measure of the table: right if each row has as many figures, and none else. */
  counted: readonly TextColumn[]
  revenue: readonly TextColumn[]
  expenditure: readonly TextColumn[]
  /** Every order that the columns may stand in, where the header does not tell it; else empty. */
  orders: readonly (readonly MeasureId[])[]
  /** Panels of the same columns side by side, as in 基本支出决算表. */
  panels: number
  /** 行次 or 序号 beside the labels: bare numbers that are no amounts. */
  hasOrdinals: boolean
  /** 备注, 增减变化原因 stands behind the columns: words behind the figures of a row are no part of its name. */
  hasRemarks: boolean
  /** The codes of its rows are numbers of units: 部门代码. */
  isByUnit: boolean
  /** No column of codes or names is printed: the table has one row. */
  isUnlabelled: boolean
  /** Why the order of the columns cannot be told; null where it can. */
  problem: string | null
}
