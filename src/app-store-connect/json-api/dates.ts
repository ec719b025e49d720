import { pacificTime } from '../../facts/pacific-time.js'
import { Type } from '../../kernel/schema.js'
import { isoSeconds } from '../../kernel/time.js'
import type { Profile } from './view.js'

export const DateTime = Type.String({ description: 'ISO 8601 with the offset of Cupertino; UTC in the spec profile.' })

/** A time as the profile writes it: with Cupertino's offset, or in UTC, which is all that generated validators take. */
export const dateText = (at: number, profile: Profile): string => profile === 'spec' ? isoSeconds(at) : pacificTime(at)
