// Prints the SHA-256 of every file of some jobs, a line for each seed given as argument. Run as a process of its own by
// sauce-uploads.test.ts.
import { createHash } from 'node:crypto'
import { createApp } from '../src/app.js'
import { openTwin } from '../src/twin.js'

const record = { automatorLog: true, extendedDebugging: true, capturePerformance: true }
const file = {
  name: 'hashes',
  sauce: {
    teams: [{ name: 'One', users: [{ username: 'demo', accessKey: 'key' }] }],
    jobs: [
      {
        id: 'a'.repeat(32),
        created: '-PT1H',
        commands: 9,
        record,
        pages: ['https://example.com/', 'https://example.com/b'],
        network: 'Good 3G',
        cpuRate: 4,
        device: 'Nexus 7'
      },
      { id: 'b'.repeat(32), created: '-PT1H', commands: 5, platform: { backend: 'cypress' }, pages: ['https://example.com/c'] }
    ]
  }
}

for (const seed of process.argv.slice(2)) {
  const twin = await openTwin({ seed: Number(seed), now: '2026-04-15T12:00:00Z', world: file as never, auth: 'off' })
  const app = await createApp(twin)
  const hashes: Record<string, string> = {}
  for (const { id } of twin.worlds.default.facts.jobs.values()) {
    const deleted = await app.inject({ method: 'DELETE', url: `/w/names/rest/v1/demo/jobs/${id}/assets` })
    const names = deleted.json<Array<[string, number]>>().map(([name]) => name)
    if (id.startsWith('a')) names.push('screenshots.zip')
    for (const name of names) {
      const { statusCode, rawPayload } = await app.inject(`/rest/v1/demo/jobs/${id}/assets/${name}`)
      hashes[`${id[0]} ${name.replace(/[0-9A-F]{32}/, 'ID')} ${statusCode}`] = createHash('sha256').update(rawPayload).digest('hex')
    }
  }
  await app.close()
  process.stdout.write(`${JSON.stringify(hashes)}\n`)
}
