import { FORMS } from '../layouts/forms.js'
import { foldText } from '../normalise/text.js'

/** Longest line that can be a mark of a form: a title, not prose. */
const LONGEST_MARK = 50
/** Most lines bear no mark of any form. */
const SOME_MARK = new RegExp(FORMS.flatMap(({ marks }) => marks.map((mark) => mark.source)).join('|'))
/** Fewer kinds of marks than this may be chance. */
const FEWEST_MARKS = 2

/** The form whose marks a document bears: the one with most different marks, then most often. Null where none is clear. */
export function findForm(lines: readonly string[]): string | null {
  const folded = lines.map(foldText).filter((line) => line.length <= LONGEST_MARK && SOME_MARK.test(line))
  const scores = FORMS.map(({ id, marks }) => {
    const counts = marks.map((mark) => folded.filter((line) => mark.test(line)).length)
    const kinds = counts.filter((count) => count > 0).length
    const isMost = kinds * 2 >= marks.length && counts.some((count) => count >= FEWEST_MARKS)
    return {
      id,
      share: kinds / marks.length,
      count: counts.reduce((sum, count) => sum + count, 0),
      isClear: kinds >= FEWEST_MARKS || isMost,
    }
  }).filter(({ isClear }) => isClear)
  scores.sort((a, b) => b.share - a.share || b.count - a.count)
  return scores[0]?.id ?? null
}
