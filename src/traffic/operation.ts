/** Whose paths there are. */
export type Vendor = 'sauce' | 'app-store-connect' | 'control'

/** What a request asked for: one object for each route, so that counting needs no key made of text. */
export interface Operation {
  readonly vendor: string
  /** The operation's id; null: a path that nothing answers. */
  readonly name: string | null
}
