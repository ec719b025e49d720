/** The scripts of a session: Sauce Labs' commands that come as such, what clients send, and what pages have. */
import { DriverError } from '../../browser/errors.js'
import { isJsonObject, type JsonObject } from '../../kernel/json.js'
import type { Timeline } from '../../lab/timeline.js'
import { attachScripts, type SessionScripts } from '../scripts/attach.js'
import type { LoadTimes } from '../scripts/facade/time.js'
import { navigationMarks } from '../scripts/navigation-marks.js'
import { sauceEndpoint, sauceScript, type SauceCall } from '../scripts/sauce/call.js'
import { performSauce } from '../scripts/sauce/perform.js'
import type { DrivenBrowser } from './driven-browser.js'
import type { LiveSession } from './live-session.js'
import { SauceSession } from './sauce-session.js'

/** So many lines of the console are kept for who asks for them, and for console.json. */
const mostSaid = 500

export function openScripts (session: LiveSession, { browser }: DrivenBrowser): SessionScripts {
  return attachScripts(browser, {
    seed: session.random('scripts').u32(),
    loadTimes: async () => loadTimes(session),
    loadedAt: () => session.time.origin + (session.last?.at ?? 0),
    said: (level, text) => {
      if (session.said.length < mostSaid) session.said.push({ at: session.time.position, level, text: text.slice(0, 2000) })
    }
  })
}

const nothing: Omit<LoadTimes, 'origin'> =
  { marks: {}, paints: {}, largestPaint: null, transferSize: 0, encodedBodySize: 0, resources: [] }

/** What a page's `performance` tells of its load. */
function loadTimes ({ last, time: { origin } }: LiveSession): LoadTimes {
  if (last === undefined) return { origin, ...nothing }
  const { timeline, at } = last
  const [document, ...others] = timeline.requests
  return {
    origin: origin + at,
    marks: navigationMarks(timeline),
    paints: {
      'first-paint': timeline.paints.firstPaint,
      'first-contentful-paint': timeline.paints.firstContentfulPaint
    },
    largestPaint: timeline.observed.largestContentfulPaint,
    transferSize: document?.transferSize ?? 0,
    encodedBodySize: Math.max(0, (document?.transferSize ?? 0) - (document?.responseHeadersSize ?? 0)),
    resources: others.map(resourceOf)
  }
}

const initiators: Readonly<Record<string, string>> = {
  Script: 'script', Stylesheet: 'link', Image: 'img', Font: 'css', XHR: 'xmlhttprequest', Media: 'video'
}

const resourceOf = (
  { url, type, start, end, transferSize, resourceSize, responseHeadersSize }: Timeline['requests'][number]
): Record<string, string | number> => ({
  name: url,
  initiatorType: initiators[type] ?? 'other',
  startTime: start,
  duration: end - start,
  transferSize,
  encodedBodySize: Math.max(0, transferSize - responseHeadersSize),
  decodedBodySize: resourceSize
})

/** @throws DriverError */
export async function executeScript (
  session: LiveSession, scripts: SessionScripts, parameters: JsonObject, isAsync: boolean
): Promise<unknown> {
  const { script, args = [] } = parameters
  if (typeof script !== 'string') throw invalid('script must be a string')
  if (!Array.isArray(args)) throw invalid('args must be a list')
  const call = sauceScript(script, args)
  if (call !== undefined) return await performCall(session, call)
  return await scripts.execute({ script, args, isAsync, timeout: session.browser?.timeouts.script ?? null })
}

const invalid = (text: string): DriverError => new DriverError('invalid argument', `invalid argument: ${text}`)

/** What came to an address below `/sauce/ondemand/`. `below`: the address below the session. @throws DriverError */
export async function performAtEndpoint (
  session: LiveSession, method: string, below: string, body: JsonObject
): Promise<unknown> {
  const call = sauceEndpoint(method, below.replace(/^sauce\/ondemand\//, ''), body)
  if (call === undefined) throw new DriverError('unknown command', `unknown command: ${method} ${below.slice(0, 200)}`)
  return await performCall(session, call)
}

/** A command of DevTools as clients of Chromium send it. @throws DriverError for one that DevTools does not have */
export async function performDevTools (session: LiveSession, { cmd, params }: JsonObject): Promise<unknown> {
  if (typeof cmd !== 'string') throw invalid('cmd must be a string')
  const argument = { method: cmd, params: isJsonObject(params) ? params : {} }
  return await performCall(session, { name: 'debug', argument })
}

async function performCall (session: LiveSession, call: SauceCall): Promise<unknown> {
  const { job } = session
  if (job === undefined) throw new DriverError('invalid session id', 'invalid session id')
  const { os, browserName, version, device } = job.platform
  const platform = { os, browserName, version, ...(device === undefined ? {} : { device }) }
  return await performSauce(new SauceSession(session), call, platform)
}
