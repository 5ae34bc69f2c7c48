import type { ZipArchive, ZipEntry } from '../../container/zip-archive.js'
import { assertLimit, type Limits } from '../../limits.js'
import { damaged } from '../../read-failure.js'
import { type Attributes, attribute, parseXml } from '../../xml/parse-xml.js'

export interface SheetPart {
  name: string
  hidden: boolean
  entry: ZipEntry
}

/** Where in the package the parts of a workbook are. */
export interface WorkbookParts {
  sheets: readonly SheetPart[]
  calendar: 1900 | 1904
  sharedStrings: ZipEntry | null
  styles: ZipEntry | null
}

interface Relation {
  type: string
  target: string
}

export interface OpenPackage {
  archive: ZipArchive
  limits: Limits
}

/**
 * Follows the package's relations from its root to the workbook, and from there to its sheets, in their order.
 *
 * Diagnostics: file-damaged where a part is not there, limit-exceeded, as `ReadFailure`.
 * Source: ECMA-376 part 2 (relationships), part 1 18.2.
 */
export async function workbookParts(open: OpenPackage): Promise<WorkbookParts> {
  const root = [...(await relations(open, '')).values()].find((relation) => relation.type.endsWith('/officeDocument'))
  const path = root?.target ?? open.archive.entries.find((entry) => /(?:^|\/)workbook\.xml$/i.test(entry.path))?.path
  const workbook = path === undefined ? null : open.archive.find(path)
  if (workbook === null) throw damaged('workbook', 'its list of sheets is missing')

  const linked = await relations(open, workbook.path)
  const sheets: SheetPart[] = []
  let calendar: 1900 | 1904 = 1900
  await parseXml(
    { ...open, entry: workbook, format: 'workbook' },
    {
      open: (name, attributes) => {
        if (name === 'workbookPr' && isTrue(attributes.date1904)) calendar = 1904
        if (name !== 'sheet') return
        const part = sheetPart(attributes, linked, open.archive)
        if (part !== null) sheets.push(part)
        assertLimit(open.limits, 'sheets', sheets.length)
      },
    },
  )
  const partOf = (kind: string): ZipEntry | null => {
    const relation = [...linked.values()].find((candidate) => candidate.type.endsWith(`/${kind}`))
    return relation === undefined ? null : open.archive.find(relation.target)
  }
  return { sheets, calendar, sharedStrings: partOf('sharedStrings'), styles: partOf('styles') }
}

/** Null for what is no worksheet: a chart or a macro sheet. */
function sheetPart(
  attributes: Attributes,
  linked: ReadonlyMap<string, Relation>,
  archive: ZipArchive,
): SheetPart | null {
  const name = attributes.name ?? ''
  const relation = linked.get(attribute(attributes, 'id') ?? '')
  if (relation !== undefined && !relation.type.endsWith('/worksheet')) return null
  const entry = relation === undefined ? null : archive.find(relation.target)
  if (entry === null) throw damaged('workbook', `the sheet “${name}” is missing`)
  return { name, hidden: attributes.state === 'hidden' || attributes.state === 'veryHidden', entry }
}

async function relations(open: OpenPackage, path: string): Promise<Map<string, Relation>> {
  const slash = path.lastIndexOf('/') + 1
  const folder = path.slice(0, slash)
  const found = new Map<string, Relation>()
  const entry = open.archive.find(`${folder}_rels/${path.slice(slash)}.rels`)
  if (entry === null) return found
  await parseXml(
    { ...open, entry, format: 'workbook' },
    {
      open: (name, attributes) => {
        if (name !== 'Relationship' || attributes.TargetMode === 'External') return
        const target = resolvePath(folder, attributes.Target ?? '')
        found.set(attributes.Id ?? '', { type: attributes.Type ?? '', target })
      },
    },
  )
  return found
}

function resolvePath(folder: string, target: string): string {
  const parts: string[] = []
  for (const part of (target.startsWith('/') ? target : folder + target).split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '.' && part !== '') parts.push(part)
  }
  return parts.join('/')
}

export function isTrue(value: string | undefined): boolean {
  return value === '1' || value === 'true' || value === 'on'
}
