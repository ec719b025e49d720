import type { Static, TSchema } from '../kernel/schema.js'
import type { certificateOperations } from './certificates.schema.js'
import type { clockOperations } from './clock.schema.js'
import type { documentOperations } from './documents.schema.js'
import type { edgeOperations } from './edge.schema.js'
import type { eventOperations } from './events.schema.js'
import type { faultOperations } from './faults.schema.js'
import type { twinOperations } from './info.schema.js'
import type { jobOperations } from './jobs.schema.js'
import type { journalOperations } from './journal.schema.js'
import type { overviewOperations } from './overview.schema.js'
import type { pageOperations } from './pages.schema.js'
import type { quotaOperations } from './quotas.schema.js'
import type { seriesOperations } from './series.schema.js'
import type { seriesReadingOperations } from './series-told.schema.js'
import type { sessionOperations } from './session.schema.js'
import type { snapshotOperations } from './snapshots.schema.js'
import type { truthOperations } from './truth.schema.js'
import type { webhookOperations } from './webhooks.schema.js'
import type { worldOperations } from './worlds.schema.js'

/** Everything that the control plane is asked, from the very schemas of its routes: types only. */
type Operations =
  & typeof twinOperations
  & typeof jobOperations
  & typeof seriesOperations
  & typeof seriesReadingOperations
  & typeof pageOperations
  & typeof clockOperations
  & typeof worldOperations
  & typeof snapshotOperations
  & typeof truthOperations
  & typeof overviewOperations
  & typeof eventOperations
  & typeof webhookOperations
  & typeof faultOperations
  & typeof quotaOperations
  & typeof journalOperations
  & typeof documentOperations
  & typeof certificateOperations
  & typeof edgeOperations
  & typeof sessionOperations

export type OperationId = keyof Operations

/** What is sent to an operation; undefined where nothing is. */
export type Body<Id extends OperationId> = Operations[Id] extends { body: infer Schema extends TSchema }
  ? Static<Schema>
  : undefined

/** What an operation answers when it does not refuse; undefined where that has no body. */
export type Answer<Id extends OperationId> = Operations[Id] extends { response: infer Schemas }
  ? { [Status in keyof Schemas]: Schemas[Status] extends TSchema ? Static<Schemas[Status]> : never }[keyof Schemas]
  : unknown
