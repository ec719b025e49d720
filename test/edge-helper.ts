import { once } from 'node:events'
import net, { type Socket } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import tls from 'node:tls'
import { promisify } from 'node:util'
import type { AppSettings } from '../src/app.js'
import type { TwinOptions } from '../src/options.js'
import { startTwin, type StartedTwin } from '../src/start.js'
import { testNow } from './helper.js'

interface Closing { teardown: (done: () => Promise<void>) => void }

/** A twin on a real port, with what a client needs to trust it. */
export async function edgeTwin (t: Closing, options: TwinOptions = {}, settings: AppSettings = {}): Promise<StartedTwin & { ca: string }> {
  const started = await startTwin({ world: 'demo', seed: 1, now: testNow, ...options }, settings)
  t.teardown(async () => { await started.app.close() })
  return { ...started, ca: (await started.twin.authority()).certificate }
}

/** A connection that tells nobody of its errors: it just ends. */
export function dial (port: number, host = '127.0.0.1'): Socket {
  const socket = net.connect({ port, host, allowHalfOpen: true })
  socket.on('error', () => {})
  return socket
}

/** All that is said on a connection until it ends. */
export async function rest (socket: Socket): Promise<string> {
  let text = ''
  socket.on('data', (data: Buffer) => { text += data.toString() })
  await new Promise<void>((resolve) => {
    socket.once('end', resolve)
    socket.once('close', () => { resolve() })
    socket.resume()
  })
  return text
}

export const connectTo = (target: string, headers = ''): string => `CONNECT ${target} HTTP/1.1\r\nHost: ${target}\r\n${headers}\r\n`

/** Asks for a tunnel on a connection, and resolves with the connection when it is there. */
export async function tunnelled (socket: Socket, target: string, headers = ''): Promise<Socket> {
  socket.resume().write(connectTo(target, headers))
  const [data] = await once(socket, 'data') as [Buffer]
  const said = data.toString()
  if (!said.startsWith('HTTP/1.1 200 ') || !said.endsWith('\r\n\r\n')) throw new Error(said)
  socket.pause()
  return socket
}

/** Shakes hands on a connection. */
export async function secured (socket: Socket, ca: string, servername = 'localhost'): Promise<Socket> {
  const secure = tls.connect({ socket, ca, servername })
  await once(secure, 'secureConnect')
  return secure
}

/** The start of a request for what every part of Sauce Labs' API has, and nobody needs a key for. */
export const question = (host: string, path = '/rest/v1/info/status'): string =>
  `GET ${path} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`

export interface Told { status: number, reason: string, headers: string, body: string }

/** The last answer in a text. */
export function toldIn (text: string): Told {
  const [head = '', ...body] = text.slice(text.lastIndexOf('HTTP/1.1 ')).split('\r\n\r\n')
  const [line = '', ...headers] = head.split('\r\n')
  const [, status, reason = ''] = /^HTTP\/1\.1 (\d{3}) (.*)$/.exec(line) ?? []
  return { status: Number(status), reason, headers: headers.join('\n'), body: body.join('\r\n\r\n') }
}

/** Asks once, and resolves with the answer when the connection ends. */
export async function asked (socket: Socket, text: string): Promise<Told> {
  socket.write(text)
  const told = toldIn(await rest(socket))
  // Its half is open still.
  socket.destroy()
  return told
}

/** How a client begins a handshake: the bytes that one of ours sends. */
export const clientHello = await new Promise<Buffer>((resolve) => {
  const server = net.createServer((socket) => {
    socket.once('data', (bytes: Buffer) => {
      resolve(bytes)
      socket.destroy()
      server.close()
    })
  }).listen(0, '127.0.0.1', () => {
    tls.connect({ port: (server.address() as net.AddressInfo).port, host: '127.0.0.1' }).on('error', () => {})
  })
})

/** How many connections a server has, once those that go have gone. */
export async function connectionsOf (server: net.Server): Promise<number> {
  const count = promisify(server.getConnections.bind(server))
  for (let tries = 0; tries < 50 && await count() > 0; tries++) await setTimeout(10)
  return await count()
}
