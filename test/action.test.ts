// The GitHub Action, run as GitHub's runner runs it: inputs as variables, outputs and state by files. Not on GitHub itself.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import t from 'tap'
import { parse } from 'yaml'
import { packageRoot } from '../src/kernel/root.js'

interface ActionFile {
  inputs: Record<string, { default?: string }>
  outputs: Record<string, object>
  runs: { using: string, main: string, post: string }
}

const { inputs, outputs, runs }: ActionFile = parse(readFileSync(new URL('action.yml', packageRoot), 'utf8'))
const folder = mkdtempSync(join(tmpdir(), 'perftwin-action-'))
t.teardown(() => { rmSync(folder, { recursive: true }) })

/** What a step wrote to one of the runner's files: `name<<end`, the value, `end`. */
function told (file: string): Record<string, string> {
  const text = readFileSync(join(folder, file), 'utf8')
  return Object.fromEntries([...text.matchAll(/^(\S+)<<(\S+)\n([^]*?)\n\2$/gm)].map(([, name, , value]) => [name, value]))
}

type Values = Record<string, string>
interface Step { code: number | null, out: string, outputs: Values, env: Values, state: Values }

function step (script: string, given: Values, state: Values = {}): Step {
  const files = ['GITHUB_OUTPUT', 'GITHUB_ENV', 'GITHUB_STATE']
  for (const file of files) writeFileSync(join(folder, file), '')
  const all = { ...Object.fromEntries(Object.entries(inputs).map(([name, { default: value = '' }]) => [name, value])), ...given }
  const env = {
    PATH: process.env.PATH,
    HOME: folder,
    RUNNER_TEMP: folder,
    ...Object.fromEntries(files.map((file) => [file, join(folder, file)])),
    ...Object.fromEntries(Object.entries(all).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])),
    ...Object.fromEntries(Object.entries(state).map(([name, value]) => [`STATE_${name}`, value]))
  }
  const path = fileURLToPath(new URL(script, packageRoot))
  const { status, stdout, stderr } = spawnSync(process.execPath, [path], { env, encoding: 'utf8' })
  t.equal(stderr, '')
  return { code: status, out: stdout, outputs: told('GITHUB_OUTPUT'), env: told('GITHUB_ENV'), state: told('GITHUB_STATE') }
}

t.test('the action starts a twin, says where it is, and stops it at the end', async (t) => {
  const started = step(runs.main, { world: 'empty', options: '--seed 7\n--control-token "two words"' })
  t.equal(started.code, 0, started.out)
  const { url, port, username, 'access-key': key } = started.outputs
  t.strictSame(Object.keys(started.outputs).sort(), Object.keys(outputs).sort(), 'action.yml names all outputs, and no other')
  t.equal(url, `http://127.0.0.1:${port}`)
  t.match(started.env, { PERFTWIN_URL: url, SAUCE_USERNAME: username, SAUCE_ACCESS_KEY: key, PERFTWIN_CONTROL_TOKEN: 'two words' })
  t.match(started.out, '::add-mask::two words')
  const headers = { authorization: 'Bearer two words' }
  t.match(await (await fetch(`${url}/_perftwin/info`, { headers })).json(), { seed: 7, worldFile: 'empty' })

  const stopped = step(runs.post, {}, started.state)
  t.equal(stopped.code, 0, stopped.out)
  t.match(stopped.out, new RegExp(`::group::.*\n[^]*"url":"${url}"[^]*::endgroup::`), 'what it said is shown')
  await t.rejects(fetch(`${url}/_perftwin/health`))
})

t.test('the variables may be left out', async (t) => {
  const started = step(runs.main, { world: 'empty', env: 'false' })
  t.strictSame(started.env, {})
  t.equal(step(runs.post, {}, started.state).code, 0)
})

t.test('with edge the steps that follow reach the twin by the vendors\' hosts', async (t) => {
  const started = step(runs.main, { world: 'empty', edge: 'true' })
  const { url } = started.outputs
  t.match(started.env, { PERFTWIN_URL: url, HTTPS_PROXY: url, NODE_USE_ENV_PROXY: '1' })
  t.match(readFileSync(started.env.NODE_EXTRA_CA_CERTS ?? '', 'utf8'), /^-----BEGIN CERTIFICATE-----/)
  t.equal(step(runs.post, {}, started.state).code, 0)
})

t.test('a twin that cannot start fails the step with its sentence, and there is nothing to stop', async (t) => {
  const failed = step(runs.main, { world: 'demoo' })
  t.equal(failed.code, 1)
  t.match(failed.out, /^::error title=perftwin::perftwin: there is no world "demoo": .*\n$/)
  t.match(step(runs.post, {}, failed.state), { code: 0, out: '' })
})
