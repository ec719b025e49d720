/** A page as a PDF: its words where they stand, in Helvetica, on as many sheets as it takes. */
import type { Piece } from '../../document/looks.js'

/** A sheet and its margins, in points of 1/72 inch. */
export interface Sheet {
  readonly width: number
  readonly height: number
  readonly margin: { readonly top: number, readonly right: number, readonly bottom: number, readonly left: number }
  /** Points to a CSS pixel. */
  readonly scale: number
}

/** Words at a place of the page, CSS px. */
export interface PrintedLine { readonly x: number, readonly y: number, readonly text: string, readonly size: number }

/** What Helvetica's own encoding has no letter for is written as a question mark. */
const literal = (text: string): string => text
  .replace(/[\u2018\u2019]/g, '\'').replace(/[\u201c\u201d]/g, '"').replace(/[\u2013\u2014]/g, '-').replace(/\u2026/g,
    '...')
  .replace(/[^\x20-\x7e\xa0-\xff]/g, '?').replace(/[\\()]/g, '\\$&')

const number = (value: number): string => Number(value.toFixed(2)).toString()

function content (lines: readonly PrintedLine[], { height, margin, scale }: Sheet, from: number): string {
  const texts = lines.map(({ x, y, text, size }) => {
    const left = margin.left + x * scale
    const base = height - margin.top - (y - from + size) * scale
    return `BT /F1 ${number(size * scale)} Tf ${number(left)} ${number(base)} Td (${literal(text)}) Tj ET`
  })
  return texts.join('\n')
}

/** CSS px of the page that fit on a sheet. */
export const sheetHeight = ({ height, margin, scale }: Sheet): number =>
  Math.max(1, (height - margin.top - margin.bottom) / scale)

/** The bytes of a document of the given sheets of a page (counted from 0). */
export function pdf (lines: readonly PrintedLine[], sheet: Sheet, sheets: readonly number[]): Buffer {
  const objects: string[] = []
  const room = sheetHeight(sheet)
  const first = 4
  const kids = sheets.map((_, index) => `${first + 2 * index} 0 R`).join(' ')
  objects.push('<< /Type /Catalog /Pages 2 0 R >>')
  objects.push(`<< /Type /Pages /Kids [${kids}] /Count ${sheets.length} >>`)
  objects.push('<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>')
  for (const [index, place] of sheets.entries()) {
    const on = lines.filter(({ y }) => y >= place * room && y < (place + 1) * room)
    const text = content(on, sheet, place * room)
    objects.push('<< /Type /Page /Parent 2 0 R /Resources << /Font << /F1 3 0 R >> >> ' +
      `/MediaBox [0 0 ${number(sheet.width)} ${number(sheet.height)}] /Contents ${first + 2 * index + 1} 0 R >>`)
    objects.push(`<< /Length ${Buffer.byteLength(text, 'latin1')} >>\nstream\n${text}\nendstream`)
  }
  return file(objects)
}

function file (objects: readonly string[]): Buffer {
  let text = '%PDF-1.4\n'
  const places = objects.map((object, index) => {
    const at = text.length
    text += `${index + 1} 0 obj\n${object}\nendobj\n`
    return at
  })
  const start = text.length
  const rows = places.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('')
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}`
  text += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`
  return Buffer.from(text, 'latin1')
}

/** The words of pieces, where they stand. */
export const printedLines = (pieces: readonly Piece[]): PrintedLine[] => pieces.flatMap(({ x, y, looks }) =>
  (looks.lines ?? []).map((line) =>
    ({ x: x + line.x, y: y + line.y, text: line.text, size: looks.size === 'large' ? 26 : 13 })))
