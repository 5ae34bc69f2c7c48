import type { Decimal } from 'decimal.js'
import type { Cell, Place } from '../grid/document.js'
import type { CodedLabel } from '../normalise/code.js'
import type { Unit } from '../normalise/unit.js'
import type { Evidence, MeasureId, Side, TableId } from '../schema/vocabulary.js'

/** One printed amount of a recognised table, in the course of being placed. */
export interface ExtractedAmount {
  value: Decimal
  /** As printed, thousands separators removed. */
  text: string
  decimals: number
  place: Place
  stored?: string
  /** Null while its column is not known. */
  measure: MeasureId | null
  evidence: Evidence
  /** While the column is not known: the measures that remain, in the order of the columns. */
  candidates: readonly MeasureId[]
  /** The unit that its own header or label prints, which may be another than the table's: 预算数（元）. */
  unit?: Unit
}

export interface ExtractedRow {
  /** Null in tables with one side. */
  side: Side | null
  /** Which of several panels side by side it stands in, from 0: each adds up by itself. */
  panel: number
  /** 类款项 joined, without spaces; '' where none is printed. */
  code: string
  /** Without enumerator and spaces. */
  label: string
  /** Label as printed, with its enumerator: tells 一、本年收入 from 1.一般公共预算. */
  printedLabel: string
  /** Indentation or enumerator depth where the document shows one, from 0. */
  depth: number | null
  place: Place
  /** The number of the unit whose row it is, where a column prints one: 317001. */
  unitCode?: string
  /** The other classifications of a row that is classified twice or three times. */
  classifications?: readonly CodedLabel[]
  /** In printed order from left to right. */
  amounts: readonly ExtractedAmount[]
  /** Every order that the columns of the row may stand in, where the header does not tell it. */
  orders?: readonly (readonly MeasureId[])[]
  /** Where each of the amounts ends on its line, in characters, in a text that keeps its columns; and its page. */
  ends?: { page: number; at: readonly number[] }
  /** Some of its figures are reported and not placed: what is blank in it may well be printed. */
  hasUnplaced?: true
  /** Measures printed as a dash, with the mark. */
  dashes: readonly { measure: MeasureId; text: string; place: Place }[]
}

export interface Indicator {
  level1: string | null
  level2: string | null
  level3: string | null
  relation: string | null
  target: string | null
  unit: string | null
  weight: string | null
  core: string | null
  place: Place
}

/** A field of a form, in the words printed there. */
export interface FormField {
  text: string
  place: Place
}

export interface ExtractedForm {
  fields: Readonly<Record<string, FormField>>
  indicators: readonly Indicator[]
}

/** A recognised table, before its lost columns are placed. */
export interface ExtractedTable {
  id: TableId
  title: string | null
  unit: Unit
  unitPrinted: boolean
  fiscalYear: number | null
  organization: string | null
  places: readonly Place[]
  /** Measures that the table has columns for, in printed order, by side. */
  measures: Readonly<Partial<Record<Side | 'all', readonly MeasureId[]>>>
  /** The headers of the columns of a table with one side, each with its measure: outermost first, joined by `/`. */
  headers?: readonly { measure: MeasureId; header: string }[]
  rows: readonly ExtractedRow[]
  /** Tables of no known kind only: every cell, as printed. */
  cells?: readonly Cell[]
  /** Performance tables only: one form a department, or one a project in the order of `rows`. */
  forms: readonly ExtractedForm[]
}
