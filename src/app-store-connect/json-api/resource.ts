import type { Static, TSchema } from '../../kernel/schema.js'
import type { Access } from '../auth/roles.js'
import type { Moment } from '../records/moment.js'
import type { Existence, Filters } from './filter.js'
import type { Order, Sorts } from './page.js'
import type { Records, ResourceName } from './records.js'
import type { AnyFound, Relationships } from './relationship.js'
import { resourceSchema } from './schemas.js'
import type { View } from './view.js'

/** `GET /v1/builds`. */
export interface Collection<R> {
  readonly summary: string
  readonly note?: string
  readonly all: (moment: Moment) => readonly R[]
  /** A filter by whose value the records are kept: where it has one value, only that value's records are looked at. */
  readonly keptBy?: { readonly filter: string, readonly records: (value: string, moment: Moment) => readonly R[] }
}

/** `GET /v1/builds/{id}`. */
export interface Instance<R> {
  readonly summary: string
  /** The record of that id, if it exists by then. @throws NotFound */
  readonly find: (id: string, moment: Moment) => R
}

/** `GET /v1/builds/{id}/icons` and `GET /v1/builds/{id}/relationships/icons`. */
export interface Served {
  /** Summaries of the two. */
  readonly summary: string
  readonly ids: string
  /** Of the first. */
  readonly note?: string
  /** Whether a to-one relationship may lead nowhere: then its data can be null. */
  readonly maybe?: boolean
}

/** The endpoints below a type's own path. */
export interface Endpoints<R> {
  /** The OpenAPI document's section. */
  readonly tag: string
  readonly collection?: Collection<R>
  readonly instance: Instance<R>
}

/** What a type says of itself; everything else about it follows. */
interface About<T extends ResourceName> {
  readonly type: T
  /** What a key's role must allow to see resources of the type. */
  readonly access: Access
  /** The order of lists that are not sorted. */
  readonly order: Order<Records[T]>
  readonly sorts?: Sorts<Records[T]>
  readonly filters?: Filters<Records[T]>
  readonly exists?: Existence<Records[T]>
  /** The span around a moment in which nothing about the record changes by itself; forever where there is none. */
  readonly steady?: (record: Records[T], moment: Moment) => { from: number, until: number }
  /** Whether the document lists `limit[…]` by name and not in the order of the relationships. */
  readonly limitsByName?: boolean
}

interface AttributesSchema { readonly properties: Record<string, TSchema> }

interface Declaration<T extends ResourceName, A extends TSchema & AttributesSchema, L extends Relationships<Records[T]>>
  extends About<T> {
  /** Apple's name for the schema of the resource. */
  readonly component: string
  readonly attributes: A
  readonly show: (record: Records[T], view: View) => Static<A>
  /** In the order of Apple's OpenAPI 4.4.1, which is that of everything that follows from them. */
  readonly relationships: L
  readonly endpoints?: Endpoints<Records[T]> & {
    /** The relationships that have endpoints of their own, in the document's order. */
    readonly related?: { readonly [N in FoundNames<NoInfer<L>>]?: Served }
  }
}

type FoundNames<L> = { [N in keyof L]: L[N] extends { type: ResourceName } ? N : never }[keyof L]

export interface Related<R> {
  readonly name: string
  readonly served: Served
  readonly relationship: AnyFound<R>
}

/** A resource type: how its records are shown, asked for, and led to. */
export interface ResourceType<T extends ResourceName> extends About<T> {
  readonly schema: TSchema
  readonly attributes: (record: Records[T], view: View) => object
  readonly relationships: Relationships<Records[T]>
  /** The names that `fields[type]` takes. */
  readonly fieldNames: readonly string[]
  readonly endpoints?: Endpoints<Records[T]> & { readonly related: ReadonlyArray<Related<Records[T]>> }
}

/** The table of all resource types. */
export type Resources = { readonly [T in ResourceName]: ResourceType<T> }

/** Declares a resource type. */
export function resource<
  T extends ResourceName, A extends TSchema & AttributesSchema, const L extends Relationships<Records[T]>
> (declaration: Declaration<T, A, L>): ResourceType<T> {
  const { component, attributes, show, relationships, endpoints, ...about } = declaration
  const shown = {
    ...about,
    relationships,
    schema: resourceSchema(component, { type: about.type, relationships }, attributes),
    attributes: show,
    fieldNames: [...Object.keys(attributes.properties), ...Object.keys(relationships)]
  }
  if (endpoints === undefined) return shown
  const declared: Readonly<Record<string, Served | undefined>> = endpoints.related ?? {}
  const related = Object.entries(declared).flatMap(([name, served]) =>
    served === undefined ? [] : [{ name, served, relationship: foundOf(relationships, name, about.type) }])
  return { ...shown, endpoints: { ...endpoints, related } }
}

/** The type of a declaration sees to this, except where none of its relationships is found. */
function foundOf<R> (relationships: Relationships<R>, name: string, type: string): AnyFound<R> {
  const relationship = relationships[name]
  if (relationship?.type !== undefined) return relationship
  throw new TypeError(`${type} cannot serve ${name}: it does not say how they are found`)
}
