import type { Diagnostic } from '../diagnostics/diagnostic.js'
import type { Place } from '../grid/document.js'
import type { ExtractedForm, ExtractedTable } from './table.js'

interface Placed {
  place: Place
}

function bare<Item extends Placed>(item: Item): Item {
  return { ...item, place: { ...item.place, line: null } }
}

function bareForm({ fields, indicators }: ExtractedForm): ExtractedForm {
  const entries = Object.entries(fields).map(([key, field]) => [key, bare(field)] as const)
  return { fields: Object.fromEntries(entries), indicators: indicators.map(bare) }
}

/** A table out of the lines of a page: their numbers count for nothing outside, where pages have boxes. */
export function withoutLines(table: ExtractedTable): ExtractedTable {
  return {
    ...table,
    places: table.places.map((place) => ({ ...place, line: null })),
    rows: table.rows.map((row) => ({
      ...bare(row),
      amounts: row.amounts.map(bare),
      dashes: row.dashes.map(bare),
    })),
    ...(table.cells ? { cells: table.cells.map(bare) } : {}),
    forms: table.forms.map(bareForm),
  }
}

/** The same of a finding. */
export function withPagePlaces(finding: Diagnostic): Diagnostic {
  return { ...finding, places: finding.places.map((place) => ({ ...place, line: null })) }
}
