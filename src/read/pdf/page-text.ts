import { type Box, type Matrix, multiply, transformBox } from './geometry.js'
import { type PdfWord, runsToWords } from './runs-to-words.js'
import type { DrawnText } from './text-collector.js'
import { type PageFrame, readTextRuns, type TextFrame } from './text-runs.js'
import { wordsToLines } from './words-to-lines.js'

/** The words of a page in its reading frame: the one in which most of its text is upright. */
export interface PageText {
  words: PdfWord[]
  /** From the reading frame to the page as shown, and back. */
  toPage: Matrix
  fromPage: Matrix
  width: number
  height: number
}

/** What may be a page number alone at the edge of a page: `12`, `- 12 -`, `第12页`, `3 / 40`. */
const PAGE_NUMBER = /^(?:[-—–－―·~]*\d{1,4}[-—–－―·~]*|第\d+页(?:[,，]?共\d+页)?|\d{1,4}[/／]\d{1,4})$/
/** Page numbers stand in this share of the page at its edges. */
const MARGIN = 0.12

/** Words of a page; those at a right angle to the rest stand by their box, a page number among them is left out. */
export function readPageText(texts: readonly DrawnText[], page: PageFrame): PageText {
  const [main, ...others] = readTextRuns(texts, page)
  const fromPage = inverseTurn(main.toPage)
  const words = runsToWords(main.runs)
  for (const other of others) words.push(...turnedWords(other, { toMain: multiply(fromPage, other.toPage), main }))
  return { words, toPage: main.toPage, fromPage, width: main.width, height: main.height }
}

function turnedWords(other: TextFrame, { toMain, main }: { toMain: Matrix; main: TextFrame }): PdfWord[] {
  const lines = wordsToLines(runsToWords(other.runs)).filter((line) => {
    const box = transformBox(toMain, line)
    const isAside = box.x0 < MARGIN * main.width || box.x1 > (1 - MARGIN) * main.width
    const text = line.words.map((word) => word.text).join('')
    return !isPageNumber(text, box, main.height) && !(isAside && PAGE_NUMBER.test(text))
  })
  return lines.flatMap((line) => line.words.map((word) => turnedWord(word, transformBox(toMain, word))))
}

function turnedWord(word: PdfWord, box: Box): PdfWord {
  return { ...word, ...box, chars: [word.text], edges: [box.x0, box.x1], seams: [], baseline: (box.y0 + box.y1) / 2 }
}

/** True for a page number alone at the head or foot. */
export function isPageNumber(text: string, box: Box, height: number): boolean {
  const inMargin = box.y0 > (1 - MARGIN) * height || box.y1 < MARGIN * height
  return inMargin && PAGE_NUMBER.test(text)
}

/** The inverse of a turn by quarters. */
function inverseTurn([a, b, c, d, e, f]: Matrix): Matrix {
  return [a, c, b, d, -(a * e + b * f), -(c * e + d * f)]
}
