import { once } from 'node:events'
import { request, type IncomingMessage } from 'node:http'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import fastify from 'fastify'
import t from 'tap'
import type { TwinHandle } from '../src/client/handle.js'
import { twinPlugin } from '../src/plugin.js'
import { basic, listeningTwin, twin } from './helper.js'

const apple = { authorization: 'Bearer any' }
const sauce = { authorization: basic('demo') }

/** What may differ between two answers that were given one after the other. */
const passing = new Set(['date', 'keep-alive', 'connection', 'x-request-id', 'x-rate-limit', 'x-ratelimit-remaining'])

async function ask (url: string, method: string, path: string, headers: Record<string, string>) {
  const asked = request(`${url}${path}`, { method, headers })
  asked.end()
  const [answer] = await once(asked, 'response') as [IncomingMessage]
  const body = await text(answer)
  const said = Object.fromEntries(Object.entries(answer.headers).filter(([name]) => !passing.has(name)))
  return { status: answer.statusCode, said, body }
}

/** All that comes over the wire for HEAD: a client would not show a body that must not be there. */
async function wire (port: number, path: string, headers: Record<string, string>): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  const fields = Object.entries({ host: 'localhost', connection: 'close', ...headers }).map(([name, value]) => `${name}: ${value}\r\n`)
  socket.end(`HEAD ${path} HTTP/1.1\r\n${fields.join('')}\r\n`)
  return await text(socket)
}

/** An answer that ends with its headers. */
const bodiless = (status: number): RegExp => new RegExp(`^HTTP/1\\.1 ${status} (?:(?!\\r\\n\\r\\n)[^])*\\r\\n\\r\\n$`)

t.test('HEAD is answered as GET is, without the body', async (t) => {
  const { url } = await listeningTwin(t, { world: 'demo' })
  for (const [path, headers] of [
    ['/rest/v1/demo/jobs?limit=2', sauce],
    ['/rest/v1/info/platforms/all', sauce],
    ['/rest/v1/demo/jobs/none', sauce],
    ['/rest/v1/demo/unheard-of', sauce],
    ['/rest/v1/demo/jobs', {}],
    ['/v1/apps?limit=2', apple],
    ['/v1/apps?limit=200', { ...apple, 'accept-encoding': 'gzip' }],
    ['/v1/apps/none', apple],
    ['/v1/unheard-of', apple],
    ['/v1/builds/%zz', apple],
    ['/_perftwin/health', {}],
    ['/_perftwin/openapi/sauce.json', {}],
    ['/_perftwin/nothing', {}]
  ] as ReadonlyArray<[string, Record<string, string>]>) {
    const whole = await ask(url, 'GET', path, headers)
    const head = await ask(url, 'HEAD', path, headers)
    t.match(head, { status: whole.status, body: '' }, path)
    t.not(whole.body, '', path)
    t.strictSame(head.said, whole.said, path)
  }
})

t.test('HEAD stays HEAD in the journal, for faults and for what a path allows', async (t) => {
  const { get, send, app } = await twin(t)
  await send('POST', '/_perftwin/faults', { match: { method: 'HEAD' }, effect: { status: 503 } })
  const path = '/rest/v1/demo/jobs'
  t.equal((await get(path)).status, 200)
  const { port } = new URL(await app.listen({ port: 0 }))
  t.match(await wire(Number(port), path, sauce), bodiless(503))
  t.equal((await send('HEAD', '/rest/v1/demo/%zz')).status, 404)
  t.match(await send('DELETE', path), { status: 405, headers: { allow: 'GET, HEAD' } })
  t.match(await send('HEAD', '/_perftwin/verify'), { status: 405, headers: { allow: 'POST' } }, 'what only POST has')
  t.match((await get('/_perftwin/journal')).body.entries, [
    { method: 'GET', operation: 'listJobs', status: 200 },
    { method: 'HEAD', operation: 'listJobs', status: 503 },
    { method: 'HEAD', operation: null, status: 404 },
    { method: 'DELETE', operation: null, status: 405 }
  ])
})

t.test('the head of the events ends, and listens to nothing', async (t) => {
  const { url, port, twin: { worlds } } = await listeningTwin(t)
  t.match(await wire(port, '/_perftwin/events', {}), /^HTTP\/1\.1 200 OK\r\n(?=[^]*content-type: text\/event-stream)[^]*\r\n\r\n$/i)
  t.equal(worlds.events.active, false)
  t.equal((await ask(url, 'HEAD', '/_perftwin/events?types=none', {})).status, 400)
})

t.test('HEAD through a host application is HEAD', async (t) => {
  const host = fastify()
  let handle: TwinHandle | undefined
  host.register(twinPlugin, { prefix: '/vendors', world: 'empty', onTwin: (made) => { handle = made } })
  t.teardown(async () => { await host.close() })
  const { port } = new URL(await host.listen({ port: 0 }))
  const answer = await wire(Number(port), '/vendors/rest/v1/demo/jobs', sauce)
  t.match(answer, bodiless(200))
  t.match(answer, /\r\ncontent-length: 2\r\n/)
  t.match(await handle?.journal.find({ method: 'HEAD' }), { entries: [{ method: 'HEAD', operation: 'listJobs', status: 200 }] })
})
