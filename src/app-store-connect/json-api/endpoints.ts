import type { FastifyInstance } from 'fastify'
import type { Moment } from '../records/moment.js'
import { listDocument, oneDocument, type Documents } from './document.js'
import { includedSchemas, listing, showing } from './endpoint-parameters.js'
import { filtered } from './filter.js'
import { orderOf, sorted } from './page.js'
import type { Query } from './parameters.js'
import type { Records, ResourceName } from './records.js'
import { linkage, linkages, relatedMany, relatedOne } from './related-endpoints.js'
import type { Collection, Instance, ResourceType } from './resource.js'
import { get } from './route.js'
import { listSchema, oneSchema } from './schemas.js'

/** Adds the endpoints of a type: its collection, its instances, and what is related to them. */
export function serve<T extends ResourceName> (
  app: FastifyInstance, documents: Documents, resource: ResourceType<T>
): void {
  const { endpoints } = resource
  if (endpoints === undefined) return
  const { tag, collection: listed, instance: one } = endpoints
  if (listed !== undefined) collection(app, documents, resource, tag, listed)
  instance(app, documents, resource, tag, one)
  const from = { type: resource.type, access: resource.access, find: one.find }
  const all = endpoints.related.map((each) => ({ ...each, tag, from }))
  for (const each of all) (each.relationship.many ? relatedMany : relatedOne)(app, documents, each)
  for (const each of all) (each.relationship.many ? linkages : linkage)(app, documents, each)
}

/** `GET /v1/builds` */
function collection<T extends ResourceName> (
  app: FastifyInstance, documents: Documents, resource: ResourceType<T>, tag: string, listed: Collection<Records[T]>
): void {
  const { type, access, sorts = {}, order: usual } = resource
  get(app, {
    tag,
    access,
    fidelity: 'documented',
    path: `/v1/${type}`,
    id: `${type}_getCollection`,
    summary: listed.summary,
    note: listed.note,
    parameters: listing(resource, documents.resources),
    response: listSchema(resource.schema, includedSchemas(resource, documents.resources))
  }, async (request) => {
    const { sort } = request.parameters
    const found = searched(resource, listed, request.parameters, request)
    const order = orderOf(sort, sorts, usual)
    return listDocument(documents, request, resource, sort.length === 0 ? found : sorted(found, order), order)
  })
}

/** The records of a collection that pass a query's filters. */
function searched<T extends ResourceName> (
  resource: ResourceType<T>, { all, keptBy }: Collection<Records[T]>, query: Query, moment: Moment
): ReadonlyArray<Records[T]> {
  const [value, another] = keptBy === undefined ? [] : query.filters.get(keptBy.filter) ?? []
  if (keptBy === undefined || value === undefined || another !== undefined) {
    return filtered(all(moment), resource, query, moment)
  }
  return filtered(keptBy.records(value, moment), resource, query, moment, keptBy.filter)
}

/** `GET /v1/builds/{id}` */
function instance<T extends ResourceName> (
  app: FastifyInstance, documents: Documents, resource: ResourceType<T>, tag: string, one: Instance<Records[T]>
): void {
  const { type, access } = resource
  get(app, {
    tag,
    access,
    fidelity: 'documented',
    path: `/v1/${type}/:id`,
    id: `${type}_getInstance`,
    summary: one.summary,
    parameters: showing(resource, documents.resources),
    response: oneSchema(resource.schema, includedSchemas(resource, documents.resources))
  }, async (request) => oneDocument(documents, request, resource, one.find(request.params.id, request)))
}
