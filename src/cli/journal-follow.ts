import { headersFor } from '../client/transport.js'
import { Invalid, reasonOf } from '../kernel/errors.js'
import { urlOf, type ClientOptions } from './client-options.js'
import type { Terminal } from './terminal.js'

/**
 * Calls `look` after every request that the world gets, until the process is told to stop or the twin goes away. The
 * events only wake: what happened is read from the journal, which forgets nothing while somebody is slow.
 */
export async function follow (client: ClientOptions, terminal: Terminal, look: () => Promise<void>): Promise<void> {
  const stop = new AbortController()
  terminal.onSignal(() => { stop.abort() })
  try {
    const stream = await eventsOf(client, terminal, stop.signal)
    // What came between the first look and the subscription.
    await look()
    for await (const text of stream.pipeThrough(new TextDecoderStream())) if (text.includes('event: ')) await look()
  } catch (error) {
    if (!stop.signal.aborted) throw error
  }
}

async function eventsOf (client: ClientOptions, { env }: Terminal, signal: AbortSignal): Promise<ReadableStream> {
  const base = urlOf(client, env).replace(/\/+$/, '')
  const prefix = client.in === undefined ? '' : `/w/${encodeURIComponent(client.in)}`
  const url = `${base}${prefix}/_perftwin/events?types=request,restored`
  try {
    const { body, ok, status } = await fetch(url, { headers: headersFor(undefined, client.controlToken), signal })
    if (ok && body !== null) return body
    throw new Invalid(`${base} answered ${status} where it was asked for its events`)
  } catch (error) {
    throw error instanceof Invalid ? error : new Invalid(`no twin answers at ${base}: ${reasonOf(error)}`)
  }
}
