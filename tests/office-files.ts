import { strToU8, zipSync } from 'fflate'

type Parts = Readonly<Record<string, string | Uint8Array>>

/** A zip of the parts given, by path. */
export function zipOf(parts: Parts, level: 0 | 6 = 6): Uint8Array {
  const files: Record<string, Uint8Array> = {}
  for (const [path, content] of Object.entries(parts)) {
    files[path] = typeof content === 'string' ? strToU8(content) : content
  }
  return zipSync(files, { level })
}

export interface XlsxSheet {
  name: string
  /** What stands inside `<worksheet>`. */
  xml: string
  state?: 'hidden' | 'veryHidden'
}

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006/relationships'
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

/** The parts of a workbook whose sheets are given as XML, so that a test can say what no writer would. */
export function xlsxParts(sheets: readonly XlsxSheet[], extra: { styles?: string; strings?: string } = {}): Parts {
  const relations = sheets.map((_, index) =>
    relation(`rId${index + 1}`, 'worksheet', `worksheets/sheet${index + 1}.xml`),
  )
  if (extra.styles !== undefined) relations.push(relation('styles', 'styles', 'styles.xml'))
  if (extra.strings !== undefined) relations.push(relation('strings', 'sharedStrings', 'sharedStrings.xml'))
  const listed = sheets.map(
    ({ name, state }, index) =>
      `<sheet name="${name}" sheetId="${index + 1}" r:id="rId${index + 1}"${state === undefined ? '' : ` state="${state}"`}/>`,
  )
  const parts: Record<string, string> = {
    '[Content_Types].xml': `${HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
    '_rels/.rels': `${HEAD}<Relationships xmlns="${PACKAGE}">${relation('rId1', 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
    'xl/workbook.xml': `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets>${listed.join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${HEAD}<Relationships xmlns="${PACKAGE}">${relations.join('')}</Relationships>`,
  }
  for (const [index, { xml }] of sheets.entries()) {
    parts[`xl/worksheets/sheet${index + 1}.xml`] = `${HEAD}<worksheet xmlns="${MAIN}">${xml}</worksheet>`
  }
  if (extra.styles !== undefined)
    parts['xl/styles.xml'] = `${HEAD}<styleSheet xmlns="${MAIN}">${extra.styles}</styleSheet>`
  if (extra.strings !== undefined) parts['xl/sharedStrings.xml'] = `${HEAD}<sst xmlns="${MAIN}">${extra.strings}</sst>`
  return parts
}

export function xlsxOf(sheets: readonly XlsxSheet[], extra: { styles?: string; strings?: string } = {}): Uint8Array {
  return zipOf(xlsxParts(sheets, extra))
}

/** A workbook of one sheet with the cells given, in rows as they come. */
export function xlsxOfCells(cells: string, after = '', before = ''): Uint8Array {
  return xlsxOf([{ name: '表1', xml: `${before}<sheetData>${cells}</sheetData>${after}` }])
}

function relation(id: string, type: string, target: string): string {
  return `<Relationship Id="${id}" Type="${RELATIONS}/${type}" Target="${target}"/>`
}
