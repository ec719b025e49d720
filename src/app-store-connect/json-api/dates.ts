import { isoSeconds } from '../../kernel/time.js'
import { pacificTime } from '../../facts/pacific-time.js'
import type { Profile } from './resource.js'

/** A time as the profile writes it: with Cupertino's offset, or in UTC, which is all that generated validators accept. */
export const dateText = (at: number, profile: Profile): string => profile === 'spec' ? isoSeconds(at) : pacificTime(at)
