import { once } from 'node:events'
import { readdir, readFile } from 'node:fs/promises'
import https from 'node:https'
import type { Socket } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import tls from 'node:tls'
import t from 'tap'
import { readAuthority } from '../src/http/authority.js'
import { RefusedTargets } from '../src/http/refused-targets.js'
import { monotonicNow } from '../src/kernel/clock.js'
import { packageRoot } from '../src/kernel/root.js'
import { asked, clientHello, connectionsOf, connectTo, dial, edgeTwin, question, rest, secured, toldIn, tunnelled } from './edge-helper.js'
import { basic, listeningTwin } from './helper.js'

const api = 'api.us-west-1.saucelabs.com'
const apple = 'api.appstoreconnect.apple.com'

t.test('one port answers HTTP, HTTPS, tunnels, and all of these inside each other', async (t) => {
  const { port, ca } = await edgeTwin(t)
  const ways: Record<string, () => Promise<Socket>> = {
    http: async () => dial(port),
    https: async () => await secured(dial(port), ca),
    'https to an address': async () => await secured(dial(port), ca, ''),
    'http in a tunnel': async () => await tunnelled(dial(port), `${api}:80`),
    'https in a tunnel': async () => await secured(await tunnelled(dial(port), `${api}:443`), ca, api),
    'https in a tunnel by https': async () => await secured(await tunnelled(await secured(dial(port), ca), `${api}:443`), ca, api),
    'a tunnel in a tunnel': async () => await tunnelled(await tunnelled(dial(port), `${apple}:80`), `${api}:80`),
    'https in a tunnel by https in a tunnel': async () => {
      const outer = await secured(await tunnelled(dial(port), `localhost:${port}`), ca)
      return await secured(await tunnelled(outer, `${api}:443`), ca, api)
    }
  }
  for (const [way, open] of Object.entries(ways)) {
    t.match(await asked(await open(), question(api)), { status: 200, body: '"service_operational":true' }, way)
  }
})

t.test('what comes in the packet of CONNECT is inside the tunnel, and requests before it are answered before', async (t) => {
  const { port } = await edgeTwin(t)
  const together = await asked(dial(port), `${connectTo(`${api}:80`)}${question(api)}`)
  t.match(together, { status: 200, body: '"service_operational":true' })
  const before = `GET /rest/v1/demo/jobs HTTP/1.1\r\nHost: x\r\nAuthorization: ${basic('demo')}\r\n\r\n`
  const pipelined = dial(port)
  pipelined.write(`${before}${before}${connectTo(`${api}:80`)}${question(api)}`)
  const text = await rest(pipelined)
  const lines = [...text.matchAll(/HTTP\/1\.1 (\d{3} [^\r]*)\r/g)].map(([, line]) => line)
  t.strictSame(lines, ['200 OK', '200 OK', '200 Connection established', '200 OK'])
})

t.test('a client that sends byte by byte, and one that says all at once and nothing more, are answered', async (t) => {
  const { port } = await edgeTwin(t)
  const slow = dial(port).setNoDelay(true)
  const answer = rest(slow)
  for (const letter of `${connectTo(`${api}:80`)}${question(api)}`) {
    slow.write(letter)
    await setTimeout(0)
  }
  t.match(toldIn(await answer), { status: 200 })
  const done = dial(port)
  done.end(question(api).replace('close', 'keep-alive'))
  t.match(toldIn(await rest(done)), { status: 200 }, 'its half is closed')
})

