import { interceptErrors, type Interception } from '../../../facts/visit-setting.js'
import { invalid, noLonger, record, text } from './argument.js'
import { isRecord } from './call.js'

const statusOf = (given: unknown): number => {
  const status = Number(given)
  return Number.isInteger(status) && status >= 100 && status <= 599
    ? status
    : invalid('sauce:intercept: "status" must be an HTTP status.')
}

/** What a body is answered with: objects and lists as JSON. */
const bodyText = (body: unknown): string => typeof body === 'string' ? body : JSON.stringify(body) ?? ''

/** What is to become of requests: `error`, `redirect` or `response`, and nothing else. */
export function answerOf (command: string, given: Readonly<Record<string, unknown>>): Omit<Interception, 'url'> {
  const { error, redirect, response } = given
  if (error !== undefined) {
    const found = interceptErrors.find((each) => each === error)
    return { error: found ?? invalid(`sauce:${command}: "error" must be one of ${interceptErrors.join(', ')}.`) }
  }
  if (redirect !== undefined) return { redirect: text(command, redirect, 'redirect') }
  if (!isRecord(response)) return invalid(`sauce:${command} needs "redirect", "response" or "error".`)
  const { status, headers, body } = response
  const named = isRecord(headers)
    ? Object.fromEntries(Object.entries(headers).map(([name, value]) =>
      [name, String(value)]))
    : undefined
  noLonger(command, JSON.stringify(named ?? {}), '"headers"')
  const type = Object.entries(named ?? {}).find(([name]) => name.toLowerCase() === 'content-type')?.[1]
  return {
    response: {
      ...(status === undefined ? {} : { status: statusOf(status) }),
      ...(named === undefined ? {} : { headers: named }),
      ...(body === undefined ? {} : { size: Buffer.byteLength(bodyText(body)) }),
      ...(type === undefined ? {} : { mimeType: type.split(';')[0] ?? type })
    }
  }
}

export function interceptionOf (argument: unknown): Interception {
  const given = record('intercept', argument)
  return { url: text('intercept', given['url'], 'url'), ...answerOf('intercept', given) }
}
