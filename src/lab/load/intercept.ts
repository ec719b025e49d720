/** The requests of a load as a client's interceptions leave them. */
import { hostOf } from '../page/hosts.js'
import { intercepts, netError, type Interception } from '../page/interception.js'
import { plannedRequest, type Failure, type PlannedRequest } from '../page/planned-request.js'

export type Intercept = (planned: PlannedRequest) => PlannedRequest

const untouched: Intercept = (planned) => planned

/** Of several that are meant for a request the one that was made last holds. */
export function interceptor (interceptions: readonly Interception[] | undefined, seed: number | string): Intercept {
  if (interceptions === undefined || interceptions.length === 0) return untouched
  const rules = interceptions.map((interception) => ({ interception, isMeant: intercepts(interception) }))
  return (planned) => {
    const rule = rules.findLast(({ isMeant }) => isMeant(planned.url))
    return rule === undefined ? planned : intercepted(planned, rule.interception, seed)
  }
}

/** How a page's own document fails because of an interception; null if it does not. */
export function documentError (interceptions: readonly Interception[] | undefined, url: string): string | null {
  const rule = interceptions?.findLast((interception) => intercepts(interception)(url))
  return rule?.error === undefined ? null : netError(rule.error)
}

function intercepted (planned: PlannedRequest, rule: Interception, seed: number | string): PlannedRequest {
  const { error, redirect, response } = rule
  if (error !== undefined) return failing(planned, netError(error))
  if (response !== undefined) return answered(planned, response)
  return redirect === undefined ? planned : redirected(planned, redirect, seed)
}

const failing = (planned: PlannedRequest, errorText: string): PlannedRequest => plannedRequest({
  ...planned,
  resourceSize: 0,
  transferSize: planned.headersSize,
  failure: 'reset',
  intercepted: { errorText, status: null, mimeType: null }
})

function failureOf (status: number): Failure | null {
  if (status < 400) return null
  return status < 500 ? 'not found' : 'server error'
}

/** The browser itself answers, within a millisecond. What a script has to do goes with its size. */
function answered (planned: PlannedRequest, response: NonNullable<Interception['response']>): PlannedRequest {
  const { status = 200, size = 0, mimeType = null } = response
  return plannedRequest({
    ...planned,
    resourceSize: size,
    transferSize: size + planned.headersSize,
    encoding: null,
    latency: 1,
    work: planned.resourceSize === 0 ? 0 : planned.work * Math.min(10, size / planned.resourceSize),
    failure: failureOf(status),
    intercepted: { errorText: null, status, mimeType }
  })
}

/** An address that is none is left alone. */
function redirected (planned: PlannedRequest, redirect: string, seed: number | string): PlannedRequest {
  if (!URL.canParse(redirect, planned.url)) return planned
  const url = new URL(redirect, planned.url)
  if (!/^https?:$/.test(url.protocol)) return planned
  const host = url.origin === planned.host.origin
    ? planned.host
    : hostOf(seed, url.host, url.protocol === 'https:', planned.host.protocol)
  return plannedRequest({ ...planned, url: url.href, host })
}
