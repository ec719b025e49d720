type Ending = 'deleted' | 'evicted'

interface Told { readonly type: string, readonly what?: unknown }

/** How a world ended by what the twin tells of it; undefined: it did not. */
export const endingOf = ({ type, what }: Told): Ending | undefined =>
  type === 'world' && (what === 'deleted' || what === 'evicted') ? what : undefined

/** Whether a refusal says that nobody has the world that was asked for. */
export const saysGone = (error: unknown): boolean =>
  error instanceof Error && 'status' in error && error.status === 404
