import { Type } from '../kernel/schema.js'
import { tagged } from './tagged.js'

export const documentOperations = tagged('Documentation', {
  openApi: {
    summary: 'An OpenAPI document',
    params: Type.Object({ document: Type.String() }),
    response: { 200: Type.Unknown() }
  },
  worldFileSchema: {
    summary: 'The JSON Schema of world files',
    response: { 200: Type.Unknown() }
  }
})
