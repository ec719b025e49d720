/**
 * Fields that several sections of a world file have. What a field is when it is left out stands in `usual`, not in
 * `default`: the server's validator would put a `default` into requests, and what a client left out is seen as left
 * out. The documents that are exported say `default` (kernel/usual.ts).
 */
import { Type } from '../../kernel/schema.js'

/** What is said of a field besides its shape. */
export interface About {
  readonly description: string
  /** What it is when it is left out, where that is always the same. */
  readonly usual?: unknown
  readonly examples?: readonly unknown[]
}

const nameShape = { minLength: 1, maxLength: 200 }
const timeShape = { minLength: 1, maxLength: 40 }

const times = 'A time (2026-04-15T12:00:00Z), a duration relative to the epoch (-P10D), or now±duration.'

export const name = (about: About): ReturnType<typeof Type.String> => Type.String({ ...nameShape, ...about })

/** A time of a world file; `description` says of what. */
export const time = ({ description, ...about }: About): ReturnType<typeof Type.String> =>
  Type.String({ ...timeShape, description: `${description} ${times}`.trim(), ...about })

/** An ISO 8601 duration. */
export const duration = ({ description, ...about }: About): ReturnType<typeof Type.String> =>
  Type.String({ pattern: '^P', maxLength: 40, description: `${description} An ISO 8601 duration.`.trim(), ...about })

/** The id of a record of Sauce Labs. */
export const hexId = (of: string): ReturnType<typeof Type.String> => Type.String({
  pattern: '^[0-9a-f]{32}$',
  description: `The id of the ${of}; derived from the seed if left out.`,
  examples: ['0123456789abcdef0123456789abcdef']
})

export const madeUp = 'made up from the seed if left out.'

/** Nothing but the fields that are named. */
export const closed = { additionalProperties: false }
