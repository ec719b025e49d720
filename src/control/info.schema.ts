import { Type } from '../kernel/schema.js'
import { tagged } from './tagged.js'

const KindOfMemory = Type.Object({
  used: Type.Integer({ description: 'Bytes, as estimated.' }),
  evicted: Type.Integer({ description: 'Files, requests or worlds that went to make room.' })
})

const Memory = Type.Object({
  limit: Type.Integer({ description: 'Bytes that all of it may take together (--memory).' }),
  used: Type.Integer({ description: 'Bytes, as estimated.' }),
  artifacts: KindOfMemory,
  journals: KindOfMemory,
  worlds: KindOfMemory,
  uploads: KindOfMemory
}, { $id: 'Memory', description: 'What the worlds of the twin take beyond the base that they share.' })

const Info = Type.Object({
  version: Type.String(),
  world: Type.String({ description: 'The name of the world that answers this request.' }),
  worldFile: Type.String({ description: 'The name of the world file it was grown from.' }),
  seed: Type.Integer(),
  epoch: Type.String({ description: 'What relative times of the world file refer to.' }),
  now: Type.String({ description: 'The world\'s now.' }),
  clock: Type.Enum(['real', 'offset', 'frozen']),
  auth: Type.Enum(['off', 'any', 'strict'], { description: 'Whose credentials the emulated APIs take.' }),
  guarded: Type.Boolean({ description: 'Whether the control plane asks for its token.' }),
  accounts: Type.Array(Type.Object({ username: Type.String(), accessKey: Type.String(), team: Type.String() })),
  counts: Type.Record(Type.Integer(), { description: 'How many records of each kind exist by now.' })
}, { $id: 'Info' })

export const twinOperations = tagged('Twin', {
  health: {
    summary: 'The process answers',
    response: { 200: Type.Object({ status: Type.Literal('ok') }) }
  },
  ready: {
    summary: 'The world is seeded and can be used',
    response: { 200: Type.Object({ ready: Type.Literal(true), jobs: Type.Integer() }) }
  },
  info: {
    summary: 'Version, world, seed, time, accounts and counts',
    response: { 200: Info }
  },
  reset: {
    summary: 'Put this world back to its start',
    response: { 200: Info }
  },
  memory: {
    summary: 'What the twin may hold in memory, what it holds, and what went to make room',
    response: { 200: Memory }
  },
  metrics: {
    summary: 'Metrics for Prometheus',
    produces: ['text/plain'],
    response: { 200: Type.String() }
  }
})
