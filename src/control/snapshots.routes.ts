import type { FastifyInstance } from 'fastify'
import { Type, ref, type Static } from '../kernel/schema.js'
import { exportState, importState } from '../store/exports.js'
import { difference } from '../worlds/difference.js'
import { checkWorldFile } from '../worlds/files/load.js'
import type { Snapshot } from '../worlds/snapshots.js'
import type { ControlOptions } from './index.js'

export const SnapshotBody = Type.Object({
  name: Type.String(),
  saved: Type.String({ description: 'The world\'s time when it was saved.' }),
  worldFile: Type.String(),
  seed: Type.Integer(),
  changes: Type.Integer({ description: 'How many records differ from what the world file grew.' })
}, { $id: 'Snapshot' })

export const StateDifference = Type.Object({
  collection: Type.String(),
  key: Type.String(),
  change: Type.Enum(['added', 'changed', 'gone']),
  fields: Type.Optional(Type.Array(Type.String(), { description: 'The fields that differ.' }))
})

const StateName = Type.String({ minLength: 1, maxLength: 64, description: 'A snapshot; "start" is what a reset returns to, "now" the present.' })
const NewSnapshot = Type.Object({ name: StateName }, { additionalProperties: false })
const Name = Type.Object({ name: Type.String() })
const tags = ['Snapshots']

/** Bytes travel as base64 in one JSON document. */
const importLimit = 256 * 1024 * 1024

const snapshotBody = ({ name, saved, state: { base, facts } }: Snapshot): Static<typeof SnapshotBody> => ({
  name,
  saved: new Date(saved).toISOString(),
  worldFile: base.origin.file.name,
  seed: base.origin.seed,
  changes: Object.values(facts).reduce((sum, { changed }) => sum + changed.size, 0)
})

export function snapshotRoutes (app: FastifyInstance, { worlds, store }: ControlOptions): void {
  app.addSchema(SnapshotBody)

  app.get('/_perftwin/snapshots', {
    schema: { tags, operationId: 'listSnapshots', summary: 'The snapshots of this world', response: { 200: Type.Object({ snapshots: Type.Array(ref(SnapshotBody)) }) } }
  }, async ({ world }) => ({ snapshots: world.snapshots.list().map(snapshotBody) }))

  app.post<{ Body: Static<typeof NewSnapshot> }>('/_perftwin/snapshots', {
    schema: { tags, operationId: 'saveSnapshot', summary: 'Save this world\'s present state', body: NewSnapshot, response: { 201: ref(SnapshotBody) } }
  }, async ({ world, body }, reply) => {
    reply.code(201)
    return snapshotBody(world.snapshots.save(body.name))
  })

  app.post<{ Params: Static<typeof Name> }>('/_perftwin/snapshots/:name/restore', {
    schema: { tags, operationId: 'restoreSnapshot', summary: 'Put this world back to a snapshot', params: Name, response: { 200: ref(SnapshotBody) } }
  }, async ({ world, params }) => snapshotBody(world.snapshots.restore(params.name)))

  app.delete<{ Params: Static<typeof Name> }>('/_perftwin/snapshots/:name', {
    schema: { tags, operationId: 'deleteSnapshot', summary: 'Forget a snapshot', params: Name, response: { 204: Type.Null() } }
  }, async ({ world, params }, reply) => {
    world.snapshots.delete(params.name)
    return await reply.code(204).send()
  })

  app.get<{ Params: Static<typeof Name> }>('/_perftwin/snapshots/:name/export', {
    schema: { tags, operationId: 'exportSnapshot', summary: 'A snapshot as one JSON document, with its world file and uploads', params: Name, response: { 200: Type.Unknown() } }
  }, async ({ world, params }) => {
    const { name, saved, state } = world.snapshots.get(params.name)
    return await exportState(name, saved, state, store)
  })

  app.post<{ Querystring: { name?: string } }>('/_perftwin/snapshots/import', {
    bodyLimit: importLimit,
    schema: {
      tags, operationId: 'importSnapshot', summary: 'Take in an exported snapshot; it can then be restored', body: Type.Unknown(),
      querystring: Type.Object({ name: Type.Optional(Type.String({ description: 'Another name for it here.' })) }), response: { 201: ref(SnapshotBody) }
    }
  }, async ({ world, body, query }, reply) => {
    const { name, saved, state } = await importState(body, worlds.base, store, async (file) => { await checkWorldFile(file, 'state.origin.file') })
    reply.code(201)
    return snapshotBody(world.snapshots.save(query.name ?? (name === 'now' || name === 'start' ? `imported-${name}` : name), state, saved))
  })

  app.get<{ Querystring: { from?: string, to?: string } }>('/_perftwin/diff', {
    schema: {
      tags, operationId: 'diffStates', summary: 'What differs between two states of this world',
      querystring: Type.Object({ from: Type.Optional(StateName), to: Type.Optional(StateName) }),
      response: { 200: Type.Object({ from: Type.String(), to: Type.String(), same: Type.Boolean(), differences: Type.Array(StateDifference) }) }
    }
  }, async ({ world, query: { from = 'start', to = 'now' } }) => {
    const differences = difference(world.snapshots.get(from).state, world.snapshots.get(to).state)
    return { from, to, same: differences.length === 0, differences }
  })
}
