// What tests of certificates share: an authority of a throw-away twin, a TLS server for it, clients of other makes.
import { execFile, execFileSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { TLSSocket, type SecureContext } from 'node:tls'
import { openAuthority, type Authority, type AuthoritySettings } from '../src/edge/authority.js'
import { vendorDomains, vendorHost } from '../src/hosts.js'

interface Closing { teardown: (done: () => Promise<void>) => void }

export const settings = (more: Partial<AuthoritySettings> = {}): AuthoritySettings =>
  ({ domains: vendorDomains, isHost: (name) => vendorHost(name) !== undefined, asked: [], isOpen: false, ...more })

export const authority = async (more: Partial<AuthoritySettings> = {}): Promise<Authority> => await openAuthority(settings(more))

export async function folder (t: Closing): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), 'certificates-'))
  t.teardown(async () => { await rm(made, { recursive: true, force: true }) })
  return made
}

/** Files that clients take, in a folder of their own. */
export async function files (t: Closing, contents: Record<string, string | Buffer>): Promise<(name: string) => string> {
  const where = await folder(t)
  for (const [name, content] of Object.entries(contents)) await writeFile(join(where, name), content)
  return (name) => join(where, name)
}

/** A server that answers every request with `ok`, under what the function gives for a name. Resolves with its port. */
export async function secureServer (t: Closing, contextFor: (name: string | undefined) => SecureContext): Promise<number> {
  const server = createServer((raw) => {
    const socket = new TLSSocket(raw, {
      isServer: true,
      secureContext: contextFor(undefined),
      SNICallback: (name, done) => { done(null, contextFor(name)) }
    })
    for (const each of [raw, socket]) each.on('error', () => { raw.destroy() })
    socket.once('data', () => { socket.end('HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok') })
  })
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve) })
  t.teardown(async () => { await new Promise((resolve) => { server.close(resolve) }) })
  return (server.address() as AddressInfo).port
}

export interface Ran { code: number, out: string }

/** Runs a program and resolves with how it ended and all that it said. */
export async function ran (program: string, args: readonly string[], env: Record<string, string> = {}, input = ''): Promise<Ran> {
  return await new Promise((resolve) => {
    const child = execFile(program, args, { env: { ...process.env, ...env }, timeout: 60_000 }, (error, out, err) => {
      resolve({ code: error === null ? 0 : Number(error.code ?? 1), out: `${out}${err}` })
    })
    child.stdin?.end(input)
  })
}

/** Why a test cannot run here; false when it can. */
export function without (program: string, ...args: string[]): string | false {
  try {
    execFileSync(program, args, { stdio: 'ignore' })
    return false
  } catch {
    return `${program} is not installed`
  }
}
