import { type Diagnostic, diagnostic } from '../../diagnostics/diagnostic.js'
import type { Layout } from '../../layouts/layout.js'
import { foldText, withoutSpace } from '../../normalise/text.js'
import type { MeasureId } from '../../schema/vocabulary.js'
import { unwrapped } from '../grid/form-cells.js'
import type { ExtractedAmount, ExtractedForm, ExtractedRow, FormField } from '../table.js'
import { layoutOfTitle } from '../titles.js'
import { withoutVerticalText, withWholeLabels } from './form-lines.js'
import { isFundsLine, measureOfFunds, namedAmounts, severalYearsAmong, severalYearsBeside } from './funds-labels.js'
import { isHeaderLine } from './header-phrases.js'
import { indicatorsByPlace } from './indicators-by-place.js'
import { type LabelKind, linesInOrder } from './lines-in-order.js'
import { placeTokens } from './place-tokens.js'
import { readColumns } from './read-columns.js'
import { type IndicatorHeader, indicatorFieldOf, indicatorHeaderAt, readIndicators } from './read-indicators.js'
import { openAmount, orderedAmounts, unplaced } from './row-amounts.js'
import { isListHeader, takeListedProjects } from './take-listed-projects.js'
import type { TakenForms } from './taken-forms.js'
import type { TextColumn } from './text-columns.js'
import type { Token, TokenLine } from './tokens.js'

interface Draft {
  fields: Record<string, FormField & { lines: string[] }>
  amounts: ExtractedAmount[]
  indicatorLines: TokenLine[]
  indicatorHeader: IndicatorHeader | null
  /** The printed label of each field. */
  labels: Record<string, string>
  /** Words below its name may be another cell's, so that its name is not known. */
  isNameOpen: boolean
  /** 实施期资金总额, where the form has a column for it beside that of this year. */
  severalYears: string | null
  line: TokenLine
}

/** Fields of running text: what stands on their lines is no label, whatever it looks like. */
const FREE_TEXT: ReadonlySet<string> = new Set(['overview', 'legalBasis', 'schedule', 'annualGoal', 'goal', 'notes'])
const FIRST_FIELDS: ReadonlySet<string> = new Set(['applicant', 'implementingUnit', 'projectName', 'department'])
/** Takes in what is printed for no field. */
const NOBODY = ''
const INDICATOR_HEADING = /^(?:年度|当年)?绩效指标$/

/** An amount as accounts print it, with cents or separators: no version and no telephone number. */
function isPrintedSum(token: Token | undefined): boolean {
  return token?.amount != null && (token.text.includes(',') || token.amount.decimals >= 2)
}

function isFundsHeaderLine(line: TokenLine): boolean {
  return isHeaderLine(line.text) || /资金情况/.test(foldText(line.text))
}

/** 100.00: no telephone number and no name, though it follows one; nor is 其他来源 100.00. */
function endsWithSum({ tokens }: TokenLine, isFigures: boolean): boolean {
  return isFigures ? tokens.some((token) => /[.,]/.test(token.text)) : tokens.length > 1 && isPrintedSum(tokens.at(-1))
}

class FormReader {
  private readonly drafts: Draft[] = []
  private readonly diagnostics: Diagnostic[] = []
  private field: string | null = null
  private pendingMeasure: MeasureId | null = null
  private isInIndicators = false
  /** Header lines over a row of funds, until their figures come. */
  private fundsHeader: TokenLine[] = []
  private fundsColumns: readonly TextColumn[] = []
  /** The name of a column of funds stands among words that are no header of funds. */
  private isTorn = false
  private readonly lines: readonly TokenLine[]

  constructor(
    lines: readonly TokenLine[],
    private readonly layout: Layout,
    private readonly keepsColumns: boolean,
  ) {
    const whole = withoutVerticalText(lines)
    this.lines = keepsColumns
      ? linesInOrder(whole, (text) => this.kindOf(text))
      : withWholeLabels(whole, (text) => this.fieldOf(text) !== null)
  }

  read(): TakenForms {
    for (let at = 0; at < this.lines.length; ) {
      const header = indicatorHeaderAt(this.lines, at)
      if (header) {
        this.beginIndicators(header, this.lines[at] as TokenLine)
        at = header.end
      } else {
        this.readLine(this.lines[at] as TokenLine)
        at += 1
      }
    }
    this.dropNameless()
    return {
      rows: this.drafts.map((draft) => this.rowOf(draft)),
      forms: this.drafts.map((draft) => formOf(draft, this.keepsColumns)),
      measures: this.measures(),
      diagnostics: this.diagnostics,
    }
  }

