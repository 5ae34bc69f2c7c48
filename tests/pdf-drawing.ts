/** Draws small PDFs for tests. Coordinates are points from the top left; the font is not embedded, as in many real files. */
export interface DrawnPage {
  width?: number
  height?: number
  /** Drawn a quarter turn aside, and turned upright by /Rotate (`by-page`) or not at all (`by-nothing`). */
  turned?: 'by-page' | 'by-nothing'
  content: string
}

const FONT_SIZE = 10

/** The PDF with these pages. */
export function drawPdf(pages: readonly DrawnPage[]): Uint8Array {
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Count ${pages.length} /Kids [${pages.map((_, i) => `${6 + 2 * i} 0 R`).join(' ')}] >>`,
    '<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>',
    '<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /FontDescriptor 5 0 R /DW 1000 /W [1 95 500] >>',
    '<< /Type /FontDescriptor /FontName /STSong-Light /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 860 /Descent -140 /CapHeight 700 /StemV 80 >>',
  ]
  for (const { width = 600, height = 400, turned, content } of pages) {
    const stream = `${turned ? '0 1 1 0 0 0' : `1 0 0 -1 0 ${height}`} cm\n${content}`
    const box = turned ? `0 0 ${height} ${width}` : `0 0 ${width} ${height}`
    objects.push(
      `<< /Type /Page /Parent 2 0 R /MediaBox [${box}] /Rotate ${turned === 'by-page' ? 90 : 0} /Resources << /Font << /F 3 0 R >> >> /Contents ${objects.length + 2} 0 R >>`,
      `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
    )
  }
  return assemble(objects)
}

function assemble(objects: readonly string[]): Uint8Array {
  let file = '%PDF-1.4\n'
  const offsets: number[] = []
  objects.forEach((object, i) => {
    offsets.push(file.length)
    file += `${i + 1} 0 obj\n${object}\nendobj\n`
  })
  const start = file.length
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n`
  for (const offset of offsets) file += `${String(offset).padStart(10, '0')} 00000 n \n`
  file += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`
  return new TextEncoder().encode(file)
}

/** Text that begins at x with its baseline at y, 10 points high. */
export function text(x: number, y: number, string: string): string {
  return turnedText({ x, y, degrees: 0 }, string)
}

/** Text that runs upwards (90), or at another angle. */
export function turnedText(at: { x: number; y: number; degrees: number; size?: number }, string: string): string {
  const angle = (at.degrees * Math.PI) / 180
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
  const matrix = [cos, -sin, -sin, -cos, at.x, at.y].map((value) => value.toFixed(4)).join(' ')
  return `BT /F ${at.size ?? FONT_SIZE} Tf ${matrix} Tm <${hex(string)}> Tj ET\n`
}

/** Text that ends at x, as amounts do. */
export function endingAt(x: number, y: number, string: string): string {
  return text(x - widthOf(string), y, string)
}

export function widthOf(string: string): number {
  return [...string].reduce((width, char) => width + (char.charCodeAt(0) < 128 ? 0.5 : 1) * FONT_SIZE, 0)
}

function hex(string: string): string {
  return [...string].map((char) => char.charCodeAt(0).toString(16).padStart(4, '0')).join('')
}

type Line = readonly [x0: number, y0: number, x1: number, y1: number]

/** A rule as a stroke. */
export function stroke([x0, y0, x1, y1]: Line): string {
  return `${x0} ${y0} m ${x1} ${y1} l S\n`
}

/** A rule as a filled rectangle half a point thick, as WPS prints it. */
export function bar([x0, y0, x1, y1]: Line): string {
  return `${x0 - 0.25} ${y0 - 0.25} ${x1 - x0 + 0.5} ${y1 - y0 + 0.5} re f\n`
}

/** The rules of a full lattice. */
export function lattice(xs: readonly number[], ys: readonly number[], rule: (line: Line) => string = stroke): string {
  const [left, right, top, bottom] = [xs[0] ?? 0, xs.at(-1) ?? 0, ys[0] ?? 0, ys.at(-1) ?? 0]
  return [...xs.map((x) => rule([x, top, x, bottom])), ...ys.map((y) => rule([left, y, right, y]))].join('')
}
