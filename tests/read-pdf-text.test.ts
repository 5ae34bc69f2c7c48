import { describe, expect, it } from 'vitest'
import { readFontMetrics } from '../src/read/pdf/font-metrics.js'
import { charsOfGlyph } from '../src/read/pdf/glyph-chars.js'
import { readPdf } from '../src/read/pdf/read-pdf.js'
import { onePage, type PdfObject, unpacked } from './hostile/pdf-objects.js'

/** Every character is half an em wide. */
const PLAIN = `<< /Type /Font /Subtype /TrueType /BaseFont /Plain /Encoding /WinAnsiEncoding
/FirstChar 32 /LastChar 126 /Widths [${'500 '.repeat(95)}] >>`
const FORM = '/Type /XObject /Subtype /Form /BBox [-600 -600 600 600]'

interface Drawn {
  fonts?: string
  resources?: string
  /** Objects from 7 on; 6 is the plain font. */
  more?: readonly PdfObject[]
}

/** The lines of a page with their boxes, whose baseline at 300 has its letters from 91.4 to 101.4. */
async function linesOf(content: string, { fonts = '', resources = '', more = [] }: Drawn = {}): Promise<unknown[]> {
  const fontsAll = `/Font << /F 6 0 R ${fonts} >>`
  const pdf = onePage({ content: unpacked(content), resources: `${fontsAll} ${resources}`, more: [PLAIN, ...more] })
  const { value } = await readPdf(pdf)
  const blocks = value?.sheets[0]?.blocks ?? []
  return blocks.flatMap((block) => (block.type === 'line' ? [[block.line.text, ...(block.line.place.bbox ?? [])]] : []))
}

const shown = (operators: string): string => `BT /F 10 Tf 50 300 Td ${operators} ET `

describe('where text stands on a page', () => {
  it.each([
    ['as wide as its font says', '(1234) Tj', [['1234', 50, 91.4, 70, 101.4]]],
    ['with letters spaced', '0.5 Tc (1234) Tj', [['1234', 50, 91.4, 71.5, 101.4]]],
    ['with letters spaced apart', '4 Tc (12) Tj', [['1 2', 50, 91.4, 64, 101.4]]],
    ['with words spaced', '7 Tw (1 2) Tj', [['1 2', 50, 91.4, 72, 101.4]]],
    ['stretched', '50 Tz (1234) Tj', [['1234', 50, 91.4, 60, 101.4]]],
    ['raised', '3 Ts (1234) Tj', [['1234', 50, 88.4, 70, 98.4]]],
    ['moved within one operator', '[(12) -1000 (34)] TJ', [['12 34', 50, 91.4, 80, 101.4]]],
    ['drawn closer', '[(12) 100 (34)] TJ', [['1234', 50, 91.4, 69, 101.4]]],
    ['one piece behind the other', '(12) Tj (34) Tj', [['1234', 50, 91.4, 70, 101.4]]],
    ['scaled by its matrix', '2 0 0 2 50 300 Tm (12) Tj', [['12', 50, 82.8, 70, 102.8]]],
    ['written without being painted', '3 Tr (1234) Tj', [['1234', 50, 91.4, 70, 101.4]]],
  ])('%s', async (_, operators, expected) => {
    expect(await linesOf(shown(operators))).toEqual(expected)
  })

  it('is none where its matrix or its size leaves it no place', async () => {
    expect(await linesOf(shown('0 0 1 88 /X /Y Tm (12) Tj'))).toEqual([])
    expect(await linesOf(shown('0 0 0 10 50 300 Tm (12) Tj'))).toEqual([])
    expect(await linesOf(shown('/F 0 Tf (12) Tj /F 10 Tf (34) Tj'))).toEqual([['34', 50, 91.4, 60, 101.4]])
  })

  it('goes on line by line with its leading', async () => {
    expect(await linesOf(shown(`20 TL (1) Tj T* (2) Tj (3) ' 0 0.5 (45) " 0 -30 TD (6) Tj T* (7) Tj`))).toEqual([
      ['1', 50, 91.4, 55, 101.4],
      ['2', 50, 111.4, 55, 121.4],
      ['3', 50, 131.4, 55, 141.4],
      ['45', 50, 151.4, 60.5, 161.4],
      ['6', 50, 181.4, 55, 191.4],
      ['7', 50, 211.4, 55, 221.4],
    ])
  })

  it('has the font and the spacing again that were saved', async () => {
    expect(await linesOf(`/F 10 Tf q /F 20 Tf 2 Tc 50 Tz Q BT 50 300 Td (1234) Tj ET`)).toEqual([
      ['1234', 50, 91.4, 70, 101.4],
    ])
  })

  it('has the font of a graphics state', async () => {
    const resources = '/ExtGState << /G << /Font [6 0 R 10] >> >>'
    expect(await linesOf('/G gs BT 50 300 Td (1234) Tj ET', { resources })).toEqual([['1234', 50, 91.4, 70, 101.4]])
  })

  it('is moved by the matrix of a form', async () => {
    const more = [
      unpacked(shown('(1234) Tj'), `${FORM} /Matrix [0.5 0 0 0.5 100 150] /Resources << /Font << /F 6 0 R >> >>`),
    ]
    expect(await linesOf('/X Do', { resources: '/XObject << /X 7 0 R >>', more })).toEqual([
      ['1234', 125, 95.7, 135, 100.7],
    ])
  })

  it('has the widths of a font drawn by operators', async () => {
    const type3 = `<< /Type /Font /Subtype /Type3 /FontBBox [0 0 10 10] /FontMatrix [0.1 0 0 0.1 0 0] /CharProcs << /one 8 0 R >>
      /Encoding << /Type /Encoding /Differences [49 /one] >> /FirstChar 49 /LastChar 49 /Widths [6] >>`
    const drawn = { fonts: '/T 7 0 R', more: [type3, unpacked('6 0 d0 0 0 5 10 re f')] }
    expect(await linesOf('BT /T 10 Tf 50 300 Td (11) Tj ET', drawn)).toEqual([['11', 50, 91.4, 62, 101.4]])
    expect(await linesOf('BT /T 1 Tf 10 0 0 10 50 300 Tm (11) Tj ET', drawn)).toEqual([['11', 50, 91.4, 62, 101.4]])
  })

  it('runs down the page in a font of vertical writing', async () => {
    const vertical = `<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-V /DescendantFonts [<<
      /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >>
      /FontDescriptor << /Type /FontDescriptor /FontName /STSong-Light /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 860 /Descent -140 /StemV 80 >> >>] >>`
    const drawn = { fonts: '/V 7 0 R', more: [vertical] }
    expect(await linesOf('BT /V 10 Tf 50 300 Td <9884 7b97> Tj [1000 <8868>] TJ ET', drawn)).toEqual([
      ['预', 45, 100.2, 55, 110.2],
      ['算', 45, 110.2, 55, 120.2],
      ['表', 45, 130.2, 55, 140.2],
    ])
  })

  it('is left out off the page, in what a clip hides, and in a soft mask', async () => {
    const mask = unpacked(
      shown('(99) Tj'),
      `${FORM} /Group << /S /Transparency /CS /DeviceGray >> /Resources << /Font << /F 6 0 R >> >>`,
    )
    const resources = '/ExtGState << /M << /SMask << /S /Luminosity /G 7 0 R >> >> >>'
    const hidden = 'q 0 0 600 100 re W n BT /F 10 Tf 80 300 Td (77) Tj (88) Tj ET Q '
    const outside = 'BT /F 10 Tf 700 300 Td (66) Tj -690 0 Td (5) Tj ET '
    expect(await linesOf(`${hidden}${outside}q /M gs Q ${shown('(1234) Tj')}`, { resources, more: [mask] })).toEqual([
      ['5 1234', 10, 91.4, 70, 101.4],
    ])
  })
})

