// node --test examples/resilient-client/*.test.mjs
import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { after, before, test } from 'node:test'
import { createTwin } from 'perftwin'
import { appStoreConnect, sauceLabs } from './client.mjs'

const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const key = { keyId: '2X9R4HXF34', issuerId: '57246542-96fe-1a63-e053-0824d011072a', privateKey }

/** An app with a dozen builds, and a user; keys and tokens are checked. */
const world = {
  name: 'client',
  seed: 1,
  sauce: { teams: [{ name: 'Web', users: [{ username: 'demo' }] }] },
  releases: [1, 2, 3, 4].map((n) => ({ train: 'ios', version: `1.${n}`, at: `-P${100 - 20 * n}D` })),
  appStore: {
    apps: [{ id: '6443000001', name: 'Shop', bundleId: 'com.example.shop', sku: 'SHOP', train: 'ios' }],
    keys: [{ keyId: key.keyId, issuerId: key.issuerId, role: 'ADMIN', publicKey: publicKey.export({ type: 'spki', format: 'pem' }) }]
  }
}

let twin
let whole
before(async () => {
  twin = await createTwin({ world, auth: 'strict', now: '2026-04-15T12:00:00Z' })
  whole = await appStoreConnect({ url: twin.url, key }).builds('6443000001', 200)
})
after(async () => { await twin.close() })

/** A world of its own for each test, with its clients; they do not really wait. */
function inWorld (t) {
  const { url, faults, journal, createSeries } = twin.world(t.name.replaceAll(/\W+/g, '-').slice(0, 60))
  const waits = []
  const how = { url, wait: async (ms) => { waits.push(ms) } }
  const [account] = twin.accounts
  const seen = async (match, exactly) => {
    const { verified, message } = await journal.verify({ match, exactly })
    assert.ok(verified, message)
  }
  return { faults, createSeries, waits, seen, apple: appStoreConnect({ ...how, key }), sauce: sauceLabs({ ...how, ...account }) }
}

test('the second page fails, and is asked for again when the service says', async (t) => {
  const { apple, faults, waits, seen } = inWorld(t)
  await faults.add({
    match: { operation: 'buildsGetCollection', page: 2 },
    effect: { status: 503, headers: { 'retry-after': '7' } },
    times: 1
  })
  assert.deepEqual((await apple.builds('6443000001', 5)).map(({ id }) => id), whole.map(({ id }) => id))
  assert.deepEqual(waits, [7000])
  await seen({ operation: 'buildsGetCollection', page: 1 }, 1)
  await seen({ operation: 'buildsGetCollection', page: 2 }, 2)
})

test('a proxy in between, a broken connection and half a body are survived', async (t) => {
  const { apple, faults, waits, seen } = inWorld(t)
  const html = '<html><body><h1>502 Bad Gateway</h1></body></html>'
  await faults.add({
    match: { vendor: 'app-store-connect' },
    sequence: [
      { status: 502, headers: { 'content-type': 'text/html' }, body: { text: html } },
      { connection: 'reset' },
      { body: 'malformed' },
      { pass: true }
    ]
  })
  assert.equal((await apple.builds('6443000001', 200)).length, whole.length)
  assert.deepEqual(waits, [200, 400, 800])
  await seen({ operation: 'buildsGetCollection' }, 4)
})

test('a token that expires midway is replaced, and no page is lost', async (t) => {
  const { apple, faults, waits, seen } = inWorld(t)
  await faults.add({ match: { vendor: 'app-store-connect' }, effect: { credentials: 'expired' }, after: 2 })
  assert.deepEqual((await apple.builds('6443000001', 4)).map(({ id }) => id), whole.map(({ id }) => id))
  assert.deepEqual(waits, [], 'for a new token nobody has to wait')
  await seen({ status: 401 }, 1)
  await seen({ status: 401, page: 3 }, 1)
})

test('what does not pass is given up, and not asked for without end', async (t) => {
  const { apple, faults, seen } = inWorld(t)
  await faults.add({ id: 'down', effect: { status: 503 } })
  await assert.rejects(apple.builds('6443000001', 5), { status: 503 })
  await seen({}, 4)
  await faults.remove('down')
  await faults.add({ effect: { status: 401 } })
  await assert.rejects(apple.builds('6443000001', 5), { status: 401 })
  await seen({ status: 401 }, 2)
})

test('Sauce Labs: a page fails twice, then the key is revoked', async (t) => {
  const { sauce, faults, createSeries, waits, seen } = inWorld(t)
  await createSeries({ name: 'nightly', page: 'https://shop.example.com/', runs: 12, every: 'P1D', metrics: { load: { level: 900 } } })
  await faults.add({ match: { operation: 'listJobs', page: 2 }, effect: { status: 429, headers: { 'retry-after': '1' } }, times: 2 })
  assert.equal((await sauce.jobs(5)).length, 12)
  assert.deepEqual(waits, [1000, 1000])
  await seen({ operation: 'listJobs' }, 5)
  await faults.add({ effect: { credentials: 'expired' }, after: 1 })
  await assert.rejects(sauce.jobs(5), { status: 401 })
  await seen({ operation: 'listJobs', status: 401 }, 2)
})
