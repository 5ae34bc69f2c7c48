import { CREATE_INDEXES, createTables } from './database-schema.js'
import type { DatasetFile } from './dataset-sink.js'
import { columnType, DATASET_COLUMNS, DECIMAL_PRECISION, DECIMAL_SCALES, typedValue } from './parquet-sink.js'
import { FINDING_COLUMNS, findingRows, RECORD_COLUMNS } from './text-sinks.js'

const TYPES = {
  text: 'VARCHAR',
  integer: 'BIGINT',
  amount: `DECIMAL(${DECIMAL_PRECISION},${DECIMAL_SCALES.amount})`,
  yuan: `DECIMAL(${DECIMAL_PRECISION},${DECIMAL_SCALES.yuan})`,
}

/** A DuckDB database with documents, facts and findings; amounts are DECIMALs. */
export const DUCKDB: DatasetFile = {
  file: 'yusuan.duckdb',
  async open(path) {
    const { DuckDBInstance, DuckDBDecimalValue } = await import('@duckdb/node-api')
    const instance = await DuckDBInstance.create(path, { threads: '1', memory_limit: '128MB' })
    const connection = await instance.connect()
    for (const statement of createTables(TYPES)) await connection.run(statement)
    const documents = await connection.createAppender('documents')
    const facts = await connection.createAppender('facts')
    const findings = await connection.createAppender('findings')
    const put = (appender: typeof facts, value: string | number | null) => {
      if (value === null) appender.appendNull()
      else if (typeof value === 'number') appender.appendBigInt(BigInt(value))
      else appender.appendVarchar(value)
    }
    return {
      async add(entry) {
        for (const column of RECORD_COLUMNS) put(documents, entry.record[column])
        documents.endRow()
        // Rows that refer to a document must find it
        documents.flushSync()
        for (const fact of entry.facts()) {
          for (const column of DATASET_COLUMNS) {
            const value = typedValue(fact, column)
            if (typeof value !== 'bigint') put(facts, value)
            else if (columnType(column) === 'decimal') {
              const scale = DECIMAL_SCALES[column as keyof typeof DECIMAL_SCALES]
              facts.appendDecimal(new DuckDBDecimalValue(value, DECIMAL_PRECISION, scale))
            }
          }
          facts.endRow()
        }
        for (const finding of findingRows(entry)) {
          for (const column of FINDING_COLUMNS) put(findings, finding[column])
          findings.endRow()
        }
        // Left alone, an appender holds 204,800 rows in memory
        for (const appender of [facts, findings]) appender.flushSync()
      },
      async close() {
        for (const appender of [documents, facts, findings]) appender.closeSync()
        for (const statement of CREATE_INDEXES) await connection.run(statement)
        await connection.run('CHECKPOINT')
        connection.closeSync()
        instance.closeSync()
      },
    }
  },
}