describe('a page whose operators end before its text', () => {
  it('is told as damage, not as a page without text', async () => {
    const { value, diagnostics } = await readPdf(
      onePage({ content: unpacked(`/Pattern cs /None scn 0 0 9 9 re f ${shown('(1234) Tj')}`), more: [PLAIN] }),
    )
    expect(value).toBeNull()
    expect(diagnostics.map(({ code }) => code)).toEqual(['file-damaged'])
  })

  it('is told as damage beside the text that could be read', async () => {
    const content = unpacked(`${shown('(12) Tj')} /Pattern cs /None scn 0 0 9 9 re f ${shown('(34) Tj')}`)
    const { value, diagnostics } = await readPdf(onePage({ content, more: [PLAIN] }))
    expect(value?.sheets[0]?.blocks.map((block) => block.type === 'line' && block.line.text)).toEqual(['12'])
    expect(diagnostics.map(({ code }) => code)).toEqual(['file-damaged'])
  })

  it('is none where its pattern is there', async () => {
    const content = unpacked(`/Pattern cs /P scn 0 0 9 9 re f ${shown('(12) Tj')}`)
    const pattern = unpacked(
      '0 0 1 1 re f',
      '/PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 2 2] /XStep 2 /YStep 2',
    )
    const resources = '/Font << /F 6 0 R >> /Pattern << /P 7 0 R >>'
    const { diagnostics } = await readPdf(onePage({ content, resources, more: [PLAIN, pattern] }))
    expect(diagnostics).toEqual([])
  })
})

describe('the metrics of a font', () => {
  it('are not guessed where what pdfjs sends has another shape', () => {
    const sent = new Uint8Array(100)
    expect(readFontMetrics({ data: sent.buffer })).toEqual({ scale: 0.001, isVertical: false, drawnHeight: null })
    expect(readFontMetrics({ error: 'broken' })).toEqual({ scale: 0.001, isVertical: false, drawnHeight: null })
    expect(readFontMetrics({ data: sent.fill(7).buffer })).toBeNull()
    expect(readFontMetrics({ data: new ArrayBuffer(9) })).toBeNull()
    expect(readFontMetrics({ name: 'f1' })).toBeNull()
  })
})

describe('the characters of a glyph', () => {
  it.each([
    ['预', ['预']],
    ['7', ['7']],
    ['⼊', ['入']],
    ['\ufb01', ['f', 'i']],
    ['合计', ['合', '计']],
    ['\u{20000}', ['\u{20000}']],
    ['\u00ad', []],
    ['\u200b', []],
    ['\0', []],
    [' ', null],
    ['\u00a0', null],
    ['\u3000', null],
  ])('%j', (unicode, expected) => {
    expect(charsOfGlyph(unicode)).toEqual(expected)
  })
})
