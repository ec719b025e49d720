import { accountsOf, warningsOf, type Twin } from '../twin.js'
import { version } from '../version.js'
import { countsAt, type Counts } from '../worlds/counts.js'
import type { World } from '../worlds/world.js'
import { countsInWords } from './counts.js'
import { strangersIn } from './strangers.js'
import { paint, type Terminal } from './terminal.js'

type Env = Terminal['env']

/** What a person should know before it puzzles them, a sentence each. */
const allWarnings = (twin: Twin, env: Env): string[] => [...warningsOf(twin), ...strangersIn(env)]

/** What exists at a moment, as a request at that moment is told. */
function countsOf (world: World, at: number): Counts {
  world.goOn(at)
  return countsAt(world, at)
}

/** The one line of JSON that --json prints once the twin is ready. */
export function readyLine (
  twin: Twin, { url, tlsPort, pid, env = {} }: { url: string, tlsPort?: number | undefined, pid: number, env?: Env }
): string {
  const { default: world, base: { origin } } = twin.worlds
  const warnings = allWarnings(twin, env)
  const at = world.clock.now()
  return JSON.stringify({
    url,
    ...(tlsPort === undefined ? {} : { tlsUrl: secondUrl(url, tlsPort) }),
    pid,
    version,
    world: origin.file.name,
    seed: origin.seed,
    now: new Date(at).toISOString(),
    counts: countsOf(world, at),
    accounts: accountsOf(twin),
    ...(twin.controlToken === undefined ? {} : { controlToken: twin.controlToken }),
    ...(warnings.length === 0 ? {} : { warnings })
  })
}

/** The warnings for standard error. */
export const warningLines = (twin: Twin, env: Env = {}): string =>
  allWarnings(twin, env).map((warning) => `perftwin: warning: ${warning}\n`).join('')

/** How many accounts are shown; a world may have hundreds. */
const accountsShown = 4

function worldInWords ({ worlds: { default: world, base: { origin } } }: Twin): string {
  const at = world.clock.now()
  const now = new Date(at).toISOString()
  const counts = countsInWords(countsOf(world, at))
  const mode = world.clock.setting.mode === 'frozen' ? ' (frozen)' : ''
  return `${origin.file.name}, seed ${origin.seed}, ${counts}, now ${now}${mode}`
}

/** The URL of the port that is there for clients of HTTPS. */
function secondUrl (url: string, tlsPort: number): string {
  const second = new URL(url.replace(/^http:/, 'https:'))
  second.port = String(tlsPort)
  return second.origin
}

/** A page takes the token from the fragment, which a browser sends to nobody. */
const loginOf = (token: string | undefined): string => token === undefined ? '' : `#token=${encodeURIComponent(token)}`

/** What a person sees: where it is, whom to be, and lines to copy. */
export function banner (
  twin: Twin, { url, tlsPort, colour = false }: { url: string, tlsPort?: number | undefined, colour?: boolean }
): string {
  const { options, controlToken } = twin
  const accounts = accountsOf(twin)
  const [{ username, accessKey } = { username: 'USER', accessKey: 'KEY' }] = accounts
  const lines = [
    `${paint(colour, 'bold', 'perftwin')} ${version}  ${paint(colour, 'bold', url)}`,
    '',
    `  world    ${worldInWords(twin)}`,
    `  auth     ${options.auth ?? 'any'}`
  ]
  if (tlsPort !== undefined) lines.push(`  tls      ${secondUrl(url, tlsPort)}`)
  if (options.data !== undefined) lines.push(`  data     ${options.data}`)
  for (const [i, each] of accounts.slice(0, accountsShown).entries()) {
    lines.push(`  ${i === 0 ? 'accounts' : '        '} ${each.username}  ${each.accessKey}`)
  }
  if (controlToken !== undefined) lines.push(`  control  token ${controlToken}`)
  lines.push(
    '',
    `  curl -u ${username}:${accessKey} '${url}/rest/v1/${username}/jobs?limit=2'`,
    `  new SauceLabs({ user: '${username}', key: '${accessKey}', host: '${url}' })`,
    `  curl ${url}/_perftwin/info`,
    `  ${url}/_perftwin/docs`,
    `  dashboard  ${url}/_perftwin/dashboard/${loginOf(controlToken)}`
  )
  return lines.map((line) => `${line}\n`).join('')
}
