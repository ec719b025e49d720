// NODE_OPTIONS=--experimental-vm-modules jest --testMatch '**/*.test.mjs'
import { createTwin } from 'perftwin'

test('perftwin in ES modules under Jest', async () => {
  const twin = await createTwin({ world: 'demo', now: '2026-04-15T12:00:00Z' })
  expect((await twin.fetch('/v1/apps')).status).toBe(200)
  await twin.close()
})
