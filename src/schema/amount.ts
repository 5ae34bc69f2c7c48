import { Decimal } from 'decimal.js'
import { z } from 'zod'

/** A Decimal in memory, a plain decimal string in JSON: never a float on either side. */
export const amountSchema = z.codec(
  z.string().regex(/^-?\d+(\.\d+)?$/),
  z.custom<Decimal>((value) => Decimal.isDecimal(value)),
  { decode: (text) => new Decimal(text), encode: (amount) => amount.toFixed() },
)
