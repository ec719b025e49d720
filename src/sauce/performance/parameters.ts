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

const isObject = (value: unknown): value is Values =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** No parameter yet. Without a prototype, so that none is there by name. */
const noValues = (): Values => Object.create(null)

/**
 * Brings the parameters of a request into one form before they are validated: those of a POST's body join the query,
 * which wins; lists may repeat the key, add `[]` to it or be separated by commas; what is empty is not given.
 */
export function readParameters (...required: Array<keyof typeof missingText>): preValidationAsyncHookHandler {
  return async (request: FastifyRequest) => {
    const given = noValues()
    if (request.method === 'POST') addParameters(given, bodyOf(request))
    addParameters(given, queryOf(request))
    for (const name of required) {
      if (given[name] === undefined) throw new Invalid(missingText[name], name)
    }
    request.query = given
  }
}

const queryOf = ({ query }: FastifyRequest): Values => isObject(query) ? query : {}

function bodyOf ({ body }: FastifyRequest): Values {
  if (body === undefined || body === null) return {}
  if (!isObject(body)) throw new Invalid('the body must be a JSON object')
  return body
}

/** What names a parameter that was not given: clients send empty ones. */
const isEmpty = (value: unknown): boolean => value === null || (typeof value === 'string' && value.trim() === '')

/** Adds what one source says; a list may come in several keys of it. */
function addParameters (to: Values, from: Values): void {
  const metricNames = new Set<string>()
  for (const [key, value] of Object.entries(from)) {
    const name = key.replace(/\[\d*\]$/, '')
    if (isEmpty(value)) continue
    if (name === 'metric_names') {
      for (const metric of namesIn(value)) metricNames.add(metric)
    } else if (wholeNumbers.has(name)) {
      to[name] = wholeNumber(name, value)
    } else if (!isObject(value)) {
      to[name] = typeof value === 'boolean' ? String(value) : value
    } else if (texts.has(name)) {
      throw new Invalid(`${name} must not be an object`, name)
    }
    // An object of a name that nobody knows is ignored.
  }
  if (metricNames.size > 0) to['metric_names'] = [...metricNames]
}

const texts = new Set(['page_url', 'start_date', 'end_date', 'full', 'include_baseline'])
const wholeNumbers = new Set(['order_index', 'limit', 'offset', 'regime_start', 'regime_end'])

/** Names as one text with commas, or as a list of such texts. */
const namesIn = (value: unknown): string[] =>
  [value].flat().flatMap((text) => String(text).split(',')).map((text) => text.trim()).filter((text) => text !== '')

/** Only decimal digits: coercion would take `0x0` and `1e3` too. */
function wholeNumber (name: string, value: unknown): number {
  const one: unknown = Array.isArray(value) && value.length === 1 ? value[0] : value
  const number = typeof one === 'string' && /^\s*-?\d+\s*$/.test(one) ? Number(one) : one
  if (typeof number !== 'number' || !Number.isSafeInteger(number)) throw new Invalid(`${name} must be integer`, name)
  return number
}

/** A recorded load's parameters, from the query (which wins) and the body, in one form. */
export const readRecordedLoad: preValidationAsyncHookHandler = async (request: FastifyRequest) => {
  const { page_url: bodyPage = null, order_index: bodyIndex = null, ...rest } = bodyOf(request)
  const given = noValues()
  addParameters(given, { page_url: bodyPage, order_index: bodyIndex })
  addParameters(given, queryOf(request))
  const { page_url: page, order_index: index } = given
  request.body = {
    ...rest,
    ...(page === undefined ? {} : { page_url: page }),
    ...(index === undefined ? {} : { order_index: index })
  }
  request.query = noValues()
}

/** The names, if all of them are metrics. @throws Invalid */
export function knownMetrics (names: readonly string[]): MetricName[] {
  return names.map((name) => {
    if (!isMetricName(name)) throw new Invalid(`metric_names: "${name.slice(0, 80)}" is not a metric.`, 'metric_names')
    return name
  })
}

/** A date-time in ms; without a zone it is UTC. A plus that was not encoded arrives as a space. @throws Invalid */
export function instantOf (text: string | undefined, name: string): number | undefined {
  if (text === undefined) return undefined
  // "On or before this date": a date without a time is the whole day.
  if (name === 'end_date' && /^\d{4}-\d{2}-\d{2}$/.test(text.trim())) return instantOf(`${text.trim()}T23:59:59Z`, name)
  const whole = text.trim().replace(/ (?=\d{2}:?\d{2}$)/, (_space, at: number) => at > 10 ? '+' : ' ')
  const at = parseInstant(whole) ?? parseInstant(`${whole}Z`)
  if (at === undefined) {
    throw new Invalid(`${name}: "${text.slice(0, 80)}" is not a date-time such as 2024-01-01T00:00:00Z.`, name)
  }
  return at
}