t.test('tunnels lead to the vendors and to the twin itself, and nowhere else', async (t) => {
  const { port, twin: { refused } } = await edgeTwin(t)
  for (const target of [
    `${api}:443`, `${api}:80`, `${apple}:443`, 'ONDEMAND.SauceLabs.com:443', 'assets.saucelabs.com:443', 'app.saucelabs.com:443',
    `localhost:${port}`, `127.0.0.1:${port}`, `[::1]:${port}`
  ]) {
    t.ok(await tunnelled(dial(port), target), target)
  }
  t.strictSame(refused.list(), [])
  const others = [
    'example.com:443', `${api}:22`, `${api}:8443`, 'docs.saucelabs.com:443', 'appstoreconnect.apple.com:443', `${api}.example.com:443`,
    '127.0.0.1:3000', '[::1]:3000', `10.0.0.1:${port}`, `example.com:${port}`
  ]
  for (const target of others) {
    const begun = monotonicNow()
    const told = await asked(dial(port), connectTo(target))
    t.match(told, { status: 403, headers: 'Connection: close', body: 'It forwards nothing' }, target)
    t.match(told.reason, `not for ${target}`, 'most clients show the reason phrase alone')
    t.ok(monotonicNow() - begun < 1000, 'at once')
  }
  t.strictSame(refused.list().map(({ target }) => target).sort(), others.sort())
  const malformed = ['example.com', ':443', 'example.com:', 'example.com:0', 'example.com:99999', 'a@example.com:443', '[::1]', '/', '*']
  for (const target of malformed) {
    t.match(await asked(dial(port), connectTo(target)), { status: 400, reason: /host and a port|Bad Request/ }, target)
  }
  t.equal(refused.list().length, others.length, 'what is no target is nobody\'s name')
  const absolute = await asked(dial(port), question('example.com').replace(' /', ' http://example.com/'))
  t.match(absolute, { status: 403, reason: 'not for example.com' })
  const answer: any = await (await fetch(`http://127.0.0.1:${port}/_perftwin/edge`)).json()
  t.strictSame(answer, { refused: refused.list(), others: 0 })
  t.ok(answer.refused.some(({ target }: { target: string }) => target === 'example.com:80'), 'both ways are counted')
})

t.test('refused names are counted, and as many as there may be are told apart', async (t) => {
  const refused = new RefusedTargets()
  for (let i = 0; i < 300; i++) refused.note({ authority: readAuthority(`a${i}.example.com:443`), scheme: 'https' })
  refused.note({ authority: readAuthority('A7.example.com'), scheme: 'https' })
  t.equal(refused.list().length, 200)
  t.strictSame(refused.list()[0], { target: 'a7.example.com:443', requests: 2 })
  t.equal(refused.others, 100)
})

t.test('the user name that a client gives its proxy names a world', async (t) => {
  const { port, ca, twin: { worlds } } = await edgeTwin(t)
  const user = (name: string): string => `Proxy-Authorization: Basic ${Buffer.from(`${name}:`).toString('base64')}\r\n`
  const ask = `GET /rest/v1/demo/jobs HTTP/1.1\r\nHost: ${api}\r\nAuthorization: ${basic('demo')}\r\nConnection: close\r\n\r\n`
  const plain = await asked(await tunnelled(dial(port), `${api}:80`, user('test-17')), ask)
  t.equal(plain.status, 200)
  t.equal(worlds.get('test-17').journal.entries().length, 1)
  const secure = await secured(await tunnelled(dial(port), `${api}:443`, user('test-18')), ca, api)
  t.equal((await asked(secure, ask)).status, 200)
  t.equal(worlds.get('test-18').journal.entries().length, 1, 'by TLS, too')
  t.equal(worlds.default.journal.entries().length, 0)
  const nowhere = await tunnelled(dial(port), `${api}:80`, user('no world!'))
  t.match(await asked(nowhere, ask), { status: 400 }, 'what names none is told inside')
})

t.test('what the parser cannot read is refused in a vendor\'s words, inside TLS and tunnels, too', async (t) => {
  const { port, ca } = await edgeTwin(t)
  const broken = 'GET /v1/apps HTTP/1.1\r\nHost : x\r\n\r\n'
  const words = { status: 400, body: '"errors"' }
  t.match(await asked(dial(port), broken), words)
  t.match(await asked(await secured(dial(port), ca), broken), words)
  t.match(await asked(await tunnelled(dial(port), `${apple}:80`), broken), words)
  t.match(await asked(await secured(await tunnelled(dial(port), `${apple}:443`), ca, apple), broken), words)
})

