import { rmSync } from 'node:fs'
import { createTables } from './database-schema.js'
import type { DatasetFile } from './dataset-sink.js'
import { columnType, DATASET_COLUMNS, DECIMAL_PRECISION, DECIMAL_SCALES, typedValue } from './parquet-sink.js'
import { FINDING_COLUMNS, findingRows, RECORD_COLUMNS, textSink } from './text-sinks.js'

const TYPES = {
  text: 'VARCHAR',
  integer: 'BIGINT',
  amount: `DECIMAL(${DECIMAL_PRECISION},${DECIMAL_SCALES.amount})`,
  yuan: `DECIMAL(${DECIMAL_PRECISION},${DECIMAL_SCALES.yuan})`,
}

/** Every text in quotes, so that the null is told from an empty text and from a text that looks like it. */
const NULL = '\\N'
const CSV = `FORMAT csv, HEADER false, AUTO_DETECT false, DELIMITER ',', QUOTE '"', ESCAPE '"', NULLSTR '${NULL}',
  ALLOW_QUOTED_NULLS false, NEW_LINE '\\n', PARALLEL false, BUFFER_SIZE 8000000`

function line(values: readonly (string | number | null)[]): string {
  const cells = values.map((value) => {
    if (value === null) return NULL
    return typeof value === 'number' ? String(value) : `"${value.replaceAll('"', '""')}"`
  })
  return `${cells.join(',')}\n`
}

/**
 * A DuckDB database with documents, facts and findings; amounts are DECIMALs. Its indexes are those of its keys: it scans
 * single columns, and an index would have to fit in memory whole.
 */
export const DUCKDB: DatasetFile = {
  file: 'yusuan.duckdb',
  async open(path) {
    const { DuckDBInstance } = await import('@duckdb/node-api')
    // Tables as CSV first, which DuckDB then takes in one by one: row by row, its memory grew with the archive
    const copyOf = (table: string) => `${path}.${table}.csv`
    const sinks = {
      documents: await textSink(copyOf('documents'), '', ({ record }) =>
        line(RECORD_COLUMNS.map((column) => record[column])),
      ),
      facts: await textSink(copyOf('facts'), '', (entry) =>
        entry
          .facts()
          .map((fact) =>
            line(
              DATASET_COLUMNS.map((column) => {
                const value = typedValue(fact, column)
                if (typeof value !== 'bigint') return value
                return columnType(column) === 'decimal' ? fact[column as 'amount' | 'yuan'] : Number(value)
              }),
            ),
          )
          .join(''),
      ),
      findings: await textSink(copyOf('findings'), '', (entry) =>
        findingRows(entry)
          .map((finding) => line(FINDING_COLUMNS.map((column) => finding[column])))
          .join(''),
      ),
    }
    return {
      async add(entry) {
        for (const sink of Object.values(sinks)) await sink.add(entry)
      },
      async close() {
        for (const sink of Object.values(sinks)) await sink.close()
        const instance = await DuckDBInstance.create(path, { threads: '1', memory_limit: '128MB' })
        const connection = await instance.connect()
        for (const statement of createTables(TYPES)) await connection.run(statement)
        for (const table of Object.keys(sinks)) {
          const copy = copyOf(table)
          await connection.run(`COPY ${table} FROM '${copy.replaceAll("'", "''")}' (${CSV})`)
          rmSync(copy)
        }
        await connection.run('CHECKPOINT')
        connection.closeSync()
        instance.closeSync()
      },
    }
  },
}
