import type { Moment } from '../records/moment.js'
import type { Query } from './parameters.js'

/** `live`: as the service answers. `spec`: as Apple's OpenAPI document promises, for clients generated from it. */
export type Profile = 'live' | 'spec'

/** What a resource is looked at with: a moment, the base of links, and what the client wants to see. */
export interface View extends Moment {
  readonly base: string
  readonly profile: Profile
  readonly query: Query
}
