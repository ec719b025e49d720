// What the app makes of what it is told, and that it was told by the twin.
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

test('the report tells what both vendors know', async () => {
  const reply = await reportOf()
  const text = await reply.text()
  assert.equal(reply.status, 200, text)
  const { job, load, apps } = JSON.parse(text)
  assert.match(job, /^[0-9a-f]{32}$/)
  assert.ok(load > 0)
  assert.equal(apps.length, 2)

  const headers = { authorization: `Bearer ${process.env.PERFTWIN_CONTROL_TOKEN}` }
  const journal = await (await fetch('http://perftwin:4010/_perftwin/journal', { headers })).json()
  const operations = journal.entries.map(({ operation }) => operation)
  assert.deepEqual(operations.sort(), ['apps_getCollection', 'get_performance_metrics'])
})
