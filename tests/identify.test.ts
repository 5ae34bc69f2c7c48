import { describe, expect, it } from 'vitest'
import { identify } from '../src/extract/identify.js'

const yearOf = (...lines: string[]) => identify(lines).fiscalYear

describe('the year of a document', () => {
  it('is the last of its headers where neither title nor cover says it', () => {
    expect(yearOf('一般公共预算支出表', '2023年预算数', '2024年预算数')).toBe(2024)
    expect(yearOf('一般公共预算支出表', '2023年预算', '2024年预算')).toBe(2024)
    expect(yearOf('示例市示例局', '2024年预算', '2023年执行数', '2024年预算数')).toBe(2024)
  })

  it('is that of titles and cover before that of headers', () => {
    expect(yearOf('2025年一般公共预算支出表', '2023年预算数', '2024年预算数')).toBe(2025)
    expect(yearOf('示例市示例局2025年部门预算', '一般公共预算支出表', '2024年预算数')).toBe(2025)
    expect(yearOf('示例市示例局2025年部门预算公开目录', '一般公共预算支出表')).toBe(2025)
    expect(yearOf('第一部分 示例市示例局2025年部门预算编制说明', '一般公共预算支出表')).toBe(2025)
  })
})

describe('the organisation', () => {
  it('may stand behind 单位, where a unit of figures may stand too', () => {
    const nameIn = (line: string) => identify([line]).organization
    expect(nameIn('单位：示例市示例局  金额单位：万元')).toBe('示例市示例局')
    expect(['单位：千元', '单位：人、辆', '单位：平方米', '单位：万元'].map(nameIn)).toEqual([null, null, null, null])
  })
})
