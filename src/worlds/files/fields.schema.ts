/** Fields that several sections of a world file have. */
import { Type } from '../../kernel/schema.js'

export const Name = Type.String({ minLength: 1, maxLength: 200 })

export const Time = Type.String({
  minLength: 1,
  maxLength: 40,
  description: 'A time (2026-04-15T12:00:00Z), a duration relative to the epoch (-P10D), or now±duration.'
})

/** Nothing but the fields that are named. */
export const closed = { additionalProperties: false }
