import type { Fact } from '../emit/facts.js'
import type { ParseResult } from '../parse-disclosure.js'
import type { InputRecord } from './record.js'

/** One input, converted and summed up. */
export interface Converted {
  result: ParseResult
  facts: Fact[]
  record: InputRecord
}
