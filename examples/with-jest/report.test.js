// jest, in CommonJS
const { connectTwin, ControlError, createTwin, worldName } = require('perftwin')

let twin
beforeAll(async () => { twin = await createTwin({ world: 'demo', now: '2026-04-15T12:00:00Z' }) })
afterAll(async () => { await twin.close() })

/** A world for each test, whatever it is called. */
const ownWorld = () => twin.world(worldName(expect.getState().currentTestName))

test('a list that fails twice is asked for three times – größer als nötig wäre falsch', async () => {
  const world = ownWorld()
  await world.faults.add({ match: { operation: 'listJobs' }, effect: { status: 503 }, times: 2 })
  const statuses = []
  for (let i = 0; i < 3; i++) statuses.push((await world.fetch('/rest/v1/demo/jobs?limit=2')).status)
  expect(statuses).toEqual([503, 503, 200])
  expect(await world.journal.verify({ match: { operation: 'listJobs' }, exactly: 3 })).toMatchObject({ verified: true })
})

test('テストは互いに見えない', async () => {
  const world = ownWorld()
  expect(await world.journal.verify({ match: {}, never: true })).toMatchObject({ verified: true })
  const job = await world.createJob({ name: 'checkout', runningFor: 'PT0S', outcome: 'failed' })
  const seen = await (await world.fetch(`/rest/v1/demo/jobs/${job.id}`)).json()
  expect(seen).toMatchObject({ name: 'checkout', passed: false })
  expect((await twin.fetch(`/rest/v1/demo/jobs/${job.id}`)).status).toBe(404)
})

test('what makes no sense is an error with a sentence', async () => {
  await expect(connectTwin(twin.url).clock.advance('soon')).rejects.toThrow(ControlError)
  await expect(twin.clock.advance('soon')).rejects.toMatchObject({ status: 400, message: expect.stringMatching(/soon/) })
})
