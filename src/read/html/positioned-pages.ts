import type { Place, Sheet } from '../../grid/document.js'
import { cleanText } from '../../normalise/text.js'
import { assertLimit, type Limits } from '../limits.js'
import type { Box, Rules } from '../pdf/geometry.js'
import type { Run } from '../pdf/text-runs.js'

interface DrawnPage {
  width: number
  height: number
  runs: Run[]
  rules: Rules
}

/** Points to each unit of a style. Source: CSS Values 6.2. */
const POINTS_PER: Readonly<Record<string, number>> = { pt: 1, px: 0.75, in: 72, cm: 72 / 2.54, mm: 72 / 25.4 }
/** A page of ordinary markup has a few positioned boxes; a drawn one has one for every run of text. */
const FEWEST_RUNS = 20
const POSITIONED = /position\s*:\s*absolute/i
/** Share of a line above its baseline, and width of a narrow character in em, as in the fonts of Chinese print. */
const ASCENT = 0.86
const NARROW_EM = 0.5
/** A filled or empty box thinner than this is a rule. */
const THINNEST_BOX = 2

/**
 * The pages of a PDF that a converter drew as markup: every run of text and every rule a box at `left` and `top`.
 *
 * Units: points from the top left of its page. Widths of characters are not in such a file: an em, or half of one.
 * Absent values: null where the markup is no such drawing.
 */
export async function positionedPages(markup: string, limits: Limits): Promise<Sheet[] | null> {
  if (!POSITIONED.test(markup)) return null
  const pages = await drawnPages(markup, limits)
  const runs = pages.reduce((sum, page) => sum + page.runs.length, 0)
  if (runs < FEWEST_RUNS) return null
  const { pageBlocks } = await import('../pdf/page-blocks.js')
  const { runsToWords } = await import('../pdf/runs-to-words.js')
  return pages.map((page, index) => {
    const words = runsToWords(page.runs)
    const content = { words, rules: page.rules, height: page.height, placeOf: placeMaker(index + 1) }
    return { name: null, page: index + 1, hidden: false, blocks: pageBlocks(content).blocks }
  })
}

async function drawnPages(markup: string, limits: Limits): Promise<DrawnPage[]> {
  const { Parser } = await import('htmlparser2')
  const pages: DrawnPage[] = []
  const open: { isPage: boolean; box: Style | null; text: string }[] = []
  const current = (): DrawnPage | undefined => (open.some((element) => element.isPage) ? pages.at(-1) : undefined)
  const parser = new Parser({
    onopentag: (_, attributes) => {
      const style = parseStyle(attributes.style ?? '')
      const page = current()
      const isPage = page === undefined && isPageFrame(style)
      if (isPage) {
        pages.push({ width: style.width ?? 0, height: style.height ?? 0, runs: [], rules: { rows: [], columns: [] } })
        assertLimit(limits, 'pages', pages.length)
      }
      const isBox = page !== undefined && style.isAbsolute && style.left !== null && style.top !== null
      if (isBox) addRules(page.rules, style)
      open.push({ isPage, box: isBox ? style : null, text: '' })
    },
    ontext: (text) => {
      const element = open.findLast(({ box }) => box !== null)
      if (element !== undefined) element.text += text
    },
    onclosetag: () => {
      const page = current()
      const element = open.pop()
      const run = element?.box ? textRun(element.box, element.text) : null
      if (page === undefined || run === null) return
      page.runs.push(run)
      assertLimit(limits, 'textItems', page.runs.length)
    },
  })
  parser.write(markup)
  parser.end()
  return pages
}

interface Style {
  left: number | null
  top: number | null
  width: number | null
  height: number | null
  fontSize: number | null
  lineHeight: number | null
  isAbsolute: boolean
  isRelative: boolean
  isFilled: boolean
  /** Sides that have a visible border. */
  borders: readonly Side[]
}

type Side = 'top' | 'right' | 'bottom' | 'left'
const SIDES: readonly Side[] = ['top', 'right', 'bottom', 'left']

function parseStyle(style: string): Style {
  const declared = new Map<string, string>()
  for (const declaration of style.split(';')) {
    const colon = declaration.indexOf(':')
    if (colon > 0) declared.set(declaration.slice(0, colon).trim().toLowerCase(), declaration.slice(colon + 1).trim())
  }
  const length = (name: string): number | null => points(declared.get(name))
  const isDrawn = (border: string | undefined) =>
    border !== undefined && !/^0(?![.\d])|\b(?:none|hidden)\b/.test(border)
  const position = declared.get('position')
  const fill = declared.get('background-color') ?? declared.get('background')
  return {
    left: length('left'),
    top: length('top'),
    width: length('width'),
    height: length('height'),
    fontSize: length('font-size'),
    lineHeight: length('line-height'),
    isAbsolute: position === 'absolute',
    isRelative: position === 'relative',
    isFilled: fill !== undefined && !/transparent|#fff(?:fff)?\b|white/i.test(fill),
    borders: SIDES.filter((side) => isDrawn(declared.get(`border-${side}`) ?? declared.get('border'))),
  }
}

function points(length: string | undefined): number | null {
  const match = /^(-?\d{0,6}(?:\.\d+)?)(pt|px|in|cm|mm)$/.exec(length ?? '')
  return match === null || match[1] === '' ? null : Number(match[1]) * (POINTS_PER[match[2] ?? ''] ?? 0)
}

function isPageFrame(style: Style): boolean {
  return (style.isRelative || style.isAbsolute) && (style.width ?? 0) > 200 && (style.height ?? 0) > 200
}

/** A rule is a box with no height or width whose border shows; a box with both may have a rule at each side. */
function addRules(rules: Rules, style: Style): void {
  const { left, top, width, height, borders, isFilled } = style
  if (left === null || top === null || width === null || height === null) return
  const [right, bottom] = [left + width, top + height]
  if (isFilled && height < THINNEST_BOX && width > height)
    rules.rows.push({ at: top + height / 2, from: left, to: right })
  else if (isFilled && width < THINNEST_BOX) rules.columns.push({ at: left + width / 2, from: top, to: bottom })
  for (const side of borders) {
    if (side === 'top' || side === 'bottom') {
      if (width > 0) rules.rows.push({ at: side === 'top' ? top : bottom, from: left, to: right })
    } else if (height > 0) rules.columns.push({ at: side === 'left' ? left : right, from: top, to: bottom })
  }
}

function textRun(style: Style, text: string): Run | null {
  const { left, top } = style
  const size = style.fontSize ?? style.lineHeight ?? 0
  const chars = [...cleanText(text.replaceAll('\u00a0', ' ').trimEnd())]
  if (left === null || top === null || size <= 0 || chars.length === 0) return null
  const edges = [left]
  for (const char of chars) edges.push((edges.at(-1) as number) + (isWide(char) ? size : size * NARROW_EM))
  const height = style.lineHeight ?? size
  const middle = top + height / 2
  return { chars, edges, size, y0: middle - size / 2, y1: middle + size / 2, baseline: middle + size * (ASCENT - 0.5) }
}

/** Drawn a full em wide: ideographs, and the punctuation and forms that go with them. */
function isWide(char: string): boolean {
  return /[\u2014\u2018-\u201d\u2026\u2460-\u24ff\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff60\uffe0-\uffe6]|[\ud840-\udbff]/.test(
    char,
  )
}

function placeMaker(page: number): (box: Box) => Place {
  const round = (value: number): number => Math.round(value * 10) / 10
  return ({ x0, y0, x1, y1 }) => {
    return { sheet: null, cell: null, page, bbox: [round(x0), round(y0), round(x1), round(y1)], line: null }
  }
}
