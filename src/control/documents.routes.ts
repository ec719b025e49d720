import { baseUrl } from '../http/request.js'
import { sendBytes } from '../http/send-bytes.js'
import { NotFound } from '../kernel/errors.js'
import { pathOf, queryOf } from '../kernel/target.js'
import type { ControlApp, ControlOptions } from './context.js'
import { documentOperations as operations } from './documents.schema.js'

export function documentRoutes (app: ControlApp, options: ControlOptions): void {
  const { document, collection, docs, dashboard, publicUrl } = options
  app.get('/_perftwin/openapi/:document.json', { schema: operations.openApi }, async ({ params }) => {
    const found = await document(params.document)
    if (found === undefined) throw new NotFound('document', params.document)
    return found
  })

  app.get('/_perftwin/collections/:file', { schema: operations.requestCollection }, async (request, reply) => {
    const { world, params: { file } } = request
    const found = await collection(file, world, baseUrl(request, publicUrl))
    if (found === undefined) throw new NotFound('collection', file)
    reply.type(found.type)
    return found.text
  })

  // Editors that a world file sends here have no token, and it is no secret.
  app.get('/_perftwin/world.schema.json', {
    config: { linkable: true, withoutToken: true },
    schema: operations.worldFileSchema
  }, async () => {
    const { worldFileSchema } = await import('../worlds/files/exported-schema.js')
    return worldFileSchema()
  })

  for (const url of ['/_perftwin/docs', '/_perftwin/docs/*']) {
    // A shell: what it shows, it asks for, and that needs the token.
    app.get(url, { config: { linkable: true, withoutToken: true }, schema: { hide: true } }, async (request, reply) => {
      const page = await docs(request.url)
      if (page === undefined) throw new NotFound('page', request.url)
      return await reply.code(page.status).headers(page.headers).send(page.body)
    })
  }

  // It tells itself that there is no such world: opening it makes none.
  const shell = { linkable: true, withoutToken: true, looks: true }
  for (const url of ['/_perftwin/dashboard', '/_perftwin/dashboard/*']) {
    app.get(url, { config: shell, schema: { hide: true } }, async (request, reply) => {
      // What the page refers to is found from its one address, which ends in a slash, in whatever world it is.
      const query = queryOf(request.url)
      const isBare = pathOf(request.url) === '/_perftwin/dashboard'
      if (isBare) return await reply.redirect(`dashboard/${query === '' ? '' : `?${query}`}`)
      const file = await dashboard(request.url)
      if (file === undefined) throw new NotFound('file of the dashboard', request.url)
      return await sendBytes(request, reply.headers(file.headers), file.bytes)
    })
  }
}
