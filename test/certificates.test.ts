import { execFileSync } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { isIP } from 'node:net'
import { connect, createSecureContext, rootCertificates, type SecureContext } from 'node:tls'
import fc from 'fast-check'
import t from 'tap'
import { trustBundle } from '../src/edge/bundle.js'
import { certify, noName, pem, subjectName } from '../src/edge/certificate.js'
import { bitString, integer, oid, readAll, sequence, time } from '../src/edge/der.js'
import { forServers, isLeaf, signsHandshakes, subjectNames } from '../src/edge/extensions.js'
import { issueLeaf, keyPair, makeIssuer, readIssuer, type Issuer } from '../src/edge/issuer.js'
import { certifiedName, wildcardDomain, type CertifiedName } from '../src/edge/names.js'
import { detailsOf } from '../src/edge/read-certificate.js'
import { addressRange, beyond, permits, together, type Subtrees } from '../src/edge/subtrees.js'
import { wantedOf } from '../src/edge/wanted.js'
import { serialNumber } from '../src/kernel/ids.js'
import { authority, files, folder, ran, secureServer, settings, without, type Ran } from './certificate-helper.js'
import { holds } from './properties.js'

const day = 24 * 60 * 60 * 1000
const moment = Date.parse('2026-04-15T12:00:00Z')

function name (text: string): CertifiedName {
  const found = certifiedName(text)
  if (found === undefined) throw new Error(`${text} is no name`)
  return found
}

t.test('values of certificates are written as X.690 has them', async (t) => {
  t.equal(oid('1.2.840.10045.4.3.2').toString('hex'), '06082a8648ce3d040302')
  t.equal(integer(0).toString('hex'), '020100')
  t.equal(integer(0, 0, 127).toString('hex'), '02017f')
  t.equal(integer(128).toString('hex'), '02020080')
  t.equal(bitString(Buffer.of(0b0000_0110), 1).toString('hex'), '03020106')
  t.equal(time(Date.parse('2049-12-31T23:59:59.999Z')).toString('latin1'), '\x17\x0d491231235959Z')
  t.equal(time(Date.parse('2050-01-01T00:00:00Z')).toString('latin1'), '\x18\x0f20500101000000Z')
  for (const length of [0, 1, 127, 128, 255, 256, 65_535, 65_536]) {
    const [value, ...more] = readAll(sequence(Buffer.alloc(length, 1)))
    t.equal(value?.content.length, length, `${length} bytes come back`)
    t.strictSame(more, [])
  }
  t.throws(() => readAll(Buffer.from('300501', 'hex')), RangeError)
  t.throws(() => readAll(Buffer.from('30', 'hex')), RangeError)
})

t.test('serial numbers are positive, of 16 bytes, and differ', async (t) => {
  const serials = Array.from({ length: 200 }, () => serialNumber())
  t.equal(new Set(serials.map(String)).size, 200)
  t.ok(serials.every((each) => each.length === 16 && each.readUInt8() >= 0x40 && each.readUInt8() < 0x80))
})

t.test('names are taken as people write them', async (t) => {
  const asWritten = (text: string): string | undefined => certifiedName(text)?.text
  t.equal(asWritten('API.SauceLabs.COM'), 'api.saucelabs.com')
  t.equal(asWritten('api.saucelabs.com.'), 'api.saucelabs.com', 'the dot of the root')
  t.equal(asWritten('bücher.example'), 'xn--bcher-kva.example')
  t.equal(asWritten('my_app'), 'my_app', 'as networks of containers have it')
  t.equal(asWritten('[::1]'), '::1')
  t.equal(asWritten('0:0:0:0:0:0:0:1'), '::1')
  t.equal(asWritten('fe80::1%eth0'), 'fe80::1')
  t.equal(asWritten('::ffff:10.1.2.3'), '::ffff:a01:203')
  for (const none of [
    '', '.', '..', 'a..b', '-a.com', 'a-.com', '*.saucelabs.com', 'a b', 'a/b', 'a\0b', '0x7f.1', '1.2.3.4.5', 'a'.repeat(64),
    `${'a'.repeat(60)}.`.repeat(5), 'x'.repeat(100_000), 'xn--\u{1F600}.', 'user@host', 'host:443'
  ]) t.equal(asWritten(none), undefined, JSON.stringify(none.slice(0, 40)))
  t.equal(wildcardDomain('*.Shop.test'), 'shop.test')
  t.equal(wildcardDomain('*.*.test'), undefined)
  t.equal(wildcardDomain('*.10.0.0.1'), undefined)
  holds(fc.property(fc.oneof(fc.domain(), fc.ipV4(), fc.ipV6()), (text) => {
    const found = certifiedName(text)
    return found !== undefined && (found.kind === 'dns' || found.bytes.length === (isIP(text) === 4 ? 4 : 16)) &&
      certifiedName(found.text)?.text === found.text
  }))
  holds(fc.property(fc.string({ unit: 'binary' }), (text) => {
    const found = certifiedName(text)
    return found === undefined || /^[a-z\d_.:-]{1,253}$/.test(found.text)
  }))
})