  /** A project that prints neither name nor code cannot be told from others: its amounts are reported. */
  private dropNameless(): void {
    if (this.layout.id !== 'project-performance') return
    for (const draft of this.drafts) {
      const { projectCode, projectName } = draft.fields
      if (!draft.isNameOpen && [...(projectCode?.lines ?? []), ...(projectName?.lines ?? [])].join('').trim() !== '')
        continue
      for (const { text, place } of draft.amounts) {
        const reason = draft.isNameOpen ? 'the name of its project wraps around other cells' : 'its project has no name'
        const places = [place]
        this.diagnostics.push(
          diagnostic('amount-unplaced', { amount: text, reason }, { table: this.layout.id, found: text, places }),
        )
      }
      draft.amounts = []
    }
  }

  private measures(): MeasureId[] {
    if (this.fundsColumns.length > 0) return this.fundsColumns.map((column) => column.measure)
    const printed = new Set(this.drafts.flatMap((draft) => draft.amounts.map((amount) => amount.measure)))
    return this.layout.columns.flatMap(({ measure }) => (printed.has(measure) ? [measure] : []))
  }

  private draft(line: TokenLine): Draft {
    const last = this.drafts.at(-1)
    return last ?? this.beginForm(line)
  }

  private beginForm(line: TokenLine): Draft {
    const draft: Draft = {
      fields: {},
      amounts: [],
      indicatorLines: [],
      indicatorHeader: null,
      labels: {},
      isNameOpen: false,
      severalYears: null,
      line,
    }
    this.drafts.push(draft)
    this.field = null
    this.isInIndicators = false
    return draft
  }

  private beginIndicators(header: IndicatorHeader, line: TokenLine): void {
    const draft = this.draft(line)
    draft.indicatorHeader ??= header
    this.isInIndicators = true
    this.field = null
  }

  private fieldOf(text: string): string | null {
    const folded = foldText(text).replace(/[::]$/, '')
    return this.layout.fields?.find(({ label }) => label.test(folded))?.field ?? null
  }

  private kindOf(text: string): LabelKind | null {
    const field = this.fieldOf(text)
    if (field !== null) return FREE_TEXT.has(field) ? 'text' : 'short'
    return this.measureOf(text) === null && indicatorFieldOf(text) === null ? null : 'short'
  }

  private measureOf(text: string): MeasureId | null {
    return measureOfFunds(this.layout, text)
  }

  private readLine(line: TokenLine): void {
    const [first] = line.tokens
    if (!first) return
    const isFree = this.field !== null && FREE_TEXT.has(this.field)
    const begun = this.fieldOf(first.text)
    const isTwofold = this.hasSeveralYears(line)
    if (INDICATOR_HEADING.test(foldText(line.text))) this.field = null
    else if (layoutOfTitle(line.text) === this.layout) this.beginForm(line)
    else if (begun !== null) this.readFields(line)
    else if (this.isInIndicators) this.draft(line).indicatorLines.push(line)
    else if (!isTwofold && this.measureOf(first.text) !== null && this.isAmountLine(line)) this.readAmounts(line)
    else if (isFundsLine(line.tokens, this.layout) || (isTwofold && this.isAmountLine(line))) this.readFundsLine(line)
    else if (isFree) this.extend(this.field as string, line.text)
    else this.readOther(line)
  }

  private hasSeveralYears(line: TokenLine): boolean {
    const beside = severalYearsBeside(line.tokens)
    const draft = beside === null ? this.drafts.at(-1) : this.draft(line)
    if (!draft) return false
    draft.severalYears ??= beside ?? severalYearsAmong(draft.amounts.map(({ measure }) => measure))
    return draft.severalYears !== null
  }

  /** Labels of amounts and amounts, nothing else. */
  private isAmountLine(line: TokenLine): boolean {
    return line.tokens.every((token) => token.amount || token.isDash || this.measureOf(token.text) !== null)
  }

