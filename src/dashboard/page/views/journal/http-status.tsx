import type { JSX } from 'preact'
import { statusGlyph, statusSaid } from './words.js'

const kindOf = (status: number | null): string => {
  if (status === null) return 'pending'
  return status < 100 ? 'broken' : `${Math.floor(status / 100)}xx`
}

/** A status of HTTP, told by shape and number. */
export const HttpStatus = ({ status }: { status: number | null }): JSX.Element => (
  <span class='http-status' data-kind={kindOf(status)}>
    <span class='glyph' aria-hidden='true'>{statusGlyph(status)}</span>{statusSaid(status)}
  </span>
)
