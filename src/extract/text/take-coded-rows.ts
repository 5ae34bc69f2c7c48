import { isNameOfCode } from '../../classification/catalogue.js'
import { type Diagnostic, diagnostic } from '../../diagnostics/diagnostic.js'
import type { Layout } from '../../layouts/layout.js'
import { type CodedLabel, isClassificationCode } from '../../normalise/code.js'
import { foldText, rowLabel, withoutSpace } from '../../normalise/text.js'
import type { TableId } from '../../schema/vocabulary.js'
import { isPartOfCode, withWholeCodes } from '../code-parts.js'
import type { ExtractedRow } from '../table.js'
import { isTableTitle } from '../titles.js'
import { withUnitsTold } from '../unit-numbers.js'
import { isPhrase } from './header-phrases.js'
import { isProse, startsNote } from './prose.js'
import { orderedAmounts, type TakenRows, unplaced } from './row-amounts.js'
import {
  type CodedWords,
  classificationsOf,
  isCodedWord,
  isFigure,
  isGlued,
  isUnitNumber,
  joinWords,
  type RowStyle,
  readCode,
  rowStyleOf,
} from './row-codes.js'
import { isNumberedLine } from './split-header.js'
import type { TextColumns } from './text-columns.js'
import type { Token, TokenLine } from './tokens.js'

const TOTAL = /(?:合计|总计|小计)$/
const PROCUREMENT = /^(?:货物|工程|服务)类?$/
/** Heads of the columns of codes and names, repeated on each page, or drawn below its rows. */
const HEADS =
  /^(?:类款项?|(?:部门预算|政府预算)?(?:支出)?(?:功能|经济)分类(?:科目)?(?:编码|名称)?|科目(?:编码|名称)|编码)$/

/** 2026年预算数 on a line of its own: a cell of the header, drawn again below the rows of a page. */
function isYearHeader({ text }: TokenLine): boolean {
  return /^20\d\d年/.test(text) && isPhrase(text)
}

/** What one line, or one panel of it, prints of a row. */
interface Piece {
  /** Of 08 or 01 too: 款 or 项 of a code whose other digits stand in the rows above. */
  code: string
  isReversed: boolean
  words: readonly Token[]
  figures: readonly Token[]
  indent: number
  line: TokenLine
}

interface OpenRow {
  code: string
  /** Its label stands behind its figures: what follows is another's. */
  isComplete: boolean
  words: Token[]
  figures: Token[]
  indent: number
  line: TokenLine
  panel: number
}

function readPiece(tokens: readonly Token[], line: TokenLine, style: RowStyle): Piece {
  const { code, length, rest } = readCode(tokens, style)
  // 208 05 20805 行政事业单位养老支出: the code again, whole.
  const isRepeated = code !== '' && tokens[length]?.text === code
  const behind = tokens.slice(length + (isRepeated ? 1 : 0))
  const others = rest ? [rest, ...behind] : behind
  const isPart = code === '' && /^\d{2}$/.test(others[0]?.text ?? '')
  const isNamed = others.slice(1).some((token) => !isFigure(token))
  const part = isPart && (isNamed || (style.isInParts && others.length === 1)) ? (others[0] as Token).text : null
  const named = part === null ? others : others.slice(1)
  let from = named.length
  while (from > 0 && isFigure(named[from - 1] as Token)) from -= 1
  // 270,000 合计: some writers print the row's figures before its label.
  const isReversed = from === named.length && named.slice(0, -1).every(isFigure) && TOTAL.test(named.at(-1)?.text ?? '')
  const words = isReversed ? named.slice(-1) : named.slice(0, from)
  const figures = isReversed ? named.slice(0, -1) : named.slice(from)
  return { code: part ?? code, isReversed, words, figures, indent: line.indent, line }
}

/** A line of a table with several panels holds several rows: a code with a name behind it begins the next. */
function splitPanels(line: TokenLine, panels: number): Token[][] {
  const parts: Token[][] = [[]]
  line.tokens.forEach((token, at) => {
    const next = line.tokens[at + 1]
    const begins = at > 0 && isClassificationCode(token.text) && next !== undefined && !isFigure(next)
    const isFoot = at > 0 && TOTAL.test(token.text) && isFigure(line.tokens[at - 1] as Token)
    if (parts.length < panels && (begins || isFoot)) parts.push([])
    parts.at(-1)?.push(token)
  })
  return parts
}

/** `277 277` below a wrapped name: a total and what it consists of, not the code 277. */
function isTotalOfRest([total, ...parts]: readonly Token[]): boolean {
  if (!total?.amount || parts.length === 0 || !parts.every(isFigure)) return false
  const values = parts.flatMap(({ amount }) => amount?.value ?? [])
  return values.reduce((left, value) => left.minus(value), total.amount.value).isZero()
}

/** 101001 before the name of a unit or of what it spends on; in a table with decimals it is no amount. */
function unitCodeOf([first, second]: readonly Token[], { isByUnit }: RowStyle): string | null {
  return first && second && isUnitNumber(first) && (isByUnit || !isCodedWord(first)) ? first.text : null
}