  private readFundsLine(line: TokenLine): void {
    this.field = null
    this.pendingMeasure = null
    const { severalYears } = this.draft(line)
    for (const { token, measure } of namedAmounts(line.tokens, this.layout, severalYears)) {
      if (measure !== null) this.place(token, measure, line)
      else this.report(token, 'it may be of this year, or of all years of the project')
    }
  }

  private readFields(line: TokenLine): void {
    this.isInIndicators = false
    this.pendingMeasure = null
    this.field = null
    line.tokens.forEach((token, at) => {
      const isFree = this.field !== null && FREE_TEXT.has(this.field)
      const field = isFree ? null : this.fieldOf(token.text)
      if (field !== null) this.beginField(field, token, line)
      else if (this.field !== null) this.addToField(this.field, token, line.tokens[at - 1])
    })
  }

  private beginField(field: string, token: Token, line: TokenLine): void {
    if (FIRST_FIELDS.has(field) && this.belongsToNext(field, token)) this.beginForm(line)
    const draft = this.draft(line)
    const isSecond = draft.labels[field] !== undefined
    // 实施单位 beside 主管部门: the first is the field, the words of the other are nobody's.
    this.field = isSecond ? NOBODY : field
    if (isSecond) return
    draft.labels[field] = foldText(token.text)
    draft.fields[field] = { text: '', lines: [], place: token.place }
  }

  /** The label was printed in this form before, or stands behind amounts, which come after names. */
  private belongsToNext(field: string, token: Token): boolean {
    const last = this.drafts.at(-1)
    if (!last) return false
    return last.labels[field] === foldText(token.text) || (last.labels[field] === undefined && last.amounts.length > 0)
  }

  private addToField(field: string, token: Token, before: Token | undefined): void {
    const target = this.drafts.at(-1)?.fields[field]
    if (!target) return
    const isSameLine = target.lines.length > 0 && before !== undefined
    const gap = isSameLine && before.x1 < token.x0 ? ' ' : ''
    if (isSameLine) target.lines.push(`${target.lines.pop() ?? ''}${gap}${token.text}`)
    else target.lines.push(token.text)
  }

  private extend(field: string, text: string): void {
    this.drafts.at(-1)?.fields[field]?.lines.push(text.replace(/\s+/g, ' '))
  }

  private readAmounts(line: TokenLine): void {
    this.field = null
    if (!line.tokens.some((token) => token.amount) && isFundsHeaderLine(line)) this.fundsHeader.push(line)
    let measure: MeasureId | null = null
    for (const token of line.tokens) {
      const named = token.amount ? null : this.measureOf(token.text)
      if (named !== null) measure = named
      else if (token.amount) {
        this.place(token, measure, line)
        measure = null
      }
    }
    this.pendingMeasure = measure
  }

  private place(token: Token, measure: MeasureId | null, line: TokenLine): void {
    const draft = this.draft(line)
    const isFree = measure !== null && !draft.amounts.some((amount) => amount.measure === measure)
    const amount = isFree ? openAmount(token, [measure]) : null
    if (amount) draft.amounts.push(amount)
    else this.report(token, 'no label before it names a measure that is still free')
  }

  private report(token: Token, reason: string): void {
    const { projectCode, projectName } = this.drafts.at(-1)?.fields ?? {}
    const owner = {
      table: this.layout.id,
      code: withoutSpace(projectCode?.lines.join('') ?? ''),
      label: withoutSpace(projectName?.lines.join('') ?? ''),
    }
    this.diagnostics.push(unplaced(token, owner, reason))
  }

  /** Figures on a line of their own, headers over a row of funds, and what is left of a wrapped value. */
  private readOther(line: TokenLine): void {
    const isFigures = line.tokens.every((token) => token.amount || token.isDash)
    const [only] = line.tokens
    const isOneOfLabel = this.pendingMeasure !== null && line.tokens.length === 1
    if (isFigures && this.fundsHeader.length > 0 && !isOneOfLabel) this.readFunds(line)
    else if (isFigures && isOneOfLabel && only) {
      this.place(only, this.pendingMeasure, line)
      this.pendingMeasure = null
    } else if (isFundsHeaderLine(line)) {
      this.field = null
      this.pendingMeasure = null
      this.fundsHeader.push(line)
    } else if (this.field !== null && (FREE_TEXT.has(this.field) || !endsWithSum(line, isFigures)))
      this.continueField(line)
    else {
      this.isTorn ||= line.tokens.some((token) => !token.amount && this.measureOf(token.text) !== null)
      for (const token of line.tokens) {
        if (token.amount && /[.,]/.test(token.text)) this.report(token, 'no label stands before it')
      }
    }
  }

