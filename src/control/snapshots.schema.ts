import { Type, ref } from '../kernel/schema.js'
import type { SnapshotExport } from '../store/exports.js'
import { noContent, tagged } from './tagged.js'

export const SnapshotBody = Type.Object({
  name: Type.String(),
  saved: Type.String({ description: 'The world\'s time when it was saved.' }),
  worldFile: Type.String(),
  seed: Type.Integer(),
  changes: Type.Integer({ description: 'How many records differ from what the world file grew.' })
}, { $id: 'Snapshot' })

const StateDifference = Type.Object({
  collection: Type.String(),
  key: Type.String(),
  change: Type.Enum(['added', 'changed', 'gone']),
  fields: Type.Optional(Type.Array(Type.String(), { description: 'The fields that differ.' }))
})

const StateName = Type.String({
  minLength: 1,
  maxLength: 64,
  description: 'A snapshot; "start" is what a reset returns to, "now" the present.'
})

/** Its form belongs to the store: to clients it is any JSON object, to be kept and given back. */
const Exported = Type.Unsafe<Pick<SnapshotExport, keyof SnapshotExport>>({})

const Name = Type.Object({ name: Type.String() })

export const snapshotOperations = tagged('Snapshots', {
  listSnapshots: {
    summary: 'The snapshots of this world',
    response: { 200: Type.Object({ snapshots: Type.Array(ref(SnapshotBody)) }) }
  },
  saveSnapshot: {
    summary: 'Save this world\'s present state',
    body: Type.Object({ name: StateName }, { additionalProperties: false }),
    response: { 201: ref(SnapshotBody) }
  },
  restoreSnapshot: {
    summary: 'Put this world back to a snapshot',
    params: Name,
    response: { 200: ref(SnapshotBody) }
  },
  deleteSnapshot: {
    summary: 'Forget a snapshot',
    params: Name,
    response: { 204: noContent }
  },
  exportSnapshot: {
    summary: 'A snapshot as one JSON document, with its world file and uploads',
    params: Name,
    response: { 200: Exported }
  },
  importSnapshot: {
    summary: 'Take in an exported snapshot; it can then be restored',
    body: Type.Unknown(),
    querystring: Type.Object({ name: Type.Optional(Type.String({ description: 'Another name for it here.' })) }),
    response: { 201: ref(SnapshotBody) }
  },
  diffStates: {
    summary: 'What differs between two states of this world',
    querystring: Type.Object({ from: Type.Optional(StateName), to: Type.Optional(StateName) }),
    response: {
      200: Type.Object({
        from: Type.String(),
        to: Type.String(),
        same: Type.Boolean(),
        differences: Type.Array(StateDifference)
      })
    }
  }
})
