import { readFile } from 'node:fs/promises'
import type { DashboardFile } from '../control/context.js'
import { packageRoot } from '../kernel/root.js'
import { pathOf } from '../kernel/target.js'

/** Where the page is, whatever the world in front of it. */
const home = '/_perftwin/dashboard/'

/** Where the build puts the page's files (rollup.config.js). */
const folder = new URL('dist/dashboard-page/', packageRoot)

/** Everything comes from the twin itself, and no text ever becomes markup or a program. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "media-src 'self' blob:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'"
].join('; ')

const types: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'application/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
  json: 'application/json; charset=utf-8'
}

/** A name that has its content's hash in it never shows anything else. */
const isForever = (name: string): boolean => /\.[\w-]{8,}\.(?:js|css)$/.test(name)

/** What was read is kept: a build's files never change, and there are few. */
const known = new Map<string, Promise<DashboardFile | undefined>>()

async function read (name: string): Promise<DashboardFile | undefined> {
  const type = types[name.slice(name.lastIndexOf('.') + 1)]
  if (type === undefined) return undefined
  const bytes = await readFile(new URL(name, folder)).catch(() => undefined)
  if (bytes === undefined) return undefined
  const { createHash } = await import('node:crypto')
  const etag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`
  const cache = isForever(name) ? 'public, max-age=31536000, immutable' : 'no-cache'
  const headers = { 'content-security-policy': policy, 'referrer-policy': 'same-origin' }
  return { bytes: { bytes, etag, type, text: true, cache }, headers }
}

/**
 * A file of the dashboard. `url` is the path below /_perftwin; undefined when there is no such file. Names are those
 * that the build writes: nothing else is looked for.
 */
export async function dashboardFile (url: string): Promise<DashboardFile | undefined> {
  const path = pathOf(url)
  if (!path.startsWith(home)) return undefined
  const name = path.slice(home.length) || 'index.html'
  if (!/^[a-z][\w-]*(?:\.[\w-]+)*$/i.test(name)) return undefined
  const found = known.get(name) ?? read(name)
  // Only what is there is remembered: others may ask for any name.
  if (await found !== undefined) known.set(name, found)
  return await found
}
