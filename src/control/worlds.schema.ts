import { Type, ref } from '../kernel/schema.js'
import type { WorldRequest } from '../worlds/fork.js'
import { Clock } from './clock.schema.js'
import { noContent, tagged } from './tagged.js'

const ClockChoice = Type.Object({
  mode: Type.Enum(['real', 'offset', 'frozen']),
  at: Type.Optional(Type.String({ maxLength: 40 })),
  offset: Type.Optional(Type.String({ maxLength: 40 }))
}, { additionalProperties: false })

const NewWorld = Type.Object({
  name: Type.String({
    minLength: 1,
    maxLength: 200,
    description: 'Letters, digits, dot, dash and underscore, 64 at most.'
  }),
  from: Type.Optional(Type.String({
    maxLength: 200,
    description: 'Fork this world as it is now. Left out: the base, as at the start.'
  })),
  snapshot: Type.Optional(Type.String({
    maxLength: 200,
    description: 'Fork this snapshot, of the world `from` or of the default one.'
  })),
  world: Type.Optional(Type.Unsafe<WorldRequest['world']>({
    description: 'Grow another world file: demo, docs, empty, or a whole world file.'
  })),
  seed: Type.Optional(Type.Integer({ minimum: 0, maximum: 4294967295 })),
  now: Type.Optional(Type.String({
    maxLength: 40,
    description: 'Grow the world at this time, and let its clock stand still there.'
  })),
  clock: Type.Optional(ClockChoice),
  ttl: Type.Optional(Type.String({
    maxLength: 40,
    description: 'Real time without use after which the world is gone: an ISO 8601 duration.'
  }))
}, { additionalProperties: false })

export const WorldBody = Type.Object({
  name: Type.String(),
  url: Type.String({ description: 'Its path below the twin\'s base URL; empty for the default world.' }),
  worldFile: Type.String(),
  seed: Type.Integer(),
  clock: ref(Clock),
  changes: Type.Integer({ description: 'How many records differ from what it was grown as.' }),
  snapshots: Type.Integer(),
  ttl: Type.Nullable(Type.String()),
  expiresIn: Type.Nullable(Type.String({ description: 'Real time until it is gone if nobody uses it.' }))
}, { $id: 'World' })

const Name = Type.Object({ name: Type.String() })

export const worldOperations = tagged('Worlds', {
  listWorlds: {
    summary: 'All worlds',
    response: { 200: Type.Object({ limit: Type.Integer(), worlds: Type.Array(ref(WorldBody)) }) }
  },
  createWorld: {
    summary: 'Make a world: a fork, or one grown from a world file of its own',
    body: NewWorld,
    response: { 201: ref(WorldBody) }
  },
  getWorld: {
    summary: 'One world',
    params: Name,
    response: { 200: ref(WorldBody) }
  },
  deleteWorld: {
    summary: 'Delete a world with all it holds',
    params: Name,
    response: { 204: noContent }
  },
  deleteWorlds: {
    summary: 'Delete all worlds but the default one',
    response: { 200: Type.Object({ deleted: Type.Integer() }) }
  }
})
