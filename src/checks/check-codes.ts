import { entryOfCode, isNameOf, isSpellingOf } from '../classification/catalogue.js'
import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.js'
import type { ExtractedRow, ExtractedTable } from '../extract/table.js'
import { isClassificationCode } from '../normalise/code.js'
import { codeTree } from './account-tree.js'
import { IDENTITIES } from './identities.js'
import type { UnplacedAmounts } from './prove.js'

/** Tables whose labels are the names of their codes: procurement and projects name something else beside a code. */
const NAMED_BY_CODE: readonly string[] = [
  'general-public-budget-expenditure',
  'general-public-budget-basic-expenditure',
  'government-fund-expenditure',
  'state-capital-expenditure',
  'department-revenue',
  'department-expenditure',
]

/** Where more rows than this, and more than half of those known, bear a neighbour's name, the name column has slid. */
const FEWEST_SLID_ROWS = 3

function details(table: ExtractedTable, row: ExtractedRow) {
  return { table: table.id, row: { code: row.code, label: row.label }, places: [row.place] }
}

function entryOf(row: ExtractedRow | undefined) {
  return row && isClassificationCode(row.code) ? entryOfCode(row.code) : undefined
}

/** Names that do not go with their codes: each a warning; many that fit a neighbour's code, one error. */
function checkNames(table: ExtractedTable): Diagnostic[] {
  const coded = table.rows.filter((row) => row.code !== '')
  const known = coded.flatMap((row, at) => {
    const entry = entryOf(row)
    return entry && row.label !== '' ? [{ row, at, entry }] : []
  })
  // 机关事业单位职业年金缴费支出 is much like its neighbour's name, and still another row's.
  const isNeighbours = ({ row, at, entry }: (typeof known)[number]) =>
    !isSpellingOf(entry, row.label) &&
    [coded[at - 1], coded[at + 1]].some((neighbour) => {
      const other = entryOf(neighbour)
      return other !== undefined && other.name !== entry.name && isSpellingOf(other, row.label)
    })
  const slid = known.filter(isNeighbours)
  const wrong = known.filter((item) => !isNameOf(item.entry, item.row.label) || isNeighbours(item))
  if (slid.length >= FEWEST_SLID_ROWS && slid.length * 2 > known.length) {
    const first = slid[0]?.row as ExtractedRow
    return [
      diagnostic(
        'names-slid',
        { rows: slid.length },
        { ...details(table, first), places: slid.map(({ row }) => row.place) },
      ),
    ]
  }
  return wrong.map(({ row, entry }) =>
    diagnostic(
      'code-name-mismatch',
      { code: row.code, label: row.label, name: entry.name },
      { ...details(table, row), expected: entry.name, found: row.label },
    ),
  )
}

/** Six digits that begin otherwise than a classification are the number of a unit: 125001. */
const UNIT_CODE = /^[014-9]\d{5}$/

/** Codes of no classification, in a table where codes of one stand around them. */
function checkForms(table: ExtractedTable): Diagnostic[] {
  const digits = table.rows.filter((row) => /^\d{3,}$/.test(row.code) && !UNIT_CODE.test(row.code))
  const wellFormed = digits.filter((row) => isClassificationCode(row.code))
  if (wellFormed.length * 2 < digits.length) return []
  return digits
    .filter((row) => !isClassificationCode(row.code))
    .map((row) =>
      diagnostic('code-malformed', { code: row.code, label: row.label }, { ...details(table, row), found: row.code }),
    )
}

/** Length of a code one level up: 7 → 5, 5 → 3. */
const LEVEL = 2

/** A 项 whose 款 is missing, a 款 that a malformed code has left without its 项, or a 类 of economics without items. */
function checkParents(table: ExtractedTable): Diagnostic[] {
  const { sums } = codeTree(table.rows)
  const coded = table.rows.filter((row) => isClassificationCode(row.code))
  const codes = new Set(coded.map(({ code }) => code))
  const levels = new Set(coded.map(({ code }) => code.length))
  const orphans = coded
    // Local sub-codes of an economic item (3010201, 3010202) may be printed in its place.
    .filter(({ code }) => !/^[35]\d{6}$/.test(code))
    .filter(({ code }) => levels.has(code.length - LEVEL) && !codes.has(code.slice(0, -LEVEL)))
    .map((row) => diagnostic('code-without-parent', { code: row.code, label: row.label }, details(table, row)))
  const parents = new Set(sums.map(({ total }) => total))
  const childless = table.rows.flatMap((row, at) => {
    const next = table.rows[at + 1]
    // A leaf has no parts: only levels above the deepest one can have lost theirs.
    if (!isClassificationCode(row.code) || parents.has(at) || !levels.has(row.code.length + LEVEL)) return []
    const isFollowedByMalformed =
      next !== undefined && next.code !== '' && !isClassificationCode(next.code) && !UNIT_CODE.test(next.code)
    return isFollowedByMalformed || /^[35]\d\d$/.test(row.code) ? [row] : []
  })
  const cutOff = childless.flatMap((row) =>
    row.amounts.flatMap(({ measure, text, place }) => {
      const places = {
        places: [place],
        measure,
        expected: '0',
        found: text,
        difference: text,
        identity: IDENTITIES.hierarchy.id,
      }
      return measure === null
        ? []
        : [diagnostic('row-without-parts', { code: row.code, found: text }, { ...details(table, row), ...places })]
    }),
  )
  return [...orphans, ...cutOff]
}

/**
 * What codes and names say about a table: well-formed codes, the name that goes with each, and a parent, where all amounts of
 * the table could be placed: rows whose amounts could not may be missing.
 */
export function checkCodes(tables: readonly ExtractedTable[], unplaced: UnplacedAmounts): Diagnostic[] {
  return tables.flatMap((table) =>
    NAMED_BY_CODE.includes(table.id) && table.rows.some((row) => isClassificationCode(row.code))
      ? [...checkNames(table), ...checkForms(table), ...(unplaced.has(table.id) ? [] : checkParents(table))]
      : [],
  )
}
