/** What a filter takes: any text, or one of the values listed. */
export type FilterValues = 'text' | readonly string[]

/** The query parameters of one endpoint: requests are read by them and the OpenAPI document is made of them. */
export interface Parameters {
  readonly filters?: Readonly<Record<string, FilterValues>>
  readonly exists?: readonly string[]
  readonly sort?: readonly string[]
  /** By resource type. */
  readonly fields?: Readonly<Record<string, readonly string[]>>
  readonly include?: readonly string[]
  /** Relationships whose included resources can be limited. */
  readonly limits?: readonly string[]
  /** Takes `limit` and `cursor`. */
  readonly paged?: boolean
  /** Takes `limit` alone: a document that has no pages. */
  readonly limited?: boolean
}

export interface SortKey { readonly name: string, readonly descending: boolean }

/** A request's parameters, read and checked. */
export interface Query {
  readonly filters: ReadonlyMap<string, readonly string[]>
  readonly exists: ReadonlyMap<string, boolean>
  readonly sort: readonly SortKey[]
  readonly fields: ReadonlyMap<string, ReadonlySet<string>>
  readonly include: readonly string[]
  readonly limit: number
  readonly limits: ReadonlyMap<string, number>
  readonly cursor: string | undefined
}

/** Lists hold 50 resources unless asked for up to 200; included lists 10, up to 50. */
export const pageLimits = { usual: 50, most: 200 } as const
export const includedLimits = { usual: 10, most: 50 } as const

/** What `exists[…]` takes. */
export const booleans = ['true', 'false'] as const
