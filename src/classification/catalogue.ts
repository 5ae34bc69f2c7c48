import { foldText } from '../normalise/text.js'
import observed from './observed-codes.json' with { type: 'json' }

/** 支出功能分类, 部门预算支出经济分类, 政府预算支出经济分类. */
export type ClassificationSystem = 'function' | 'dept-econ' | 'gov-econ'

export interface CatalogueEntry {
  code: string
  /** The name printed most often. */
  name: string
  confidence: 'high' | 'medium'
  /** Years of the documents in which the pair was seen. */
  years: readonly number[]
  /** Other spellings in use. */
  alternatives: readonly string[]
}

type Observed = readonly [
  code: string,
  name: string,
  confidence: string,
  years: string,
  alternatives?: readonly string[],
]

/** Names of other years. Source: 政府收支分类科目 of 2017 and of the years since, as budgets of the time print them. */
const NAMES_OF_OTHER_YEARS: Readonly<Record<string, readonly string[]>> = {
  '207': ['文化体育与传媒支出'],
  '210': ['医疗卫生与计划生育支出', '医疗卫生支出'],
  '211': ['环境保护支出'],
  '213': ['农林水事务'],
  '215': ['资源勘探信息等支出', '资源勘探电力信息等支出'],
  '220': ['国土海洋气象等支出', '国土资源气象等支出'],
  '20805': ['行政事业单位离退休'],
  '2080501': ['归口管理的行政单位离退休'],
  '2080599': ['其他行政事业单位离退休支出'],
  '30307': ['医疗费'],
  '30311': ['住房公积金', '代缴社会保险费'],
  '310': ['其他资本性支出'],
}

function entryOf([code, name, confidence, years, alternatives]: Observed): CatalogueEntry {
  return {
    code,
    name,
    confidence: confidence === 'high' ? 'high' : 'medium',
    years: years
      .split(' ')
      .filter((year) => year !== '')
      .map((year) => parseInt(year, 10)),
    alternatives: [...(alternatives ?? []), ...(NAMES_OF_OTHER_YEARS[code] ?? [])],
  }
}

const catalogues = new Map<ClassificationSystem, ReadonlyMap<string, CatalogueEntry>>()

/**
 * Codes and names as seen in published disclosures, by code: not the official list, and without codes seen once only.
 *
 * Source: votes over printed pairs of code and name; `confidence` says how many documents agree.
 */
export function catalogueOf(system: ClassificationSystem): ReadonlyMap<string, CatalogueEntry> {
  const known = catalogues.get(system)
  if (known) return known
  const list = observed[system] as unknown as readonly Observed[]
  const catalogue = new Map(list.map((item) => [item[0], entryOf(item)]))
  catalogues.set(system, catalogue)
  return catalogue
}

/** The name that a code is known by, in a year where the catalogue tells years apart; null for codes not seen. */
export function nameOfCode(system: ClassificationSystem, code: string): string | null {
  return catalogueOf(system).get(code)?.name ?? null
}

function systemOf(code: string): ClassificationSystem | null {
  if (/^2/.test(code)) return 'function'
  if (/^3/.test(code)) return code.length <= 5 ? 'dept-econ' : null
  return /^5/.test(code) && code.length <= 5 ? 'gov-econ' : null
}

/** What is known of a code, in the classification that its first digit says. */
export function entryOfCode(code: string): CatalogueEntry | undefined {
  const system = systemOf(code)
  return system === null ? undefined : catalogueOf(system).get(code)
}

/** True where a printed name is exactly a spelling of the code's name. */
export function isSpellingOf(entry: CatalogueEntry, printed: string): boolean {
  const folded = foldText(printed)
  return [entry.name, ...entry.alternatives].some((name) => foldText(name) === folded)
}

/** True where a label is exactly a spelling of the name that a code has. */
export function isNameOfCode(label: string, code: string): boolean {
  const entry = entryOfCode(code)
  return entry !== undefined && isSpellingOf(entry, label)
}

/** True where a printed name is the code's name, another spelling of it, or either cut short or wrapped. */
export function isNameOf(entry: CatalogueEntry, printed: string): boolean {
  const folded = foldText(printed)
  return [entry.name, ...entry.alternatives].some((name) => {
    const known = foldText(name)
    if (known === folded || known.startsWith(folded) || folded.startsWith(known)) return true
    return sharedPairs(known, folded) >= 0.5
  })
}

/** Share of neighbouring pairs of characters that two names have in common (Sørensen–Dice). */
function sharedPairs(a: string, b: string): number {
  const pairsOf = (text: string) =>
    new Set(Array.from({ length: Math.max(0, text.length - 1) }, (_, at) => text.slice(at, at + 2)))
  const first = pairsOf(a)
  const second = pairsOf(b)
  const common = [...first].filter((pair) => second.has(pair)).length
  return first.size + second.size === 0 ? 0 : (2 * common) / (first.size + second.size)
}

const codesByName = new Map<ClassificationSystem, ReadonlyMap<string, readonly string[]>>()

/** The codes that a name is printed with: 其他支出 has several. */
export function codesOfName(system: ClassificationSystem, printed: string): readonly string[] {
  let byName = codesByName.get(system)
  if (byName === undefined) {
    const codes = new Map<string, string[]>()
    for (const entry of catalogueOf(system).values()) {
      for (const name of new Set([entry.name, ...entry.alternatives].map(foldText))) {
        if (!codes.get(name)?.push(entry.code)) codes.set(name, [entry.code])
      }
    }
    byName = codes
    codesByName.set(system, byName)
  }
  return byName.get(foldText(printed)) ?? []
}
