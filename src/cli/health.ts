import { headersFor } from '../client/transport.js'
import { monotonicNow, wait } from '../kernel/clock.js'
import { readDuration } from '../kernel/durations.js'
import { urlOf } from './client-options.js'
import type { CommandRun } from './terminal.js'

/** What a twin says of itself at a path; an empty object when nothing good comes within `ms`. */
export async function askTwin (url: string, path: string, ms: number, token?: string): Promise<object> {
  try {
    const signal = AbortSignal.timeout(Math.max(1, ms))
    const reply = await fetch(url + path, { signal, headers: headersFor(undefined, token) })
    const body: unknown = reply.ok ? await reply.json() : undefined
    return typeof body === 'object' && body !== null ? body : {}
  } catch {
    return {}
  }
}

async function isReady (url: string, ms: number): Promise<boolean> {
  const said = await askTwin(url, '/_perftwin/ready', ms)
  return 'ready' in said && said.ready === true
}

async function isHealthy (url: string, ms: number): Promise<boolean> {
  const said = await askTwin(url, '/_perftwin/health', ms)
  return 'status' in said && said.status === 'ok'
}

/** Whether the worlds are seeded and the twin answers within `ms`. */
export async function becomesReady (url: string, ms: number): Promise<boolean> {
  const until = monotonicNow() + ms
  for (;;) {
    if (await isReady(url, Math.min(5000, until - monotonicNow()))) return true
    if (monotonicNow() + 100 > until) return false
    await wait(100)
  }
}

/** Exits 0 once the worlds are seeded and the twin answers, 1 when the time is up. */
export const waitForTwin: CommandRun = async ({ client, json }, { env, out, err }) => {
  const url = urlOf(client, env)
  const ready = await becomesReady(url, readDuration(client.timeout ?? 'PT30S', 'timeout'))
  if (json) out(`${JSON.stringify({ ready, url })}\n`)
  else if (ready) out(`ready at ${url}\n`)
  else err(`perftwin: no twin is ready at ${url}\n`)
  return ready ? 0 : 1
}

/** For HEALTHCHECK: one question, no client needed in the image. */
export const healthcheck: CommandRun = async ({ client, json }, { env, out, err }) => {
  const url = urlOf(client, env)
  const healthy = await isHealthy(url, readDuration(client.timeout ?? 'PT2S', 'timeout'))
  if (json) out(`${JSON.stringify({ healthy, url })}\n`)
  else if (!healthy) err(`perftwin: no twin answers at ${url}\n`)
  return healthy ? 0 : 1
}