t.test('a protocol upgrade is a request like any other, inside TLS and tunnels, too', async (t) => {
  const { port, ca } = await edgeTwin(t)
  const upgrade = 'Upgrade, HTTP2-Settings, close\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA'
  const h2c = question(api).replace('close', upgrade)
  t.match(await asked(dial(port), h2c), { status: 200 })
  t.match(await asked(await secured(dial(port), ca), h2c), { status: 200 })
  t.match(await asked(await tunnelled(dial(port), `${api}:80`), h2c), { status: 200 })
})

t.test('a second port answers like the first, and is closed with it', async (t) => {
  const { app, port, tlsPort = 0, ca } = await edgeTwin(t, { tlsPort: 0, host: 'localhost' })
  t.not(tlsPort, port)
  t.match(await asked(await secured(dial(tlsPort), ca, api), question(api)), { status: 200 })
  t.match(await asked(dial(tlsPort), question(api)), { status: 200 })
  const own = await tunnelled(dial(tlsPort), `localhost:${tlsPort}`)
  t.match(await asked(own, question(api)), { status: 200 }, 'its own name has its own port')
  const open = dial(tlsPort)
  await once(open, 'connect')
  const end = once(open, 'close')
  await app.close()
  open.end()
  await end
  t.equal(await rest(dial(tlsPort)), '', 'nobody listens')
})

t.test('a second port that is taken is told like the first', async (t) => {
  const { port } = await listeningTwin(t)
  await t.rejects(listeningTwin(t, { tlsPort: port }), { name: 'Taken', message: `port ${port} of 127.0.0.1 is taken` })
})

t.test('requests that are kept alive, and sessions that are taken up again, work by TLS', async (t) => {
  const { port, ca } = await edgeTwin(t)
  const agent = new https.Agent({ keepAlive: true, maxSockets: 1, ca })
  t.teardown(async () => { agent.destroy() })
  const ask = async (): Promise<boolean> => {
    const request = https.get({ port, host: '127.0.0.1', agent, path: '/rest/v1/info/status' })
    const [answer] = await once(request, 'response')
    answer.resume()
    await once(answer, 'end')
    await setTimeout(5)
    return request.reusedSocket
  }
  t.strictSame([await ask(), await ask(), await ask()], [false, true, true])
  const options = { port, host: '127.0.0.1', servername: 'localhost', ca, maxVersion: 'TLSv1.2' } as const
  const first = tls.connect(options)
  await once(first, 'secureConnect')
  const again = tls.connect({ ...options, session: first.getSession() ?? Buffer.alloc(0) })
  await once(again, 'secureConnect')
  t.equal(again.isSessionReused(), true)
  first.destroy()
  again.destroy()
})

t.test('who runs a twin is told once that a client does not trust it, and that one speaks SOCKS', async (t) => {
  const { port } = await edgeTwin(t)
  const said = t.capture(console, 'error')
  for (let i = 0; i < 3; i++) {
    const distrusting = dial(port)
    await t.rejects(secured(distrusting, 'none'), 'it trusts nobody')
    // An alert says it, as most clients do but Node's: unknown authority.
    const alert = dial(port)
    alert.write(clientHello)
    await once(alert, 'data')
    alert.end(Buffer.from([0x15, 3, 3, 0, 2, 2, 48]))
    await rest(alert)
  }
  for (const version of [4, 5]) {
    const socks = dial(port)
    socks.write(Buffer.from([version, 1, 0]))
    t.match(toldIn(await rest(socks)), { status: 400, body: 'proxy of HTTP' })
  }
  const sentences = said().map(({ args }) => String(args[0]))
  for (const part of ['SOCKS', 'does not trust', 'in the middle of a handshake']) {
    t.equal(sentences.filter((sentence) => sentence.includes(part)).length, 1, part)
  }
})

t.test('a connection that says nothing is closed, at every stage', async (t) => {
  const { port, ca, app } = await edgeTwin(t, {}, { patience: { firstByteTimeout: 100 } })
  for (const [stage, open] of Object.entries({
    plain: async () => dial(port),
    tunnel: async () => await tunnelled(dial(port), `${api}:443`),
    'tunnel by TLS': async () => await tunnelled(await secured(dial(port), ca), `${api}:443`),
    TLS: async () => await secured(dial(port), ca)
  })) {
    const begun = monotonicNow()
    t.equal(await rest(await open()), '', stage)
    const took = monotonicNow() - begun
    t.ok(took > 80 && took < 2000, `${stage}: ${took} ms`)
  }
  t.equal(await connectionsOf(app.server), 0)
})