t.test('what is permitted is told by whole domains and by ranges', async (t) => {
  const some: Subtrees = { domains: ['saucelabs.com', 'localhost'], ranges: ['10.0.0.0/8', '172.16.0.0/12', 'fc00::/7'].map(addressRange) }
  const may = (text: string): boolean => permits(some, name(text))
  const inside = ['saucelabs.com', 'a.b.saucelabs.com', 'localhost', '10.255.0.1', '172.31.255.255', 'fd12::1']
  const outside = ['nosaucelabs.com', 'saucelabs.com.evil.org', 'com', '11.0.0.1', '172.32.0.1', '::1', 'fe80::1']
  t.strictSame(inside.filter((each) => !may(each)), [])
  t.strictSame(outside.filter(may), [])
  const others: Subtrees = { domains: ['api.saucelabs.com', 'x.test'], ranges: ['10.1.0.0/16', '10.0.0.0/7', '::1'].map(addressRange) }
  t.strictSame(beyond(some, others), ['x.test', '10.0.0.0/7', '0:0:0:0:0:0:0:1'])
  t.strictSame(beyond(together(some, others), others), [])
  t.equal(together(some, some).ranges.length, 3, 'nothing twice')
})

t.test('a certificate says of itself what was meant, read back by Node', async (t) => {
  const issuer = makeIssuer({ domains: ['saucelabs.com'], ranges: [addressRange('10.0.0.0/8')] }, moment)
  const [signing] = issuer.chain.map((each) => new X509Certificate(each))
  const root = new X509Certificate(issuer.root)
  t.ok(root.ca && signing?.ca && root.verify(root.publicKey) && signing.verify(root.publicKey) && signing.checkIssued(root))
  const permitted = signing === undefined ? undefined : detailsOf(signing).permitted
  t.strictSame(permitted, { domains: ['saucelabs.com'], ranges: [addressRange('10.0.0.0/8')] }, 'the constraints are read back')
  t.equal(detailsOf(root).permitted, undefined)
  const names = ['a.saucelabs.com', '10.1.2.3', '::1'].map(name)
  const leaf = new X509Certificate(issueLeaf(issuer, keyPair().publicKey, names, moment).certificates)
  t.equal(leaf.subject, undefined)
  t.equal(leaf.subjectAltName, 'DNS:a.saucelabs.com, IP Address:10.1.2.3, IP Address:0:0:0:0:0:0:0:1')
  t.strictSame(leaf.keyUsage, ['1.3.6.1.5.5.7.3.1'])
  t.equal(Date.parse(leaf.validFrom), moment - day)
  t.ok((Date.parse(leaf.validTo) - Date.parse(leaf.validFrom)) / day <= 397)
  t.notOk(leaf.ca)
})

t.test('the root\'s key is nowhere in what is kept', async (t) => {
  const where = await folder(t)
  const { certificate } = await authority({ folder: where })
  const text = await readFile(`${where}/issuer-1.pem`, 'utf8')
  t.equal(text.match(/PRIVATE KEY-----/g)?.length, 2, 'one key, between two lines')
  const { key } = readIssuer(text)
  t.notOk(new X509Certificate(certificate).checkPrivateKey(key))
})

