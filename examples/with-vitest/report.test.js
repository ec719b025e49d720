import { connectTwin, worldName } from 'perftwin'
import { expect, inject, test } from 'vitest'

const twin = connectTwin(inject('perftwin'))
const ownWorld = () => twin.world(worldName(expect.getState().currentTestName))

test('an hour passes in no time', async () => {
  const world = ownWorld()
  const { id } = await world.createJob({ runningFor: 'PT1H', outcome: 'passed' })
  const job = async () => await (await world.fetch(`/rest/v1/demo/jobs/${id}`)).json()
  expect(await job()).toMatchObject({ status: 'in progress' })
  await world.clock.advance('PT61M')
  expect(await job()).toMatchObject({ status: 'complete', passed: true })
})

test('what Apple says of a heavier release', async () => {
  const world = ownWorld()
  const { data: [app] } = await (await world.fetch('/v1/apps')).json()
  const reply = await world.fetch(`/v1/apps/${app.id}/perfPowerMetrics`)
  expect(reply.status).toBe(200)
  expect(await world.journal.verify({ match: { vendor: 'app-store-connect' }, exactly: 2 })).toMatchObject({ verified: true })
})
