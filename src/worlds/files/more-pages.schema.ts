import { Type, type Static } from '../../kernel/schema.js'
import { PageSchema } from '../../lab/page/page.schema.js'

/** So many pages are declared at once, and as many may be there beside the world file's. */
export const mostPages = 1000

/** Pages as a world file declares them, sent to a world that is there. */
export const MorePages = Type.Object({
  pages: Type.Record(PageSchema, { maxProperties: mostPages, description: 'Pages by name, as a world file has them.' })
}, { additionalProperties: false })
export type MorePages = Static<typeof MorePages>
