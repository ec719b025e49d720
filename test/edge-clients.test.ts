// Clients that nobody changed reach a vendor's host by a proxy variable and a certificate, and report a refused name at once.
import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { edgeTwin } from './edge-helper.js'

const status = 'https://api.us-west-1.saucelabs.com/rest/v1/info/status'
const elsewhere = 'https://example.com/'

interface Ran { code: number, said: string }

async function run (command: string, args: readonly string[], env: Record<string, string>): Promise<Ran> {
  return await new Promise((resolve) => {
    execFile(command, args, { env: { PATH: process.env.PATH, ...env }, timeout: 60_000 }, (error, out, err) => {
      const code = typeof error?.code === 'number' ? error.code : Number(error !== null)
      resolve({ code, said: out + err })
    })
  })
}

const urllib = `
import sys, time, urllib.request
begun = time.time()
try:
  print(urllib.request.urlopen(sys.argv[1], timeout=5).read().decode())
except Exception as error:
  print(type(error).__name__, error)
print('took', time.time() - begun)
`
const requests = `
import sys, time, requests
begun = time.time()
try:
  print(requests.get(sys.argv[1], timeout=5).text)
except Exception as error:
  print(type(error).__name__, error)
print('took', time.time() - begun)
`
const java = `
import java.net.*; import java.net.http.*;
public class Ask {
  public static void main (String[] args) throws Exception {
    var client = HttpClient.newBuilder().proxy(ProxySelector.getDefault()).build();
    for (var url : args) {
      try { System.out.println(client.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString()).body()); }
      catch (Exception error) { System.out.println(error); }
    }
  }
}
`

/** A twin with its root in a folder, and the variables by which clients find both. */
async function reached (t: Test): Promise<{ folder: string, port: number, env: Record<string, string> }> {
  const { port, ca, twin } = await edgeTwin(t, { world: 'empty' })
  const folder = await mkdtemp(join(tmpdir(), 'perftwin-edge-'))
  t.teardown(async () => { await rm(folder, { recursive: true }) })
  const file = join(folder, 'ca.pem')
  await writeFile(file, ca)
  await writeFile(join(folder, 'ca.jks'), (await twin.authority()).trustStore())
  const proxy = `http://test-17@127.0.0.1:${port}`
  const trust = { CURL_CA_BUNDLE: file, SSL_CERT_FILE: file, REQUESTS_CA_BUNDLE: file }
  return { folder, port, env: { HTTPS_PROXY: proxy, https_proxy: proxy, ...trust } }
}

const isThere = async (command: string, args: readonly string[]): Promise<boolean> => (await run(command, args, {})).code === 0

for (const [client, { probe, command, args }] of Object.entries({
  curl: { probe: ['--version'], command: 'curl', args: ['-sS', '-m', '5', '-w', 'took %{time_total}'] },
  'Python urllib': { probe: ['--version'], command: 'python3', args: ['-c', urllib] },
  'Python requests': { probe: ['-c', 'import requests'], command: 'python3', args: ['-c', requests] }
})) {
  t.test(`${client} through the edge`, async (t) => {
    if (!await isThere(command, probe)) {
      t.comment(`skipped: ${client} is not installed`)
      return
    }
    const { env } = await reached(t)
    t.match(await run(command, [...args, status], env), { said: '"service_operational":true' })
    const refused = await run(command, [...args, elsewhere], env)
    t.match(refused, { said: client === 'curl' ? 'CONNECT tunnel failed, response 403' : /403.*not for example\.com:443/ })
    // A second at most where nothing else runs; the request alone, without the start of the client.
    const seconds = Number(/took ([\d.]+)/.exec(refused.said)?.[1])
    t.ok(seconds < 5, `${seconds} s`)
  })
}

t.test('curl by every other way in', async (t) => {
  if (!await isThere('curl', ['--version'])) {
    t.comment('skipped: curl is not installed')
    return
  }
  const { env, port } = await reached(t)
  const bundle = { CURL_CA_BUNDLE: env['CURL_CA_BUNDLE'] ?? '' }
  const ours = `localhost:${port}`
  for (const args of [
    [`http://${ours}/rest/v1/info/status`],
    [`https://${ours}/rest/v1/info/status`],
    ['--http2', `https://${ours}/rest/v1/info/status`],
    ['--proxy-cacert', bundle.CURL_CA_BUNDLE, '-x', `https://${ours}`, status],
    ['-p', '-x', `http://${ours}`, status.replace('https:', 'http:')],
    ['-x', `http://${ours}`, status.replace('https:', 'http:')],
    ['--connect-to', `api.us-west-1.saucelabs.com:443:${ours}`, status]
  ]) {
    t.match(await run('curl', ['-sS', '-m', '5', ...args], bundle), { code: 0, said: '"service_operational":true' }, args.join(' '))
  }
})

t.test('Java through the edge', async (t) => {
  if (!await isThere('java', ['--version'])) {
    t.comment('skipped: Java is not installed')
    return
  }
  const { folder, port } = await reached(t)
  await writeFile(join(folder, 'Ask.java'), java)
  const { said } = await run('java', [
    '-Dhttps.proxyHost=127.0.0.1', `-Dhttps.proxyPort=${port}`, `-Djavax.net.ssl.trustStore=${join(folder, 'ca.jks')}`,
    join(folder, 'Ask.java'), status, elsewhere
  ], {})
  t.match(said, '"service_operational":true')
  t.match(said, 'Tunnel failed, got: 403')
})
