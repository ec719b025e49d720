// Where a block runs: a folder of its own in a project that has perftwin installed, ports of its own in place of those that
// the pages name, and a fresh twin on the first of them.
import { mkdir, mkdtemp, readdir, symlink, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createTwin } from '../../dist/bundle/index.js'

export const root = fileURLToPath(new URL('../../', import.meta.url))

/** The ports that pages name: the twin's, another twin's, a webhook's. */
const named = ['4010', '4020', '9000']

/** What a block meets that asks for nothing else. */
const usual = { world: 'demo', now: '2026-11-27T22:31:12.154Z' }

/** A project that has perftwin and what a checkout of it has, as packages; commands find perftwin on their PATH. */
export async function makeProject () {
  const project = await mkdtemp(join(tmpdir(), 'perftwin-snippets-'))
  const modules = join(project, 'node_modules')
  await mkdir(join(modules, '.bin'), { recursive: true })
  await symlink(root, join(modules, 'perftwin'))
  for (const name of await readdir(join(root, 'node_modules'))) {
    if (!name.startsWith('.')) await symlink(join(root, 'node_modules', name), join(modules, name))
  }
  await writeFile(join(modules, '.bin/perftwin'), `#!/bin/sh
# A twin that a block starts is on the block's port.
case "$1" in start|doctor) export PERFTWIN_PORT="\${PERFTWIN_PORT:-$SNIPPET_PORT}" ;; esac
exec node ${root}dist/bundle/cli.js "$@"
`, { mode: 0o755 })
  await mkdir(join(project, 'curl'))
  await writeFile(join(project, 'curl/.curlrc'), 'fail-with-body\nno-progress-meter\n')
  // In a checkout npm ci has been run before: it is what this runs from.
  await mkdir(join(project, 'bin'))
  await writeFile(join(project, 'bin/npm'), `#!/bin/sh
PATH="\${PATH#*:}"
[ "$1" = start ] && export PERFTWIN_PORT="\${PERFTWIN_PORT:-$SNIPPET_PORT}"
[ "$1" = ci ] || exec npm "$@"
`, { mode: 0o755 })
  return project
}

/** @returns { folder, env, url, filled (text with the block's ports), close } */
export async function placeFor (block, project) {
  const folder = join(project, `${block.page.replace(/\W+/g, '-')}-${block.line}`)
  await mkdir(folder, { recursive: true })
  const ports = await freePorts(named.length)
  const filled = (text) => named.reduce((all, port, index) => all.replaceAll(new RegExp(`\\b${port}\\b`, 'g'), ports[index]), text)
  const url = `http://127.0.0.1:${ports[0]}`
  const options = optionsOf(block, filled)
  const twin = options === null ? undefined : await createTwin({ ...options, port: Number(ports[0]) })
  const env = {
    PATH: `${join(project, 'bin')}:${join(project, 'node_modules/.bin')}:${process.env.PATH}`,
    HOME: folder,
    TMPDIR: tmpdir(),
    LANG: process.env.LANG ?? 'C.UTF-8',
    TZ: process.env.TZ ?? 'UTC',
    NO_COLOR: '1',
    XDG_STATE_HOME: join(folder, '.state'),
    SNIPPET_PORT: ports[0],
    PERFTWIN_URL: url,
    // npm's own settings lie in the home folder that a block does not see.
    npm_config_offline: 'true',
    npm_config_update_notifier: 'false',
    // Without its own words before those of a script.
    npm_config_loglevel: 'silent'
  }
  return { folder, env, url, filled, close: async () => { await twin?.close() } }
}

const startsOne = /\b(?:perftwin|npm) start\b|\bperftwin doctor\b/

function optionsOf ({ says, text, language }, filled) {
  if (says.twin !== undefined) return JSON.parse(filled(says.twin))
  const isCommand = language === 'sh' || language === 'console'
  return isCommand && startsOne.test(text) ? null : usual
}

/** The ports that blocks have: no two get the same. */
const given = new Set()

async function freePorts (count) {
  const servers = await Promise.all(Array.from({ length: count }, async () => {
    const server = createServer()
    await new Promise((resolve, reject) => { server.once('error', reject).listen(0, '127.0.0.1', resolve) })
    return server
  }))
  const ports = servers.map((server) => String(server.address().port))
  await Promise.all(servers.map((server) => new Promise((resolve) => { server.close(resolve) })))
  if (ports.some((port) => given.has(port))) return await freePorts(count)
  for (const port of ports) given.add(port)
  return ports
}
