import type { CollectionRequest } from './request.js'

/** What a sample request of an operation says, where the OpenAPI document leaves it open. */
export interface Sample extends Partial<Pick<CollectionRequest, 'json' | 'form' | 'captures' | 'after'>> {
  /** Values of parameters of the query, which are then sent. */
  readonly query?: Readonly<Record<string, string>>
}
