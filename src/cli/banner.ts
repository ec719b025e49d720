import { accountsOf, warningsOf, type Twin } from '../twin.js'
import { version } from '../version.js'
import { countsAt } from '../worlds/counts.js'
import { paint } from './terminal.js'

/** The one line of JSON that --json prints once the twin is ready. */
export function readyLine (twin: Twin, { url, pid }: { url: string, pid: number }): string {
  const { default: world, base: { origin } } = twin.worlds
  const warnings = warningsOf(twin)
  return JSON.stringify({
    url,
    pid,
    version,
    world: origin.file.name,
    seed: origin.seed,
    now: new Date(world.clock.now()).toISOString(),
    accounts: accountsOf(twin),
    ...(twin.controlToken === undefined ? {} : { controlToken: twin.controlToken }),
    ...(warnings.length === 0 ? {} : { warnings })
  })
}

/** What a person should know before it puzzles them, for standard error. */
export const warningLines = (twin: Twin): string =>
  warningsOf(twin).map((warning) => `perftwin: warning: ${warning}\n`).join('')

/** How many accounts are shown; a world may have hundreds. */
const accountsShown = 4

function worldInWords ({ worlds: { default: world, base: { origin } } }: Twin): string {
  const at = world.clock.now()
  const now = new Date(at).toISOString()
  const { jobs } = countsAt(world, at)
  const mode = world.clock.setting.mode === 'frozen' ? ' (frozen)' : ''
  return `${origin.file.name}, seed ${origin.seed}, ${jobs} jobs, now ${now}${mode}`
}

/** What a person sees: where it is, whom to be, and lines to copy. */
export function banner (twin: Twin, { url, colour = false }: { url: string, colour?: boolean }): string {
  const { options, controlToken } = twin
  const accounts = accountsOf(twin)
  const [{ username, accessKey } = { username: 'USER', accessKey: 'KEY' }] = accounts
  const lines = [
    `${paint(colour, 'bold', 'perftwin')} ${version}  ${paint(colour, 'bold', url)}`,
    '',
    `  world    ${worldInWords(twin)}`,
    `  auth     ${options.auth ?? 'any'}`
  ]
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
    `  ${url}/_perftwin/docs`
  )
  return lines.map((line) => `${line}\n`).join('')
}
