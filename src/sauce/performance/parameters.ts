import type { FastifyRequest, preValidationAsyncHookHandler } from 'fastify'
import { Invalid } from '../../kernel/errors.js'
import { parseInstant } from '../../kernel/time.js'
import { isMetricName, type MetricName } from '../../simulation/metric-names.js'

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

function addParameters (to: Values, from: Values): void {
  for (const [key, value] of Object.entries(from)) {
    const name = key.replace(/\[\d*\]$/, '')
    if (value === null || value === '') continue
    if (typeof value === 'object' && !Array.isArray(value)) throw new Invalid(`${name} must not be an object`, name)
    if (name !== 'metric_names') to[name] = typeof value === 'boolean' ? String(value) : value
    else {
      const names = [value].flat().flatMap((text) => String(text).split(',')).map((text) => text.trim()).filter((text) => text !== '')
      if (names.length > 0) to[name] = [...new Set(names)]
    }
  }
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
  const whole = text.trim().replace(/ (?=\d{2}:?\d{2}$)/, (_space, at: number) => at > 10 ? '+' : ' ')
  const at = parseInstant(whole) ?? parseInstant(`${whole}Z`)
  if (at === undefined) throw new Invalid(`${name}: "${text.slice(0, 80)}" is not a date-time such as 2024-01-01T00:00:00Z.`, name)
  return at
}
