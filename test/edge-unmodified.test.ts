// Real clients, unmodified, that know the vendors' own hosts and nothing of perftwin: the environment that `exec --edge`
// gives leads them to a twin on a real port. What Node.js itself sends to a proxy wants 22.21 or later.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import t, { type Test } from 'tap'
import { heedsProxy } from '../src/cli/edge/told.js'
import { edgeVariables } from '../src/cli/edge/variables.js'
import { writeTrust } from '../src/cli/edge/written.js'
import { packageRoot } from '../src/kernel/root.js'
import type { TwinOptions } from '../src/options.js'
import type { Twin } from '../src/twin.js'
import { keyPair, options as storeOptions, storeWorld } from './asc-helper.js'
import { basic, listeningTwin } from './helper.js'
import { newerNode } from './newer-node.js'

const folder = mkdtempSync(join(tmpdir(), 'perftwin-clients-'))
t.teardown(() => { rmSync(folder, { recursive: true }) })

const require = createRequire(import.meta.url)
const clients = fileURLToPath(new URL('test/clients/edge.mjs', packageRoot))

const newer = newerNode()
const versionOf = (node: string): string => spawnSync(node, ['-p', 'process.versions.node'], { encoding: 'utf8' }).stdout.trim()
const heeding = newer !== undefined && heedsProxy(versionOf(newer)) ? newer : undefined
const skipOld = heeding === undefined && 'Node.js itself takes notice of a proxy from 22.21 on: scripts/with-newer-node.sh npm test'
const has = (command: string): boolean => spawnSync(command, ['--version']).status === 0

interface Ran { code: number | null, out: string, err: string }

interface Suite {
  twin: Twin
  url: string
  key: string
  run: (command: string, args: readonly string[], cwd?: string) => Promise<Ran>
  /** What a program of test/clients/edge.mjs answers. */
  client: (name: string, given?: object, node?: string) => Promise<any>
  /** What the twin says, asked directly. */
  ask: (path: string) => Promise<any>
  /** Hosts that were asked, with method and path, as the journal has them. */
  asked: () => Promise<string[]>
}

/** A twin, and children that have nothing but a proxy, whom to trust, and their credentials. */
async function suite (t: Test, options: TwinOptions): Promise<Suite> {
  const { twin, url, key } = await listeningTwin(t, options)
  const base = { PATH: process.env.PATH, HOME: folder }
  const { certificate } = await twin.authority()
  const { files } = await writeTrust(join(folder, 'trust'), certificate, base)
  const { variables } = edgeVariables(base, { proxy: url, files })
  const env = { ...base, ...variables, SAUCE_USERNAME: 'demo', SAUCE_ACCESS_KEY: key }
  const run: Suite['run'] = async (command, args, cwd = folder) => {
    const child = spawn(command, args, { env, cwd })
    const ran: Ran = { code: null, out: '', err: '' }
    child.stdout.setEncoding('utf8').on('data', (text) => { ran.out += text })
    child.stderr.setEncoding('utf8').on('data', (text) => { ran.err += text })
    await new Promise<void>((resolve) => { child.on('close', (code) => { ran.code = code; resolve() }) })
    return ran
  }
  const ask = async (path: string): Promise<any> =>
    await (await fetch(url + path, { headers: { authorization: basic('demo', key) } })).json()
  return {
    twin,
    url,
    key,
    run,
    client: async (name, given = {}, node = process.execPath) => {
      const { code, out, err } = await run(node, [clients, name, JSON.stringify(given)])
      t.equal(code, 0, err)
      return JSON.parse(out.trim().split('\n').at(-1) ?? '')
    },
    ask,
    asked: async () => (await ask('/_perftwin/journal')).entries.map(({ method, path }: any) => `${method} ${path}`)
  }
}

