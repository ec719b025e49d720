import { PageSchema } from '../lab/page/page.schema.js'
import { declarePages, declaredNames, pagesIn, takePageAway } from '../worlds/declared-pages.js'
import type { World } from '../worlds/world.js'
import type { ControlApp } from './context.js'
import type { Answer } from './operations.js'
import { pageOperations as operations } from './pages.schema.js'

/** Pages may be as large as in a world file. Bytes. */
const bodyLimit = 4 * 1024 * 1024

const pagesBody = (world: World): Answer<'listPages'> =>
  ({ pages: { ...pagesIn(world) }, declared: declaredNames(world) })

export function pageRoutes (app: ControlApp): void {
  app.addSchema(PageSchema)

  app.get('/_perftwin/pages', { schema: operations.listPages }, async ({ world }) => pagesBody(world))

  app.post('/_perftwin/pages', {
    bodyLimit,
    schema: operations.declarePages,
    // All that is wrong with them is told at once, as it is of a world file.
    validatorCompiler: () => () => true
  }, async ({ world, body }) => {
    const { checkedPages } = await import('../worlds/check/more-pages.js')
    const pages = checkedPages(body, pagesIn(world))
    world.holdings.checkRoom()
    declarePages(world, pages)
    return pagesBody(world)
  })

  app.delete('/_perftwin/pages/:name', { schema: operations.removePage }, async ({ world, params }, reply) => {
    takePageAway(world, params.name)
    return await reply.code(204).send()
  })
}
