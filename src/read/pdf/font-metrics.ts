/** What of a font it takes to know where its glyphs stand. */
export interface FontMetrics {
  /** From the widths of its glyphs to ems. */
  scale: number
  /** Written from top to bottom. */
  isVertical: boolean
  /** Height of the box around all glyphs of a font that is drawn by operators (Type 3), in ems; null in other fonts. */
  drawnHeight: number | null
}

const USUAL: FontMetrics = { scale: 0.001, isVertical: false, drawnHeight: null }

/** Places in the description of a font that pdfjs 5.4.296 sends: flags of two bits, then a box and a matrix with their lengths. */
const TYPE3 = { at: 1, shift: 2 }
const VERTICAL = { at: 2, shift: 2 }
const BOX = 27
const MATRIX = 36
const TRUE = 2

/**
 * The metrics out of the description of a font that pdfjs sends to where glyphs are drawn.
 *
 * Null where it has another shape than that of the pdfjs that is pinned: widths would be wrong without a word.
 */
export function readFontMetrics(sent: unknown): FontMetrics | null {
  if (typeof sent !== 'object' || sent === null) return null
  if ('error' in sent) return USUAL
  if (!('data' in sent) || !(sent.data instanceof ArrayBuffer) || sent.data.byteLength < MATRIX + 49) return null
  const view = new DataView(sent.data)
  const flag = ({ at, shift }: { at: number; shift: number }): number => (view.getUint8(at) >> shift) & 3
  const [boxLength, matrixLength] = [view.getUint8(BOX), view.getUint8(MATRIX)]
  const isKnown = [0, 4].includes(boxLength) && [0, 6].includes(matrixLength) && flag(TYPE3) <= TRUE
  if (!isKnown || flag(VERTICAL) > TRUE) return null
  const matrixAt = (index: number): number => view.getFloat64(MATRIX + 1 + 8 * index, true)
  const hasMatrix = matrixLength > 0
  const boxHeight = boxLength > 0 ? view.getInt16(BOX + 7, true) - view.getInt16(BOX + 3, true) : 0
  return {
    scale: hasMatrix ? matrixAt(0) : USUAL.scale,
    isVertical: flag(VERTICAL) === TRUE,
    drawnHeight: flag(TYPE3) === TRUE && hasMatrix ? boxHeight * matrixAt(3) : null,
  }
}
