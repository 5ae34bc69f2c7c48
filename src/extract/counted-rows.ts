import { ENUMERATOR_STYLES, enumeratorOf } from '../normalise/enumerator.js'
import { countsPieces } from '../normalise/quantity.js'
import { foldText } from '../normalise/text.js'
import type { ExtractedRow } from './table.js'

/** Folded: what stands below all enumerators. */
const BELOW_ENUMERATORS = /^(?:其中|[①-⑳])/
/** Kinds of vehicles below their number: 机要通信用车, 其他用车. */
const VEHICLES = /用车$/

/** How deep a label stands: 一、 over （一） over 1. over （1） over 其中:. */
function levelOf(label: string): number | null {
  const folded = foldText(label)
  return enumeratorOf(folded)?.style ?? (BELOW_ENUMERATORS.test(folded) ? ENUMERATOR_STYLES : null)
}

/** A column of sums whatever its rows are called: 金额 of 台式计算机（台）. */
const SUM = /金额|总额|元\)$/

type Row = Pick<ExtractedRow, 'code' | 'printedLabel'>

interface Columns {
  /** 数量 and 单价 stand among them: its rows are things that are bought. */
  listsThings: boolean
  amountColumns: readonly { header: string }[]
}

/**
 * Which rows of a table, or of a panel of one, count pieces, not money: those that say so (车辆数合计（辆）), and what is listed
 * below them by a deeper enumerator. The rows come in printed order; the reader remembers the last that counted.
 */
export class CountedRows {
  private above: number | null = null

  constructor(private readonly columns: Columns) {}

  /** True where the amounts of the row are no amounts. */
  counts({ code, printedLabel }: Row): boolean {
    const { listsThings, amountColumns } = this.columns
    // Beside a column of quantities the others are of money, and a row (…（台）) is a thing that is bought.
    if (listsThings || amountColumns.some(({ header }) => SUM.test(header)) || code !== '') return false
    if (printedLabel === '') return false
    const level = levelOf(printedLabel)
    if (countsPieces(printedLabel)) {
      this.above = level ?? ENUMERATOR_STYLES - 1
      return true
    }
    const isBelow = this.above !== null && (level === null ? VEHICLES.test(foldText(printedLabel)) : level > this.above)
    if (!isBelow) this.above = null
    return isBelow
  }
}