class RowTaker {
  readonly taken: TakenRows = { rows: [], diagnostics: [] }
  private open: OpenRow | null = null
  private isOutside = false

  constructor(
    private readonly table: TableId,
    private readonly columns: TextColumns,
    private readonly style: RowStyle,
  ) {}

  takeLine(line: TokenLine): void {
    if (isNumberedLine(line) || HEADS.test(foldText(line.text)) || isYearHeader(line)) return
    if (this.awaitsFigures() && isTotalOfRest(line.tokens)) {
      this.open?.figures.push(...line.tokens)
      return
    }
    if (this.open && line.panel !== undefined && line.panel !== this.open.panel) this.close()
    const parts = line.panel === undefined ? splitPanels(line, this.columns.panels) : [line.tokens]
    const pieces = parts.map((tokens) => readPiece(tokens, line, this.style))
    const isRow = pieces.some((piece) => piece.code !== '' || (piece.words.length > 0 && this.isTotal(piece)))
    const isOther = startsNote(line.text) || isProse(line.text) || isTableTitle(line.text)
    if (!isRow && isOther) {
      this.close()
      this.isOutside = true
    }
    if (this.isOutside && !isRow) return
    this.isOutside = false
    pieces.forEach((piece, panel) => {
      this.takePiece(piece, line.panel ?? panel)
    })
  }

  /** The open row has a code and a name, wrapped as it may be, and no figures yet. */
  private awaitsFigures(): boolean {
    return this.open !== null && this.open.words.length > 0 && this.open.figures.length === 0
  }

  /** The label of the open row is whole: it stands behind its figures, or is 合计 or the name of its code with figures. */
  private isNamed(): boolean {
    const { open } = this
    if (open === null || open.isComplete) return open !== null
    const isOwn = open.code !== '' && isNameOfCode(rowLabel(joinWords(open.words)), open.code)
    return open.figures.length > 0 && (isOwn || this.isTotal(open))
  }

  private isTotal(piece: { words: readonly Token[] }): boolean {
    return TOTAL.test(foldText(joinWords(piece.words)))
  }

  /** No row is open, or the open one has its figures and these are another's. */
  private isComplete(figures: readonly Token[]): boolean {
    return this.open === null || (figures.length > 0 && this.open.figures.length > 0)
  }

  /** In a table without codes: a name wrapped over lines has its figures on the last. */
  private goesOn({ words }: Piece): boolean {
    if (this.style.isCoded || !this.open || this.open.figures.length > 0 || words.length === 0) return false
    const [upper, lower] = [this.open.words, words].map((part) => foldText(joinWords(part))) as [string, string]
    return ![upper, lower].some((name) => TOTAL.test(name) || PROCUREMENT.test(name))
  }

  private takePiece(piece: Piece, panel: number): void {
    const { code, words, figures } = piece
    if (this.goesOn(piece)) {
      this.open?.words.push(...words)
      this.open?.figures.push(...figures)
      return
    }
    const opens =
      code !== '' || (words.length > 0 && (this.isTotal(piece) || !this.style.isCoded || this.isComplete(figures)))
    if (opens) {
      this.close()
      const { isReversed: isComplete, indent, line } = piece
      this.open = { code, isComplete, words: [...words], figures: [...figures], indent, line, panel }
      return
    }
    if (words.length > 0 && !this.isNamed()) this.open?.words.push(...words)
    if (figures.length === 0) return
    const isBare = words.length === 0 && figures.length === 1 && /^\d{1,3}$/.test(figures[0]?.text ?? '')
    if (isBare && this.style.hasDecimals) this.report(figures, 'it stands alone, as page numbers do')
    else if (this.open && this.open.figures.length === 0) this.open.figures.push(...figures)
    else this.report(figures, 'no label stands beside it')
  }

  private report(figures: readonly Token[], reason: string, label = ''): void {
    for (const token of figures) {
      if (token.amount || isGlued(token))
        this.taken.diagnostics.push(unplaced(token, { table: this.table, code: '', label }, reason))
    }
  }

  /** What a row of this table is named by, and the other classifications of it. */
  private classificationOf(open: OpenRow): { own: CodedWords; others: readonly CodedWords[] } {
    if (this.style.firstOfTwo === null || open.code === '') return { own: open, others: [] }
    const [first, ...others] = classificationsOf(open)
    const [second] = others
    if (this.style.isOfSecond && second) return { own: second, others: [first, ...others.slice(1)] }
    return { own: first, others }
  }

  /** Without its name where this lies between others and is not the code's own. */
  private codedLabelOf({ code, words }: CodedWords): CodedLabel {
    const label = rowLabel(joinWords(words))
    return { code, label: this.style.isInterleaved && !isNameOfCode(label, code) ? '' : label }
  }

