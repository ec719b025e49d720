import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const cli = fileURLToPath(new URL('../../dist/bundle/cli.js', import.meta.url))

/** The moment at which the clocks stand. */
export const now = '2026-04-15T12:00:00Z'

/** Starts a twin of the demo that is the same every time; `args` add to how. Answers with what it prints, and `stop`. */
export async function startTwin (args = []) {
  const all = [cli, 'start', '--port', '0', '--json', '--world', 'demo', '--seed', '1', '--now', now, ...args]
  const twin = spawn(process.execPath, all, { stdio: ['ignore', 'pipe', 'inherit'] })
  const exited = once(twin, 'exit')
  const started = once(createInterface(twin.stdout), 'line').then(([line]) => JSON.parse(line))
  const printed = await Promise.race([started, exited.then(() => { throw new Error('the twin has not started') })])
  const stop = async () => {
    twin.kill('SIGTERM')
    await exited
  }
  return { ...printed, port: Number(new URL(printed.url).port), stop }
}

/** Makes a world of a check's own. `from`: what it is forked from; without it, the base. Answers with its root. */
export async function makeWorld ({ url }, name) {
  await fetch(`${url}/_perftwin/worlds/${name}`, { method: 'DELETE' })
  const headers = { 'content-type': 'application/json' }
  const made = await fetch(`${url}/_perftwin/worlds`, { method: 'POST', headers, body: JSON.stringify({ name }) })
  if (made.status !== 201) throw new Error(`the world ${name} was not made: ${await made.text()}`)
  return `${url}/w/${name}`
}

/** What a check asks the twin from outside of the browser. Paths begin with a slash; credentials are there. */
export function asking (base, { accounts }) {
  const [{ username, accessKey }] = accounts
  const basic = `Basic ${Buffer.from(`${username}:${accessKey}`).toString('base64')}`
  const isApple = (path) => /^\/v1\/(?:apps|builds|appStoreVersions|preReleaseVersions|diagnosticSignatures)\b/.test(path)
  const act = async (path, init = {}) => {
    const { body, ...rest } = init
    const sent = body === undefined || typeof body === 'string' ? body : JSON.stringify(body)
    const headers = {
      authorization: isApple(path) ? 'Bearer any' : basic,
      ...sent === undefined ? {} : { 'content-type': 'application/json' },
      ...init.headers
    }
    return await fetch(base + path, { ...rest, headers, ...sent === undefined ? {} : { body: sent } })
  }
  const api = async (path, init) => {
    const answer = await act(path, init)
    const text = await answer.text()
    if (!answer.ok) throw new Error(`${init?.method ?? 'GET'} ${path}: ${answer.status} ${text}`)
    return text === '' ? undefined : JSON.parse(text)
  }
  return { api, act }
}
