import { monotonicNow, wait } from '../kernel/clock.js'
import { parseDuration } from '../kernel/durations.js'
import { urlOf } from './client-options.js'
import type { CommandRun } from './terminal.js'

/** What a twin says of itself at a path; undefined when nothing good comes within `ms`. */
async function ask (url: string, path: string, ms: number): Promise<Record<string, unknown> | undefined> {
  try {
    const reply = await fetch(url + path, { signal: AbortSignal.timeout(Math.max(1, ms)) })
    return reply.ok ? await reply.json() as Record<string, unknown> : undefined
  } catch {
    return undefined
  }
}

/** Exits 0 once the worlds are seeded and the twin answers, 1 when the time is up. */
export const waitForTwin: CommandRun = async ({ client, json }, { env, out, err }) => {
  const url = urlOf(client, env)
  const limit = parseDuration(client.timeout ?? 'PT30S')!
  const until = monotonicNow() + limit
  for (;;) {
    const ready = await ask(url, '/_perftwin/ready', Math.min(5000, until - monotonicNow()))
    if (ready?.ready === true) {
      out(json ? `${JSON.stringify({ ready: true, url })}\n` : `ready at ${url}\n`)
      return 0
    }
    if (monotonicNow() + 100 > until) break
    await wait(100)
  }
  if (json) out(`${JSON.stringify({ ready: false, url })}\n`)
  else err(`perftwin: no twin is ready at ${url}\n`)
  return 1
}

/** For HEALTHCHECK: one question, no client needed in the image. */
export const healthcheck: CommandRun = async ({ client, json }, { env, out, err }) => {
  const url = urlOf(client, env)
  const healthy = (await ask(url, '/_perftwin/health', parseDuration(client.timeout ?? 'PT2S')!))?.status === 'ok'
  if (json) out(`${JSON.stringify({ healthy, url })}\n`)
  else if (!healthy) err(`perftwin: no twin answers at ${url}\n`)
  return healthy ? 0 : 1
}