t.test('leaves are shared by name, and renewed before they end', async (t) => {
  let now = moment
  const { contextFor, expires } = await authority({ now: () => now })
  const first = contextFor('api.us-west-1.saucelabs.com')
  t.equal(contextFor('API.us-west-1.SauceLabs.com.'), first, 'in capitals, with the dot of the root')
  t.not(contextFor('api.eu-central-1.saucelabs.com'), first)
  now += 365 * day
  t.equal(contextFor('api.us-west-1.saucelabs.com'), first)
  now += 2 * day
  t.not(contextFor('api.us-west-1.saucelabs.com'), first, 'thirty days before its end there is another')
  t.ok(expires > moment + 3600 * day)
})

t.test('unknown names, and none, get the default certificate', async (t) => {
  const { contextFor, issuesFor, names } = await authority({ asked: ['twin.ci', '203.0.113.7', 'my_app', '*.shop.test'] })
  t.strictSame(names, ['localhost', '127.0.0.1', '::1', 'perftwin', 'host.docker.internal', 'host.containers.internal',
    'host.testcontainers.internal', 'twin.ci', '203.0.113.7', 'my_app'])
  const usual = contextFor(undefined)
  const others = [
    '', 'localhost', 'twin.ci', '127.0.0.1', 'evil.example.com', 'docs.saucelabs.com', 'a'.repeat(300), '\0', '*.saucelabs.com'
  ]
  t.strictSame(others.filter((each) => contextFor(each) !== usual), [])
  t.not(contextFor('a.shop.test'), usual)
  t.strictSame(['a.shop.test', 'TWIN.ci', 'api.appstoreconnect.apple.com', '[::1]'].map(issuesFor), [true, true, true, true])
  t.strictSame(['docs.saucelabs.com', 'appstoreconnect.apple.com', 'evil.example.com', '', '8.8.8.8'].map(issuesFor),
    [false, false, false, false, false])
})

t.test('names by the thousand leave a hundred certificates', async (t) => {
  const { contextFor } = await authority({ asked: ['*.shop.test'] })
  const first = contextFor('a.shop.test')
  for (let i = 0; i < 150; i++) contextFor(`n${i}.shop.test`)
  t.not(contextFor('a.shop.test'), first)
})

t.test('a word of letters is not taken from the machine: it may be a top-level domain', async (t) => {
  const open = wantedOf(settings({ isOpen: true }))
  const closed = wantedOf(settings())
  t.ok(open.names.length >= closed.names.length)
  t.strictSame(beyond(closed.permitted, closed.needed), [])
  t.strictSame(open.needed, closed.needed, 'what the machine is called today is not asked of what was kept')
  t.notOk(open.names.filter((each) => !closed.names.some(({ text }) => text === each.text)).some(({ text }) => /^[a-z]+$/.test(text)))
  t.throws(() => wantedOf(settings({ asked: ['a b'] })), /"a b" is no name/)
})

t.test('a bundle has the root first, then those that were trusted before', async (t) => {
  t.equal(trustBundle('A\n', 'B\nC'), 'A\nB\nC\n')
  t.equal(trustBundle('A').match(/BEGIN CERTIFICATE/g)?.length, rootCertificates.length)
})

/** Whom a client asks: a server on loopback, under a name. */
type Target = readonly [name: string, port: number]
interface Said { readonly ok: boolean, readonly says: string }

/** Asks servers by TLS, trusting a root that is kept in a folder, and answers for each whether it was content. */
interface Client {
  readonly skip: string | false
  ask (targets: readonly Target[], folder: string): Promise<Said[]>
}

const oneByOne = (ask: (target: Target, folder: string) => Promise<Said>): Client['ask'] =>
  async (targets, folder) => await Promise.all(targets.map(async (each) => await ask(each, folder)))

/** What a program says that asks them all, a line each. */
const linesOf = ({ out }: Ran): Said[] => out.split('\n').filter((line) => /^(?:ok|refused)/.test(line))
  .map((says) => ({ ok: says.startsWith('ok'), says }))

