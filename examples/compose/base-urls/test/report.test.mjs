// What the app makes of a world in which it is known what there is, and what it left there.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'

/** The app begins when this does: it is asked until it listens. */
async function reportOf (tries = 50) {
  try {
    return await fetch('http://app:3000/')
  } catch (error) {
    if (tries === 0) throw error
    await wait(100)
    return await reportOf(tries - 1)
  }
}

test('the newest of five jobs is tagged', async () => {
  const reply = await reportOf()
  const text = await reply.text()
  assert.equal(reply.status, 200, text)
  const { jobs, newest } = JSON.parse(text)
  assert.equal(jobs, 5)

  const headers = { authorization: `Basic ${btoa('shop.ci:00000000-0000-4000-8000-000000000001')}` }
  const job = await (await fetch(`http://perftwin:4010/rest/v1/shop.ci/jobs/${newest}`, { headers })).json()
  assert.deepEqual(job.tags, ['reported'])

  const expected = { match: { operation: 'updateJob' }, atLeast: 1 }
  const verified = await fetch('http://perftwin:4010/_perftwin/verify', {
    method: 'POST',
    headers: { authorization: `Bearer ${process.env.PERFTWIN_CONTROL_TOKEN}`, 'content-type': 'application/json' },
    body: JSON.stringify(expected)
  })
  assert.equal(verified.status, 200, await verified.text())
})
