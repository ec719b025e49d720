// What no client means: whatever comes to the port, nothing falls, nothing stays, and who asks meanwhile is answered.
import fc from 'fast-check'
import { once } from 'node:events'
import type { Socket } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import tls from 'node:tls'
import t, { type Test } from 'tap'
import { asked, clientHello, connectionsOf, connectTo, dial, edgeTwin, question, rest, secured, toldIn, tunnelled } from './edge-helper.js'
import { holds } from './properties.js'

const api = 'api.us-west-1.saucelabs.com'

/** What this process holds on to: connections, handshakes, timers. */
const held = (): string => process.getActiveResourcesInfo().filter((name) => /TCPSocket|TLS|Timeout/.test(name)).sort().join(' ')

/** Does something to a twin while somebody else asks it again and again; afterwards nothing is left of either. */
async function whileAsked (t: Test, { app, port }: Awaited<ReturnType<typeof edgeTwin>>, abuse: () => Promise<unknown>): Promise<void> {
  t.capture(console, 'error')
  const before = held()
  const state = { abusing: true }
  const abused = abuse().finally(() => { state.abusing = false })
  let answers = 0
  do {
    const begun = performance.now()
    const { status } = await asked(dial(port), question(api))
    if (status !== 200) t.fail(`answered ${status}`)
    if (performance.now() - begun > 5000) t.fail('answered late')
    answers += 1
    await setTimeout(5)
  } while (state.abusing)
  await abused
  t.ok(answers > 0, `${answers} answers meanwhile`)
  t.equal(await connectionsOf(app.server), 0, 'no connection is left')
  for (let tries = 0; tries < 100 && held() !== before; tries++) await setTimeout(10)
  t.equal(held(), before, 'nothing is left')
}

/** Sends pieces, a moment apart, and leaves in one of three ways; resolves when the twin has hung up, too. */
async function send (port: number, pieces: readonly Buffer[], leaving: 'end' | 'reset' | 'wait'): Promise<void> {
  const socket = dial(port)
  const closed = new Promise<void>((resolve) => { socket.once('close', () => { resolve() }) })
  const ended = rest(socket)
  await once(socket, 'connect')
  for (const piece of pieces) {
    socket.write(piece)
    await setTimeout(1)
  }
  if (leaving === 'reset') {
    socket.resetAndDestroy()
    return
  }
  // A connection that was answered is kept alive: longer than anybody waits here.
  if (leaving === 'wait') await Promise.race([ended, closed, setTimeout(300)])
  socket.end()
  await Promise.race([ended, closed])
  socket.destroy()
  await closed
}

const texts = [
  question(api), question(api).slice(0, 20), connectTo(`${api}:443`), connectTo(`${api}:80`), connectTo('example.com:443'),
  connectTo('nonsense'), 'CONNECT ', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
  'POST /rest/v1/demo/jobs HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n123'
]
const piece = fc.oneof(
  fc.constantFrom(...texts).map((text) => Buffer.from(text)),
  fc.constantFrom(clientHello, clientHello.subarray(0, 50), clientHello.subarray(50), Buffer.from([0x16]), Buffer.from([5, 1, 0])),
  fc.uint8Array({ minLength: 1, maxLength: 40 }).map((bytes) => Buffer.from(bytes)),
  fc.uint8Array({ minLength: 1, maxLength: 40 }).map((bytes) => Buffer.from([0x16, 3, 1, ...bytes]))
)
const leaving = fc.constantFrom('end', 'reset', 'wait')

t.test('whatever comes in whatever pieces', async (t) => {
  const patience = { firstByteTimeout: 1000, headersTimeout: 500, requestTimeout: 1000, connectionsCheckingInterval: 20 }
  const twin = await edgeTwin(t, { world: 'empty' }, { patience })
  const clients = fc.array(fc.tuple(fc.array(piece, { minLength: 1, maxLength: 4 }), leaving), { minLength: 10, maxLength: 10 })
  await whileAsked(t, twin, async () => {
    await holds(fc.asyncProperty(clients, async (clients) => {
      await Promise.all(clients.map(async ([pieces, leaving]) => { await send(twin.port, pieces, leaving) }))
    }), { numRuns: 15 })
  })
})

t.test('a handshake that comes byte by byte is one', async (t) => {
  const twin = await edgeTwin(t, { world: 'empty' })
  await whileAsked(t, twin, async () => {
    const slow = dial(twin.port).setNoDelay(true)
    for (const byte of clientHello) {
      slow.write(Buffer.from([byte]))
      await setTimeout(1)
    }
    const [answer] = await once(slow, 'data') as [Buffer]
    t.equal(answer[0], 0x16, 'the twin shakes hands, too')
    slow.destroy()
  })
})

t.test('five hundred idle tunnels', async (t) => {
  const twin = await edgeTwin(t, { world: 'empty' })
  await whileAsked(t, twin, async () => {
    const open: Socket[] = []
    for (let i = 0; i < 500; i++) open.push(await tunnelled(dial(twin.port), `${api}:443`))
    t.ok(open.every(({ destroyed }) => !destroyed))
    t.match(await asked(await secured(open[250]!, twin.ca, api), question(api)), { status: 200 }, 'each can be used still')
    for (const socket of open) socket.destroy()
  })
})

t.test('a flood of CONNECT', async (t) => {
  const twin = await edgeTwin(t, { world: 'empty' })
  await whileAsked(t, twin, async () => {
    for (let round = 0; round < 10; round++) {
      const told = await Promise.all(Array.from({ length: 50 }, async (_, i) => {
        const socket = dial(twin.port)
        const told = await asked(socket, connectTo(`host-${round}-${i}.example.com:443`).repeat(1 + i % 3))
        socket.end()
        return told.status
      }))
      t.strictSame([...new Set(told)], [403])
    }
  })
  t.equal(twin.twin.refused.list().length, 200)
  t.equal(twin.twin.refused.others, 300)
})

t.test('a tunnel in a tunnel in a tunnel', async (t) => {
  const twin = await edgeTwin(t, { world: 'empty' })
  await whileAsked(t, twin, async () => {
    let socket = dial(twin.port)
    for (let depth = 0; depth < 20; depth++) socket = await tunnelled(socket, `${api}:80`)
    for (let depth = 0; depth < 4; depth++) socket = await secured(await tunnelled(socket, `${api}:443`), twin.ca, api)
    t.match(await asked(socket, question(api)), { status: 200 })
    socket.destroy()
  })
})

t.test('nonsense inside TLS, and connections that are cut in the middle of an answer', async (t) => {
  const twin = await edgeTwin(t)
  await whileAsked(t, twin, async () => {
    for (const nonsense of ['\0\0\0', 'GET\r\n\r\n', '\x05\x01\0', '\x16\x03\x01\0\x05hello']) {
      const inner = await secured(dial(twin.port), twin.ca)
      inner.on('error', () => {})
      inner.write(Buffer.from(nonsense, 'latin1'))
      t.notMatch(toldIn(await rest(inner)), { status: 200 }, JSON.stringify(nonsense))
      inner.destroy()
    }
    for (let i = 0; i < 20; i++) {
      const raw = dial(twin.port)
      const inner = tls.connect({ socket: raw, ca: twin.ca, servername: 'localhost' })
      inner.on('error', () => {})
      await once(inner, 'secureConnect')
      inner.write(question(api))
      await setTimeout(i % 4)
      raw.resetAndDestroy()
    }
  })
})
