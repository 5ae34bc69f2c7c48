import observed from '../../src/classification/observed-codes.json' with { type: 'json' }

type Entry = readonly [code: string, name: string, ...unknown[]]

const FUNCTION = new Map((observed.function as unknown as Entry[]).map(([code, name]) => [code, name]))
const ECONOMIC = new Map((observed['dept-econ'] as unknown as Entry[]).map(([code, name]) => [code, name]))

/** 项 that funds, state capital and housing or social security pay are chosen by themselves. */
const SPECIAL = /^(?:208|210|221|223|229|2120[78]|2121|21369|21460|20310)/

/** Names that the catalogue has no entry for, as the classification prints them. */
const FURTHER: Readonly<Record<string, string>> = {
  '22301': '解决历史遗留问题及改革成本支出',
  '2230105': '国有企业退休人员社会化管理补助支出',
  '22960': '彩票公益金安排的支出',
  '2296002': '用于社会福利的彩票公益金支出',
  '2296003': '用于体育事业的彩票公益金支出',
  '2296006': '用于残疾人事业的彩票公益金支出',
}

export function functionName(code: string): string {
  return FUNCTION.get(code) ?? FURTHER[code] ?? ''
}

export function economicName(code: string): string {
  return ECONOMIC.get(code) ?? ''
}

const ITEMS = [...FUNCTION.keys()].filter(
  (code) => code.length === 7 && FUNCTION.has(code.slice(0, 5)) && FUNCTION.has(code.slice(0, 3)),
)

/** 项 by 款, of the 类 that a department's own work may belong to. */
export const OWN_ITEMS: ReadonlyMap<string, readonly string[]> = (() => {
  const groups = new Map<string, string[]>()
  for (const code of ITEMS) {
    if (SPECIAL.test(code)) continue
    const group = code.slice(0, 5)
    groups.set(group, [...(groups.get(group) ?? []), code])
  }
  return groups
})()

/** Economic items below a 类: 30101 … 30199. */
export function economicItems(parent: string): string[] {
  return [...ECONOMIC.keys()].filter((code) => code.length === 5 && code.startsWith(parent)).sort()
}

const FUND_GROUPS = ['21208', '22960']

/** 项 that government funds pay, by 款. */
export const FUND_ITEMS: readonly (readonly string[])[] = FUND_GROUPS.map((group) =>
  [...ITEMS, ...Object.keys(FURTHER)].filter((code) => code.length === 7 && code.startsWith(group)),
)
