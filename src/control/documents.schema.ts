import { Type } from '../kernel/schema.js'
import { tagged } from './tagged.js'

export const documentOperations = tagged('Documentation', {
  openApi: {
    summary: 'An OpenAPI document',
    params: Type.Object({ document: Type.String() }),
    response: { 200: Type.Unknown() }
  },
  requestCollection: {
    summary: 'A collection of requests for this twin and world: for Postman, or an .http file',
    params: Type.Object({
      file: Type.String({ description: 'postman.json, sauce.http, app-store-connect.http or control.http.' })
    }),
    response: {
      200: Type.Unsafe<unknown>({
        description: 'The file.',
        content: { 'application/json': { schema: Type.Unknown() }, 'text/plain': { schema: Type.String() } }
      })
    }
  },
  worldFileSchema: {
    summary: 'The JSON Schema of world files',
    response: { 200: Type.Unknown() }
  }
})
