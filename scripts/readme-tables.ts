import { allIdentities, CATALOGUE } from '../src/index.js'

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, head.map(() => '---'), ...rows].map(
    (cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`,
  )
  return lines.join('\n')
}

/** The tables of the README that follow from the code, by the marker that they stand between. */
export function readmeTables(): Readonly<Record<'identities' | 'findings', string>> {
  const scope = { within: 'in a table', between: 'between tables' }
  return {
    identities: table(
      ['identity', 'formula', 'holds'],
      allIdentities().map((identity) => [`\`${identity.id}\``, identity.formula, scope[identity.scope]]),
    ),
    findings: table(
      ['finding', 'severity', 'what it says'],
      Object.entries(CATALOGUE).map(([code, { severity, title }]) => [`\`${code}\``, severity, title]),
    ),
  }
}

/** The text with each table between its markers renewed. */
export function withTables(readme: string): string {
  return Object.entries(readmeTables()).reduce(
    (text, [name, rows]) =>
      text.replace(
        new RegExp(`<!-- ${name} -->[\\s\\S]*<!-- /${name} -->`),
        `<!-- ${name} -->\n${rows}\n<!-- /${name} -->`,
      ),
    readme,
  )
}