t.test('a client that hangs up in the middle of a handshake leaves nothing, and one that has asked by TLS is answered', async (t) => {
  const { port, ca, app } = await edgeTwin(t)
  t.capture(console, 'error')
  for (const bytes of [clientHello, clientHello.subarray(0, 40), clientHello.subarray(0, 1)]) {
    const begun = monotonicNow()
    const socket = dial(port)
    socket.end(bytes)
    await rest(socket)
    t.ok(monotonicNow() - begun < 1000, `${bytes.length} bytes`)
  }
  const half = await secured(dial(port), ca)
  half.end(question(api).replace('close', 'keep-alive'))
  t.match(toldIn(await rest(half)), { status: 200 }, 'its half is closed')
  t.equal(await connectionsOf(app.server), 0)
})

/** What a client may be in the middle of. */
const stages: Record<string, (port: number, ca: string) => Promise<unknown>> = {
  'silent connection': async (port) => { await once(dial(port), 'connect') },
  'idle tunnel': async (port) => { await tunnelled(dial(port), `${api}:443`) },
  'kept TLS': async (port, ca) => {
    const socket = await secured(dial(port), ca)
    socket.write(question(api).replace('close', 'keep-alive'))
    await once(socket, 'data')
  },
  'refused CONNECT with a half still open': async (port) => {
    const socket = dial(port)
    socket.write(connectTo('example.com:443'))
    await once(socket, 'data')
  },
  'unfinished handshake': async (port) => {
    const socket = dial(port)
    socket.write(Buffer.from([0x16, 3, 1, 2, 0, 1]))
    await setTimeout(50)
  },
  'unfinished handshake in a tunnel': async (port) => {
    const socket = await tunnelled(dial(port), `${api}:443`)
    socket.write(Buffer.from([0x16, 3, 1, 2, 0, 1]))
    await setTimeout(50)
  },
  'silent TLS in TLS': async (port, ca) => { await secured(await tunnelled(await secured(dial(port), ca), `${api}:443`), ca, api) }
}

for (const [stage, begin] of Object.entries(stages)) {
  t.test(`a twin that is closed waits for nobody: ${stage}`, async (t) => {
    const { app, port, ca } = await edgeTwin(t)
    await begin(port, ca)
    const said = t.capture(console, 'error')
    const begun = monotonicNow()
    await app.close()
    t.ok(monotonicNow() - begun < 300, `${monotonicNow() - begun} ms`)
    await setTimeout(20)
    t.strictSame(said().map(({ args }) => args[0]), [], 'and says nothing of the clients that it leaves')
  })
}

t.test('the edge opens no connection to anywhere', async (t) => {
  const folder = new URL('src/edge/', packageRoot)
  const files = [...(await readdir(folder)).map((file) => `edge/${file}`), 'http/doors.ts', 'http/first-byte.ts', 'http/second-port.ts']
  for (const file of files) {
    const text = await readFile(new URL(`../${file}`, folder), 'utf8')
    const imported = [...text.matchAll(/^import (?!type )\{([^}]*)\} from '(?:node:)?(\w+)'/gm)]
      .flatMap(([, names = '', from]) => names.split(',').map((name) => name.trim()).filter((name) => !name.startsWith('type '))
        .map((name) => `${from} ${name}`))
    const dials = imported.filter((each) => /^(?:net|http|https|http2|tls|dgram|dns|undici|child_process) /.test(each))
    t.strictSame(dials.filter((each) => !/^(?:tls|net) (?:createServer|createSecureContext|isIP|rootCertificates)$/.test(each)), [], file)
    t.notMatch(text, /\bfetch\(|\bWebSocket\b|\bimport\('node:|\brequire\(|\.connect\(/, file)
  }
})
