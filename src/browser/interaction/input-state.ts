/** What keys and buttons are held down between commands, and where the pointers are. */
export interface PointerState {
  x: number
  y: number
  readonly pressed: Set<number>
  readonly kind: 'mouse' | 'pen' | 'touch'
}

/** The last click, for the one that makes it a double one. */
export interface LastClick { readonly x: number, readonly y: number, readonly at: number, readonly count: number }

export type SourceKind = 'none' | 'key' | 'pointer' | 'wheel'

export class InputState {
  readonly kinds = new Map<string, SourceKind>()
  readonly keys = new Map<string, Set<string>>()
  readonly pointers = new Map<string, PointerState>()
  lastClick: LastClick | undefined

  /** The keys that are held down, whichever keyboard they are of. */
  get held (): ReadonlySet<string> {
    return new Set([...this.keys.values()].flatMap((keys) => [...keys]))
  }

  reset (): void {
    this.kinds.clear()
    this.keys.clear()
    this.pointers.clear()
    this.lastClick = undefined
  }
}
