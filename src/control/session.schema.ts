import { Type } from '../kernel/schema.js'
import { noContent, tagged } from './tagged.js'

const Login = Type.Object({
  token: Type.String({ maxLength: 1024, description: 'The control token.' })
}, { additionalProperties: false })

export const sessionOperations = tagged('Documentation', {
  beginSession: {
    summary: 'Give the control token once, for a cookie that the documentation page then sends',
    body: Login,
    response: { 204: noContent }
  },
  endSession: {
    summary: 'Forget the cookie',
    response: { 204: noContent }
  }
})