  private readFunds(line: TokenLine): void {
    const { layout, keepsColumns } = this
    const columns = readColumns(this.fundsHeader, { layout, fiscalYear: null, keepsColumns })
    const { all, problem } = columns
    const torn = this.isTorn ? 'a part of its header stands among other words' : null
    this.fundsHeader = []
    this.isTorn = false
    const draft = this.draft(line)
    const isTaken = draft.amounts.some(({ measure }) => all.some((column) => column.measure === measure))
    const reason = torn ?? problem ?? (isTaken ? 'a label of this form names the amount of a column above it' : null)
    if (reason !== null) {
      for (const token of line.tokens) if (token.amount) this.report(token, reason)
      return
    }
    this.fundsColumns = all
    const { amounts, diagnostics } = orderedAmounts(placeTokens(line, columns).tokens, all, {
      table: this.layout.id,
      code: '',
      label: '',
    })
    draft.amounts.push(...amounts)
    for (const item of diagnostics) this.diagnostics.push(item)
  }

  /** The rest of a wrapped value; a label may stand behind it on the line. */
  private continueField(line: TokenLine): void {
    const draft = this.drafts.at(-1)
    // The words may be the name's, too, where its label stands on the line of the field's: columns side by side.
    const lineOf = (field: string) => draft?.fields[field]?.place.line
    const isName = /^project(?:Name|Code)$/.test(this.field ?? '')
    const isBesideName = lineOf('projectName') !== undefined && lineOf('projectName') === lineOf(this.field ?? '')
    if (draft && this.keepsColumns && (isName || isBesideName)) draft.isNameOpen = true
    const at = line.tokens.findIndex((token) => this.fieldOf(token.text) !== null)
    const own = at < 0 ? line.tokens : line.tokens.slice(0, at)
    this.extend(this.field as string, own.map((token) => token.text).join(' '))
    if (at > 0) this.readFields({ ...line, tokens: line.tokens.slice(at) })
  }

  private rowOf(draft: Draft): ExtractedRow {
    const isProject = this.layout.id === 'project-performance'
    const textOf = (field: string) => unwrapped(draft.fields[field]?.lines.join('\n') ?? '')
    const printedLabel = isProject ? textOf('projectName') : ''
    return {
      side: null,
      panel: 0,
      code: isProject ? withoutSpace(textOf('projectCode')) : '',
      label: withoutSpace(printedLabel),
      printedLabel,
      depth: null,
      place: draft.line.place,
      amounts: draft.amounts,
      dashes: [],
    }
  }
}

function formOf(draft: Draft, keepsColumns: boolean): ExtractedForm {
  const fields = Object.entries(draft.fields).flatMap(([field, { lines, place }]) => {
    const text = unwrapped(lines.join('\n'))
    return text === '' ? [] : [[field, { text, place }] as const]
  })
  const { indicatorHeader, indicatorLines } = draft
  if (!indicatorHeader) return { fields: Object.fromEntries(fields), indicators: [] }
  const indicators = keepsColumns
    ? indicatorsByPlace(indicatorLines, indicatorHeader)
    : readIndicators(indicatorLines, indicatorHeader.fields)
  return { fields: Object.fromEntries(fields), indicators }
}

/** The forms of a performance table in their order: one a department, or one a project. */
export function takeForms(lines: readonly TokenLine[], layout: Layout, keepsColumns: boolean): TakenForms {
  const starts = lines.flatMap((_, at) => {
    const header = indicatorHeaderAt(lines, at)
    return header && isListHeader(header) ? [{ at, header }] : []
  })
  const [list] = starts
  const taken = new FormReader(list ? lines.slice(0, list.at) : lines, layout, keepsColumns).read()
  if (!list) return taken
  const listed = takeListedProjects(lines.slice(list.header.end), list.header, { layout, keepsColumns })
  return {
    rows: [...taken.rows, ...listed.rows],
    forms: [...taken.forms, ...listed.forms],
    measures: [...new Set([...taken.measures, ...listed.measures])],
    diagnostics: [...taken.diagnostics, ...listed.diagnostics],
  }
}
