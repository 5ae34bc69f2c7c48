import { deflateSync } from 'node:zlib'
import { xlsxOfCells, xlsxParts, zipOf } from '../office-files.js'
import { HELVETICA, lockedPage, onePage, type PdfObject, packed, pdfOf, ROWS, unpacked } from './pdf-objects.js'

/** A file made to stop or crash its reader, and the finding that it must end with. */
export interface Trap {
  name: string
  bytes: () => Uint8Array
  /** Codes that must be among the findings; empty where the file is harmless to us and read as any other. */
  expected: readonly string[]
  /** What the message of the finding must name. */
  naming?: string
}

const number = (address: string) => `<row r="${/\d+/.exec(address)?.[0]}"><c r="${address}"><v>1</v></c></row>`
const merges = (...ranges: string[]) =>
  `<mergeCells>${ranges.map((range) => `<mergeCell ref="${range}"/>`).join('')}</mergeCells>`

export const WORKBOOK_TRAPS: readonly Trap[] = [
  {
    name: 'a merge over the whole sheet',
    bytes: () => xlsxOfCells(number('A1') + number('B2'), merges('A1:XFD1048576')),
    expected: ['merge-oversized'],
  },
  {
    name: 'overlapping merges',
    bytes: () => xlsxOfCells(number('A1') + number('B2') + number('C3'), merges('A1:B2', 'B2:C3')),
    expected: ['merge-overlapping'],
  },
  {
    name: 'cells at A1 and XFD1048576',
    bytes: () => xlsxOfCells(number('A1') + number('XFD1048576')),
    expected: ['cells-far-apart'],
  },
  {
    name: 'a false dimension',
    bytes: () => xlsxOfCells(number('B2'), '', '<dimension ref="A1:XFD1048576"/>'),
    expected: ['dimension-false'],
  },
  {
    name: '390 KB that inflate to 400 MB',
    bytes: () =>
      zipOf({ ...xlsxParts([{ name: '表', xml: '' }]), 'xl/worksheets/sheet1.xml': new Uint8Array(400_000_000) }),
    expected: ['limit-exceeded'],
    naming: 'limits.inflatedBytes',
  },
]

const page = (content: string, dictionary = '') => `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 400]
/Resources << /Font << /F 4 0 R >> >> /Contents ${content} ${dictionary} >>`
const FORM = '/Type /XObject /Subtype /Form /BBox [0 0 9 9]'
const CATALOGUE = '<< /Type /Catalog /Pages 2 0 R >>'
const fonts = (count: number) =>
  onePage({
    content: unpacked(ROWS),
    resources: `/Font << /F 4 0 R ${Array.from({ length: count }, (_, at) => `/F${at} ${6 + at} 0 R`).join(' ')} >>`,
    more: Array.from({ length: count }, () => HELVETICA),
  })
const drawing = (operators: string) => onePage({ content: packed(ROWS + operators) })

