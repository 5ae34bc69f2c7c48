import { type Attributes, attribute } from '../../xml/parse-xml.js'

/** Hands over the text of each paragraph that stands directly in a cell; those of comments and drawings are passed over. */
export interface OdsParagraphs {
  enterCell: () => void
  leaveCell: () => void
  open: (name: string, attributes: Attributes) => void
  text: (text: string) => void
  close: (name: string) => void
}

const MOST_SPACES = 1_000
const PASSED_OVER = new Set(['annotation', 'ruby-text', 'frame', 'note'])

/** Source: OpenDocument 1.3 part 3, 6.1.2 (white space), 6.1.3 to 6.1.5 (s, tab, line-break). */
export function odsParagraphs(onParagraph: (text: string) => void): OdsParagraphs {
  let isCell = false
  let depth = 0
  let passedOver = 0
  let paragraph: string | null = null
  const append = (text: string): void => {
    if (paragraph !== null && passedOver === 0) paragraph += text
  }
  return {
    enterCell: () => {
      isCell = true
      depth = 0
      passedOver = 0
      paragraph = null
    },
    leaveCell: () => {
      isCell = false
    },
    open: (name, attributes) => {
      if (!isCell) return
      depth++
      if (passedOver > 0 || PASSED_OVER.has(name)) passedOver++
      else if (name === 'p' && depth === 1) paragraph = ''
      else if (name === 's') append(' '.repeat(spaces(attribute(attributes, 'c'))))
      else if (name === 'tab') append('\t')
      else if (name === 'line-break') append('\n')
    },
    text: (text) => {
      if (!isCell) return
      // LibreOffice writes the spaces of formatted text as they are, against the rule that they fold into one
      const folded = text.replace(/(?<! ) *[\t\r\n][ \t\r\n]*/g, ' ')
      append(paragraph === '' && folded !== text ? folded.replace(/^ /, '') : folded)
    },
    close: (name) => {
      if (!isCell) return
      depth--
      if (passedOver > 0) passedOver--
      else if (name === 'p' && depth === 0 && paragraph !== null) {
        onParagraph(paragraph)
        paragraph = null
      }
    },
  }
}

function spaces(count: string | null): number {
  return count !== null && /^\d{1,6}$/.test(count) ? Math.min(Number(count), MOST_SPACES) : 1
}
