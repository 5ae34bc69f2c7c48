import { cleanText } from '../../normalise/text.js'

/** Alphabetic presentation forms: what fonts draw two letters with, fi and fl. */
const JOINED = /[\ufb00-\ufb06]/g
const INVISIBLE = /\p{Cf}/gu
const NONE: readonly string[] = []

/** The characters that a glyph stands for, radicals folded; none for one that shows nothing, null for white space. */
export function charsOfGlyph(unicode: string): readonly string[] | null {
  if (isPlain(unicode)) return [unicode]
  if (/^\s/.test(unicode)) return null
  const shown = cleanText(unicode).replace(INVISIBLE, '')
  return shown === '' ? NONE : [...shown.replace(JOINED, (letters) => letters.normalize('NFKC'))]
}

/** True for printable ASCII, and for an ideograph or what goes with ideographs. */
function isPlain(unicode: string): boolean {
  if (unicode.length !== 1) return false
  return (unicode > ' ' && unicode < '\u007f') || (unicode > '\u3000' && unicode < '\ua4d0')
}
