import { DomainError } from '../kernel/errors.js'

/** A refusal of the control plane: its status and its sentence. */
export class ControlError extends DomainError {
  override name = 'ControlError'
  constructor (message: string, readonly status: number) {
    super(message)
  }
}

/** Sends a request to the control plane. The path begins with /_perftwin, or with a world's prefix before that. Throws ControlError. */
export type Send = (method: string, path: string, body?: unknown) => Promise<any>

/**
 * What an answer of the control plane says. A verdict that is not as hoped for comes with 409 and is an answer too; a
 * refusal has an error's name and throws ControlError with its sentence.
 */
export function answerOf (status: number, type: string, text: string, where: string): unknown {
  const body: unknown = type.startsWith('application/json') && text !== '' ? JSON.parse(text) : text === '' ? undefined : text
  const { error, message } = (typeof body === 'object' && body !== null ? body : {}) as { error?: unknown, message?: unknown }
  if (status < 300 || (status === 409 && typeof body === 'object' && error === undefined)) return body
  throw new ControlError(typeof message === 'string' ? message : `${where} answered ${status}`, status)
}

/** Talks to a twin elsewhere. `url`: its base, without or with a slash at the end; a world's prefix may be part of it. */
export function httpSender (url: string, token?: string): Send {
  const base = url.replace(/\/+$/, '')
  return async (method, path, body) => {
    let reply: Response
    try {
      reply = await fetch(base + path, {
        method,
        headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) })
      })
    } catch (error) {
      throw new ControlError(`no twin answers at ${base}: ${((error as Error).cause as Error | undefined)?.message ?? (error as Error).message}`, 0)
    }
    return answerOf(reply.status, reply.headers.get('content-type') ?? '', await reply.text(), base + path)
  }
}
