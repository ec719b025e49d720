import type { FastifyRequest, preValidationAsyncHookHandler } from 'fastify'
import { Invalid } from '../../kernel/errors.js'
import { parseInstant } from '../../kernel/time.js'
import { isMetricName, type MetricName } from '../../lab/metrics/names.js'

/** The words of Sauce docs, Performance API Methods, for the first two; the third is worded like the second. */
const missingText = {
  metric_names: 'at least one metric_names parameter is required.',
  order_index: 'order_index is a required parameter.',
  page_url: 'page_url is a required parameter.'
} as const

type Values = Record<string, unknown>

/**
 * Brings the parameters of a request into one form before they are validated: those of a POST's body join the query,
 * which wins; lists may repeat the key, add `[]` to it or be separated by commas; what is empty is not given.
 */
export function readParameters (...required: Array<keyof typeof missingText>): preValidationAsyncHookHandler {
  return async (request: FastifyRequest) => {
    const given = Object.create(null) as Values
    if (request.method === 'POST') addParameters(given, bodyOf(request.body))
    addParameters(given, request.query as Values)
    for (const name of required) {
      if (given[name] === undefined) throw new Invalid(missingText[name], name)
    }
    request.query = given
  }
}

function bodyOf (body: unknown): Values {
  if (body === undefined || body === null) return {}
  if (typeof body !== 'object' || Array.isArray(body)) throw new Invalid('the body must be a JSON object')
  return body as Values
}

/** Adds what one source says; a list may come in several keys of it. */
function addParameters (to: Values, from: Values): void {
  const names: string[] = []
  for (const [key, value] of Object.entries(from)) {
    const name = key.replace(/\[\d*\]$/, '')
    if (value === null || (typeof value === 'string' && value.trim() === '')) continue
    if (name === 'metric_names') names.push(...[value].flat().flatMap((text) => String(text).split(',')).map((text) => text.trim()).filter((text) => text !== ''))
    else if (whole.has(name)) to[name] = wholeNumber(name, value)
    // What nobody knows is ignored, whatever it is.
    else if (typeof value !== 'object' || Array.isArray(value)) to[name] = typeof value === 'boolean' ? String(value) : value
    else if (known.has(name)) throw new Invalid(`${name} must not be an object`, name)
  }
  if (names.length > 0) to['metric_names'] = [...new Set(names)]
}

const known = new Set(['page_url', 'start_date', 'end_date', 'full', 'include_baseline'])
const whole = new Set(['order_index', 'limit', 'offset', 'regime_start', 'regime_end'])

/** Only decimal digits: coercion would take `0x0` and `1e3` too. */
function wholeNumber (name: string, value: unknown): number {
  const one = Array.isArray(value) && value.length === 1 ? value[0] as unknown : value
  const number = typeof one === 'string' && /^\s*-?\d+\s*$/.test(one) ? Number(one) : one
  if (typeof number !== 'number' || !Number.isSafeInteger(number)) throw new Invalid(`${name} must be integer`, name)
  return number
}

/** A recorded load's parameters, from the query (which wins) and the body, in one form. */
export const readRecordedLoad: preValidationAsyncHookHandler = async (request: FastifyRequest) => {
  const body = bodyOf(request.body)
  const given = Object.create(null) as Values
  addParameters(given, { page_url: body['page_url'] ?? null, order_index: body['order_index'] ?? null })
  addParameters(given, request.query as Values)
  const { page_url: _page, order_index: _index, ...rest } = body
  const { page_url: page, order_index: index } = given
  request.body = { ...rest, ...(page === undefined ? {} : { page_url: page }), ...(index === undefined ? {} : { order_index: index }) }
}

/** The names, if all of them are metrics. Throws Invalid. */
export function knownMetrics (names: readonly string[]): MetricName[] {
  return names.map((name) => {
    if (!isMetricName(name)) throw new Invalid(`metric_names: "${name.slice(0, 80)}" is not a metric.`, 'metric_names')
    return name
  })
}

/** A date-time in ms; without a zone it is UTC. A plus that was not encoded arrives as a space. Throws Invalid. */
export function instantOf (text: string | undefined, name: string): number | undefined {
  if (text === undefined) return undefined
  // "On or before this date": a date without a time is the whole day.
  if (name === 'end_date' && /^\d{4}-\d{2}-\d{2}$/.test(text.trim())) return instantOf(`${text.trim()}T23:59:59Z`, name)
  const whole = text.trim().replace(/ (?=\d{2}:?\d{2}$)/, (_space, at: number) => at > 10 ? '+' : ' ')
  const at = parseInstant(whole) ?? parseInstant(`${whole}Z`)
  if (at === undefined) throw new Invalid(`${name}: "${text.slice(0, 80)}" is not a date-time such as 2024-01-01T00:00:00Z.`, name)
  return at
}
