import { Type } from '../kernel/schema.js'
import { tagged } from './tagged.js'

const RefusedTarget = Type.Object({
  target: Type.String({ description: 'Host and port, for example `registry.example.org:443`.' }),
  requests: Type.Integer({ description: 'How often clients wanted to go there.' })
})

export const edgeOperations = tagged('Edge', {
  edge: {
    summary: 'Where clients wanted to go by way of the twin as a proxy, and were refused: it reaches nobody',
    response: {
      200: Type.Object({
        refused: Type.Array(RefusedTarget, { description: 'The most wanted first.' }),
        others: Type.Integer({ description: 'Requests for targets beyond the 200 that are told apart.' })
      })
    }
  }
})
