import type { Diagnostic } from '../../diagnostics/diagnostic.js'
import type { Layout } from '../../layouts/layout.js'
import { foldText, withoutSpace } from '../../normalise/text.js'
import { unwrapped } from '../grid/form-cells.js'
import type { ExtractedForm, ExtractedRow } from '../table.js'
import { type IndicatorHeader, indicatorHeaderAt, isRelation, readIndicators } from './read-indicators.js'
import { openAmount, unplaced } from './row-amounts.js'
import type { TakenForms } from './taken-forms.js'
import type { Token, TokenLine } from './tokens.js'

/** A numbered project of a list, with the lines of its goal and of its indicators. */
interface Listed {
  line: TokenLine
  name: Token[]
  amount: Token | null
  goal: TokenLine[]
  indicators: TokenLine[]
}

/** True for the header of a list that has a numbered project a row, its indicators beside it. */
export function isListHeader(header: IndicatorHeader): boolean {
  return /序号.{0,40}项目名称.{0,80}预算/.test(foldText(header.lines.map((line) => line.text).join('')))
}

/** `1 水利行业业务经费 14,299.16`: a number, a name and one amount; the rest of a wrapped name may follow. */
function beginProject(line: TokenLine): Listed | null {
  const [ordinal, ...rest] = line.tokens
  const last = rest.at(-1)
  const amount = last?.amount && /[.,]/.test(last.text) ? last : null
  const name = amount ? rest.slice(0, -1) : rest
  if (!/^\d{1,3}$/.test(ordinal?.text ?? '') || name.length === 0 || name.some((token) => token.amount)) return null
  if (line.tokens.some(isRelation)) return null
  return { line, name, amount, goal: [], indicators: [] }
}

function toRow(project: Listed): ExtractedRow {
  const printedLabel = project.name.map((token) => token.text).join('')
  const amount = project.amount && openAmount(project.amount, ['currentYearBudget'])
  return {
    side: null,
    panel: 0,
    code: '',
    label: withoutSpace(printedLabel),
    printedLabel,
    depth: null,
    place: project.line.place,
    amounts: amount ? [amount] : [],
    dashes: [],
  }
}

function toForm(project: Listed, header: IndicatorHeader): ExtractedForm {
  const place = project.line.place
  const name = project.name.map((token) => token.text).join('')
  const goal = unwrapped(project.goal.map((line) => line.text).join('\n'))
  const goalPlace = project.goal[0]?.place ?? place
  return {
    fields: {
      projectName: { text: name, place },
      ...(goal === '' ? {} : { annualGoal: { text: goal, place: goalPlace } }),
    },
    indicators: readIndicators(project.indicators, header.fields),
  }
}

/** The projects of a list, in a flowing text; `lines` begin behind its header. */
export function takeListedProjects(
  lines: readonly TokenLine[],
  header: IndicatorHeader,
  { layout, keepsColumns }: { layout: Layout; keepsColumns: boolean },
): TakenForms {
  const projects: Listed[] = []
  const diagnostics: Diagnostic[] = []
  const nobody = { table: layout.id, code: '', label: '' }
  for (let at = 0; at < lines.length; ) {
    const again = indicatorHeaderAt(lines, at)
    const line = lines[at] as TokenLine
    at = again ? again.end : at + 1
    if (again) continue
    if (keepsColumns) {
      // Its cells wrap around each other: the name of a figure's project cannot be told.
      const isBudget = (token: Token) => token.amount !== null && /,|\.\d\d$/.test(token.text)
      const before = line.tokens.slice(0, Math.max(0, line.tokens.findIndex(isRelation)) || line.tokens.length)
      for (const item of before.filter(isBudget).map((token) => unplaced(token, nobody, 'its project cannot be told')))
        diagnostics.push(item)
      continue
    }
    const begun = beginProject(line)
    const last = projects.at(-1)
    if (begun) projects.push(begun)
    else if (last && last.amount === null && line.tokens.at(-1)?.amount && !line.tokens.some(isRelation)) {
      for (const item of line.tokens.slice(0, -1)) last.name.push(item)
      last.amount = line.tokens.at(-1) as Token
    } else if (last && last.indicators.length === 0 && !line.tokens.some(isRelation)) last.goal.push(line)
    else last?.indicators.push(line)
  }
  return {
    rows: projects.map(toRow),
    forms: projects.map((project) => toForm(project, header)),
    measures: projects.some((project) => project.amount) ? ['currentYearBudget'] : [],
    diagnostics,
  }
}
