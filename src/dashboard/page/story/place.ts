import { uniqueWord } from '../chance.js'

/** Where a tab tells its story: a world that was made for it, and the one that it was begun in. */
export interface Place { readonly world: string, readonly home: string }

/** A name that no other tab takes, also not when the world is gone: whoever has kept it means this world. */
export const placeFor = (story: string, home: string): Place =>
  ({ world: `story-${story.slice(0, 40)}-${uniqueWord()}`, home })

/** Worlds as the twin lists them. Those of stories have a lease, which one that was made by a mere request has not. */
type Listed = ReadonlyArray<{ readonly name: string, readonly ttl: string | null }>

/** Whether the world that was made for a story is there still. */
export const isThere = ({ world }: Place, worlds: Listed): boolean =>
  worlds.some(({ name, ttl }) => name === world && ttl !== null)

/** Whether a place was left, and its world is of no use: not while it is the one that is shown. */
export const isLeft = ({ world }: Place, shown: string): boolean => world !== shown
