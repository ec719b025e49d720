import { compareText } from '../kernel/sorted.js'
import type { Page } from '../lab/page/page.schema.js'
import type { CollectionSpec } from './collection.js'

/**
 * A page that was declared while the twin runs. It stays when another one takes its place, or when it is taken away:
 * what was loaded of it stays what it was.
 */
export interface DeclaredPage {
  /** Follows from name and page. */
  readonly id: string
  readonly name: string
  readonly page: Page
  /** Whether who visits it now is led here. */
  readonly inForce: boolean
}

export const declaredPages = {
  key: (page: DeclaredPage) => page.id,
  indexes: {
    inForce: { group: ({ inForce }) => inForce ? '' : undefined, compare: (a, b) => compareText(a.name, b.name) }
  }
} satisfies CollectionSpec<DeclaredPage>
