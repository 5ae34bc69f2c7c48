import type { ColumnSource } from 'hyparquet-writer'
import { FACT_COLUMNS } from '../../emit/csv.js'
import { FACT_FIELDS, type FieldType, scaledInteger } from '../../emit/fact-fields.js'
import type { Fact } from '../../emit/facts.js'
import type { DatasetFile } from './dataset-sink.js'

/** DECIMAL(38,10) for amounts as printed, DECIMAL(38,6) for 元: beyond any printed precision met (元 to 4 places). */
export const DECIMAL_SCALES = { amount: 10, yuan: 6 } as const
export const DECIMAL_PRECISION = 38
const DECIMAL_BYTES = 16
const ROWS_IN_GROUP = 10_000

/** Columns: those of a fact, and `printed`, the amount with the decimals that the document shows. */
export const DATASET_COLUMNS = [...FACT_COLUMNS, 'printed'] as const
type DatasetColumn = (typeof DATASET_COLUMNS)[number]

/** The value of a column for formats with typed columns: decimals as scaled integers, lists as text. */
export function typedValue(fact: Fact, column: DatasetColumn): string | number | bigint | null {
  if (column === 'printed') return fact.amount
  if (column === 'amount' || column === 'yuan') return scaledInteger(fact[column], DECIMAL_SCALES[column])
  if (column === 'candidates') return fact.candidates.join(' ')
  if (column === 'bbox') return fact.bbox?.join(' ') ?? null
  return fact[column]
}

export function columnType(column: DatasetColumn): FieldType {
  return column === 'printed' ? 'text' : FACT_FIELDS[column].type
}

function schemaElement(column: DatasetColumn) {
  const common = { name: column, repetition_type: 'OPTIONAL' as const }
  if (column === 'amount' || column === 'yuan') {
    const decimal = { converted_type: 'DECIMAL' as const, precision: DECIMAL_PRECISION, scale: DECIMAL_SCALES[column] }
    return { ...common, type: 'FIXED_LEN_BYTE_ARRAY' as const, type_length: DECIMAL_BYTES, ...decimal }
  }
  if (columnType(column) === 'integer') return { ...common, type: 'INT32' as const }
  return { ...common, type: 'BYTE_ARRAY' as const, converted_type: 'UTF8' as const }
}

/** Facts as Parquet, in row groups of a bounded size, so that memory does not grow with the archive. */
export const FACTS_PARQUET: DatasetFile = {
  file: 'facts.parquet',
  async open(path) {
    const { ParquetWriter, fileWriter } = await import('hyparquet-writer')
    const schema = [{ name: 'root', num_children: DATASET_COLUMNS.length }, ...DATASET_COLUMNS.map(schemaElement)]
    const writer = new ParquetWriter({ writer: await fileWriter(path), schema, createdBy: 'yusuan' })
    let waiting: Fact[] = []
    const flush = async () => {
      const columnData: ColumnSource[] = DATASET_COLUMNS.map((name) => ({
        name,
        data: waiting.map((fact) => typedValue(fact, name)),
      }))
      waiting = []
      await writer.write({ columnData, rowGroupSize: ROWS_IN_GROUP })
    }
    return {
      async add(entry) {
        waiting.push(...entry.facts())
        if (waiting.length >= ROWS_IN_GROUP) await flush()
      },
      async close() {
        if (waiting.length > 0) await flush()
        await writer.finish()
      },
    }
  },
}