const python = `
import socket, ssl, sys
root, *targets = sys.argv[1:]
context = ssl.create_default_context(cafile=root)
for name, port in zip(targets[::2], targets[1::2]):
    try:
        with context.wrap_socket(socket.create_connection(("127.0.0.1", int(port))), server_hostname=name) as s:
            print("ok", name)
    except Exception as error:
        print("refused", name, error)
`

const java = `
import javax.net.ssl.*;
public class Ask {
  public static void main(String[] targets) throws Exception {
    SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
    for (int i = 0; i < targets.length; i += 2) {
      int port = Integer.parseInt(targets[i + 1]);
      try (java.net.Socket raw = new java.net.Socket("127.0.0.1", port);
           SSLSocket socket = (SSLSocket) factory.createSocket(raw, targets[i], port, true)) {
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        System.out.println("ok " + targets[i]);
      } catch (SSLException e) {
        System.out.println("refused " + targets[i] + ": " + e.getMessage());
      }
    }
  }
}
`

const clients: Record<string, Client> = {
  openssl: {
    skip: without('openssl', 'version'),
    ask: oneByOne(async ([name, port], folder) => {
      const checks = isIP(name) === 0 ? ['-servername', name, '-verify_hostname', name] : ['-noservername', '-verify_ip', name]
      const always = ['-verify_return_error', '-x509_strict', '-purpose', 'sslserver', '-quiet', '-no_ign_eof']
      const args = ['s_client', '-connect', `127.0.0.1:${port}`, '-CAfile', `${folder}/ca.pem`, ...checks, ...always]
      const { code, out } = await ran('openssl', args, {}, 'GET / HTTP/1.1\r\n\r\n')
      return { ok: code === 0 && !/verify error/.test(out), says: out }
    })
  },
  curl: {
    skip: without('curl', '--version'),
    ask: oneByOne(async ([name, port], folder) => {
      const where = ['--connect-to', `${name}:${port}:127.0.0.1:${port}`, `https://${name}:${port}/`]
      const { code, out } = await ran('curl', ['-sS', '--noproxy', '*', '--cacert', `${folder}/ca.pem`, ...where])
      return { ok: code === 0 && out === 'ok', says: out }
    })
  },
  python: {
    skip: without('python3', '-c', 'import ssl'),
    ask: async (targets, folder) => linesOf(await ran('python3', ['-c', python, `${folder}/ca.pem`, ...targets.flat().map(String)]))
  },
  node: {
    skip: false,
    ask: oneByOne(async ([host, port], folder) => {
      const ca = await readFile(`${folder}/ca.pem`, 'utf8')
      const named = isIP(host) === 0 ? { servername: host } : {}
      return await new Promise((resolve) => {
        const socket = connect({ port, host: '127.0.0.1', ca, ...named }, () => {
          resolve({ ok: socket.authorized, says: 'authorized' })
          socket.end('GET / HTTP/1.1\r\n\r\n')
        })
        socket.on('error', (error) => { resolve({ ok: false, says: String(error) }) })
      })
    })
  },
  java: {
    skip: without('java', '-version'),
    ask: async (targets, folder) => {
      await writeFile(`${folder}/Ask.java`, java)
      const args = [`-Djavax.net.ssl.trustStore=${folder}/ca.jks`, `${folder}/Ask.java`, ...targets.flat().map(String)]
      return linesOf(await ran('java', args))
    }
  }
}

const evil = 'evil.example.com'

/** What a thief of the kept key could try: certificates for names beyond the constraints, each written another way. */
const forged: ReadonlyArray<{ what: string, name: string, subject?: Buffer, names?: CertifiedName[] }> = [
  { what: 'as a name', name: evil, names: [name(evil)] },
  { what: 'beside a permitted name', name: evil, names: [name('api.saucelabs.com'), name(evil)] },
  { what: 'as the subject alone', name: evil, subject: subjectName('thief', evil) }
]