t.test('clients of Sauce Labs', async (t) => {
  const { run, client, ask, asked, twin, key } = await suite(t, { world: 'demo' })
  const jobs = await ask('/rest/v1/demo/jobs?full=true&limit=50')
  const { id } = jobs.find(({ status, automation_backend: backend }: any) => status === 'complete' && backend === 'webdriver')
  const log = await ask(`/rest/v1/demo/jobs/${id}/assets/log.json`)

  for (const region of ['us', 'eu']) {
    t.test(`node-saucelabs downloads a job's asset from the asset host of ${region}`, async (t) => {
      t.strictSame(await client('downloadJobAsset', { id, region }), log)
    })
  }

  t.test('its command line does', async (t) => {
    const sl = join(dirname(require.resolve('saucelabs/package.json')), 'bin', 'sl')
    const told = await run(process.execPath, [sl, 'getJob', 'demo', id])
    t.match(JSON.parse(told.out), { id, status: 'complete' }, told.err)
    const file = join(folder, 'log.json')
    const saved = await run(process.execPath, [sl, 'downloadJobAsset', id, 'log.json', file, '--region', 'eu'])
    t.equal(saved.code, 0, saved.err)
    t.strictSame(JSON.parse(saved.out.trim() === '' ? require('node:fs').readFileSync(file, 'utf8') : saved.out), log)
  })

  t.test('@saucelabs/testcomposer makes a report and uploads a file', async (t) => {
    const { job, assets } = await client('testcomposer')
    t.equal(job.url, `https://app.eu-central-1.saucelabs.com/tests/${job.id}`)
    t.match(assets, { uploaded: ['console.log'] })
    t.match(await ask(`/rest/v1/demo/jobs/${job.id}`), { name: 'reported', passed: true, tags: ['edge'] })
  })

  t.test('@saucelabs/cypress-plugin reports a spec', async (t) => {
    const { code, out, err } = await run(process.execPath, [clients, 'cypress'])
    t.equal(code, 0, err)
    const [, job] = /Report created: https:\/\/app\.saucelabs\.com\/tests\/(\w+)/.exec(out) ?? []
    t.ok(job, out + err)
    t.match(await ask(`/rest/v1/demo/jobs/${job}`), { name: 'b1 - cart.cy.js', passed: true, build: 'b1' })
    t.ok((await asked()).includes('POST /test-runs/v1/'))
  })

  const cucumber = join(fileURLToPath(packageRoot), 'node_modules', '@cucumber', 'cucumber', 'bin', 'cucumber.js')
  const skip = !existsSync(cucumber) && '@cucumber/cucumber is not installed'
  t.test('@saucelabs/cucumber-reporter reports a run of cucumber-js', { skip }, async (t) => {
    // Beside node_modules, where the formatter is found and shares one cucumber with the command.
    const project = mkdtempSync(join(fileURLToPath(packageRoot), '.test', 'cucumber-'))
    t.teardown(() => { rmSync(project, { recursive: true }) })
    mkdirSync(join(project, 'features'))
    writeFileSync(join(project, 'features', 'cart.feature'), 'Feature: cart\n  Scenario: kept\n    Given a full cart\n')
    writeFileSync(join(project, 'features', 'steps.cjs'),
      "require('@cucumber/cucumber').Given('a full cart', function () { this.attach('three things') })\n")
    const { code, out, err } = await run(process.execPath, [
      cucumber, '--require', 'features/steps.cjs', '--format', '@saucelabs/cucumber-reporter',
      '--format-options', '{"name":"cart suite","build":"b2","region":"us-west-1","outputFile":"report.json"}'
    ], project)
    t.equal(code, 0, out + err)
    const [, job] = /Report created: https:\/\/app\.saucelabs\.com\/tests\/(\w+)/.exec(out) ?? []
    t.ok(job, out + err)
    t.match(await ask(`/rest/v1/demo/jobs/${job}`), { name: 'cart suite', passed: true, build: 'b2' })
    const files = await ask(`/rest/v1/demo/jobs/${job}/assets`)
    t.match(JSON.stringify(files), 'sauce-test-report.json')
  })

  t.test('sauce-browsers finds the newest Chrome', { skip: skipOld }, async (t) => {
    const browsers = await client('sauceBrowsers', {}, heeding)
    t.ok(browsers.length > 0)
    t.ok(browsers.every(({ api_name: name }: any) => name === 'chrome'))
  })

  t.test('curl', { skip: !has('curl') && 'curl is not installed' }, async (t) => {
    const told = await run('curl', ['-sS', '-u', `demo:${key}`, `https://api.us-west-1.saucelabs.com/rest/v1/demo/jobs/${id}`])
    t.match(JSON.parse(told.out), { id, video_url: /^https:\/\/assets\.saucelabs\.com\/jobs\// }, told.err)
    const refused = await run('curl', ['-sS', 'https://registry.example.org/'])
    t.match(refused, { code: 56, err: /403/ })
  })

  t.test('Python\'s own client', { skip: !has('python3') && 'python3 is not installed' }, async (t) => {
    const program = `import base64, json, os, urllib.error, urllib.request
def get(url):
  who = base64.b64encode((os.environ['SAUCE_USERNAME'] + ':' + os.environ['SAUCE_ACCESS_KEY']).encode()).decode()
  return json.load(urllib.request.urlopen(urllib.request.Request(url, headers={'Authorization': 'Basic ' + who})))
print(get('https://eu-central-1.saucelabs.com/rest/v1/demo/jobs/${id}')['id'])
try: get('https://registry.example.org/')
except urllib.error.URLError as error: print(error.reason)`
    const { code, out, err } = await run('python3', ['-c', program])
    t.equal(code, 0, err)
    const [found, refused] = out.split('\n')
    t.equal(found, id)
    t.match(refused, '403', 'the reason phrase is told')
  })

  t.test('any other name is refused in words, and counted', async (t) => {
    const { status } = await client('refused')
    t.equal(status, 403)
    t.ok(twin.refused.list().some(({ target }) => target === 'registry.example.org:443'))
  })
})

t.test('clients of App Store Connect, by its own host', { skip: skipOld }, async (t) => {
  const issuerId = '57246542-96fe-1a63-e053-0824d011072a'
  const key = keyPair('2X9R4HXF34', issuerId)
  const { client } = await suite(t, storeOptions(await storeWorld({ keys: [key.spec] }), { auth: 'strict' }))
  const given = { issuerId, apiKey: '2X9R4HXF34', privateKey: key.p8 }

  t.test('node-app-store-connect-api reads all pages, which it knows by their https links alone', async (t) => {
    const { data: apps } = await client('appStoreConnect', given, heeding)
    t.strictSame(apps.map(({ attributes }: any) => attributes.name).sort(), ['Beta', 'Quiet', 'Shop'])
  })
})
