import { wrappedJson } from '../kernel/json.js'
import type { Static } from '../kernel/schema.js'
import { exportState, importState } from '../store/exports.js'
import { difference } from '../worlds/difference.js'
import { checkWorldFile } from '../worlds/files/load.js'
import type { Snapshot } from '../worlds/snapshots.js'
import type { ControlApp, ControlOptions } from './context.js'
import { SnapshotBody, snapshotOperations as operations } from './snapshots.schema.js'

/** Bytes travel as base64 in one JSON document. */
const importLimit = 256 * 1024 * 1024

const snapshotBody = ({ name, saved, state: { base, facts } }: Snapshot): Static<typeof SnapshotBody> => ({
  name,
  saved: new Date(saved).toISOString(),
  worldFile: base.origin.file.name,
  seed: base.origin.seed,
  changes: Object.values(facts).reduce((sum, { changed }) => sum + changed.size, 0)
})

/** The states that are always there keep their names to themselves. */
const nameHere = (name: string): string => name === 'now' || name === 'start' ? `imported-${name}` : name

export function snapshotRoutes (app: ControlApp, { worlds, store }: ControlOptions): void {
  app.addSchema(SnapshotBody)

  app.get('/_perftwin/snapshots', { schema: operations.listSnapshots },
    async ({ world }) => ({ snapshots: world.snapshots.list().map(snapshotBody) }))

  app.post('/_perftwin/snapshots', { schema: operations.saveSnapshot }, async ({ world, body }, reply) => {
    reply.code(201)
    return snapshotBody(world.snapshots.save(body.name))
  })

  app.post('/_perftwin/snapshots/:name/restore', { schema: operations.restoreSnapshot },
    async ({ world, params }) => snapshotBody(world.snapshots.restore(params.name)))

  app.delete('/_perftwin/snapshots/:name', { schema: operations.deleteSnapshot }, async ({ world, params }, reply) => {
    world.snapshots.delete(params.name)
    return await reply.code(204).send()
  })

  app.get('/_perftwin/snapshots/:name/export', { schema: operations.exportSnapshot }, async ({ world, params }) => {
    const { name, saved, state } = world.snapshots.get(params.name)
    return await store.keeping(async () => await exportState(name, saved, state, store))
  })

  app.post('/_perftwin/snapshots/import', {
    bodyLimit: importLimit,
    config: { jsonLevels: wrappedJson },
    // Before anything is read: what there is no room for need not be sent.
    onRequest: async ({ headers }) => { worlds.holdings.checkRoom(Number(headers['content-length'] ?? 0)) },
    schema: operations.importSnapshot
  }, async ({ world, body, query }, reply) => {
    if (query.name !== undefined) world.snapshots.checkNew(query.name)
    const snapshot = await store.keeping(async () => {
      const { name, saved, state } = await importState(body, worlds.base, store, async (file) => {
        await checkWorldFile(file, 'state.origin.file')
      })
      if (state.facts.pages.size > 0) {
        const { checkDeclared } = await import('../worlds/check/more-pages.js')
        checkDeclared(state.facts.pages.values(), state.base.origin.file.pages)
      }
      return world.snapshots.save(query.name ?? nameHere(name), state, saved)
    })
    reply.code(201)
    return snapshotBody(snapshot)
  })

  app.get('/_perftwin/diff', { schema: operations.diffStates }, async ({ world, query }) => {
    const { from = 'start', to = 'now' } = query
    const differences = difference(world.snapshots.get(from).state, world.snapshots.get(to).state)
    return { from, to, same: differences.length === 0, differences }
  })
}
