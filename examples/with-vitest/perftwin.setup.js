import { createTwin } from 'perftwin'

/** One twin for all test files; each test has a world of its own. */
export default async function ({ provide }) {
  const twin = await createTwin({ world: 'demo', now: '2026-04-15T12:00:00Z' })
  provide('perftwin', twin.url)
  return async () => { await twin.close() }
}
