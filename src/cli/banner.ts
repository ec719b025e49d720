import type { Twin } from '../twin.js'
import { version } from '../version.js'
import { paint } from './terminal.js'

/** The one line of JSON that --json prints once the twin is ready. */
export const readyLine = (twin: Twin, { url, pid }: { url: string, pid: number }): string => {
  const { origin } = twin.worlds.base
  return JSON.stringify({
    url,
    pid,
    version,
    world: origin.file.name,
    seed: origin.seed,
    now: new Date(twin.worlds.default.clock.now()).toISOString(),
    accounts: [...twin.worlds.default.facts.users.values()].map(({ username, accessKey }) => ({ username, accessKey })),
    ...(twin.controlToken === undefined ? {} : { controlToken: twin.controlToken })
  })
}

/** What a person sees: where it is, whom to be, and lines to copy. */
export function banner (twin: Twin, { url, colour = false }: { url: string, colour?: boolean }): string {
  const { default: world, base: { origin } } = twin.worlds
  const [user] = world.facts.users.values()
  const name = user?.username ?? 'USER'
  const key = user?.accessKey ?? 'KEY'
  const lines = [
    `${paint(colour, 'bold', 'perftwin')} ${version}  ${paint(colour, 'bold', url)}`,
    '',
    `  world    ${origin.file.name}, seed ${origin.seed}, ${world.facts.jobs.size} jobs, now ${new Date(world.clock.now()).toISOString()}${world.clock.setting.mode === 'frozen' ? ' (frozen)' : ''}`,
    `  auth     ${twin.options.auth ?? 'any'}`,
    ...(twin.options.data === undefined ? [] : [`  data     ${twin.options.data}`]),
    ...[...world.facts.users.values()].slice(0, 4).map(({ username, accessKey }, i) => `  ${i === 0 ? 'accounts' : '        '} ${username}  ${accessKey}`),
    ...(twin.controlToken === undefined ? [] : [`  control  token ${twin.controlToken}`]),
    '',
    `  curl -u ${name}:${key} '${url}/rest/v1/${name}/jobs?limit=2'`,
    `  new SauceLabs({ user: '${name}', key: '${key}', host: '${url}' })`,
    `  curl ${url}/_perftwin/info`,
    `  ${url}/_perftwin/docs`
  ]
  return `${lines.join('\n')}\n`
}
