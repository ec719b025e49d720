import { Type, ref } from '../kernel/schema.js'
import { JobSpec } from '../worlds/files/job-spec.js'
import { tagged } from './tagged.js'

const CreatedJob = Type.Object({
  id: Type.String(),
  owner: Type.String(),
  status: Type.String(),
  created: Type.String(),
  started: Type.Nullable(Type.String()),
  ended: Type.Nullable(Type.String()),
  note: Type.Optional(Type.String({ description: 'Why it runs longer, or more commands, than asked for; absent if not.' }))
})

export const jobOperations = tagged('Jobs', {
  createJob: {
    summary: 'Create a job with a chosen plan',
    body: ref(JobSpec),
    response: { 201: CreatedJob }
  }
})
