import type { TextLine } from '../../grid/document.js'

/** How far a character moves what stands behind it: one column each, or two for those as wide as an ideograph. */
export type CharacterWidth = 'one' | 'display'

const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]/g
const FIGURE = /(?<=\s)-?(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d+)(?=\s|$)/g
/** Figures that miss each other by more stand in different columns. */
const FARTHEST = 12
/** A line of fewer figures may be no row of a table. */
const LEAST_FIGURES = 2
/** Where columns stand below each other, figures miss their places by several times less than by the other width. */
const CLEARLY = 2

/** Columns that a text takes. */
export function columnsOf(text: string, width: CharacterWidth): number {
  return width === 'one' ? text.length : text.length + (text.match(WIDE)?.length ?? 0)
}

function figureEnds(text: string, width: CharacterWidth): number[] {
  return [...text.matchAll(FIGURE)].map((match) => columnsOf(text.slice(0, match.index + match[0].length), width))
}

/** How far figures miss those of the line above, where both lines have as many. */
function misalignment(lines: readonly TextLine[], width: CharacterWidth): number {
  let sum = 0
  let above: readonly number[] = []
  for (const { text } of lines) {
    const ends = figureEnds(text, width)
    if (ends.length >= LEAST_FIGURES && ends.length === above.length)
      ends.forEach((end, at) => {
        sum += Math.min(FARTHEST, Math.abs(end - (above[at] as number)))
      })
    above = ends
  }
  return sum
}

/**
 * The width by which the columns of a text stand below each other: names of unlike length part those of `pdftotext -layout`
 * (one column each) from those that are set for a terminal or an editor.
 */
export function characterWidthOf(lines: readonly TextLine[]): CharacterWidth {
  return CLEARLY * misalignment(lines, 'display') < misalignment(lines, 'one') ? 'display' : 'one'
}
