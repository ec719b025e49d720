import type { FastifyInstance } from 'fastify'
import type { OperationId } from '../control/operations.js'
import type { Twin } from '../twin.js'
import { answerOf, ControlError, headersFor, type Method, type Send } from './transport.js'

/** Asks the control plane of a twin in this process, without a socket: same routes, same refusals. */
export function innerSender ({ controlToken }: Twin, app: FastifyInstance, isClosed = (): boolean => false): Send {
  return async <Id extends OperationId>(method: Method, path: string, body?: unknown) => {
    if (isClosed()) throw new ControlError('the twin is closed', 0)
    const { statusCode: status, headers, payload: text } = await app.inject({
      method,
      url: path,
      headers: { host: 'localhost', ...headersFor(body, controlToken) },
      ...(body === undefined ? {} : { payload: JSON.stringify(body) })
    })
    return answerOf<Id>({ status, type: String(headers['content-type'] ?? ''), text }, path)
  }
}
