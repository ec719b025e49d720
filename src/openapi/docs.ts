import { readFile } from 'node:fs/promises'
import type { DocsPage } from '../control/context.js'
import { packageRoot } from '../kernel/root.js'
import { pathOf } from '../kernel/target.js'
import { docsHtml, initializer } from './docs-html.js'
import { sessionScript } from './docs-session.js'

/** Where the page is, whatever the world in front of it. */
const home = '/_perftwin/docs/'

/** The page has one address, which ends in a slash: what it refers to is found from there, in whatever world it is. */
const redirects: Readonly<Record<string, string>> = {
  '/_perftwin/docs': 'docs/',
  '/_perftwin/docs/static/index.html': '../'
}

/** Nothing from elsewhere; Swagger UI styles its elements itself. */
const policy = [
  "default-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "base-uri 'none'",
  "object-src 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'"
].join('; ')

/** Swagger UI's own files, which the build has put beside the bundle (scripts/swagger-ui.mjs). */
const copied: Readonly<Record<string, string>> = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'index.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'application/javascript; charset=utf-8',
  'swagger-ui-standalone-preset.js': 'application/javascript; charset=utf-8',
  'favicon-32x32.png': 'image/png'
}

interface File { readonly type: string, readonly body: Buffer }

const html = (text: string): File => ({ type: 'text/html; charset=utf-8', body: Buffer.from(text) })
const script = (text: string): File => ({ type: 'application/javascript; charset=utf-8', body: Buffer.from(text) })

async function fileAt (name: string): Promise<File | undefined> {
  if (name === '') return html(docsHtml())
  if (name === 'static/swagger-initializer.js') return script(initializer())
  if (name === 'static/theme/session.js') return script(sessionScript)
  const file = name.slice('static/'.length)
  const type = name.startsWith('static/') && Object.hasOwn(copied, file) ? copied[file] : undefined
  if (type === undefined) return undefined
  return { type, body: await readFile(new URL(`dist/swagger-ui/${file}`, packageRoot)) }
}

/**
 * The documentation page's files, all of them from this machine: they work without a network. `url` is the path below
 * /_perftwin; undefined when there is no such file.
 */
export async function docsPage (url: string): Promise<DocsPage | undefined> {
  const path = pathOf(url)
  const elsewhere = redirects[path]
  if (elsewhere !== undefined) return { status: 302, headers: { location: elsewhere }, body: Buffer.alloc(0) }
  const found = path.startsWith(home) ? await fileAt(path.slice(home.length)) : undefined
  if (found === undefined) return undefined
  const { type, body } = found
  const headers = { 'content-type': type, 'content-security-policy': policy, 'cache-control': 'public, max-age=0' }
  return { status: 200, headers, body }
}
