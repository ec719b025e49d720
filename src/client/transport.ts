import type { Answer, OperationId } from '../control/operations.js'
import { DomainError, reasonOf, Taken } from '../kernel/errors.js'

/**
 * What makes no sense, or cannot be done: a refusal of the control plane with its status and its sentence, or what an
 * option or a name cannot be (400). Status 0: no twin answered.
 */
export class ControlError extends DomainError {
  override name = 'ControlError'
  constructor (message: string, readonly status: number, options?: ErrorOptions) {
    super(message, options)
  }
}

const statusOf = (error: DomainError): number => error instanceof Taken ? 409 : 400

/** What the library throws for an error: one class for all that a sentence explains. */
export function asControlError (error: unknown): unknown {
  if (!(error instanceof DomainError) || error instanceof ControlError) return error
  return new ControlError(error.message, statusOf(error))
}

/**
 * Sends a request to the control plane and resolves with what its operation answers: `send<'getClock'>('GET', …)`.
 * The path begins with /_perftwin, or with a world's prefix before that. Throws ControlError.
 */
export type Send = <Id extends OperationId>(method: Method, path: string, body?: unknown) => Promise<Answer<Id>>

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'

/** The headers of a request that has a body, or none, and of one whom a token lets in. */
export function headersFor (body: unknown, token: string | undefined): Record<string, string> {
  return {
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` })
  }
}

/** An answer as it comes over the wire. `type`: its content type, empty where it has none. */
export interface Reply { readonly status: number, readonly type: string, readonly text: string }

const isObject = (body: unknown): body is object => typeof body === 'object' && body !== null

function bodyOf (type: string, text: string): unknown {
  if (text === '') return undefined
  return type.startsWith('application/json') ? JSON.parse(text) : text
}

/** The sentence of a refusal, where it has one. */
const sentenceOf = (body: unknown): string | undefined =>
  isObject(body) && 'message' in body && typeof body.message === 'string' ? body.message : undefined

/**
 * What an answer of the control plane says. A verdict that is not as hoped for comes with 409 and is an answer too; a
 * refusal has an error's name and throws ControlError with its sentence.
 */
export function answerOf<Id extends OperationId> (reply: Reply, where: string): Answer<Id> {
  const { status, type, text } = reply
  const body = bodyOf(type, text)
  const isVerdict = status === 409 && isObject(body) && !('error' in body)
  if (status >= 300 && !isVerdict) throw new ControlError(sentenceOf(body) ?? `${where} answered ${status}`, status)
  // The control plane holds itself to its schemas, from which the type is made.
  return body as Answer<Id>
}

const textOf = (body: unknown): string => typeof body === 'string' ? body : JSON.stringify(body)

/**
 * Talks to a twin elsewhere.
 * @param url its base, without or with a slash at the end; a world's prefix may be part of it
 */
export function httpSender (url: string, token?: string): Send {
  const base = url.replace(/\/+$/, '')
  const ask = async (path: string, request: RequestInit): Promise<Response> => {
    try {
      return await fetch(base + path, request)
    } catch (error) {
      throw new ControlError(`no twin answers at ${base}: ${reasonOf(error)}`, 0)
    }
  }
  return async <Id extends OperationId>(method: Method, path: string, body?: unknown) => {
    const headers = headersFor(body, token)
    const reply = await ask(path, { method, headers, ...(body === undefined ? {} : { body: textOf(body) }) })
    const type = reply.headers.get('content-type') ?? ''
    return answerOf<Id>({ status: reply.status, type, text: await reply.text() }, base + path)
  }
}
