import { foldText } from '../../normalise/text.js'

const NOTE = /^[(*]*(?:备?注|说明|注释|情况说明)[\d一二三四五六七八九十]*\)?(?:[::.、,]|$)/

/** 备注：…, 注1：…: what follows up to the next row is no row. */
export function startsNote(text: string): boolean {
  return NOTE.test(foldText(text))
}

/** Figures aside: a row of many columns is long, too. */
function isLong(folded: string): boolean {
  return folded.length > 70 && folded.replace(/[-\d,.\s]+/g, '').length > 70
}

/** A sentence, or the heading of a chapter: not a row of a table. */
export function isProse(text: string): boolean {
  const folded = foldText(text)
  return /[。;]/.test(folded) || isLong(folded) || /^第[一二三四五六七八九十]+部分/.test(folded)
}

/** The lines of a table above its notes and the sentences below it. */
export function aboveNotes<Line extends { text: string }>(lines: readonly Line[]): readonly Line[] {
  const noteAt = lines.findIndex(({ text }) => startsNote(text) || isProse(text))
  return noteAt < 0 ? lines : lines.slice(0, noteAt)
}
