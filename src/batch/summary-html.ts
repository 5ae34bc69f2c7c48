import { FORMS } from '../layouts/forms.js'
import type { Amounts, Grouped, Summary } from './archive-summary.js'
import { type Cell, page, table } from './html-page.js'

const AMOUNT_HEADS = ['files', 'pages', 'printed', 'placed', 'ambiguous', 'unplaced', 'proved', 'contradicted'] as const
const ORGANIZATIONS_SHOWN = 50

function amountCells(amounts: Amounts): number[] {
  return AMOUNT_HEADS.map((key) => amounts[key])
}

function groupTable(head: string, groups: readonly Grouped[]): string {
  return table(
    [head, ...AMOUNT_HEADS],
    groups.map((group) => [group.name === '' ? '—' : group.name, ...amountCells(group)]),
  )
}

/** As its users call it; the id where the form is known no more. */
function formName(id: string): string {
  return FORMS.find((form) => form.id === id)?.name ?? id
}

/** The summary as a page that opens from the output folder; its links lead to the files beside it. */
export function summaryHtml(summary: Summary): string {
  const { outcomes, amounts, findings, byOrganization } = summary
  const most = [...byOrganization]
    .sort((a, b) => b.contradicted - a.contradicted || b.printed - a.printed || (a.name < b.name ? -1 : 1))
    .slice(0, ORGANIZATIONS_SHOWN)
  const findingRows = findings.flatMap(({ code, count, worst }) =>
    worst.map(({ document, count: here, json }, at): Cell[] => {
      const name = json === null ? document : { text: document, href: encodeURI(json).replaceAll('#', '%23') }
      return at === 0 ? [code, count, name, here] : ['', '', name, here]
    }),
  )
  return page(
    'What became of the archive',
    [
      '<h2>Files by outcome</h2>',
      table(['outcome', 'files'], Object.entries(outcomes)),
      '<p>Files that were not read, and what to do with each: <a href="quarantine.csv">quarantine.csv</a>.</p>',
      '<h2>Amounts</h2>',
      table([...AMOUNT_HEADS], [amountCells(amounts)]),
      '<h2>By year</h2>',
      groupTable('year', summary.byYear),
      '<h2>By region</h2>',
      groupTable('region', summary.byRegion),
      '<h2>By form</h2>',
      groupTable(
        'form',
        summary.byForm.map((group) => ({ ...group, name: formName(group.name) })),
      ),
      '<h2>By format</h2>',
      groupTable('format', summary.byFormat),
      '<h2>By folder</h2>',
      groupTable('folder', summary.byFolder),
      '<h2>By organisation, most contradicted first</h2>',
      groupTable('organisation', most),
      '<h2>Findings</h2>',
      table(['code', 'findings', 'most in', 'there'], findingRows),
      // Times differ from run to run, and this page does not: they stand on a page of their own, shown here
      '<h2>Slowest files</h2>',
      '<p><a href="timings.html">timings.html</a></p><iframe src="timings.html" title="Slowest files"></iframe>',
    ].join('\n'),
  )
}
