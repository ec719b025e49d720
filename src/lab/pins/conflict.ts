/** Thrown when no page load can have all pinned values; says which, and why. */
export class PinConflict extends Error {
  override readonly name = 'PinConflict'
  /** The pinned values that cannot go together, by their names in `performance.json`. */
  readonly pins: readonly string[]

  constructor (pins: readonly string[], why: string) {
    super(`the pinned values of a page load contradict each other (${pins.join(', ')}): ${why}`)
    this.pins = pins
  }
}
