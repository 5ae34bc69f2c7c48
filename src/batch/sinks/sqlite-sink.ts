import { chmodSync } from 'node:fs'
import { scaledInteger } from '../../emit/fact-fields.js'
import { CREATE_INDEXES, createTables } from './database-schema.js'
import type { DatasetFile } from './dataset-sink.js'
import { DATASET_COLUMNS } from './parquet-sink.js'
import { FINDING_COLUMNS, findingRows, RECORD_COLUMNS } from './text-sinks.js'

const TYPES = { text: 'TEXT', integer: 'INTEGER', amount: 'TEXT', yuan: 'TEXT' }
/** Of 元: sums of whole numbers are exact. Null where an amount has a fraction of a 分. */
const FEN_SCALE = 2

/** A SQLite database with documents, facts and findings, keys between them and indexes. */
export const SQLITE: DatasetFile = {
  file: 'yusuan.sqlite',
  async open(path) {
    const { default: sqlite } = await import('node-sqlite3-wasm')
    const database = new sqlite.Database(path)
    // The file has another name until it is whole, so that a journal would guard nothing
    database.exec('PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF')
    for (const statement of createTables(TYPES, ', "fen" INTEGER')) database.exec(statement)
    // Made over full tables, indexes are sorted in memory: this SQLite keeps no temporary files
    for (const statement of CREATE_INDEXES) database.exec(statement)
    database.exec('PRAGMA cache_size = -32000; BEGIN')
    const insert = (table: string, columns: number) =>
      database.prepare(`INSERT INTO ${table} VALUES (${Array.from({ length: columns }, () => '?').join(',')})`)
    const documents = insert('documents', RECORD_COLUMNS.length)
    const facts = insert('facts', DATASET_COLUMNS.length + 1)
    const findings = insert('findings', FINDING_COLUMNS.length)
    return {
      async add(entry) {
        documents.run(RECORD_COLUMNS.map((column) => entry.record[column]))
        for (const fact of entry.facts()) {
          const row = {
            ...fact,
            printed: fact.amount,
            candidates: fact.candidates.join(' '),
            bbox: fact.bbox?.join(' ') ?? null,
          }
          facts.run([...DATASET_COLUMNS.map((column) => row[column]), scaledInteger(fact.yuan, FEN_SCALE)])
        }
        for (const finding of findingRows(entry)) findings.run(FINDING_COLUMNS.map((column) => finding[column]))
      },
      async close() {
        for (const statement of [documents, facts, findings]) statement.finalize()
        database.exec('COMMIT')
        database.close()
        // The package makes files that only their owner can read
        chmodSync(path, 0o666 & ~process.umask())
      },
    }
  },
}
