import type { FastifyInstance } from 'fastify'
import type { Twin } from '../twin.js'
import { answerOf, type Send } from './transport.js'

/** Asks the control plane of a twin in this process, without a socket: same routes, same refusals. */
export const innerSender = ({ controlToken }: Twin, app: FastifyInstance): Send => async (method, path, body) => {
  const { statusCode, headers, payload } = await app.inject({
    method: method as 'GET',
    url: path,
    headers: { host: 'localhost', ...(controlToken === undefined ? {} : { authorization: `Bearer ${controlToken}` }), ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { payload: JSON.stringify(body) })
  })
  return answerOf(statusCode, String(headers['content-type'] ?? ''), payload, path)
}
