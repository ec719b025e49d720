/** How a piece of a page looks that is drawn as its styles say. Types only. */

export interface LooksLine {
  /** From the piece's corner, CSS px. */
  readonly x: number
  readonly y: number
  readonly w: number
  readonly text: string
}

/** Colours are `rgb(…)` as styles say them; what is left out is not drawn. */
export interface Looks {
  readonly ground?: string
  readonly border?: string
  /** How round the corners are, CSS px. */
  readonly round?: number
  readonly ink?: string
  readonly size?: 'large'
  readonly underlined?: boolean
  readonly lines?: readonly LooksLine[]
  /** The photograph of what is called so. */
  readonly photo?: string
  /** A box with a tick, or without one. */
  readonly tick?: 'on' | 'off' | 'radio-on' | 'radio-off'
}

/** Of which kind a piece is for those who draw it in its time. */
export type PieceKind = 'header' | 'nav' | 'text' | 'image' | 'button' | 'footer'

export interface Piece {
  readonly kind: PieceKind
  readonly x: number
  readonly y: number
  readonly w: number
  readonly h: number
  readonly looks: Looks
}
