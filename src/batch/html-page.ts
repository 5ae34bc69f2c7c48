export type Cell = string | number | { text: string; href: string }

export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}

function cellHtml(cell: Cell): string {
  if (typeof cell === 'number') return `<td class="n">${cell.toLocaleString('en-US')}</td>`
  if (typeof cell === 'string') return `<td>${escaped(cell)}</td>`
  return `<td><a href="${escaped(cell.href)}">${escaped(cell.text)}</a></td>`
}

/** A table; numbers are right-aligned. */
export function table(heads: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const head = heads.map((text) => `<th>${escaped(text)}</th>`).join('')
  const body = rows.map((row) => `<tr>${row.map(cellHtml).join('')}</tr>`).join('\n')
  return `<table><thead><tr>${head}</tr></thead>\n<tbody>${body}</tbody></table>\n`
}

/** A whole page that needs nothing from elsewhere. */
export function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${escaped(title)}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>
body { font: 15px/1.5 system-ui, "Noto Sans CJK SC", sans-serif; margin: 2rem auto; max-width: 70rem; padding: 0 1rem; color: #222; background: #fff }
h1 { font-size: 1.5rem } h2 { font-size: 1.15rem; margin-top: 2rem }
table { border-collapse: collapse; margin: .5rem 0 } th, td { text-align: left; padding: .2rem .8rem .2rem 0; border-bottom: 1px solid #ddd; vertical-align: top }
th { font-weight: 600; color: #555 } td.n { text-align: right; font-variant-numeric: tabular-nums } a { color: #0b57a4 }
iframe { border: 1px solid #ddd; width: 100%; height: 24rem }
</style></head><body><h1>${escaped(title)}</h1>
${body}</body></html>
`
}
