import { Type, ref, type TSchema } from '../../kernel/schema.js'

/** What documents are made of, as JSON Schema; named, so that the OpenAPI document has them as components. */
const Url = Type.String()

export const RelationshipLinks = Type.Object({ self: Type.Optional(Url), related: Type.Optional(Url) }, { $id: 'RelationshipLinks' })
export const DocumentLinks = Type.Object({ self: Url }, { $id: 'DocumentLinks' })
export const PagedDocumentLinks = Type.Object({ self: Url, first: Type.Optional(Url), next: Type.Optional(Url) }, { $id: 'PagedDocumentLinks' })
export const PagingInformation = Type.Object({
  paging: Type.Object({ total: Type.Optional(Type.Integer()), limit: Type.Integer(), nextCursor: Type.Optional(Type.String()) })
}, { $id: 'PagingInformation' })

export const ErrorResponse = Type.Object({
  errors: Type.Array(Type.Object({
    id: Type.Optional(Type.String()),
    status: Type.String({ description: 'The status code, as a string.' }),
    code: Type.String({ description: 'Hierarchical, with dots: match its beginning.' }),
    title: Type.String(),
    detail: Type.Optional(Type.String()),
    source: Type.Optional(Type.Object({ parameter: Type.Optional(Type.String()), pointer: Type.Optional(Type.String()) }))
  }))
}, { $id: 'ErrorResponse' })

const identifier = (type: string): TSchema => Type.Object({ type: Type.Literal(type), id: Type.String() })

interface Described { type: string, relationships: Readonly<Record<string, { many: boolean, links: string, type?: string }>> }

/** The schema of a resource: its attributes, and its relationships by their table. */
export function resourceSchema ($id: string, resource: Described, attributes: { properties: Record<string, TSchema> }): TSchema {
  const relationships = Object.entries(resource.relationships).map(([name, { many, links, type }]) => {
    const linkage = type === undefined ? Type.Object({ type: Type.String(), id: Type.String() }) : identifier(type)
    return [name, Type.Optional(Type.Object({
      ...(many ? { meta: Type.Optional(ref(PagingInformation)), data: Type.Optional(Type.Array(linkage)) } : { data: Type.Optional(Type.Nullable(linkage)) }),
      ...(links === 'none' ? {} : { links: Type.Optional(ref(RelationshipLinks)) })
    }))] as const
  })
  const optional = Object.entries(attributes.properties).map(([name, schema]) => [name, Type.Optional(schema)] as const)
  return Type.Object({
    type: Type.Literal(resource.type),
    id: Type.String(),
    attributes: Type.Optional(Type.Object(Object.fromEntries(optional))),
    ...(relationships.length === 0 ? {} : { relationships: Type.Optional(Type.Object(Object.fromEntries(relationships))) }),
    links: Type.Optional(Type.Object({ self: Type.Optional(Url) }))
  }, { $id })
}

const includedOf = (included: readonly TSchema[]): Record<string, TSchema> =>
  included.length === 0 ? {} : { included: Type.Optional(Type.Array(Type.Union(included.map((schema) => ref(schema))))) }

export const listSchema = (resource: TSchema, ...included: TSchema[]): TSchema =>
  Type.Object({ data: Type.Array(ref(resource)), ...includedOf(included), links: ref(PagedDocumentLinks), meta: Type.Optional(ref(PagingInformation)) })
export const oneSchema = (resource: TSchema, ...included: TSchema[]): TSchema =>
  Type.Object({ data: ref(resource), ...includedOf(included), links: ref(DocumentLinks) })
/** A to-one relationship that may be empty. */
export const maybeSchema = (resource: TSchema, ...included: TSchema[]): TSchema =>
  Type.Object({ data: Type.Nullable(ref(resource)), ...includedOf(included), links: ref(DocumentLinks) })
export const linkagesSchema = (type: string): TSchema =>
  Type.Object({ data: Type.Array(identifier(type)), links: ref(PagedDocumentLinks), meta: Type.Optional(ref(PagingInformation)) })
export const linkageSchema = (type: string): TSchema =>
  Type.Object({ data: Type.Nullable(identifier(type)), links: Type.Object({ self: Url, related: Type.Optional(Url) }) })

export const documentSchemas = [RelationshipLinks, DocumentLinks, PagedDocumentLinks, PagingInformation, ErrorResponse]
