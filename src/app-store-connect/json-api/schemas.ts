import { Type, ref, type TSchema } from '../../kernel/schema.js'

/** What documents are made of, as JSON Schema; named, so that the OpenAPI document has them as components. */
const Url = Type.String()
const MaybeUrl = Type.Optional(Url)

export const RelationshipLinks = Type.Object({ self: MaybeUrl, related: MaybeUrl }, { $id: 'RelationshipLinks' })
export const DocumentLinks = Type.Object({ self: Url }, { $id: 'DocumentLinks' })
export const PagedDocumentLinks = Type.Object(
  { self: Url, first: MaybeUrl, next: MaybeUrl },
  { $id: 'PagedDocumentLinks' }
)
export const PagingInformation = Type.Object({
  paging: Type.Object({
    total: Type.Optional(Type.Integer()),
    limit: Type.Integer(),
    nextCursor: Type.Optional(Type.String())
  })
}, { $id: 'PagingInformation' })

export const ErrorResponse = Type.Object({
  errors: Type.Array(Type.Object({
    id: Type.Optional(Type.String()),
    status: Type.String({ description: 'The status code, as a string.' }),
    code: Type.String({ description: 'Hierarchical, with dots: match its beginning.' }),
    title: Type.String(),
    detail: Type.Optional(Type.String()),
    source: Type.Optional(Type.Object({
      parameter: Type.Optional(Type.String()),
      pointer: Type.Optional(Type.String())
    }))
  }))
}, { $id: 'ErrorResponse' })

export const documentSchemas = [RelationshipLinks, DocumentLinks, PagedDocumentLinks, PagingInformation, ErrorResponse]

const identifier = (type: string): TSchema => Type.Object({ type: Type.Literal(type), id: Type.String() })

/** What a relationship says of itself for its schema. */
interface Described { readonly many: boolean, readonly links: string, readonly type?: string }

function relationshipSchema ({ many, links, type }: Described): TSchema {
  const linkage = type === undefined ? Type.Object({ type: Type.String(), id: Type.String() }) : identifier(type)
  const data = many
    ? { meta: Type.Optional(ref(PagingInformation)), data: Type.Optional(Type.Array(linkage)) }
    : { data: Type.Optional(Type.Nullable(linkage)) }
  return Type.Object({ ...data, ...(links === 'none' ? {} : { links: Type.Optional(ref(RelationshipLinks)) }) })
}

const allOptional = (properties: Readonly<Record<string, TSchema>>): Record<string, TSchema> =>
  Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, Type.Optional(schema)]))

/** The schema of a resource: its attributes and its relationships, none of which need be there. */
export function resourceSchema (
  $id: string,
  { type, relationships }: { type: string, relationships: Readonly<Record<string, Described>> },
  attributes: { readonly properties: Record<string, TSchema> }
): TSchema {
  const related = Object.entries(relationships)
    .map(([name, described]) => [name, relationshipSchema(described)] as const)
  const relationshipsSchema = Type.Object(allOptional(Object.fromEntries(related)))
  return Type.Object({
    type: Type.Literal(type),
    id: Type.String(),
    attributes: Type.Optional(Type.Object(allOptional(attributes.properties))),
    ...(related.length === 0 ? {} : { relationships: Type.Optional(relationshipsSchema) }),
    links: Type.Optional(Type.Object({ self: MaybeUrl }))
  }, { $id })
}

const includedOf = (included: readonly TSchema[]): Record<string, TSchema> => included.length === 0
  ? {}
  : { included: Type.Optional(Type.Array(Type.Union(included.map((schema) => ref(schema))))) }

export const listSchema = (resource: TSchema, included: readonly TSchema[]): TSchema => Type.Object({
  data: Type.Array(ref(resource)),
  ...includedOf(included),
  links: ref(PagedDocumentLinks),
  meta: Type.Optional(ref(PagingInformation))
})

export const oneSchema = (resource: TSchema, included: readonly TSchema[]): TSchema =>
  Type.Object({ data: ref(resource), ...includedOf(included), links: ref(DocumentLinks) })

/** A to-one relationship that may be empty. */
export const maybeSchema = (resource: TSchema, included: readonly TSchema[]): TSchema =>
  Type.Object({ data: Type.Nullable(ref(resource)), ...includedOf(included), links: ref(DocumentLinks) })

export const linkagesSchema = (type: string): TSchema => Type.Object({
  data: Type.Array(identifier(type)),
  links: ref(PagedDocumentLinks),
  meta: Type.Optional(ref(PagingInformation))
})

export const linkageSchema = (type: string): TSchema => Type.Object({
  data: Type.Nullable(identifier(type)),
  links: Type.Object({ self: Url, related: MaybeUrl })
})
