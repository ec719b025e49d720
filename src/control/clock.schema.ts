import { Type, ref } from '../kernel/schema.js'
import { tagged } from './tagged.js'

const modes = ['real', 'offset', 'frozen'] as const

export const Clock = Type.Object({
  mode: Type.Enum(modes),
  now: Type.String({ description: 'The world\'s now.' }),
  offset: Type.Nullable(Type.String({
    description: 'How far ahead of the machine\'s time it goes; null in the other modes.'
  })),
  advanced: Type.String({
    description: 'By how much it was moved on; App Store Connect tokens, which clients stamp with real time, ' +
      'are judged with this added.'
  })
}, { $id: 'Clock' })

const ClockRequest = Type.Object({
  mode: Type.Enum(modes),
  at: Type.Optional(Type.String({
    maxLength: 40,
    description: 'frozen: where it stands (default: now). offset: the time it goes on from.'
  })),
  offset: Type.Optional(Type.String({
    maxLength: 40,
    description: 'offset: how far ahead of the machine\'s time, an ISO 8601 duration.'
  }))
}, { additionalProperties: false })

const Advance = Type.Object({
  by: Type.String({
    maxLength: 40,
    description: 'An ISO 8601 duration such as PT5M; a negative one moves the clock back.'
  })
}, { additionalProperties: false })

export const Progress = Type.Object({
  policy: Type.Enum(['time', 'immediate', 'reads']),
  reads: Type.Optional(Type.Integer({
    minimum: 1,
    maximum: 1000,
    description: 'After how many looks at a job\'s details it takes its next step. Default 1.'
  }))
}, { $id: 'Progress', additionalProperties: false })

export const clockOperations = tagged('Time', {
  getClock: {
    summary: 'The world\'s clock',
    response: { 200: ref(Clock) }
  },
  setClock: {
    summary: 'Set the world\'s clock',
    body: ClockRequest,
    response: { 200: ref(Clock) }
  },
  resetClock: {
    summary: 'Put the clock back to how it was at the world\'s start; nothing else changes',
    response: { 200: ref(Clock) }
  },
  advanceClock: {
    summary: 'Move the world\'s clock on',
    body: Advance,
    response: { 200: ref(Clock) }
  },
  getProgress: {
    summary: 'What moves jobs on',
    response: { 200: ref(Progress) }
  },
  setProgress: {
    summary: 'Choose what moves the jobs on that are made from now on',
    body: ref(Progress),
    response: { 200: ref(Progress) }
  }
})
