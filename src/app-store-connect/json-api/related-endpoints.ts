import type { FastifyInstance } from 'fastify'
import { bothOf, type Access } from '../auth/roles.js'
import { NothingRelated } from '../http/refusals.js'
import type { Moment } from '../records/moment.js'
import { linkageDocument, linkagesDocument, listDocument, oneDocument, type Documents } from './document.js'
import { fieldsAlone, includedSchemas, listing, showing } from './endpoint-parameters.js'
import { filtered } from './filter.js'
import type { ResourceName } from './records.js'
import type { Found } from './relationship.js'
import type { ResourceType, Served } from './resource.js'
import { get, type Operation } from './route.js'
import { linkageSchema, linkagesSchema, listSchema, maybeSchema, oneSchema } from './schemas.js'

/** What is related to the records of a type, and how it is served. */
export interface RelatedEndpoint<R, T extends ResourceName> {
  /** The OpenAPI document's section. */
  readonly tag: string
  /** The type it is related to, what that asks of a key, and how its records are found. */
  readonly from: {
    readonly type: ResourceName
    readonly access: Access
    /** @throws NotFound */
    readonly find: (id: string, moment: Moment) => R
  }
  /** Of the relationship. */
  readonly name: string
  readonly relationship: Pick<Found<R, T>, 'type' | 'find'>
  readonly served: Served
}

/** Fidelity, section and access of an endpoint: a key must be allowed to see both types. */
const aboutOf = ({ tag, from }: { tag: string, from: { access: Access } }, to: { access: Access }) =>
  ({ tag, access: bothOf(from.access, to.access), fidelity: 'documented' }) satisfies Partial<Operation>

/**
 * Types without a collection of their own are asked for where they are related: such an endpoint takes and includes
 * what their collection would, the others no more than `fields`.
 */
const isWhole = <T extends ResourceName>({ endpoints }: ResourceType<T>): boolean => endpoints?.collection === undefined

/** `GET /v1/builds/{id}/icons` */
export function relatedMany<R, T extends ResourceName> (
  app: FastifyInstance, documents: Documents, endpoint: RelatedEndpoint<R, T>
): void {
  const { from, name, relationship: { type, find }, served: { summary, note } } = endpoint
  const { resources } = documents
  const resource = resources[type]
  const whole = isWhole(resource)
  get(app, {
    ...aboutOf(endpoint, resource),
    path: `/v1/${from.type}/:id/${name}`,
    id: `${from.type}_${name}_getToManyRelated`,
    summary,
    note,
    parameters: whole ? listing(resource, resources) : { ...fieldsAlone(resource), paged: true },
    response: listSchema(resource.schema, whole ? includedSchemas(resource, resources) : [])
  }, async (request) => {
    const found = find(from.find(request.params.id, request), request)
    const passed = filtered(found, resource, request.parameters, request)
    return listDocument(documents, request, resource, passed, resource.order)
  })
}

/** `GET /v1/builds/{id}/app` */
export function relatedOne<R, T extends ResourceName> (
  app: FastifyInstance, documents: Documents, endpoint: RelatedEndpoint<R, T>
): void {
  const { from, name, relationship: { type, find }, served: { summary, note, maybe = false } } = endpoint
  const { resources } = documents
  const resource = resources[type]
  const whole = isWhole(resource)
  const schemaOf = maybe ? maybeSchema : oneSchema
  get(app, {
    ...aboutOf(endpoint, resource),
    path: `/v1/${from.type}/:id/${name}`,
    id: `${from.type}_${name}_getToOneRelated`,
    summary,
    note,
    parameters: whole ? showing(resource, resources) : fieldsAlone(resource),
    response: schemaOf(resource.schema, whole ? includedSchemas(resource, resources) : [])
  }, async (request) => {
    const { params: { id } } = request
    const [found] = find(from.find(id, request), request)
    refuseNothing(documents, found, from.type, id, name)
    return oneDocument(documents, request, resource, found)
  })
}

/** `GET /v1/builds/{id}/relationships/icons` */
export function linkages<R, T extends ResourceName> (
  app: FastifyInstance, documents: Documents, endpoint: RelatedEndpoint<R, T>
): void {
  const { from, name, relationship: { type, find }, served } = endpoint
  const resource = documents.resources[type]
  get(app, {
    ...aboutOf(endpoint, resource),
    path: `/v1/${from.type}/:id/relationships/${name}`,
    id: `${from.type}_${name}_getToManyRelationship`,
    summary: served.ids,
    parameters: { paged: true },
    response: linkagesSchema(type)
  }, async (request) => {
    const found = find(from.find(request.params.id, request), request)
    return linkagesDocument(documents, request, resource, found)
  })
}

/** `GET /v1/builds/{id}/relationships/app` */
export function linkage<R, T extends ResourceName> (
  app: FastifyInstance, documents: Documents, endpoint: RelatedEndpoint<R, T>
): void {
  const { from, name, relationship: { type, find }, served } = endpoint
  get(app, {
    ...aboutOf(endpoint, documents.resources[type]),
    path: `/v1/${from.type}/:id/relationships/${name}`,
    id: `${from.type}_${name}_getToOneRelationship`,
    summary: served.ids,
    parameters: {},
    response: linkageSchema(type)
  }, async (request) => {
    const { params: { id } } = request
    const [found] = find(from.find(id, request), request)
    refuseNothing(documents, found, from.type, id, name)
    return linkageDocument(documents, request, type, found)
  })
}

/** The service's document of nothing has null for data; by Apple's OpenAPI there is none, but there is a 404. */
function refuseNothing ({ profile }: Documents, found: unknown, type: string, id: string, name: string): void {
  if (found === undefined && profile === 'spec') throw new NothingRelated(type, id, name)
}