export const PDF_TRAPS: readonly Trap[] = [
  {
    name: '200,000 states saved',
    bytes: () => onePage({ content: unpacked(ROWS + 'q '.repeat(200_000)) }),
    expected: ['limit-exceeded'],
    naming: 'limits.savedStates',
  },
  {
    name: '2,000,000 rectangles',
    bytes: () => drawing('1 1 5 5 re\n'.repeat(2_000_000)),
    expected: ['limit-exceeded'],
    naming: 'limits.operators',
  },
  {
    name: 'a page packed twice that inflates to 200 MB',
    bytes: () =>
      onePage({
        content: {
          dictionary: '/Filter [/FlateDecode /FlateDecode]',
          data: deflateSync(deflateSync(Buffer.alloc(200_000_000, 0x20))),
        },
      }),
    expected: ['limit-exceeded'],
    naming: 'limits.contentBytes',
  },
  {
    name: 'a text of 10 MB on one page',
    bytes: () => drawing(`BT /F 10 Tf (${'1'.repeat(10_000_000)}) Tj ET`),
    expected: ['file-damaged'],
  },
  {
    name: 'a page that calls itself an image',
    bytes: () =>
      onePage({
        content: {
          dictionary: '/Subtype /Image /Filter /FlateDecode',
          data: deflateSync(Buffer.from('q '.repeat(200_000))),
        },
      }),
    expected: ['limit-exceeded'],
  },
  { name: '5,000 fonts', bytes: () => fonts(5_000), expected: ['limit-exceeded'], naming: 'limits.fonts' },
  {
    name: 'a page drawn a hundred thousand times',
    bytes: () =>
      pdfOf([
        CATALOGUE,
        '<< /Type /Pages /Count 1 /Kids [3 0 R] >>',
        page(`[${'5 0 R '.repeat(100_000)}]`),
        HELVETICA,
        unpacked(ROWS),
      ]),
    expected: ['limit-exceeded'],
    naming: 'limits.textItems',
  },
  {
    name: 'a pattern painted with itself',
    bytes: () =>
      onePage({
        content: unpacked(`${ROWS}/Pattern cs /P scn 0 0 600 400 re f`),
        resources: '/Pattern << /P 6 0 R >>',
        more: [
          unpacked(
            '/Pattern cs /P scn 0 0 9 9 re f',
            '/PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 1 1] /XStep 1 /YStep 1 /Resources << /Pattern << /P 6 0 R >> >>',
          ),
        ],
      }),
    expected: ['file-damaged'],
  },
  {
    name: 'objects that do not end',
    bytes: () => Buffer.from(`%PDF-1.4\n${'1 0 obj\n<< '.repeat(300_000)}%%EOF`),
    expected: ['file-damaged'],
  },
  {
    name: '50 MB of NUL',
    bytes: () => Buffer.concat([Buffer.from('%PDF-1.4\n'), Buffer.alloc(50_000_000), Buffer.from('\n%%EOF')]),
    expected: ['file-damaged'],
  },
  {
    name: 'a page tree that contains itself',
    bytes: () => pdfOf([CATALOGUE, '<< /Type /Pages /Count 1 /Kids [2 0 R] >>']),
    expected: ['file-damaged'],
  },
  {
    name: 'a page tree whose parents go in a circle, and a table of cross references that names itself',
    bytes: () =>
      pdfOf(
        [
          CATALOGUE,
          '<< /Type /Pages /Count 1 /Kids [3 0 R] /Parent 2 0 R >>',
          page('5 0 R'),
          HELVETICA,
          unpacked(ROWS),
        ],
        '/Prev 400',
      ),
    expected: [],
  },
  {
    name: 'a form that draws itself',
    bytes: () =>
      onePage({
        content: unpacked(`${ROWS}/X Do`),
        resources: '/XObject << /X 6 0 R >>',
        more: [unpacked('/X Do', `${FORM} /Resources << /XObject << /X 6 0 R >> >>`)],
      }),
    expected: [],
  },
  {
    name: 'a form that draws one of a thousand lines a thousand times',
    bytes: () =>
      onePage({
        content: unpacked(`${ROWS}/X Do`),
        resources: '/XObject << /X 6 0 R >>',
        more: [
          unpacked('/Y Do '.repeat(1_000), `${FORM} /Resources << /XObject << /Y 7 0 R >> >>`),
          unpacked('0 0 m 5 5 l S '.repeat(1_000), FORM),
        ],
      }),
    expected: ['limit-exceeded'],
    naming: 'limits.operators',
  },
  {
    name: 'two thousand million pages',
    bytes: () =>
      pdfOf([
        CATALOGUE,
        '<< /Type /Pages /Count 2000000000 /Kids [3 0 R] >>',
        page('5 0 R'),
        HELVETICA,
        unpacked(ROWS),
      ]),
    expected: [],
  },
  {
    name: 'a page of astronomic size',
    bytes: () => onePage({ content: unpacked(ROWS), box: '0 0 1e30 1e30' }),
    expected: ['file-damaged'],
  },
  {
    name: 'text and lines at astronomic places',
    bytes: () => onePage({ content: unpacked(`${ROWS}BT /F 1e30 Tf 1e30 1e30 Td (1) Tj ET 0 0 m 1e38 1e38 l S`) }),
    expected: [],
  },
  {
    name: 'JavaScript, an action on opening, and an attachment',
    bytes: () => {
      const more: PdfObject[] = [
        '<< /Type /Action /S /JavaScript /JS (app.alert\\(1\\)) >>',
        unpacked('MZ', '/Type /EmbeddedFile'),
        '<< /Type /Filespec /F (a.exe) /EF << /F 7 0 R >> >>',
      ]
      const catalogue = '/OpenAction 6 0 R /Names << /EmbeddedFiles << /Names [(a.exe) 8 0 R] >> >>'
      return onePage({ content: unpacked(ROWS), catalogue, more })
    },
    expected: [],
  },
  { name: 'a page behind a password', bytes: () => lockedPage(ROWS, 'secret'), expected: ['file-encrypted'] },
  {
    name: 'a page without text',
    bytes: () => onePage({ content: unpacked('0 0 m 9 9 l S') }),
    expected: ['pdf-without-text'],
  },
]
