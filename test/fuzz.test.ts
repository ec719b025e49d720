// Twelve thousand generated requests: none is a fault of ours, none is refused in foreign words, none changes anything while it is
// refused. Others: node scripts/fuzz.mjs 100000 7
import t from 'tap'
import { fuzz } from './fuzz/run.js'
import { twin } from './helper.js'

/**
 * What is not to be had here: tunnels, service accounts, hosts that webhooks may call, rules (they are taken away at once),
 * exported snapshots, and what is sent as files (test/sauce-uploads.test.ts, test/sauce-storage.test.ts).
 */
const withoutAnything = new RegExp([
  'tunnels/\\{tunnel_id\\}', 'service-accounts/\\{uuid\\}', '_perftwin/webhooks', 'faults/\\{id\\}', 'snapshots/import',
  'testcomposer/jobs', 'v1/storage/(?:upload|download|files/|groups/)'
].join('|'))

t.test('whatever is sent, answers are the vendors\' and refusals change nothing', async (t) => {
  const { app, twin: opened } = await twin(t, { world: 'demo' })
  const { faults, statuses, neverAccepted } = await fuzz(app, opened, { seed: 20_260_415, count: 12_000 })
  t.strictSame(faults.slice(0, 20), [], `${faults.length} faults`)
  t.ok((statuses['2'] ?? 0) > 3000, `enough is accepted to be a test: ${JSON.stringify(statuses)}`)
  // By chance a few are always asked wrongly.
  const missed = neverAccepted.filter((operation) => !withoutAnything.test(operation))
  t.ok(missed.length <= 3, `every other operation was accepted, but for ${missed.join(', ') || 'none'}`)
})
