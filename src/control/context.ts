import type {
  FastifyBaseLogger, FastifyInstance, FastifyTypeProvider,
  RawReplyDefaultExpression, RawRequestDefaultExpression, RawServerDefault
} from 'fastify'
import type { Authority } from '../edge/authority.js'
import type { AuthMode } from '../http/auth-mode.js'
import type { RefusedTargets } from '../http/refused-targets.js'
import type { Bytes } from '../http/send-bytes.js'
import type { Static, TSchema } from '../kernel/schema.js'
import type { StoredBytes } from '../store/store.js'
import type { KnownOperations } from '../traffic/known-operations.js'
import type { Vendor } from '../traffic/operation.js'
import type { SeriesTeller } from '../worlds/judged-series.js'
import type { Worlds } from '../worlds/registry.js'
import type { World } from '../worlds/world.js'
import type { Webhooks } from './webhooks.js'

/** A file of the documentation page. */
export interface DocsPage { status: number, headers: Record<string, string>, body: Buffer }

/** A file of the dashboard, and the headers it is sent with besides those of any file. */
export interface DashboardFile { bytes: Bytes, headers: Record<string, string> }

/** A file of a collection, and its media type. */
export interface CollectionFile { type: string, text: string }

/** What the control plane's routes are given. */
export interface ControlOptions {
  worlds: Worlds
  /** Where uploaded bytes are kept. */
  store: StoredBytes
  webhooks: Webhooks
  /** What there is to be asked for: names that match nothing are refused. */
  operations: KnownOperations
  /** Whose path a request target has. */
  vendorOfPath: (target: string) => Vendor
  version: string
  /** The address the server is bound to. */
  host: string
  /** How the emulated APIs check credentials. */
  auth: AuthMode
  token: string | undefined
  /** The base of absolute links, where the request's own Host would be wrong. */
  publicUrl?: string | undefined
  /** Where clients wanted to go by way of the twin, and were not let. */
  refused: RefusedTargets
  /** Who signs the twin's certificates; opened when it is first asked for. */
  authority: () => Promise<Pick<Authority, 'certificate' | 'trustStore'>>
  /** Who tells of series of page loads; loaded when it is first asked for. */
  series: () => Promise<SeriesTeller>
  /** The OpenAPI document of a part; undefined for an unknown name. */
  document: (name: string) => Promise<object | undefined>
  /** A file of the collections, filled for a world with this base; undefined for an unknown name. */
  collection: (file: string, world: World, base: string) => Promise<CollectionFile | undefined>
  /** A file of the documentation page; undefined when there is none at that path. */
  docs: (url: string) => Promise<DocsPage | undefined>
  /** A file of the dashboard; undefined when there is none at that path. */
  dashboard: (url: string) => Promise<DashboardFile | undefined>
}

type Wire<Schema> = Schema extends TSchema ? Static<Schema> : unknown

/** Tells the compiler what a handler is given, and what it must answer, by the schemas of its operation. */
interface SchemaTypes extends FastifyTypeProvider {
  validator: Wire<this['schema']>
  serializer: Wire<this['schema']>
}

/** The application that the control plane's routes are added to. */
export type ControlApp = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  SchemaTypes
>
