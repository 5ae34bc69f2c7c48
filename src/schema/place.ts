import { z } from 'zod'
import { EVIDENCE, PROOFS } from './vocabulary.js'

/** Where something stands: worksheet and cell, or page and box, or line. Keys that the format lacks are null. */
export const placeSchema = z.object({
  sheet: z.string().nullable(),
  /** A1 address. */
  cell: z.string().nullable(),
  /** PDF page from 1. */
  page: z.int().positive().nullable(),
  /** [x0, y0, x1, y1] in points from the top left. */
  bbox: z.tuple([z.number(), z.number(), z.number(), z.number()]).readonly().nullable(),
  /** Line of a text input, from 1. */
  line: z.int().positive().nullable(),
})

/** What stands behind one value of a row: what was printed, where, and how its column is known. */
export const sourceSchema = z.object({
  /** As printed, thousands separators removed; `-`, `—` or the like where a dash was printed. */
  printed: z.string(),
  place: placeSchema,
  evidence: z.enum(EVIDENCE),
  /** Null for a dash, which is no amount. */
  proof: z.enum(PROOFS).nullable(),
  /** The stored number of a workbook cell, where it shows another one. */
  stored: z.string().optional(),
})

export type Source = z.output<typeof sourceSchema>