  close(): void {
    const open = this.open
    this.open = null
    if (!open) return
    const { own, others } = this.classificationOf(open)
    const row = { ...open, code: own.code }
    const { words } = own
    const within = open.words.filter((word) => (word.amount && /[.,]/.test(word.text)) || isGlued(word))
    const unitCode = this.style.hasDecimals ? unitCodeOf(words, this.style) : null
    const named = unitCode === null ? words : words.slice(1)
    const printedLabel = joinWords(named)
    const label = rowLabel(printedLabel)
    if (row.code === '' && label === '') return this.report([...within, ...row.figures], 'no label stands beside it')
    const isCodeOfOther = ({ text }: Token) => this.style.hasDecimals && text.length >= 5 && isClassificationCode(text)
    // 合计 bears no code: 2311200 beside it is an amount.
    const { firstOfTwo } = this.style
    const isOfOther = firstOfTwo !== null && open.code !== '' && !open.code.startsWith(firstOfTwo)
    const isBare = others.length > 0 && label === ''
    if (isOfOther || isBare || named.some(isCodedWord) || (row.code !== '' && row.figures.some(isCodeOfOther)))
      return this.report([...within, ...row.figures], 'a second code stands beside it', label)
    if (this.style.isInterleaved && row.code !== '' && !isNameOfCode(label, row.code))
      return this.report([...within, ...row.figures], 'a second code stands beside it, and names wrap', label)
    if (this.columns.problem !== null && row.figures.length > 0) this.report(row.figures, this.columns.problem, label)
    const owner = { table: this.table, code: row.code, label }
    const isKnown = this.columns.problem === null
    const { amounts, dashes, diagnostics } = orderedAmounts(isKnown ? row.figures : [], this.columns.all, owner)
    for (const item of diagnostics) this.taken.diagnostics.push(item)
    for (const word of within) this.taken.diagnostics.push(unplaced(word, owner, 'it stands within the label'))
    const hasUnplaced = diagnostics.length + within.length > 0 || (!isKnown && row.figures.length > 0)
    const { panel, code, indent, line } = row
    const classifications = others.map((other) => this.codedLabelOf(other))
    const isKept = this.columns.all.every(({ centre }) => centre !== null)
    const ends = isKept ? row.figures.flatMap(({ amount, x1 }) => (amount ? [x1] : [])) : []
    this.taken.rows.push({
      side: null,
      panel,
      code,
      label,
      printedLabel,
      depth: indent,
      place: line.place,
      amounts,
      dashes,
      ...(this.columns.orders.length > 0 ? { orders: this.columns.orders } : {}),
      ...(ends.length > 0 && ends.length === amounts.length ? { ends: { page: line.page, at: ends } } : {}),
      ...(unitCode === null ? {} : { unitCode }),
      ...(classifications.length === 0 ? {} : { classifications }),
      ...(hasUnplaced ? { hasUnplaced } : {}),
    })
  }
}

/** Indentation as depth: 0 for the smallest in the table; null where rows with codes do not differ in it. */
function withDepths(rows: readonly ExtractedRow[]): ExtractedRow[] {
  const indents = [...new Set(rows.flatMap((row) => (row.code === '' || row.depth === null ? [] : [row.depth])))]
  indents.sort((a, b) => a - b)
  return rows.map((row) => {
    const depth = row.code === '' || row.depth === null || indents.length < 2 ? null : indents.indexOf(row.depth)
    return { ...row, depth }
  })
}

/** 01 may be 款 or 项: which row its amounts are of is not known. */
function unplacedIn({ label, amounts }: ExtractedRow, table: TableId): Diagnostic[] {
  const reason = 'the code beside it is printed in part'
  return amounts.map(({ text, place }) =>
    diagnostic(
      'amount-unplaced',
      { amount: text, reason },
      { table, row: { code: '', label }, found: text, places: [place] },
    ),
  )
}

const PERCENT = /^[-+]?\d[\d.,]*%$/

/** Shares with their mark are no figures, and what heads them is then no column of figures. */
function withoutShares(printed: readonly TokenLine[], columns: TextColumns) {
  const isMarked = columns.all.some(({ isShare }) => isShare) && printed.some(({ tokens }) => tokens.some(isPercent))
  if (!isMarked) return { body: printed, columns }
  const body = printed.map((line) => ({ ...line, tokens: line.tokens.filter((token) => !isPercent(token)) }))
  return { body, columns: { ...columns, all: columns.all.filter(({ isShare }) => !isShare) } }
}

function isPercent({ text }: Token): boolean {
  return PERCENT.test(text)
}

/** The rows of a table that has a code or a name a row. Labels wrapped over lines are whole again. */
export function takeCodedRows(printed: readonly TokenLine[], header: TextColumns, layout: Layout): TakenRows {
  const table = layout.id
  const { body, columns } = withoutShares(printed, header)
  const style = rowStyleOf(body, layout, header.isByUnit)
  const taker = new RowTaker(table, columns, style)
  for (const line of body) taker.takeLine(line)
  taker.close()
  const { rows, diagnostics } = taker.taken
  const whole = withWholeCodes(rows.filter((row) => withoutSpace(row.label) !== '' || row.code !== ''))
  const known = withUnitsTold(whole.filter((row) => !isPartOfCode(row.code)))
  const ofParts = whole.filter((row) => isPartOfCode(row.code)).flatMap((row) => unplacedIn(row, table))
  return { rows: withDepths(known), diagnostics: [...diagnostics, ...ofParts] }
}
