import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { CONTACT, TELEPHONE } from '../scripts/sample-projects.js'
import {
  CSV_HEADER,
  decodeDisclosure,
  encodeDisclosure,
  type Fact,
  factsToCsv,
  factsToNdjson,
  parseDisclosure,
  toFacts,
} from '../src/index.js'

const root = dirname(dirname(fileURLToPath(import.meta.url)))

async function readSample(extension: string, redact = false) {
  const document = `district-budget-2023.${extension}`
  const result = await parseDisclosure(readFileSync(join(root, 'samples', document)), { document, redact })
  if (result.disclosure === null) throw new Error(result.diagnostics.map(({ message }) => message).join('\n'))
  return { ...result, disclosure: result.disclosure }
}

/** Keys of a fact in the order of the public contract. */
const KEYS = [
  ...['document', 'organization', 'fiscalYear', 'kind', 'table', 'tableTitle', 'side', 'code', 'label', 'measure'],
  ...['amount', 'unit', 'yuan', 'evidence', 'candidates', 'proof', 'sheet', 'cell', 'page', 'bbox', 'line'],
]

const FACT: Fact = {
  document: 'a.xlsx',
  organization: '某局',
  fiscalYear: 2023,
  kind: 'budget',
  table: 'department-expenditure',
  tableTitle: '部门支出总表',
  side: null,
  code: '201',
  label: '一般公共服务支出',
  measure: 'total',
  amount: '-3.00',
  unit: '万元',
  yuan: '-30000',
  evidence: 'printed',
  candidates: [],
  proof: 'proved',
  sheet: '附件4-8',
  cell: 'C6',
  page: null,
  bbox: null,
  line: null,
}

function csvCells(fact: Partial<Fact>, defuseFormulas = false): Record<string, string> {
  const cells = factsToCsv([{ ...FACT, ...fact }], { defuseFormulas }).replace(/\r\n$/, '')
  const values = [...cells.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '',
  )
  return Object.fromEntries(KEYS.map((key, index) => [key, values[index] ?? '']))
}

describe('facts', () => {
  it('have the keys of the contract, in its order, one object a line', async () => {
    const { disclosure } = await readSample('pdf')
    const lines = factsToNdjson(toFacts(disclosure)).split('\n')
    expect(lines.pop()).toBe('')
    expect(lines).toHaveLength(217)
    for (const line of lines) expect(Object.keys(JSON.parse(line))).toEqual(KEYS)
  })

  it('are exact in 元, whatever the unit of the table', async () => {
    const { disclosure } = await readSample('xlsx')
    const yuan = (table: string, measure: string) =>
      toFacts(disclosure).find((fact) => fact.table === table && fact.measure === measure)?.yuan
    expect(yuan('department-expenditure', 'total')).toBe('10289600')
    expect(yuan('department-performance', 'total')).toBe('10289606.32')
  })

  it('say where they are printed, in the terms of the format', async () => {
    const placeOf = async (extension: string) => {
      const facts = toFacts((await readSample(extension)).disclosure)
      const fact = facts.find(
        ({ table, measure }) => table === 'three-public-expenses' && measure === 'officialReception',
      )
      return { sheet: fact?.sheet, cell: fact?.cell, page: fact?.page, line: fact?.line }
    }
    expect(await placeOf('xlsx')).toEqual({ sheet: '附件4-4', cell: 'F7', page: null, line: null })
    expect(await placeOf('pdf')).toEqual({ sheet: null, cell: null, page: 6, line: null })
    const line = readFileSync(join(root, 'samples/district-budget-2023.txt'), 'utf8')
      .split('\n')
      .indexOf('4.30 3.50 3.50 0.80')
    expect(await placeOf('txt')).toEqual({ sheet: null, cell: null, page: null, line: line + 1 })
  })
})

describe('csv', () => {
  it('has the columns of the facts', () => {
    expect(CSV_HEADER).toBe(`${KEYS.join(',')}\r\n`)
  })

  it('quotes commas, quotes and line breaks', () => {
    expect(factsToCsv([{ ...FACT, document: 'a,"b"\n.xlsx' }])).toMatch(/^"a,""b""\n\.xlsx",某局,/)
  })

  it('leaves what has no value empty, and joins lists by a space', () => {
    const cells = csvCells({ measure: null, candidates: ['basic', 'project'], page: 3, bbox: [1, 2.5, 3, 4] })
    expect(cells).toMatchObject({ side: '', measure: '', candidates: 'basic project', page: '3', bbox: '1 2.5 3 4' })
  })

  it.each(['=1+1', '+1', '-1+1', '@SUM(A1)', '\t=1', '＝1'])(
    'keeps a spreadsheet from running the label %j, on request',
    (label) => {
      expect(csvCells({ label }, true)).toMatchObject({ label: `'${label}`, amount: '-3.00', yuan: '-30000' })
      expect(csvCells({ label }, false)).toMatchObject({ label })
    },
  )
})

describe('json', () => {
  it('gives back the disclosure that was written', async () => {
    const { disclosure } = await readSample('pdf')
    const json = JSON.parse(JSON.stringify(encodeDisclosure(disclosure)))
    const again = decodeDisclosure(json)
    expect(again).toEqual(disclosure)
    expect(toFacts(again)).toEqual(toFacts(disclosure))
  })

  it('writes amounts as strings', async () => {
    const { tables } = encodeDisclosure((await readSample('xlsx')).disclosure)
    const table = tables.find(({ id }) => id === 'department-expenditure')
    expect(table).toMatchObject({
      rows: expect.arrayContaining([expect.objectContaining({ total: '1028.96', remittedToSuperior: null })]),
    })
  })
})

describe('redaction', () => {
  it.each(['xlsx', 'xls', 'pdf', 'txt'])(
    'leaves the contact and the telephone out of everything that the %s gives',
    async (extension) => {
      const plain = await readSample(extension)
      const redacted = await readSample(extension, true)
      const everything = ({ disclosure, diagnostics, accounts }: typeof plain) =>
        JSON.stringify([encodeDisclosure(disclosure), diagnostics, accounts])
      for (const personal of [CONTACT, TELEPHONE]) {
        expect(everything(plain)).toContain(personal)
        expect(everything(redacted)).not.toContain(personal)
      }
      expect(toFacts(redacted.disclosure)).toEqual(toFacts(plain.disclosure))
    },
  )
})
