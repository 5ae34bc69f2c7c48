import type { Diagnostic } from '../../diagnostics/diagnostic.js'
import type { MeasureId } from '../../schema/vocabulary.js'
import type { ExtractedForm, ExtractedRow } from '../table.js'

/** The rows of a performance table, with the form of each. */
export interface TakenForms {
  rows: ExtractedRow[]
  forms: ExtractedForm[]
  measures: MeasureId[]
  diagnostics: Diagnostic[]
}
