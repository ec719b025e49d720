// perftwin exec --world demo -- node --test examples/with-exec/*.test.mjs
// The tests know the environment alone, so the same file can run against the real service.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { report } from '../report.mjs'

const { SAUCE_API_ENDPOINT: endpoint, SAUCE_USERNAME: username, SAUCE_ACCESS_KEY: accessKey } = process.env

test('counts a team\'s jobs by verdict', async () => {
  const { jobs, counts } = await report({ endpoint, username, accessKey })
  assert.equal(jobs, 50)
  assert.equal(Object.values(counts).reduce((sum, count) => sum + count), 50)
  assert.ok(counts.passed > 30)
})

test('says so when the user is unknown', async () => {
  await assert.rejects(report({ endpoint, username: 'nobody-here', accessKey }), /answered 404/)
})

test('each test can have a world of its own, by its URL alone', async () => {
  const world = `${process.env.PERFTWIN_URL}/w/no-jobs`
  await fetch(`${world}/rest/v1.1/${username}/jobs`, { method: 'DELETE', headers: { authorization: `Basic ${btoa(`${username}:${accessKey}`)}` } })
  assert.deepEqual(await report({ endpoint: world, username, accessKey }), { jobs: 0, counts: {} })
  assert.equal((await report({ endpoint, username, accessKey })).jobs, 50)
})