function forge (issuer: Issuer, { subject = noName, names }: typeof forged[number]): SecureContext {
  const { publicKey, privateKey } = keyPair()
  const certificate = certify({
    subject,
    publicKey,
    validity: { from: Date.now() - day, until: Date.now() + day },
    extensions: [isLeaf(), signsHandshakes(), forServers(), ...(names === undefined ? [] : [subjectNames(names)])],
    issuer
  })
  const key = privateKey.export({ type: 'pkcs8', format: 'pem' })
  return createSecureContext({ cert: [pem(certificate), ...issuer.chain].join(''), key })
}

const good = [
  'api.us-west-1.saucelabs.com', 'api.appstoreconnect.apple.com', 'saucelabs.com', 'us1.appium.testobject.com', 'localhost', '127.0.0.1'
]

for (const [who, { skip, ask }] of Object.entries(clients)) {
  t.test(`${who} trusts the vendors' names and our own, and none beyond`, { skip }, async (t) => {
    const where = await folder(t)
    const { contextFor } = await authority({ folder: where, asked: ['my_app'] })
    const issuer = readIssuer(await readFile(`${where}/issuer-1.pem`, 'utf8'))
    const port = await secureServer(t, contextFor)
    const strangersPort = await secureServer(t, (await authority()).contextFor)
    const forgedPorts = await Promise.all(forged.map(async (each) => {
      const context = forge(issuer, each)
      return await secureServer(t, () => context)
    }))
    const trusted: Target[] = good.map((each) => [each, port])
    const refused: Target[] = [[evil, port], ['localhost', strangersPort], ...forgedPorts.map((each): Target => [evil, each])]
    const said = await ask([...trusted, ...refused], where)
    t.equal(said.length, trusted.length + refused.length)
    for (const [i, { ok, says }] of said.entries()) t.equal(ok, i < trusted.length, says)
    const [asAnother] = said.slice(trusted.length)
    t.match(asAnother?.says, /hostname|match|altnames|subject name/i, 'and a client says that the name is another\'s')
  })
}

t.test('keytool lists the trust store', { skip: without('keytool', '-help') }, async (t) => {
  const made = await authority()
  const at = await files(t, { 'ca.jks': made.trustStore() })
  const { code, out } = await ran('keytool', ['-list', '-keystore', at('ca.jks'), '-storepass', 'changeit'])
  t.equal(code, 0, out)
  t.match(out, 'trustedCertEntry')
  t.match(out, made.fingerprint)
  t.strictSame(made.trustStore(), made.trustStore(), 'the same bytes each time')
})

t.test('OpenSSL verifies the chain in its strict mode', { skip: without('openssl', 'version') }, async (t) => {
  const issuer = makeIssuer(wantedOf(settings()).permitted, Date.now())
  const { certificates } = issueLeaf(issuer, keyPair().publicKey, [name('api.us-east-4.saucelabs.com'), name('10.0.0.1')], Date.now())
  const at = await files(t, { 'root.pem': issuer.root, 'chain.pem': issuer.chain.join(''), 'leaf.pem': certificates })
  const verify = async (...more: string[]): Promise<Ran> => await ran('openssl', ['verify', '-x509_strict', '-purpose', 'sslserver',
    '-CAfile', at('root.pem'), '-untrusted', at('chain.pem'), ...more, at('leaf.pem')])
  t.match(await verify('-verify_hostname', 'api.us-east-4.saucelabs.com'), { code: 0, out: /: OK/ })
  t.match(await verify('-verify_ip', '10.0.0.1'), { code: 0, out: /: OK/ })
  t.not((await verify('-verify_hostname', 'api.eu-central-1.saucelabs.com')).code, 0)
  t.not((await verify('-purpose', 'sslclient')).code, 0, 'it is for servers alone')
  const { out } = await ran('openssl', ['x509', '-in', at('leaf.pem'), '-noout', '-text'])
  t.match(out, /X509v3 Subject Alternative Name: critical/)
  t.match(out, /Subject: \n/)
  t.equal(execFileSync('openssl', ['asn1parse', '-in', at('leaf.pem')]).toString().includes('Error'), false)
})
