import type { FastifyRequest } from 'fastify'
import { baseUrl, siblingUrl } from '../http/request.js'
import type { SauceOptions } from './context.js'

/** The hosts that Sauce Labs' links lead to, beside the one that was asked. */
type Linked = 'assets' | 'app'

/** us-west-1 came first, and its hosts carry no region (node-saucelabs' utils.js; saucectl's region.go). */
export function hostOf (linked: Linked, region: string | undefined): string {
  if (region === undefined || region === 'us-west-1') return `${linked}.saucelabs.com`
  return region === 'staging' ? `${linked}.staging.saucelabs.net` : `${linked}.${region}.saucelabs.com`
}

type PublicUrl = Pick<SauceOptions, 'publicUrl'>

/** The base of absolute links to the host that was asked. */
export const linkBase = ({ publicUrl }: PublicUrl, request: FastifyRequest): string => baseUrl(request, publicUrl)

/** The base of links to jobs' files: the vendor's own host of them where one of the vendor's was asked. */
export const assetsBase = ({ publicUrl }: PublicUrl, request: FastifyRequest): string =>
  siblingUrl(request, ({ region }) => hostOf('assets', region)) ?? baseUrl(request, publicUrl)

/** The base of links to pages. */
export const appBase = ({ publicUrl }: PublicUrl, request: FastifyRequest): string =>
  siblingUrl(request, ({ region }) => hostOf('app', region)) ?? baseUrl(request, publicUrl)
