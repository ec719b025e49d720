import { Type, ref } from '../kernel/schema.js'
import { FaultEffect, FaultMatch, FaultSpec, FaultStep } from '../traffic/faults/fault.schema.js'
import { noContent, tagged } from './tagged.js'

export const Fault = Type.Object({
  id: Type.String(),
  world: Type.String(),
  match: FaultMatch,
  effect: Type.Optional(FaultEffect),
  sequence: Type.Optional(Type.Array(FaultStep)),
  then: Type.Optional(Type.Enum(['stop', 'repeat', 'last'])),
  after: Type.Integer(),
  every: Type.Integer(),
  share: Type.Number(),
  times: Type.Nullable(Type.Integer()),
  window: Type.Object({ from: Type.Nullable(Type.String()), until: Type.Nullable(Type.String()) }),
  matched: Type.Integer({ description: 'Requests that fitted while the rule was in its window.' }),
  fired: Type.Integer({ description: 'Those of them that it struck.' }),
  state: Type.Enum(['waiting', 'in force', 'used up', 'over', 'removed'], {
    description: 'waiting: its window has not begun; used up: it struck as often as it may; over: its window has ended.'
  }),
  removed: Type.Nullable(Type.String({ description: 'World time when it was removed.' }))
}, { $id: 'Fault' })

const Id = Type.Object({ id: Type.String() })
const Ended = Type.Object({
  ended: Type.Optional(Type.Boolean({
    default: false,
    description: 'true: those that were removed since the last reset, too, the last 100 of them; false if left out.'
  }))
})

export const faultOperations = tagged('Faults', {
  listFaults: {
    summary: 'The fault rules of this world, with their counts',
    querystring: Ended,
    response: { 200: Type.Object({ faults: Type.Array(ref(Fault)) }) }
  },
  addFault: {
    summary: 'Add a fault rule',
    body: ref(FaultSpec),
    response: { 201: ref(Fault) }
  },
  clearFaults: {
    summary: 'Remove all fault rules of this world',
    response: { 204: noContent }
  },
  getFault: {
    summary: 'A fault rule and its counts',
    params: Id,
    querystring: Ended,
    response: { 200: ref(Fault) }
  },
  removeFault: {
    summary: 'Remove a fault rule',
    params: Id,
    response: { 204: noContent }
  }
})
