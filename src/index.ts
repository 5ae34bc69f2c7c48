export type { TableAccount } from './checks/account-summary.js'
export { allIdentities } from './checks/identities.js'
export { CATALOGUE, type DiagnosticCode, type Severity } from './diagnostics/catalogue.js'
export type { Diagnostic } from './diagnostics/diagnostic.js'
export { CSV_HEADER, type CsvOptions, FACT_COLUMNS, factsToCsv } from './emit/csv.js'
export { type Fact, factsToNdjson, toFacts } from './emit/facts.js'
export { type ParseOptions, type ParseResult, parseDisclosure } from './parse-disclosure.js'
export {
  type Disclosure,
  type DisclosureJson,
  decodeDisclosure,
  disclosureJsonSchema,
  disclosureSchema,
  encodeDisclosure,
} from './schema/disclosure.js'
export type { Source } from './schema/place.js'
export type { Indicator, Row, Table, TableOf } from './schema/table.js'
export {
  type Evidence,
  MEASURES,
  type MeasureId,
  type Proof,
  type Side,
  TABLE_IDS,
  type TableId,
} from './schema/vocabulary.js'
