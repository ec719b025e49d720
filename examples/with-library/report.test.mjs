// node --test examples/with-library/*.test.mjs
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { createTwin, worldName } from 'perftwin'
import { finished, report } from '../report.mjs'

let twin
before(async () => { twin = await createTwin({ world: 'demo', seed: 7, now: '2026-04-15T12:00:00Z' }) })
after(async () => { await twin.close() })

/** A world for each test: they run at the same time and never see each other. */
function worldOf (t) {
  const world = twin.world(worldName(t.name))
  const [{ username, accessKey }] = twin.accounts
  return { world, client: { endpoint: world.url, username, accessKey } }
}

test('parallel tests', { concurrency: true }, async (t) => {
  const tests = [
    t.test('a run that fails is counted', async (t) => {
      const { world, client } = worldOf(t)
      const before = await report(client)
      await world.createJob({ name: 'checkout', outcome: 'failed', runningFor: 'PT0S' })
      const { counts } = await report(client)
      assert.ok(counts.failed >= (before.counts.failed ?? 0))
      const [newest] = (await world.journal.find({ operation: 'listJobs' }, { limit: 1 })).entries
      assert.equal(newest.status, 200)
    }),

    t.test('two 503s are survived, and no more requests are made than needed', async (t) => {
      const { world, client } = worldOf(t)
      await world.faults.add({ match: { operation: 'listJobs' }, effect: { status: 503 }, times: 2 })
      assert.equal((await report(client)).jobs, 50)
      const verdict = await world.journal.verify({ match: { operation: 'listJobs' }, exactly: 3 })
      assert.ok(verdict.verified, verdict.message)
    }),

    t.test('three are given up on', async (t) => {
      const { world, client } = worldOf(t)
      await world.faults.add({ match: { vendor: 'sauce' }, effect: { status: 503 } })
      await assert.rejects(report(client), /answered 503/)
    }),

    t.test('a job of an hour is waited for in no time', async (t) => {
      const { world, client } = worldOf(t)
      const { id } = await world.createJob({ runningFor: 'PT1H', outcome: 'passed' })
      const waiting = finished(client, id, 10)
      await world.journal.waitFor({ operation: 'getJob' }, { count: 2 })
      await world.clock.advance('PT61M')
      assert.equal((await waiting).passed, true)
    }),

    t.test('a state can be gone back to', async (t) => {
      const { world, client } = worldOf(t)
      await world.createJob({ name: 'kept' })
      await world.snapshots.save('one more job')
        .then(() => assert.fail('a name with blanks is refused'), (error) => assert.match(error.message, /no snapshot name/))
      await world.snapshots.save('one-more')
      await world.createJob({ name: 'another' })
      assert.deepEqual((await world.snapshots.diff('one-more')).map(({ collection, change }) => `${collection} ${change}`), ['jobs added', 'counters changed'])
      await world.snapshots.restore('one-more')
      assert.deepEqual(await world.snapshots.diff('one-more'), [])
      assert.equal((await report(client)).jobs, 50)
    })
  ]
  await Promise.all(tests)
})
