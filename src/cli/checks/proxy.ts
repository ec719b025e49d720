import { isLoopback } from '../../http/loopback.js'
import { isTwin } from './edge.js'
import { ok, problem, type Finding } from './finding.js'

type Env = Readonly<Record<string, string | undefined>>

/** The variables by which clients send plain HTTP to a proxy. */
const proxies = ['http_proxy', 'HTTP_PROXY', 'all_proxy', 'ALL_PROXY']
const exceptions = ['no_proxy', 'NO_PROXY']

const told = (env: Env, names: readonly string[]): string[] => names.filter((name) => (env[name] ?? '') !== '')

/** Whether one entry of NO_PROXY excepts a host: by name, by suffix, or 127.0.0.0/8. */
function excepts (entry: string, host: string): boolean {
  const name = entry.replace(/:\d+$/, '').replace(/^\*?\./, '').toLowerCase()
  if (entry === '*' || name === host || host.endsWith(`.${name}`)) return true
  return name === '127.0.0.0/8' && host.startsWith('127.')
}

/** Which hosts go through a proxy all the same. */
function swallowed (env: Env, hosts: readonly string[]): string[] {
  // Some clients read the one, some the other: a host is safe when all that are set except it.
  const lists = told(env, exceptions).map((name) => (env[name] ?? '').split(/[\s,]+/).filter((entry) => entry !== ''))
  const isSafe = (host: string): boolean =>
    lists.length > 0 && lists.every((list) => list.some((entry) => excepts(entry, host)))
  return hosts.filter((host) => !isSafe(host))
}

const hostsMeant = (host: string): string[] =>
  isLoopback(host) || host === '0.0.0.0' || host === '::' ? ['localhost', '127.0.0.1'] : [host.toLowerCase()]

/** Whether a client's proxy would get what is meant for the twin. */
export function proxyCheck (env: Env, host: string, port = 4010): Finding {
  const set = told(env, proxies)
  const hosts = hostsMeant(host)
  const lost = set.length === 0 ? [] : swallowed(env, hosts)
  if (lost.length > 0) {
    const cure = `export NO_PROXY=${hosts.join(',')} no_proxy=${hosts.join(',')}`
    return problem('proxy', `by ${set.join(', ')} clients ask a proxy for ${lost.join(' and ')}: ${cure}`)
  }
  const all = set.length === 0 ? 'no proxy is set for plain HTTP' : `a proxy is set, and not for ${hosts.join(' and ')}`
  return ok('proxy', `${all}${forSdk(env, port)}`)
}

/**
 * saucelabs 7.5 to 9.2 (build/constants.js) take the first of the two as their proxy, and never look at NO_PROXY. Who
 * uses other clients has no problem.
 */
function forSdk (env: Env, port: number): string {
  const set = told(env, ['HTTPS_PROXY', 'HTTP_PROXY']).filter((name) => !isTwin(env[name] ?? '', port))
  return set.length === 0 ? '' : `; the saucelabs SDK takes no notice of NO_PROXY: unset ${set.join(' ')} where it runs`
}
