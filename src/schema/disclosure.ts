import { z } from 'zod'
import { tableSchema } from './table.js'

/** One disclosure: whose it is, for which year, and its tables in the order of the document. */
export const disclosureSchema = z.object({
  /** The input as named by the caller. */
  document: z.string().nullable(),
  format: z.enum(['xlsx', 'xls', 'ods', 'pdf', 'html', 'docx', 'text']),
  /** The form that it is printed in, where it is one known by name: `chongqing-district`, `shanghai` … */
  form: z.string().nullable(),
  /** 部门 or 单位, as printed. */
  organization: z.string().nullable(),
  fiscalYear: z.int().nullable(),
  kind: z.enum(['budget', 'final-account']).nullable(),
  tables: z.array(tableSchema),
})

/** In memory: amounts are Decimals. */
export type Disclosure = z.output<typeof disclosureSchema>
/** In JSON: amounts are decimal strings. */
export type DisclosureJson = z.input<typeof disclosureSchema>

/** JSON → Disclosure. Throws a ZodError that names the path where the JSON is not of this schema. */
export function decodeDisclosure(json: unknown): Disclosure {
  return disclosureSchema.parse(json)
}

/** Disclosure → plain JSON value, amounts as strings. `decodeDisclosure` gives the same disclosure back. */
export function encodeDisclosure(disclosure: Disclosure): DisclosureJson {
  return z.encode(disclosureSchema, disclosure)
}

/** JSON Schema (draft 2020-12) of what `encodeDisclosure` gives. */
export function disclosureJsonSchema(): object {
  return z.toJSONSchema(disclosureSchema, { io: 'input' })
}
