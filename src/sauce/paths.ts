/** What the paths of several slices name. */
import { Type, type Static } from '../kernel/schema.js'

export const UserParams = Type.Object({ username: Type.String() })
export interface ByUser { Params: Static<typeof UserParams> }

export const JobParams = Type.Object({ username: Type.String(), job_id: Type.String() })
export interface ByJob { Params: Static<typeof JobParams> }

export const JobIdParams = Type.Object({ job_id: Type.String() })
export interface ByJobId { Params: Static<typeof JobIdParams> }

/** A job may be made visible to whoever has its token (Sauce docs, Sharing Test Results). */
export const ShareQuery = Type.Object({
  auth: Type.Optional(Type.String({ description: 'The token of a share link.' }))
})
export interface Shared { Querystring: Static<typeof ShareQuery> }
