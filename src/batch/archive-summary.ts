import type { InputRecord, Status } from './record.js'
import { STATUSES } from './record.js'

export interface Amounts {
  files: number
  /** Pages of PDFs, sheets of workbooks. */
  pages: number
  printed: number
  placed: number
  ambiguous: number
  unplaced: number
  proved: number
  contradicted: number
}

export interface Grouped extends Amounts {
  name: string
}

export interface FindingSummary {
  code: string
  count: number
  /** The documents with the most of them, with a link to their data where there is one. */
  worst: { document: string; count: number; json: string | null }[]
}

export interface Summary {
  files: number
  outcomes: Record<Status, number>
  amounts: Amounts
  byYear: Grouped[]
  byRegion: Grouped[]
  byForm: Grouped[]
  byFormat: Grouped[]
  /** By the folder that a file stands in. */
  byFolder: Grouped[]
  byOrganization: Grouped[]
  findings: FindingSummary[]
}

const WORST_SHOWN = 5

function nothing(): Amounts {
  return { files: 0, pages: 0, printed: 0, placed: 0, ambiguous: 0, unplaced: 0, proved: 0, contradicted: 0 }
}

/** Sums up the records of a run, one at a time; it keeps sums only. */
export class ArchiveSummary {
  private readonly amounts = nothing()
  private readonly outcomes: Record<Status, number> = { done: 0, findings: 0, unreadable: 0, failed: 0 }
  private readonly groups = {
    year: new Map<string, Amounts>(),
    region: new Map<string, Amounts>(),
    form: new Map<string, Amounts>(),
    format: new Map<string, Amounts>(),
    folder: new Map<string, Amounts>(),
    organization: new Map<string, Amounts>(),
  }
  private readonly findings = new Map<string, FindingSummary>()

  add(record: InputRecord): void {
    this.outcomes[record.status] += 1
    addTo(this.amounts, record)
    const { year, region, form, format, folder, organization } = this.groups
    addTo(groupOf(year, record.fiscalYear === null ? '' : String(record.fiscalYear)), record)
    addTo(groupOf(region, record.region ?? ''), record)
    addTo(groupOf(form, record.form ?? ''), record)
    addTo(groupOf(format, record.format ?? ''), record)
    addTo(groupOf(folder, record.document.split('/').slice(0, -1).join('/')), record)
    if (record.organization !== null) addTo(groupOf(organization, record.organization), record)
    for (const [code, count] of Object.entries(record.findings)) this.addFinding(code, count, record)
  }

  private addFinding(code: string, count: number, { document, json }: InputRecord): void {
    const known = this.findings.get(code) ?? { code, count: 0, worst: [] }
    const worst = [...known.worst, { document, count, json }]
      .sort((a, b) => b.count - a.count || (a.document < b.document ? -1 : 1))
      .slice(0, WORST_SHOWN)
    this.findings.set(code, { code, count: known.count + count, worst })
  }

  result(): Summary {
    const { year, region, form, format, folder, organization } = this.groups
    return {
      files: STATUSES.reduce((sum, status) => sum + this.outcomes[status], 0),
      outcomes: { ...this.outcomes },
      amounts: { ...this.amounts },
      byYear: sorted(year),
      byRegion: sorted(region),
      byForm: sorted(form),
      byFormat: sorted(format),
      byFolder: sorted(folder),
      byOrganization: sorted(organization),
      findings: [...this.findings.values()].sort((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1)),
    }
  }
}

function groupOf(groups: Map<string, Amounts>, name: string): Amounts {
  const known = groups.get(name) ?? nothing()
  groups.set(name, known)
  return known
}

function addTo(sums: Amounts, record: InputRecord): void {
  sums.files += 1
  for (const key of ['pages', 'printed', 'placed', 'ambiguous', 'unplaced', 'proved', 'contradicted'] as const) {
    sums[key] += record[key]
  }
}

function sorted(groups: ReadonlyMap<string, Amounts>): Grouped[] {
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, amounts]) => ({ name, ...amounts }))
}
